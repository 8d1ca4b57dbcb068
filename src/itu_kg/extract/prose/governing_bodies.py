"""Bodies in a text: which of them govern, and runs of names that only commas and "and" join."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.model.base import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.extract.prose.annotated_text import Reading, Report
    from itu_kg.registry.gazetteer import Mention

_GOVERNING = re.compile(
    r"assembl|council|conference|board|committee|commission|congress|\bgoverning|parties\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:['’]s?)?(?:\s?\([^()]{1,20}\))?[\s,;]*(?:(?:and|as well as|together with|along with|the)[\s,]+)*"
)
_TO_VERB = re.compile(
    r"(?:\s?\([^()]{1,20}\))?[\s,]*(?:(?:has|have|had|also|jointly|successfully|is|currently)[\s,]+)*"
)
_LONGEST_JOINT = 48


def governs(reading: Reading, body: Span, slug: str, report: Report) -> bool:
    """Say whether a body named in the text is by its name one that decides: an assembly, a council, a committee."""
    names = reading.words(body), report.title(f"organisation/{slug}")
    return any(_GOVERNING.search(name) for name in names)


def run_from(reading: Reading, bodies: Sequence[Mention], start: int) -> tuple[str, ...]:
    """Give the bodies that are named one after another from a position in the source on."""
    run: dict[str, None] = {}
    end = start
    for body in bodies:
        if body.at.start < start:
            continue
        if not _joined(reading, _JOINT, end, body.at.start):
            break
        run[body.slug] = None
        end = body.at.end
    return tuple(run)


def run_to(reading: Reading, bodies: Sequence[Mention], end: int) -> tuple[str, ...]:
    """Give the bodies that are named one after another up to a verb that begins at a position in the source."""
    run: dict[str, None] = {}
    joint = _TO_VERB
    for body in reversed(bodies):
        if body.at.end > end:
            continue
        if not _joined(reading, joint, body.at.end, end):
            break
        run[body.slug] = None
        end, joint = body.at.start, _JOINT
    return tuple(reversed(run))


def _joined(reading: Reading, joint: re.Pattern[str], start: int, end: int) -> bool:
    if start >= end:
        return True
    return end - start <= _LONGEST_JOINT and joint.fullmatch(reading.words(Span(start, end))) is not None
