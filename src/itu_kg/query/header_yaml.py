"""A header's YAML text → its nodes, each with the line of the file it stands on.

Refuses to guess types: every scalar stays the text it is, so that `NO` is a country, `2024-05-01` a date as written and
`010` no octal number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from itu_kg.errors import AssetError

if TYPE_CHECKING:
    import yaml


class Node(NamedTuple):
    """A node: its line in the header, from 0, and one of a text, items or pairs."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: tuple[tuple[Node, Node], ...] | None = None


class Nodes:
    """A header's YAML nodes, and the file's line of each."""

    def __init__(self, where: str, text: str, numbers: tuple[int, ...]) -> None:
        self._where = where
        self._text = text
        self._numbers = numbers

    def root(self) -> Node | None:
        """Parse the YAML; None if there is none."""
        import yaml  # noqa: PLC0415  for queries with a header only

        loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            node: yaml.Node | None = yaml.compose(self._text, Loader=loader)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            raise AssetError(
                f"the header is not YAML: {problem.problem or problem.context}",
                where=self._line(mark.line if mark else 0),
                hint="quote a text that holds a colon",
            ) from problem
        except yaml.YAMLError as problem:
            raise AssetError(f"the header is not YAML: {problem}", where=self._line(0)) from problem
        return None if node is None else self._own(node, {})

    def at(self, node: Node) -> str:
        """Say where a node stands: file:line."""
        return self._line(node.line)

    def pairs(self, node: Node | None, what: str) -> list[tuple[str, Node]]:
        """Give a mapping's keys and values, in order; no node is an empty mapping."""
        if node is None:
            return []
        if node.pairs is None:
            raise AssetError(f"the {what} is not a list of `key: value`", where=self.at(node))
        seen: list[tuple[str, Node]] = []
        for key, value in node.pairs:
            if any(key.text == name for name, _ in seen):
                raise AssetError(f"{key.text!r} is given twice", where=self.at(key))
            seen.append((self.text(key), value))
        return seen

    def mapping(self, node: Node | None, known: tuple[str, ...], what: str) -> dict[str, Node]:
        """Give a mapping all of whose keys are known."""
        pairs = self.pairs(node, what)
        for key, _ in (node.pairs or ()) if node else ():
            if key.text not in known:
                raise AssetError(f"the {what} has an unknown key {key.text!r}", where=self.at(key), hint=choose(known))
        return dict(pairs)

    def text(self, node: Node | None) -> str:
        """Give a scalar as one line; no node is no text."""
        if node is None:
            return ""
        if node.text is None:
            raise AssetError("a text is needed here", where=self.at(node), hint="quote it")
        return " ".join(node.text.split())

    def sequence(self, node: Node | None) -> tuple[str, ...]:
        """Give a list of scalars; no node is an empty list."""
        return tuple(self.text(item) for item in self.items(node))

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """Give the nodes of a list; no node is an empty list."""
        if node is None:
            return ()
        if node.items is None:
            raise AssetError("a list is needed here", where=self.at(node), hint="write [a, b]")
        return node.items

    def truth(self, node: Node | None, what: str, *, default: bool) -> bool:
        """Give a truth value, in either letter case."""
        said = self.text(node).lower()
        if node is None:
            return default
        if said not in {"true", "false"}:
            raise AssetError(f"{what} is true or false, not {said!r}", where=self.at(node))
        return said == "true"

    def _own(self, node: yaml.Node, known: dict[int, Node | None]) -> Node:
        """Turn the parser's node into one of ours; an alias stays one node, so that a small text stays small."""
        import yaml  # noqa: PLC0415  likewise

        line = node.start_mark.line
        if id(node) in known:
            made = known[id(node)]
            if made is None:
                raise AssetError("the header holds itself", where=self._line(line), hint="write it without `*`")
            return made
        known[id(node)] = None
        if isinstance(node, yaml.MappingNode):
            made = Node(line, pairs=tuple((self._own(k, known), self._own(value, known)) for k, value in node.value))
        elif isinstance(node, yaml.SequenceNode):
            made = Node(line, items=tuple(self._own(item, known) for item in node.value))
        else:
            made = Node(line, str(node.value))
        known[id(node)] = made
        return made

    def _line(self, line: int) -> str:
        inside = self._numbers[min(line, len(self._numbers) - 1)] if self._numbers else 1
        return f"{self._where}:{inside}"


def choose(names: tuple[str, ...]) -> str:
    """Say what may be chosen."""
    return f"use one of {', '.join(names)}"
