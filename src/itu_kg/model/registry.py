"""Known things: organisations, places, series and documents, each stated once for all submissions.

An entry's `basis` says how we know what it says. `forms` are other spellings met in reports or in use (published as
schema:alternateName and skos:altLabel), `hidden` are misspellings to be found by but not shown (skos:hiddenLabel; SKOS
Reference §5). `languages` says of a name or form in another language than English which: `{Genève: fr}`.
Links to the outside live in links.sssom.tsv, not here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from itu_kg.model.base import Model, QuestionNumber, Slug
from itu_kg.model.fields import Language, Text


class Entry(Model):
    """What every entry of the registry has."""

    id: Slug
    name: Text
    forms: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()
    languages: dict[Text, Language] = Field(default_factory=dict)
    basis: Text

    @model_validator(mode="after")
    def _spoken(self) -> Self:
        if unknown := self.languages.keys() - {self.name, *self.forms, *self.hidden}:
            raise ValueError(f"languages has {min(unknown)!r}, which is neither the name nor among forms and hidden")
        return self


class Organisation(Entry):
    """A body, however it is written; `parent` is the body it is part of."""

    acronym: Text | None = None
    parent: Slug | None = None


class Country(Entry):
    """A country or area with its codes: ISO 3166-1 alpha-2 and alpha-3, and UN M49 where the UN lists it."""

    alpha2: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    alpha3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    m49: Annotated[str, Field(pattern=r"^\d{3}$")] | None = None


class Place(Entry):
    """A city or other place inside a country (a slug of the countries)."""

    country: Slug
    kind: Literal["city", "area"] = "city"


class Series(Entry):
    """A series of events whose editions submissions report; `organizer` is an organisation's slug."""

    acronym: Text | None = None
    organizer: Slug | None = None


class Document(Entry):
    """A resolution, decision, treaty, report or agenda that submissions name.

    `issuer` is an organisation's slug. `draft_of` is the slug of the text it became. `kind` is `legislation` for
    what a body adopted as binding or as a resolution, `work` for anything else.
    """

    symbol: Text | None = None
    issuer: Slug | None = None
    year: Annotated[int, Field(ge=1945, le=2100)] | None = None
    kind: Literal["legislation", "work"] = "work"
    draft_of: Slug | None = None


class Link(Model):
    """One row of links.sssom.tsv: a thing of ours, a predicate, a thing of somebody else's, and why we say so.

    Source: SSSOM, Simple Standard for Sharing Ontological Mappings, the slots of these names. `subject_id` is our
    thing by type and slug (`organisation/itu`), `object_id` the other's whole IRI, `comment` the
    basis. Only links a curator made or confirmed are published: those justified by `semapv:ManualMappingCuration`.
    """

    subject_id: Text
    predicate_id: Text
    object_id: Text
    mapping_justification: Text
    confidence: Annotated[float, Field(ge=0, le=1)]
    comment: Text

    @property
    def confirmed(self) -> bool:
        """Say whether a curator stands behind the link."""
        return self.mapping_justification == "semapv:ManualMappingCuration"


QuestionKind = Literal["decisions", "coordination", "events", "resources", "transitions", "strategies", "partnerships"]


def _cue(words: str) -> str:
    try:
        cue_pattern(words)
    except re.error as problem:
        raise ValueError(f"{words!r} is no pattern of words: {problem}") from problem
    return words


@cache
def cue_pattern(words: str) -> re.Pattern[str]:
    """Compile a cue: it begins at a word's beginning, a space in it is any white space, capitals do not matter."""
    spaced = words.replace(" ", r"\s+")
    return re.compile(rf"\b(?:{spaced})", re.IGNORECASE)


Cue = Annotated[str, AfterValidator(_cue)]
"""Words to know a question by, as a regular expression: `governing`, `cris[ei]s`, `toolkit|publi(?:sh|cation)`."""


class Question(Model):
    """One question of a form: its number, what it asks in our words, and the kind of thing its answer holds, if any.

    `2.1` is a question below question 2. Words ask this question if all of its `cues` are among them and nothing of
    `unless`. One that nobody has `seen` on a page is a guess: it helps to tell forms apart; no answer is tied to it.
    """

    number: QuestionNumber
    name: Text
    kind: QuestionKind | None = None
    cues: tuple[Cue, ...] = ()
    unless: tuple[Cue, ...] = ()
    seen: bool = True

    def is_asked(self, words: str) -> bool:
        """Say whether words ask it."""
        return (
            bool(self.cues)
            and all(cue_pattern(cue).search(words) for cue in self.cues)
            and not any(cue_pattern(cue).search(words) for cue in self.unless)
        )

    @property
    def parent(self) -> str | None:
        """The number of the question that it is part of."""
        return self.number.rpartition(".")[0] or None


class Form(Model):
    """A questionnaire as it was sent out in one year; its name and those of its questions are ours.

    It is not `whole` where it has questions that nobody has seen.
    """

    id: Slug
    name: Text
    year: Annotated[int, Field(ge=2015, le=2100)] | None = None
    whole: bool = True
    questions: tuple[Question, ...]
    basis: Text

    @model_validator(mode="after")
    def _whole(self) -> Self:
        numbers = [question.number for question in self.questions]
        for question in self.questions:
            if numbers.count(question.number) > 1:
                raise ValueError(f"there are two questions {question.number}")
            if question.parent and question.parent not in numbers:
                raise ValueError(f"question {question.number} is part of {question.parent}, which is not there")
        return self

    @property
    def seen(self) -> tuple[Question, ...]:
        """The questions that are no guess."""
        return tuple(question for question in self.questions if question.seen)


class Registry(Model):
    """All known things, by slug, and their outside links."""

    organisations: dict[Slug, Organisation]
    countries: dict[Slug, Country]
    places: dict[Slug, Place]
    series: dict[Slug, Series]
    documents: dict[Slug, Document]
    forms: dict[Slug, Form] = Field(default_factory=dict)
    links: tuple[Link, ...] = ()
