"""Bytes of a page of any kind → Page: a saved web page, a Word document, or plain text, told by what it is.

The content decides before the name does: HTML in a file called .txt is read as HTML. A Word document is read as one
only under its own name, so that an archive renamed .txt is an error and not a surprise.
"""

from __future__ import annotations

import re

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import SPACES
from itu_kg.extract.page.page import Page
from itu_kg.files import CONTROL, decode

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FOREIGN = (
    (b"%PDF", "a PDF, whatever its name"),
    (b"PK\x03\x04", "a zip archive or an Office file, whatever its name"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, whatever its name"),
    (b"\x1f\x8b", "a gzip archive, whatever its name"),
    (b"{\\rtf", "a Rich Text file, whatever its name"),
    (b"\xff\xfe", "UTF-16, not UTF-8"),
    (b"\xfe\xff", "UTF-16, not UTF-8"),
)
"""What begins a file of another kind, and what it is."""

_SUFFIXES = (".html", ".htm", ".xhtml")


def read(data: bytes, *, where: str, address: str = "", media_type: str = "", charset: str | None = None) -> Page:
    """Read a page.

    Args:
        data: its bytes.
        where: its file name or address, for errors and as a hint of its kind.
        address: where the page was, which its relative links are resolved against; empty if that is not known.
        media_type: what a server said it is, if a server was asked.
        charset: the encoding the server named, if it named one.

    Raises:
        SourceError: it is none of these, damaged, or empty.
    """
    name = where.lower()
    if media_type == _WORD or (name.endswith(".docx") and data.startswith(b"PK")):
        from itu_kg.extract.page import docx  # noqa: PLC0415  loads an extra

        return docx.read(data, where=where, address=address)
    if media_type in _HTML or _MARKUP.match(data[:4096]) or (name.endswith(_SUFFIXES) and data.lstrip()[:1] == b"<"):
        from itu_kg.extract.page import html  # noqa: PLC0415  loads lxml

        return html.read(data, where=where, address=address, charset=charset)
    return plain_text(data, where=where)


def plain_text(data: bytes, *, where: str) -> Page:
    """Read a page that is plain text: no newline is translated, nothing normalised, positions count what it holds.

    Args:
        data: the file's bytes.
        where: its name, for errors.

    Raises:
        SourceError: it is empty, is another kind of file, is not UTF-8, or holds characters no text holds.
    """
    for signature, kind in _FOREIGN:
        if data.startswith(signature):
            raise SourceError(f"is {kind}", where=where, hint="copy the submission's text into a UTF-8 file")
    text = decode(data, where=where)
    # A form feed ends a line, and a page of a PDF whose text this is.
    breaks = tuple(match.start() for match in re.finditer("\f", text))
    text = text.replace("\f", "\n")
    if not text.strip(SPACES):
        raise SourceError("is empty", where=where)
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        code = f"U+{ord(control[0]):04X}"
        raise SourceError(f"holds the control character {code}", where=f"{where}:{line}", hint="save it as plain text")
    return Page(text, breaks=breaks)
