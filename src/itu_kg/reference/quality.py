"""What an ontology was tested for → a table: as CSV, as JSON, as a page.

An outcome is what was computed, or says who judged and why. A test that needs the web is not made and not passed.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from itu_kg.reference.html_page import (
    QUALITY,
    Document,
    Entry,
    document,
)
from itu_kg.reference.markup import Markup, h, link, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.reference.html_page import Publication
    from itu_kg.reference.markup import Child

Outcome = Literal["passed", "failed", "not tested offline", "judged", "accepted"]
"""`judged`: a person found nothing wrong; `accepted`: the scanner's rule finds something, and it is meant to be so."""


class Result(NamedTuple):
    """One test: the catalogue it is of, its name there, what it asks, its outcome, what was found or why it is so."""

    catalogue: str
    name: str
    title: str
    outcome: Outcome
    finding: str


class Catalogue(NamedTuple):
    """A catalogue of tests: its name, its address, what it is."""

    name: str
    address: str
    about: str


CATALOGUES = (
    Catalogue(
        "FOOPS!",
        "https://w3id.org/foops/catalogue",
        "Tests of how findable, accessible, interoperable and reusable an ontology is. They were computed here from "
        "the files of this release by the criteria that the catalogue states, without its service.",
    ),
    Catalogue(
        "OOPS!",
        "https://oops.linkeddata.es/catalogue.jsp",
        "Pitfalls of modelling. Those that a program can find were looked for here, over the terms of this ontology "
        "and those it declares of others; what takes a person to judge says the judgement and its reason.",
    ),
)
_BADGE = {"passed": "kind ok", "failed": "kind no", "accepted": "kind hm"}


def documents(publication: Publication, results: Sequence[Result]) -> Iterator[Document]:
    """Give the table as a page, as CSV and as JSON."""
    yield _page(publication, results)
    stem = QUALITY.removesuffix(".html")
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(Result._fields)
    rows.writerows(results)
    yield Document(f"{stem}.csv", "text/csv", text.getvalue().encode())
    said = json.dumps([each._asdict() for each in results], ensure_ascii=False, indent=1)
    yield Document(f"{stem}.json", "application/json", f"{said}\n".encode())


def _page(publication: Publication, results: Sequence[Result]) -> Document:
    body: list[Child] = [
        h("p", "What two public catalogues of tests ask of an ontology, and how ours answers.", class_="lead"),
        h("p", "The same table: ", link("quality.csv", "CSV"), ", ", link("quality.json", "JSON"), "."),
    ]
    for catalogue in CATALOGUES:
        found = [each for each in results if each.catalogue == catalogue.name]
        counts = Counter(each.outcome for each in found)
        body += [
            h("h2", catalogue.name, id=_at(catalogue)),
            h("p", link(catalogue.address, "The catalogue"), ". ", catalogue.about),
            h("p", "; ".join(f"{number} {outcome}" for outcome, number in counts.most_common()), "."),
            _table(catalogue.name, found),
        ]
    contents = [Entry(catalogue.name, f"#{_at(catalogue)}") for catalogue in CATALOGUES]
    summary = "FOOPS! tests and OOPS! pitfalls, computed from the ontology's files."
    return document(
        QUALITY, publication, title="Quality of the ontology", summary=summary, body=body, contents=contents
    )


def _at(catalogue: Catalogue) -> str:
    return f"by-{catalogue.name.strip('!').lower()}"


def _table(name: str, results: Sequence[Result]) -> Markup:
    rows = [
        h(
            "tr",
            h("th", each.name, scope="row", class_="nowrap"),
            h("td", each.title, class_="w"),
            h("td", h("span", each.outcome, class_=_BADGE.get(each.outcome, "kind"))),
            h("td", each.finding, class_="w"),
            id=f"{each.catalogue.strip('!').lower()}-{each.name}",
        )
        for each in results
    ]
    return table(name, ("Test", "Asks", "Outcome", "Found"), rows)
