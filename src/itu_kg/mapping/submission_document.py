"""Submission × Registry → JSON-LD documents of its named graphs: flat lists of nodes in the terms of the context.

As reported is what a report claims, and where it says so. The reading is ours: what we concluded, and the names and
descriptions that we gave. Names and links of organisations, places and documents are the registry's; here they only get
evidence. What rests on an open `confirm` is told apart from both: the draft has what they say more with it. Refused: a
reference to what neither the record nor the registry has, unless it is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError
from itu_kg.mapping import entity_nodes, field_terms, name_quotes, named_things
from itu_kg.mapping.confirmation import THINGS, confirmed
from itu_kg.mapping.evidence import Evidence
from itu_kg.mapping.field_terms import Terms, english, year
from itu_kg.mapping.iris import Minter
from itu_kg.mapping.references import References, unique
from itu_kg.mapping.unsettled import Unsettled
from itu_kg.model.graph import NamedGraph
from itu_kg.rdf.memory import uncollected

if TYPE_CHECKING:
    from itu_kg.model.base import Span
    from itu_kg.model.fields import Passage, Quote
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission
    from itu_kg.rdf.jsonld_context import Context, Node


_NOTHING = Terms({}, {})


class Claims:
    """What the mapping of one submission shares: its ids, its evidence, and the nodes of its claims.

    A claim is a node with a name, a type, the submission it comes from and where the source says so. `reading` has what
    is ours of the nodes that were made: with their ids, what no words of the page say; `beside`, nodes that come along.
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
        self.reading: list[Node] = []
        self.beside: list[Node] = []
        self._ids: set[str] = set()
        self._told: list[str] = []

    def entity(self, entity: Any, thing: str, kinds: str | list[str], where: str, more: Terms = _NOTHING) -> Node:
        """Make the node of something an answer yields: the terms of its fields, and `more` in place of some."""
        iri = self.minter.thing(thing, entity.id)
        self._told.append(iri)
        terms = field_terms.terms(entity, iri, where, self)
        replaced = more.reported.keys() | more.ours.keys()
        reported, ours = ({key: value for key, value in part.items() if key not in replaced} for part in terms)
        reported |= more.reported
        ours |= more.ours
        for part, nodes in ((reported, self.beside), (ours, self.reading)):
            if part.get("attendanceMode") in field_terms.ONLINE:
                part["location"] = [*part.get("location", ()), self.minter.online(entity.id)]
                nodes.append(self._online(entity, reported.get("url")))
        return self.claim(iri, kinds, where=where, ours=ours, **reported)

    def _online(self, event: Any, addresses: list[str] | None) -> Node:
        """Make the place of an event that one attends online: its addresses are the event's, its name is ours."""
        iri = self.minter.online(event.id)
        evidence = self.evidence.cite(iri, event.location, "location")
        return self.claim(
            iri, "VirtualLocation", where="location", ours={"name": english("Online")}, url=addresses, evidence=evidence
        )

    def claim(self, iri: str, kinds: str | list[str], *, where: str, ours: Node | None = None, **terms: Any) -> Node:
        """Make the node of a claim.

        Raises:
            SourceError: another claim of this submission has the same IRI.
        """
        if iri in self._ids:
            raise self.error(f"another entity is {iri} already", where, "give one of them another id")
        self._ids.add(iri)
        return self.node(iri, kinds, ours=ours, source=self.iri, **terms)

    def node(self, iri: str, kinds: str | list[str] | None, *, ours: Node | None = None, **terms: Any) -> Node:
        """Make a node as reported, and what is ours of it; None and empty lists are left out."""
        if "evidence" in terms:
            terms["evidence"] = unique(terms["evidence"])
        if ours and (read := _filled(ours)):
            self.reading.append({"id": iri, **read})
        return _filled({"id": iri, "type": kinds, **terms})

    @cached_property
    def _names(self) -> dict[str, list[Quote]]:
        """The words that name each thing, by its id."""
        quotes = name_quotes.quotes_by_thing(self.submission)
        return {self.minter.reference(thing): words for thing, words in quotes.items()}

    def named(self, subject: str, things: str | list[str] | None, passage: Passage, field: str) -> list[str]:
        """Cite for a field of a subject where a passage names each of several things first.

        What it names nowhere has the passage for evidence, unless words were cited for the field before.
        """
        cited = []
        for thing in [things] if isinstance(things, str) else things or ():
            inside = [each for each in self._names.get(thing, ()) if passage.at.holds(each.at)]
            if inside:
                cited += self.evidence.cite(subject, [min(inside, key=attrgetter("at"))], field)
            elif not self.evidence.cited(subject, field):
                cited += self.evidence.cite(subject, passage, field)
        return cited

    def within(self, span: Span) -> list[str]:
        """The entities that the source tells of inside a stretch, first there or again."""
        subjects = self.evidence.subjects(span)
        return [iri for iri in self._told if iri in subjects]

    def error(self, what: str, where: str, hint: str = "") -> SourceError:
        """Make the error of an entity and field of this record."""
        return SourceError(what, where=where, hint=hint)


def document(submission: Submission, registry: Registry, context: Context) -> Node:
    """Map a record to one JSON-LD document of all it says, as reported or in our reading, doubts or not.

    Nodes stand by id, keys in the order of the context.

    Raises:
        SourceError: it points at something that exists nowhere, or names one thing twice; names entity and field.
    """
    reported, reading = _documents(submission, registry, context)
    nodes: dict[str, Node] = {}
    for node in (*reported["@graph"], *reading["@graph"]):
        merged = nodes.setdefault(node["id"], {})
        for key, value in node.items():
            merged[key] = field_terms.both(merged[key], value) if key in merged else value
    settled = sorted(map(context.settle, nodes.values()), key=itemgetter("id"))
    return {"@context": context.definitions, **reported, "@graph": settled}


@uncollected()
def graphs(submission: Submission, registry: Registry, context: Context) -> tuple[NamedGraph, ...]:
    """Map a record to its named graphs, without putting the documents in order first.

    These are what it reports, our reading of it, and the draft; each is left out where it would be empty.

    Raises:
        SourceError: as `document`, for what nothing doubts.
    """
    certain = confirmed(submission)
    stated = _stated(_documents(certain, registry, context), context) if certain else ()
    if certain is not submission:
        doubted = _stated(_documents(submission, registry, context, doubted=True), context)
        whole = {triple for graph in doubted for triple in graph.triples}
        # What the doubted part makes untrue of the rest, such as a quotation of what is a passage now, is in neither.
        stated = tuple(NamedGraph(each.iri, tuple(t for t in each.triples if t in whole)) for each in stated)
        whole.difference_update(*(each.triples for each in stated))
        about = context.graph(_about_draft(submission, context))
        stated = (*stated, NamedGraph(about.iri, tuple(sorted(whole.union(about.triples)))))
    return tuple(graph for graph in stated if graph.triples)


def _stated(documents: Iterable[Node], context: Context) -> tuple[NamedGraph, ...]:
    """The graphs of what is reported and of our reading: what words of the page say is no reading, too."""
    reported, reading = map(context.graph, documents)
    words = set(reported.triples)
    return reported, NamedGraph(reading.iri, tuple(each for each in reading.triples if each not in words))


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


def _documents(
    submission: Submission, registry: Registry, context: Context, *, doubted: bool = False
) -> tuple[Node, ...]:
    claims = Claims(submission, registry, context, doubted=doubted)
    nodes = [*entity_nodes.nodes(claims), *claims.beside, *named_things.nodes(claims)]
    nodes += _frame(claims, registry)
    nodes += claims.unsettled.nodes() if claims.unsettled else ()
    nodes += claims.evidence.nodes(claims.source)
    minter = claims.minter
    return (
        {"id": minter.graph(submission.id), "@graph": nodes},
        {"id": minter.reading(submission.id), "@graph": claims.reading},
    )


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}


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
    stated: dict[str, Any] = {}
    ours: dict[str, Any] = {
        "name": english(title),
        "extentRead": submission.extent,
        "machineRead": submission.machine_read or None,
        "recipient": claims.references.one(submission.recipient, "recipient", "organisation"),
        "form": form,
    }
    evidence: list[str] = []
    for key, value, wording, field in (
        ("respondent", respondent, submission.respondent, "respondent"),
        ("reportingYear", year(submission.year.year), submission.year, "year"),
    ):
        cited = claims.evidence.cite(claims.iri, wording.quote, field)
        evidence += cited
        (stated if cited else ours)[key] = value
    for each in submission.answers:
        part = stated if each.passage else ours
        part.setdefault("hasAnswer", []).append(minter.answer(submission.id, each.question))
    page = claims.context.shorten(submission.source.page) if submission.source.page else None
    yield claims.node(claims.iri, "Submission", ours=ours, url=page, source=claims.source, evidence=evidence, **stated)
    yield claims.node(
        claims.source,
        "SourceText",
        ours={"name": english(f"Source text of {title}")},
        url=page,
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
        iri = minter.answer(submission.id, answer.question)
        status = {"questionNumber": answer.question, "answerStatus": answer.status}
        goals = {minter.goal(goal): quotes for goal, quotes in answer.goals.items()}
        yield claims.node(
            iri,
            "Answer",
            ours={
                "name": english(f"Answer to question {answer.question} in {title}"),
                "answers": minter.question(known.id, answer.asked) if known and answer.asked in asked else None,
                "yields": claims.within(answer.passage.at) if answer.passage else None,
                **({} if answer.passage else status),
            },
            **(status if answer.passage else {}),
            namesGoal=list(goals),
            references=unique(claims.context.shorten(website.url) for website in answer.websites if website.url),
            source=claims.iri,
            evidence=[
                *claims.evidence.cite(iri, answer.passage, "answer"),
                *chain.from_iterable(claims.evidence.cite(iri, quotes, "goals") for quotes in goals.values()),
                *claims.evidence.cite(iri, answer.websites, "website"),
            ],
        )
        for goal, quotes in goals.items():
            named.setdefault(goal, []).extend(claims.evidence.cite(goal, quotes, "goals"))
    for goal, places in named.items():
        if places:
            yield {"id": goal, "evidence": unique(places)}
