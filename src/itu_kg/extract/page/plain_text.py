"""Bytes of a plain text → Page. It refuses what is no UTF-8 text: an empty file, a PDF, an archive, other encodings.

No newline is translated and nothing is normalised: positions count what the file holds.
"""

from __future__ import annotations

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import SPACES
from itu_kg.extract.page.page import Page
from itu_kg.files import CONTROL, decode

_FOREIGN = (
    (b"%PDF", "a PDF, whatever its name"),
    (b"PK\x03\x04", "a zip archive or an Office file, whatever its name"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, whatever its name"),
    (b"\x1f\x8b", "a gzip archive, whatever its name"),
    (b"{\\rtf", "a Rich Text file, whatever its name"),
    (b"\xff\xfe", "UTF-16, not UTF-8"),
    (b"\xfe\xff", "UTF-16, not UTF-8"),
)


def read(data: bytes, *, where: str) -> Page:
    """Read a page that is plain text.

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
    if not text.strip(SPACES):
        raise SourceError("is empty", where=where)
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        code = f"U+{ord(control[0]):04X}"
        raise SourceError(f"holds the control character {code}", where=f"{where}:{line}", hint="save it as plain text")
    return Page(text)
