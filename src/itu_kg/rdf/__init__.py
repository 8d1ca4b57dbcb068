"""Quads to bytes and back.

`read` and `parse` make values of files and bytes; `write` makes bytes, the same for the same dataset in every process;
`stream` makes them in chunks, for datasets of any size, such as a `Spool` holds. Nothing here goes through a triple
store, which would rewrite literals and merge triples.
"""

from itu_kg.rdf.external_sort import Spool
from itu_kg.rdf.jsonld_context import Context
from itu_kg.rdf.parse import parse, read
from itu_kg.rdf.serialise import stream, write

__all__ = ["Context", "Spool", "parse", "read", "stream", "write"]
