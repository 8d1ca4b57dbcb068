"""Where a verb takes a page from: a file, standard input, or an http(s) address the person names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.extract.page import reader
from itu_kg.files import read_bytes

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Page


def page(source: str, *, allow_private: bool = False) -> Page:
    """Read the page that `source` names: a path, `-`, or an address."""
    if source == "-":
        return reader.read(sys.stdin.buffer.read(), where="standard input")
    if source.startswith(("http://", "https://")):
        from itu_kg.http.fetch import fetch  # noqa: PLC0415  the network only when asked

        fetched = fetch(source, private=allow_private)
        return reader.read(fetched.body, where=source, media_type=fetched.media_type, charset=fetched.charset)
    return reader.read(read_bytes(Path(source)), where=source)
