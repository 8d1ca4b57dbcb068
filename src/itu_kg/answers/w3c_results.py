"""Table or truth value → text: CSV, TSV, JSON and XML as the W3C has them, and Markdown.

Sources: SPARQL 1.1 Query Results CSV and TSV Formats; … JSON Format; SPARQL Query Results XML Format (2nd edition).
Refuses to change a value: a CSV cell that begins with `=` stays as it is, since a spreadsheet's reading of it is not
the format's.
"""

from __future__ import annotations

import re

from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table, csv, plain

_TSV_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_XML_ENDS = re.compile(r"\A[ \t\n]+|[ \t\n]+\Z")
_XML_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 §2.2
_XML_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def tsv(table: Table) -> str:
    """SPARQL 1.1 TSV §4: terms as Turtle has them, tabs and line ends escaped."""
    lines = [[f"?{column}" for column in table.columns], *([_term(cell) for cell in row] for row in table.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def json_results(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON §3."""
    import json  # noqa: PLC0415  for this format only

    bindings = [
        {name: _binding(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def xml(table: Table) -> str:
    """SPARQL Query Results XML §2."""
    head = "".join(f'<variable name="{column}"/>' for column in table.columns)
    results = "".join(
        "<result>"
        + "".join(
            f'<binding name="{name}">{_element(cell)}</binding>'
            for name, cell in zip(table.columns, row, strict=True)
            if cell is not None
        )
        + "</result>\n"
        for row in table.rows
    )
    return _xml(f"<head>{head}</head>\n<results>\n{results}</results>")


def markdown(table: Table) -> str:
    """Write a table of GitHub-flavoured Markdown; IRIs are links."""
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[_markdown(cell) for cell in row] for row in table.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


TABLES = {"csv": csv, "tsv": tsv, "json": json_results, "xml": xml, "markdown": markdown}
"""Formats of a SELECT's answer."""


def boolean(form: str, *, value: bool) -> str:
    """An ASK's answer; CSV, TSV and Markdown are not defined for it, so they are the bare word."""
    word = "true" if value else "false"
    match form:
        case "json":
            return f'{{"head": {{}}, "boolean": {word}}}\n'
        case "xml":
            return _xml(f"<head></head>\n<boolean>{word}</boolean>")
        case _:
            return f"{word}\r\n" if form == "csv" else f"{word}\n"


def _term(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.kind != "literal":
        return f"<{cell.value}>" if cell.kind == "uri" else f"_:{cell.value}"
    text = '"' + "".join(_TSV_ESCAPES.get(c, c) for c in cell.value) + '"'
    if cell.language:
        return f"{text}@{cell.language}"
    return f"{text}^^<{cell.datatype}>" if cell.datatype else text


def _binding(cell: Cell) -> dict[str, str]:
    binding = {"type": cell.kind, "value": cell.value}
    if cell.language:
        binding["xml:lang"] = cell.language
    if cell.datatype:
        binding["datatype"] = cell.datatype
    return binding


def _element(cell: Cell) -> str:
    attribute = f' xml:lang="{cell.language}"' if cell.language else ""
    if cell.datatype:
        attribute = f' datatype="{_escaped(cell.datatype)}"'
    return f"<{cell.kind}{attribute}>{_escaped(cell.value)}</{cell.kind}>"


def _xml(inside: str) -> str:
    return f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n{inside}\n</sparql>\n'


def _escaped(text: str) -> str:
    if match := _XML_REFUSED.search(text):
        raise UsageError(f"the answer holds U+{ord(match[0]):04X}, which XML cannot write", hint="use json or tsv")
    escaped = "".join(_XML_ESCAPES.get(c, c) for c in text)
    # White space at the ends as references, since there are readers that trim.
    return _XML_ENDS.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), escaped)


def _markdown(cell: Cell | None) -> str:
    text = " ".join(plain(cell).split())
    if cell and cell.kind == "uri":
        return f"<{text}>"
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)
