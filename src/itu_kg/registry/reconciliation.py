"""Decisions × records × registry files → their new texts: what a curator says a name means, written down.

A spelling goes to the thing's `forms`, a new thing becomes an entry, and the record's field gets the slug. Nothing is
written here, and nothing is decided: a name that means something else already, or that no record leaves unresolved,
is refused. Text is edited in place, so comments and layout stay.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.base import is_slug
from itu_kg.records.yaml_document import Document
from itu_kg.records.yaml_edit import Edit, InsertItem, RemoveField, RenameField, SetField, edit
from itu_kg.registry.candidates import nearest
from itu_kg.registry.gazetteer import SHELVES, Gazetteer, Kind, gazetteer, index, is_acronym, key
from itu_kg.registry.unresolved import Unresolved, by_name, unresolved, without_name

if TYPE_CHECKING:
    from itu_kg.model.fields import Location
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission
    from itu_kg.records.yaml_document import Location as Steps

_ACRONYM = ("organisation", "series")
"""The types of thing that have an acronym."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name means: a known thing, or one that is `new`."""

    name: str
    kind: Kind
    slug: str
    new: bool = False

    def __str__(self) -> str:
        """Write the decision as the command line has it."""
        return f"{self.name}={self.kind}/{self.slug}"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record: its file's name and text, and what it says."""

    where: str
    text: str
    submission: Submission


def decide(
    decisions: Sequence[Decision], records: Sequence[RecordFile], registry: Registry, files: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Write decisions down.

    Args:
        decisions: what was decided; new things may be meant by other decisions too.
        records: the records that they are about.
        registry: what is known before.
        files: the text of each registry file that is to be written to, by its name without `.yaml`. It may have only
            some of what is known: what it says of a thing stands for what lies below it.

    Returns:
        the new texts of the registry files, and those of the records in their order; unchanged where nothing is.

    Raises:
        UsageError: a slug is unknown, or known where it should be new; a name means another thing already, or no
            record leaves it unresolved.
        SourceError: a file is laid out so that it cannot be edited.
    """
    plan = _Plan(registry, records)
    for decision in sorted(dict.fromkeys(decisions), key=lambda each: not each.new):
        plan.add(decision)
    shelves = {name: plan.shelf(text, name) for name, text in files.items()}
    texts = [
        edit(record.text, _edits(record.submission, settled, plan.names), where=record.where)
        if settled
        else record.text
        for record, settled in zip(records, plan.settled, strict=True)
    ]
    return shelves, texts


class _Plan:
    """What decisions come to: new entries and spellings by registry file, settled names by record."""

    def __init__(self, registry: Registry, records: Sequence[RecordFile]) -> None:
        self.names = gazetteer(registry)
        self.settled: list[list[tuple[Unresolved, Decision]]] = [[] for _ in records]
        self._registry = registry
        self._ids = [record.submission.id for record in records]
        self._unresolved = [unresolved(record.submission, registry, self.names) for record in records]
        self._entries: dict[str, dict[str, dict[str, str]]] = {}
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._taken: dict[tuple[Kind, str], str] = {}

    def add(self, decision: Decision) -> None:
        """Add what one decision changes."""
        kind, slug, shelf = decision.kind, decision.slug, SHELVES[decision.kind]
        known = getattr(self._registry, shelf)
        if not decision.new and slug not in known and slug not in self._entries.get(shelf, {}):
            like = nearest(slug, known)
            hint = f"did you mean {kind}/{like}?" if like else "--new to add it"
            raise UsageError(f"there is no {kind} {slug!r}", where=str(decision), hint=hint)
        name, country = _parted(decision.name, kind, self.names)
        settled = [
            [
                gap
                for same in by_name([gap for gap in gaps if kind in gap.kinds])
                if any(_meant(gap, decision, name, country) for gap in same)
                for gap in same
            ]
            for gaps in self._unresolved
        ]
        goes_by_it = self.names.resolve(name, kind) == slug
        # A slug that is no longer there has been decided on before: deciding twice is deciding once.
        if not any(settled) and not goes_by_it and not is_slug(name):
            others = {gap.text for gaps in self._unresolved for gap in gaps}
            hint = f"did you mean {like!r}?" if (like := nearest(decision.name, others)) else ""
            raise UsageError(f"no record leaves {decision.name!r} unresolved", where=str(decision), hint=hint)
        for gaps, kept in zip(settled, self.settled, strict=True):
            self._settle(gaps, kept, decision)
        if not any(settled):
            return
        if decision.new and slug not in known:
            beside = {gap.country for gaps in settled for gap in gaps if gap.country}
            named_in = [slug for slug, gaps in zip(self._ids, settled, strict=True) if gaps]
            if is_slug(name):
                name = next(gap.text for gaps in settled for gap in gaps)
            fields = _entry(
                decision, name, country or (beside.pop() if len(beside) == 1 else None), sorted(set(named_in))
            )
            for spelling in (fields["name"], fields.get("acronym")):
                self._take(spelling, decision)
            self._entries.setdefault(shelf, {})[slug] = fields
        elif decision.new and not goes_by_it:
            what = f"there is {kind}/{slug} already: {known[slug].name}"
            raise UsageError(what, where=str(decision), hint="--accept if that is meant")
        elif not goes_by_it and any(gap.spelling and gap.slug != name for gaps in settled for gap in gaps):
            self._take(name, decision)
            self._forms.setdefault(shelf, []).append((slug, name))

    def _settle(self, gaps: Iterable[Unresolved], kept: list[tuple[Unresolved, Decision]], decision: Decision) -> None:
        """Add the names that a decision settles; no name means two things."""
        for gap in gaps:
            self._refuse_abroad(gap, decision)
            earlier = next((other for each, other in kept if each is gap), None)
            if earlier is None:
                kept.append((gap, decision))
            elif (earlier.kind, earlier.slug) != (decision.kind, decision.slug):
                raise UsageError(f"{gap.text!r} is decided twice", where=f"{earlier} and {decision}")

    def _refuse_abroad(self, gap: Unresolved, decision: Decision) -> None:
        """Refuse a place in another country than the one that the record names beside it."""
        place = self._registry.places.get(decision.slug) if decision.kind == "place" else None
        country = place.country if place else decision.slug if decision.kind == "country" else None
        if gap.country and country and gap.country != country:
            what = f"the record puts {gap.text!r} in country/{gap.country}, not in country/{country}"
            raise UsageError(what, where=str(decision), hint="put the record right by hand if it errs")

    def _take(self, name: str | None, decision: Decision) -> None:
        """Refuse a name that another thing of the type goes by: it would then mean neither."""
        if not name:
            return
        owners = {form.slug for form in self.names.forms.get(key(name), ()) if form.kind == decision.kind}
        owners.add(self._taken.setdefault((decision.kind, key(name)), decision.slug))
        for other in sorted(owners - {decision.slug}):
            what = f"{name!r} is a name of {decision.kind}/{other} already"
            raise UsageError(what, where=str(decision), hint="write the slug into the record by hand if it means two")

    def shelf(self, text: str, name: str) -> str:
        """Write new entries and spellings into a registry file, entries where their ids sort."""
        slugs = list(Document.parse(text, f"{name}.yaml", SourceError).ids)
        edits: list[Edit] = []
        forms = dict.fromkeys(self._forms.get(name, ()))
        known = getattr(self._registry, name)
        added: dict[str, Mapping[str, Any]] = {**self._entries.get(name, {})}
        for slug in {slug for slug, _ in forms if slug not in (*slugs, *added)}:
            added[slug] = known[slug].model_dump(mode="json", exclude_defaults=True)
        for slug, fields in sorted(added.items()):
            place = bisect.bisect(slugs, slug)
            slugs.insert(place, slug)
            edits.append(InsertItem((), fields, place))
        for slug, form in forms:
            edits.append(InsertItem((slugs.index(slug), "forms"), form, before="basis"))
        return edit(text, edits, where=f"{name}.yaml") if edits else text


def _parted(name: str, kind: Kind, names: Gazetteer) -> tuple[str, str | None]:
    """Part the name of a place from the country beside it: "Madrid, Spain"."""
    stem, comma, last = name.rpartition(", ")
    country = names.resolve(last, "country") if comma and kind == "place" else None
    return (stem, country) if country else (name, None)


def _meant(gap: Unresolved, decision: Decision, name: str, country: str | None) -> bool:
    """Check whether a decision is about an unresolved name: it names it, or the slug that stands for it."""
    if gap.slug and (decision.name == gap.slug or (decision.new and decision.slug == gap.slug)):
        return True
    if country and gap.country not in (None, country):
        return False
    kind, slug = decision.kind, decision.slug
    return index([(kind, slug, name)]).resolve(gap.text, kind) == slug


def _entry(decision: Decision, name: str, country: str | None, named_in: Sequence[str]) -> dict[str, str]:
    """Make the fields of a new entry."""
    if decision.kind == "country":
        raise UsageError("a country has codes", where=str(decision), hint="write it into countries.yaml by hand")
    fields = {"id": decision.slug, "name": name}
    before, bracket, inside = name.removesuffix(")").rpartition(" (")
    if decision.kind in _ACRONYM and bracket and name.endswith(")") and is_acronym(inside):
        fields |= {"name": before, "acronym": inside}
    if decision.kind == "place":
        if not country:
            hint = f"write '{name}, COUNTRY={decision.kind}/{decision.slug}'"
            raise UsageError("a place is in a country that the registry knows", where=str(decision), hint=hint)
        fields["country"] = country
    return fields | {"basis": f"named in {' and '.join(named_in)}"}


def _edits(submission: Submission, settled: Iterable[tuple[Unresolved, Decision]], names: Gazetteer) -> Iterator[Edit]:
    """Edit slugs into a record's fields, and take out of `confirm` what is confirmed by that."""
    doubts: dict[Steps, dict[str, str]] = {}
    places: dict[Steps, list[str]] = {}
    for gap, decision in settled:
        yield from _filled(gap, decision, submission, places, names)
        if len(gap.location) > 2:
            holder, name = gap.location[:2], gap.location[2]
        else:
            holder, name = (), ".".join(map(str, gap.location[: 2 if gap.shape == "key" else 1]))
        confirm = getattr(_reached(submission, holder), "confirm", {})
        if name in confirm:
            left = doubts.setdefault(holder, dict(confirm))
            left[str(name)] = without_name(left[str(name)], gap.text)
    for holder, left in doubts.items():
        if not any(left.values()):
            yield RemoveField((*holder, "confirm"))
            continue
        for name, doubt in left.items():
            yield SetField((*holder, "confirm", name), doubt) if doubt else RemoveField((*holder, "confirm", name))


def _filled(
    gap: Unresolved, decision: Decision, submission: Submission, places: dict[Steps, list[str]], names: Gazetteer
) -> Iterator[Edit]:
    kind, slug, location = decision.kind, decision.slug, gap.location
    if gap.shape == "party":
        yield SetField((*location, kind), slug)
    elif gap.shape == "place":
        field: Location = _reached(submission, location)
        present = places.setdefault(location, list(field.places))
        if gap.country in present and slug not in present:
            # The country stood for a city that nobody knew.
            place = present.index(gap.country)
            present[place] = slug
            yield SetField((*location, "places", place), slug)
        elif slug not in present:
            stand = {mention.slug: mention.at for mention in names.mentions(field.text, field.at.start, gap.kinds)}
            later = [n for n, each in enumerate(present) if each in stand and gap.at and stand[each] > gap.at]
            place = later[0] if later else len(present)
            present.insert(place, slug)
            yield InsertItem((*location, "places"), slug, place)
    elif slug == gap.slug and location[-1] not in {"organisation", "country"} - {kind}:
        return  # the slug stands there already; what it means is new to the registry
    elif gap.shape == "key":
        if slug in getattr(submission, str(location[0])):
            what = f"{location[0]} has {slug!r} already"
            raise UsageError(what, where=str(decision), hint=f"put the places that name it and {gap.slug!r} together")
        yield RenameField(location, slug)
    elif location[-1] in ("organisation", "country") and location[-1] != kind:
        yield RemoveField(location)
        yield SetField((*location[:-1], kind), slug)
    else:
        yield SetField(location, f"{kind}/{slug}" if gap.shape == "reference" else slug)


def _reached(thing: Any, location: Steps) -> Any:
    for step in location:
        thing = thing[step] if isinstance(step, int) else getattr(thing, step)
    return thing
