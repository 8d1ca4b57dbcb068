"""A draft and its page → the record of what is certain, machine-read, without a sentence of the page.

Certain is what follows from the words without judgement: who answers and when, which questions have an answer and where
it stands, and what an answer names that can be told for certain: goals, organisations and symbols of documents that
the registry knows, addresses written out. Positions and digests stand for text; what was concluded is left out. It
refuses a page whose respondent or year is in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields.websites import written_out
from itu_kg.model.submission import Submission
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.base import Span
    from itu_kg.model.registry import Document, Registry
    from itu_kg.model.submission import Answer, Mentions


def keep_certain(draft: Submission, text: str, registry: Registry, *, where: str) -> Submission:
    """Keep of a draft what is certain.

    Args:
        draft: what the page was read into.
        text: the page's text, which positions count in.
        registry: what is known.
        where: the page's name, for errors.

    Raises:
        SourceError: who answers, or for which year, is in doubt.
    """
    for field in ("respondent", "year"):
        if field in draft.confirm:
            what = f"the {field} is not certain: {draft.confirm[field]}"
            raise SourceError(what, where=where, hint="extract it without --sure and confirm what it says")
    answers = tuple(_answers(draft, text))
    spans = [answer.passage.at for answer in answers if answer.passage]
    organisations = {slug: at for slug, at in draft.organisations.items() if slug in registry.organisations}
    documents = {
        slug: tuple(quote for quote in quotes if _calls(quote.text, known))
        for slug, quotes in draft.documents.items()
        if (known := registry.documents.get(slug)) and known.symbol
    }
    return Submission(
        id=draft.id,
        form=None if "form" in draft.confirm else draft.form,
        extent=draft.extent,
        machine_read=True,
        source=draft.source,
        respondent=draft.respondent,
        recipient=draft.recipient,
        year=draft.year,
        answers=answers,
        organisations=_inside(organisations, spans),
        documents=_inside(documents, spans),
    )


def _answers(draft: Submission, text: str) -> Iterator[Answer]:
    for answer in draft.answers:
        passage = answer.passage
        if passage is None:
            yield answer
            continue
        words = Excerpt(text[passage.at.start : passage.at.end], passage.at.start)
        yield answer.model_copy(
            update={"passage": passage.model_copy(update={"text": None}), "websites": written_out(words)}
        )


def _calls(words: str, document: Document) -> bool:
    """Check whether words are a name or the symbol of a document, and not short for it."""
    return key(words) in {key(name) for name in (document.name, *document.forms, document.symbol or "")}


def _inside(mentions: Mentions, spans: list[Span]) -> Mentions:
    """Keep what is named inside an answer: the form and the site name others."""
    inside = {
        slug: tuple(quote for quote in quotes if any(span.holds(quote.at) for span in spans))
        for slug, quotes in mentions.items()
    }
    return {slug: quotes for slug, quotes in inside.items() if quotes}
