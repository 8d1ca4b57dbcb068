"""Stored queries and what their examples answer → the page of questions that the data answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from itu_kg.model.answer import Answer, AnsweredQuery, Cell, Table
from itu_kg.model.edition import Artefact, Edition
from itu_kg.model.graph import Term
from itu_kg.model.stored_query import Parameter
from itu_kg.reference.html_page import QUERIES, Entry
from itu_kg.reference.html_page import page as html_page
from itu_kg.reference.markup import Child, Markup, h, link, table
from itu_kg.reference.snippet import Linker

_ROWS = 5
"""Rows of an answer that the page shows."""
_TRIPLES = 12
"""Triples of an answer that the page shows."""
_LONGEST = 160
"""Characters of a cell that the page shows."""
_SHORT = 12
"""A cell with no more characters is not broken: a date, a code."""


def page(edition: Edition, answered: Sequence[AnsweredQuery], known: Collection[Term]) -> Artefact:
    """Make the page; `known` are the terms that the ontology's page has."""
    writer = _Writer(Linker(known, edition.base, QUERIES))
    groups: dict[str, list[AnsweredQuery]] = {}
    for each in answered:
        groups.setdefault(each.query.tags[0] if each.query.tags else "other", []).append(each)
    body: list[Child] = [
        h("p", f"{len(answered)} questions that these data answer, each a SPARQL file of this folder.", class_="lead"),
        h(
            "p",
            "The answers shown are this release's own. Ask with ",
            h("code", "itu-kg query run NAME --on ."),
            ", or give a file to any SPARQL 1.1 engine that holds the release.",
        ),
        *(
            [h("h2", group.capitalize(), id=f"about-{_slug(group)}"), *map(writer.question, members)]
            for group, members in sorted(groups.items())
        ),
    ]
    contents = [
        Entry(
            group.capitalize(),
            f"#about-{_slug(group)}",
            tuple(Entry(a.query.name, f"#{a.query.name}") for a in members),
        )
        for group, members in sorted(groups.items())
    ]
    summary = "The stored queries: what each asks, its parameters, its text, and what this release answers."
    return html_page(QUERIES, edition, title="Queries", summary=summary, body=body, contents=contents)


def _slug(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower())


class _Writer:
    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def question(self, answered: AnsweredQuery) -> Markup:
        """Write the section of one query."""
        query = answered.query
        given = "".join(f" --{name.replace('_', '-')} {_quoted(value)}" for name, value in answered.values.items())
        call = f"itu-kg query run {query.name}{given}"
        return h(
            "section",
            h(
                "h3",
                query.summary.rstrip("."),
                h("code", query.name),
                link(f"#{query.name}", "#", class_="anchor", aria_label=f"Link to {query.name}"),
            ),
            h("p", query.question, class_="message") if query.question else None,
            h("p", query.description) if query.description else None,
            self._parameters(query.name, query.parameters) if query.parameters else None,
            h("p", "With ", h("code", "--wide"), f" also {', '.join(query.wide)}.") if query.wide else None,
            h(
                "details",
                h("summary", "SPARQL, ", h("code", f"{query.name}.rq")),
                self._linker.code(_without_header(query.text)),
                h("p", link(f"{query.name}.rq", "The file"), class_="small"),
            ),
            h("figure", h("figcaption", h("code", call)), self._answer(query.name, answered.answer)),
            id=query.name,
            class_="term",
        )

    def _parameters(self, name: str, parameters: Iterable[Parameter]) -> Markup:
        rows = [
            h(
                "tr",
                h("td", h("code", each.name), h("span", " required", class_="small soft") if each.required else None),
                h("td", each.type),
                h("td", each.description, f". One of {', '.join(each.allowed)}." if each.allowed else None, class_="w"),
                h("td", each.default, class_="nowrap"),
                h("td", h("code", each.example) if each.example else None),
            )
            for each in parameters
        ]
        return table(f"Parameters of {name}", ("Parameter", "Type", "What it is", "Default", "Example"), rows)

    def _answer(self, name: str, answer: Answer | str) -> list[Child]:
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

    def _turtle(self, value: Term) -> str:
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
        count = _more(len(answer.rows), len(answer.rows) - len(shown), "row")
        return [
            table(f"Answer of {name}", columns, rows) if shown else None,
            h("p", count, f" Empty here: {', '.join(empty)}." if empty and shown else None, class_="soft small"),
        ]

    def _cell(self, cell: Cell | None) -> Child:
        if cell is None:
            return None
        if cell.kind == "uri":
            thing = Term(f"<{cell.value}>")
            return link(self._linker.href(thing), self._linker.short(thing))
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
