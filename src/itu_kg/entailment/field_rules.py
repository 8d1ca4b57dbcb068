"""How each field of a record is held to its words: a row per field, and what has no words to be held to, with why.

A field that stands in neither table is refused by a test, so that nothing new goes unread.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from itu_kg.entailment import block_values, occasion_values, page_values, prose_values, quoted_values
from itu_kg.model.entity import Confirmable, rows
from itu_kg.model.event_mention import MentionedEvent
from itu_kg.model.occasion import Occasion, Series
from itu_kg.model.particulars import DefinedTerm, Membership, Particulars, Statistic
from itu_kg.model.questionnaire import Event, Partnership, Resource
from itu_kg.model.submission import (
    PARTIES,
    Answer,
    CoordinationAction,
    Decision,
    Initiative,
    Strategy,
    Submission,
    TransitionContribution,
)

if TYPE_CHECKING:
    from itu_kg.entailment.claim import Rule
    from itu_kg.model.base import Model

_THINGS = ("organisation", "event", "series", "document", "resource", "partnership")

POINTERS = (
    "owners", "initiators", "creators", "rests_on", "implements", "feeds_into", "part_of", "related", "about",
    "founders", "founded_at",
)  # fmt: skip

RULES: Mapping[tuple[type[Model], str], Rule] = {
    (Event, "name"): block_values.name,
    (Event, "description"): block_values.described,
    (Resource, "name"): block_values.name,
    (Resource, "description"): block_values.described,
    (Partnership, "name"): block_values.name,
    (Partnership, "description"): block_values.described,
    (MentionedEvent, "name"): block_values.name,
    (Initiative, "name"): block_values.name,
    (Event, "series"): prose_values.series,
    (Event, "realisation"): prose_values.realisation,
    (Event, "edition"): prose_values.edition,
    (Event, "sessions"): block_values.same,
    (Event, "pairing_inferred"): block_values.same,
    (Event, "organizers"): occasion_values.parties,
    (Event, "contributors"): occasion_values.parties,
    (Event, "mandates"): block_values.same,
    (Resource, "parts"): block_values.parts,
    (Partnership, "parts"): block_values.parts,
    (MentionedEvent, "series"): prose_values.series,
    (MentionedEvent, "realisation"): prose_values.realisation,
    (MentionedEvent, "follows"): prose_values.follows,
    (MentionedEvent, "part_of"): occasion_values.part_of,
    (MentionedEvent, "edition"): occasion_values.read_as("number", occasion_values.number),
    (Occasion, "organizers"): occasion_values.meant("organisation"),
    (Occasion, "contributors"): occasion_values.meant("organisation"),
    (Occasion, "mandates"): occasion_values.meant("document"),
    (Occasion, "about"): occasion_values.named,
    (Occasion, "calls"): occasion_values.named,
    (Occasion, "hosts"): occasion_values.named,
    (Occasion, "within"): occasion_values.named,
    (Occasion, "outcomes"): occasion_values.named,
    (Occasion, "launches"): occasion_values.named,
    (Occasion, "related"): occasion_values.related,
    (Occasion, "attendees"): occasion_values.attended,
    (Series, "recurrence"): occasion_values.recurs,
    (Series, "since"): occasion_values.begun,
    (Initiative, "initiators"): prose_values.pointed(*PARTIES),
    (Decision, "body"): prose_values.body,
    (Decision, "session"): prose_values.pointed("event", "series"),
    (Decision, "year"): prose_values.session_year,
    (Decision, "documents"): prose_values.documents,
    (CoordinationAction, "leads"): prose_values.pointed(*PARTIES),
    (CoordinationAction, "organisations"): prose_values.pointed(*PARTIES),
    (CoordinationAction, "outputs"): prose_values.pointed(*_THINGS),
    (TransitionContribution, "transition"): prose_values.transition,
    (TransitionContribution, "initiatives"): prose_values.pointed("partnership"),
    (TransitionContribution, "organisations"): prose_values.pointed(*PARTIES),
    (TransitionContribution, "events"): prose_values.pointed("event", "series"),
    (Strategy, "rests_on"): prose_values.pointed(*_THINGS),
    (Statistic, "subject"): quoted_values.subject,
    (Statistic, "value"): quoted_values.figure,
    (Statistic, "comparator"): quoted_values.figure,
    (Statistic, "currency"): quoted_values.figure,
    (Statistic, "unit"): quoted_values.unit,
    (Statistic, "period"): quoted_values.period,
    (Statistic, "measured"): quoted_values.measured,
    **{(Particulars, name): quoted_values.pointers for name in POINTERS},
    (Particulars, "recurrence"): occasion_values.recurs,
    (Particulars, "planned"): quoted_values.planned,
    **{(Particulars, name): quoted_values.day for name in ("founded", "since", "dated")},
    (Membership, "member"): prose_values.pointed(*PARTIES),
    (Membership, "organisation"): quoted_values.body,
    (Membership, "role"): quoted_values.role,
    (Membership, "period"): quoted_values.membership_period,
    (DefinedTerm, "name"): block_values.name,
    (DefinedTerm, "defined_by"): quoted_values.pointers,
    (Submission, "respondent"): page_values.respondent,
    (Submission, "year"): page_values.year,
    (Submission, "form"): page_values.form,
    (Submission, "extent"): page_values.extent,
    (Submission, "recipient"): page_values.recipient,
    (Submission, "answers"): page_values.answers,
    (Submission, "events"): page_values.blocks,
    (Submission, "resources"): page_values.blocks,
    (Submission, "partnerships"): page_values.blocks,
    (Submission, "organisations"): page_values.mentions("organisation"),
    (Submission, "places"): page_values.mentions("place", "country"),
    (Submission, "documents"): page_values.mentions("document"),
}  # fmt: skip
"""By entity and field. A field whose row names a reader is read with that, and websites with theirs."""

_OURS, _DESCRIBED = "our own name of it", "told in our own words"
_REASON = "what a curator says of the words"
_PLACE = "a position, which the ledger holds to the page"
_WORDS = "the words themselves, which the ledger holds to the page"
UNREAD: Mapping[tuple[type[Model], str], str] = {
    (Confirmable, "id"): "an identifier of ours",
    (Confirmable, "summary"): _DESCRIBED,
    (Confirmable, "confirm"): "what a curator has to look at",
    (Confirmable, "curated"): _REASON,
    (Confirmable, "omitted"): _REASON,
    (Occasion, "themes"): _WORDS,
    (Occasion, "formats"): _WORDS,
    (Occasion, "working_groups"): _WORDS,
    (Occasion, "purposes"): _DESCRIBED,
    (Occasion, "results"): _DESCRIBED,
    (Series, "named"): _PLACE,
    (Series, "description"): _PLACE,
    (MentionedEvent, "title"): _OURS,
    (Decision, "name"): _OURS,
    (Decision, "passage"): _PLACE,
    (CoordinationAction, "name"): _OURS,
    (CoordinationAction, "passage"): _PLACE,
    (TransitionContribution, "name"): _OURS,
    (TransitionContribution, "passage"): _PLACE,
    (TransitionContribution, "named"): _PLACE,
    (TransitionContribution, "activities"): _DESCRIBED,
    (Strategy, "name"): _OURS,
    (Strategy, "passage"): _PLACE,
    (Statistic, "name"): _OURS,
    (Statistic, "quote"): _PLACE,
    (Particulars, "id"): "an identifier of ours",
    (Particulars, "curated"): _REASON,
    (Particulars, "omitted"): _REASON,
    **{(Particulars, name): _PLACE for name in ("activities", "topics", "stakeholders")},
    (Membership, "name"): _OURS,
    (Membership, "quote"): _PLACE,
    (DefinedTerm, "definition"): _PLACE,
    (Answer, "kept"): _PLACE,
    (Submission, "id"): "an identifier of ours",
    (Submission, "machine_read"): "how the record came about",
    (Submission, "source"): "the page itself, which the ledger holds to its digest",
    (Submission, "confirm"): "what a curator has to look at",
    (Submission, "curated"): _REASON,
    (Submission, "omitted"): _REASON,
    (Submission, "boilerplate"): _PLACE,
    (Submission, "left_out"): "a position, and our reason",
}  # fmt: skip
"""What no words are read for, and why."""


def rule(entity: type[Model], field: str) -> Rule | None:
    """Look up how a field is held to its words; None where it is not."""
    if written := next((RULES[kind, field] for kind in entity.__mro__ if (kind, field) in RULES), None):
        return written
    if field == "websites":
        return block_values.websites
    row = rows(entity).get(field)
    return block_values.quoted if row and row.reader else None


def unread(entity: type[Model], field: str) -> str | None:
    """Say why a field has no words to be held to; None where it has."""
    return next((reason for kind in entity.__mro__ if (reason := UNREAD.get((kind, field)))), None)


def is_description(entity: type[Model], field: str) -> bool:
    """Say whether a field is told in our own words, which a name of ours need not be."""
    return unread(entity, field) == _DESCRIBED
