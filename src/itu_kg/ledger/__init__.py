"""The ledger: a record or a graph held against the page it speaks of."""
