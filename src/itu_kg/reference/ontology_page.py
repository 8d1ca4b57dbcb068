"""Ontology and its use → the page that a term's IRI leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.model.edition import Artefact, Edition
from itu_kg.model.graph import Term
from itu_kg.model.vocab import IKG, VOCABULARIES
from itu_kg.model.vocab import ONTOLOGY as IRI
from itu_kg.rdf.ntriples import RDF_TYPE, value
from itu_kg.reference.html_page import ONTOLOGY, Entry
from itu_kg.reference.html_page import page as html_page
from itu_kg.reference.markup import Child, Markup, h, link, table
from itu_kg.reference.ontology_terms import Entry as Term_
from itu_kg.reference.ontology_terms import Ontology, anchor
from itu_kg.reference.schemes import section as scheme_section
from itu_kg.reference.snippet import Linker

if TYPE_CHECKING:
    from itu_kg.reference.usage import Usage

_GROUPS = (
    ("the-classes", "Classes", "class"),
    ("the-object-properties", "Properties whose values are things", "object property"),
    ("the-datatype-properties", "Properties whose values are literals", "datatype property"),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the page is made of: the ontology, the data's use of it, shapes by the terms they speak of, the files."""

    ontology: Ontology
    usage: Usage
    shapes: Mapping[Term, Sequence[str]]
    files: Sequence[tuple[str, str, str]]


def page(edition: Edition, sources: Sources) -> Artefact:
    """Make the page; `sources.files` are the ontology's files: name, format, media type."""
    ontology = sources.ontology
    known = known_terms(ontology)
    writer = _Writer(sources, Linker(known, edition.base, ONTOLOGY))
    ours = [entry for entry in ontology.entries if entry.ours]
    others = [entry for entry in ontology.entries if not entry.ours]
    groups = [(at, title, [entry for entry in ours if entry.kind == kind]) for at, title, kind in _GROUPS]
    body = [
        writer.header(),
        h("h2", "Get it", id="the-files"),
        writer.get(),
        h("h2", "Namespaces", id="the-namespaces"),
        _namespaces(ontology),
        h("h2", "Classes at a glance", id="the-hierarchy"),
        h("div", writer.tree([entry for entry in ontology.entries if entry.kind == "class"]), class_="tree"),
        *([h("h2", title, id=at), *map(writer.entry, entries)] for at, title, entries in groups),
        h("h2", "Concept schemes", id="the-schemes"),
        h("p", "The values that some properties take: SKOS concepts, under IRIs of their own."),
        *(scheme_section(scheme, writer.linker) for scheme in ontology.schemes),
        h("h2", "Terms of others", id="the-terms-of-others"),
        h("p", "Declared as OWL needs it, not redefined; the comment says what our data uses the term for."),
        writer.table(others),
    ]
    contents = [
        Entry("About", "#the-content"),
        Entry("Get it", "#the-files"),
        Entry("Namespaces", "#the-namespaces"),
        Entry("Classes at a glance", "#the-hierarchy"),
        *(Entry(title, f"#{at}", _lines(entries)) for at, title, entries in groups),
        Entry("Concept schemes", "#the-schemes", tuple(Entry(s.label, f"#{anchor(s.iri)}") for s in ontology.schemes)),
        Entry("Terms of others", "#the-terms-of-others"),
    ]
    (title,) = ontology.values("dcterms:title")[:1] or ("Ontology",)
    summary = next(iter(ontology.values("dcterms:abstract")), title)
    return html_page(ONTOLOGY, edition, title=title, summary=summary, body=body, contents=contents)


def known_terms(ontology: Ontology) -> frozenset[Term]:
    """The IRIs that have an anchor on the page."""
    schemes = {iri for scheme in ontology.schemes for iri in (scheme.iri, *(each.iri for each in scheme.concepts))}
    return frozenset({entry.iri for entry in ontology.entries} | schemes)


def _lines(entries: Iterable[Term_]) -> tuple[Entry, ...]:
    return tuple(Entry(entry.title, f"#{anchor(entry.iri)}") for entry in entries)


def _namespaces(ontology: Ontology) -> Markup:
    used = {iri for entry in ontology.entries for iri in (entry.iri, *entry.domain, *entry.range)} | set(
        ontology.header
    )
    spaces = [(prefix, space) for prefix, space in VOCABULARIES.items() if any(i.startswith(f"<{space}") for i in used)]
    rows = [h("tr", h("td", h("code", prefix)), h("td", link(space, h("code", space)))) for prefix, space in spaces]
    return table("Namespaces", ("Prefix", "Namespace"), rows)


class _Writer:
    def __init__(self, sources: Sources, linker: Linker) -> None:
        self.linker = linker
        self._sources = sources
        self._by_iri = {entry.iri: entry for entry in sources.ontology.entries}

    def header(self) -> list[Child]:
        """Write what the header says that a reader asks for."""
        values = self._sources.ontology.values
        rows: list[tuple[str, Child]] = [
            ("IRI", _address(IRI)),
            ("This version", [*map(_address, values("owl:versionIRI")), f" ({', '.join(values('owl:versionInfo'))})"]),
            ("Previous version", list(map(_address, values("owl:priorVersion")))),
            ("Compatible with", list(map(_address, values("owl:backwardCompatibleWith")))),
            ("Status", [value.rpartition("/")[2] for value in values("bibo:status")]),
            ("Created", values("dcterms:created")),
            ("Published", values("schema:datePublished")),
            ("Modified", values("dcterms:modified")),
            ("Creator", values("dcterms:creator")),
            ("Contributor", values("dcterms:contributor")),
            ("Publisher", values("dcterms:publisher")),
            ("Licence", list(map(_address, values("dcterms:license")))),
            ("Rights", values("dcterms:rights")),
            ("Namespace", _address(IKG)),
            ("Prefix", h("code", "ikg:")),
            ("Sources", _spaced(map(_address, values("dcterms:source")))),
            ("Cite as", values("dcterms:bibliographicCitation")),
        ]
        lead = [h("p", text, class_="lead") for text in values("dcterms:abstract")]
        return [lead, [h("p", text) for text in values("dcterms:description")], self._facts(rows)]

    def get(self) -> list[Child]:
        """Write where the files are, and how to ask the IRI for one."""
        rows = [
            h("tr", h("td", link(f"../{name}", form)), h("td", h("code", media)), h("td", h("code", name)))
            for name, form, media in self._sources.files
        ]
        ask = f"curl --location --header 'Accept: text/turtle' {IRI}"
        return [
            h("p", "All say the same, each read back and compared by canonical hash (RDFC-1.0)."),
            table("Files of the ontology", ("Format", "Media type", "File of this release"), rows),
            h("p", "The IRI of the ontology, and of any term, is asked for a format by its media type:"),
            h("pre", h("code", ask), tabindex="0"),
            h(
                "p",
                "A browser asks for HTML and is led to this page, at the term: ",
                h("code", f"{IKG}Submission"),
                ".",
            ),
        ]

    def tree(self, classes: Sequence[Term_]) -> Markup:
        """Show classes below the classes they are below."""
        wanted = {entry.iri for entry in classes}
        roots = [entry for entry in classes if not wanted.intersection(entry.above)]
        roots = [entry for entry in roots if entry.ours or self._has_ours(entry)]
        return h("ul", map(self._branch, roots))

    def _has_ours(self, entry: Term_) -> bool:
        return any(self._by_iri[iri].ours or self._has_ours(self._by_iri[iri]) for iri in entry.below)

    def _branch(self, entry: Term_) -> Markup:
        below = [self._by_iri[iri] for iri in entry.below if iri in self._by_iri]
        below = [each for each in below if each.ours or self._has_ours(each)]
        inside = h("ul", map(self._branch, sorted(below, key=lambda each: each.title.lower()))) if below else None
        return h("li", self.linker.name(entry.iri), " ", h("span", entry.title, class_="soft small"), inside)

    def entry(self, entry: Term_) -> Markup:
        """Write the section of one term."""
        at = anchor(entry.iri)
        usage = self._sources.usage
        is_class = entry.kind == "class"
        used = usage.things.get(entry.iri, 0) if is_class else usage.statements.get(entry.iri, 0)
        names = self.linker.names
        shapes = self._sources.shapes.get(entry.iri, ())
        rows: list[tuple[str, Child]] = [
            ("Domain", names(entry.domain)),
            ("Range", names(entry.range)),
            ("Below", names(entry.above)),
            ("Above", names(entry.below)),
            ("Inverse", names(entry.inverse)),
            ("Disjoint with", names(entry.disjoint)),
            ("Values", names(entry.see)),
            ("Domain of", names(self._with("domain", entry.iri)) if is_class else None),
            ("Range of", names(self._with("range", entry.iri)) if is_class else None),
            ("Checked by", _spaced(link(f"../shapes/index.html#{s}", h("code", s)) for s in shapes)),
            ("Things of it have", self._having(entry.iri)),
            ("In this release", f"{used:,} {'thing' if is_class else 'statement'}{'' if used == 1 else 's'}"),
        ]
        example = (usage.instances if is_class else usage.triples).get(entry.iri)
        return h(
            "section",
            h(
                "h3",
                entry.title,
                h("code", self.linker.short(entry.iri)),
                h("span", entry.kind, class_="kind"),
                link(f"#{at}", "#", class_="anchor", aria_label=f"Link to {entry.title}"),
            ),
            h("p", entry.definition),
            [h("p", note, class_="soft") for note in entry.notes],
            self._facts(rows),
            h("figure", h("figcaption", "From the data"), self.linker.turtle(example)) if example else None,
            id=at,
            class_="term",
        )

    def _having(self, iri: Term) -> list[Child]:
        """Name the properties that things of a class have, those that more have first."""
        counts = self._sources.usage.having.get(iri, {})
        ranked = sorted(counts.items(), key=lambda item: (-item[1], self.linker.short(item[0])))
        names: list[Child] = []
        for name, number in ranked:
            if name != RDF_TYPE:
                names += [", "] * bool(names)
                names += [self.linker.name(name), h("span", f"\u00a0{number:,}", class_="soft small")]
        return names

    def _with(self, relation: str, iri: Term) -> list[Term]:
        return [each.iri for each in self._sources.ontology.entries if iri in getattr(each, relation)]

    def table(self, entries: Sequence[Term_]) -> Markup:
        """List the terms of others."""
        usage = self._sources.usage
        rows = [
            h(
                "tr",
                h("td", link(value(entry.iri), h("code", self.linker.short(entry.iri)))),
                h("td", entry.kind, class_="nowrap"),
                h("td", entry.title),
                h("td", entry.definition, class_="w"),
                h("td", f"{usage.things.get(entry.iri, 0) + usage.statements.get(entry.iri, 0):,}", class_="n"),
                id=anchor(entry.iri),
            )
            for entry in entries
        ]
        return table("Terms of others", ("Term", "Kind", "Label", "What for", "#Uses"), rows)

    @staticmethod
    def _facts(rows: Iterable[tuple[str, Child]]) -> Markup:
        return h("dl", [[h("dt", name), h("dd", value)] for name, value in rows if value], class_="facts")


def _address(iri: str) -> Markup:
    return link(iri, h("code", iri))


def _spaced(links: Iterable[Markup]) -> list[Child]:
    spaced: list[Child] = []
    for each in links:
        spaced += [", ", each] if spaced else [each]
    return spaced
