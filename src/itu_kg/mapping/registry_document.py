"""Registry → JSON-LD document of its named graph: what is known of things that submissions share.

It adds no claim of a report. An outside link is published only where a curator stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.errors import AssetError
from itu_kg.mapping.field_terms import english, year
from itu_kg.mapping.iris import Minter, reference
from itu_kg.mapping.references import unique
from itu_kg.model.graph import NamedGraph
from itu_kg.registry.gazetteer import SHELVES
from itu_kg.registry.yaml_files import POINTERS

if TYPE_CHECKING:
    from itu_kg.model.registry import Country, Entry, Place, Registry
    from itu_kg.rdf.jsonld_context import Context, Node

_SAME = "schema:sameAs"
_EU = "http://publications.europa.eu/resource/authority/country/"
"""Countries in the authority table of the European Union: each by its alpha-3 code."""
_UN_DOCUMENTS = "https://docs.un.org/en/"
"""Where the United Nations leads from a symbol to its document."""
_UN_SYMBOL = re.compile(r"[AES]/[A-Z0-9][A-Za-z0-9./()-]*")
"""Symbols of the General Assembly, the Economic and Social Council and the Security Council."""


def references(graph: NamedGraph, base: str) -> set[str]:
    """List what a graph speaks of that a registry knows, as `type/slug`."""
    terms = {term for subject, _, value in graph.triples for term in (subject, value)}
    return {name for term in terms if (name := reference(term, base)).partition("/")[0] in (*SHELVES, "form")}


def mentioned(registry: Registry, named: Iterable[str]) -> Registry:
    """Narrow a registry to the things named (`type/slug`), what these point at in turn, and every country.

    It knows the whole UN system, so that any page can be read; of what no submission names there is nothing to publish.
    """
    shelves = {str(kind): shelf for kind, shelf in SHELVES.items()}
    kinds = {shelf: kind for kind, shelf in shelves.items()}
    kept: set[str] = set()
    named = set(named)
    forms = {slug: form for slug, form in registry.forms.items() if f"form/{slug}" in named}
    waiting = [*named, *(f"country/{slug}" for slug in registry.countries)]
    while waiting:
        kind, _, slug = (name := waiting.pop()).partition("/")
        entry = getattr(registry, shelves.get(kind, ""), {}).get(slug)
        if entry is None or name in kept:
            continue
        kept.add(name)
        pointers = [(kinds[among], getattr(entry, field)) for shelf, field, among in POINTERS if shelf == shelves[kind]]
        waiting += [f"{kind}/{slug}" for kind, slug in pointers if slug]
    narrowed = {
        shelf: {slug: entry for slug, entry in getattr(registry, shelf).items() if f"{kind}/{slug}" in kept}
        for shelf, kind in kinds.items()
    }
    links = tuple(link for link in registry.links if link.subject_id in kept)
    return registry.model_copy(update={**narrowed, "forms": forms, "links": links})


def document(registry: Registry, context: Context) -> Node:
    """Map the registry.

    Raises:
        AssetError: a link has a predicate other than schema:sameAs.
    """
    nodes = sorted(map(context.settle, _nodes(registry, context)), key=itemgetter("id"))
    return {"@context": context.definitions, "id": Minter(context.base).graph("registry"), "@graph": nodes}


def _nodes(registry: Registry, context: Context) -> Iterator[Node]:
    """Nodes of everything the registry knows, not yet settled."""
    minter = Minter(context.base)
    source = minter.thing("source", "registry")
    derived = {"source": source}
    links, grounds = _links(registry)

    def entry(kind: str, entry: Entry, *kinds: str, same: Iterable[str] = (), **more: Any) -> Node:
        key = f"{kind}/{entry.id}"
        return {
            "id": minter.thing(kind, entry.id),
            "type": [*kinds],
            "name": _spoken(entry, entry.name),
            "alternateName": _spoken(entry, *entry.forms),
            "altLabel": _spoken(entry, *entry.forms),
            "hiddenLabel": _spoken(entry, *entry.hidden),
            "basis": english(entry.basis, *grounds.get(key, ())),
            **derived,
            "sameAs": unique(context.shorten(each) for each in (*links.get(key, ()), *same)),
            **more,
        }

    def maybe(kind: str, slug: str | None) -> str | None:
        return None if slug is None else minter.thing(kind, slug)

    yield {"id": source, "type": "RegistrySource", "name": english("Registry of what submissions share")}
    for body in registry.organisations.values():
        parent = maybe("organisation", body.parent)
        both = ("OrgOrganization", "Organization")
        node = entry("organisation", body, *both, acronym=body.acronym, subOrganizationOf=parent)
        yield {**node, "parentOrganization": parent}
    for country in registry.countries.values():
        codes = {"alpha2": country.alpha2, "alpha3": country.alpha3, "m49": country.m49}
        same = (f"{_EU}{country.alpha3}",)
        yield entry("country", country, "Country", "Place", same=same, address=english(country.name), **codes)
    for place in registry.places.values():
        kinds = ["City", "Place"] if place.kind == "city" else ["Place"]
        country = registry.countries[place.country]
        inside = minter.thing("country", country.id)
        yield entry("place", place, *kinds, containedInPlace=inside, address=english(_address(place, country)))
    for series in registry.series.values():
        organizer = maybe("organisation", series.organizer)
        yield entry("series", series, "EventSeries", acronym=series.acronym, organizer=organizer)
    for text in registry.documents.values():
        kinds = ["Document", "Legislation"] if text.kind == "legislation" else ["Document"]
        yield {
            **entry("document", text, *kinds, symbol=text.symbol, issuer=maybe("organisation", text.issuer)),
            "url": f"{_UN_DOCUMENTS}{text.symbol}" if _UN_SYMBOL.fullmatch(text.symbol or "") else None,
            "issued": year(text.year),
            "draftOf": maybe("document", text.draft_of),
        }
    for form in registry.forms.values():
        iri, name = minter.thing("form", form.id), english(form.name)
        yield {"id": iri, "type": "QuestionnaireForm", "name": name, "basis": english(form.basis), **derived}
        for question in form.seen:
            yield {
                "id": minter.question(form.id, question.number),
                "type": "Question",
                "name": english(question.name),
                "ofForm": iri,
                "partOfQuestion": minter.question(form.id, question.parent) if question.parent else None,
                "questionNumber": question.number,
                **derived,
            }


def _spoken(entry: Entry, *texts: str) -> dict[str, list[str]] | None:
    """Texts by the language that the entry says they are in, else English."""
    spoken: dict[str, list[str]] = {}
    for text in texts:
        spoken.setdefault(entry.languages.get(text, "en"), []).append(text)
    return spoken or None


def _address(place: Place, country: Country) -> str:
    """A place and its country, as search engines read an address; a country named after it says both."""
    return country.name if place.name in country.name else f"{place.name}, {country.name}"


def _links(registry: Registry) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The confirmed links of each thing, and what each stands on."""
    links: dict[str, list[str]] = {}
    grounds: dict[str, list[str]] = {}
    for link in registry.links:
        if link.predicate_id != _SAME:
            raise AssetError(f"{link.predicate_id} is no predicate of ours", where=link.subject_id)
        if link.confirmed:
            links.setdefault(link.subject_id, []).append(link.object_id)
            grounds.setdefault(link.subject_id, []).append(f"{link.object_id}: {link.comment}")
    return links, grounds
