"""Name of a block → what it brings along: its acronym, its series, its edition, and the slug it gets.

An acronym counts where it stands for the whole name, in the name or where the block's own description repeats it.
An edition counts where the description says it too: "39th" in a name alone is nobody's confirmed number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.extract.words import ORDINAL, ORDINALS, holds, ordinal_number
from itu_kg.model.fields import Name, Ordinal, Quote, Website
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.fields.name_list import KnownNames

_ACRONYM = r"(?P<acronym>[A-Z](?=[^()\s]{0,14}[A-Z0-9])[A-Za-z0-9+&/.-]{1,14})"
_BRACKET = re.compile(rf"\s{{0,3}}\(\s{{0,3}}{_ACRONYM}\s{{0,3}}\)\s{{0,3}}")
_ACRONYM_AHEAD = re.compile(rf"\({_ACRONYM}\)", re.IGNORECASE)
_KIND_WORDS = re.compile(
    r"(?:\s*\b(?:global|digital|joint|international|initiative|coalition|programme|program|project|partnership|alliance"
    r"|network|platform|forum|conference|summit|framework|campaign|fund|facility)\b)*\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[\s,]{0,3}\(?\b(?:19|20)\d\d\b\)?\Z")
_LEADING = re.compile(rf"(?:the )?{ORDINAL}(?:-ever)?(?: annual)?(?: edition of)?(?: the)? ", re.IGNORECASE)
_COUNTED = re.compile(r"[0-9](?:st|nd|rd|th)\b", re.IGNORECASE)
_BODY = re.compile(r"[A-Z]{2,8}(?:-[A-Z])? ")
_STILL_TO_COME = re.compile(r"\b(?:is|are) (?:expected|planned|scheduled)\b|\bwill\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_LONGEST_SENTENCE = 500
_BLANK = re.compile(r"\n[ \t\r\u00a0]*\n")


@dataclass(frozen=True, slots=True)
class BlockTitle:
    """A block's name and what it brings along; `ordinal` is the one its name begins with, 0 if none."""

    name: Name
    stem: str
    ordinal: int


def read(words: Excerpt, description: Excerpt) -> BlockTitle:
    """Read a name, up to a blank line: its acronym, and its stem, which is what it shares with other editions."""
    blank = _BLANK.search(words.text)
    words = words.cut(0, blank.start()) if blank else words
    bare = _YEAR.sub("", _BRACKET.sub(" ", words.text)).strip()
    leading = _LEADING.match(bare)
    stem = bare[leading.end() :] if leading else bare
    also: tuple[Quote, ...] = ()
    acronym = _own_acronym(words.text)
    if acronym is None:
        repeated = _repeated(stem, description)
        if repeated:
            acronym, quote = repeated
            also = (quote,)
    name = Name(text=words.text, at=words.at, acronym=acronym, also=also)
    return BlockTitle(name, stem, ordinal_number(leading["ordinal"]) if leading else 0)


def edition(naming: BlockTitle, description: Excerpt) -> Ordinal | None:
    """The edition that the description says the event is, if its name does not say another."""
    stem = naming.stem
    heads = [stem.split(" ", 1)[0] + " of"] if naming.ordinal and " of " in stem else []
    if not _COUNTED.search(description.text) and not holds(description.text, ORDINALS):
        # Most descriptions count nothing, and a pattern of the name's own takes longer to make than all else here.
        return None
    for words in (stem, _without_body(stem), *heads):
        pattern = re.compile(rf"\b{_LEADING.pattern}(?:UN |ITU )?{re.escape(words)}", re.IGNORECASE)
        for match in pattern.finditer(description.text):
            end = _SENTENCE_END.search(description.text, match.end(), match.end() + _LONGEST_SENTENCE)
            sentence = description.text[match.end() : end.start() if end else match.end() + _LONGEST_SENTENCE]
            number = ordinal_number(match["ordinal"])
            if number and not _STILL_TO_COME.search(sentence) and naming.ordinal in (0, number):
                words_of = description.cut(match.start("ordinal"), match.end("ordinal"))
                return Ordinal(text=words_of.text, at=words_of.at, number=number)
    return None


def series(naming: BlockTitle, websites: Sequence[Website], known: KnownNames) -> tuple[str | None, bool]:
    """The series that an event is an edition of, and whether its name says so or only a website's link text."""
    stem = naming.stem
    plural = re.sub(r"\A(meeting|session)\b", r"\1s", stem)
    for words in (naming.name.text, stem, _without_body(stem), plural):
        resolved = known.names.resolve(words, "series")
        if resolved:
            return resolved, True
    linked = {
        mention.slug
        for website in websites
        if website.url is None
        for mention in known.names.mentions(website.text, website.at.start, ("series",))
    }
    return (linked.pop(), False) if len(linked) == 1 else (None, False)


def event_slug(naming: BlockTitle, series_slug: str | None, year: int | None) -> str:
    """An event's slug: acronym and year as reported, else series and year, else name and year."""
    acronym = naming.name.acronym
    if acronym and re.search(r"\d{2}\Z", acronym):
        return slug(acronym)
    base = series_slug or slug(naming.stem)
    return f"{base}-{year}" if base and year else base


def thing_slug(naming: BlockTitle) -> str:
    """A resource's or a partnership's slug: its acronym if it is one of several letters, else its name."""
    acronym = naming.name.acronym
    return slug(acronym) if acronym and len(acronym) > 3 else slug(_BRACKET.sub(" ", naming.name.text))


class Slugs:
    """Hands out slugs, each once: what would be the second of a kind gets a number."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, wanted: str, otherwise: str) -> str:
        """Give `wanted`, or with a number where it is taken; `otherwise` where the words gave none."""
        wanted = wanted or otherwise
        number = self._taken.get(wanted, 0) + 1
        self._taken[wanted] = number
        if number == 1:
            return wanted
        return self.take(f"{wanted}-{number}", otherwise)


def _own_acronym(name: str) -> str | None:
    bracket = _BRACKET.search(name)
    if not bracket or not _KIND_WORDS.fullmatch(name, bracket.end()):
        return None
    leading = _LEADING.match(name)
    before = name[leading.end() if leading else 0 : bracket.start()]
    initials = {before[:1].upper(), _without_body(before)[:1].upper()}
    return bracket["acronym"] if bracket["acronym"][0] in initials else None


def _repeated(stem: str, description: Excerpt) -> tuple[str, Quote] | None:
    """Find where a description gives the name with its acronym in brackets."""
    words = _without_body(stem)
    if len(words) < 4:
        return None
    if not _ACRONYM_AHEAD.search(description.text):
        return None
    pattern = re.compile(rf"{re.escape(words)}(?: \d{{4}})?\s?\({_ACRONYM}\)", re.IGNORECASE)
    match = pattern.search(description.text)
    if not match or match["acronym"][0].upper() != words[0].upper():
        return None
    return match["acronym"], _quote(description.cut(match.start(), match.end()))


def _without_body(stem: str) -> str:
    """Drop the organisation's acronym that a name begins with: "ITU Global Symposium" is the Global Symposium."""
    body = _BODY.match(stem)
    return stem[body.end() :] if body else stem


def _quote(words: Excerpt) -> Quote:
    return Quote(text=words.text, at=words.at)
