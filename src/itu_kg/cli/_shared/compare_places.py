"""`--compare A B`: one query in two places, and the rows that only one of them answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.cli._shared import query_source
from itu_kg.cli._shared.answer_output import deliver
from itu_kg.cli._shared.options import say
from itu_kg.errors import UsageError, VerificationError
from itu_kg.model.queryable import AnswerHeading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from itu_kg.model.assets import Assets
    from itu_kg.model.queryable import Answer, Queryable
    from itu_kg.query.difference import Comparison


@dataclass(frozen=True, slots=True)
class Places:
    """Two places to ask, as `--on` names them, and how they are opened."""

    names: tuple[str, str]
    base: str
    seconds: float
    guarded: bool

    def open(self) -> tuple[Queryable, ...]:
        """Open both.

        The engine of files writes numbers and truth values in a way of its own; beside files an endpoint's are written
        so too, while two endpoints are compared as they spell.
        """
        rewrite = not all("://" in name for name in self.names)
        return tuple(
            query_source.open_(name, base=self.base, seconds=self.seconds, guarded=self.guarded, rewrite=rewrite)
            for name in self.names
        )


def refuse(**others: object) -> None:
    """Refuse options that mean nothing beside `--compare`.

    Raises:
        UsageError: one of them is given.
    """
    for name, value in others.items():
        if value is not None:
            raise UsageError(f"--{name} and --compare exclude each other", where="--compare", hint="leave one out")


def compare(
    places: Places, ask: Callable[[Queryable], Answer], assets: Assets, *, form: str | None, output: Path | None
) -> None:
    """Ask in both places; print the rows that differ, and say how many.

    Raises:
        VerificationError: some do.
    """
    from itu_kg.query import difference  # noqa: PLC0415  for --compare only

    first, second = places.open()
    found = difference.compare(ask(first), ask(second))
    names = _distinct(places.names)
    about = AnswerHeading("Rows that differ between two places", " and ".join(names), places.base)
    deliver(found.table(names), about, assets, form=form, output=output, chart=None)
    counts = f"rows only in {names[0]}: {len(found.first)}, only in {names[1]}: {len(found.second)}, in both"
    if found.same:
        say(f"the same in both, rows: {found.both}")
        return
    raise VerificationError(f"{counts}: {found.both}", hint=_hint(found))


def _distinct(names: tuple[str, str]) -> tuple[str, str]:
    """Tell a place from itself, and leave out what an address has after its path: it may be a key."""
    one, two = (name.partition("?")[0] if "://" in name else name for name in names)
    return (one, two) if one != two else (f"{one} (first)", f"{two} (second)")


def _hint(found: Comparison) -> str:
    if not found.spelt or found.example is None:
        return ""
    one, two = (
        "^^".join(part for part in (cell.value, cell.datatype.rpartition("#")[2]) if part) for cell in found.example
    )
    return f"of these pairs differ in spelling alone: {found.spelt}, as in {one} and {two}"
