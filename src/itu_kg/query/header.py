"""A `.rq` file → StoredQuery: its `#+` header, checked line by line, and its SPARQL text.

The header is YAML, each line of it begins with `#+ `, as grlc has it. Refuses what it does not know: a misspelt key is
an error with its line, not a setting that silently does nothing. The SPARQL itself is for the engine to parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from itu_kg.errors import AssetError
from itu_kg.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

TYPES = (
    "country",
    "date",
    "decimal",
    "goal",
    "integer",
    "iri",
    "organisation",
    "string",
    "target",
    "year",
)
"""What a parameter's value can be."""

_KEYS = ("summary", "description", "question", "tags", "parameters", "lists")
_PARAMETER_KEYS = ("type", "description", "default", "allowed", "example", "required", "language")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MARK = re.compile(r"#\+(?: |$)")
_VARIABLE = re.compile(r"[?$]_(\w+)")
# Every scalar stays the text it is: `NO` is a country, `2024-05-01` a date as written, `010` no octal.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a query takes: the variable `?_<name>` of its text."""

    name: str
    type: str
    description: str = ""
    default: str | None = None
    allowed: tuple[str, ...] = ()
    example: str | None = None
    required: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A question and its SPARQL text; `lists` are the columns whose cells hold several values, "; " between them."""

    name: str
    where: str
    text: str
    summary: str
    description: str = ""
    question: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    lists: tuple[str, ...] = ()


def slot(name: str) -> re.Pattern[str]:
    """Match the place of a parameter in a query's text: `VALUES ?_name { UNDEF }`."""
    return re.compile(rf"\bVALUES\s*[?$]_{name}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)


def load(path: Path) -> StoredQuery:
    """Read one query file.

    Raises:
        AssetError: it cannot be read, or its header has a line that is no YAML, an unknown key or a wrong value.
    """
    return parse(read_text(path, error=AssetError), name=path.stem, where=str(path))


def parse(text: str, *, name: str, where: str) -> StoredQuery:
    """Read a query's text; `where` is the file that errors name."""
    lines = _Lines(where, *_split(text, where))
    fields = lines.mapping(lines.root(), _KEYS, "header")
    if "summary" not in fields:
        raise AssetError("the header has no summary", where=f"{where}:1", hint="begin the file with `#+ summary: …`")
    parameters = tuple(
        _parameter(lines, key, node) for key, node in lines.pairs(fields.get("parameters"), "parameters")
    )
    query = StoredQuery(
        name=name,
        where=where,
        text=text,
        summary=lines.text(fields["summary"]),
        description=lines.text(fields.get("description")),
        question=lines.text(fields.get("question")),
        tags=lines.sequence(fields.get("tags")),
        parameters=parameters,
        lists=lines.sequence(fields.get("lists")),
    )
    _check_slots(query)
    return query


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


def _parameter(lines: _Lines, name: str, node: yaml.Node) -> Parameter:
    if not _NAME.fullmatch(name):
        raise AssetError(
            f"a parameter cannot be named {name!r}", where=lines.at(node), hint="use lower-case letters, digits and _"
        )
    fields = lines.mapping(node, _PARAMETER_KEYS, f"parameter {name}")
    kind = lines.text(fields.get("type"))
    if kind not in TYPES:
        raise AssetError(
            f"parameter {name} has the type {kind!r}", where=lines.at(fields.get("type", node)), hint=_choose(TYPES)
        )
    required = lines.text(fields.get("required")) or "false"
    if required not in {"true", "false"}:
        raise AssetError(f"required is true or false, not {required!r}", where=lines.at(fields["required"]))
    return Parameter(
        name=name,
        type=kind,
        description=lines.text(fields.get("description")),
        default=lines.text(fields["default"]) if "default" in fields else None,
        allowed=lines.sequence(fields.get("allowed")),
        example=lines.text(fields["example"]) if "example" in fields else None,
        required=required == "true",
        language=lines.text(fields.get("language")),
    )


def _check_slots(query: StoredQuery) -> None:
    declared = {parameter.name for parameter in query.parameters}
    for number, line in enumerate(query.text.splitlines(), start=1):
        for name in () if line.lstrip().startswith("#") else _VARIABLE.findall(line):
            if name not in declared:
                raise AssetError(
                    f"?_{name} is not a parameter of the header",
                    where=f"{query.where}:{number}",
                    hint=f"declare {name} under parameters, or drop the underscore",
                )
    for parameter in query.parameters:
        if not slot(parameter.name).search(query.text):
            raise AssetError(
                f"the parameter {parameter.name} has no place in the text",
                where=f"{query.where}:1",
                hint=f"write VALUES ?_{parameter.name} {{ UNDEF }} inside WHERE",
            )


def _choose(names: tuple[str, ...]) -> str:
    return f"use one of {', '.join(names)}"


class _Lines:
    """A header's YAML nodes, and the file's line of each."""

    def __init__(self, where: str, text: str, numbers: tuple[int, ...]) -> None:
        self._where = where
        self._text = text
        self._numbers = numbers

    def root(self) -> yaml.Node | None:
        """Parse the YAML."""
        try:
            node: yaml.Node | None = yaml.compose(self._text, Loader=_LOADER)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            raise AssetError(
                f"the header is not YAML: {problem.problem or problem.context}",
                where=self._line(mark.line if mark else 0),
                hint="quote a text that holds a colon",
            ) from problem
        except yaml.YAMLError as problem:
            raise AssetError(f"the header is not YAML: {problem}", where=self._line(0)) from problem
        return node

    def at(self, node: yaml.Node) -> str:
        """Say where a node stands: file:line."""
        return self._line(node.start_mark.line)

    def pairs(self, node: yaml.Node | None, what: str) -> list[tuple[str, yaml.Node]]:
        """Give a mapping's keys and values, in order; no node is an empty mapping."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            raise AssetError(f"the {what} is not a list of `key: value`", where=self.at(node))
        seen: list[tuple[str, yaml.Node]] = []
        for key, value in node.value:
            if any(key.value == name for name, _ in seen):
                raise AssetError(f"{key.value!r} is given twice", where=self.at(key))
            seen.append((str(key.value), value))
        return seen

    def mapping(self, node: yaml.Node | None, known: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        """Give a mapping all of whose keys are known."""
        pairs = self.pairs(node, what)
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if key.value not in known:
                    raise AssetError(
                        f"the {what} has an unknown key {key.value!r}", where=self.at(key), hint=_choose(known)
                    )
        return dict(pairs)

    def text(self, node: yaml.Node | None) -> str:
        """Give a scalar as one line; no node is no text."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            raise AssetError("a text is needed here", where=self.at(node), hint="quote it")
        return " ".join(str(node.value).split())

    def sequence(self, node: yaml.Node | None) -> tuple[str, ...]:
        """Give a list of scalars; no node is an empty list."""
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise AssetError("a list is needed here", where=self.at(node), hint="write [a, b]")
        return tuple(self.text(item) for item in node.value)

    def _line(self, line: int) -> str:
        inside = self._numbers[min(line, len(self._numbers) - 1)] if self._numbers else 1
        return f"{self._where}:{inside}"
