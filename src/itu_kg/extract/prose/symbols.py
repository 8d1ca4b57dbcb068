"""Text → symbols: documents cited by symbol or number, with the body that issued them where the text says so.

"Resolution 56/183 of the UN General Assembly" is A/RES/56/183. A number without a body is the respondent's own and
says so. No title is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from itu_kg.registry.gazetteer import Mention

_DIGIT = re.compile(r"[0-9]")
_SYMBOL = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.()-]{0,20}){2,7}|WHA[0-9]{2}\.[0-9]{1,2}"
    r"|GC\([0-9]{2}\)/RES/[0-9]{1,3})(?![\w/])"
)
_NUMBERED = re.compile(
    r"\b(?P<kind>[Rr]esolution|[Dd]ecision|[Rr]ecommendation)s?\s(?:[Nn]o\.?\s)?"
    r"(?P<number>(?=[A-Z.-]{0,6}[0-9])[A-Z0-9][A-Z0-9./-]{0,20}(?:\([0-9]{4}\))?(?:/[A-Z]{2,4})?)"
)
_OTHERS = re.compile(r"(?:,\s|\sand\s)(?P<number>[0-9]{1,4}/[0-9]{1,4})(?![\w/])")
_SESSION_AND_NUMBER = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
_OF = re.compile(r"(?:\s\([^()\n]{1,60}\))?\s(?:of|by|at|from|adopted by|adopted at)\s(?:the\s)?")
_ISSUERS = {"unga": "A/RES", "ecosoc": "E/RES", "unsc": "S/RES"}
_BY_PREFIX = {"A": "unga", "E": "ecosoc", "S": "unsc"}


class Symbol(NamedTuple):
    """A document cited by symbol: where, its symbol, its slug, and the slug of the body it is of (empty if unsaid)."""

    at: Span
    symbol: str
    slug: str
    issuer: str


def symbols(
    text: str, start: int, bodies: Sequence[Mention], governing: Collection[str], respondent: str
) -> Iterator[Symbol]:
    """Find the symbols of a text.

    Args:
        text: a sentence.
        start: where it begins in the source; positions count from there.
        bodies: the organisations it names, in order.
        governing: the slugs of those that take decisions.
        respondent: whose resolution a number without a body is.
    """
    if not _DIGIT.search(text):
        return
    for match in _SYMBOL.finditer(text):
        symbol = match[0].rstrip(".-(")
        if any(character.isdigit() for character in symbol):
            issuer = _BY_PREFIX.get(symbol.split("/", 1)[0], "")
            at = Span(start + match.start(), start + match.start() + len(symbol))
            yield Symbol(at, symbol, slug(symbol), issuer)
    for match in _NUMBERED.finditer(text):
        if match["number"].count("/") > 1:
            continue
        issuer, kind = _issuer(text, start, match, bodies, governing), match["kind"].capitalize()
        number = match["number"].rstrip("./-")
        cut = len(match["number"]) - len(number)
        yield _numbered(kind, number, Span(start + match.start(), start + match.end() - cut), issuer or respondent)
        end = match.end()
        while other := _OTHERS.match(text, end):
            first, end = other.span("number")
            yield _numbered(kind, other["number"], Span(start + first, start + end), issuer or respondent)


def _numbered(kind: str, number: str, at: Span, issuer: str) -> Symbol:
    if issuer in _ISSUERS and kind == "Resolution" and _SESSION_AND_NUMBER.fullmatch(number):
        symbol = f"{_ISSUERS[issuer]}/{number}"
        return Symbol(at, symbol, slug(symbol), issuer)
    return Symbol(at, f"{kind} {number}", slug(issuer, kind, number), issuer)


def _issuer(text: str, start: int, match: re.Match[str], bodies: Sequence[Mention], governing: Collection[str]) -> str:
    """Give the body that a number is of: named right after it, right before it, or last before it."""
    of = _OF.match(text, match.end())
    if of:
        after = next((body for body in bodies if body.at.start == start + of.end()), None)
        if after:
            return after.slug
    before = [body for body in bodies if body.at.end <= start + match.start()]
    if not before:
        return ""
    gap = text[before[-1].at.end - start : match.start()]
    if not gap.strip(" \u00a0\n'’s"):
        return before[-1].slug
    return next((body.slug for body in reversed(before) if body.slug in governing), "")
