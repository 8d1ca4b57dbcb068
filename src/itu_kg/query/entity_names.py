"""A name that a person types × the names in the data → the things meant: organisations, countries, places, anything.

Stored queries list the names, so what is meant is what the data says, whatever its base IRI. Letter case, accents,
spaces and hyphens do not count unless they tell two names apart; the last part of an IRI is a name, too. A region of UN
M49 stands for its countries. No match or several is an error that names the nearest, or all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.answer import Queryable
from itu_kg.model.assets import carried
from itu_kg.model.names import key, nearest
from itu_kg.model.vocab import prefixes
from itu_kg.query.parameters import fill
from itu_kg.rdf.prefixes import shorten

if TYPE_CHECKING:
    from itu_kg.query.catalogue import Catalogue

LISTS: Mapping[str, tuple[str, ...]] = {
    "country": ("country-names",),
    "organisation": ("organisation-names",),
    "participant": ("organisation-names", "country-names"),
    "place": ("place-names",),
    "series": ("series-names",),
    "thing": ("thing-names",),
}
"""The stored queries that list the names of each type of thing: their columns are the thing and one name."""

_CALLED = {"participant": "organisation or country"}
_CODE = 3
_MOST_CANDIDATES = 8


class Label(NamedTuple):
    """A thing's IRI and one of its names."""

    thing: str
    label: str


class Region(NamedTuple):
    """A region of UN M49: its names, and the ISO 3166-1 alpha-3 codes of its countries."""

    names: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """Finds what a name means in some data; the names of a type are asked for once.

    `spaces` are the namespaces that errors shorten IRIs by.
    """

    queries: Catalogue
    data: Queryable
    spaces: Mapping[str, str] = field(default_factory=prefixes)
    _labels: dict[str, tuple[Label, ...]] = field(default_factory=dict)

    def find(self, kind: str, name: str) -> tuple[NamedNode, ...]:
        """Find the things of a type that a name means: one, or the countries of a region.

        Raises:
            UsageError: none or several are called so.
        """
        labels = self.labels(kind)
        if kind == "country" and not _meant(name, labels) and (region := _region(name)):
            codes = set(region.countries)
            if countries := tuple(dict.fromkeys(each.thing for each in labels if each.label in codes)):
                return tuple(map(NamedNode, countries))
            raise UsageError(f"the data has no country of {region.names[0]}")
        others = [name for region in regions() for name in region.names] if kind == "country" else []
        hint = f"`itu-kg query run {LISTS[kind][0]}` names them"
        return (
            NamedNode(resolve(name, labels, _CALLED.get(kind, kind), shown=self._shown, others=others, otherwise=hint)),
        )

    def labels(self, kind: str) -> tuple[Label, ...]:
        """The names of all things of a type."""
        if kind not in self._labels:
            self._labels[kind] = tuple(self._listed(kind))
        return self._labels[kind]

    def _listed(self, kind: str) -> Iterator[Label]:
        for name in LISTS[kind]:
            for thing, label in self.data.select(fill(self.queries.get(name), {})).rows:
                if thing is not None and label is not None:
                    yield Label(thing.value, label.value)

    def _shown(self, iri: str) -> str:
        return shorten(iri, self.spaces)


def resolve(  # noqa: PLR0913  what an error says
    name: str,
    labels: Iterable[Label],
    kind: str,
    *,
    shown: Callable[[str], str],
    others: Iterable[str] = (),
    otherwise: str = "",
) -> str:
    """Find the one thing that goes by a name.

    Args:
        name: as it was typed.
        labels: the things and their names.
        kind: what errors call such a thing.
        shown: how errors write an IRI.
        others: names that would do as well, for the hint.
        otherwise: the hint where no name is near.

    Returns:
        Its IRI.

    Raises:
        UsageError: none is called so, and the nearest names are given; or several are, and they are.
    """
    known = tuple(labels)
    meant = _meant(name, known)
    if len(meant) == 1:
        return meant[0]
    if meant:
        called = {each.thing: each.label for each in reversed(known)}
        listed = [f"{shown(thing)} ({called[thing]})" for thing in islice(meant, _MOST_CANDIDATES)]
        more = f" and {len(meant) - len(listed)} more" if len(meant) > len(listed) else ""
        raise UsageError(
            f"{name[:80]!r} names {len(meant)} things: {', '.join(listed)}{more}", hint="write one of them"
        )
    # As the data writes them; the part of an IRI only where that is all there is.
    # Codes of a few letters are like anything.
    near = nearest(
        name, (*(each.label for each in known if kind != "country" or len(each.label) > _CODE), *others)
    ) or nearest(name, (_part(e.thing) for e in known))
    hint = f"did you mean {' or '.join(near)}?" if near else otherwise
    raise UsageError(f"no {kind} in the data is called {name[:80]!r}", hint=hint)


def _meant(name: str, labels: Sequence[Label]) -> tuple[str, ...]:
    """The things that a name means: those called exactly so, else so but for case, else so but for spelling."""
    text = " ".join(name.split()).removeprefix("the ")
    folded, typed = text.casefold(), key(text)
    if not typed:
        return ()
    ways: tuple[Callable[[Label], bool], ...] = (
        lambda each: each.label == text,
        lambda each: each.label.casefold() == folded,
        lambda each: key(each.label) == typed,
        lambda each: key(_part(each.thing)) == typed,
    )
    return next((meant for way in ways if (meant := tuple(dict.fromkeys(e.thing for e in labels if way(e))))), ())


def _part(iri: str) -> str:
    return iri.rpartition("/")[2]


@cache
def regions() -> tuple[Region, ...]:
    """The regions of UN M49, each with the countries of the regions within it."""
    import yaml  # noqa: PLC0415  for a region only

    folder = carried().registry
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load((folder / "regions.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506  a safe one
    by_id = {row["id"]: row for row in rows}

    def countries(row: dict[str, list[str]]) -> Iterator[str]:
        yield from (slug.upper() for slug in row.get("countries", ()))  # a country's id is its alpha-3 code
        for other in rows:
            if by_id.get(other.get("within")) is row:
                yield from countries(other)

    return tuple(Region((row["name"], *row.get("forms", ()), row["m49"]), tuple(countries(row))) for row in rows)


def _region(name: str) -> Region | None:
    return next((region for region in regions() if key(name) in map(key, region.names)), None)
