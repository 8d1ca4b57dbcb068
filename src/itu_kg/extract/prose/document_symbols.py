"""Text → symbols: documents cited by symbol or number, with the body that issued them where the text says so.

"Resolution 56/183 of the UN General Assembly" is A/RES/56/183. A number without a body is the respondent's own and
says so. No title is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.document_issuers import issuer
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from itu_kg.registry.gazetteer import Mention

_SYMBOL = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.()-]{0,20}){2,7}|WHA[0-9]{2}\.[0-9]{1,2}"
    r"|GC\([0-9]{2}\)/RES/[0-9]{1,3})(?![\w/])"
)
_NUMBERED = re.compile(
    r"\b(?P<kind>[Rr]esolution|[Dd]ecision|[Rr]ecommendation)s?\s(?:[Nn]o\.?\s)?"
    r"(?P<number>(?=[A-Z.-]{0,6}[0-9])[A-Z0-9][A-Z0-9./-]{0,20})"
)
_YEAR = re.compile(r"\s?\((?P<year>(?:19|20)[0-9]{2})\)")
_OTHERS = re.compile(r"(?:,\s|\sand\s)(?P<number>[0-9]{1,4}/[0-9]{1,4})(?![\w/])")
_SHAPES = {
    "unga": ("A/RES", re.compile(r"[0-9]{1,3}/[0-9]{1,4}")),
    "ecosoc": ("E/RES", re.compile(r"[0-9]{4}/[0-9]{1,3}")),
    "hrc": ("A/HRC/RES", re.compile(r"(?:S-)?[0-9]{1,2}/[0-9]{1,3}")),
    "unsc": ("S/RES", re.compile(r"[0-9]{1,4}")),
}
"""How the UN's principal organs number their resolutions, and the symbol's beginning."""
_NO_SHAPE = re.compile(r"(?!)")
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
    for match in _SYMBOL.finditer(text):
        symbol = match[0].rstrip(".-(")
        if any(character.isdigit() for character in symbol):
            at = Span(start + match.start(), start + match.start() + len(symbol))
            yield Symbol(at, symbol, slug(symbol), _BY_PREFIX.get(symbol.split("/", 1)[0], ""))
    for match in _NUMBERED.finditer(text):
        if match["number"].count("/") > 1:
            continue
        number = match["number"].rstrip("./-")
        end = start + match.end() - (len(match["number"]) - len(number))
        numbered = _Numbered(match["kind"].capitalize(), issuer(text, start, match, bodies, governing) or respondent)
        year = _YEAR.match(text, match.end()) if numbered.issuer == "unsc" else None
        yield numbered.symbol(number, Span(start + match.start(), end), f"({year['year']})" if year else "")
        position = match.end()
        while other := _OTHERS.match(text, position):
            first, position = other.span("number")
            yield numbered.symbol(other["number"], Span(start + first, start + position))


class _Numbered(NamedTuple):
    """What documents cited by number have in common: what they are, and of which body."""

    kind: str
    issuer: str

    def symbol(self, number: str, at: Span, year: str = "") -> Symbol:
        """Give the symbol of a number: the UN's own for its principal organs, else what it is and its number."""
        beginning, shape = _SHAPES.get(self.issuer, ("", _NO_SHAPE))
        if self.kind == "Resolution" and shape.fullmatch(number):
            symbol = f"{beginning}/{number}{year}"
            return Symbol(at, symbol, slug(symbol), self.issuer)
        return Symbol(at, f"{self.kind} {number}", slug(self.issuer, self.kind, number), self.issuer)
