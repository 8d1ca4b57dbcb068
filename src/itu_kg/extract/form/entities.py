"""Block → Event, Resource or Partnership, each field read as its row says, each doubt noted for the curator."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields import block_title, organizers, resource_parts
from itu_kg.model import edtf
from itu_kg.model.questionnaire import Event, Partnership, Resource, Session, asked

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames
    from itu_kg.extract.form.blocks import Block
    from itu_kg.extract.page.page import Link
    from itu_kg.model.fields import Dates, Location, Realisation

_ABSENT = re.compile(r"(?:n\s?/\s?a|not applicable|none|nil|no response|-+|–|—|\.+|_+)\.?", re.IGNORECASE)
_UNDECIDED = re.compile(r"tb[dca]|to be (?:determined|decided|confirmed|announced)\.?", re.IGNORECASE)
_LONGEST_NAME = 1_000
_LONGEST_FIELD = 20_000
_REGION = re.compile(r"([A-Z][^:;,\n]{1,40}):")


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every block of a page is read with; `slugs` hands out ids by kind and `keep` keeps passages' text."""

    known: KnownNames
    year: int
    links: Sequence[Link] = ()
    keep: bool = True
    slugs: dict[str, block_title.Slugs] = field(
        default_factory=lambda: {kind: block_title.Slugs() for kind in ("event", "resource", "partnership")}
    )


@cache
def reader(name: str) -> Callable[..., Parsed[Any]]:
    """The reader of a field, by the module and function of `extract.fields` that its row names."""
    module, _, function = name.partition(".")
    read: Callable[..., Parsed[Any]] = getattr(import_module(f"itu_kg.extract.fields.{module}"), function)
    return read


class _Fields:
    """The fields of a block, each read once, when it is first asked for; `confirm` are the doubts so far."""

    def __init__(self, block: Block, page: PageContext) -> None:
        self.confirm: dict[str, str] = {}
        self.description = self._words(block, "description") or Excerpt("", block.at.end)
        self.title = block_title.read(block.fields["name"], self.description)
        self._block = block
        self._page = page
        self._values: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The value of a field; None where the page leaves it empty or says that there is nothing to say."""
        if name not in self._values:
            self._values[name] = self._read(name)
        return self._values[name]

    def record(self) -> dict[str, Any]:
        """What of the record follows from the fields as they stand: their values that are not None, and the doubts."""
        values = {name: self[name] for name, row in asked(self._block.kind).items() if row.reader}
        return {
            "name": self.title.name,
            "description": self.description.passage(keep=self._page.keep) if self.description.text else None,
            **{name: value for name, value in values.items() if value is not None},
            "confirm": self.confirm,
        }

    def _read(self, name: str) -> Any:
        words = self._words(self._block, name)
        if words is None:
            return None
        if len(words.text) > _LONGEST_FIELD:
            self.confirm[name] = f"{len(words.text)} characters are too many for this field; not read"
            return None
        row = asked(self._block.kind)[name]
        parsed = reader(row.reader)(words, *(getattr(self._page, given) for given in row.reads_with))
        if parsed.doubt:
            self.confirm[name] = parsed.doubt
        return parsed.value

    @staticmethod
    def _words(block: Block, name: str) -> Excerpt | None:
        words = block.fields.get(name)
        return words if words and words.text and not _ABSENT.fullmatch(words.text) else None


def named(block: Block) -> bool:
    """Whether a block names what it describes; templates left empty do not."""
    name = block.fields.get("name")
    if name is None or not 0 < len(name.text) <= _LONGEST_NAME:
        return False
    return not _ABSENT.fullmatch(name.text) and not _UNDECIDED.fullmatch(name.text)


def says_something(block: Block) -> bool:
    """Whether any field of a block does; a template left empty, or filled with "N/A", does not."""
    return any(value.text and not _ABSENT.fullmatch(value.text) for value in block.fields.values())


def read(block: Block, page: PageContext) -> Event | Resource | Partnership:
    """Read a block that has a name."""
    if block.kind == "event":
        return _event(block, page)
    return _resource(block, page) if block.kind == "resource" else _partnership(block, page)


def _event(block: Block, page: PageContext) -> Event:
    fields = _Fields(block, page)
    title, description, dates, location = fields.title, fields.description, fields["dates"], fields["location"]
    series, by_name = block_title.series(title, fields["websites"] or (), page.known)
    if series and not by_name:
        fields.confirm["series"] = "known from the website's link text only"
    edition = block_title.edition(title, description)
    if title.ordinal and not edition:
        fields.confirm["edition"] = f"the name counts {title.ordinal}, the description does not; no number is taken"
    organisers, contributors = organizers.organisers(description, page.known)
    mandates = organizers.mandates(description, page.known)
    if organisers or contributors:
        fields.confirm["organizers"] = "read from the description"
    if mandates:
        fields.confirm["mandates"] = "read from the description"
    sessions, inferred = _sessions(dates, location, certain="location" not in fields.confirm)
    if inferred:
        fields.confirm["sessions"] = "the report does not say which date goes with which place; paired in order"
    realisation = _realisation(dates, page.year)
    if realisation is None:
        fields.confirm["realisation"] = "no date says whether it was held"
    slug = block_title.event_slug(title, series if by_name else None, _year(dates) or page.year)
    return Event(
        id=page.slugs["event"].take(slug, f"event-{block.at.start}"),
        realisation=realisation,
        series=series,
        edition=edition,
        sessions=sessions,
        pairing_inferred=inferred,
        organizers=organisers,
        contributors=contributors,
        mandates=mandates,
        **fields.record(),
    )


def _resource(block: Block, page: PageContext) -> Resource:
    fields = _Fields(block, page)
    slugs = page.slugs["resource"]
    slug = slugs.take(block_title.thing_slug(fields.title), f"resource-{block.at.start}")
    parts = resource_parts.read(fields.description, slugs)
    if parts:
        fields.confirm["parts"] = "read from a list in the description"
    return Resource(id=slug, parts=parts, **fields.record())


def _partnership(block: Block, page: PageContext) -> Partnership:
    fields = _Fields(block, page)
    slug = block_title.thing_slug(fields.title)
    return Partnership(id=page.slugs["partnership"].take(slug, f"partnership-{block.at.start}"), **fields.record())


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
    """The sittings of an event with several dates; and whether pairing dates with places was our doing.

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
