"""A plain header's text → its nodes, without a YAML parser: loading one costs a short command a tenth of its time.

Plain is what most headers are: on each line a key and a text, a `[list]`, a folded text (`>-`) or parameters in
`{braces}`, every text without a sign of YAML's own in it (YAML 1.2.2 §7.3.3) or in double quotes without a backslash.
Refuses whatever else there is by answering nothing: that is for the parser, with every complaint. Where it answers, the
answer is the parser's.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Node(NamedTuple):
    """A node: its line in the header, from 0, and one of a text, items or pairs."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: tuple[tuple[Node, Node], ...] | None = None


_KEY = re.compile(r"([a-z_]+):(?: +(\S.*?))? *")
_INSIDE = re.compile(r"( +)([a-z_]+): +\{(.*)\} *")
_FOLDED = re.compile(r"( +)(\S.*)")
# A colon before a space ends a key, ` #` begins a comment; inside brackets a few signs more have a meaning.
_TEXT = re.compile(r'(?:"([^"\\]*)"|([^\W_](?:[^#:]|:(?=\S))*))')
_PART = re.compile(r'(?:"([^"\\]*)"|([^\W_][^#:,\[\]{}]*))')
_LISTED = re.compile(r"\[([^\[\]]*)\]")
_GIVEN = re.compile(r'([a-z_]+): +(\[[^\[\]"]*\]|"[^"\\]*"|[^\W_][^#:,\[\]{}"]*)(?:, +|$)')


def read(text: str) -> Node | None:
    """Read a header's YAML, without its `#+ `; None if it is not plain."""
    lines = text.split("\n")
    if not all(line.isprintable() for line in lines):
        return None
    made: list[tuple[Node, Node]] = []
    number = 0
    while number < len(lines):
        match = _KEY.fullmatch(lines[number])
        if match is None:
            return None
        key, said = match.groups()
        end = number + 1
        while end < len(lines) and lines[end].startswith(" "):
            end += 1
        below = lines[number + 1 : end]
        value = _below(said, below, number) if below else _value(said or "", number, _TEXT)
        if value is None:
            return None
        made.append((Node(number, key), value))
        number = end
    return Node(0, pairs=tuple(made))


def _below(said: str | None, lines: list[str], number: int) -> Node | None:
    """Read the indented lines under a key: a folded text, or parameters."""
    if said not in {None, ">-"}:
        return None
    pattern = _INSIDE if said is None else _FOLDED
    found = [pattern.fullmatch(line) for line in lines]
    if not all(found) or len({match[1] for match in found if match}) != 1:
        return None
    if said is not None:
        return Node(number, " ".join(match[2] for match in found if match))
    made: list[tuple[Node, Node]] = []
    for line, match in enumerate((match for match in found if match), start=number + 1):
        inside = _given(match[3], line)
        if inside is None:
            return None
        made.append((Node(line, match[2]), inside))
    return Node(number + 1, pairs=tuple(made))


def _given(text: str, line: int) -> Node | None:
    """Read what stands in a parameter's braces."""
    made: list[tuple[Node, Node]] = []
    at = 0
    while at < len(text):
        match = _GIVEN.match(text, at)
        value = _value(match[2], line, _PART) if match else None
        if match is None or value is None or text[at : match.end()].endswith(" ") == (match.end() == len(text)):
            return None
        made.append((Node(line, match[1]), value))
        at = match.end()
    return Node(line, pairs=tuple(made))


def _value(text: str, line: int, pattern: re.Pattern[str]) -> Node | None:
    """Read a text or a list of texts."""
    if listed := _LISTED.fullmatch(text):
        parts = [_value(part.strip(" "), line, _PART) for part in listed[1].split(",")]
        items = tuple(part for part in parts if part is not None and part.text is not None)
        return Node(line, items=items) if len(items) == len(parts) else None
    match = pattern.fullmatch(text)
    return Node(line, match[2].rstrip(" ") if match[1] is None else match[1]) if match else None
