"""A body with something before it is sent whole, as often as it is asked for, with its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.http.messages import Payload

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("lead", [0, 1, 7, 65_536, 300_000])
def test_what_is_before_a_body_comes_first_and_counts(lead: int, tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b"abc" * 100_000)
    payload = Payload.file(path, "text/plain").after(b"\n" * lead)
    for _ in range(2):
        read = b"".join(payload)
        assert read == b"\n" * lead + b"abc" * 100_000
        assert payload.size == len(read)


def test_a_body_that_is_left_half_way_leaves_no_file_open(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_bytes(b"abc")
    blocks = iter(Payload.file(path, "text/plain").after(b"\n"))
    assert [next(blocks), next(blocks)] == [b"\n", b"abc"]
    blocks.close()  # an open file would be a ResourceWarning, and that an error
