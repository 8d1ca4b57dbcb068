"""Compact names and values → triples: how the descriptions that are RDF are put together.

It knows no vocabulary but by its prefix, and mints no IRI.
"""

from __future__ import annotations

from collections.abc import Iterable

from itu_kg import rdf
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.vocab import VOCABULARIES, XSD
from itu_kg.rdf.ntriples import RDF_TYPE, iri, literal
from itu_kg.rdf.prefixes import term as name


def text(value: str, language: str = "en") -> Term:
    """Write a text that people read."""
    return literal(value, language=language)


def number(value: int, kind: str = "integer") -> Term:
    """Write a number."""
    return literal(str(value), f"{XSD}{kind}")


def typed(value: str, kind: str) -> Term:
    """Write a value of an XML Schema datatype."""
    return literal(value, f"{XSD}{kind}")


class GraphBuilder:
    """A graph being put together, one subject after another."""

    def __init__(self) -> None:
        self._triples: set[Triple] = set()

    def describe(self, subject: str, *types: str) -> Subject:
        """Begin or go on with `subject` (an IRI), of these types: `dcat:Dataset`."""
        return Subject(iri(subject), self._triples).add("rdf:type", map(name, types))

    def include(self, triples: Iterable[Triple]) -> None:
        """Take in triples that are written already."""
        self._triples.update(triples)

    @property
    def triples(self) -> frozenset[Triple]:
        """What was said so far."""
        return frozenset(self._triples)

    def turtle(self, path: str, base: str) -> Artefact:
        """Write the graph as Turtle."""
        return self._written(path, Format.TURTLE, base)

    def jsonld(self, path: str, base: str) -> Artefact:
        """Write the graph as JSON-LD whose context holds prefixes and nothing else."""
        prefixes = {prefix: space for prefix, space in VOCABULARIES.items() if prefix not in ("rdf", "sh")}
        context = rdf.Context({"@version": 1.1, "@base": base, **prefixes, "id": "@id", "type": "@type"}, base)
        return self._written(path, Format.JSONLD, base, context)

    def _written(self, path: str, form: Format, base: str, context: rdf.Context | None = None) -> Artefact:
        dataset = Dataset((NamedGraph("", tuple(sorted(self._triples))),))
        return Artefact(path, form.media_type, (rdf.write(dataset, form, base=base, context=context),))


class Subject:
    """The subject of triples that are being added to a graph."""

    def __init__(self, subject: Term, triples: set[Triple]) -> None:
        self._subject = subject
        self._triples = triples

    def add(self, predicate: str, values: Term | Iterable[Term] | None) -> Subject:
        """Add a triple for each value; None adds nothing."""
        if values is not None:
            verb = RDF_TYPE if predicate == "rdf:type" else name(predicate)
            objects = (values,) if isinstance(values, str) else values
            self._triples.update((self._subject, verb, each) for each in objects)
        return self
