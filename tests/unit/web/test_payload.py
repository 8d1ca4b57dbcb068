"""A body with something before it is sent whole, as often as it is asked for, with its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.web.exchange import Payload

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("lead", [0, 1, 7, 65_536, 300_000])
def test_what_is_before_a_body_comes_first_and_counts(lead: int, tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b"abc" * 100_000)
    payload = Payload.file(path, "text/plain").after(b"\n" * lead)
    for _ in range(2):
        with payload.open() as body:
            read = b"".join(iter(lambda: body.read(1000), b""))
        assert read == b"\n" * lead + b"abc" * 100_000
        assert payload.size == len(read)


def test_closing_it_closes_the_body(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b"abc")
    inner = path.open("rb")
    with Payload("text/plain", 3, lambda: inner).after(b"\n").open() as body:
        body.read(2)
    assert inner.closed
