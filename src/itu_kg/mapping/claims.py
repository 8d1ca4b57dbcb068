"""One submission being mapped: its ids, its evidence so far, and the nodes of its claims.

A claim is a node with a name, a type, the submission it comes from and where the source says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError
from itu_kg.mapping import field_terms
from itu_kg.mapping.evidence import Evidence
from itu_kg.mapping.iris import Minter
from itu_kg.mapping.references import References, unique
from itu_kg.model.fields import Quote

if TYPE_CHECKING:
    from itu_kg.model.base import Span
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission
    from itu_kg.rdf.jsonld_context import Context, Node


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

    def entity(self, entity: Any, thing: str, kinds: str | list[str], where: str, **more: Any) -> Node:
        """Make the node of something an answer yields: the terms of its fields, and `more` in place of some."""
        iri = self.minter.thing(thing, entity.id)
        name = entity.name
        first = name if isinstance(name, Quote) else entity.quote if thing == "statistic" else entity.passage
        self._firsts.append((first.at, iri))
        return self.claim(iri, kinds, where=where, **{**field_terms.terms(entity, where, self), **more})

    def claim(self, iri: str, kinds: str | list[str], *, where: str, **terms: Any) -> Node:
        """Make the node of a claim.

        Raises:
            SourceError: another claim of this submission has the same IRI.
        """
        if iri in self._ids:
            raise self.error(f"another entity is {iri} already", where, "give one of them another id")
        self._ids.add(iri)
        return self.node(iri, kinds, wasDerivedFrom=self.iri, **terms)

    def node(self, iri: str, kinds: str | list[str], **terms: Any) -> Node:
        """Make a node; None and empty lists are left out."""
        if "evidence" in terms:
            terms["evidence"] = unique(terms["evidence"])
        node = {"id": iri, "type": kinds, **terms}
        return {key: value for key, value in node.items() if value is not None and value != []}

    def within(self, span: Span) -> list[str]:
        """The entities that the source first tells of inside a stretch."""
        return [iri for first, iri in self._firsts if span.holds(first)]

    def error(self, what: str, where: str, hint: str = "") -> SourceError:
        """Make the error of an entity and field of this record."""
        return SourceError(what, where=where, hint=hint)
