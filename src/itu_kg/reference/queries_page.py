"""Stored queries and what their examples answer → the page of questions that the data answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.model.table import Table
from itu_kg.reference.html_page import (
    QUERIES,
    Document,
    Entry,
    document,
)
from itu_kg.reference.markup import Markup, h, link, table
from itu_kg.reference.snippet import Linker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from itu_kg.model.graph import NamedGraph, Term
    from itu_kg.model.table import Cell
    from itu_kg.reference.html_page import Publication
    from itu_kg.reference.markup import Child

_ROWS = 5
"""Rows of an answer that the page shows."""
_TRIPLES = 12
"""Triples of an answer that the page shows."""
_LONGEST = 160
"""Characters of a cell that the page shows."""
_SHORT = 12
"""A cell with no more characters is not broken: a date, a code."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes."""

    name: str
    type: str
    description: str
    default: str
    allowed: tuple[str, ...]
    example: str
    required: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A stored query: what it asks, how, and what the release answers.

    `values` are those of the parameters that were given; `answer` is text where it was not asked, and says why.
    """

    name: str
    summary: str
    question: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    values: Mapping[str, str]
    answer: Table | bool | NamedGraph | str


def page(publication: Publication, questions: Sequence[Question], known: Collection[Term]) -> Document:
    """Make the page; `known` are the terms that the ontology's page has."""
    writer = _Writer(Linker(known, publication.base, QUERIES))
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.tags[0] if question.tags else "other", []).append(question)
    body: list[Child] = [
        h("p", f"{len(questions)} questions that these data answer, each a SPARQL file of this folder.", class_="lead"),
        h(
            "p",
            "The answers shown are this release's own. Ask with ",
            h("code", "itu-kg query run NAME --on ."),
            ", or give a file to any SPARQL 1.1 engine that holds the release.",
        ),
        *(
            [h("h2", group.capitalize(), id=f"about-{_slug(group)}"), *map(writer.question, found)]
            for group, found in sorted(groups.items())
        ),
    ]
    contents = [
        Entry(group.capitalize(), f"#about-{_slug(group)}", tuple(Entry(q.name, f"#{q.name}") for q in found))
        for group, found in sorted(groups.items())
    ]
    summary = "The stored queries: what each asks, its parameters, its text, and what this release answers."
    return document(QUERIES, publication, title="Queries", summary=summary, body=body, contents=contents)


def _slug(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower())


class _Writer:
    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def question(self, question: Question) -> Markup:
        """Tell of one query."""
        given = "".join(f" --{name.replace('_', '-')} {_quoted(value)}" for name, value in question.values.items())
        call = f"itu-kg query run {question.name}{given}"
        return h(
            "section",
            h(
                "h3",
                question.summary.rstrip("."),
                h("code", question.name),
                link(f"#{question.name}", "#", class_="anchor", aria_label=f"Link to {question.name}"),
            ),
            h("p", question.question, class_="message") if question.question else None,
            h("p", question.description) if question.description else None,
            self._parameters(question.name, question.parameters) if question.parameters else None,
            h(
                "details",
                h("summary", "SPARQL, ", h("code", f"{question.name}.rq")),
                self._linker.code(_without_header(question.text)),
                h("p", link(f"{question.name}.rq", "The file"), class_="small"),
            ),
            h("figure", h("figcaption", h("code", call)), self._answer(question.name, question.answer)),
            id=question.name,
            class_="term",
        )

    def _parameters(self, name: str, parameters: Iterable[Parameter]) -> Markup:
        rows = [
            h(
                "tr",
                h("td", h("code", each.name), h("span", " required", class_="small soft") if each.required else None),
                h("td", each.type),
                h("td", each.description, f". One of {', '.join(each.allowed)}." if each.allowed else None, class_="w"),
                h("td", each.default or "", class_="nowrap"),
                h("td", h("code", each.example) if each.example else None),
            )
            for each in parameters
        ]
        return table(f"Parameters of {name}", ("Parameter", "Type", "What it is", "Default", "Example"), rows)

    def _answer(self, name: str, answer: Table | bool | NamedGraph | str) -> list[Child]:  # noqa: FBT001  of an ASK
        if isinstance(answer, str):
            return [h("p", f"Not asked here: {answer}.", class_="soft small")]
        if isinstance(answer, bool):
            return [h("p", h("strong", "yes" if answer else "no"))]
        if isinstance(answer, Table):
            return self._table(name, answer)
        shown = answer.triples[:_TRIPLES]
        lines = "\n".join(f"{self._turtle(s)} {self._turtle(p)} {self._turtle(o)} ." for s, p, o in shown)
        left = len(answer.triples) - len(shown)
        return [self._linker.code(lines), h("p", _more(len(answer.triples), left, "triple"), class_="soft small")]

    def _turtle(self, value: str) -> str:
        if value[0] == '"':
            return value
        short = self._linker.short(value)
        return value if "/" in short else short

    def _table(self, name: str, answer: Table) -> list[Child]:
        shown = answer.rows[:_ROWS]
        filled = [i for i in range(len(answer.columns)) if any(row[i] for row in shown)] or list(
            range(len(answer.columns))
        )
        numbers = {i for i in filled if all(row[i] is None or _is_number(row[i]) for row in shown)}
        columns = [f"#{answer.columns[i]}" if i in numbers else answer.columns[i] for i in filled]
        rows = [
            h("tr", [h("td", self._cell(row[i]), class_="n" if i in numbers else None) for i in filled])
            for row in shown
        ]
        empty = [column for i, column in enumerate(answer.columns) if i not in filled]
        said = _more(len(answer.rows), len(answer.rows) - len(shown), "row")
        return [
            table(f"Answer of {name}", columns, rows) if shown else None,
            h("p", said, f" Empty here: {', '.join(empty)}." if empty and shown else None, class_="soft small"),
        ]

    def _cell(self, cell: Cell | None) -> Child:
        if cell is None:
            return None
        if cell.kind == "uri":
            return link(self._linker.href(f"<{cell.value}>"), self._linker.short(f"<{cell.value}>"))
        if len(cell.value) <= _SHORT and " " not in cell.value:
            return h("span", cell.value, class_="nowrap")
        return cell.value if len(cell.value) <= _LONGEST else f"{cell.value[:_LONGEST].rstrip()} …"


def _is_number(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "literal" and cell.value.replace(".", "", 1).lstrip("-").isdigit()


def _more(every: int, left: int, what: str) -> str:
    return f"{every:,} {what}{'' if every == 1 else 's'}{f', {left:,} more than shown' if left else ''}."


def _quoted(value: str) -> str:
    return value if value.replace("-", "").replace(":", "").replace(".", "").isalnum() else f"'{value}'"


def _without_header(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()
