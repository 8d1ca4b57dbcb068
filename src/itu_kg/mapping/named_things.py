"""What a record tells of things that have a node elsewhere → nodes: where they are named, what prose says of them.

They are the registry's, or other entities of the record; here they get evidence, the facts of `particulars`, and what
is planned for them, which is a node of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from itu_kg.mapping import field_terms
from itu_kg.mapping.field_terms import english
from itu_kg.mapping.references import unique
from itu_kg.model.entity import rows
from itu_kg.model.submission import Submission

if TYPE_CHECKING:
    from itu_kg.mapping.submission_document import Claims
    from itu_kg.model.particulars import Particulars
    from itu_kg.rdf.jsonld_context import Node


def nodes(claims: Claims) -> Iterator[Node]:
    """Nodes of all that a record names and tells of besides its entities."""
    yield from _known(claims)
    for each in claims.submission.particulars:
        where = f"particulars[{each.id}]"
        iri = claims.references.reference(each.id, where)
        terms = field_terms.terms(each, iri, where, claims)
        planned = list(_planned(each, where, claims))
        yield claims.node(
            iri, None, ours=terms.ours, plannedActivity=[plan["id"] for plan in planned], **terms.reported
        )
        yield from planned


def _planned(of: Particulars, where: str, claims: Claims) -> Iterator[Node]:
    for plan in of.planned:
        iri = claims.minter.thing("plan", plan.id)
        cite = claims.evidence.cite
        yield claims.claim(
            iri,
            "PlannedActivity",
            where=f"{where}.planned[{plan.id}]",
            name=english(plan.text),
            actionStatus="PotentialActionStatus",
            date=field_terms.date(plan.date.date) if plan.date else None,
            evidence=[*cite(iri, plan, "name"), *cite(iri, plan, "planned"), *cite(iri, plan.date, "dated")],
        )


def _known(claims: Claims) -> Iterator[Node]:
    """Nodes of registry things, with the evidence that the source names them."""
    for name in ("organisations", "places", "documents"):
        row = rows(Submission)[name]
        for slug, named in getattr(claims.submission, name).items():
            iri = claims.references.one(slug, f"{name}.{slug}", *row.refers_to)
            if not named:
                continue
            evidence = unique(claims.evidence.cite(iri, named, row.evidence))
            if reason := claims.submission.curated.get(f"{name}.{slug}"):
                yield claims.node(iri, None, ours={"evidence": evidence, "editorialNote": english(f"{name}: {reason}")})
            else:
                yield {"id": iri, "evidence": evidence}
