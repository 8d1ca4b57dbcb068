"""The ways of verbs that cross rooms: each brings together what rooms that never meet have made."""
