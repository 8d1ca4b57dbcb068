"""One submission being mapped: its ids, its evidence so far, and the nodes of its claims.

A claim is a node with a name, a type, the submission it comes from and where the source says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError
from itu_kg.mapping.evidence import Evidence
from itu_kg.mapping.iris import Minter
from itu_kg.mapping.references import References, unique

if TYPE_CHECKING:
    from itu_kg.mapping.field_terms import Said
    from itu_kg.model.base import Span
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission
    from itu_kg.rdf import Context


class Claims:
    """What the mapping of one submission shares."""

    def __init__(self, submission: Submission, registry: Registry, context: Context) -> None:
        self.submission = submission
        self.context = context
        self.minter = Minter(context.base)
        self.references = References(submission, registry, self.minter)
        self.evidence = Evidence(submission.id, self.minter)
        self.iri = self.minter.thing("submission", submission.id)
        self.source = self.minter.thing("source", submission.id)
        self._ids: set[str] = set()
        self._firsts: list[tuple[Span, str]] = []

    def entity(self, iri: str, kinds: str | list[str], first: Span, *said: Said, where: str, **more: Any) -> Said:
        """Make the node of something an answer yields; `first` is where the source first tells of it."""
        self._firsts.append((first, iri))
        return self.claim(iri, kinds, *said, where=where, **more)

    def claim(self, iri: str, kinds: str | list[str], *said: Said, where: str, **more: Any) -> Said:
        """Make the node of a claim.

        Raises:
            SourceError: another claim of this submission has the same IRI.
        """
        if iri in self._ids:
            raise self.error(f"another entity is {iri} already", where, "give one of them another id")
        self._ids.add(iri)
        return self.node(iri, kinds, *said, wasDerivedFrom=self.iri, **more)

    def node(self, iri: str, kinds: str | list[str], *said: Said, **more: Any) -> Said:
        """Make a node; None and empty lists are left out."""
        node: Said = {"id": iri, "type": kinds}
        for keys in (*said, more):
            node.update(keys)
        if "evidence" in node:
            node["evidence"] = unique(node["evidence"])
        return {key: value for key, value in node.items() if value is not None and value != []}

    def within(self, span: Span) -> list[str]:
        """Give the entities that the source first tells of inside a stretch."""
        return [iri for first, iri in self._firsts if span.holds(first)]

    def error(self, what: str, where: str, hint: str = "") -> SourceError:
        """Make the error of an entity and field of this record."""
        return SourceError(what, where=where, hint=hint)
