"""What breaks what others built is named, and the version follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.diff import ontology
from itu_kg.diff.changes import Breaking, Drift
from itu_kg.diff.semver import breaking, suggestion
from itu_kg.diff.term_labels import Words
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.diff.changes import Diff, TermChange
    from itu_kg.model.graph import Dataset

    Compare = Callable[[Dataset, Dataset], Diff]
    Data = Callable[[str], Dataset]

_EVENT = 'event:a a ikg:ReportedEvent ; schema:name "A" .'
_TERMS = "ikg:P a owl:ObjectProperty ; rdfs:domain ikg:A . ikg:A a owl:Class ."


def _terms(old: str, new: str, trig: Data) -> tuple[TermChange, ...]:
    return ontology.compare(trig(old), trig(new), Words(BASE, {}))


def _broken(diff: Diff) -> list[str]:
    return [each.what for each in breaking(diff)]


def test_a_thing_that_vanished_breaks(compare: Compare, trig: Data) -> None:
    found = compare(trig(_EVENT), trig(""))
    assert breaking(found) == (
        Breaking("entity-removed", f"{BASE}id/event/a", f"event A is gone: {BASE}id/event/a"),
    )  # fmt: skip
    assert suggestion(found) == ("major", ("1 thing is gone",))


def test_a_thing_of_another_kind_breaks(compare: Compare, trig: Data) -> None:
    found = compare(trig(_EVENT), trig(_EVENT.replace("Reported", "Mentioned")))
    assert [each.message for each in breaking(found)] == [
        "event A is no longer of the type reported event but mentioned event"
    ]
    assert suggestion(found).bump == "major"


def test_a_further_type_breaks_nothing(compare: Compare, trig: Data) -> None:
    found = compare(trig(_EVENT), trig(_EVENT + "event:a a schema:EventSeries ."))
    assert suggestion(found).bump == "patch"


def test_evidence_that_vanished_breaks_nothing(compare: Compare, trig: Data) -> None:
    assert not breaking(compare(trig("evidence:a a oa:SpecificResource ."), trig("")))


def test_a_new_thing_asks_for_a_minor_version(compare: Compare, trig: Data) -> None:
    assert suggestion(compare(trig(""), trig(_EVENT))) == ("minor", ("1 new event",))


def test_a_corrected_value_asks_for_a_patch(compare: Compare, trig: Data) -> None:
    assert suggestion(compare(trig(_EVENT), trig(_EVENT.replace('"A"', '"B"')))).bump == "patch"


def test_no_difference_asks_for_no_version(compare: Compare, trig: Data) -> None:
    assert suggestion(compare(trig(_EVENT), trig(_EVENT))).bump == "none"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (_TERMS, "ikg:A a owl:Class .", ["term-removed"]),
        (_TERMS, _TERMS.replace("domain ikg:A", "domain ikg:B"), ["term-domain-changed"]),
        (_TERMS, _TERMS.replace("domain", "range"), ["term-domain-changed", "term-range-changed"]),
        (_TERMS, _TERMS.replace("owl:Object", "owl:Datatype"), ["term-kind-changed"]),
        (_TERMS, _TERMS + 'ikg:B a owl:Class . ikg:A rdfs:label "a" .', []),
    ],
)
def test_of_an_ontology_break_terms_that_went_and_domains_and_ranges(
    old: str, new: str, what: list[str], compare: Compare, trig: Data
) -> None:
    found = compare(trig(""), trig("")).with_more(_terms(old, new, trig), (), "")
    assert _broken(found) == what
    assert not found.same


def test_a_class_made_of_others_is_compared_by_its_members(trig: Data) -> None:
    one = "ikg:P a owl:ObjectProperty ; rdfs:domain [ a owl:Class ; owl:unionOf (ikg:A ikg:B%s) ] ."
    assert not _terms(one % "", f"ikg:Q rdfs:domain [ owl:unionOf (ikg:Z) ] . {one % ''}", trig)
    (changed,) = _terms(one % "", one % " ikg:C", trig)
    assert changed.aspects == {"domain": ("[union of: ikg:A ikg:B]", "[union of: ikg:A ikg:B ikg:C]")}


@pytest.mark.parametrize(
    ("drift", "what"),
    [
        (Drift("events", "removed"), ["query-removed"]),
        (Drift("events", "kept", (("event", "name"), ("event", "title")), rewritten=True), ["query-columns-changed"]),
        (Drift("events", "kept", (("event",), ("event",)), rewritten=True, lost=(("a",),)), []),
        (Drift("events", "added"), []),
    ],
)
def test_of_queries_break_those_that_went_and_columns(
    drift: Drift, what: list[str], compare: Compare, trig: Data
) -> None:
    found = compare(trig(""), trig("")).with_more(None, (drift,), "")
    assert _broken(found) == what
    assert not found.same
