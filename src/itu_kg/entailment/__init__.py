"""What follows from a page's words: a record's values held against what the extractor's readers make of its quotes."""
