"""Text of a location field → Location: the places it names, and whether it says that people meet there, online or both.

A city is taken only if the registry knows it and the country beside it, if any, is its own. Of a city that nobody
knows the country is taken at once, and the city is left to be confirmed. A region only labels places, and a venue
("Palais des Nations") says nothing more than the city it is in.
"""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.name_list import KnownNames, listed
from itu_kg.extract.fields.unread import doubts
from itu_kg.extract.words import REGION
from itu_kg.model.fields import Location, Mode

_ONLINE = (
    r"virtual(?:ly)?|on-?line|remote(?:ly)?|webinars?|web-based|zoom|(?:ms|microsoft) teams|webex|youtube"
    r"|live-?stream(?:ed|ing)?|webcast|e-meeting"
)
_IN_PERSON = r"in[- ]person|face[- ]to[- ]face|physical(?:ly)?|on-?site|in presence"
_VIRTUAL = re.compile(rf"\b(?:{_ONLINE})\b", re.IGNORECASE)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)
_HERE = re.compile(rf"\b(?:{_IN_PERSON})\b", re.IGNORECASE)
_MODE_WORDS = re.compile(
    rf"\b(?:(?:with|via|by|through|held|and|also|both|as|an?|partly|mostly|option for|on)\s){{0,4}}"
    rf"(?:{_ONLINE}|hybrid|{_IN_PERSON})"
    r"(?:\s(?:participation|attendance|component|connection|access|option|only|platform))*\b"
    r"(?:\s(?:event|meeting|format|mode|modality|session|conference|workshop)s?\b)*"
    r"(?:\s(?:held|from|hosted by)\b(?=\s[A-Z]))?(?:\s(?:in|at|from)\b)?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:co-)?(?:hosted|held|broadcast|convened|organi[sz]ed|based)(?:\s\w{1,20})?\s(?:from|in|at)\b"
    r"|(?<=\w)\sin\s(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
_LONGEST = 5_000
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\((?P<short>[A-Z]{2,8})\)")
"""The acronym of a venue."""
_UNDECIDED = re.compile(
    r"\b(?:tb[dca]|to be (?:determined|decided|confirmed|announced)|tentative(?:ly)?|not yet (?:known|decided))\b",
    re.IGNORECASE,
)
_NOWHERE = re.compile(
    r"(?:(?:various|multiple|several|different|other|many)\b.{0,40}|world-?wide|global(?:ly)?|regional|the|all regions"
    rf"|all (?:countries|member states)|[0-9]+ \w+"
    rf"|(?:the )?(?:location|venue|place|city|country|dates?|{REGION}))",
    re.IGNORECASE,
)
"""What stands where a place is asked for and names none."""

_LABEL = re.compile(r"(?:\A|(?<=[;,\n]))\s*(?P<words>[A-Z][^:;,\n]{1,40}):(?!//)")
_LABELS = re.compile(
    rf"(?:{REGION}|(?:city|country|state|venue|location|place|host|where|in person|physical|virtual|online|event"
    r"|meeting|session|day|part|phase|workshop)\b.{0,30})\s*",
    re.IGNORECASE,
)
_OF_COUNTRY = re.compile(r"country|state", re.IGNORECASE)
_DASHED = re.compile(rf"(?<![\w-])(?:{REGION})\s[-–—]\s", re.IGNORECASE)
_VENUE = re.compile(
    r"\b(?:headquarters|hq|cent(?:er|re)|hotel|palais|palace|palacio|university|hall|campus|building|office|institute"
    r"|museum|room|complex|auditorium|house|stadium|compound|premises|secretariat|school|library|tower|resort|academy"
    r"|maison|centro|ministry|parliament|chamber|pavilion)s?\b",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"[A-Z]{2,3}|D\.C|(?:State|Province|Region|Canton|District|County) of .+|.+ (?:Province|County|Canton)"
)
"""What stands between a city and its country: "NY", "Canton of Geneva"."""


def read(field: Excerpt, known: KnownNames) -> Parsed[Location]:
    """Read a location field."""
    if len(field.text) > _LONGEST:
        what = f"{len(field.text)} characters are too many for a location; not read"
        return Parsed(Location(text=field.text, at=field.at), what)
    mode, places, doubt = known.read(_located, field.text)
    return Parsed(Location(text=field.text, at=field.at, mode=mode, places=places), doubt)


def _located(written: str, known: KnownNames) -> tuple[Mode | None, tuple[str, ...], str]:
    """Read the mode, the places, and the doubt."""
    text, undecided = _names_only(written)
    reader = _Reader(known)
    for bracket in _SHORT_FORM.finditer(text):
        if not reader.resolve(bracket["short"]):
            text = f"{text[: bracket.start()]}{' ' * len(bracket[0])}{text[bracket.end() :]}"
    for label, part in Excerpt(text, 0).split(_LABEL):
        if label and not _LABELS.fullmatch(label["words"]):
            reader.under(label["words"].strip())
        elif label and not _OF_COUNTRY.match(label["words"].strip()):
            reader.end()
        for words, slug in listed(part, reader.resolve, brackets_part=True):
            reader.take(words.text, slug)
    reader.end()
    places = tuple(dict.fromkeys(reader.places))
    mode = _mode(written, somewhere=bool(places or reader.unknown))
    doubt = doubts(
        f"not in the place registry: {'; '.join(dict.fromkeys(reader.unknown))}" if reader.unknown else "",
        *reader.doubts,
        f"it says {undecided}" if undecided and (places or reader.unknown) else "",
        "" if places or mode or reader.unknown or reader.doubts else "no place was found",
    )
    return mode, places, doubt


def _names_only(text: str) -> tuple[str, str]:
    """Blank what is no name of a place, but for what parts names; and find the words that leave the place open."""
    text = _blanked(_MODE_WORDS, _blanked(_ADDRESS, text, "\n"), ";")
    undecided = _UNDECIDED.search(text)
    if undecided:
        text = _blanked(_UNDECIDED, text, ";")
    return _blanked(_DASHED, _blanked(_FROM, text, ";"), ";"), undecided[0] if undecided else ""


def _blanked(pattern: re.Pattern[str], text: str, by: str) -> str:
    """Put blanks where a pattern matches, with something that parts names before them; positions stay."""
    return pattern.sub(lambda match: by + " " * (len(match[0]) - 1), text)


class _Reader:
    """Puts names of a list together: a city, then its country, with what stands between and around them."""

    def __init__(self, known: KnownNames) -> None:
        self.places: list[str] = []
        self.unknown: list[str] = []
        self.doubts: list[str] = []
        self._known = known
        self._pending = ""
        self._venues: list[str] = []
        self._city = ""
        self._any_city = False
        self._country = ""
        self._unknown_before = 0

    def resolve(self, name: str) -> str | None:
        """A city's slug, else a country's."""
        return self._known.names.resolve(name, "place") or self._known.names.resolve(name, "country")

    def under(self, words: str) -> None:
        """Read a label that is no region: a country that its cities follow, or a place."""
        self.end()
        slug = self.resolve(words)
        self.take(words, slug)
        self._country = words if slug and slug not in self._known.country_of else ""

    def take(self, words: str, slug: str | None) -> None:
        """Read the next name of a list."""
        country = self._known.names.resolve(words, "country") if slug else None
        city = slug if slug in self._known.country_of else None
        if country and self._city and city and self._known.country_of[self._city] != country:
            # "Geneva & Singapore": a city whose country goes by the same name.
            self._city = ""
        if country and self._city:
            if self._known.country_of[self._city] != country:
                self.places.remove(self._city)
                self.doubts.append(f"{words} is not the country of {self._city} in the place registry")
            self._city = ""
        elif country and (self._pending or self._venues):
            # "Lyon Convention Centre, France": a venue stands for a city that nobody names.
            self._pending = self._pending or self._venues.pop()
            self.unknown.append(f"{self._pending}, {words}")
            self._pending = ""
            self._add(country)
        elif (self._city or self._pending) and not slug and _DIVISION.fullmatch(words):
            self._pending = f"{self._pending}, {words}" if self._pending else ""
        else:
            self._next(words, slug, city)

    def _next(self, words: str, slug: str | None, city: str | None) -> None:
        if slug and _VENUE.search(words):
            # "UN Headquarters" is a place by itself, and a venue where its city is named.
            self._venues.append(words)
            return
        self._settle()
        if city:
            if self.places and self.places[-1] == self._known.country_of[city]:
                self.places.pop()  # "Switzerland, Geneva"
            self._city, self._any_city = city, True
        if slug:
            self._add(slug)
        elif _NOWHERE.fullmatch(words):
            return
        elif _VENUE.search(words):
            self._venues.append(words)
        elif any(map(str.isalnum, words)):
            self._pending = words

    def _add(self, slug: str) -> None:
        lie_in = {self._known.country_of.get(place, place) for place in self.places}
        if slug in self._known.country_of or slug not in lie_in:
            self.places.append(slug)

    def _settle(self) -> None:
        """Take a name left pending for what it is: unknown."""
        if self._pending:
            self.unknown.append(f"{self._pending}, {self._country}" if self._country else self._pending)
        self._pending = self._city = ""

    def end(self) -> None:
        """End a list: venues are in its city, if it names one, known or not."""
        self._settle()
        for venue in self._venues if not self._any_city and len(self.unknown) == self._unknown_before else ():
            slug = self.resolve(venue)
            if slug:
                self._add(slug)
            else:
                self.unknown.append(venue)
        self._venues, self._any_city, self._country, self._unknown_before = [], False, "", len(self.unknown)


def _mode(text: str, *, somewhere: bool) -> Mode | None:
    online = _VIRTUAL.search(text) is not None
    if _HYBRID.search(text) or (online and (somewhere or _HERE.search(text))):
        return "hybrid"
    if online:
        return "virtual"
    return "physical" if _HERE.search(text) else None  # a city alone does not say that people met there
