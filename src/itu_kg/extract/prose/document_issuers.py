"""Words around a document's number → the slug of the body it is of: "resolution 53/29 of the Human Rights Council".

The registry's bodies come first; then principal organs of the UN by name, and any body that the words call an
assembly, a council, a board. Where the words name nobody, nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from itu_kg.registry.gazetteer import Mention

_ORGAN = r"(?:Assembly|Council|Conference|Board|Committee|Commission|Congress|Parties)"
_NAMED = rf"(?P<body>(?:[A-Z][\w’'-]{{1,30}}\s(?:(?:of|on|and|for)\s(?:the\s)?)?){{0,6}}{_ORGAN})"
_OF = re.compile(r"(?:\s\([^()\n]{1,60}\))?\s(?:of|by|at|from|adopted by|adopted at)\s(?:the\s)?")
_OWN = re.compile(r"(?:['’]s?)?,?\s(?:(?:in|by|through|under|with)\s)?(?:its\s|the\s)?")
_BODY = re.compile(_NAMED)
_BODY_BEFORE = re.compile(rf"\b{_NAMED}{_OWN.pattern}$")
_ACRONYM_BEFORE = re.compile(r"(?<![\w/-])(?P<body>[A-Z]{3,8})(?:['’]s)?\s$")
_OPENING = re.compile(r"(?:The|In|By|Under|Through|Following)\s")
_UN = re.compile(r"(?:UN|United\sNations)\s")
_PRINCIPAL = {
    "general-assembly": "unga",
    "security-council": "unsc",
    "economic-and-social-council": "ecosoc",
    "human-rights-council": "hrc",
}
_LOOK_BACK = 120


def issuer(text: str, start: int, at: re.Match[str], bodies: Sequence[Mention], governing: Collection[str]) -> str:
    """Give the body that a number is of: named right behind it, right before it, or the last before it that governs.

    Args:
        text: the sentence.
        start: where it begins in the source.
        at: the number's match in the sentence.
        bodies: the organisations of the registry that it names, in order.
        governing: the slugs of those that take decisions.
    """
    of = _OF.match(text, at.end())
    if of:
        after = next((body.slug for body in bodies if body.at.start == start + of.end()), None)
        named = _BODY.match(text, of.end())
        if after or named:
            return after or _slug(named)
    before = [body for body in bodies if body.at.end <= start + at.start()]
    if before and _OWN.fullmatch(text, before[-1].at.end - start, at.start()):
        return before[-1].slug
    words = text[max(0, at.start() - _LOOK_BACK) : at.start()]
    named = _BODY_BEFORE.search(words) or _ACRONYM_BEFORE.search(words)
    if named:
        return _slug(named)
    return next((body.slug for body in reversed(before) if body.slug in governing), "")


def _slug(named: re.Match[str] | None) -> str:
    words = _UN.sub("", _OPENING.sub("", named["body"])) if named else ""
    return _PRINCIPAL.get(slug(words), slug(words))
