"""What prose tells of things becomes statements of these things, each with its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from itu_kg import rdf, registry
from itu_kg.errors import SourceError
from itu_kg.mapping.confirmation import confirmed
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import Assets
from itu_kg.model.submission import Submission

ASSETS = Assets(Path(__file__).resolve().parents[3])
CONTEXT = rdf.Context.load(ASSETS.context)
REGISTRY = registry.load(ASSETS.registry)
THINGS = "https://w3id.org/itu-kg/id/"
IKG = "https://w3id.org/itu-kg/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PASSAGE = {"at": "90-300", "sha256": "0" * 64}


def _record(**more: Any) -> Submission:
    return Submission.model_validate(
        {
            "id": "itu-2024",
            "source": {"sha256": "0" * 64, "length": 900},
            "respondent": {"text": "ITU", "at": "0-3", "organisation": "itu"},
            "year": {"year": 2024},
            "answers": [{"question": 7, "status": "answered", "passage": PASSAGE}],
            "initiatives": [{"id": "giga", "name": {"text": "Giga", "at": "100-104"}}],
            **more,
        }
    )


def _said(**more: Any) -> set[tuple[str, ...]]:
    return {triple for graph in graphs(_record(**more), REGISTRY, CONTEXT) for triple in graph.triples}


def _objects(triples: set[tuple[str, ...]], subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in triples if (s, p) == (f"<{THINGS}{subject}>", f"<{predicate}>")}


def _pointer(to: str, at: str = "110-113", **more: Any) -> dict[str, Any]:
    return {"text": "ITU", "at": at, "to": to, **more}


def test_a_thing_of_the_record_gets_what_prose_tells_of_it() -> None:
    said = _said(particulars=[{"id": "partnership/giga", "owners": [_pointer("organisation/itu")]}])
    assert _objects(said, "partnership/giga", f"{IKG}owner") == {f"<{THINGS}organisation/itu>"}


def test_a_partnership_is_an_initiative_too() -> None:
    said = _said(partnerships=[{"id": "u4ssc", "name": {"text": "U4SSC", "at": "150-155"}}])
    kinds = _objects(said, "partnership/u4ssc", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert {f"<{IKG}Initiative>", f"<{IKG}Partnership>"} <= kinds


def test_an_initiative_without_a_block_is_no_partnership() -> None:
    kinds = _objects(_said(), "partnership/giga", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert f"<{IKG}Partnership>" not in kinds


def test_a_thing_of_the_registry_gets_what_prose_tells_of_it() -> None:
    day = {"text": "21 December 2001", "at": "120-136", "date": "2001-12-21"}
    said = _said(particulars=[{"id": "document/a-res-56-183", "dated": day}])
    date = _objects(said, "document/a-res-56-183", "http://purl.org/dc/terms/date")
    assert date == {f'"2001-12-21"^^<{XSD}date>'}


def test_a_year_is_a_year_and_no_day() -> None:
    said = _said(particulars=[{"id": "partnership/giga", "since": {"text": "2019", "at": "120-124", "date": "2019"}}])
    assert _objects(said, "partnership/giga", f"{IKG}since") == {f'"2019"^^<{XSD}gYear>'}


def test_a_stretch_of_time_is_no_day() -> None:
    day = {"text": "2001-2003", "at": "120-129", "date": "2001/2003"}
    with pytest.raises(ValueError, match="is not a date"):
        _record(particulars=[{"id": "partnership/giga", "since": day}])


def test_words_of_the_page_are_kept_as_they_stand() -> None:
    phrases = [{"text": "mapping of schools", "at": "120-138"}, {"text": "a tool", "at": "140-146"}]
    said = _said(particulars=[{"id": "partnership/giga", "activities": phrases}])
    assert _objects(said, "partnership/giga", f"{IKG}activity") == {'"mapping of schools"@en', '"a tool"@en'}


def test_each_fact_has_evidence_named_for_its_field() -> None:
    said = _said(particulars=[{"id": "partnership/giga", "owners": [_pointer("organisation/itu")]}])
    evidence = _objects(said, "partnership/giga", f"{IKG}evidence")
    assert '"owner"' in {o for s, p, o in said if s in evidence and p == f"<{IKG}field>"}


def test_a_list_that_names_only_some_says_so_at_its_evidence() -> None:
    some = {"id": "partnership/giga", "initiators": [_pointer("organisation/itu", complete=False)]}
    incomplete = {s for s, p, o in _said(particulars=[some]) if p == f"<{IKG}listIsComplete>" and o.startswith('"fals')}
    assert [iri for iri in incomplete if "/110-113" not in iri] == []
    assert len(incomplete) == 1


def test_a_list_is_not_called_complete_where_nothing_is_said() -> None:
    whole = {"id": "partnership/giga", "initiators": [_pointer("organisation/itu")]}
    assert [p for _, p, _ in _said(particulars=[whole]) if p == f"<{IKG}listIsComplete>"] == []


def test_what_nobody_knows_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError, match="there is no partnership 'gigo'") as caught:
        _said(particulars=[{"id": "partnership/gigo", "owners": [_pointer("organisation/itu")]}])
    assert caught.value.where == "particulars[partnership/gigo]"


def test_a_membership_is_a_thing_of_its_own() -> None:
    member = {
        "id": "itu-ungis-secretariat",
        "name": "ITU as secretariat of UNGIS",
        "quote": {"text": "secretariat", "at": "120-131"},
        "member": "itu",
        "organisation": "ungis",
        "role": "secretariat",
    }
    said = _said(memberships=[member])
    iri = "membership/itu-ungis-secretariat"
    org = "http://www.w3.org/ns/org#"
    assert _objects(said, iri, f"{org}member") == {f"<{THINGS}organisation/itu>"}
    assert _objects(said, iri, f"{org}organization") == {f"<{THINGS}organisation/ungis>"}
    assert _objects(said, iri, f"{org}role") == {"<https://w3id.org/itu-kg/scheme/membership-role/secretariat>"}
    assert f"<{THINGS}{iri}>" in _objects(said, "answer/itu-2024-q7", f"{IKG}yields")


def test_what_rests_on_something_in_doubt_goes_with_it() -> None:
    doubted = {"id": "gtep", "name": {"text": "GTEP", "at": "105-109"}, "confirm": {"name": "look again"}}
    particulars = [
        {"id": "partnership/giga", "rests_on": [_pointer("partnership/gtep"), _pointer("organisation/itu", "114-117")]},
        {"id": "partnership/gtep", "owners": [_pointer("organisation/itu", "118-121")]},
    ]
    giga = _record().initiatives[0].model_dump()
    left = confirmed(_record(initiatives=[giga, doubted], particulars=particulars))
    assert left is not None
    assert [(each.id, [one.to for one in each.rests_on]) for each in left.particulars] == [
        ("partnership/giga", ["organisation/itu"])
    ]


def test_a_doubt_about_particulars_takes_all_of_them_and_nothing_else() -> None:
    told_of = [{"id": "partnership/giga", "owners": [_pointer("organisation/itu")]}]
    left = confirmed(_record(particulars=told_of, confirm={"particulars": "look again"}))
    assert left is not None
    assert (left.particulars, len(left.initiatives)) == ((), 1)
