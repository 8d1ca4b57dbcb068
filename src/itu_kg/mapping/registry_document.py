"""Registry → JSON-LD document of its named graph: what is known of things that submissions share.

It adds no claim of a report. An outside link is published only where a curator stands behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itu_kg.errors import AssetError
from itu_kg.mapping.field_terms import english, year
from itu_kg.mapping.iris import Minter
from itu_kg.mapping.references import unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.registry import Entry, Form, Registry
    from itu_kg.rdf import Context

Node = dict[str, Any]

_PREDICATES = {"skos:exactMatch": "exactMatch", "skos:closeMatch": "closeMatch"}


def document(registry: Registry, context: Context) -> Node:
    """Map the registry.

    Raises:
        AssetError: a link has a predicate that is neither skos:exactMatch nor skos:closeMatch.
    """
    nodes = [context.settle(node) for node in _Shelves(registry, context).nodes()]
    nodes.sort(key=lambda node: str(node["id"]))
    return {"@context": context.definitions, "id": Minter(context.base).graph("registry"), "@graph": nodes}


class _Shelves:
    """The registry being mapped."""

    def __init__(self, registry: Registry, context: Context) -> None:
        self._registry = registry
        self._minter = Minter(context.base)
        self._source = self._minter.thing("source", "registry")
        self._links: dict[str, dict[str, list[str]]] = {}
        self._grounds: dict[str, list[str]] = {}
        for link in registry.links:
            if link.predicate_id not in _PREDICATES:
                raise AssetError(f"{link.predicate_id} is no predicate of ours", where=link.subject_id)
            if link.confirmed:
                links = self._links.setdefault(link.subject_id, {}).setdefault(_PREDICATES[link.predicate_id], [])
                links.append(context.shorten(link.object_id))
                self._grounds.setdefault(link.subject_id, []).append(f"{link.object_id}: {link.comment}")

    def nodes(self) -> Iterator[Node]:
        """Everything the registry knows, as nodes not yet settled."""
        yield {"id": self._source, "type": "RegistrySource", "name": english("Registry of the itu-kg project")}
        yield from self._organisations()
        yield from self._places()
        yield from self._series()
        yield from self._documents()
        for form in self._registry.forms.values():
            yield from self._form(form)

    def _organisations(self) -> Iterator[Node]:
        for each in self._registry.organisations.values():
            yield {
                **self._entry("organisation", each, ["OrgOrganization", "Organization"]),
                "acronym": each.acronym,
                "subOrganizationOf": self._maybe("organisation", each.parent),
            }

    def _places(self) -> Iterator[Node]:
        for country in self._registry.countries.values():
            yield {
                **self._entry("country", country, ["Country", "Place"]),
                "alpha2": country.alpha2,
                "alpha3": country.alpha3,
                "m49": country.m49,
            }
        for place in self._registry.places.values():
            yield {
                **self._entry("place", place, ["City", "Place"] if place.kind == "city" else ["Place"]),
                "containedInPlace": self._minter.thing("country", place.country),
            }

    def _series(self) -> Iterator[Node]:
        for each in self._registry.series.values():
            yield {
                **self._entry("series", each, ["EventSeries"]),
                "acronym": each.acronym,
                "organizer": self._maybe("organisation", each.organizer),
            }

    def _documents(self) -> Iterator[Node]:
        for each in self._registry.documents.values():
            kinds = ["CreativeWork", "Legislation"] if each.kind == "legislation" else ["CreativeWork"]
            yield {
                **self._entry("document", each, kinds),
                "symbol": each.symbol,
                "issuer": self._maybe("organisation", each.issuer),
                "issued": year(each.year),
                "draftOf": self._maybe("document", each.draft_of),
            }

    def _form(self, form: Form) -> Iterator[Node]:
        iri = self._minter.thing("form", form.id)
        said = {"wasDerivedFrom": self._source, "basis": english(form.basis)}
        yield {"id": iri, "type": "QuestionnaireForm", "name": english(form.name), **said}
        for question in form.questions:
            yield {
                "id": self._minter.question(form.id, question.number),
                "type": "Question",
                "name": english(question.name),
                "ofForm": iri,
                "questionNumber": question.number,
                "wasDerivedFrom": self._source,
            }

    def _entry(self, kind: str, entry: Entry, kinds: list[str]) -> Node:
        return {
            "id": self._minter.thing(kind, entry.id),
            "type": kinds,
            "name": english(entry.name),
            "altLabel": english(*entry.forms),
            "hiddenLabel": english(*entry.hidden),
            "basis": english(entry.basis, *self._grounds.get(f"{kind}/{entry.id}", ())),
            "wasDerivedFrom": self._source,
            **{key: unique(links) for key, links in self._links.get(f"{kind}/{entry.id}", {}).items()},
        }

    def _maybe(self, kind: str, slug: str | None) -> str | None:
        return None if slug is None else self._minter.thing(kind, slug)
