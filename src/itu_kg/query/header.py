"""A `.rq` file → StoredQuery: its `#+` header, checked line by line, and its SPARQL text.

The header is YAML, each line of it begins with `#+ `, as grlc has it. Refuses what it does not know: a misspelt key is
an error with its line, not a setting that silently does nothing. The SPARQL itself is for the engine to parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError
from itu_kg.files import read_text
from itu_kg.model.stored_query import Parameter, Place, StoredQuery
from itu_kg.query import grlc
from itu_kg.query.header_yaml import Nodes, choose
from itu_kg.query.sparql_tokens import declared_prefixes, tokens, words

if TYPE_CHECKING:
    from pathlib import Path

    from itu_kg.query.header_yaml import Node

TYPES = (
    "boolean",
    "country",
    "date",
    "decimal",
    "goal",
    "integer",
    "iri",
    "number",
    "organisation",
    "series",
    "string",
    "target",
    "year",
)
"""What a parameter's value can be; grlc's variables may also name a datatype, `xsd:gYearMonth`."""

_KEYS = ("summary", "description", "question", "tags", "parameters", "lists", *grlc.KEYS)
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
        endpoint=grlc.endpoint(nodes, fields),
        page=grlc.page(nodes, fields),
        transform=grlc.transform(nodes, fields),
        federated="SERVICE" in words(text),
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


def _parameters(nodes: Nodes, fields: dict[str, Node], text: str, where: str) -> tuple[Parameter, ...]:
    """Give the parameters that the header declares, then those that only grlc's variables make."""
    declared = dict(nodes.pairs(fields.get("parameters"), "parameters"))
    places: dict[str, list[Place]] = {name: [] for name in declared}
    optional: set[str] = set()
    spaces = declared_prefixes(text)
    for variable, line in _variables(text).items():
        if (name := variable[1:]) in declared:
            places[name].append(Place(variable, ""))
        elif (read := grlc.variable(variable, spaces, where=f"{where}:{line}")) is not None:
            places.setdefault(read.name, []).append(Place(variable, read.type, read.language, read.datatype))
            optional |= {read.name} if read.optional else set()
    defaults = grlc.defaults(nodes, fields, tuple(places))
    allowed = grlc.enumerate_(nodes, fields, tuple(places))
    made = []
    for name, found in places.items():
        if name in declared:
            parameter = _declared(nodes, name, declared[name], found, where)
        else:
            kinds = [place.type or "string" for place in found]
            typed = tuple(Place(p.variable, p.type or "string", p.language, p.datatype) for p in found)
            needed = name not in optional and name not in defaults
            parameter = Parameter(name, kinds[0], typed, _described(typed[0]), required=needed)
        made.append(grlc.amended(parameter, defaults.get(name), allowed.get(name, ())))
    return tuple(made)


def _declared(nodes: Nodes, name: str, node: Node, found: list[Place], where: str) -> Parameter:
    if not _NAME.fullmatch(name):
        raise AssetError(
            f"a parameter cannot be named {name!r}", where=nodes.at(node), hint="use lower-case letters, digits and _"
        )
    fields = nodes.mapping(node, _PARAMETER_KEYS, f"parameter {name}")
    kind = nodes.text(fields.get("type")) or next((place.type for place in found if place.type), "")
    if kind not in TYPES and not any(place.type == kind for place in found):
        raise AssetError(
            f"parameter {name} has the type {kind!r}", where=nodes.at(fields.get("type", node)), hint=choose(TYPES)
        )
    if not found:
        raise AssetError(
            f"the parameter {name} has no place in the text",
            where=f"{where}:1",
            hint=f"write VALUES ?_{name} {{ UNDEF }} inside WHERE",
        )
    language = nodes.text(fields.get("language"))
    return Parameter(
        name=name,
        type=kind,
        places=tuple(Place(p.variable, p.type or kind, p.language or language, p.datatype) for p in found),
        description=nodes.text(fields.get("description")),
        default=nodes.text(fields["default"]) if "default" in fields else None,
        allowed=nodes.sequence(fields.get("allowed")),
        example=nodes.text(fields["example"]) if "example" in fields else None,
        required=nodes.truth(fields.get("required"), "required", default=False),
    )


def _variables(text: str) -> dict[str, int]:
    """Find the variables that begin with an underscore, and the line of each."""
    found: dict[str, int] = {}
    for token in tokens(text):
        if token.text[0] in "?$" and token.text[1:2] == "_":
            found.setdefault(token.text[1:], text.count("\n", 0, token.start) + 1)
    return found


def _described(place: Place) -> str:
    return f"a text in {place.language}" if place.language else ""
