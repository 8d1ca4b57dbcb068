"""Bodies in a text: which of them govern, runs of names that only commas and "and" join, and whose a document is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence
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

_ORGAN = r"(?:Assembly|Council|Conference|Board|Committee|Commission|Congress|Parties)"
_NAMED = rf"(?P<body>(?:[A-Z][\w’'-]{{1,30}}\s(?:(?:of|on|and|for)\s(?:the\s)?)?){{0,6}}{_ORGAN})"
_OF = re.compile(r"(?:\s\([^()\n]{1,60}\))?\s(?:of|by|at|from|adopted by|adopted at)\s(?:the\s)?")
_OWN = re.compile(r"(?:['’]s?)?,?\s(?:(?:in|by|through|under|with)\s)?(?:its\s|the\s)?")
_BODY = re.compile(_NAMED)
_BODY_BEFORE = re.compile(rf"\b{_NAMED}{_OWN.pattern}$")
_ACRONYM_BEFORE = re.compile(r"(?<![\w/-])(?P<body>[A-Z]{3,8})(?:['’]s)?\s$")
_NO_NAME = re.compile(r"(?:The|In|By|Under|Through|Following|UN|United\sNations)\s")
_PRINCIPAL = {
    "general-assembly": "unga",
    "security-council": "unsc",
    "economic-and-social-council": "ecosoc",
    "human-rights-council": "hrc",
}
_LOOK_BACK = 120


def governs(words: str, slug: str, report: Report) -> bool:
    """Check whether a body is by its name, here or in the registry, one that decides: an assembly, a council."""
    return any(_GOVERNING.search(name) for name in (words, report.title(f"organisation/{slug}")))


def bodies_from(source: AnnotatedText, bodies: Sequence[Mention], start: int) -> tuple[str, ...]:
    """List the bodies that are named one after another from a position in the source on."""
    run: dict[str, None] = {}
    end = start
    for body in bodies:
        if body.at.start < start:
            continue
        if not _joined(source, _JOINT, end, body.at.start):
            break
        run[body.slug] = None
        end = body.at.end
    return tuple(run)


def bodies_to(source: AnnotatedText, bodies: Sequence[Mention], end: int) -> tuple[str, ...]:
    """List the bodies that are named one after another up to a verb that begins at a position in the source."""
    run: dict[str, None] = {}
    joint = _TO_VERB
    for body in reversed(bodies):
        if body.at.end > end:
            continue
        if not _joined(source, joint, body.at.end, end):
            break
        run[body.slug] = None
        end, joint = body.at.start, _JOINT
    return tuple(reversed(run))


def _joined(source: AnnotatedText, joint: re.Pattern[str], start: int, end: int) -> bool:
    if start >= end:
        return True
    return end - start <= _LONGEST_JOINT and joint.fullmatch(source.words(Span(start, end))) is not None


def issuer_of(sentence: Sentence, number: re.Match[str], bodies: Sequence[Mention], governing: Collection[str]) -> str:
    """Find the slug of the body that a document's number is of; empty where the words name nobody.

    It is named right behind the number ("resolution 53/29 of the Human Rights Council") or right before it, else it
    is the last before it that governs. The registry's bodies come first; then principal organs of the UN by name, and
    any body that the words call an assembly, a council, a board.

    Args:
        sentence: where the number stands.
        number: its match in the sentence.
        bodies: the organisations of the registry that the sentence names, in order.
        governing: the slugs of those that take decisions.
    """
    text, start = sentence.text, sentence.at.start
    of = _OF.match(text, number.end())
    if of:
        after = next((body.slug for body in bodies if body.at.start == start + of.end()), None)
        named = _BODY.match(text, of.end())
        if after or named:
            return after or _slug(named)
    before = [body for body in bodies if body.at.end <= start + number.start()]
    if before and _OWN.fullmatch(text, before[-1].at.end - start, number.start()):
        return before[-1].slug
    words = text[max(0, number.start() - _LOOK_BACK) : number.start()]
    named = _BODY_BEFORE.search(words) or _ACRONYM_BEFORE.search(words)
    if named:
        return _slug(named)
    return next((body.slug for body in reversed(before) if body.slug in governing), "")


def _slug(named: re.Match[str] | None) -> str:
    plain = slug(_NO_NAME.sub("", named["body"])) if named else ""
    return _PRINCIPAL.get(plain, plain)
