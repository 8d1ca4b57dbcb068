"""YAML of a header or a file beside queries → its nodes, each with the line of the file it stands on.

Refuses to guess types: every scalar stays the text it is, so that `NO` is a country, `2024-05-01` a date as written and
`010` no octal number.
"""

from __future__ import annotations

from typing import Any

import yaml

from itu_kg.errors import AssetError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C library is not everywhere


class Nodes:
    """Reads YAML nodes; `numbers` are the lines of the file that the lines of `text` have there.

    `what` is what errors call the whole: a header, or a file.
    """

    def __init__(self, where: str, text: str, numbers: tuple[int, ...], *, what: str = "header") -> None:
        self._what = what
        self._where = where
        self._text = text
        self._numbers = numbers

    def root(self) -> yaml.Node | None:
        """Parse the YAML; None if there is none."""
        try:
            node: yaml.Node | None = yaml.compose(self._text, Loader=_LOADER)
        except yaml.MarkedYAMLError as problem:
            mark, what = problem.problem_mark or problem.context_mark, problem.problem or problem.context
            where = self._line(mark.line if mark else 0)
            hint = "quote a text that holds a colon"
            raise AssetError(f"the {self._what} is not YAML: {what}", where=where, hint=hint) from problem
        except yaml.YAMLError as problem:
            raise AssetError(f"the {self._what} is not YAML: {problem}", where=self._line(0)) from problem
        if node is not None:
            self._require_tree(node, set(), set())
        return node

    def at(self, node: yaml.Node) -> str:
        """Where a node stands: file:line."""
        return self._line(node.start_mark.line)

    def pairs(self, node: yaml.Node | None, what: str) -> list[tuple[str, yaml.Node]]:
        """A mapping's keys and values, in order; no node is an empty mapping."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            raise AssetError(f"the {what} is not a list of `key: value`", where=self.at(node))
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in seen:
                raise AssetError(f"{key.value!r} is given twice", where=self.at(key))
            seen[name] = value
        return list(seen.items())

    def mapping(self, node: yaml.Node | None, known: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        """A mapping all of whose keys are known."""
        pairs = self.pairs(node, what)
        if node is not None:
            for key, _ in node.value:
                if key.value not in known:
                    what = f"the {what} has an unknown key {key.value!r}"
                    raise AssetError(what, where=self.at(key), hint=choose(known))
        return dict(pairs)

    def text(self, node: yaml.Node | None) -> str:
        """A scalar as one line; no node is no text."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            raise AssetError("a text is needed here", where=self.at(node), hint="quote it")
        return " ".join(node.value.split())

    def sequence(self, node: yaml.Node | None) -> tuple[str, ...]:
        """A list of scalars; no node is an empty list."""
        return tuple(self.text(item) for item in self.items(node))

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """The nodes of a list; no node is an empty list."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise AssetError("a list is needed here", where=self.at(node), hint="write [a, b]")
        return list(node.value)

    def truth(self, node: yaml.Node | None, what: str, *, default: bool) -> bool:
        """A truth value, in either letter case."""
        text = self.text(node).lower()
        if node is None:
            return default
        if text not in {"true", "false"}:
            raise AssetError(f"{what} is true or false, not {text!r}", where=self.at(node))
        return text == "true"

    def _require_tree(self, node: yaml.Node, above: set[int], done: set[int]) -> None:
        """Refuse a node that is inside itself, as an alias can be; each node is looked at once."""
        if id(node) in above:
            raise AssetError(f"the {self._what} holds itself", where=self.at(node), hint="write it without `*`")
        if id(node) in done or isinstance(node, yaml.ScalarNode):
            return
        done.add(id(node))
        for child in node.value:
            for each in child if isinstance(child, tuple) else (child,):
                self._require_tree(each, {*above, id(node)}, done)

    def _line(self, line: int) -> str:
        inside = self._numbers[min(line, len(self._numbers) - 1)] if self._numbers else 1
        return f"{self._where}:{inside}"


def choose(names: tuple[str, ...]) -> str:
    """A hint that names what may be chosen."""
    return f"use one of {', '.join(names)}"
