"""Block → Event, Resource or Partnership, each field parsed, each doubt noted for the curator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields import (
    audiences,
    beneficiaries,
    block_title,
    dates,
    goals,
    languages,
    participants,
    places,
    resource_parts,
    websites,
)
from itu_kg.extract.fields import organizers as organising
from itu_kg.model import edtf
from itu_kg.model.submission import Event, Partnership, Resource, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itu_kg.extract.fields.name_list import Known
    from itu_kg.extract.form.blocks import Block
    from itu_kg.extract.form.labels import Field
    from itu_kg.extract.page.page import Link
    from itu_kg.model.fields import Dates, Location, Participants, Passage, Realisation, Website

T = TypeVar("T")

_ABSENT = re.compile(r"(?:n\s?/\s?a|not applicable|none|nil|no response|-+|–|—|\.+|_+)\.?", re.IGNORECASE)
_UNDECIDED = re.compile(r"tb[dca]|to be (?:determined|decided|confirmed|announced)\.?", re.IGNORECASE)
_LONGEST_NAME = 1_000
_LONGEST_FIELD = 20_000
_REGION = re.compile(r"([A-Z][^:;,\n]{1,40}):")


@dataclass(frozen=True, slots=True)
class Context:
    """What every block of a page is read with; `slugs` hands out ids by kind and `keep` keeps passages' text."""

    known: Known
    year: int
    links: Sequence[Link] = ()
    keep: bool = True
    slugs: dict[str, block_title.Slugs] = field(
        default_factory=lambda: {kind: block_title.Slugs() for kind in ("event", "resource", "partnership")}
    )


class _Fields:
    """The fields of a block as they are read, and the doubts that come up."""

    def __init__(self, block: Block, context: Context) -> None:
        self.confirm: dict[str, str] = {}
        self._block = block
        self._context = context

    def words(self, name: Field) -> Excerpt | None:
        """Give a field's words, unless it is empty or says that there is nothing to say."""
        words = self._block.fields.get(name)
        return words if words and words.text and not _ABSENT.fullmatch(words.text) else None

    def read(self, name: Field, reader: Callable[[Excerpt], Parsed[T]]) -> T | None:
        """Give what a field's words are read as, and note the doubt; None where the field says nothing."""
        words = self.words(name)
        if words is None:
            return None
        if len(words.text) > _LONGEST_FIELD:
            self.confirm[name] = f"{len(words.text)} characters are too many for this field; not read"
            return None
        parsed = reader(words)
        if parsed.doubt:
            self.confirm[name] = parsed.doubt
        return parsed.value

    def participants(self, name: Field) -> Participants | None:
        """Give the organisations a field lists."""
        return self.read(name, lambda words: participants.read(words, self._context.known))

    def description(self) -> Excerpt:
        """Give the description's words, empty where there is none."""
        return self.words("description") or Excerpt("", self._block.at.end)

    def passage(self) -> Passage | None:
        """Give the description as a passage."""
        words = self.words("description")
        return words.passage(keep=self._context.keep) if words else None

    def websites(self) -> tuple[Website, ...]:
        """Give the websites."""
        return self.read("websites", lambda words: Parsed(websites.read(words, self._context.links))) or ()


def named(block: Block) -> bool:
    """Say whether a block names what it describes; templates left empty do not."""
    name = block.fields.get("name")
    if name is None or not 0 < len(name.text) <= _LONGEST_NAME:
        return False
    return not _ABSENT.fullmatch(name.text) and not _UNDECIDED.fullmatch(name.text)


def says_something(block: Block) -> bool:
    """Say whether any field of a block does; a template left empty, or filled with "N/A", does not."""
    return any(value.text and not _ABSENT.fullmatch(value.text) for value in block.fields.values())


def event(block: Block, context: Context) -> Event:
    """Read an event block that has a name."""
    of = _Fields(block, context)
    description = of.description()
    title = block_title.read(block.fields["name"], description)
    when = of.read("dates", lambda words: dates.read(words, context.year))
    where = of.read("location", lambda words: places.read(words, context.known))
    linked = of.websites()
    series, by_name = block_title.series(title, linked, context.known)
    if series and not by_name:
        of.confirm["series"] = "known from the website's link text only"
    edition = block_title.edition(title, description)
    if title.ordinal and not edition:
        of.confirm["edition"] = f"the name counts {title.ordinal}, the description does not; no number is taken"
    organizers, contributors = organising.organisers(description, context.known)
    mandates = organising.mandates(description, context.known)
    if organizers or contributors:
        of.confirm["organizers"] = "read from the description"
    if mandates:
        of.confirm["mandates"] = "read from the description"
    sessions, inferred = _sessions(when, where, certain="location" not in of.confirm)
    if inferred:
        of.confirm["sessions"] = "the report does not say which date goes with which place; paired in order"
    realisation = _realisation(when, context.year)
    if when is None or realisation is None:
        of.confirm["realisation"] = "no date says whether it was held"
    wanted = block_title.event_slug(title, series if by_name else None, _year(when) or context.year)
    return Event(
        id=context.slugs["event"].take(wanted, f"event-{block.at.start}"),
        name=title.name,
        dates=when,
        location=where,
        goals=of.read("goals", goals.read),
        description=of.passage(),
        websites=linked,
        realisation=realisation,
        series=series,
        edition=edition,
        sessions=sessions,
        pairing_inferred=inferred,
        organizers=organizers,
        contributors=contributors,
        mandates=mandates,
        confirm=of.confirm,
    )


def resource(block: Block, context: Context) -> Resource:
    """Read a resource block that has a name."""
    of = _Fields(block, context)
    title = block_title.read(block.fields["name"], of.description())
    slugs = context.slugs["resource"]
    slug = slugs.take(block_title.thing_slug(title), f"resource-{block.at.start}")
    made_of = resource_parts.read(of.description(), slugs)
    if made_of:
        of.confirm["parts"] = "read from a list in the description"
    return Resource(
        id=slug,
        name=title.name,
        goals=of.read("goals", goals.read),
        publishers=of.participants("publishers"),
        audience=of.read("audience", audiences.read),
        description=of.passage(),
        languages=of.read("languages", languages.read),
        websites=of.websites(),
        parts=made_of,
        confirm=of.confirm,
    )


def partnership(block: Block, context: Context) -> Partnership:
    """Read a partnership block that has a name."""
    of = _Fields(block, context)
    title = block_title.read(block.fields["name"], of.description())
    return Partnership(
        id=context.slugs["partnership"].take(block_title.thing_slug(title), f"partnership-{block.at.start}"),
        name=title.name,
        partners=of.participants("partners"),
        goals=of.read("goals", goals.read),
        beneficiaries=of.read("beneficiaries", beneficiaries.read),
        description=of.passage(),
        websites=of.websites(),
        confirm=of.confirm,
    )


def _year(when: Dates | None) -> int | None:
    if when is None:
        return None
    return int(when.ranges[0][:4]) if when.ranges else when.year_round


def _realisation(when: Dates | None, submitted: int) -> Realisation | None:
    """Judge against the year of submission: what ended by its end was held, what ends later is planned."""
    if when is None:
        return None
    if when.ranges:
        last = max(edtf.parse(written).end for written in when.ranges)
        return "held" if int(last[:4]) <= submitted else "planned"
    return "ongoing" if when.year_round else None


def _sessions(when: Dates | None, where: Location | None, *, certain: bool) -> tuple[tuple[Session, ...], bool]:
    """Give the sittings of an event with several dates; say whether pairing dates with places was our doing.

    Places are given only where every place of the field is `certain`.
    """
    if when is None or len(when.ranges) < 2:
        return (), False
    known = where.places if where and certain else ()
    mode = where.mode if where and where.mode != "hybrid" else None
    if len(known) == len(when.ranges):
        labels = _REGION.findall(when.text)
        stated = len(labels) == len(known) and where is not None and labels == _REGION.findall(where.text)
        pairs = zip(when.ranges, known, strict=True)
        return tuple(Session(dates=sitting, place=place, mode=mode) for sitting, place in pairs), not stated
    place = known[0] if len(known) == 1 else None
    return tuple(Session(dates=sitting, place=place, mode=mode if place else None) for sitting in when.ranges), False
