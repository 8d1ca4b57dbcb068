"""A name a person gives × Queryable → the one thing in the data that has it.

An organisation or a series is found by its acronym, any of its names or the last part of its IRI; a country by its
name or a code. Stored queries list those names, so what is found is what the data says, whatever its base IRI. Refuses
to guess: no match or several is an error that names the nearest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from itu_kg.errors import UsageError
from itu_kg.query.parameters import bound

if TYPE_CHECKING:
    from itu_kg.model.queryable import Queryable
    from itu_kg.query.catalogue import Catalogue

LISTS = {"organisation": "organisation-names", "country": "country-names", "series": "series-names"}
"""The stored query that lists the names of each type of thing: its columns are the thing and one name."""


def find(kind: str, name: str, queries: Catalogue, data: Queryable) -> NamedNode:
    """Find the organisation, country or series called `name`, letter case aside.

    Raises:
        UsageError: none or several are called so.
    """
    known: dict[str, set[str]] = {}
    shown: dict[str, str] = {}  # as the data writes it; the part of the IRI only where that is all there is
    parts: dict[str, str] = {}
    for thing, label in data.select(bound(queries.get(LISTS[kind]), {})).rows:
        if thing is None or label is None:
            continue
        for text, spelt in ((label.value, shown), (thing.value.rpartition("/")[2], parts)):
            known.setdefault(text.casefold(), set()).add(thing.value)
            spelt.setdefault(text.casefold(), text)
    found = known.get(" ".join(name.split()).casefold(), set())
    if len(found) == 1:
        return NamedNode(next(iter(found)))
    if found:
        raise UsageError(f"{name!r} names {len(found)} things: {', '.join(sorted(found))}", where=f"--{kind}")
    import difflib  # noqa: PLC0415  for a wrong name only

    near = difflib.get_close_matches(name.casefold(), known, n=3)
    written = [shown.get(text) or parts[text] for text in near]
    hint = f"did you mean {' or '.join(written)}?" if near else f"`itu-kg query run {LISTS[kind]}` names them"
    raise UsageError(f"no {kind} in the data is called {name!r}", where=f"--{kind}", hint=hint)
