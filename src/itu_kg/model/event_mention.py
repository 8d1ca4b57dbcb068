"""An event that a page names in prose only, as a record holds it: what names it, and what the prose says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from itu_kg.model.base import Slug
from itu_kg.model.entity import Confirmable, RecordField
from itu_kg.model.fields import Dates, Location, Name, Ordinal, Realisation, Text
from itu_kg.model.occasion import Occasion
from itu_kg.model.questionnaire import DATES, EDITION, LOCATION, NAME, REALISATION, SERIES


class EventMention(Confirmable):
    """What names an event in prose, and what is concluded from it.

    `follows` is the event it is the next edition of; `part_of` a larger one. `title` is our name of it where the words
    alone, such as "first phase", do not say which event they mean.
    """

    title: Annotated[Text | None, RecordField(("schema:name",), mapped=False)] = None
    name: Annotated[Name, replace(NAME, follows_from=("title",))]
    dates: Annotated[Dates | None, DATES] = None
    location: Annotated[Location | None, LOCATION] = None
    realisation: Annotated[Realisation | None, REALISATION] = None
    series: Annotated[Slug | None, SERIES] = None
    edition: Annotated[Ordinal | None, EDITION] = None
    follows: Annotated[Slug | None, RecordField(("ikg:nextEditionOf",), refers_to=("event",))] = None
    part_of: Annotated[Slug | None, RecordField(("schema:superEvent",), refers_to=("event",))] = None


class MentionedEvent(Occasion, EventMention):
    """An event named in prose only, and what the prose says of it."""
