"""A `.rq` file → StoredQuery: its `#+` header, checked line by line, and its SPARQL text.

The header is YAML, each line of it begins with `#+ `, as grlc has it. Refuses what it does not know: a misspelt key is
an error with its line, not a setting that silently does nothing. The SPARQL itself is for the engine to parse.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError
from itu_kg.files import read_text
from itu_kg.model.stored_query import Parameter, Row, StoredQuery, Variable
from itu_kg.query import grlc
from itu_kg.query.header_yaml import Nodes, choose
from itu_kg.query.sparql_tokens import declared_prefixes, keywords, tokenize
from itu_kg.query.wide_columns import narrow

if TYPE_CHECKING:
    import yaml

TYPES = (
    "boolean", "country", "date", "decimal", "goal", "integer", "iri", "language", "number", "organisation",
    "participant", "place", "series", "string", "target", "thing", "year",
)  # fmt: skip
"""What a parameter's value can be; grlc's variables may also name a datatype, `xsd:gYearMonth`."""

_KEYS = ("summary", "description", "question", "tags", "parameters", "lists", "wide", "row", *grlc.KEYS)
_ROW_KEYS = ("is", "counts", "things", "by", "parts", "measures", "ends", "ties")
_PARAMETER_KEYS = ("type", "description", "default", "allowed", "example", "required", "language")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MARK = re.compile(r"#\+(?: |$)")


def load(path: Path) -> StoredQuery:
    """Read one query file.

    Raises:
        AssetError: it cannot be read, or its header has a line that is no YAML, an unknown key or a wrong value.
    """
    return parse(read_text(path, error=AssetError), name=path.stem, where=str(path))


def parse(text: str, *, name: str, where: str) -> StoredQuery:
    """Read a query's text; `where` is the file that errors name."""
    nodes = Nodes(where, *_split(text, where))
    fields = nodes.mapping(nodes.root(), _KEYS, "header")
    wide = nodes.sequence(fields.get("wide"))
    return StoredQuery(
        name=name,
        where=where,
        text=text,
        summary=nodes.text(fields.get("summary")) or re.sub(r"[-_]+", " ", name),
        description=nodes.text(fields.get("description")),
        question=nodes.text(fields.get("question")),
        tags=nodes.sequence(fields.get("tags")),
        parameters=_parameters(nodes, fields, text, where),
        lists=nodes.sequence(fields.get("lists")),
        wide=wide,
        narrow=narrow(text, wide, where=where) if wide else "",
        row=_row(nodes, fields["row"], text) if "row" in fields else None,
        endpoint=grlc.read_endpoint(nodes, fields),
        page=grlc.read_page(nodes, fields),
        transform=grlc.read_transform(nodes, fields),
        federated="SERVICE" in keywords(text),
    )


def _split(text: str, where: str) -> tuple[str, tuple[int, ...]]:
    """Take the header out of a query: its YAML, and the file's line of each of its lines."""
    header: list[str] = []
    numbers: list[int] = []
    begun = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#+"):
            if begun:
                raise AssetError(
                    "a header line stands below the query's text", where=f"{where}:{number}", hint="move it to the top"
                )
            if not _MARK.match(line):
                raise AssetError("a header line begins with `#+ `", where=f"{where}:{number}", hint="put a space there")
            header.append(line[3:])
            numbers.append(number)
        elif line.strip() and not line.lstrip().startswith("#"):
            begun = True
    return "\n".join(header), tuple(numbers)


def _row(nodes: Nodes, node: yaml.Node, text: str) -> Row:
    """What a row is; each column that is named has to be a variable of the text."""
    fields = nodes.mapping(node, _ROW_KEYS, "row")
    measures, ties = (nodes.pairs(fields.get(key), key) for key in ("measures", "ties"))
    named = [(nodes.text(fields[key]), fields[key]) for key in ("counts", "by") if key in fields]
    ends = nodes.items(fields.get("ends"))
    if ends and len(ends) != 2:
        raise AssetError("the ends are two columns", where=nodes.at(fields["ends"]), hint="write [a, b]")
    named += [(nodes.text(each), each) for each in ends]
    variables = {token.text[1:] for token in tokenize(text) if token.text[0] in "?$"}
    for name, at in (*named, *measures, *ties):
        if name not in variables:
            raise AssetError(f"the row speaks of a column {name!r}, and the text has none", where=nodes.at(at))
    return Row(
        what=nodes.text(fields.get("is")),
        counts=nodes.text(fields.get("counts")),
        things=nodes.text(fields.get("things")),
        by=nodes.text(fields.get("by")),
        parts=nodes.truth(fields.get("parts"), "parts", default=False),
        measures=tuple((name, nodes.text(words)) for name, words in measures),
        ends=tuple(map(nodes.text, ends)),
        ties=tuple((name, nodes.text(words)) for name, words in ties),
    )


def _parameters(nodes: Nodes, fields: dict[str, yaml.Node], text: str, where: str) -> tuple[Parameter, ...]:
    """The parameters that the header declares, then those that only grlc's variables make."""
    declared = dict(nodes.pairs(fields.get("parameters"), "parameters"))
    variables: dict[str, list[Variable]] = {name: [] for name in declared}
    optional: set[str] = set()
    prefixes = declared_prefixes(text)
    for variable, line in _variables(text).items():
        if (name := variable[1:]) in declared:
            variables[name].append(Variable(variable, ""))
        elif (read := grlc.read_variable(variable, prefixes, where=f"{where}:{line}")) is not None:
            variables.setdefault(read.name, []).append(Variable(variable, read.type, read.language, read.datatype))
            optional |= {read.name} if read.optional else set()
    defaults = grlc.read_defaults(nodes, fields, tuple(variables))
    allowed = grlc.read_enumerations(nodes, fields, tuple(variables))
    parameters = []
    for name, own in variables.items():
        if name in declared:
            parameter = _declared(nodes, name, declared[name], own, where)
        else:
            typed = tuple(replace(each, type=each.type or "string") for each in own)
            needed = name not in optional and name not in defaults
            parameter = Parameter(name, typed[0].type, typed, _describe(typed[0]), required=needed)
        default = defaults.get(name) if parameter.default is None else parameter.default
        parameters.append(replace(parameter, default=default, allowed=parameter.allowed or allowed.get(name, ())))
    return tuple(parameters)


def _declared(nodes: Nodes, name: str, node: yaml.Node, variables: list[Variable], where: str) -> Parameter:
    if not _NAME.fullmatch(name):
        raise AssetError(
            f"a parameter cannot be named {name!r}", where=nodes.at(node), hint="use lower-case letters, digits and _"
        )
    fields = nodes.mapping(node, _PARAMETER_KEYS, f"parameter {name}")
    kind = nodes.text(fields.get("type")) or next((each.type for each in variables if each.type), "")
    if kind not in TYPES and not any(each.type == kind for each in variables):
        raise AssetError(
            f"parameter {name} has the type {kind!r}", where=nodes.at(fields.get("type", node)), hint=choose(TYPES)
        )
    if not variables:
        raise AssetError(
            f"the parameter {name} has no place in the text",
            where=f"{where}:1",
            hint=f"write VALUES ?_{name} {{ UNDEF }} inside WHERE",
        )
    language = nodes.text(fields.get("language"))
    return Parameter(
        name=name,
        type=kind,
        variables=tuple(replace(v, type=v.type or kind, language=v.language or language) for v in variables),
        description=nodes.text(fields.get("description")),
        default=nodes.text(fields["default"]) if "default" in fields else None,
        allowed=nodes.sequence(fields.get("allowed")),
        example=nodes.text(fields["example"]) if "example" in fields else None,
        required=nodes.truth(fields.get("required"), "required", default=False),
    )


def _variables(text: str) -> dict[str, int]:
    """Find the variables that begin with an underscore, and the line of each."""
    lines: dict[str, int] = {}
    for token in tokenize(text):
        if token.text[0] in "?$" and token.text[1:2] == "_":
            lines.setdefault(token.text[1:], text.count("\n", 0, token.start) + 1)
    return lines


def _describe(variable: Variable) -> str:
    return f"a text in {variable.language}" if variable.language else ""
