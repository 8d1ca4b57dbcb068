"""The entities of a record → nodes, with the sessions, parts and participations of its blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itu_kg.mapping import field_terms
from itu_kg.mapping.field_terms import Terms, english
from itu_kg.mapping.references import unique
from itu_kg.model import edtf
from itu_kg.model.curation import parted
from itu_kg.model.submission import DECIDED, Decision

if TYPE_CHECKING:
    from itu_kg.mapping.submission_document import Claims
    from itu_kg.model.event_mention import MentionedEvent
    from itu_kg.model.fields import Part, Participant
    from itu_kg.model.occasion import Series
    from itu_kg.model.particulars import Statistic
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
    ("memberships", "membership", "Membership"),
    ("terms", "term", "DefinedTerm"),
)
"""What a record holds of prose: its section, the type of thing in its IRIs, its class."""

_PARTS = {"resource": "ResourcePart", "partnership": "InitiativePart"}
"""The class of a part, by the type of thing that it is a part of."""


def nodes(claims: Claims) -> Iterator[Node]:
    """Nodes of all entities of a record: those of blocks, then those of prose."""
    for event in claims.submission.events:
        yield from _event(event, claims)
    for resource in claims.submission.resources:
        yield from _resource(resource, claims)
    for partnership in claims.submission.partnerships:
        yield from _partnership(partnership, claims)
    for series in claims.submission.series:
        yield _series(series, claims)
    for section, thing, kind in _IN_PROSE:
        more = _MORE.get(section)
        for each in getattr(claims.submission, section):
            where = f"{section}[{each.id}]"
            yield claims.entity(each, thing, kind, where, more(each, where, claims) if more else Terms({}, {}))


def _event(event: Event, claims: Claims) -> Iterator[Node]:
    where = f"events[{event.id}]"
    sessions = list(_sessions(event, claims))
    round_the_year = event.dates is not None and event.dates.year_round is not None and not event.dates.ranges
    kinds = ["EventSeries", "ReportedEvent"] if round_the_year else "ReportedEvent"
    yield claims.entity(event, "event", kinds, where, Terms({"subEvent": [each["id"] for each in sessions]}, {}))
    yield from sessions


def _sessions(event: Event, claims: Claims) -> Iterator[Node]:
    """Nodes of the sittings of an event, each once: a page may list one twice.

    Its name is the event's, so ours; and so is where it was, if the page does not say which place goes with its date.
    """
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
        iri = claims.minter.session(event.id, what)
        place: Node = {
            "location": claims.references.maybe(session.place, f"{where}.place", "place", "country"),
            "attendanceMode": field_terms.MODES[session.mode] if session.mode else None,
        }
        paired = session.dates is not None and (event.pairing_inferred or "sessions" in event.curated)
        ours: Node = {"name": english(event.name.text), "pairingInferred": event.pairing_inferred or None}
        yield claims.claim(
            iri,
            "EventSession",
            where=where,
            ours={**ours, **(place if paired else {})},
            **(field_terms.interval((session.dates,)) if session.dates else {}),
            **({} if paired else place),
            evidence=claims.evidence.cite(iri, event.dates, "dates")
            + claims.evidence.cite(iri, event.location, "location"),
        )


def _begins(session: Session) -> str:
    """The first day of a session, else its place, by which it is named."""
    return (edtf.parse(session.dates).start if session.dates else session.place) or ""


def _series(series: Series, claims: Claims) -> Node:
    """What the page says of a series that the registry knows, which has its name and source."""
    where = f"series[{series.id}]"
    iri = claims.references.one(series.id, where, "series")
    terms = field_terms.terms(series, iri, where, claims)
    return claims.node(iri, None, ours=terms.ours, **terms.reported)  # what it is, the registry says


def _resource(resource: Resource, claims: Claims) -> Iterator[Node]:
    where = f"resources[{resource.id}]"
    parts = [claims.minter.thing("resource", part.id) for part in resource.parts]
    yield claims.entity(resource, "resource", "Resource", where, Terms({}, {"hasPart": parts}))
    yield from _parts(resource.parts, "resource", where, claims)


def _parts(parts: tuple[Part, ...], thing: str, where: str, claims: Claims) -> Iterator[Node]:
    for part in parts:
        here = f"{where}.parts[{part.id}]"
        iri = claims.minter.thing(thing, part.id)
        yield claims.claim(
            iri,
            _PARTS[thing],
            where=here,
            ours={"hasPart": [claims.minter.thing(thing, each.id) for each in part.parts]},
            name=english(part.text),
            alternateName=english(part.acronym),
            evidence=claims.evidence.cite(iri, part, "part"),
        )
        yield from _parts(part.parts, thing, here, claims)


def _partnership(partnership: Partnership, claims: Claims) -> Iterator[Node]:
    where = f"partnerships[{partnership.id}]"
    participations = list(_participations(partnership, f"{where}.partners", claims))
    partners = {
        "participation": [part["id"] for part in participations],
        "hasPartner": unique(part["participant"] for part in participations if part["role"] != "funder"),
        "fundedBy": unique(part["participant"] for part in participations if part["role"] == "funder"),
    }
    parts = {"hasPart": [claims.minter.thing("partnership", part.id) for part in partnership.parts]}
    terms = Terms({}, {**partners, **parts}) if "partners" in partnership.curated else Terms(partners, parts)
    yield claims.entity(partnership, "partnership", ["Initiative", "Partnership"], where, terms)
    yield from participations
    yield from _parts(partnership.parts, "partnership", where, claims)


def _participations(partnership: Partnership, where: str, claims: Claims) -> Iterator[Node]:
    by_part: dict[tuple[str, str, str], list[Participant]] = {}
    for participant in partnership.partners.named if partnership.partners else ():
        slug, iri = claims.references.party(participant, where)
        by_part.setdefault((participant.role, slug, iri), []).append(participant)
    for (role, slug, party), participants in by_part.items():
        iri = claims.minter.participation(claims.submission.id, partnership.id, role, slug)
        yield claims.claim(
            iri,
            "Participation",
            where=where,
            ours={"name": english(f"{participants[0].text} as {role} in {partnership.name.text}")},
            role=role,
            participant=party,
            evidence=claims.evidence.cite(iri, participants, "partners"),
        )


def _mention(event: MentionedEvent, _: str, __: Claims) -> Terms:
    if event.title or "name" in event.curated:
        return Terms(field_terms.called(event.name, named=False), {"name": english(event.title or event.name.text)})
    return Terms({"name": english(event.name.text), **field_terms.called(event.name)}, {})


def _decision(decision: Decision, where: str, claims: Claims) -> Terms:
    """What was decided on; the year is reported where the page dates the decision, and else concluded."""
    terms = Terms({}, {})
    for documents, curated in parted(decision.documents, decision.curated.get("documents")):
        decided: dict[str, list[str]] = {}
        for cited in documents:
            document = claims.references.one(cited.document, f"{where}.documents", "document")
            decided.setdefault(_ACTS[cited.did], []).append(document)
        (terms.ours if curated else terms.reported).update({key: unique(each) for key, each in decided.items()})
    dates = (each.dated for each in claims.submission.particulars if each.id == f"decision/{decision.id}")
    year = field_terms.year(decision.year)
    dated = any(date is not None and date.date[:4] == year for date in dates)
    (terms.reported if dated else terms.ours)["decisionYear"] = year
    return terms


def _statistic(statistic: Statistic, _: str, __: Claims) -> Terms:
    return Terms({}, field_terms.period(statistic.period))


_ACTS = {act: name.partition(":")[2] for act, name in DECIDED.items()}
"""The key of a document that a decision was about, by what was done."""

_MORE: dict[str, Any] = {"mentions": _mention, "decisions": _decision, "statistics": _statistic}
"""What the fields of an entity say together."""
