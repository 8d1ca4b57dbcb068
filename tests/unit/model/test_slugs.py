from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itu_kg.model.base import Model, Slug
from itu_kg.model.slugs import LONGEST, slug


class _Holder(Model):
    id: Slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A/RES/56/183", "a-res-56-183"),
        ("Querétaro", "queretaro"),
        ("Children’s Fund", "childrens-fund"),
        ("WSIS+20  Forum – 2024", "wsis-20-forum-2024"),
        ("日本", ""),
    ],
)
def test_a_slug_keeps_latin_letters_and_digits(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_long_slug_ends_at_a_whole_word() -> None:
    assert slug("word " * 30) == "-".join(["word"] * 16)


@given(st.text())
def test_whatever_is_left_of_a_name_is_a_slug_a_record_accepts(name: str) -> None:
    made = slug(name)
    assert not made or len(_Holder(id=made).id) <= LONGEST
