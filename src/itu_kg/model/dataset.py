"""What the dataset says of itself, as data/dataset.yaml has it. Counts are no part of it: they are counted."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from itu_kg.model.assets import is_base_iri
from itu_kg.model.base import Model, Slug
from itu_kg.model.edition import STEM
from itu_kg.model.fields import Language, Text
from itu_kg.model.vocab import BASE

Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]


def _base_iri(text: str) -> str:
    if not is_base_iri(text):
        raise ValueError(f"{text!r} cannot be a base IRI: write http(s)://…, ending with / or #")
    return text


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
    """Who publishes what, and below which IRIs; title, description and the rest that catalogues ask for (DCAT 3 §6.6).

    Texts are in `language`. `file_stem` is what files of the whole dataset are called, before the suffix; `summary` is
    the sentence that introduces a release to who opens it, and `attribution` how it wants to be credited. A creator
    that is not given is the publisher, a landing page the base IRI, a date of change that of issue.
    """

    base_iri: Annotated[str, AfterValidator(_base_iri)] = BASE
    title: Text
    description: Text
    publisher: Text
    creator: Text
    licence: Address
    landing_page: Address
    issued: dt.date
    modified: dt.date
    language: Language = "en"
    file_stem: Annotated[str, Field(pattern=STEM)] = "itu-kg"
    summary: Text
    attribution: Text
    keywords: tuple[Text, ...] = ()
    themes: tuple[Theme, ...] = ()
    targets: tuple[Target, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _default(cls, given: Any) -> Any:
        """Take what is not given from what is."""
        if not isinstance(given, dict):
            return given
        filled = dict(given)
        for field, other in _DEFAULTS.items():
            if other in filled:
                filled.setdefault(field, filled[other])
        if "publisher" in filled and "landing_page" in filled:
            filled.setdefault("attribution", f"{filled['publisher']}, {filled['landing_page']}")
        return filled


_DEFAULTS = {"creator": "publisher", "landing_page": "base_iri", "modified": "issued", "summary": "description"}
