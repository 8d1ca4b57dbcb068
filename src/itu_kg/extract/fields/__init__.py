"""Text of one field of a block → its typed value, each word of it with its position."""
