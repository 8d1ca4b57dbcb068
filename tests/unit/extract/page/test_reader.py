"""What kind of page bytes are is told by the bytes."""

from __future__ import annotations

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.page.reader import read


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"<!DOCTYPE html><p>words</p>", "page.txt", ""),
        (b"\n <html><p>words</p>", "-", ""),
        (b"<p>words</p>", "page.html", ""),
        (b"<p>words</p>", "https://example.org/", "text/html"),
        (b"words", "page.txt", ""),
        (b"words", "-", ""),
    ],
)
def test_the_content_tells_markup_from_text(data: bytes, name: str, media_type: str) -> None:
    assert read(data, where=name, media_type=media_type).text == "words"


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"%PDF-1.7", b""])
def test_what_only_calls_itself_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data, where="page.txt")


def test_a_word_document_that_is_none_is_refused() -> None:
    with pytest.raises(SourceError):
        read(b"PK\x03\x04rest", where="page.docx")
