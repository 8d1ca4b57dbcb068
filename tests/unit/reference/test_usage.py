from __future__ import annotations

from itu_kg.model.graph import NamedGraph
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.reference.usage import measure

KIND, NAME, PLACE = "<urn:Kind>", "<urn:name>", "<urn:place>"


def _graph(iri: str, *triples: tuple[str, str, str]) -> NamedGraph:
    return NamedGraph(iri, tuple(sorted(triples)))


def test_what_two_graphs_say_counts_once() -> None:
    said = [("<urn:a>", RDF_TYPE, KIND), ("<urn:a>", NAME, '"a"')]
    usage = measure([_graph("urn:1", *said), _graph("urn:2", *said)])
    assert (usage.things[KIND], usage.statements[NAME]) == (1, 1)


def test_the_example_of_a_class_is_the_thing_of_which_most_is_said_briefly() -> None:
    little = [("<urn:a>", RDF_TYPE, KIND), ("<urn:a>", NAME, '"a"')]
    much = [("<urn:b>", RDF_TYPE, KIND), ("<urn:b>", NAME, '"b"'), ("<urn:b>", PLACE, "<urn:p>")]
    too_much = [("<urn:c>", RDF_TYPE, KIND), *(("<urn:c>", f"<urn:p{n}>", f'"{n}"') for n in range(20))]
    usage = measure([_graph("", *little, *much, *too_much)])
    assert usage.instances[KIND] == tuple(sorted(much))


def test_the_example_of_a_property_is_its_shortest_value_with_the_subjects_types() -> None:
    usage = measure([_graph("", ("<urn:a>", RDF_TYPE, KIND), ("<urn:a>", NAME, '"long"'), ("<urn:a>", NAME, '"x"'))])
    assert set(usage.triples[NAME]) == {("<urn:a>", RDF_TYPE, KIND), ("<urn:a>", NAME, '"x"')}


def test_a_property_that_a_thing_has_twice_counts_once_for_the_thing() -> None:
    usage = measure([_graph("", ("<urn:a>", RDF_TYPE, KIND), ("<urn:a>", NAME, '"a"'), ("<urn:a>", NAME, '"b"'))])
    assert (usage.having[KIND][NAME], usage.statements[NAME]) == (1, 2)
