"""Sorted statements × sorted statements → the subjects of which they do not say the same: a merge join.

All that is said of a subject, in whichever graph, stands together in sorted N-Quads, so each side is read once and one
subject of it is held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Differing(NamedTuple):
    """A subject, with the lines that each side has of it."""

    subject: str
    old: list[str]
    new: list[str]

    @property
    def removed(self) -> list[str]:
        """The lines that are gone, sorted."""
        return sorted(set(self.old).difference(self.new))

    @property
    def added(self) -> list[str]:
        """The lines that are new, sorted."""
        return sorted(set(self.new).difference(self.old))


def differing(old: Iterable[str], new: Iterable[str]) -> Iterator[Differing]:
    """Give the subjects on which two sides differ, in order; both sides are sorted and unique."""
    before, after = subjects(old), subjects(new)
    left, right = next(before, None), next(after, None)
    while left or right:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None  # noqa: S101  for the type checker: one of the two is there
            yield Differing(left[0][:-1], left[1], [])
            left = next(before, None)
        elif left is None or right[0] < left[0]:
            yield Differing(right[0][:-1], [], right[1])
            right = next(after, None)
        else:
            if left[1] != right[1]:
                yield Differing(left[0][:-1], left[1], right[1])
            left, right = next(before, None), next(after, None)


def subjects(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Group sorted lines by subject; it comes with the space that ends it, so that subjects sort as their lines do."""
    head, held = "", list[str]()
    for line in lines:
        if head and line.startswith(head):
            held.append(line)
            continue
        if held:
            yield head, held
        head, held = line[: line.index(" ") + 1], [line]
    if held:
        yield head, held
