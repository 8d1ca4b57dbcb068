"""Submission × Registry → JSON-LD document, and its named graphs: flat lists of nodes in the terms of the context.

What a report claims and where it says so. Names and links of organisations, places and documents are the registry's;
here they only get evidence. What rests on an open `confirm` is told apart from the rest: as reported stands what the
record says without it, and the draft has what it says more with it. Refused: a reference to what neither the record nor
the registry has, unless it is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError
from itu_kg.mapping import entity_nodes, field_terms
from itu_kg.mapping.confirmation import THINGS, confirmed
from itu_kg.mapping.evidence import Evidence
from itu_kg.mapping.field_terms import english, year
from itu_kg.mapping.iris import Minter
from itu_kg.mapping.references import References, unique
from itu_kg.mapping.unsettled import Unsettled
from itu_kg.model.fields import Quote
from itu_kg.model.graph import NamedGraph
from itu_kg.model.questionnaire import rows
from itu_kg.model.submission import Submission
from itu_kg.rdf.memory import uncollected

if TYPE_CHECKING:
    from itu_kg.model.base import Span
    from itu_kg.model.registry import Registry
    from itu_kg.rdf.jsonld_context import Context, Node


class Claims:
    """What the mapping of one submission shares: its ids, its evidence, and the nodes of its claims.

    A claim is a node with a name, a type, the submission it comes from and where the source says so.
    """

    def __init__(self, submission: Submission, registry: Registry, context: Context, *, doubted: bool = False) -> None:
        self.submission = submission
        self.context = context
        self.minter = Minter(context.base)
        self.evidence = Evidence(submission.id, self.minter)
        self.unsettled = Unsettled.of(submission, registry, self.minter, self.evidence) if doubted else None
        self.references = References(submission, registry, self.minter, self.unsettled)
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
        return self.node(iri, kinds, source=self.iri, **terms)

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


def document(submission: Submission, registry: Registry, context: Context) -> Node:
    """Map a record to the JSON-LD document of its named graph: nodes by id, keys in the order of the context.

    Raises:
        SourceError: it points at something that exists nowhere, or names one thing twice; names entity and field.
    """
    flat = _nodes(submission, registry, context)
    nodes = sorted(map(context.settle, flat["@graph"]), key=itemgetter("id"))
    return {"@context": context.definitions, **flat, "@graph": nodes}


@uncollected()
def graphs(submission: Submission, registry: Registry, context: Context) -> tuple[NamedGraph, ...]:
    """Map a record to its named graphs, without putting the documents in order first: as reported, and the draft.

    Either is left out where it would be empty.

    Raises:
        SourceError: as `document`, for what nothing doubts.
    """
    certain = confirmed(submission)
    if certain is submission:
        return (context.graph(_nodes(submission, registry, context)),)
    reported = context.graph(_nodes(certain, registry, context)) if certain else None
    whole = set(context.graph(_nodes(submission, registry, context, doubted=True)).triples)
    # What the doubted part makes untrue of the rest, such as a quotation of what is a passage now, is in neither.
    certain_triples = tuple(each for each in reported.triples if each in whole) if reported else ()
    about = context.graph(_about_draft(submission, context))
    draft = NamedGraph(about.iri, tuple(sorted(whole.difference(certain_triples).union(about.triples))))
    return (replace(reported, triples=certain_triples), draft) if reported else (draft,)


def _about_draft(submission: Submission, context: Context) -> Node:
    """What a draft says of itself, and of each thing what there is to confirm."""
    minter = Minter(context.base)
    iri, of = minter.draft(submission.id), minter.thing("submission", submission.id)
    text = f"What nobody has confirmed of submission {submission.id}"
    doubts = [(of, submission.confirm)]
    doubts += [
        (minter.thing(thing, entity.id), entity.confirm)
        for section, thing in THINGS.items()
        for entity in getattr(submission, section)
    ]
    nodes = [
        {"id": thing, "toConfirm": english(*(f"{field}: {doubt}" for field, doubt in confirm.items()))}
        for thing, confirm in doubts
        if confirm
    ]
    about = {
        "id": iri,
        "type": "void:Dataset",
        "name": english(text),
        "dcterms:title": {"@language": "en", "@value": text},
        "wasDerivedFrom": of,
    }
    return {"id": iri, "@graph": [about, *nodes]}


def _nodes(submission: Submission, registry: Registry, context: Context, *, doubted: bool = False) -> Node:
    claims = Claims(submission, registry, context, doubted=doubted)
    nodes = [*entity_nodes.nodes(claims), *_known(claims)]
    nodes += _frame(claims, registry)
    nodes += claims.unsettled.nodes() if claims.unsettled else ()
    nodes += claims.evidence.nodes(claims.source)
    return {"id": claims.minter.graph(submission.id), "@graph": nodes}


def _frame(claims: Claims, registry: Registry) -> Iterator[Node]:
    """The submission, its source and its answers."""
    submission, minter = claims.submission, claims.minter
    respondent = claims.references.one(submission.respondent.organisation, "respondent.organisation", "organisation")
    form = claims.references.maybe(submission.form, "form", "form")
    body = registry.organisations.get(submission.respondent.organisation)
    called = (
        body.acronym or body.name if body else submission.respondent.text or submission.respondent.organisation.upper()
    )
    title = f"{called}'s submission of {submission.year.year}"
    yield claims.node(
        claims.iri,
        "Submission",
        name=english(title),
        respondent=respondent,
        recipient=claims.references.one(submission.recipient, "recipient", "organisation"),
        reportingYear=year(submission.year.year),
        form=form,
        extentRead=submission.extent,
        machineRead=submission.machine_read or None,
        hasAnswer=[minter.answer(submission.id, answer.question) for answer in submission.answers],
        source=claims.source,
        evidence=claims.evidence.cite(submission.respondent.quote, "respondent")
        + claims.evidence.cite(submission.year.quote, "year"),
    )
    yield claims.node(
        claims.source,
        "SourceText",
        name=english(f"Source text of {title}"),
        url=claims.context.shorten(submission.source.page) if submission.source.page else None,
        sha256=submission.source.sha256,
        codePoints=submission.source.length,
    )
    known = registry.forms.get(submission.form or "")
    asked = {question.number for question in known.seen} if known else set()
    named: dict[str, list[str]] = {}
    for number, answer in enumerate(submission.answers):
        if known and answer.asked and answer.asked not in asked and not claims.unsettled:
            hint = "write `in_form: none` if it answers no question of this form"
            raise claims.error(f"the form has no question {answer.asked}", f"answers[{number + 1}].question", hint)
        goals = {minter.goal(goal): claims.evidence.cite(quotes, "goals") for goal, quotes in answer.goals.items()}
        yield claims.node(
            minter.answer(submission.id, answer.question),
            "Answer",
            name=english(f"Answer to question {answer.question} in {title}"),
            answers=minter.question(known.id, answer.asked) if known and answer.asked in asked else None,
            questionNumber=answer.question,
            answerStatus=answer.status,
            yields=claims.within(answer.passage.at) if answer.passage else None,
            namesGoal=list(goals),
            references=unique(claims.context.shorten(website.url) for website in answer.websites if website.url),
            source=claims.iri,
            evidence=[
                *claims.evidence.cite(answer.passage, "answer"),
                *chain.from_iterable(goals.values()),
                *claims.evidence.cite(answer.websites, "website"),
            ],
        )
        for goal, evidence in goals.items():
            named.setdefault(goal, []).extend(evidence)
    for goal, evidence in named.items():
        if evidence:
            yield {"id": goal, "evidence": unique(evidence)}


def _known(claims: Claims) -> Iterator[Node]:
    """Nodes of registry things, with the evidence that the source names them."""
    for name in ("organisations", "places", "documents"):
        row = rows(Submission)[name]
        for slug, named in getattr(claims.submission, name).items():
            iri = claims.references.one(slug, f"{name}.{slug}", *row.refers_to)
            if named:
                yield {"id": iri, "evidence": unique(claims.evidence.cite(named, row.evidence))}
