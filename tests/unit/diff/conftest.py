"""Made-up datasets, and a comparison of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from itu_kg import rdf
from itu_kg.diff import entity_changes, statements
from itu_kg.diff.term_labels import Words
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.rdf.ntriples import CONTROL, RDF_TYPE, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.diff.changes import Diff

_V = prefixes()
_IRIS = [
    f"<{iri}>"
    for iri in (
        "http://example.org/a", "http://example.org/a-b", "http://example.org/ab", "urn:x:é",
        f"{_V['event']}wrc-23", f"{_V['evidence']}itu-2024/1-2", f"{_V['sdg']}4", f"{_V['ikg']}ReportedEvent",
        f"{_V['oa']}SpecificResource",
    )
]  # fmt: skip
_PREDICATES = [
    RDF_TYPE,
    *(f"<{_V['schema']}{name}>" for name in ("name", "alternateName", "endDate")),
    *(f"<{_V['ikg']}{name}>" for name in ("evidence", "contributesTo")),
]
_TRAPS = [
    "\\u0041",
    "\\U0000",
    "\x7f0000",
    "\\\\U00000041",
    "a\nb",
    "\r",
    "\u2028",
    "\x85",
    "\x7f",
    '"',
    " _:x ",
    "> .",
    "|",
    "1. x",
    "\\",
]
_TEXTS = st.text(max_size=6).filter(lambda text: not CONTROL.search(text)) | st.sampled_from(_TRAPS)
_LITERALS = st.builds(literal, _TEXTS) | st.builds(literal, _TEXTS, language=st.sampled_from(["en", "fr-ca"]))
_TYPED = st.sampled_from(['"007"^^<http://www.w3.org/2001/XMLSchema#integer>', '"1.50"^^<urn:x:é>'])
_TRIPLES = st.tuples(st.sampled_from(_IRIS), st.sampled_from(_PREDICATES), st.sampled_from(_IRIS) | _LITERALS | _TYPED)
_GRAPHS = st.sampled_from(["", f"{BASE}graph/itu-2024", f"{BASE}graph/dataset", "urn:x:g"])


def _dataset(quads: set[tuple[str, tuple[str, str, str]]]) -> Dataset:
    names = sorted({graph for graph, _ in quads})
    return Dataset(tuple(NamedGraph(name, tuple(sorted(t for graph, t in quads if graph == name))) for name in names))


@pytest.fixture(scope="session")
def datasets() -> st.SearchStrategy[Dataset]:
    """Draw datasets of all kinds of terms, without blank nodes."""
    return st.sets(st.tuples(_GRAPHS, _TRIPLES), max_size=12).map(_dataset)


@pytest.fixture(scope="session")
def compare() -> Callable[[Dataset, Dataset], Diff]:
    """Compare two datasets with the words of our base and no ontology."""
    words = Words(BASE, {})

    def compared(old: Dataset, new: Dataset) -> Diff:
        return entity_changes.compare(statements.of(old), statements.of(new), words, BASE, names=("old", "new"))

    return compared


@pytest.fixture(scope="session")
def trig() -> Callable[[str], Dataset]:
    """Read TriG that may use all of our prefixes."""
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in _V.items())

    def read(text: str) -> Dataset:
        return Dataset(rdf.parse((head + text).encode(), Format.TRIG, where="test"))

    return read
