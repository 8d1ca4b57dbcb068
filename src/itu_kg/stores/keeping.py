"""The kind of a store → what it will hold of each line of N-Triples, and by which way the line can get there.

What a kind makes of a term is `fidelity`'s to say; here it is remembered, since the same values come again and again.
A line that a PUT would spoil and an update would not goes by update.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.model.graph import Term
from itu_kg.stores.fidelity import Way, predict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.stores.profiles import Profile

_REMEMBERED = 50_000


class Kept(NamedTuple):
    """What a store will hold of a line (None: nothing that can be told), why it differs, and whether it must go late.

    `given` and `stored` are the term that differs.
    """

    line: str | None
    reason: str = ""
    late: bool = False
    given: Term = Term("")
    stored: Term = Term("")


class Keeping:
    """What one kind of store will hold of lines.

    Args:
        profile: the kind.
        puts: whether it is reached by a graph store, or by updates alone.
    """

    def __init__(self, profile: Profile, *, puts: bool = True) -> None:
        self._puts = puts
        limits = (profile.iri_bytes, profile.put_literal if puts else None, profile.update_literal)
        self._long = min((limit for limit in limits if limit), default=1 << 62) // 4  # a character has up to 4 bytes
        self._fate = lru_cache(_REMEMBERED)(lambda term, way: predict(profile, term, way))

    def worth_a_look(self, lines: Sequence[bytes]) -> list[int]:
        """Say which lines may hold something that is not kept, or a blank node; all others are kept by every store.

        Args:
            lines: lines of canonical N-Triples, in UTF-8.
        """
        long = self._long
        return [
            at
            for at, line in enumerate(lines)
            if b'"^^<' in line or len(line) > long or b"_:" in line or b"<nodeID:" in line
        ]

    def of(self, line: str) -> Kept:
        """Say what becomes of a line.

        Args:
            line: a line of canonical N-Triples, with its line feed.
        """
        subject, predicate, rest = line.split(" ", 2)
        way = Way.PUT if self._puts else Way.UPDATE
        terms: tuple[Term, ...]
        # IRIs are kept unless they are long, or of a scheme of a store's own.
        short = len(line) <= self._long and "<nodeID:" not in line
        terms = tuple(map(Term, (rest[:-3],) if short else (subject, predicate, rest[:-3])))
        fates = [self._fate(term, way) for term in terms]
        late = False
        if self._puts and any(fate.term is None for fate in fates):
            fates, late = [self._fate(term, Way.UPDATE) for term in terms], True
        for term, fate in zip(terms, fates, strict=True):
            if fate.term is None:
                return Kept(None, fate.reason, late, term)
        for term, fate in zip(terms, fates, strict=True):
            if fate.term is not None and not fate.kept:
                stored = " ".join(each.term or "" for each in fates)
                before = f"{subject} {predicate} " if short else ""
                return Kept(f"{before}{stored} .\n", fate.reason, late, term, fate.term)
        return Kept(line, late=late)

    def alike(self, line: str) -> bool:
        """Whether a store makes the same of a line by PUT and by update."""
        subject, predicate, rest = line.split(" ", 2)
        return all(
            self._fate(term, Way.PUT) == self._fate(term, Way.UPDATE) for term in (subject, predicate, rest[:-3])
        )
