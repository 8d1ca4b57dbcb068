"""Whatever page is accepted can be built: what nobody knows or is sure of is in the draft, and nothing stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.extract.test_any_text import FIRST, LAST, PAGES, PIECES, read

from itu_kg import rdf, registry
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import carried
from itu_kg.model.graph import Dataset
from itu_kg.model.vocab import is_draft

if TYPE_CHECKING:
    from itu_kg.model.graph import NamedGraph

BLOCKS = (
    "Event Name: A\nEvent Dates: 1-4 July, 2024; 1-4 July 2024; July 2024\nLocation: Geneva; Atlantis; 水\n",
    "\n4. Which toolkits did your organization publish?\n",
    "Resource Name: B\nPublishers: FAO; F.A.O; fao!; Salt Board; salt board; SALT-BOARD\n",
    "\nInitiative/Partnership Name: C\nPartners (please list): FAO, fao*, Salt Board, Mars, Kenya, che, kenya?\n",
)
_MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(BLOCKS)), max_size=30).map("".join)
KNOWN = registry.load(carried().registry)
CONTEXT = rdf.Context.load(carried().context)


@settings(max_examples=40, deadline=None)
@given(text=st.one_of(PAGES, _MIXED.map(lambda text: f"{FIRST}{text}{LAST}")))
def test_any_page_that_is_accepted_can_be_built(text: str) -> None:
    submission, _ = read(text, KNOWN)
    if submission is None:
        return
    built: tuple[NamedGraph, ...] = graphs(submission, KNOWN, CONTEXT)
    reported = Dataset(built).reported
    assert any(is_draft(graph.iri) for graph in built) or not submission.confirm.keys() - {"blocks", "prose"}
    assert not any("/id/unsettled/" in term for graph in reported.graphs for triple in graph.triples for term in triple)
