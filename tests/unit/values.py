"""What a value of a record holds, however deep: the loop that tests of records share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from itu_kg.model.base import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def models(value: object, *, without: Collection[str] = ()) -> Iterator[BaseModel]:
    """List the models inside a value, itself among them, but for those of some fields."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            if name not in without:
                yield from models(getattr(value, name), without=without)
    elif isinstance(value, dict):
        for each in value.values():
            yield from models(each, without=without)
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for each in value:
            yield from models(each, without=without)
