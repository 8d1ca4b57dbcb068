"""The fields of a questionnaire block: the words as reported, where they stand, and what we understood by them.

A field keeps three things together: `text`, the words as reported; `at`, their position in the source text; and the
parsed value. A passage is a stretch too long to repeat: a position and a digest.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from itu_kg.model.base import At, Model, Reference, Slug
from itu_kg.model.edtf import Edtf, EdtfDate

Relation = Literal[
    "part-of", "eve-of", "beside", "side-event-of", "during", "awards-at", "submitted-to", "review-of", "carries-on"
]
Realisation = Literal["held", "planned", "ongoing", "expected"]
Mode = Literal["physical", "virtual", "hybrid"]
Role = Literal["coordinator", "partner", "funder"]
Comparator = Literal["equal", "more-than", "at-least", "nearly"]
BeneficiaryScope = Literal["all", "open", "global"]
BeneficiaryGroup = Literal["ldc", "lldc", "sids"]
AnswerStatus = Literal["answered", "not-answered", "not-applicable", "not-on-page"]
Extent = Literal["whole", "part"]
Goal = Annotated[int, Field(ge=1, le=17)]
NamedGoal = Annotated[str, Field(pattern=r"^(?:[1-9]|1[0-7])(?:\.(?:[1-9][0-9]?|[a-d]))?$")]
Target = Annotated[str, Field(pattern=r"^(?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d])$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?$")]
Text = Annotated[str, Field(min_length=1)]


class Quote(Model):
    """Words of the source, and where they stand."""

    text: Text
    at: At


class Passage(Model):
    """A stretch of the source too long to repeat: its position, the SHA-256 of its UTF-8 bytes, its text if kept."""

    at: At
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    text: str | None = None


class Listing(Quote):
    """Words that name one or several of many; not `complete` where they say that there are more ("including")."""

    complete: bool = True


class Name(Quote):
    """A name as reported; `acronym` is the short form it brings along; `also` are other places that name it."""

    acronym: Text | None = None
    also: tuple[Quote, ...] = ()


class Dates(Quote):
    """`ranges` are EDTF dates or intervals, one per session; `year_round` is the year of "all year round"."""

    ranges: tuple[Edtf, ...] = ()
    year_round: Annotated[int, Field(ge=1945, le=2100)] | None = None


class Location(Quote):
    """`places` are slugs of the place registry, in the order reported."""

    mode: Mode | None = None
    places: tuple[Slug, ...] = ()


class Goals(Quote):
    """`scope` is `all` where the report says all 17; `emphasised` are those it singles out ("in particular")."""

    scope: Literal["all", "explicit"]
    goals: tuple[Goal, ...] = ()
    targets: tuple[Target, ...] = ()
    emphasised: tuple[Goal, ...] = ()


class Website(Quote):
    """`url` only where the report gives one; link text alone stays the label it is."""

    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")] | None = None


class Participant(Listing):
    """One organisation (or country) named in a field; `organisation` and `country` are registry slugs."""

    role: Role = "partner"
    organisation: Slug | None = None
    country: Slug | None = None


class Participants(Listing):
    """A field that lists organisations; `named` are those it names, in the order reported."""

    named: tuple[Participant, ...] = ()


class Audience(Listing):
    """`groups` are slugs of the audience scheme."""

    groups: tuple[Slug, ...] = ()


class Languages(Quote):
    """`available` and `planned` are BCP 47 tags; `inferred` where the report gives only their number."""

    available: tuple[Language, ...] = ()
    planned: tuple[Language, ...] = ()
    inferred: bool = False


class Beneficiaries(Quote):
    """Who benefits from a partnership, as the report puts it; `countries` are registry slugs of those it names."""

    scope: BeneficiaryScope | None = None
    groups: tuple[BeneficiaryGroup, ...] = ()
    countries: tuple[Slug, ...] = ()


class Part(Name):
    """A part of a resource or an initiative, with parts of its own."""

    id: Slug
    parts: tuple[Part, ...] = ()


class Citation(Quote):
    """A document that a passage names; `document` is its slug in the registry."""

    document: Slug


class Pointer(Listing):
    """Words of the source for a thing, `to`, by its type and slug."""

    to: Reference


class Phrase(Listing):
    """Words of the source that are the value themselves."""


class Related(Pointer):
    """Another event or a series, and `how` this one stands to it."""

    how: Relation


class Group(Listing):
    """A kind of people or bodies; `group` is its slug in the audience scheme."""

    group: Slug


class Paraphrase(Passage):
    """A stretch of the source, and what it says in our words."""

    statement: Text


class Ordinal(Quote):
    """Which edition of its series an event is: `number` is 23 for "the 23rd edition"."""

    number: Annotated[int, Field(ge=1)]


class Recurrence(Quote):
    """How often a series comes; `every` is a duration: P1Y for "annual", P4Y for "every four years"."""

    every: Annotated[str, Field(pattern=r"^P[1-9][0-9]?[YMD]$")]


class Day(Quote):
    """A day, month or year as the source gives it; `date` is the same in EDTF."""

    date: EdtfDate


class Plan(Quote):
    """Something that the source says is still to be done, in its words, and when, if it says so."""

    id: Slug
    date: Day | None = None
