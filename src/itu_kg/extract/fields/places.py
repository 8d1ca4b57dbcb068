"""Text of a location field → Location: the places it names, and whether people meet there, online or both.

A city is taken only if the registry knows it and the country beside it, if any, is its own.
"""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.name_list import KnownNames, listed
from itu_kg.model.fields import Location, Mode

_VIRTUAL = re.compile(r"\b(?:virtual(?:ly)?|on-?line|remote(?:ly)?|webinars?|web-based|zoom)\b", re.IGNORECASE)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)
_HERE = re.compile(r"\b(?:in[- ]person|physical(?:ly)?|on-?site)\b", re.IGNORECASE)
_MODE_WORDS = re.compile(
    r"\b(?:virtual(?:ly)?|on-?line|remote(?:ly)?|webinars?|web-based|zoom|hybrid|in[- ]person|physical(?:ly)?|on-?site"
    r"|(?:event|meeting|format|participation))\b",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(r"\A(?:tb[dca]\b|to be (?:determined|decided|confirmed|announced))", re.IGNORECASE)
_NOWHERE = re.compile(
    r"(?:(?:various|multiple|several|different|other|many)\b.{0,40}|world-?wide|global(?:ly)?|regional|the|all regions"
    r"|all (?:countries|member states))",
    re.IGNORECASE,
)
"""What stands where a place is asked for and names none."""

_REGION = re.compile(
    r"[A-Z][^:;,\n]{1,40}:\s*"
    r"|(?<![\w-])(?:Africa|(?:Latin |North |South |Central )?Americas?(?: and the Caribbean)?|Caribbean"
    r"|Asia(?:[- ](?:and the )?Pacific)?|Pacific|Europe|Arab (?:States|region)|CIS|MENA|Middle East)\s[-–—]\s"
)


def read(field: Excerpt, known: KnownNames) -> Parsed[Location]:
    """Read a location field."""
    reader = _Reader(known)
    for _, part in field.split(_REGION):  # "Africa: Nairobi, Kenya; Asia: …"
        for words, slug in listed(part, reader.resolve, brackets_part=True):
            reader.take(words.text, slug)
        reader.end()
    mode = _mode(field.text, somewhere=bool(reader.places or reader.unknown))
    doubts = [f"not in the place registry: {'; '.join(reader.unknown)}"] if reader.unknown else []
    doubts += reader.doubts
    if not reader.places and not mode and not doubts:
        doubts.append("no place was found")
    value = Location(text=field.text, at=field.at, mode=mode, places=tuple(dict.fromkeys(reader.places)))
    return Parsed(value, "; ".join(doubts))


class _Reader:
    """Puts names of a list together: a city, then its country."""

    def __init__(self, known: KnownNames) -> None:
        self.places: list[str] = []
        self.unknown: list[str] = []
        self.doubts: list[str] = []
        self._known = known
        self._pending = ""
        self._city = ""

    def resolve(self, name: str) -> str | None:
        """A city's slug, else a country's."""
        return self._known.names.resolve(name, "place") or self._known.names.resolve(name, "country")

    def take(self, words: str, slug: str | None) -> None:
        """Read the next name of a list."""
        country = self._known.names.resolve(words, "country") if slug else None
        if country and self._city and slug in self._known.country_of and self._known.country_of[self._city] != country:
            # "Geneva & Singapore": a city whose country goes by the same name.
            self._city = ""
        if country and self._city:
            if self._known.country_of[self._city] != country:
                self.places.pop()
                self.doubts.append(f"{words} is not the country of {self._city} in the place registry")
            self._city = ""
        elif country and self._pending:
            self.unknown.append(f"{self._pending}, {words}")
            self._pending = ""
        else:
            self.end()
            self._add(words, slug)

    def _add(self, words: str, slug: str | None) -> None:
        if slug:
            self.places.append(slug)
            self._city = slug if slug in self._known.country_of else ""
        elif _NOWHERE.fullmatch(words):
            return
        elif _MODE_WORDS.sub("", words).strip(" ./+-") and not _UNDECIDED.match(words):
            self._pending = words

    def end(self) -> None:
        """Take what is left pending for what it is: unknown."""
        if self._pending:
            self.unknown.append(self._pending)
        self._pending = self._city = ""


def _mode(text: str, *, somewhere: bool) -> Mode | None:
    online = _VIRTUAL.search(text) is not None
    if _HYBRID.search(text) or (online and (somewhere or _HERE.search(text))):
        return "hybrid"
    if online:
        return "virtual"
    return "physical" if somewhere or _HERE.search(text) else None
