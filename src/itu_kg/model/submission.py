"""A submission as a record holds it: what was said, where it was said, and what we understood by it.

The fields it is made of are in fields.py. Long answers and descriptions are passages: a position and a digest, and
their text only in a record that its owner keeps to himself. `confirm` names, per field, what a curator should look
at; a record with nothing left in `confirm` is a curated one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from itu_kg.model.base import At, Model, Reference, Slug, as_list
from itu_kg.model.edtf import Edtf
from itu_kg.model.fields import (
    AnswerStatus,
    Audience,
    Beneficiaries,
    Citation,
    Comparator,
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
    Quote,
    Realisation,
    Text,
    Website,
)


class Confirmable(Model):
    """An entity of a record: its slug, our one-line account of it, and what is left to confirm, by field."""

    id: Slug
    summary: Text | None = None
    confirm: dict[str, str] = Field(default_factory=dict)


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

    name: Name
    dates: Dates | None = None
    location: Location | None = None
    goals: Goals | None = None
    description: Passage | None = None
    websites: Annotated[tuple[Website, ...], BeforeValidator(as_list)] = ()
    realisation: Realisation | None = None
    series: Slug | None = None
    edition: Annotated[int, Field(ge=1)] | None = None
    sessions: tuple[Session, ...] = ()
    pairing_inferred: bool = False
    organizers: tuple[Participant, ...] = ()
    contributors: tuple[Participant, ...] = ()
    mandates: tuple[Citation, ...] = ()


class MentionedEvent(Confirmable):
    """An event named in prose only. `follows` is the event it is the next edition of; `part_of` a larger one.

    `title` is our name of it where the words alone, such as "first phase", do not say which event they mean.
    """

    title: Text | None = None
    name: Name
    dates: Dates | None = None
    location: Location | None = None
    realisation: Realisation | None = None
    series: Slug | None = None
    follows: Slug | None = None
    part_of: Slug | None = None


class Resource(Confirmable):
    """A resource block of the questionnaire."""

    name: Name
    goals: Goals | None = None
    publishers: Participants | None = None
    audience: Audience | None = None
    description: Passage | None = None
    languages: Languages | None = None
    websites: Annotated[tuple[Website, ...], BeforeValidator(as_list)] = ()
    parts: tuple[Part, ...] = ()


class Partnership(Confirmable):
    """A partnership block of the questionnaire."""

    name: Name
    partners: Participants | None = None
    goals: Goals | None = None
    beneficiaries: Beneficiaries | None = None
    description: Passage | None = None
    websites: Annotated[tuple[Website, ...], BeforeValidator(as_list)] = ()


class Initiative(Confirmable):
    """An initiative or partnership named in prose only."""

    name: Name
    initiators: tuple[Slug, ...] = ()


class DecidedDocument(Citation):
    """What a decision did to a document."""

    did: Literal["adopted", "revised", "approved", "endorsed"]


class Decision(Confirmable):
    """A decision of a governing body: `name` is ours, `passage` is where the report tells of it."""

    name: Text
    passage: Passage
    body: Slug
    session: Slug | None = None
    year: Annotated[int, Field(ge=1945, le=2100)] | None = None
    documents: tuple[DecidedDocument, ...] = ()


class CoordinationAction(Confirmable):
    """What the respondent did to improve coordination: leads, other organisations, and what came of it."""

    name: Text
    passage: Passage
    leads: tuple[Slug, ...] = ()
    organisations: tuple[Slug, ...] = ()
    dates: Dates | None = None
    outputs: tuple[Reference, ...] = ()
    websites: Annotated[tuple[Website, ...], BeforeValidator(as_list)] = ()


class TransitionContribution(Confirmable):
    """A contribution to one of the UN's six key transitions; `activities` are named in our words."""

    name: Text
    passage: Passage
    transition: Slug
    initiatives: tuple[Slug, ...] = ()
    organisations: tuple[Slug, ...] = ()
    events: tuple[Slug, ...] = ()
    activities: tuple[Text, ...] = ()
    websites: Annotated[tuple[Website, ...], BeforeValidator(as_list)] = ()


class Strategy(Confirmable):
    """A strategy or collective action, and the events and documents it rests on."""

    name: Text
    passage: Passage
    rests_on: tuple[Reference, ...] = ()


class Statistic(Confirmable):
    """A figure of the text: "over 600 participants" is 600, `more-than`, `participants`, about an event."""

    name: Text
    subject: Reference
    quote: Quote
    value: Decimal
    unit: Text
    comparator: Comparator = "equal"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    period: Edtf | None = None


class Answer(Model):
    """What the respondent said to one question; `passage` is the whole answer, absent where there is none.

    `kept` are the stretches of it that a curator has read and leaves as text: they say nothing the graph can hold.
    """

    question: Annotated[int, Field(ge=1, le=20)]
    status: AnswerStatus
    passage: Passage | None = None
    kept: tuple[At, ...] = ()


class Respondent(Quote):
    """The organisation that answers, by its registry slug."""

    organisation: Slug


class Year(Model):
    """The year of submission; `text` and `at` are absent where the page never says it and a person did."""

    text: Text | None = None
    at: At | None = None
    year: Annotated[int, Field(ge=2000, le=2100)]

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.text is None) != (self.at is None):
            raise ValueError("words without their position, or a position without its words")
        return self

    @property
    def quote(self) -> Quote | None:
        """Give the page's words for it, if it has any."""
        return Quote(text=self.text, at=self.at) if self.text is not None and self.at is not None else None


class Omission(Model):
    """A stretch of the page that is left out of the record, and why."""

    at: At
    reason: Text


class Source(Model):
    """The text that every position counts in: its digest and its length in code points."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    length: Annotated[int, Field(ge=1)]
    page: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None


class Submission(Model):
    """One organisation's answers to one year's questionnaire.

    `organisations`, `places` and `documents` map a registry slug to every stretch of the text that names it,
    in whatever spelling. `boilerplate` are the stretches that are the form's and the site's own: questions, labels,
    banner; `left_out` those that a curator leaves out, with the reason.
    """

    id: Slug
    form: Slug
    source: Source
    respondent: Respondent
    recipient: Slug = "undesa"
    year: Year
    confirm: dict[str, str] = Field(default_factory=dict)
    answers: tuple[Answer, ...]
    events: tuple[Event, ...] = ()
    resources: tuple[Resource, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[CoordinationAction, ...] = ()
    transitions: tuple[TransitionContribution, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    mentions: tuple[MentionedEvent, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    organisations: dict[Slug, tuple[Quote, ...]] = Field(default_factory=dict)
    places: dict[Slug, tuple[Quote, ...]] = Field(default_factory=dict)
    documents: dict[Slug, tuple[Quote, ...]] = Field(default_factory=dict)
    boilerplate: tuple[At, ...] = ()
    left_out: tuple[Omission, ...] = ()
