"""What is printed short can be typed back: into a query, as a parameter's value, as an argument."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from itu_kg import rdf
from itu_kg.model.vocab import prefixes
from itu_kg.query.sparql_tokens import declare_prefixes
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import expand, shorten, term

PROJECT = Path(__file__).resolve().parents[3]
SPACES = prefixes()
ODD = (
    *(
        "a/b",
        "a b",
        "-a",
        ".a",
        "a.",
        "a..b",
        "a%20b",
        "a%2",
        "a%zz",
        "a~b!c$d&e'f(g)h*i+j,k;l=m?n#o@p",
        "a:b",
        ":",
        "é",
    ),
    *("a\u2019b", "a\u00b7", "\u00b7a", "//a", "a\\b", "_", "1", "日本"),
)


def _asked(names: list[str]) -> list[str]:
    """What a query makes of names."""
    query = declare_prefixes(f"SELECT ?x {{ VALUES ?x {{ {' '.join(names)} }} }}", SPACES)
    return [row["x"].value for row in ox.Store().query(query)]


def test_every_iri_of_the_data_can_be_pasted_as_it_is_printed() -> None:
    dataset = rdf.read([PROJECT / "data" / "ttl"])
    triples = (triple for graph in dataset.graphs for triple in graph.triples)
    iris = sorted({value(each) for triple in triples for each in triple if each.startswith("<")})
    printed = [shorten(iri, SPACES) for iri in iris]
    assert [expand(name, SPACES) for name in printed] == iris
    assert _asked([f"<{name}>" if name == iri else name for name, iri in zip(printed, iris, strict=True)]) == iris


@pytest.mark.parametrize("local", ODD)
def test_an_odd_name_can_be_typed_back_as_it_is_printed(local: str) -> None:
    iri = f"{SPACES['event']}{local}"
    name = shorten(iri, SPACES)
    assert expand(name, SPACES) == iri
    if name != iri:
        assert _asked([name]) == [iri]


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("event:wrc-23", f"{SPACES['event']}wrc-23"),
        ("event/wrc-23", f"{SPACES['event']}wrc-23"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("schema://a", "schema://a"),
        ("evidence:itu-2024/1-2", f"{SPACES['evidence']}itu-2024/1-2"),
        ("startDate", "startDate"),
        ("nothing:a", "nothing:a"),
    ],
)
def test_names_are_read_short_whole_in_brackets_and_as_records_write_them(text: str, iri: str) -> None:
    assert expand(text, SPACES) == iri


def test_the_longest_namespace_gives_the_prefix() -> None:
    assert shorten("https://example.org/a/b", {"x": "https://example.org/", "y": "https://example.org/a/"}) == "y:b"


def test_a_term_of_a_vocabulary_is_made_of_its_compact_name() -> None:
    assert term("skos:prefLabel") == "<http://www.w3.org/2004/02/skos/core#prefLabel>"
