"""Triples and Turtle text → Turtle on a page: coloured, and every name a link to what it stands for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from itu_kg.model.graph import Term, Triple
from itu_kg.model.vocab import prefixes
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.order import natural
from itu_kg.rdf.prefixes import expand, shorten
from itu_kg.rdf.turtle import Names, block, folders
from itu_kg.reference.html_page import ONTOLOGY
from itu_kg.reference.markup import Markup, h, link, text
from itu_kg.reference.ontology_terms import anchor

_TOKEN = re.compile(
    r'(?P<iri><[^<>"\s]*>)|(?P<lit>"(?:[^"\\]|\\.)*"(?:@[A-Za-z-]+)?)|(?P<name>[A-Za-z][\w-]*:[\w/.-]*[\w/-])'
    r"|(?P<var>[?$]\w+)|(?P<kw>\b(?:PREFIX|SELECT|DISTINCT|WHERE|OPTIONAL|FILTER|BIND|VALUES|UNDEF|UNION|GRAPH|ORDER BY"
    r"|GROUP BY|HAVING|LIMIT|CONSTRUCT|ASK|DESCRIBE|MINUS|NOT EXISTS|EXISTS|SERVICE|AS|DESC|ASC|IN|COUNT|SUM|MIN|MAX"
    r"|GROUP_CONCAT|SEPARATOR|COALESCE|IF|BOUND|STR|LANG|CONTAINS|STRSTARTS|STRAFTER|STRBEFORE)\b)|(?P<note>#[^\n]*)"
)
_MANY = 6
"""How many values of one property an example shows."""


class Linker:
    """Where names lead: to the ontology's page if it has them, else to themselves.

    Without `things`, names below the base lead nowhere, since they are made up.
    """

    def __init__(self, known: Collection[Term], base: str, page: str, *, things: bool = True) -> None:
        self._known = known
        self._things = things
        self._base = base
        self._spaces = prefixes(base)
        self._here = "" if page == ONTOLOGY else "../" * page.count("/") + ONTOLOGY

    def href(self, iri: Term) -> str:
        """The address of what an IRI stands for."""
        if iri in self._known:
            return f"{self._here}#{anchor(iri)}"
        address = value(iri)
        return "" if not self._things and address.startswith(self._base) else address

    def short(self, iri: Term) -> str:
        """Write an IRI with a prefix, if it has one."""
        short = shorten(value(iri), self._spaces)
        return value(iri) if "\\" in short else short

    def name(self, iri: Term) -> Markup:
        """Write an IRI short, as a link."""
        return link(self.href(iri), h("code", self.short(iri)))

    def names(self, iris: Iterable[Term]) -> list[Markup]:
        """Write several."""
        links: list[Markup] = []
        for iri in iris:
            links += [text(", ")] * bool(links) + [self.name(iri)]
        return links

    def turtle(self, triples: Iterable[Triple]) -> Markup:
        """Write what is said of one subject, without the prefixes; long lists are cut and say so."""
        triples = tuple(triples)
        names = Names(self._base, folders(triples))
        objects: dict[Term, list[Term]] = {}
        for _, predicate, thing in triples:
            objects.setdefault(predicate, []).append(thing)
        cut = {predicate: len(things) - _MANY for predicate, things in objects.items() if len(things) > _MANY}
        objects = {predicate: sorted(things, key=natural)[:_MANY] for predicate, things in objects.items()}
        written = block(triples[0][0], objects, names, "")
        left = "".join(f"\n# … {number} more of {names.node(predicate)}" for predicate, number in cut.items())
        return self.code(f"{written}{left}")

    def code(self, written: str) -> Markup:
        """Show Turtle or SPARQL: names linked, literals and keywords marked."""
        pieces: list[Markup] = []
        end = 0
        for match in _TOKEN.finditer(written):
            pieces.append(text(written[end : match.start()]))
            pieces.append(self._token(match))
            end = match.end()
        pieces.append(text(written[end:].rstrip()))
        return h("pre", h("code", pieces), tabindex="0")

    def _token(self, match: re.Match[str]) -> Markup:
        whole = match[0]
        match match.lastgroup:
            case "iri":
                absolute = Term(whole if ":" in whole else f"<{self._base}{whole[1:]}")
                return link(self.href(absolute), whole)
            case "name":
                address = expand(whole, self._spaces)
                return link(self.href(Term(f"<{address}>")), whole) if address != whole else text(whole)
            case "lit":
                return h("span", whole, class_="lit")
            case "kw" | "note":
                return h("span", whole, class_="kw")
        return text(whole)
