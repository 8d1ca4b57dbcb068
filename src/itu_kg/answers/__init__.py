"""Answer × format → bytes or text: what a query answered, as people and programs take it."""
