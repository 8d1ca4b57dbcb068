"""What prose tells of things that the record or the registry has, in figures too, of bodies in bodies, and of terms.

A page tells of one thing in many places: `Particulars` gather, by the `type/slug` of the thing, each fact with words of
its own, whatever kind of thing it is. Who runs what, what rests on what and when something began are said here and not
at the blocks, since a block asks for none of it. Nothing here is concluded: a fact without words has no place.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from itu_kg.model.base import Model, Reference, Slug
from itu_kg.model.edtf import Edtf
from itu_kg.model.entity import Confirmable, RecordField
from itu_kg.model.fields import (
    Comparator,
    Day,
    Name,
    Participant,
    Passage,
    Phrase,
    Plan,
    Pointer,
    Quote,
    Recurrence,
    Text,
)

OUR_NAME = RecordField(("schema:name",))

Pointers = tuple[Pointer, ...]
Phrases = tuple[Phrase, ...]


class Particulars(Model):
    """What prose tells of the thing `id`, written `type/slug`.

    `owners` are those whose own the page calls it; `initiators` started it or run it jointly; `creators` made or wrote
    it. It `rests_on` what it builds on or uses, `implements` what it carries out, `feeds_into` what it is a
    contribution to, and is `part_of` something larger; `related` are those that the page names along with it.
    `founders`, `founded` and `founded_at` say who set it up, when and at which event; `since` from when on it goes on.
    `dated` is the day that the page gives a document or a decision, `recurrence` how often something is brought out
    again, `planned` what is still to be done. `activities`, `topics` and `stakeholders` are the page's own words: what
    is done, what it is about, which kinds of people and bodies take part.
    """

    id: Reference
    owners: Annotated[Pointers, RecordField(("ikg:owner",), "owner")] = ()
    initiators: Annotated[Pointers, RecordField(("ikg:initiator",), "initiator")] = ()
    creators: Annotated[Pointers, RecordField(("schema:creator",), "creator")] = ()
    rests_on: Annotated[Pointers, RecordField(("ikg:restsOn",), "rests_on")] = ()
    implements: Annotated[Pointers, RecordField(("ikg:implements",), "implements")] = ()
    feeds_into: Annotated[Pointers, RecordField(("ikg:feedsInto",), "feeds_into")] = ()
    part_of: Annotated[Pointers, RecordField(("dcterms:isPartOf",), "part_of")] = ()
    related: Annotated[Pointers, RecordField(("dcterms:relation",), "related")] = ()
    about: Annotated[Pointers, RecordField(("schema:about",), "about")] = ()
    founders: Annotated[Pointers, RecordField(("schema:founder",), "founder")] = ()
    founded: Annotated[Day | None, RecordField(("schema:foundingDate",), "founded", ("date",))] = None
    founded_at: Annotated[Pointers, RecordField(("ikg:foundedAt",), "founded_at")] = ()
    since: Annotated[Day | None, RecordField(("ikg:since",), "since", ("date",))] = None
    dated: Annotated[Day | None, RecordField(("dcterms:date",), "dated", ("date",))] = None
    recurrence: Annotated[Recurrence | None, RecordField(("ikg:recurrence",), "recurrence", ("every",))] = None
    planned: Annotated[
        tuple[Plan, ...], RecordField(("ikg:plannedActivity", "schema:actionStatus"), "planned", mapped=False)
    ] = ()
    activities: Annotated[Phrases, RecordField(("ikg:activity",), "activity", ("text",))] = ()
    topics: Annotated[Phrases, RecordField(("ikg:topic",), "topic", ("text",))] = ()
    stakeholders: Annotated[Phrases, RecordField(("ikg:stakeholder",), "stakeholder", ("text",))] = ()
    curated: dict[str, str] = Field(default_factory=dict)
    omitted: dict[str, str] = Field(default_factory=dict)


class Statistic(Confirmable):
    """A figure of the text: "over 600 participants" is 600, `more-than`, `participants`, about an event.

    `measured` is a concept of the scheme of measured properties, by which the figures of two years are compared.
    """

    name: Annotated[Text, OUR_NAME]
    subject: Annotated[Reference, RecordField(("schema:observationAbout",))]
    quote: Annotated[Quote, RecordField((), "figure")]
    value: Annotated[Decimal, RecordField(("schema:value",), "figure")]
    unit: Annotated[Text, RecordField(("schema:unitText",), "figure")]
    comparator: Annotated[Comparator, RecordField(("ikg:comparator",), "figure")] = "equal"
    currency: Annotated[
        Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None, RecordField(("schema:currency",), "figure")
    ] = None
    period: Annotated[Edtf | None, RecordField(("dcterms:temporal", "ikg:edtf"), mapped=False)] = None
    measured: Annotated[Slug | None, RecordField(("schema:measuredProperty",), "figure")] = None


class Membership(Confirmable):
    """The part that one body has in another: `name` is ours, `quote` the words that say so.

    `role` is a concept of the scheme of roles in bodies; `period` is given where the page says since or until when.
    """

    name: Annotated[Text, OUR_NAME]
    quote: Annotated[Quote, RecordField((), "membership")]
    member: Annotated[Slug, RecordField(("org:member",), "membership", refers_to=("organisation", "country"))]
    organisation: Annotated[Slug, RecordField(("org:organization",), "membership", refers_to=("organisation",))]
    role: Annotated[Slug, RecordField(("org:role",), "membership")]
    period: Annotated[Edtf | None, RecordField(("ikg:edtf",), "membership")] = None


class DefinedTerm(Confirmable):
    """A term that the page defines, or says how somebody defines; `summary` puts the definition in our words."""

    name: Annotated[Name, RecordField(("schema:name", "schema:alternateName"), "name", ("text", "acronym"))]
    definition: Annotated[Passage, RecordField(("schema:description",), "definition", mapped=False)]
    defined_by: Annotated[tuple[Participant, ...], RecordField(("ikg:definedBy",), "defined_by")] = ()
