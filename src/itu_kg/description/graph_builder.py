"""Compact names and values → triples: how the descriptions that are RDF are put together.

It knows no vocabulary but by its prefix, and mints no IRI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import (
    RDF_TYPE,
    XSD,
    iri,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itu_kg.model.graph import Term, Triple


def name(compact: str) -> Term:
    """Write `dcat:Dataset` as an IRI."""
    prefix, _, local = compact.partition(":")
    return f"<{VOCABULARIES[prefix]}{local}>"


def text(value: str, language: str = "en") -> Term:
    """Write a text that people read."""
    return literal(value, language=language)


def number(value: int, kind: str = "integer") -> Term:
    """Write a number."""
    return f'"{value}"^^<{XSD}{kind}>'


def typed(value: str, kind: str) -> Term:
    """Write a value of an XML Schema datatype."""
    return literal(value, f"{XSD}{kind}")


class Saying:
    """A graph being put together."""

    def __init__(self) -> None:
        self._said: set[Triple] = set()

    def about(self, subject: str, *types: str) -> About:
        """Say things of `subject`, first what it is: `dcat:Dataset`."""
        about = About(iri(subject), self._said)
        about.say("rdf:type", (name(each) for each in types))
        return about

    def add(self, triples: Iterable[Triple]) -> None:
        """Say what somebody else has said."""
        self._said.update(triples)

    def graph(self) -> NamedGraph:
        """Give what was said."""
        return NamedGraph("", tuple(sorted(self._said)))

    def turtle(self, path: str, base: str) -> Artefact:
        """Give it as a file of Turtle."""
        data = rdf.write(Dataset((self.graph(),)), Format.TURTLE, base=base)
        return Artefact(path, Format.TURTLE.media_type, (data,))

    def jsonld(self, path: str, base: str) -> Artefact:
        """Give it as a file of JSON-LD, whose context is prefixes and nothing else."""
        prefixes = {prefix: space for prefix, space in VOCABULARIES.items() if prefix not in ("rdf", "sh")}
        context = rdf.Context({"@version": 1.1, "@base": base, **prefixes, "id": "@id", "type": "@type"}, base)
        data = rdf.write(Dataset((self.graph(),)), Format.JSONLD, base=base, context=context)
        return Artefact(path, Format.JSONLD.media_type, (data,))


class About:
    """One subject, of which things are said."""

    def __init__(self, subject: Term, said: set[Triple]) -> None:
        self._subject = subject
        self._said = said

    def say(self, predicate: str, values: Term | Iterable[Term] | None) -> About:
        """Say one thing, several, or, given None, nothing."""
        if values is not None:
            verb = RDF_TYPE if predicate == "rdf:type" else name(predicate)
            listed = (values,) if isinstance(values, str) else values
            self._said.update((self._subject, verb, thing) for thing in listed)
        return self
