"""The entities of a record → nodes, with the sessions, parts and participations of its blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itu_kg.mapping import field_terms
from itu_kg.mapping.field_terms import english
from itu_kg.mapping.references import unique
from itu_kg.model import edtf
from itu_kg.model.submission import DECIDED, Decision, MentionedEvent, Statistic

if TYPE_CHECKING:
    from itu_kg.mapping.submission_document import Claims
    from itu_kg.model.fields import Part, Participant
    from itu_kg.model.questionnaire import Event, Partnership, Resource, Session
    from itu_kg.rdf.jsonld_context import Node

_IN_PROSE = (
    ("mentions", "event", "MentionedEvent"),
    ("initiatives", "partnership", "Initiative"),
    ("decisions", "decision", "Decision"),
    ("actions", "action", "CoordinationAction"),
    ("transitions", "transition", "TransitionContribution"),
    ("strategies", "strategy", "Strategy"),
    ("statistics", "statistic", "Statistic"),
)
"""What a record holds of prose: its section, the type of thing in its IRIs, its class."""


def nodes(claims: Claims) -> Iterator[Node]:
    """Nodes of all entities of a record: those of blocks, then those of prose."""
    for event in claims.submission.events:
        yield from _event(event, claims)
    for resource in claims.submission.resources:
        yield from _resource(resource, claims)
    for partnership in claims.submission.partnerships:
        yield from _partnership(partnership, claims)
    for section, thing, kind in _IN_PROSE:
        more = _MORE.get(section)
        for each in getattr(claims.submission, section):
            where = f"{section}[{each.id}]"
            yield claims.entity(each, thing, kind, where, **(more(each, where, claims) if more else {}))


def _event(event: Event, claims: Claims) -> Iterator[Node]:
    where, cite = f"events[{event.id}]", claims.evidence.cite
    evidence = cite(event.dates, "dates") + cite(event.location, "location")
    sessions = list(_sessions(event, evidence, claims))
    round_the_year = event.dates is not None and event.dates.year_round is not None and not event.dates.ranges
    kinds = ["EventSeries", "ReportedEvent"] if round_the_year else "ReportedEvent"
    yield claims.entity(event, "event", kinds, where, subEvent=[session["id"] for session in sessions])
    yield from sessions


def _sessions(event: Event, evidence: list[str], claims: Claims) -> Iterator[Node]:
    """Nodes of the sittings of an event, each once: a page may list one twice."""
    begun = Counter(_begins(session) for session in event.sessions)
    for session in dict.fromkeys(event.sessions):
        number = event.sessions.index(session) + 1
        where = f"events[{event.id}].sessions[{number}]"
        what = _begins(session)
        if not what:
            raise claims.error("a session has a date or a place", where)
        if begun[what] > 1:  # as many words more as it takes to tell those that begin alike apart, whatever their order
            end = edtf.parse(session.dates).end if session.dates else ""
            what = "-".join(dict.fromkeys(each for each in (what, end, session.place, session.mode) if each))
        yield claims.claim(
            claims.minter.session(event.id, what),
            "EventSession",
            where=where,
            **(field_terms.interval((session.dates,)) if session.dates else {}),
            name=english(event.name.text),
            location=claims.references.maybe(session.place, f"{where}.place", "place", "country"),
            attendanceMode=field_terms.MODES[session.mode] if session.mode else None,
            pairingInferred=event.pairing_inferred or None,
            evidence=evidence,
        )


def _begins(session: Session) -> str:
    """The first day of a session, else its place, by which it is named."""
    return (edtf.parse(session.dates).start if session.dates else session.place) or ""


def _resource(resource: Resource, claims: Claims) -> Iterator[Node]:
    where = f"resources[{resource.id}]"
    parts = [claims.minter.thing("resource", part.id) for part in resource.parts]
    yield claims.entity(resource, "resource", "Resource", where, hasPart=parts)
    for part in resource.parts:
        yield from _part(part, where, claims)


def _part(part: Part, where: str, claims: Claims) -> Iterator[Node]:
    where = f"{where}.parts[{part.id}]"
    yield claims.claim(
        claims.minter.thing("resource", part.id),
        "ResourcePart",
        where=where,
        name=english(part.text),
        alternateName=english(part.acronym),
        hasPart=[claims.minter.thing("resource", each.id) for each in part.parts],
        evidence=claims.evidence.cite(part, "part"),
    )
    for each in part.parts:
        yield from _part(each, where, claims)


def _partnership(partnership: Partnership, claims: Claims) -> Iterator[Node]:
    where = f"partnerships[{partnership.id}]"
    parts = list(_participations(partnership, f"{where}.partners", claims))
    yield claims.entity(
        partnership,
        "partnership",
        "Partnership",
        where,
        participation=[part["id"] for part in parts],
        hasPartner=unique(part["participant"] for part in parts if part["role"] != "funder"),
    )
    yield from parts


def _participations(partnership: Partnership, where: str, claims: Claims) -> Iterator[Node]:
    by_part: dict[tuple[str, str, str], list[Participant]] = {}
    for participant in partnership.partners.named if partnership.partners else ():
        slug, iri = claims.references.party(participant, where)
        by_part.setdefault((participant.role, slug, iri), []).append(participant)
    for (role, slug, iri), participants in by_part.items():
        yield claims.claim(
            claims.minter.participation(claims.submission.id, partnership.id, role, slug),
            "Participation",
            where=where,
            name=english(f"{participants[0].text} as {role} in {partnership.name.text}"),
            role=role,
            participant=iri,
            evidence=claims.evidence.cite(participants, "partners"),
        )


def _mention(event: MentionedEvent, _: str, __: Claims) -> Node:
    return {
        "name": english(event.title or event.name.text),
        "alternateName": english(event.title and event.name.text, event.name.acronym),
    }


def _decision(decision: Decision, where: str, claims: Claims) -> Node:
    decided: dict[str, list[str]] = {}
    for cited in decision.documents:
        document = claims.references.one(cited.document, f"{where}.documents", "document")
        decided.setdefault(DECIDED[cited.did].partition(":")[2], []).append(document)
    return {key: unique(documents) for key, documents in decided.items()}


def _statistic(statistic: Statistic, _: str, __: Claims) -> Node:
    return field_terms.period(statistic.period)


_MORE: dict[str, Any] = {"mentions": _mention, "decisions": _decision, "statistics": _statistic}
"""What the fields of an entity say together."""
