"""What the dataset says of itself, as data/dataset.yaml has it. Counts are no part of it: they are counted."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from itu_kg.model.base import Model, Slug
from itu_kg.model.fields import Language, Text

Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]


class Theme(Model):
    """A concept that catalogues sort by, and what it is called in English."""

    id: Address
    label: Text


class Target(Model):
    """A data set of somebody else's that ours points into: its IRIs begin with `space`."""

    id: Slug
    title: Text
    space: Address
    homepage: Address


class About(Model):
    """Title, description and the rest that a catalogue asks for (DCAT 3 §6.6), in `language`."""

    title: Text
    description: Text
    creator: Text
    licence: Address
    landing_page: Address
    issued: dt.date
    modified: dt.date
    language: Language = "en"
    keywords: tuple[Text, ...] = ()
    themes: tuple[Theme, ...] = ()
    targets: tuple[Target, ...] = ()
