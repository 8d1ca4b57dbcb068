"""What a page says of an event or a series besides the fields of a block, a row per field.

Blocks, events named in prose and series have the same ones: the sentence "held every year by two bodies" may stand in
any of them. What is said of a series is said of the registry's, by its slug.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from itu_kg.model.entity import Confirmable, RecordField
from itu_kg.model.fields import (
    Citation,
    Day,
    Group,
    Paraphrase,
    Participant,
    Passage,
    Phrase,
    Pointer,
    Quote,
    Recurrence,
    Related,
    Relation,
)

RELATIONS: Mapping[Relation, str] = {
    "part-of": "schema:superEvent",
    "eve-of": "ikg:onEveOf",
    "beside": "ikg:heldBeside",
    "side-event-of": "ikg:sideEventOf",
    "during": "ikg:heldDuring",
    "awards-at": "ikg:awardsGivenAt",
    "submitted-to": "ikg:outcomesSubmittedTo",
    "review-of": "ikg:reviewOf",
    "carries-on": "ikg:carriesOn",
}
"""What an event says of another, by how it stands to it."""


class Occasion(Confirmable):
    """What may be said of an event and of a series.

    `mandates` are documents the report names as its basis, `calls` who or what called for it, `hosts` and `organizers`
    those it names so. `outcomes`, `launches` and `about` point at things; `purposes` and `results` are told in our
    words. `working_groups` are those that were set up at it, by what they are about; `formats` are kinds of session,
    `attendees` kinds of people.
    """

    organizers: Annotated[tuple[Participant, ...], RecordField(("schema:organizer",), "organizer")] = ()
    contributors: Annotated[
        tuple[Participant, ...], RecordField(("schema:contributor",), "contributor", follows_from=("organizers",))
    ] = ()  # fmt: skip
    mandates: Annotated[tuple[Citation, ...], RecordField(("ikg:mandatedBy",), "mandate")] = ()
    themes: Annotated[tuple[Phrase, ...], RecordField(("ikg:theme",), "theme", ("text",))] = ()
    about: Annotated[tuple[Pointer, ...], RecordField(("schema:about",), "about")] = ()
    purposes: Annotated[
        tuple[Paraphrase, ...], RecordField(("ikg:purpose",), "purpose", ("statement",), concluded=("ikg:purpose",))
    ] = ()
    calls: Annotated[tuple[Pointer, ...], RecordField(("ikg:answersCallOf",), "call")] = ()
    hosts: Annotated[tuple[Pointer, ...], RecordField(("ikg:host",), "host")] = ()
    attendees: Annotated[tuple[Group, ...], RecordField(("ikg:attendedBy",), "attendees", ("group",))] = ()
    formats: Annotated[tuple[Phrase, ...], RecordField(("ikg:sessionFormat",), "format", ("text",))] = ()
    related: Annotated[tuple[Related, ...], RecordField(("ikg:relatedEvent", *RELATIONS.values()), "related")] = ()
    within: Annotated[tuple[Pointer, ...], RecordField(("ikg:withinInitiative",), "within")] = ()
    outcomes: Annotated[tuple[Pointer, ...], RecordField(("ikg:outcome",), "outcome")] = ()
    results: Annotated[
        tuple[Paraphrase, ...],
        RecordField(("ikg:outcomeStatement",), "outcome", ("statement",), concluded=("ikg:outcomeStatement",)),
    ] = ()
    launches: Annotated[tuple[Pointer, ...], RecordField(("ikg:sawLaunchOf",), "launch")] = ()
    working_groups: Annotated[
        tuple[Phrase, ...], RecordField(("ikg:establishedGroupOn",), "working_group", ("text",))
    ] = ()


class Series(Occasion):
    """What a page says of a series of the registry, whose slug is its id, and where it names it."""

    named: Annotated[tuple[Quote, ...], RecordField((), "series")] = ()
    description: Annotated[Passage | None, RecordField(("schema:description",), "description", mapped=False)] = None
    recurrence: Annotated[Recurrence | None, RecordField(("ikg:recurrence",), "recurrence", ("every",))] = None
    since: Annotated[Day | None, RecordField(("ikg:since",), "since", ("date",))] = None
