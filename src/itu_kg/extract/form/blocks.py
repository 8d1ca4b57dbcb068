"""Answer → Blocks: the events, resources and partnerships it describes, each field with its words.

A block is typed by its first label, never by the number of the question: forms of other years ask in another order.
A table with labels in its first row has a block in each other row.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from itu_kg.extract.form import labels, tables
from itu_kg.extract.form.tables import CELL
from itu_kg.model.base import Span
from itu_kg.model.questionnaire import BLOCKS, BlockKind, asked

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.form.labels import Label
    from itu_kg.extract.form.tables import Table

MOST = 10_000
"""How many blocks of a page are read; the form asks for three of each kind, and a record cannot hold a million."""

_CELL_END = re.compile(r"\|[ \t\r\u00a0]*\n(?![ \t\u00a0]*\|)")
"""Where the row of a value ends; rows that go on with it leave its label's cell empty."""
_LOOK_AHEAD = 4
_ORDER = {kind: tuple(asked(kind)) for kind in BLOCKS}
_KINDS_WITH = Counter(name for names in _ORDER.values() for name in names)
_KIND_BY: dict[str, BlockKind] = {
    name: kind for kind, names in _ORDER.items() for name in names if _KINDS_WITH[name] == 1
}
"""The kind of block that has a field, where only one has."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what it describes, its fields as they stand, its labels' positions, where it lies, and a doubt."""

    kind: BlockKind
    fields: Mapping[str, Excerpt]
    labels: tuple[Span, ...]
    at: Span
    doubt: str = ""


@dataclass(slots=True)
class _OpenBlock:
    """A block being read: its kind and its labels so far."""

    kind: BlockKind
    labels: list[Label] = field(default_factory=list)

    def takes(self, label: Label) -> bool:
        """Whether `label` is a label of this block here, or words of the value it stands in."""
        order = _ORDER[self.kind]
        if label.field not in order:
            return False
        last = self.labels[-1]
        if label.start < last.end or not label.stands_with(*self.labels):
            return False  # the value of the last label, or an item of a list in it
        later = order.index(label.field) > order.index(last.field)
        if any(taken.field == label.field for taken in self.labels):
            # "Website: …" inside a description, and then the form's own "Website (if applicable)".
            return label.field == last.field == "websites" and label.own and not last.own
        if label.apart:
            return later or label.own or (last.field != "description" and not label.alone)
        return later and label.own

    def take(self, label: Label) -> None:
        """Add a label; one taken before for the same field was words of a value."""
        self.labels = [taken for taken in self.labels if taken.field != label.field]
        self.labels.append(label)


def read(answer: Excerpt, most: int = MOST) -> tuple[Block, ...]:
    """Read the blocks of an answer, in order, up to the `most`; what stands behind those is in none."""
    following = labels.find(answer.text, 0, len(answer.text))
    ahead = deque(islice(following, _LOOK_AHEAD))
    opened: list[_OpenBlock | tuple[Block, ...]] = []
    count = behind = 0
    until = len(answer.text)
    while ahead:
        label = ahead.popleft()
        ahead.extend(islice(following, 1))
        if label.words < behind:
            continue
        last = opened[-1] if opened else None
        table = tables.read(answer, label.words, most - count) if label.field == "name" and count < most else None
        kind = _opened_kind(*_name_and_others(table)) if table else None
        if table and kind:
            opened.append(tuple(_of_table(kind, table)))
            count, behind = count + len(table.things), table.end
            continue
        kind = _opened_kind(label, ahead) if label.field == "name" else None
        if kind and count == most:
            until = label.start
            break
        if kind:
            opened.append(_OpenBlock(kind, [label]))
            count += 1
        elif isinstance(last, _OpenBlock) and last.takes(label):
            last.take(label)
    ends = [*(_start(part, answer) for part in opened), until][1:]
    return tuple(
        block
        for part, end in zip(opened, ends, strict=True)
        for block in ((_block(answer, part, end),) if isinstance(part, _OpenBlock) else part)
    )


def _start(part: _OpenBlock | tuple[Block, ...], answer: Excerpt) -> int:
    return part.labels[0].start if isinstance(part, _OpenBlock) else part[0].at.start - answer.start


def _opened_kind(label: Label, ahead: Iterable[Label]) -> BlockKind | None:
    """The kind of block that a name's label opens, if it opens one.

    A bare "Name" opens one only where the form's next label follows; the labels after it say which kind it is.
    """
    if label.block or not label.apart:
        return label.block
    for following in ahead:
        kind = _KIND_BY.get(following.field) if following.stands_with(label) else None
        if kind or (following.field != "goals" and following.stands_with(label)):
            return kind
    return None


def _name_and_others(table: Table) -> tuple[Label, list[Label]]:
    others = [label for label, _ in table.labels if label.field != "name"]
    return next(label for label, _ in table.labels if label.field == "name"), others


def _of_table(kind: BlockKind, table: Table) -> Iterator[Block]:
    """The blocks of a table; its labels are the first one's."""
    marks, order = tuple(words.at for _, words in table.labels), _ORDER[kind]
    foreign = [*table.foreign, *(words.text for label, words in table.labels if label.field not in order)]
    for number, thing in enumerate(table.things):
        doubts = [f"no field for the columns {', '.join(foreign)}"] if foreign and not number else []
        if thing.fields is None:
            doubts.append("more cells than labels in a row, which is not read")
        begin, end = (
            (thing.words.start, thing.words.end)
            if number
            else (min(marks[0].start, thing.words.start), max(marks[-1].end, thing.words.end))
        )
        fields = {name: value for name, value in (thing.fields or {}).items() if name in order}
        yield Block(kind, fields, () if number else marks, Span(begin, end), "; ".join(doubts))


def _block(answer: Excerpt, block: _OpenBlock, end: int) -> Block:
    ends = [*(label.start for label in block.labels[1:]), end]
    values: dict[str, Excerpt] = {}
    spans: list[Span] = []
    for label, stop in zip(block.labels, ends, strict=True):
        begin = min(label.end, stop)
        row = None
        if CELL in answer.text[label.words : begin] and (label.field != "description" or stop == end):
            row = _CELL_END.search(answer.text, begin, stop)
        values[label.field] = answer.cut(begin, row.start() if row else stop, CELL)
        spans.append(answer.cut(label.words, begin, CELL).at)
    last = max((value.end for value in values.values() if value.text), default=spans[-1].end)
    begin = answer.cut(block.labels[0].start, block.labels[0].end, CELL).start
    return Block(block.kind, values, tuple(spans), Span(begin, max(last, spans[-1].end)))


def between(answer: Excerpt, within: Sequence[Block]) -> Iterator[Excerpt]:
    """What an answer says outside its blocks, part by part."""
    ends = [*((block.at.start, block.at.end) for block in within), (answer.end, answer.end)]
    for (_, start), (end, _) in pairwise([(answer.start, answer.start), *ends]):
        part = answer.cut(start - answer.start, end - answer.start, CELL)
        if part.text:
            yield part
