"""Names that the registry does not know → things with provisional ids, called what the page calls them.

They stand in a draft only: `<base>id/unsettled/<type>/<slug>`, the slug that the record gives or one of the words. As
soon as the registry knows the name, `reconcile` having settled it, nothing points there any more. Who or what is meant
is not guessed: two pages that write one name share an id, two spellings of one body do not.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from itu_kg.model.fields import Quote
from itu_kg.model.slugs import slug as slug_of
from itu_kg.registry.gazetteer import gazetteer
from itu_kg.registry.unresolved import unresolved

if TYPE_CHECKING:
    from itu_kg.mapping.evidence import Evidence
    from itu_kg.mapping.iris import Minter
    from itu_kg.model.base import Span
    from itu_kg.model.fields import Location
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission
    from itu_kg.registry.unresolved import Unresolved as Name

CLASSES: Mapping[str, tuple[str, ...]] = {
    "organisation": ("OrgOrganization", "Organization"),
    "country": ("Country", "Place"),
    "place": ("Place",),
    "series": ("EventSeries",),
    "document": ("Document",),
    "form": ("QuestionnaireForm",),
}
"""What an unsettled name may be, by the type of thing, and its classes."""

_BASIS = "It is called so on the page; the registry does not know the name."


@dataclass
class Unsettled:
    """The names of one submission that mean nothing known; `nodes` are those that were pointed at."""

    minter: Minter
    submission: str
    evidence: Evidence
    words: Mapping[str, Name]
    places: tuple[Name, ...]
    _nodes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, submission: Submission, registry: Registry, minter: Minter, evidence: Evidence) -> Unsettled:
        """Find what in a record the registry does not know."""
        names = unresolved(submission, registry, gazetteer(registry))
        words = {name.slug: name for name in reversed(names) if name.slug and name.spelling}
        places = tuple(sorted((name for name in names if name.shape == "place" and name.at), key=_start))
        return cls(minter, minter.thing("submission", submission.id), evidence, words, places)

    def slug(self, slug: str, *kinds: str) -> str | None:
        """The id of what a slug stands for that the registry lacks; None where no registry could know it."""
        kind = next((kind for kind in kinds if kind in CLASSES), None)
        if kind is None:
            return None
        name = self.words.get(slug)
        return self._name(kind, slug, name.text if name else slug, name.at if name else None)

    def named(self, text: str, at: Span, kind: str) -> tuple[str, str]:
        """The id of what words of the page name, and what it is called inside other ids."""
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
        slug = slug_of(text) or f"name-{digest}"  # words of a script without Latin letters leave no slug
        return f"unsettled-{slug}", self._name(kind, slug, text, at)

    def inside(self, location: Location) -> Iterator[str]:
        """The ids of the places that a location names and the registry lacks."""
        first = bisect_left(self.places, location.at.start, key=_start)
        for name in takewhile(lambda name: _start(name) < location.at.end, islice(self.places, first, None)):
            if name.at is not None and location.at.holds(name.at):
                _, iri = self.named(name.text, name.at, "place")
                if name.country:
                    self._nodes[iri]["containedInPlace"] = self.minter.thing("country", name.country)
                yield iri

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Nodes of what was pointed at."""
        yield from self._nodes.values()

    def _name(self, kind: str, slug: str, text: str, at: Span | None) -> str:
        iri = self.minter.unsettled(kind, slug)
        made = {
            "id": iri,
            "type": list(CLASSES[kind]),
            "name": {"en": [text]},
            "basis": {"en": [_BASIS]},
            "evidence": [],
        }
        node = self._nodes.setdefault(iri, {**made, "source": self.submission})
        if at is not None:
            cited = self.evidence.cite(iri, Quote(text=text, at=at), kind)
            node["evidence"] += [each for each in cited if each not in node["evidence"]]
        return iri


def _start(name: Name) -> int:
    return name.at.start if name.at else 0
