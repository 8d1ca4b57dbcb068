"""What `confirm` is left saying, and which records leave nothing unresolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itu_kg.model.registry import Registry
from itu_kg.registry.gazetteer import gazetteer
from itu_kg.registry.unresolved import unresolved, without_name

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission


@pytest.mark.parametrize(
    ("doubt", "name", "left"),
    [
        ("not in the registry: X", "X", ""),
        ("not in the registry: X; Y; X", "X", "not in the registry: Y"),
        ("not in the registry: X; Y", "Z", "not in the registry: X; Y"),
        ("not in the place registry: X, Spain; Y", "X", "not in the place registry: Y"),
        (
            "not in the place registry: X; Spain is not the country of geneva in the place registry",
            "X",
            "Spain is not the country of geneva in the place registry",
        ),
        ("not in the registry; the slug is made from the name", "X", ""),
        ("read from the description", "X", "read from the description"),
    ],
)
def test_a_resolved_name_goes_out_of_the_doubt_and_no_other(doubt: str, name: str, left: str) -> None:
    assert without_name(doubt, name) == left


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_record_whose_slugs_are_all_known_leaves_nothing_that_must_be_resolved(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], pool_registry: Registry
) -> None:
    submission = data.draw(submissions)
    found = unresolved(submission, pool_registry, gazetteer(pool_registry))
    assert [name for name in found if name.needed] == []


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_in_an_empty_registry_every_slug_of_a_record_is_unresolved(
    data: st.DataObject, submissions: st.SearchStrategy[Submission]
) -> None:
    submission = data.draw(submissions)
    nothing = Registry(organisations={}, countries={}, places={}, series={}, documents={})
    found = {name.location for name in unresolved(submission, nothing, gazetteer(nothing)) if name.needed}
    wanted = {("respondent", "organisation"), ("recipient",)}
    wanted |= {("decisions", n, "body") for n, decision in enumerate(submission.decisions) if decision.body}
    wanted |= {("organisations", slug) for slug in submission.organisations}
    wanted |= {("events", n, "series") for n, event in enumerate(submission.events) if event.series}
    wanted |= {
        ("events", n, "mandates", m, "document")
        for n, event in enumerate(submission.events)
        for m in range(len(event.mandates))
    }
    assert wanted <= found


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_country_that_leads_an_action_is_known(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], pool_registry: Registry
) -> None:
    only = Registry.model_validate({**pool_registry.model_dump(exclude={"organisations"}), "organisations": {}})
    found = unresolved(data.draw(submissions), only, gazetteer(only))
    assert [name for name in found if name.location[-2:-1] == ("leads",)] == []
