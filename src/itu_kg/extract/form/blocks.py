"""Answer → Blocks: the events, resources and partnerships it describes, each field with its words.

A block is typed by its first label, never by the number of the question: forms of other years ask in another order.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from itu_kg.extract.form import labels
from itu_kg.model.base import Span
from itu_kg.model.questionnaire import BLOCKS, BlockKind, asked

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.form.labels import Label

CELL = "|"
MOST = 10_000
"""How many blocks of a page are read; the form asks for three of each kind, and a record cannot hold a million."""

_LOOK_AHEAD = 4
_ORDER = {kind: tuple(asked(kind)) for kind in BLOCKS}
_KINDS_WITH = Counter(name for names in _ORDER.values() for name in names)
_KIND_BY: dict[str, BlockKind] = {
    name: kind for kind, names in _ORDER.items() for name in names if _KINDS_WITH[name] == 1
}
"""The kind of block that has a field, where only one has."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what it describes, its fields as they stand, its labels' positions, and where it lies."""

    kind: BlockKind
    fields: dict[str, Excerpt]
    labels: tuple[Span, ...]
    at: Span


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
    opened: list[_OpenBlock] = []
    until = len(answer.text)
    while ahead:
        label = ahead.popleft()
        ahead.extend(islice(following, 1))
        kind = _opened_kind(label, ahead) if label.field == "name" else None
        if kind and len(opened) == most:
            until = label.start
            break
        if kind:
            opened.append(_OpenBlock(kind, [label]))
        elif opened and opened[-1].takes(label):
            opened[-1].take(label)
    ends = [*(block.labels[0].start for block in opened), until]
    return tuple(_block(answer, block, end) for block, end in zip(opened, ends[1:], strict=True))


def _opened_kind(label: Label, ahead: Iterable[Label]) -> BlockKind | None:
    """The kind of block that a name's label opens, if it opens one.

    A bare "Name" opens one only where the form's next label follows; the labels after it say which kind it is.
    """
    if label.block or not label.apart:
        return label.block
    for following in ahead:
        kind = _KIND_BY.get(following.field)
        if kind or following.field != "goals":
            return kind
    return None


def _block(answer: Excerpt, block: _OpenBlock, end: int) -> Block:
    ends = [*(label.start for label in block.labels[1:]), end]
    values: dict[str, Excerpt] = {}
    spans: list[Span] = []
    for label, stop in zip(block.labels, ends, strict=True):
        begin = min(label.end, stop)
        values[label.field] = answer.cut(begin, stop, CELL)
        spans.append(answer.cut(label.words, begin, CELL).at)
    last = max((value.end for value in values.values() if value.text), default=spans[-1].end)
    return Block(block.kind, values, tuple(spans), Span(answer.start + block.labels[0].words, max(last, spans[-1].end)))


def between(answer: Excerpt, within: Sequence[Block]) -> Iterator[Excerpt]:
    """What an answer says outside its blocks, part by part."""
    ends = [*((block.at.start, block.at.end) for block in within), (answer.end, answer.end)]
    for (_, start), (end, _) in pairwise([(answer.start, answer.start), *ends]):
        part = answer.cut(start - answer.start, end - answer.start, CELL)
        if part.text:
            yield part
