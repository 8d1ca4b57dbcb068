"""A YAML file → a typed value; errors with file, line and field.

A scalar means what YAML 1.1 and 1.2 agree on. Where they differ as numbers (`010`, `1:30`) it is refused; anything
else that is not a plain number or null is text (`NO`, `2024-05-27`, `true`), which a field of true or false takes in
words. This module refuses aliases, keys or ids given twice, control characters, and whatever the type does not know.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from itu_kg import files

if TYPE_CHECKING:
    from itu_kg.errors import ItuKgError

T = TypeVar("T")
Location = tuple[int | str, ...]

_DEEPEST = 200
"""More nested brackets than any record has; the C parser crashes the process at some ten thousands."""

_BRACKET = re.compile(r"[\[\]{}]")
_NESTING = re.compile(rf"[\[\]{{}}]|(?:[-?:][ \t]+){{{_DEEPEST}}}|^[ ]{{{10 * _DEEPEST}}}", re.MULTILINE)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_STEPS = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")
_UNKNOWN = "extra_forbidden"
_TEXT = "tag:yaml.org,2002:str"
_TEXTS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "bool", "timestamp"))


class Document:
    """A YAML file as nodes, which know their lines."""

    def __init__(self, where: str, root: yaml.Node | None, error: type[ItuKgError]) -> None:
        self._where = where
        self._root = root
        self._error = error
        self._seen: set[int] = set()

    @classmethod
    def open(cls, path: Path, error: type[ItuKgError]) -> Document:
        """Parse a file into nodes."""
        return cls.parse(files.read_text(path, error=error), str(path), error)

    @classmethod
    def parse(cls, text: str, where: str, error: type[ItuKgError]) -> Document:
        """Parse a text, of the file `where`, into nodes."""
        if deep := _too_deep(text):
            raise error("nested too deeply", where=f"{where}:{deep}")
        try:
            return cls(where, yaml.compose(text, Loader=_Loader), error)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            line = f"{where}:{mark.line + 1}" if mark else where
            what = problem.problem or problem.context or "the line cannot be read"
            raise error(f"broken YAML: {what}", where=line, hint=_remedy(what)) from problem
        except yaml.reader.ReaderError as problem:
            number = text.count("\n", 0, problem.position) + 1
            raise error("a character that YAML does not allow", where=f"{where}:{number}") from problem
        except yaml.YAMLError as problem:
            raise error(f"broken YAML: {problem}", where=where) from problem

    @property
    def empty(self) -> bool:
        """Whether the file holds nothing but comments."""
        return self._root is None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the items of the list that the file is."""
        return tuple(map(_id, self._root.value)) if isinstance(self._root, yaml.SequenceNode) else ()

    def value(self, kind: type[T]) -> T:
        """Check the nodes against a type."""
        if self._root is None:
            raise self._error("the file is empty", where=f"{self._where}:1")
        try:
            plain = self._plain(self._root)
        except RecursionError as problem:
            raise self._error("nested too deeply", where=f"{self._where}:1") from problem
        try:
            return TypeAdapter(kind).validate_python(plain)
        except ValidationError as problem:
            problems = sorted(problem.errors(), key=self._rank)
            more = f"{len(problems) - 1} more in this file" if len(problems) > 1 else ""
            raise self.error(
                problems[0]["loc"], *_explain(problems[0]), unknown=problems[0]["type"] == _UNKNOWN, more=more
            ) from problem

    def error(
        self, location: Location, what: str, hint: str = "", *, unknown: bool = False, more: str = ""
    ) -> ItuKgError:
        """Make the error of a place in the file: file:line: field: what; the line of the field's name if `unknown`."""
        line, field = self.place(location, unknown=unknown)
        where = f"{self._where}:{line}: {field}" if field else f"{self._where}:{line}"
        return self._error(what, where=where, hint="; ".join(filter(None, (hint, more))))

    def place(self, location: Location, *, unknown: bool = False) -> tuple[int, str]:
        """Look up the line of a place, or of the nearest thing around it, and its name: `events[wrc-23].goals[2]`."""
        node, line, field = self._root, _line(self._root), ""
        for number, step in enumerate(location, 1):
            key, node = child(node, step)
            if node is not None:
                line = _line(key if unknown and number == len(location) else node)
            if isinstance(step, int):
                field += f"[{_id(node) or step + 1}]"
            else:
                field += f".{step}" if field else step
        return line, field

    def locate(self, field: str) -> str:
        """Look up file:line: field of a place written as `error` writes it."""
        node = self._root
        line = _line(node)
        for name, item in _STEPS.findall(field):
            node = child(node, name)[1] if name else _item(node, item)
            line = _line(node) if node else line
        return f"{self._where}:{line}: {field}"

    def _plain(self, node: yaml.Node) -> object:
        if id(node) in self._seen:
            raise self._at(node, "an alias (*) stands here", "write the value out")
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node)
        plain: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._error("a field's name is a list or a mapping", where=f"{self._where}:{_line(key)}")
            if key.value in plain:
                where = f"{self._where}:{_line(key)}: {self.place(self._steps(value))[1]}"
                raise self._error("this field is given twice", where=where, hint="keep one of the two")
            plain[key.value] = self._plain(value)
        return plain

    def _sequence(self, node: yaml.SequenceNode) -> list[object]:
        items: list[object] = []
        seen: set[str] = set()
        for each in node.value:
            item = self._plain(each)
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str):
                if name in seen:
                    what, hint = f"another entry has the id {name!r}", "give one of them another id"
                    raise self.error((*self._steps(each), "id"), what, hint)
                seen.add(name)
            items.append(item)
        return items

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text: str = node.value
        if not text.isprintable() and (control := files.CONTROL.search(text)):
            raise self._at(node, f"the control character U+{ord(control[0]):04X} stands here", "take it out")
        if node.style:
            return text
        if _NUMBER.fullmatch(text):
            return Decimal(text) if "." in text else int(text)
        tag = node.tag or _tag(text)
        if tag in _TEXTS:
            return text
        if tag == "tag:yaml.org,2002:null":
            return None
        if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
            hint = "quote it, or write the number in plain digits"
            raise self._at(node, f"programs read {text!r} as different numbers", hint)
        raise self._at(node, f"{text!r} is a kind of YAML that records do not use", "quote it")

    def _at(self, node: yaml.Node, what: str, hint: str) -> ItuKgError:
        return self.error(self._steps(node), what, hint)

    def _steps(self, node: yaml.Node) -> Location:
        """Look up the last place where a node stands; nobody needs to know it but for an error."""
        location: Location = ()
        passed: set[int] = set()
        waiting: list[tuple[Location, yaml.Node]] = [((), self._root)] if self._root else []
        while waiting:
            steps, each = waiting.pop()
            location = steps if each is node else location
            if id(each) in passed:
                continue
            passed.add(id(each))
            if isinstance(each, yaml.SequenceNode):
                waiting += reversed([((*steps, number), item) for number, item in enumerate(each.value)])
            elif isinstance(each, yaml.MappingNode):
                waiting += reversed([((*steps, key.value), value) for key, value in each.value])
        return location

    def _rank(self, problem: Any) -> tuple[int, bool]:
        """Order problems as a reader meets them; a misspelt field explains the one that is missing."""
        return self.place(problem["loc"], unknown=problem["type"] == _UNKNOWN)[0], problem["type"] == "missing"


def child(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Look up the key (of a mapping) and the value that one step leads to; None where the file has none."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    return None, node.value[step] if isinstance(node, yaml.SequenceNode) and isinstance(step, int) else None


def _id(node: yaml.Node | None) -> str:
    _, value = child(node, "id")
    return value.value if isinstance(value, yaml.ScalarNode) else ""


def _item(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Look up the item of a list that has this id, else this number."""
    items: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
    return next((item for number, item in enumerate(items, 1) if name == (_id(item) or str(number))), None)


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node is not None else 1


def _too_deep(text: str) -> int:
    """Find the line where brackets or list marks nest deeper than a parser is safe with, or 0."""
    long = max(map(len, text.split("\n"))) >= 2 * _DEEPEST
    depth = 0
    for match in (_NESTING if long else _BRACKET).finditer(text):
        depth += _DEEPEST if len(match[0]) > 1 else 1 if match[0] in "[{" else -1
        depth = max(depth, 0)
        if depth >= _DEEPEST:
            return text.count("\n", 0, match.start()) + 1
    return 0


def _remedy(what: str) -> str:
    return "quote a text that holds a colon" if "mapping values" in what else "look at this line and the one before it"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever this build has
    """Composes nodes whose tag is empty unless the file gives one: what a text means is asked when it is taken."""

    def descend_resolver(self, *_: object) -> None:
        """Remember no path: no tag depends on it."""

    def ascend_resolver(self) -> None:
        """Likewise."""

    def resolve(self, *_: object) -> str:
        """Leave the tag open."""
        return ""


def _tag(text: str) -> str:
    """Look up the tag that YAML 1.1 gives to a plain text."""
    tags: list[tuple[str, re.Pattern[str]]] = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return next((tag for tag, form in tags if form.match(text)), _TEXT)


_PROBLEMS = {
    _UNKNOWN: ("this field is not known", "correct its name or take it out"),
    "missing": ("this field is missing", ""),
    "string_type": ("this should be a text{shown}", "quote it"),
    "model_type": ("this should be a mapping of fields{shown}", "write {name: value, …}"),
    "dict_type": ("this should be a mapping{shown}", "write {name: value, …}"),
    "named_tuple_type": ("a position is written start-end{shown}", ""),
}
"""Our words for problems of pydantic's types: what is wrong, what to do."""


def _explain(problem: Any) -> tuple[str, str]:
    given = problem["input"]
    shown = f", not {given!r}" if isinstance(given, str | int) and len(str(given)) <= 60 else ""
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"]), ""
    if problem["type"].endswith("_than_equal") and {"goals", "emphasised"} & set(problem["loc"][-2:]):
        return f"there is no goal {given}", "goals are 1 to 17"
    what, hint = _PROBLEMS.get(problem["type"], (problem["msg"].replace("Input should", "this should") + "{shown}", ""))
    return what.replace("{shown}", shown), hint
