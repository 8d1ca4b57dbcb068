"""Registry → JSON-LD document of its named graph: what is known of things that submissions share.

It adds no claim of a report. An outside link is published only where a curator stands behind it.
"""

from __future__ import annotations

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
    from itu_kg.model.registry import Entry, Registry
    from itu_kg.rdf.jsonld_context import Context, Node

_PREDICATES = {"skos:exactMatch": "exactMatch", "skos:closeMatch": "closeMatch"}


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
        AssetError: a link has a predicate that is neither skos:exactMatch nor skos:closeMatch.
    """
    nodes = sorted(map(context.settle, _nodes(registry, context)), key=itemgetter("id"))
    return {"@context": context.definitions, "id": Minter(context.base).graph("registry"), "@graph": nodes}


def _nodes(registry: Registry, context: Context) -> Iterator[Node]:
    """Nodes of everything the registry knows, not yet settled."""
    minter = Minter(context.base)
    source = minter.thing("source", "registry")
    derived = {"source": source}
    links, grounds = _links(registry, context)

    def entry(kind: str, entry: Entry, *kinds: str, **more: Any) -> Node:
        key = f"{kind}/{entry.id}"
        return {
            "id": minter.thing(kind, entry.id),
            "type": [*kinds],
            "name": english(entry.name),
            "altLabel": english(*entry.forms),
            "hiddenLabel": english(*entry.hidden),
            "basis": english(entry.basis, *grounds.get(key, ())),
            **derived,
            **{predicate: unique(things) for predicate, things in links.get(key, {}).items()},
            **more,
        }

    def maybe(kind: str, slug: str | None) -> str | None:
        return None if slug is None else minter.thing(kind, slug)

    yield {"id": source, "type": "RegistrySource", "name": english("Registry of the itu-kg project")}
    for body in registry.organisations.values():
        parent = maybe("organisation", body.parent)
        both = ("OrgOrganization", "Organization")
        yield entry("organisation", body, *both, acronym=body.acronym, subOrganizationOf=parent)
    for country in registry.countries.values():
        codes = {"alpha2": country.alpha2, "alpha3": country.alpha3, "m49": country.m49}
        yield entry("country", country, "Country", "Place", **codes)
    for place in registry.places.values():
        kinds = ["City", "Place"] if place.kind == "city" else ["Place"]
        yield entry("place", place, *kinds, containedInPlace=minter.thing("country", place.country))
    for series in registry.series.values():
        organizer = maybe("organisation", series.organizer)
        yield entry("series", series, "EventSeries", acronym=series.acronym, organizer=organizer)
    for text in registry.documents.values():
        kinds = ["Document", "Legislation"] if text.kind == "legislation" else ["Document"]
        yield {
            **entry("document", text, *kinds, symbol=text.symbol, issuer=maybe("organisation", text.issuer)),
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


def _links(registry: Registry, context: Context) -> tuple[dict[str, dict[str, list[str]]], dict[str, list[str]]]:
    """The confirmed links of each thing by predicate, and what each stands on."""
    links: dict[str, dict[str, list[str]]] = {}
    grounds: dict[str, list[str]] = {}
    for link in registry.links:
        if link.predicate_id not in _PREDICATES:
            raise AssetError(f"{link.predicate_id} is no predicate of ours", where=link.subject_id)
        if link.confirmed:
            of = links.setdefault(link.subject_id, {}).setdefault(_PREDICATES[link.predicate_id], [])
            of.append(context.shorten(link.object_id))
            grounds.setdefault(link.subject_id, []).append(f"{link.object_id}: {link.comment}")
    return links, grounds
