"""Bytes of a page of any kind → Page: a saved web page, a Word document, or plain text, told by what it is.

The content decides before the name does: HTML in a file called .txt is read as HTML. A Word document is read as one
only under its own name, so that an archive renamed .txt is an error and not a surprise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.page import plain_text

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Page

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_SUFFIXES = (".html", ".htm", ".xhtml")


def read(data: bytes, *, where: str, media_type: str = "", charset: str | None = None) -> Page:
    """Read a page.

    Args:
        data: its bytes.
        where: its file name or address, for errors and as a hint of its kind.
        media_type: what a server said it is, if a server was asked.
        charset: the encoding the server named, if it named one.

    Raises:
        SourceError: it is none of these, damaged, or empty.
    """
    name = where.lower()
    if media_type == _WORD or (name.endswith(".docx") and data.startswith(b"PK")):
        from itu_kg.extract.page import docx  # noqa: PLC0415  loads an extra

        return docx.read(data, where=where)
    if media_type in _HTML or _MARKUP.match(data[:4096]) or (name.endswith(_SUFFIXES) and data.lstrip()[:1] == b"<"):
        from itu_kg.extract.page import html  # noqa: PLC0415  loads lxml

        return html.read(data, where=where, charset=charset)
    return plain_text.read(data, where=where)
