"""What every entity of a record has: an id, our account of it, doubts, and fields with a row each.

A row, a RecordField, says what is known of a field: the words it is known by on a page, what reads it, what it becomes
in RDF, what its evidence is called. A field of an entity without a row is refused when its class is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from itu_kg.model.base import Model, Slug
from itu_kg.model.fields import Text


@dataclass(frozen=True, slots=True)
class RecordField:
    """What is known of one field of a record.

    Attributes:
        properties: what it says in RDF, as compact IRIs; `why` takes these for reported where the evidence is.
        concluded: those of them that no words say: our reading.
        guessed: the attribute of its value that is true where no words say the value either.
        evidence: the name of its evidence (`ikg:field`); empty for what is concluded from the page and not said.
        parts: attributes of its value that become `properties`, one each; the value itself where it has none.
        refers_to: the types of thing that its slugs may be; none for references, which say their type.
        follows_from: other fields of its entity that it is concluded from: while they are in doubt, so is it.
        essential: whether an entity that has it is nothing without it: a doubt about it is one about all.
        named_in: the passage of its entity that names what it points at: its evidence is the first such name there.
        mapped: whether properties follow from value and row alone; if not, the mapping of its entity makes them.
        heading: the form's own words for it; empty for what the form does not ask for.
        label: a regular expression of those words as pages have them, hardly ever met outside of a label.
        short_label: likewise of words that are met in running text too.
        reader: what reads it, as module and function of `extract.fields`.
        reads_with: what of the page the reader is given besides the field's words: `known`, `year` or `links`.
    """

    properties: tuple[str, ...] = ()
    evidence: str = ""
    parts: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    concluded: tuple[str, ...] = ()
    guessed: str = ""
    follows_from: tuple[str, ...] = ()
    essential: bool = False
    named_in: str = ""
    mapped: bool = True
    heading: str = ""
    label: str = ""
    short_label: str = ""
    reader: str = ""
    reads_with: tuple[Literal["known", "year", "links"], ...] = ()

    def ours(self, name: str) -> bool:
        """Whether one of its properties is our reading, and not as reported."""
        return not self.evidence or name in self.concluded


@cache
def rows(entity: type[Model]) -> Mapping[str, RecordField]:
    """Map the fields of a type that have a row to their rows, in the order of the type."""
    return {
        name: row
        for name, field in entity.model_fields.items()
        for row in field.metadata
        if isinstance(row, RecordField)
    }


SUMMARY = RecordField(("schema:description",))


class Confirmable(Model):
    """An entity of a record: its slug, our one-line account of it, and what is left to confirm, by field.

    `curated` gives, by field, the reason for a value that is not what its words say, which is our reading; `omitted`
    that for what they say and the field leaves out. A reason names its value. `ONE_OF` are fields of which it has one
    at least, or is nothing.
    """

    ONE_OF: ClassVar[tuple[str, ...]] = ()

    id: Slug
    summary: Annotated[Text | None, SUMMARY] = None
    confirm: dict[str, str] = Field(default_factory=dict)
    curated: dict[str, str] = Field(default_factory=dict)
    omitted: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a field without a row: `why` would take what the page says in it for our reading."""
        if bare := cls.model_fields.keys() - rows(cls).keys() - {"id", "confirm", "curated", "omitted"}:
            raise TypeError(f"{cls.__name__} has fields without a RecordField: {', '.join(sorted(bare))}")
