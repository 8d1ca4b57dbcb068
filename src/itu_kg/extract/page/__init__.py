"""Bytes of a page of any kind → Page: the text that positions count in, and its links."""
