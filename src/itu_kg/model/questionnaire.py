"""The questionnaire's blocks as a record holds them, a row per field.

A block's class has a field for all that the form asks for, in its order, and for what else is read from its
description. Each is annotated with its row, a RecordField. Readers of pages, the mapping, `why`, validation and docs
read the rows; the name of the field is also that of its group of shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator

from itu_kg.model.base import Model, Slug, as_list
from itu_kg.model.edtf import Edtf
from itu_kg.model.entity import Confirmable, RecordField, rows
from itu_kg.model.fields import (
    Audience,
    Beneficiaries,
    Dates,
    Goals,
    Languages,
    Location,
    Mode,
    Name,
    Ordinal,
    Part,
    Participants,
    Passage,
    Realisation,
    Website,
)
from itu_kg.model.occasion import Occasion

BlockKind = Literal["event", "resource", "partnership"]

NAME = RecordField(("schema:name", "schema:alternateName", "skos:hiddenLabel"), "name", short_label=r"name")
DATES = RecordField(
    ("schema:startDate", "schema:endDate", "ikg:edtf", "dcterms:temporal", "schema:subEvent"), "dates",
    heading="Event Dates", label=r"event dates?|dates? of (?:the )?event", short_label=r"dates?", reader="dates.read",
    reads_with=("year", "known"),
)  # fmt: skip
LOCATION = RecordField(
    ("schema:location", "schema:eventAttendanceMode", "schema:subEvent"), "location",
    heading="Event Location", label=r"event (?:location|venue)s?|(?:location|venue) of (?:the )?event",
    short_label=r"locations?|venue", reader="places.read", reads_with=("known",),
)  # fmt: skip
GOALS = RecordField(
    ("ikg:contributesTo", "ikg:emphasises", "ikg:sdgScope"), "goals", concluded=("ikg:sdgScope",),
    heading="Relevant SDGs",
    label=r"(?:relevant|related) (?:sdgs?|goals|sustainable development goals)", short_label=r"sdgs|goals",
    reader="goals.read",
)  # fmt: skip
DESCRIPTION = RecordField(
    ("schema:description",), "description", concluded=("schema:description",), mapped=False,
    heading="Description", short_label=r"(?:short |brief )?description",
)  # fmt: skip
WEBSITES = RecordField(
    ("schema:url", "ikg:websiteLabel"), "website",
    heading="Website", short_label=r"web ?sites?|links?|url", reader="websites.read",
    reads_with=("links",),
)  # fmt: skip
PARTS = RecordField(
    ("schema:hasPart", "schema:name", "schema:alternateName"), "part", concluded=("schema:hasPart",), mapped=False,
)  # fmt: skip
REALISATION = RecordField(("ikg:realisation",), follows_from=("dates",))
SERIES = RecordField(("schema:superEvent",), refers_to=("series",))
EDITION = RecordField(("ikg:editionNumber",), "edition", ("number",))

Websites = Annotated[tuple[Website, ...], BeforeValidator(as_list), WEBSITES]
"""The websites of a block or a passage; a record may write one alone."""


class Session(Model):
    """One sitting of an event that has several; `dates` as its `Dates.ranges` has it, `place` one of its places."""

    dates: Edtf | None = None
    place: Slug | None = None
    mode: Mode | None = None


class EventBlock(Confirmable):
    """The fields of an event's block, and what is concluded from them.

    `pairing_inferred` is true where the report does not say which of its dates goes with which place.
    """

    name: Annotated[
        Name,
        replace(
            NAME, heading="Event Name",
            label=r"(?:event|conference) (?:name|title)|(?:name|title) of (?:the )?event",
        ),
    ]  # fmt: skip
    dates: Annotated[Dates | None, DATES] = None
    location: Annotated[Location | None, LOCATION] = None
    goals: Annotated[Goals | None, GOALS] = None
    description: Annotated[Passage | None, DESCRIPTION] = None
    websites: Websites = ()
    realisation: Annotated[Realisation | None, REALISATION] = None
    series: Annotated[Slug | None, SERIES] = None
    edition: Annotated[Ordinal | None, EDITION] = None
    sessions: Annotated[
        tuple[Session, ...],
        RecordField(("schema:subEvent",), follows_from=("dates", "location", "pairing_inferred"), mapped=False),
    ] = ()  # fmt: skip
    pairing_inferred: Annotated[
        bool, RecordField(("ikg:pairingInferred",), follows_from=("dates", "location", "sessions"))
    ] = False  # fmt: skip


class Event(Occasion, EventBlock):
    """An event block of the questionnaire, and what its description says."""


class Resource(Confirmable):
    """A resource block of the questionnaire."""

    name: Annotated[
        Name,
        replace(
            NAME, heading="Resource Name",
            label=r"(?:resource|publication) (?:name|title)|(?:name|title) of (?:the )?(?:resource|publication)",
        ),
    ]  # fmt: skip
    goals: Annotated[Goals | None, GOALS] = None
    publishers: Annotated[
        Participants | None,
        RecordField(
            ("schema:publisher",), "publishers", ("named",), heading="Publishing Entity/Entities",
            label=r"publishing (?:entity ?/ ?entities|entity|entities|organi[sz]ations?)",
            short_label=r"publishers?", reader="participants.read", reads_with=("known",),
        ),
    ] = None  # fmt: skip
    audience: Annotated[
        Audience | None,
        RecordField(
            ("schema:audience",), "audience", ("groups",), heading="Target Audience", label=r"target audiences?",
            short_label=r"audience", reader="groups.audience",
        ),
    ] = None  # fmt: skip
    description: Annotated[Passage | None, DESCRIPTION] = None
    languages: Annotated[
        Languages | None,
        RecordField(
            ("schema:inLanguage", "ikg:plannedLanguage", "ikg:languagesInferred"), "languages",
            ("available", "planned", "inferred"), concluded=("ikg:languagesInferred",), guessed="inferred",
            heading="Languages", short_label=r"languages?", reader="languages.read",
        ),
    ] = None  # fmt: skip
    websites: Websites = ()
    parts: Annotated[tuple[Part, ...], PARTS] = ()


class Partnership(Confirmable):
    """A partnership block of the questionnaire."""

    name: Annotated[
        Name,
        replace(
            NAME, heading="Initiative/Partnership Name",
            label=r"(?:initiative|partnership) ?/ ?(?:partnership|initiative)(?: name)?"
            r"|(?:initiative|partnership) name|name of (?:the )?(?:initiative|partnership)",
        ),
    ]  # fmt: skip
    partners: Annotated[
        Participants | None,
        RecordField(
            ("ikg:participation", "ikg:hasPartner", "ikg:participant", "ikg:role", "schema:funder"), "partners",
            mapped=False,
            heading="Partners", short_label=r"partners?", reader="participants.read", reads_with=("known",),
        ),
    ] = None  # fmt: skip
    goals: Annotated[Goals | None, GOALS] = None
    beneficiaries: Annotated[
        Beneficiaries | None,
        RecordField(
            ("ikg:beneficiaryScope", "ikg:beneficiaryGroup", "ikg:beneficiaryCountry"), "beneficiaries",
            ("scope", "groups", "countries"), refers_to=("country",),
            heading="Member States benefitting from it",
            label=r"(?:member states|countries) benefit+ing(?: from (?:it|the (?:initiative|partnership)))?",
            short_label=r"beneficiaries", reader="groups.beneficiaries", reads_with=("known",),
        ),
    ] = None  # fmt: skip
    description: Annotated[Passage | None, DESCRIPTION] = None
    websites: Websites = ()
    parts: Annotated[tuple[Part, ...], PARTS] = ()


Block = Event | Resource | Partnership
BLOCKS: Mapping[BlockKind, type[Block]] = {"event": Event, "resource": Resource, "partnership": Partnership}
"""What the blocks of each kind become."""


@cache
def asked(kind: BlockKind) -> Mapping[str, RecordField]:
    """Map the fields that the form asks for in a kind of block to their rows, in the form's order."""
    return {name: row for name, row in rows(BLOCKS[kind]).items() if row.heading}
