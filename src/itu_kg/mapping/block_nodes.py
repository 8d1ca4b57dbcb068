"""Event, resource and partnership blocks → nodes, with their sessions, parts and participations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.mapping import field_terms
from itu_kg.mapping.field_terms import english
from itu_kg.mapping.references import unique
from itu_kg.model import edtf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.mapping.claims import Claims
    from itu_kg.mapping.field_terms import Said
    from itu_kg.model.fields import Part, Participant, Participants
    from itu_kg.model.submission import Event, Partnership, Resource


def nodes(claims: Claims) -> Iterator[Said]:
    """Give the nodes of all blocks of a record."""
    for event in claims.submission.events:
        yield from _event(event, claims)
    for resource in claims.submission.resources:
        yield from _resource(resource, claims)
    for partnership in claims.submission.partnerships:
        yield from _partnership(partnership, claims)


def _event(event: Event, claims: Claims) -> Iterator[Said]:
    where, cite, references = f"events[{event.id}]", claims.evidence, claims.references
    iri = claims.minter.thing("event", event.id)
    series = references.maybe(event.series, f"{where}.series", "series")
    when = cite.quote(event.dates, "dates") + cite.quote(event.location, "location")
    sessions = list(_sessions(event, when, claims))
    round_the_year = event.dates is not None and event.dates.year_round is not None and not event.dates.ranges
    yield claims.entity(
        iri,
        ["EventSeries", "ReportedEvent"] if round_the_year else "ReportedEvent",
        event.name.at,
        field_terms.dates(event.dates),
        field_terms.location(event.location, references, f"{where}.location"),
        field_terms.goals(event.goals, claims.minter),
        field_terms.websites(event.websites, claims.context.shorten),
        where=where,
        name=english(event.name.text),
        alternateName=english(event.name.acronym),
        description=english(event.summary),
        realisation=event.realisation,
        superEvent=series,
        editionNumber=event.edition,
        subEvent=[session["id"] for session in sessions],
        pairingInferred=event.pairing_inferred or None,
        organizer=references.parties(event.organizers, f"{where}.organizers"),
        contributor=references.parties(event.contributors, f"{where}.contributors"),
        mandatedBy=references.all((cited.document for cited in event.mandates), f"{where}.mandates", "document"),
        evidence=[
            *cite.name(event.name),
            *when,
            *cite.quote(event.goals, "goals"),
            *cite.passage(event.description, "description"),
            *cite.quotes(event.websites, "website"),
            *cite.quotes(event.organizers, "organizer"),
            *cite.quotes(event.contributors, "contributor"),
            *cite.quotes(event.mandates, "mandate"),
        ],
    )
    yield from sessions


def _sessions(event: Event, when: list[str], claims: Claims) -> Iterator[Said]:
    for number, session in enumerate(event.sessions):
        where = f"events[{event.id}].sessions[{number + 1}]"
        start = edtf.parse(session.dates).start if session.dates else session.place
        if start is None:
            raise claims.error("a session has a date or a place", where)
        yield claims.claim(
            claims.minter.session(event.id, start),
            "EventSession",
            field_terms.interval((session.dates,)) if session.dates else {},
            where=where,
            name=english(event.name.text),
            location=claims.references.maybe(session.place, f"{where}.place", "place", "country"),
            attendanceMode=field_terms.MODES[session.mode] if session.mode else None,
            pairingInferred=event.pairing_inferred or None,
            evidence=when,
        )


def _resource(resource: Resource, claims: Claims) -> Iterator[Said]:
    where, cite = f"resources[{resource.id}]", claims.evidence
    publishers, languages, audience = resource.publishers, resource.languages, resource.audience
    named = publishers.named if publishers else ()
    yield claims.entity(
        claims.minter.thing("resource", resource.id),
        "Resource",
        resource.name.at,
        field_terms.goals(resource.goals, claims.minter),
        field_terms.websites(resource.websites, claims.context.shorten),
        where=where,
        name=english(resource.name.text),
        alternateName=english(resource.name.acronym),
        description=english(resource.summary),
        publisher=claims.references.parties(named, f"{where}.publishers"),
        audience=unique(claims.context.concept("audience", each) for each in audience.groups) if audience else None,
        inLanguage=unique(languages.available) if languages else None,
        plannedLanguage=unique(languages.planned) if languages else None,
        languagesInferred=(languages.inferred or None) if languages else None,
        hasPart=[claims.minter.thing("resource", part.id) for part in resource.parts],
        evidence=[
            *cite.name(resource.name),
            *cite.quote(resource.goals, "goals"),
            *_cited(publishers, "publishers", claims),
            *cite.quote(audience, "audience"),
            *cite.passage(resource.description, "description"),
            *cite.quote(languages, "languages"),
            *cite.quotes(resource.websites, "website"),
        ],
    )
    for part in resource.parts:
        yield from _part(part, where, claims)


def _part(part: Part, where: str, claims: Claims) -> Iterator[Said]:
    where = f"{where}.parts[{part.id}]"
    yield claims.claim(
        claims.minter.thing("resource", part.id),
        "ResourcePart",
        where=where,
        name=english(part.text),
        alternateName=english(part.acronym),
        hasPart=[claims.minter.thing("resource", each.id) for each in part.parts],
        evidence=claims.evidence.name(part, "part"),
    )
    for each in part.parts:
        yield from _part(each, where, claims)


def _partnership(partnership: Partnership, claims: Claims) -> Iterator[Said]:
    where, cite = f"partnerships[{partnership.id}]", claims.evidence
    beneficiaries = partnership.beneficiaries
    parts = list(_participations(partnership, f"{where}.partners", claims))
    yield claims.entity(
        claims.minter.thing("partnership", partnership.id),
        "Partnership",
        partnership.name.at,
        field_terms.goals(partnership.goals, claims.minter),
        field_terms.websites(partnership.websites, claims.context.shorten),
        where=where,
        name=english(partnership.name.text),
        alternateName=english(partnership.name.acronym),
        description=english(partnership.summary),
        participation=[part["id"] for part in parts],
        hasPartner=unique(part["participant"] for part in parts if part["role"] != "funder"),
        beneficiaryScope=beneficiaries.scope if beneficiaries else None,
        beneficiaryGroup=unique(beneficiaries.groups) if beneficiaries else None,
        evidence=[
            *cite.name(partnership.name),
            *cite.quote(partnership.partners, "partners"),
            *cite.quote(partnership.goals, "goals"),
            *cite.quote(beneficiaries, "beneficiaries"),
            *cite.passage(partnership.description, "description"),
            *cite.quotes(partnership.websites, "website"),
        ],
    )
    yield from parts


def _participations(partnership: Partnership, where: str, claims: Claims) -> Iterator[Said]:
    named = partnership.partners.named if partnership.partners else ()
    by_part: dict[tuple[str, str, str], list[Participant]] = {}
    for participant in named:
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
            evidence=claims.evidence.quotes(participants, "partners"),
        )


def _cited(participants: Participants | None, field: str, claims: Claims) -> list[str]:
    if participants is None:
        return []
    return claims.evidence.quote(participants, field) + claims.evidence.quotes(participants.named, field)
