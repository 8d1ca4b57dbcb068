"""Every field of a record is held to its words, or is listed as having none, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.entailment.entailment import SECTIONS
from itu_kg.entailment.field_rules import RULES, UNREAD, rule, unread
from itu_kg.model.submission import ENTITIES, Answer

if TYPE_CHECKING:
    from itu_kg.model.base import Model

FIELDS = [
    (entity, name)
    for entity in ENTITIES
    for name in entity.model_fields
    if entity is not Answer and name not in SECTIONS
]
"""An answer's fields are read with the submission's `answers`, a section's are those of its entities."""


@pytest.mark.parametrize(("entity", "name"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_a_field_is_held_to_its_words_or_is_said_to_have_none(entity: type[Model], name: str) -> None:
    assert (rule(entity, name) is None) is not (unread(entity, name) is None)


def test_no_rule_or_reason_is_of_a_field_that_is_not_there() -> None:
    assert [(entity, name) for entity, name in (*RULES, *UNREAD) if name not in entity.model_fields] == []
