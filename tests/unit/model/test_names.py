from __future__ import annotations

import pytest

from itu_kg.model.names import fold, hint, key, nearest

VERBS = ("extract", "check", "validate", "serialise", "query", "release", "verify")


@pytest.mark.parametrize("typed", ["valdate", "validte", "Validate", "vallidate"])
def test_a_misspelt_name_is_near_the_one_meant(typed: str) -> None:
    assert nearest(typed, VERBS)[0] == "validate"


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert nearest("xylophone", VERBS) == ()
    assert hint("xylophone", VERBS, "`itu-kg --help` names them") == "`itu-kg --help` names them"


def test_a_name_typed_in_part_is_near() -> None:
    assert nearest("climate", ("Climate action", "Zero hunger")) == ("Climate action",)


def test_the_nearest_stands_first_and_each_once() -> None:
    assert nearest("event", ("events", "event", "events", "evidence"))[:2] == ("event", "events")


def test_spellings_of_a_name_have_one_key() -> None:
    assert {key(name) for name in ("UN-Women", "un women", "UNWomen", "ÚN women")} == {"unwomen"}
    assert fold("Côte d’Ivoire & co") == ("cote", "d", "ivoire", "and", "co")
    assert key("…") == ""
