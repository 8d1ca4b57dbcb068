"""Quads to bytes and back.

`read` and `parse` make values of files and bytes; `write` makes bytes, the same for the same dataset in every process;
`stream` makes them in chunks, for datasets of any size, such as a `Spool` holds. Nothing here goes through a triple
store, which would rewrite literals and merge triples. Each is loaded when it is first used: a query's answer needs
prefixes and cells alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itu_kg.rdf.jsonld_context import Context
    from itu_kg.rdf.order import Spool
    from itu_kg.rdf.parse import parse, read
    from itu_kg.rdf.serialise import stream, write

__all__ = ["Context", "Spool", "parse", "read", "stream", "write"]

_FILES = {
    "order": ("Spool",),
    "jsonld_context": ("Context",),
    "parse": ("parse", "read"),
    "serialise": ("stream", "write"),
}


def __getattr__(name: str) -> object:
    file = next((file for file, names in _FILES.items() if name in names), None)
    if file is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{file}")
    # All of them at once, since importing the file `parse` puts it where its function is looked for.
    globals().update({each: getattr(module, each) for each in _FILES[file]})
    loaded: object = globals()[name]
    return loaded
