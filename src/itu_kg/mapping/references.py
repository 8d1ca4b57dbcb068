"""What a record points at: found in the record or in the registry, or refused.

It makes no guesses: a slug is known, or unsettled where a draft is made, or it is an error that names entity and field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError

if TYPE_CHECKING:
    from itu_kg.mapping.iris import Minter
    from itu_kg.mapping.unsettled import Unsettled
    from itu_kg.model.fields import Location, Part, Participant
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission


class References:
    """The things that one record may point at, and their ids; `unsettled` has ids for what nobody knows."""

    def __init__(
        self, submission: Submission, registry: Registry, minter: Minter, unsettled: Unsettled | None = None
    ) -> None:
        self._minter = minter
        self._unsettled = unsettled
        parts = (slug for resource in submission.resources for slug in _slugs(resource.parts))
        groups = (slug for partnership in submission.partnerships for slug in _slugs(partnership.parts))
        self._known: dict[str, Collection[str]] = {
            "organisation": registry.organisations,
            "country": registry.countries,
            "place": registry.places,
            "series": registry.series,
            "document": registry.documents,
            "form": registry.forms,
            "submission": frozenset((submission.id,)),
            "event": frozenset(each.id for each in (*submission.events, *submission.mentions)),
            "partnership": frozenset(
                (*(each.id for each in (*submission.partnerships, *submission.initiatives)), *groups)
            ),
            "resource": frozenset((*(each.id for each in submission.resources), *parts)),
            "decision": frozenset(each.id for each in submission.decisions),
            "action": frozenset(each.id for each in submission.actions),
            "transition": frozenset(each.id for each in submission.transitions),
            "strategy": frozenset(each.id for each in submission.strategies),
            "statistic": frozenset(each.id for each in submission.statistics),
            "membership": frozenset(each.id for each in submission.memberships),
            "term": frozenset(each.id for each in submission.terms),
        }

    def one(self, slug: str, where: str, *kinds: str) -> str:
        """The id of a thing of the first of these types that has this slug.

        Raises:
            SourceError: there is none.
        """
        for kind in kinds:
            if slug in self._known[kind]:
                return self._minter.thing(kind, slug)
        if self._unsettled and (iri := self._unsettled.slug(slug, *kinds)):
            return iri
        raise SourceError(f"there is no {' or '.join(kinds)} {slug!r}", where=where, hint=_remedy(kinds[0]))

    def maybe(self, slug: str | None, where: str, *kinds: str) -> str | None:
        """The id of a thing, or None for no slug."""
        return self.one(slug, where, *kinds) if slug is not None else None

    def all(self, slugs: Iterable[str], where: str, *kinds: str) -> list[str]:
        """The ids of several things, each once."""
        return unique(self.one(slug, where, *kinds) for slug in slugs)

    def places(self, location: Location, where: str) -> list[str]:
        """The ids of the places of a location."""
        unsettled = self._unsettled.inside(location) if self._unsettled else ()
        return unique((*self.all(location.places, where, "place", "country"), *unsettled))

    def reference(self, reference: str, where: str) -> str:
        """The id of what `type/slug` means."""
        kind, _, slug = reference.partition("/")
        if kind not in self._known:
            raise SourceError(f"{kind!r} is no type of thing", where=where, hint=f"use one of {', '.join(self._known)}")
        return self.one(slug, where, kind)

    def several(self, references: Iterable[str], where: str) -> list[str]:
        """The ids of what several `type/slug` mean, each once."""
        return unique(self.reference(reference, where) for reference in references)

    def party(self, participant: Participant, where: str) -> tuple[str, str]:
        """The slug and the id of the organisation or country that a participant is."""
        if participant.organisation is not None:
            return participant.organisation, self.one(participant.organisation, where, "organisation")
        if participant.country is not None:
            return participant.country, self.one(participant.country, where, "country")
        if self._unsettled:
            return self._unsettled.named(participant.text, participant.at, "organisation")
        hint = "give its `organisation` or `country`; `itu-kg reconcile` on the record lists what it may be"
        raise SourceError(f"nobody knows who {participant.text!r} is", where=where, hint=hint)

    def parties(self, participants: Iterable[Participant], where: str) -> list[str]:
        """The ids of several participants, each once."""
        return unique(self.party(participant, where)[1] for participant in participants)


def unique(names: Iterable[str]) -> list[str]:
    """Keep the first of each."""
    return list(dict.fromkeys(names))


def _slugs(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        yield part.id
        yield from _slugs(part.parts)


def _remedy(kind: str) -> str:
    folder = {"organisation": "organisations", "country": "countries", "place": "places", "document": "documents"}
    registry = {**folder, "series": "series", "form": "forms"}
    return (
        f"correct it, or add it to {registry[kind]}.yaml" if kind in registry else "correct it, or add it to the record"
    )
