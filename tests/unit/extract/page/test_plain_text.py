from __future__ import annotations

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.page import reader


def test_nothing_of_a_text_is_changed() -> None:
    text = "\ufeffa\r\n\u00a0b\u202f\rc"
    assert reader.plain_text(text.encode(), where="page.txt").text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", r"page\.txt: is empty"),
        (b" \n\t", r"page\.txt: is empty"),
        (b"%PDF-1.7\n", r"page\.txt: is a PDF"),
        (b"PK\x03\x04", r"page\.txt: is a zip"),
        (b"\xd0\xcf\x11\xe0", r"page\.txt: is an old Office file"),
        (b"\xff\xfea\x00", r"page\.txt: is UTF-16"),
        (b"a\nb\nQuer\xe9taro", r"page\.txt:3: byte 0xe9 is not UTF-8"),
        (b"a\nb\x00", r"page\.txt:2: holds the control character U\+0000"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_line(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        reader.plain_text(data, where="page.txt")
