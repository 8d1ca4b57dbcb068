"""The questionnaire's blocks as a record holds them, a row per field.

A block's class has a field for all that the form asks for, in its order, and for what else is read from its
description. Each is annotated with its row, a RecordField: the words it is known by on a page, what reads it, what it
becomes in RDF, what its evidence is called. Readers of pages, the mapping, `why`, validation and docs read the rows;
the name of the field is also that of its group of shapes. A field of an entity without a row is refused when its
class is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from itu_kg.model.base import Model, Slug, as_list
from itu_kg.model.edtf import Edtf
from itu_kg.model.fields import (
    Audience,
    Beneficiaries,
    Citation,
    Dates,
    Goals,
    Languages,
    Location,
    Mode,
    Name,
    Part,
    Participant,
    Participants,
    Passage,
    Realisation,
    Text,
    Website,
)

BlockKind = Literal["event", "resource", "partnership"]


@dataclass(frozen=True, slots=True)
class RecordField:
    """What is known of one field of a record.

    Attributes:
        properties: what it says in RDF, as compact IRIs; `why` takes these for reported where the evidence is.
        concluded: those of them that no words say: our reading.
        guessed: the attribute of its value that is true where no words say the value either.
        evidence: the name of its evidence (`ikg:field`); empty for what is concluded from the page and not said.
        parts: attributes of its value that become `properties`, one each; the value itself where it has none.
        refers_to: the types of thing that its slugs may be; none for references, which say their type.
        follows_from: other fields of its entity that it is concluded from: while they are in doubt, so is it.
        mapped: whether properties follow from value and row alone; if not, the mapping of its entity makes them.
        heading: the form's own words for it; empty for what the form does not ask for.
        label: a regular expression of those words as pages have them, hardly ever met outside of a label.
        short_label: likewise of words that are met in running text too.
        reader: what reads it, as module and function of `extract.fields`.
        reads_with: what of the page the reader is given besides the field's words: `known`, `year` or `links`.
    """

    properties: tuple[str, ...] = ()
    evidence: str = ""
    parts: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    concluded: tuple[str, ...] = ()
    guessed: str = ""
    follows_from: tuple[str, ...] = ()
    mapped: bool = True
    heading: str = ""
    label: str = ""
    short_label: str = ""
    reader: str = ""
    reads_with: tuple[Literal["known", "year", "links"], ...] = ()

    def ours(self, name: str) -> bool:
        """Whether one of its properties is our reading, and not as reported."""
        return not self.evidence or name in self.concluded


@cache
def rows(entity: type[Model]) -> Mapping[str, RecordField]:
    """Map the fields of a type that have a row to their rows, in the order of the type."""
    return {
        name: row
        for name, field in entity.model_fields.items()
        for row in field.metadata
        if isinstance(row, RecordField)
    }


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
SUMMARY = RecordField(("schema:description",))
REALISATION = RecordField(("ikg:realisation",), follows_from=("dates",))
SERIES = RecordField(("schema:superEvent",), refers_to=("series",))

Websites = Annotated[tuple[Website, ...], BeforeValidator(as_list), WEBSITES]
"""The websites of a block or a passage; a record may write one alone."""


class Confirmable(Model):
    """An entity of a record: its slug, our one-line account of it, and what is left to confirm, by field.

    `curated` gives, by field, the reason for a value that is not what its words say; the reason names the value.
    """

    id: Slug
    summary: Annotated[Text | None, SUMMARY] = None
    confirm: dict[str, str] = Field(default_factory=dict)
    curated: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a field without a row: `why` would take what the page says in it for our reading."""
        if bare := cls.model_fields.keys() - rows(cls).keys() - {"id", "confirm", "curated"}:
            raise TypeError(f"{cls.__name__} has fields without a RecordField: {', '.join(sorted(bare))}")


class Session(Model):
    """One sitting of an event that has several; `dates` as its `Dates.ranges` has it, `place` one of its places."""

    dates: Edtf | None = None
    place: Slug | None = None
    mode: Mode | None = None


class Event(Confirmable):
    """An event block of the questionnaire.

    `pairing_inferred` is true where the report does not say which of its dates goes with which place.
    `mandates` are documents the report names as the event's basis.
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
    edition: Annotated[Annotated[int, Field(ge=1)] | None, RecordField(("ikg:editionNumber",))] = None
    sessions: Annotated[
        tuple[Session, ...],
        RecordField(("schema:subEvent",), follows_from=("dates", "location", "pairing_inferred"), mapped=False),
    ] = ()  # fmt: skip
    pairing_inferred: Annotated[
        bool, RecordField(("ikg:pairingInferred",), follows_from=("dates", "location", "sessions"))
    ] = False  # fmt: skip
    organizers: Annotated[tuple[Participant, ...], RecordField(("schema:organizer",), "organizer")] = ()
    contributors: Annotated[
        tuple[Participant, ...], RecordField(("schema:contributor",), "contributor", follows_from=("organizers",))
    ] = ()  # fmt: skip
    mandates: Annotated[tuple[Citation, ...], RecordField(("ikg:mandatedBy",), "mandate")] = ()


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
