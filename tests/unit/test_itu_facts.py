"""The graph of ITU's 2024 submission against facts that a person read on the page: there, in the right graph, in words.

The facts were written down from the page alone. Each has evidence of its own: of this thing, of a field that says the
property, with these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from itu_kg import rdf
from itu_kg.model.submission import grounds
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import term

PROJECT = Path(__file__).resolve().parents[2]
IDS = "https://w3id.org/itu-kg/id/"


class Fact(NamedTuple):
    """A row of the table; `words` are empty where no words say so."""

    thing: str
    of: str
    object: str
    words: str
    graph: str


def _facts() -> list[Fact]:
    lines = (Path(__file__).parent / "itu_facts.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if not line.startswith("#")]
    facts = []
    for thing, of, *what, words in rows:
        ours = thing.startswith("ours ")
        graph = "reading" if ours else "reported"
        facts.append(Fact(thing.removeprefix("ours "), of, "|".join(what), words, graph))
    return facts


FACTS = _facts()
GROUNDS = grounds()


@pytest.fixture(scope="module")
def stated() -> Mapping[str, frozenset[tuple[str, str, str]]]:
    """What each of the two graphs states: IRIs in full, texts and numbers as such."""
    files = {"reported": "itu-2024.ttl", "reading": "itu-2024.reading.ttl"}
    graphs = {name: rdf.read([PROJECT / "data" / "ttl" / file]).graphs for name, file in files.items()}
    return {
        name: frozenset((value(s), value(p), value(o)) for graph in several for s, p, o in graph.triples)
        for name, several in graphs.items()
    }


@pytest.fixture(scope="module")
def evidence(stated: Mapping[str, frozenset[tuple[str, str, str]]]) -> frozenset[tuple[str, str, str]]:
    """Thing, field and words of all evidence."""
    of: dict[str, dict[str, str]] = {}
    for s, p, o in stated["reported"]:
        of.setdefault(s, {})[p] = o
    about, field, selector, exact = (
        value(term(name)) for name in ("ikg:evidenceFor", "ikg:field", "oa:hasSelector", "oa:exact")
    )
    return frozenset(
        (node[about], node[field], of[node[selector]].get(exact, "")) for node in of.values() if about in node
    )


def _is(fact: Fact, said: str) -> bool:
    """Whether an object is the fact's: a thing by its type and slug, a concept by its slug, else the text itself."""
    goal = fact.object.removeprefix("sdg:") if fact.object.startswith("sdg:") else None
    concept = said.startswith("https://w3id.org/itu-kg/scheme/") and said.endswith(f"/{fact.object}")
    return concept or said in (f"{IDS}{fact.object}", fact.object, f"http://metadata.un.org/sdg/{goal}")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.thing} {fact.of} {fact.object}")
def test_a_fact_of_the_page_is_in_the_graph_that_it_belongs_to(
    fact: Fact, stated: Mapping[str, frozenset[tuple[str, str, str]]]
) -> None:
    thing, of = f"{IDS}{fact.thing}", value(term(fact.of))
    there = {name for name, triples in stated.items() for s, p, o in triples if (s, p) == (thing, of) and _is(fact, o)}
    assert there == {fact.graph}


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if fact.words], ids=lambda fact: f"{fact.thing} {fact.of} {fact.object}"
)
def test_a_fact_of_the_page_has_its_words_for_evidence(fact: Fact, evidence: frozenset[tuple[str, str, str]]) -> None:
    fields = {field for thing, field, words in evidence if (thing, words) == (f"{IDS}{fact.thing}", fact.words)}
    # What no words alone say, such as what a figure is about, is concluded from what they do say.
    assert fields & GROUNDS.get(fact.of, frozenset()) if fact.graph == "reported" else fields


def test_the_facts_are_of_all_questions_and_kinds_of_thing() -> None:
    assert len(FACTS) >= 150
    assert {fact.thing.partition("/")[0] for fact in FACTS} >= {
        "event", "resource", "partnership", "decision", "action", "transition", "strategy", "statistic", "membership",
        "series", "organisation", "document", "term", "session", "submission", "plan",
    }  # fmt: skip
