"""A release's files → its front page: what is in the folder, how to load it, how to verify it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itu_kg.model.edition import Artefact, Edition, Written
from itu_kg.model.vocab import ONTOLOGY as IRI
from itu_kg.model.vocab import graph_name, is_draft
from itu_kg.reference.html_page import INDEX, ONTOLOGY, QUERIES, SHAPES, Entry
from itu_kg.reference.html_page import page as html_page
from itu_kg.reference.markup import Child, Markup, h, link, table

_CARDS = (
    (ONTOLOGY, "Ontology", "What every class and property means, with an example of each from these data."),
    (SHAPES, "Shapes", "What must hold of the data, rule by rule, with examples that pass and fail."),
    (QUERIES, "Queries", "Questions that these data answer, each with its SPARQL and its answer."),
)
_ROOMS = {
    "": "The whole dataset, and what describes the release",
    "graphs": "Each named graph by itself",
    "framed": "Trees of JSON: one for each submission, event, organisation",
    "tables": "Answers of the listing queries as CSV on the Web",
    "ontology": "The ontology in every format, its schemes, context and frames",
    "shapes": "The SHACL shapes",
    "queries": "The stored queries",
}
"""What the folders of a release hold."""
_OPEN = 40
"""A folder with no more files than this is shown open."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the release holds: its graphs by IRI with how many triples each has, its files, the sums' own file."""

    graphs: Sequence[tuple[str, int]]
    files: Sequence[Written]
    sums: str


def page(edition: Edition, contents: Contents) -> Artefact:
    """Make the page."""
    triples = sum(number for _, number in contents.graphs)
    lead = f"Release {edition.version} of {edition.date}: {triples:,} triples in {len(contents.graphs)} graphs."
    drafts = sum(number for iri, number in contents.graphs if is_draft(iri))
    if drafts:
        lead += f" {drafts:,} of them nobody has confirmed; they are in the graphs whose names end in /draft."
    body: list[Child] = [
        h("p", lead, class_="lead"),
        h(
            "p",
            f"{edition.summary} " if edition.summary else "",
            "Free to use under ",
            link(edition.licence, edition.licence),
            ".",
        ),
        h("ul", [h("li", link(path, name), h("p", text)) for path, name, text in _CARDS], class_="cards"),
        h("h2", "Load it", id="load-it"),
        *_loading(edition),
        h("h2", "Verify it", id="verify-it"),
        *_verifying(contents),
        h("h2", "Graphs", id="the-graphs"),
        _graphs(contents.graphs),
        h("h2", "Files", id="the-files"),
        h("p", f"{len(contents.files):,} files with their sums; ", h("code", ".gz"), " is the same file, packed."),
        *_folders(contents.files),
    ]
    toc = [
        Entry("Load it", "#load-it"),
        Entry("Verify it", "#verify-it"),
        Entry("Graphs", "#the-graphs"),
        Entry("Files", "#the-files"),
    ]
    return html_page(INDEX, edition, title=edition.title, summary=lead, body=body, contents=toc)


def _loading(edition: Edition) -> list[Markup]:
    ask = "itu-kg query run events-by-goal --goal 4 --on .\nitu-kg query eval 'SELECT * { ?s ?p ?o } LIMIT 5' --on ."
    python = (
        "import pyoxigraph\n\nstore = pyoxigraph.Store()\n"
        f'store.bulk_load(path="{edition.stem}.nq", format=pyoxigraph.RdfFormat.N_QUADS)'
    )
    server = f"oxigraph load --location store --file {edition.stem}.nq\noxigraph serve-read-only --location store"
    return [
        h("p", "Without a store, with the program that made it:"),
        _code(ask),
        h("p", "In Python:"),
        _code(python),
        h("p", "As an endpoint of your own, with Oxigraph; any store that reads N-Quads or TriG will do:"),
        _code(server),
        h(
            "p",
            "Spreadsheets read ",
            h("code", "tables/*.csv"),
            ". A program that knows JSON and no RDF reads ",
            h("code", "framed/*.jsonld"),
            ". The terms are explained at ",
            link(ONTOLOGY, h("code", IRI)),
            "; things have IRIs below ",
            h("code", edition.base),
            ".",
        ),
    ]


def _verifying(contents: Contents) -> list[Markup]:
    return [
        h("p", "Every file is as it was written, if this says so:"),
        _code(f"sha256sum --check --quiet {contents.sums}"),
        h("p", "All formats say the same, the shapes hold and the tables are the queries' answers, if this says so:"),
        _code("itu-kg verify ."),
        h("p", "The canonical hash (RDFC-1.0) of the dataset and of each graph is in ", h("code", "release.json"), "."),
    ]


def _graphs(graphs: Iterable[tuple[str, int]]) -> Markup:
    rows = []
    for iri, number in graphs:
        name = graph_name(iri)
        files = [[link(f"graphs/{name}{end}", end), " "] for end in (".ttl", ".jsonld", ".rdf", ".nq")]
        cells = (h("td", h("code", iri)), h("td", f"{number:,}", class_="n"), h("td", files, class_="nowrap"))
        rows.append(h("tr", cells))
    return table("Graphs", ("Graph", "#Triples", "Get"), rows)


def _folders(files: Iterable[Written]) -> list[Markup]:
    rooms: dict[str, list[Written]] = {}
    for each in files:
        rooms.setdefault(each.path.rpartition("/")[0].partition("/")[0], []).append(each)
    sections = []
    for room, inside in sorted(rooms.items()):
        size = sum(each.size for each in inside)
        what = _ROOMS.get(room, "")
        title = [h("code", f"{room}/" if room else "./"), f" {what}" if what else None]
        count = h("span", f" {len(inside)} files, {_size(size)}", class_="soft small")
        shown = len(inside) <= _OPEN and not room
        sections.append(h("details", h("summary", title, count), _table(room, inside), class_="files", open=shown))
    return sections


def _table(room: str, files: Iterable[Written]) -> Markup:
    rows = [
        h(
            "tr",
            h("td", link(each.path, h("code", each.path))),
            h("td", each.media_type, class_="small nowrap"),
            h("td", f"{each.size:,}", class_="n"),
            h("td", each.sha256, class_="sum"),
        )
        for each in files
    ]
    return table(f"Files of {room or 'the release'}", ("File", "Media type", "#Bytes", "SHA-256"), rows)


def _size(number: int) -> str:
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000)):,} kB"


def _code(text: str) -> Markup:
    return h("pre", h("code", text), tabindex="0")
