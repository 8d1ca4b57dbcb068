"""What the columns of an answer hold, as queries/columns.yaml has it, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading for people, a datatype of CSVW, and the property, as `prefix:name`, whose value the cell is.

    `several` says that a cell holds a list of values of that type.
    """

    title: str = ""
    datatype: str = "string"
    property: str | None = None
    several: bool = False

    def heading(self, name: str) -> str:
        """What people call the column: its title, else its name as words."""
        if self.title:
            return self.title
        words = _HUMP.sub(" ", name).strip()
        return words[:1].upper() + words[1:].lower() if words else name


NO_TITLE = Column()
"""What is known of a column of which nothing is said."""


def column_headings(names: Sequence[str], known: Mapping[str, Column] | None) -> list[str]:
    """What people call the columns of an answer; those of a person's own query, of which nothing is known, stay."""
    if known is None:
        return list(names)
    return [known.get(name, NO_TITLE).heading(name) for name in names]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one query, in its order; `about` is the column that names what a row is about."""

    about: str | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
