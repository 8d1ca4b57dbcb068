"""One row per field: what reads a page, maps a record, explains a fact and guards it knows the same fields."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itu_kg import mapping, rdf
from itu_kg.extract.form.entities import reader
from itu_kg.model.assets import Assets
from itu_kg.model.entity import Confirmable, RecordField, rows
from itu_kg.model.fields import Quote
from itu_kg.model.questionnaire import BLOCKS, Event, asked
from itu_kg.model.submission import ENTITIES, evidence_names, grounds
from itu_kg.model.vocab import VOCABULARIES

if TYPE_CHECKING:
    from itu_kg.model.questionnaire import BlockKind
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
CONTEXT = rdf.Context.load(Assets(PROJECT).context)
PAGE = (PROJECT / "docs" / "extract.md").read_text("utf-8")
OF_THE_RECORD = {"rdf:type", "dcterms:source", "ikg:evidence", "skos:editorialNote"}
"""What every node of an entity has, whatever its fields."""

UNGUARDED = {"description", "sessions"}
"""Fields of blocks that no shape names: passages are evidence, sessions have their dates and places."""

OF_OTHERS = {"answer", "at", "confirm", "curated", "extent", "form", "recipient", "source"}
"""Groups of what is no field of an entity: positions, and what a submission is made of."""


def _compact(term: str) -> str:
    spaces = {space: prefix for prefix, space in VOCABULARIES.items()}
    cut = max(term.rfind("/"), term.rfind("#")) + 1
    return f"{spaces[term[1:cut]]}:{term[cut:-1]}"


def test_a_field_without_a_row_is_refused() -> None:
    with pytest.raises(TypeError, match="Meeting has fields without a RecordField: contact"):
        type("Meeting", (Confirmable,), {"__annotations__": {"contact": Quote}})


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_field_that_the_form_asks_for_has_a_label_and_a_reader(kind: BlockKind) -> None:
    for name, row in asked(kind).items():
        assert row.label or row.short_label, name
        assert name in ("name", "description") or callable(reader(row.reader)), name


@pytest.mark.parametrize("name", sorted(grounds()))
def test_every_property_of_a_row_is_one_of_the_context(name: str) -> None:
    assert CONTEXT.key(name)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_property_that_an_entity_gets_stands_in_a_row(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], pool_registry: Registry
) -> None:
    graph = CONTEXT.graph(mapping.document(data.draw(submissions), pool_registry, CONTEXT))
    kinds = "event|session|resource|partnership|participation|decision|action|transition|strategy|statistic"
    ours = re.compile(rf"<https://w3id.org/itu-kg/id/(?:{kinds})/")
    told = {_compact(predicate) for subject, predicate, _ in graph.triples if ours.match(subject)}
    assert told - OF_THE_RECORD - set(grounds()) == set()


def test_the_groups_of_shapes_are_the_fields_of_records() -> None:
    groups = set(re.findall(r'rdfs:label "(\w+)"', (PROJECT / "shapes" / "fields.ttl").read_text("utf-8")))
    assert {name for kind in BLOCKS.values() for name in rows(kind)} - groups == UNGUARDED
    assert groups - {name for entity in ENTITIES for name in rows(entity)} == OF_OTHERS


def test_the_evidence_of_a_field_is_found_by_the_fields_name() -> None:
    assert evidence_names("websites") == {"websites", "website"}
    assert {row.evidence for row in rows(Event).values()} <= {name for of in grounds().values() for name in of} | {""}


def test_the_page_on_extract_has_the_table_of_fields() -> None:
    assert table() in PAGE, f"write into docs/extract.md:\n\n{table()}"


def table() -> str:
    """What the form asks for, as docs show it."""
    lines: dict[tuple[str, RecordField], list[str]] = {}
    for kind in BLOCKS:
        for name, row in asked(kind).items():
            lines.setdefault((name, row), []).append(kind)
    written = [
        f"| {row.heading} | {', '.join(kinds)} | `{name}` | {', '.join(f'`{each}`' for each in row.properties)} |"
        for (name, row), kinds in lines.items()
    ]
    return "\n".join(["| the form's words | block | field of the record | says |", "|---|---|---|---|", *written])
