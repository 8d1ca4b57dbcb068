"""A header's YAML text → its nodes, each with the line of the file it stands on.

Refuses to guess types: every scalar stays the text it is, so that `NO` is a country, `2024-05-01` a date as written and
`010` no octal number.
"""

from __future__ import annotations

from typing import Any

import yaml

from itu_kg.errors import AssetError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Nodes:
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
                        f"the {what} has an unknown key {key.value!r}", where=self.at(key), hint=choose(known)
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
        return tuple(self.text(item) for item in self.items(node))

    def items(self, node: yaml.Node | None) -> tuple[yaml.Node, ...]:
        """Give the nodes of a list; no node is an empty list."""
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise AssetError("a list is needed here", where=self.at(node), hint="write [a, b]")
        return tuple(node.value)

    def truth(self, node: yaml.Node | None, what: str, *, default: bool) -> bool:
        """Give a truth value, in either letter case."""
        said = self.text(node).lower()
        if node is None:
            return default
        if said not in {"true", "false"}:
            raise AssetError(f"{what} is true or false, not {said!r}", where=self.at(node))
        return said == "true"

    def _line(self, line: int) -> str:
        inside = self._numbers[min(line, len(self._numbers) - 1)] if self._numbers else 1
        return f"{self._where}:{inside}"


def choose(names: tuple[str, ...]) -> str:
    """Say what may be chosen."""
    return f"use one of {', '.join(names)}"
