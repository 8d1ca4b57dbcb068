"""Text → the labels of the questionnaire's blocks that stand in it, each with where its value begins.

A label is the form's own words at the beginning of a line or of a table's cell, in the spellings of the fields' rows.
Whether it really is a label, or words of a value, is judged in blocks.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itu_kg.model.questionnaire import BLOCKS, BlockKind, asked


def _spellings() -> Iterator[tuple[str, BlockKind | None, bool, str]]:
    """The fields' labels, the form's own words first: field, the kind of block it opens, whether own, the words."""
    of_kinds = [(kind, name, row) for kind in BLOCKS for name, row in asked(kind).items()]
    for kind, name, row in of_kinds:
        if row.label:
            yield name, kind if name == "name" else None, True, row.label
    for _, name, row in of_kinds:
        if row.short_label:
            yield name, None, False, row.short_label


_SPELLINGS = tuple(dict.fromkeys(_spellings()))
_SPACE = r"[ \t\u00a0\u202f]"
_WORDS = "|".join(f"(?P<w{number}>{spelling[3]})" for number, spelling in enumerate(_SPELLINGS))
_LABEL = re.compile(
    r"(?:^[ \t\u00a0\u202f\ufeff|*]{0,20}|(?P<behind>[|\t])[ \u00a0*]{0,5})"
    rf"(?P<item>(?:[•▪◦‣–-]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]){_SPACE}{{0,5}})?(?:{_WORDS})(?!\w)",
    re.MULTILINE | re.IGNORECASE,
)
_BRACKET = re.compile(
    rf"{_SPACE}{{0,3}}\((?:s\)|(?:max|up to|if |please|list|city|countr|optional|\d)[^()\n]{{0,120}}\))", re.IGNORECASE
)
_AFTER = re.compile(
    rf"[*]{{0,2}}(?P<mark>{_SPACE}{{0,5}}[:|]|{_SPACE}{{1,5}}[-–—](?={_SPACE}))?[*]{{0,2}}(?P<space>{_SPACE}{{0,200}})"
)
_GUIDANCE = re.compile(
    r"please (?:include|provide|describe|list|indicate|add)\b"
    r"(?:(?:(?!\n[ \r]{0,9}\n)[^|\t\u00a0]){0,250}?\boutcomes?(?:\(s\))?[.:]?"
    r"|[^|\n\t\u00a0]{0,250}?(?=[|\n\t\u00a0]|\Z))",
    re.IGNORECASE,
)


_LONGEST_BEFORE = 200
"""How much may stand on a line before the cell of a name that begins a block."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that may be a label.

    Attributes:
        field: what it labels.
        block: the kind of block it opens, if it is a name that says so.
        item: what kind of list item it begins, if it does: its sign, "1" or "a".
        start: where its line or cell begins, in the text.
        words: where its words begin.
        end: where its value may begin, after its colon and guidance.
        own: the form's own words ("Event Dates", "Partners (please list …)"), which hardly occur otherwise.
        apart: set off from the value by a colon, a cell, wide space or the end of the line.
        alone: set off by the end of the line only.
    """

    field: str
    block: BlockKind | None
    item: str
    start: int
    words: int
    end: int
    own: bool
    apart: bool
    alone: bool

    def stands_with(self, *others: Label) -> bool:
        """Whether it may be a label of the block that others are of; else it is an item of a list in a value.

        The first label behind a name may be an item where the name is none, or another kind of item.
        """
        alone = len(others) == 1 and others[0].field == "name" and self.apart
        return self.own or not self.item or alone or any(self.item == other.item for other in others)


def find(text: str, start: int, end: int) -> Iterator[Label]:
    """Labels, or what looks like one, from `start` to `end`, in order."""
    before = -1
    for match in _LABEL.finditer(text, start, end):
        group = match.lastgroup or "w0"
        field, block, own, _ = _SPELLINGS[int(group[1:])]
        position = match.end()
        bracketed = False
        while bracket := _BRACKET.match(text, position, end):
            position, bracketed = bracket.end(), bracketed or not bracket[0].endswith("(s)")
        after = _AFTER.match(text, position, end)
        if after is None or (after.end() == position < end and text[position] not in "\r\n"):
            continue
        space = after["space"]
        ends_line = after.end() == end or text[after.end()] in "\r\n"
        apart = bool(after["mark"]) or ends_line or bracketed or len(space) > 1 or not space.isascii() or "\t" in space
        guidance = _GUIDANCE.match(text, after.end(), end) if after["mark"] or bracketed else None
        value = guidance.end() if guidance else after.end()
        if match["behind"] and not (own and apart) and not (match["behind"] == (after["mark"] or "").strip() == "|"):
            continue
        begin = match.start()
        if match["behind"] and field == "name":
            # The cells before a block's first label are its own: its number, or what rows have in common.
            line = text.rfind("\n", max(start, before, begin - _LONGEST_BEFORE), begin)
            begin = line + 1 if line >= 0 else begin
        before = match.start(group)
        alone = ends_line and not after["mark"]
        item = _kind_of_item(match["item"] or "")
        yield Label(field, block, item, begin, match.start(group), value, own or bracketed, apart, alone)


def _kind_of_item(marker: str) -> str:
    sign = marker.strip().strip("(.)")
    return "1" if sign.isdecimal() else "a" if sign.isalpha() else sign
