"""Two places, with what they carry and what their queries answer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import SourceError
from itu_kg.model.assets import Assets
from itu_kg.model.vocab import BASE
from itu_kg.pipeline import diff

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.diff.changes import Diff, Drift

    Folder = Callable[..., Path]

PROJECT = Path(__file__).resolve().parents[2]
_EVENT = """@prefix schema: <http://schema.org/> .
<urn:x:a> a schema:Event ; schema:name "%s" .
"""
_QUERY = """#+ summary: Events.
PREFIX schema: <http://schema.org/>
SELECT ?event ?name WHERE { ?event a schema:Event ; schema:name ?name }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder that has data, an ontology and queries of its own."""

    def make(name: str, event: str = "A", ontology: str = "", **queries: str) -> Path:
        made = tmp_path / name
        for room in ("ontology", "queries"):
            (made / room).mkdir(parents=True)
        (made / "data.ttl").write_text(_EVENT % event, "utf-8")
        (made / "ontology" / "terms.ttl").write_text(ontology, "utf-8")
        for query, text in queries.items():
            (made / "queries" / f"{query}.rq").write_text(text, "utf-8")
        return made

    return make


def _compare(old: Path, new: Path, *, answers: bool | None = None) -> Diff:
    with diff.opened(diff.locate(old), BASE) as before, diff.opened(diff.locate(new), BASE) as after:
        return diff.compare(before, after, Assets(PROJECT), answers=answers)


def _drift(found: Diff, query: str) -> Drift:
    return next(each for each in found.queries or () if each.query == query)


def test_each_sides_query_is_asked_of_its_own_data(folder: Folder) -> None:
    found = _compare(folder("old", "A", mine=_QUERY), folder("new", "B", mine=_QUERY.replace("?name }", "?name } #")))
    drift = _drift(found, "mine")
    assert (drift.lost, drift.gained) == ((("urn:x:a", "A"),), (("urn:x:a", "B"),))
    assert drift.rewritten


def test_columns_that_changed_are_named_and_the_others_compared(folder: Folder) -> None:
    other = _QUERY.replace("SELECT ?event ?name", "SELECT ?event (?name AS ?title)")
    drift = _drift(_compare(folder("old", "A", mine=_QUERY), folder("new", "B", mine=other)), "mine")
    assert drift.columns == (("event", "name"), ("event", "title"))
    assert (drift.lost, drift.gained) == ((), ())


def test_columns_are_compared_where_answers_are_not(folder: Folder) -> None:
    other = _QUERY.replace("SELECT ?event ?name", "SELECT ?event (?name AS ?title)")
    found = _compare(folder("old", mine=_QUERY), folder("new", mine=other), answers=False)
    assert _drift(found, "mine").columns == (("event", "name"), ("event", "title"))
    assert found.answers == "it was not asked for"


def test_a_query_that_came_and_one_that_went_are_named(folder: Folder) -> None:
    found = _compare(folder("old", one=_QUERY), folder("new", two=_QUERY))
    assert {each.query: each.status for each in found.queries or ()} == {"one": "removed", "two": "added"}


def test_a_query_that_reaches_out_is_not_asked_and_says_so(folder: Folder) -> None:
    out = _QUERY.replace("{ ?event", "{ SERVICE <http://localhost:9/> { ?s ?p ?o } ?event")
    drift = _drift(_compare(folder("old", "A", mine=out), folder("new", "B", mine=out)), "mine")
    assert drift.reason
    assert not drift


def test_data_without_queries_are_asked_ours(tmp_path: Path) -> None:
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    shutil.copy(PROJECT / "data" / "ttl" / "itu-2024.ttl", old)
    new.write_text(old.read_text("utf-8").replace('"2023-12-15"^^xsd:date', '"2023-12-16"^^xsd:date'), "utf-8")
    drift = _drift(_compare(old, new), "events")
    assert [len(rows) for rows in (drift.lost, drift.gained)] == [1, 1]


def test_ontologies_are_compared_where_both_carry_one(folder: Folder) -> None:
    term = "<urn:x:T> a <http://www.w3.org/2002/07/owl#Class> ."
    found = _compare(folder("old", ontology=term), folder("new"))
    assert [(each.iri, each.status) for each in found.ontology or ()] == [("urn:x:T", "removed")]
    (lone := folder("lone") / "ontology" / "terms.ttl").unlink()
    assert _compare(folder("other", ontology=term), lone.parents[1]).ontology is None


def test_a_release_is_its_whole_dump_and_not_the_same_data_nine_times(itu_release: Path) -> None:
    place = diff.locate(itu_release)
    assert place.data == (itu_release / "itu-kg.nq",)
    assert place.assets is not None
    assert (place.assets.ontology, place.assets.queries) == (itu_release / "ontology", itu_release / "queries")


def test_a_project_is_its_graphs_with_its_ontology_and_queries() -> None:
    place = diff.locate(PROJECT)
    assert {path.parent for path in place.data} == {PROJECT / "data" / "ttl"}
    assert place.assets is not None
    assert place.assets.query_folders == (PROJECT / "queries",)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (PROJECT / "data" / "reports" / "itu-2024.yaml", "run `itu-kg build` first"),
        (PROJECT / "data" / "reports", "run `itu-kg build` first"),
        (PROJECT / "src", "no RDF file is in this folder"),
        (PROJECT / "nothing-here", "no such file or folder"),
    ],
)
def test_what_is_no_edition_is_refused_with_what_to_do(path: Path, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        diff.locate(path)
    assert said in str(refused.value)
