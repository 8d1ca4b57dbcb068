"""What prose tells of → nodes: mentioned events, initiatives, decisions, actions, transitions, strategies, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.mapping import field_terms
from itu_kg.mapping.field_terms import english, year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from itu_kg.mapping.claims import Claims
    from itu_kg.mapping.field_terms import Said
    from itu_kg.model.submission import (
        CoordinationAction,
        Decision,
        Initiative,
        MentionedEvent,
        Statistic,
        Strategy,
        TransitionContribution,
    )

_DID = {"adopted": "adopts", "revised": "revises", "approved": "approves", "endorsed": "endorses"}


def nodes(claims: Claims) -> Iterator[Said]:
    """Give the nodes of everything a record found in prose."""
    submission = claims.submission
    yield from (_mention(each, claims) for each in submission.mentions)
    yield from (_initiative(each, claims) for each in submission.initiatives)
    yield from (_decision(each, claims) for each in submission.decisions)
    yield from (_action(each, claims) for each in submission.actions)
    yield from (_transition(each, claims) for each in submission.transitions)
    yield from (_strategy(each, claims) for each in submission.strategies)
    yield from (_statistic(each, claims) for each in submission.statistics)


def _mention(event: MentionedEvent, claims: Claims) -> Said:
    where, cite, references = f"mentions[{event.id}]", claims.evidence, claims.references
    larger = (
        references.maybe(event.series, f"{where}.series", "series"),
        references.maybe(event.part_of, f"{where}.part_of", "event"),
    )
    return claims.entity(
        claims.minter.thing("event", event.id),
        "MentionedEvent",
        event.name.at,
        field_terms.dates(event.dates),
        field_terms.location(event.location, references, f"{where}.location"),
        where=where,
        name=english(event.title or event.name.text),
        alternateName=english(event.title and event.name.text, event.name.acronym),
        description=english(event.summary),
        realisation=event.realisation,
        superEvent=[each for each in larger if each],
        nextEditionOf=references.maybe(event.follows, f"{where}.follows", "event"),
        evidence=[
            *cite.name(event.name),
            *cite.quote(event.dates, "dates"),
            *cite.quote(event.location, "location"),
        ],
    )


def _initiative(initiative: Initiative, claims: Claims) -> Said:
    where = f"initiatives[{initiative.id}]"
    return claims.entity(
        claims.minter.thing("partnership", initiative.id),
        "Initiative",
        initiative.name.at,
        where=where,
        name=english(initiative.name.text),
        alternateName=english(initiative.name.acronym),
        description=english(initiative.summary),
        initiator=claims.references.all(initiative.initiators, f"{where}.initiators", "organisation", "country"),
        evidence=claims.evidence.name(initiative.name),
    )


def _decision(decision: Decision, claims: Claims) -> Said:
    where, references = f"decisions[{decision.id}]", claims.references
    decided: dict[str, list[str]] = {}
    for cited in decision.documents:
        document = references.one(cited.document, f"{where}.documents", "document")
        if document not in decided.setdefault(_DID[cited.did], []):
            decided[_DID[cited.did]].append(document)
    return claims.entity(
        claims.minter.thing("decision", decision.id),
        "Decision",
        decision.passage.at,
        decided,
        where=where,
        name=english(decision.name),
        description=english(decision.summary),
        decidedBy=references.one(decision.body, f"{where}.body", "organisation"),
        decidedAt=references.maybe(decision.session, f"{where}.session", "event"),
        decisionYear=year(decision.year),
        evidence=claims.evidence.passage(decision.passage, "passage")
        + claims.evidence.quotes(decision.documents, "document"),
    )


def _action(action: CoordinationAction, claims: Claims) -> Said:
    where, cite, references = f"actions[{action.id}]", claims.evidence, claims.references
    return claims.entity(
        claims.minter.thing("action", action.id),
        "CoordinationAction",
        action.passage.at,
        field_terms.dates(action.dates),
        field_terms.websites(action.websites, claims.context.shorten),
        where=where,
        name=english(action.name),
        description=english(action.summary),
        lead=references.all(action.leads, f"{where}.leads", "organisation", "country"),
        involves=references.all(action.organisations, f"{where}.organisations", "organisation", "country"),
        output=references.several(action.outputs, f"{where}.outputs"),
        evidence=[
            *cite.passage(action.passage, "passage"),
            *cite.quote(action.dates, "dates"),
            *cite.quotes(action.websites, "website"),
        ],
    )


def _transition(transition: TransitionContribution, claims: Claims) -> Said:
    where, references = f"transitions[{transition.id}]", claims.references
    return claims.entity(
        claims.minter.thing("transition", transition.id),
        "TransitionContribution",
        transition.passage.at,
        field_terms.websites(transition.websites, claims.context.shorten),
        where=where,
        name=english(transition.name),
        description=english(transition.summary),
        keyTransition=claims.context.concept("keyTransition", transition.transition),
        throughInitiative=references.all(transition.initiatives, f"{where}.initiatives", "partnership"),
        involves=references.all(transition.organisations, f"{where}.organisations", "organisation", "country"),
        throughEvent=references.all(transition.events, f"{where}.events", "event", "series"),
        activity=english(*transition.activities),
        evidence=claims.evidence.passage(transition.passage, "passage")
        + claims.evidence.quotes(transition.websites, "website"),
    )


def _strategy(strategy: Strategy, claims: Claims) -> Said:
    where = f"strategies[{strategy.id}]"
    return claims.entity(
        claims.minter.thing("strategy", strategy.id),
        "Strategy",
        strategy.passage.at,
        where=where,
        name=english(strategy.name),
        description=english(strategy.summary),
        restsOn=claims.references.several(strategy.rests_on, f"{where}.rests_on"),
        evidence=claims.evidence.passage(strategy.passage, "passage"),
    )


def _statistic(statistic: Statistic, claims: Claims) -> Said:
    where = f"statistics[{statistic.id}]"
    return claims.entity(
        claims.minter.thing("statistic", statistic.id),
        "Statistic",
        statistic.quote.at,
        field_terms.period(statistic.period),
        where=where,
        name=english(statistic.name),
        description=english(statistic.summary),
        observationAbout=claims.references.reference(statistic.subject, f"{where}.subject"),
        value=_canonical(statistic.value),
        unitText=english(statistic.unit),
        comparator=statistic.comparator,
        currency=statistic.currency,
        evidence=claims.evidence.quote(statistic.quote, "figure"),
    )


def _canonical(value: Decimal) -> str:
    """Write a decimal in its canonical form (XML Schema 1.1 part 2, §3.3.3 and appendix E)."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
