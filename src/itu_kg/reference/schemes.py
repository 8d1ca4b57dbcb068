"""A concept scheme → its section of the ontology's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.rdf.ntriples import value
from itu_kg.reference.markup import Markup, h, link, table
from itu_kg.reference.ontology_terms import Concept, Scheme, anchor

if TYPE_CHECKING:
    from itu_kg.reference.snippet import Linker


def section(scheme: Scheme, linker: Linker) -> Markup:
    """Write the section of a scheme; concepts below another stand in its row."""
    at = anchor(scheme.iri)
    top = [each for each in scheme.concepts if not each.above]
    below: dict[str, list[Concept]] = {}
    for each in scheme.concepts:
        if each.above:
            below.setdefault(each.above, []).append(each)
    head = ["Concept", "Label", "Meaning"] if any(each.definition for each in top) else ["Concept", "Label", "Narrower"]
    rows = [
        h(
            "tr",
            h("td", link(value(each.iri), h("code", each.notation or linker.short(each.iri)))),
            h("td", _swatch(each), each.label, class_="label"),
            h("td", each.definition or _narrower(below.get(each.iri, [])), class_="w"),
            id=anchor(each.iri),
        )
        for each in top
    ]
    address = value(scheme.iri)
    return h(
        "section",
        h("h3", scheme.label, link(f"#{at}", "#", class_="anchor", aria_label=f"Link to {scheme.label}")),
        h("p", scheme.definition),
        h("p", link(address, h("code", address)), class_="small"),
        table(scheme.label, head, rows),
        id=at,
        class_="term",
    )


def _narrower(concepts: list[Concept]) -> list[Markup]:
    return [
        h("span", link(value(each.iri), each.notation), " ", id=anchor(each.iri), class_="nowrap") for each in concepts
    ]


def _swatch(concept: Concept) -> Markup | None:
    """Show a colour; a policy that forbids styles inside elements lets a drawing's attribute be."""
    if not concept.colour:
        return None
    square = h("rect", width="14", height="14", rx="3", fill=concept.colour)
    return h("svg", square, class_="swatch", width="14", height="14", aria_hidden="true")
