"""A submission as a record holds it: what was said, where it was said, and what we understood by it.

Its blocks are in questionnaire.py, the values of fields in fields.py. Long answers and descriptions are passages: a
position and a digest, and their text only in a record that its owner keeps to himself. `confirm` names, per field,
what a curator should look at; a record with nothing left in `confirm` is a curated one. `curated` gives, per field, the
reason for a value that is not what its words say, `omitted` that for what they say and the field leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from itu_kg.model.base import At, Model, QuestionNumber, Reference, Slug
from itu_kg.model.entity import Confirmable, RecordField, rows
from itu_kg.model.event_mention import MentionedEvent
from itu_kg.model.fields import AnswerStatus, Citation, Dates, Extent, Name, NamedGoal, Passage, Quote, Text, Website
from itu_kg.model.occasion import Series
from itu_kg.model.particulars import OUR_NAME, DefinedTerm, Membership, Particulars, Statistic
from itu_kg.model.questionnaire import DATES, NAME, Event, Partnership, Resource, Websites

Act = Literal["adopted", "revised", "approved", "endorsed"]
PARTIES = ("organisation", "country")
PASSAGE = RecordField(("schema:description",), "passage", concluded=("schema:description",), mapped=False)
DECIDED: Mapping[Act | None, str] = {
    "adopted": "ikg:adopts", "revised": "ikg:revises", "approved": "ikg:approves", "endorsed": "ikg:endorses",
    None: "schema:object",
}  # fmt: skip
"""What a decision says of a document, by what it did; of one that is only called a decision, that it is its object."""
INVOLVED = RecordField(("ikg:involves",), "involved", refers_to=PARTIES, named_in="passage")


class Initiative(Confirmable):
    """An initiative or partnership named in prose only."""

    name: Annotated[Name, NAME]
    initiators: Annotated[tuple[Slug, ...], RecordField(("ikg:initiator",), refers_to=PARTIES)] = ()


class DecidedDocument(Citation):
    """A document that a decision was about, and what it `did` to it, where the page says so."""

    did: Act | None = None


class Decision(Confirmable):
    """A decision of a governing body: `name` is ours, `passage` is where the report tells of it.

    `session` is an event, or a series where a conference decided that met more than once; that decided itself, unless
    the page names a `body`.
    """

    ONE_OF: ClassVar[tuple[str, ...]] = ("body", "session")

    name: Annotated[Text, OUR_NAME]
    passage: Annotated[Passage, replace(PASSAGE, properties=("schema:description", *DECIDED.values()))]
    body: Annotated[
        Slug | None,
        RecordField(("ikg:decidedBy",), "body", refers_to=("organisation",), named_in="passage", essential=True),
    ] = None
    session: Annotated[
        Slug | None, RecordField(("ikg:decidedAt",), "session", refers_to=("event", "series"), named_in="passage")
    ] = None
    year: Annotated[
        Annotated[int, Field(ge=1945, le=2100)] | None, RecordField(("ikg:decisionYear",), "dated", mapped=False)
    ] = None  # fmt: skip
    documents: Annotated[
        tuple[DecidedDocument, ...], RecordField(tuple(DECIDED.values()), "document", mapped=False)
    ] = ()


class CoordinationAction(Confirmable):
    """What the respondent did to improve coordination: leads, other organisations, and what came of it."""

    name: Annotated[Text, OUR_NAME]
    passage: Annotated[Passage, PASSAGE]
    leads: Annotated[tuple[Slug, ...], RecordField(("ikg:lead",), "lead", refers_to=PARTIES, named_in="passage")] = ()
    organisations: Annotated[tuple[Slug, ...], INVOLVED] = ()
    dates: Annotated[Dates | None, DATES] = None
    outputs: Annotated[tuple[Reference, ...], RecordField(("ikg:output",), "output", named_in="passage")] = ()
    websites: Websites = ()


class TransitionContribution(Confirmable):
    """A contribution to one of the UN's six key transitions; `activities` are named in our words.

    `named` is where the page says which transition it is: a heading as a rule.
    """

    name: Annotated[Text, OUR_NAME]
    passage: Annotated[Passage, PASSAGE]
    named: Annotated[Quote | None, RecordField((), "transition")] = None
    transition: Annotated[Slug, RecordField(("ikg:keyTransition",), "transition", named_in="passage")]
    initiatives: Annotated[
        tuple[Slug, ...],
        RecordField(("ikg:throughInitiative",), "initiative", refers_to=("partnership",), named_in="passage"),
    ] = ()
    organisations: Annotated[tuple[Slug, ...], INVOLVED] = ()
    events: Annotated[
        tuple[Slug, ...],
        RecordField(("ikg:throughEvent",), "through_event", refers_to=("event", "series"), named_in="passage"),
    ] = ()
    activities: Annotated[
        tuple[Text, ...], RecordField(("ikg:activity",), "passage", concluded=("ikg:activity",))
    ] = ()  # fmt: skip
    websites: Websites = ()


class Strategy(Confirmable):
    """A strategy or collective action, and the events and documents it rests on."""

    name: Annotated[Text, OUR_NAME]
    passage: Annotated[Passage, PASSAGE]
    rests_on: Annotated[tuple[Reference, ...], RecordField(("ikg:restsOn",), "rests_on", named_in="passage")] = ()


class Answer(Model):
    """What the respondent answers to one question; `passage` is the whole answer, absent where there is none.

    `question` is its number on the page. `in_form` is the number that the form has for it, where that is another, and
    `none` where the form asks no such question: such an answer is tied to no question.
    `goals` are the Goals (`6`) and targets (`15.6`) that its prose names, each with all that names it;
    `websites` the addresses that it writes out, in a record that nobody but a program has read.
    `kept` are the stretches of it that a curator has read and leaves as text: they say nothing the graph can hold.
    """

    question: QuestionNumber
    in_form: QuestionNumber | Literal["none"] | None = None
    status: AnswerStatus
    passage: Annotated[Passage | None, RecordField(("schema:name",), "answer", concluded=("schema:name",))] = None
    goals: Annotated[
        dict[NamedGoal, tuple[Quote, ...]], RecordField(("ikg:namesGoal",), "goals", mapped=False)
    ] = Field(default_factory=dict)  # fmt: skip
    websites: Annotated[
        tuple[Website, ...], RecordField(("dcterms:references",), "website", mapped=False)
    ] = ()  # fmt: skip
    kept: tuple[At, ...] = ()

    @property
    def asked(self) -> str | None:
        """The number of the form's question that it answers; None where it answers none."""
        return None if self.in_form == "none" else self.in_form or self.question


class Wording(Model):
    """What the page has to say; `text` and `at` are absent where it does not say it and a person did."""

    text: Text | None = None
    at: At | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.text is None) != (self.at is None):
            raise ValueError("words without their position, or a position without its words")
        return self

    @property
    def quote(self) -> Quote | None:
        """The page's words for it, if it has any."""
        return Quote(text=self.text, at=self.at) if self.text is not None and self.at is not None else None


class Respondent(Wording):
    """The organisation that answers, by its registry slug."""

    organisation: Slug


class Year(Wording):
    """The year of submission."""

    year: Annotated[int, Field(ge=2000, le=2100)]


Mentions = dict[Slug, tuple[Quote, ...]]
"""Slugs of one kind of thing, each with all that names it."""


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

    `form` is absent where nobody knows which questionnaire it is; `extent` is `part` where the page holds only some of
    the submission, so that what is not there is not known to be unanswered.
    `machine_read` says that nobody but a program has read the page: the record holds only what follows from its words
    without judgement. `organisations`, `places` and `documents` map a registry slug to every stretch of the text that
    names it, in whatever spelling. `boilerplate` are the stretches that are the form's and the site's own: questions,
    labels, banner; `left_out` those that a curator leaves out, with the reason.
    """

    id: Slug
    form: Slug | None = None
    extent: Extent = "whole"
    machine_read: Annotated[bool, RecordField(("ikg:machineRead",), mapped=False)] = False
    source: Source
    respondent: Annotated[Respondent, RecordField(("ikg:respondent",), "respondent")]
    recipient: Slug = "undesa"
    year: Annotated[Year, RecordField(("ikg:reportingYear",), "year")]
    confirm: dict[str, str] = Field(default_factory=dict)
    curated: dict[str, str] = Field(default_factory=dict)
    omitted: dict[str, str] = Field(default_factory=dict)
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
    series: tuple[Series, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    memberships: tuple[Membership, ...] = ()
    terms: tuple[DefinedTerm, ...] = ()
    particulars: tuple[Particulars, ...] = ()
    organisations: Annotated[Mentions, RecordField((), "organisation", refers_to=("organisation",))] = Field(
        default_factory=dict
    )
    places: Annotated[Mentions, RecordField((), "place", refers_to=("place", "country"))] = Field(default_factory=dict)
    documents: Annotated[Mentions, RecordField((), "document", refers_to=("document",))] = Field(default_factory=dict)
    boilerplate: tuple[At, ...] = ()
    left_out: tuple[Omission, ...] = ()


ENTITIES = (
    Event, Resource, Partnership, MentionedEvent, Series, Initiative, Decision, CoordinationAction,
    TransitionContribution, Strategy, Statistic, Membership, DefinedTerm, Particulars, Answer, Submission,
)  # fmt: skip
"""The types of a record whose fields have rows."""


@cache
def grounds() -> Mapping[str, frozenset[str]]:
    """Map each property, as a compact IRI, to the evidence it is reported in, or was concluded from."""
    properties: dict[str, set[str]] = {}
    for entity in ENTITIES:
        for row in rows(entity).values():
            evidence = [row.evidence] if row.evidence else [rows(entity)[each].evidence for each in row.follows_from]
            for name in row.properties:
                properties.setdefault(name, set()).update(filter(None, evidence))
    return {name: frozenset(evidence) for name, evidence in properties.items()}


@cache
def fields_of(name: str) -> frozenset[str]:
    """Name the fields of a record that say a property, given as a compact IRI."""
    return frozenset(field for entity in ENTITIES for field, row in rows(entity).items() if name in row.properties)


def evidence_names(field: str) -> frozenset[str]:
    """Name the evidence of the record fields of a name, whatever entity has them."""
    of = [rows(entity)[field].evidence for entity in ENTITIES if field in rows(entity)]
    return frozenset(filter(None, (field, *of)))
