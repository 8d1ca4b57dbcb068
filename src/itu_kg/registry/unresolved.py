"""Submission × Registry → the names in it that mean nothing the registry knows.

A name is unresolved where the field that should give a slug gives none, where the slug is not in the registry, and
where the extractor left a place in `confirm`. It looks nothing up beyond that and proposes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from itu_kg.model.base import Span
from itu_kg.model.entity import rows
from itu_kg.model.event_mention import MentionedEvent
from itu_kg.model.fields import Beneficiaries, Citation, Location, Participant, Passage, Quote
from itu_kg.model.occasion import Series
from itu_kg.model.questionnaire import Event, Session
from itu_kg.model.submission import Respondent, Submission
from itu_kg.registry.gazetteer import SHELVES, Gazetteer, Kind, key

if TYPE_CHECKING:
    from pydantic import BaseModel

    from itu_kg.model.registry import Registry
    from itu_kg.records.yaml_document import Location as Steps

Shape = Literal["party", "place", "slug", "reference", "key"]
"""How a field has the slug that is missing: a participant has none, a location lacks one of its places; or it is no
slug of the registry's, standing alone, after its type (`document/…`), or as the name of a field."""

NOT_A_PLACE = "not in the place registry: "
"""What the extractor writes in `confirm` before the names of places it does not know."""

NOT_KNOWN = ("not in the registry: ", "not in the registry; ")
"""Likewise for organisations, and for a respondent or a document whose slug it made up."""

BODY_NOT_KNOWN = "the registry does not know this body"
"""What it writes there, behind other doubts, about the body of a decision."""

_PLACES: tuple[Kind, ...] = ("place", "country")
_POINTERS: Mapping[tuple[type[BaseModel], str], tuple[Kind, ...]] = {
    (Submission, "recipient"): ("organisation",),
    (Respondent, "organisation"): ("organisation",),
    (Participant, "organisation"): ("organisation", "country"),
    (Participant, "country"): ("organisation", "country"),
    (Location, "places"): _PLACES,
    (Session, "place"): _PLACES,
    (Beneficiaries, "countries"): ("country",),
    (Citation, "document"): ("document",),
    (Series, "id"): ("series",),
}
"""The fields of fields whose value is a slug of the registry, and of what types; those of entities have rows."""

_REFERENCES = frozenset({"outputs", "rests_on", "subject", "to"})
_SMALL = frozenset(("and", "de", "for", "in", "of", "on", "the", "to"))
_EDITION = re.compile(r"\A(?:the )?\d{1,3}(?:st|nd|rd|th) |[\s,]{0,3}\(?\b(?:19|20)\d\d\b\)?\Z", re.IGNORECASE)
_OTHER_DOUBT = re.compile(r"it says |not read: |.+ in the place registry\Z")


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that means nothing known, or the slug that stands for one.

    Attributes:
        location: where the record has the field, for `place` its Location.
        shape: how the field has the slug that is missing.
        text: the words as reported; a name read from the slug where the record has no words for it.
        at: where the words stand in the page; None where the record does not say.
        kinds: the types of thing it may be.
        slug: the slug that the registry lacks, if one is given.
        country: for a place, the slug of the country named beside it.
        spelling: whether `text` is words of the page, so that it can become one of a thing's spellings.
        needed: whether the record cannot be built without it; an event need not belong to a series.
    """

    location: Steps
    shape: Shape
    text: str
    at: Span | None
    kinds: tuple[Kind, ...]
    slug: str | None = None
    country: str | None = None
    spelling: bool = True
    needed: bool = True


def unresolved(submission: Submission, registry: Registry, names: Gazetteer) -> tuple[Unresolved, ...]:
    """List the unresolved names of a record, in the order of its fields.

    Args:
        submission: the record.
        registry: what is known.
        names: the registry's names, by which the country beside an unknown place is recognised.
    """
    return tuple(_Reader(registry, names, submission).walk(submission, ()))


def by_name(gaps: Sequence[Unresolved]) -> tuple[tuple[Unresolved, ...], ...]:
    """Put together what one name or one slug leaves unresolved, in the order in which each is first met."""
    slugs = {key(gap.text): gap.slug for gap in gaps if gap.slug}
    together: dict[tuple[object, ...], list[Unresolved]] = {}
    for gap in gaps:
        name = key(gap.text)
        slug = gap.slug or slugs.get(name) or name
        together.setdefault((gap.kinds[0], slug, gap.country, gap.needed), []).append(gap)
    return tuple(map(tuple, together.values()))


def without_name(doubt: str, name: str) -> str:
    """Take a name, now resolved, out of what `confirm` says; empty where nothing else is left to confirm."""
    if doubt.endswith(BODY_NOT_KNOWN):
        return doubt.removesuffix(BODY_NOT_KNOWN).removesuffix("; ")
    lead = next((lead for lead in (NOT_A_PLACE, *NOT_KNOWN) if doubt.startswith(lead)), None)
    if lead is None or lead.endswith("; "):
        return "" if lead else doubt
    listed = doubt.removeprefix(lead).split("; ")
    left = [each for each in listed if each != name and not each.startswith(f"{name}, ")]
    if len(left) == len(listed):
        return doubt
    # After the names stand doubts of other kinds, about known places and words that say something else.
    unknown = [each for each in left if not _OTHER_DOUBT.match(each)]
    return (lead if unknown else "") + "; ".join(left)


class _Reader:
    def __init__(self, registry: Registry, names: Gazetteer, submission: Submission) -> None:
        self._names = names
        self._submission = submission
        self._known: dict[str, Mapping[str, object]] = {
            kind: getattr(registry, shelf) for kind, shelf in SHELVES.items()
        }

    def walk(self, thing: BaseModel, location: Steps, words: Quote | Passage | None = None) -> Iterator[Unresolved]:
        """Walk through the fields of a thing; `words` are the nearest around it."""
        thing_words = thing.quote if isinstance(thing, Respondent) else thing
        words = thing_words if isinstance(thing_words, Quote) else getattr(thing, "passage", None) or words
        if isinstance(thing, Participant) and not thing.organisation and not thing.country:
            yield Unresolved(location, "party", thing.text, thing.at, ("organisation", "country"))
        confirm: Mapping[str, str] = getattr(thing, "confirm", {})
        for name in type(thing).model_fields:
            value, here = getattr(thing, name), (*location, name)
            if isinstance(value, Location):
                yield from self._places(value, confirm.get(name, ""), here)
            kinds = _kinds(thing, name)
            if kinds and isinstance(value, dict):
                yield from self._keys(value, kinds, here)
            elif kinds and not isinstance(value, Beneficiaries):
                yield from self._slugs(value, kinds, here, thing, words)
            else:
                for each, place in _inside(value, here):
                    yield from self.walk(each, place, words)
        if isinstance(thing, Event | MentionedEvent) and thing.series is None:
            title = getattr(thing, "title", None)
            text = _EDITION.sub("", _EDITION.sub("", title or thing.name.text))
            if text:
                where = (*location, "series")
                yield Unresolved(where, "slug", text, thing.name.at, ("series",), spelling=not title, needed=False)

    def _slugs(
        self, value: object, kinds: tuple[Kind, ...], here: Steps, thing: BaseModel, words: Quote | Passage | None
    ) -> Iterator[Unresolved]:
        several = isinstance(value, tuple)
        for number, slug in enumerate(value if isinstance(value, tuple) else (value,)):
            where = (*here, number) if several else here
            if not isinstance(slug, str):
                continue
            shape: Shape = "slug"
            if "/" in slug:
                kind, _, slug = slug.partition("/")  # noqa: PLW2901  the reference is its slug from here on
                if kind not in self._known:
                    continue
                shape, kinds = "reference", tuple(each for each in SHELVES if each == kind)
            wanted = (here[-1],) if isinstance(thing, Participant) else kinds
            if any(slug in self._known[str(kind)] for kind in wanted):
                continue
            # A list of slugs has no words of its own for each.
            spelled = isinstance(thing, Quote | Respondent) and not several
            text = words.text if spelled and isinstance(words, Quote) else self._name(slug, kinds)
            yield Unresolved(where, shape, text, words.at if words else None, kinds, slug, spelling=spelled)

    def _name(self, slug: str, kinds: tuple[Kind, ...]) -> str:
        """Find what the record calls a thing elsewhere; else read the name from the slug: "UNEP Executive Board"."""
        respondent = self._submission.respondent
        for kind in kinds:
            named = getattr(self._submission, SHELVES[kind], {}) if kind != "series" else {}
            if named.get(slug):
                return str(named[slug][0].text)
        if slug == respondent.organisation and "organisation" in kinds:
            return respondent.text or respondent.organisation.upper()
        owner = f"{respondent.organisation}-"
        short = self._short(respondent) if slug.startswith(owner) else ""
        words = (short, *(_worded(word) for word in slug.removeprefix(owner if short else "").split("-")))
        return " ".join(filter(None, words))

    def _short(self, respondent: Respondent) -> str:
        known: Any = self._known["organisation"].get(respondent.organisation)
        return (known.acronym or known.name) if known else respondent.organisation.upper()

    def _keys(
        self, quotes: Mapping[str, tuple[Quote, ...]], kinds: tuple[Kind, ...], here: Steps
    ) -> Iterator[Unresolved]:
        for slug, named in quotes.items():
            if not any(slug in self._known[kind] for kind in kinds):
                text, at = (named[0].text, named[0].at) if named else (slug, None)
                yield Unresolved((*here, slug), "key", text, at, kinds, slug, spelling=bool(named))

    def _places(self, location: Location, doubt: str, here: Steps) -> Iterator[Unresolved]:
        if not doubt.startswith(NOT_A_PLACE):
            return
        for listed in doubt.removeprefix(NOT_A_PLACE).split("; "):
            name, comma, last = listed.rpartition(", ")
            country = self._names.resolve(last, "country") if comma else None
            name = name if country else listed
            start = location.text.find(name)
            if start >= 0:
                at = Span(location.at.start + start, location.at.start + start + len(name))
                yield Unresolved(here, "place", name, at, _PLACES, country=country)


def _worded(word: str) -> str:
    return word if word in _SMALL else word.capitalize()


def _kinds(thing: BaseModel, name: str) -> tuple[Kind, ...]:
    for kind in type(thing).__mro__:
        if (kind, name) in _POINTERS:
            return _POINTERS[kind, name]
    row = rows(type(thing)).get(name)
    if row and row.refers_to:
        kinds = tuple(kind for kind in SHELVES if kind in row.refers_to)
        # What may be an event or a partnership of the record is no name to look up.
        return kinds if len(kinds) == len(row.refers_to) else ()
    return tuple(SHELVES) if name in _REFERENCES else ()


def _inside(value: object, here: Steps) -> Iterator[tuple[BaseModel, Steps]]:
    """List the models that a field holds, each with where."""
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _inside(each, (*here, number))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _inside(each, (*here, key))
    elif hasattr(type(value), "model_fields"):
        yield value, here  # type: ignore[misc]  # what has model_fields is a model
