"""Reading → the documents it cites: known ones, symbols, and titles that look like a document's.

A title counts as a document only by its noun (Agenda, Declaration, White Paper …), and never where the words name a
known body, event or partnership. "The Framework" is the one that the same text has named in full.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.document_symbols import symbols
from itu_kg.extract.prose.governing_bodies import governs
from itu_kg.extract.prose.title_spans import titles
from itu_kg.extract.prose.words import holds_any, wordset
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report

_HEADS = wordset(
    "Accord Acts Agenda Agreement Charter Communiqué Compact Convention Covenant Declaration Framework Guidelines "
    "Handbook Manifesto Pact Paper Plan Principles Protocol Recommendations Regulations Report Roadmap Strategy Treaty "
    "Policy"
)
_ALONE = re.compile(rf"\b[Tt]he\s(?P<head>{'|'.join(sorted(_HEADS))})\b(?!\s[A-Z])")
_DIGIT = re.compile(r"[0-9]")
_LOOK_BACK = 50
_INSIDE = frozenset({"in"})


class Cited(NamedTuple):
    """A document that a text cites: its slug, where, the words, and what a curator should look at, if anything."""

    slug: str
    at: Span
    text: str
    doubt: str = ""


def cited(reading: Reading, report: Report) -> tuple[Cited, ...]:
    """Give the documents that a reading cites, in order."""
    found: list[Cited] = []
    for paragraph in reading.paragraphs:
        for sentence in paragraph.sentences:
            named = [mention for mention in paragraph.named(sentence) if mention.kind == "document"]
            here = [Cited(mention.slug, mention.at, mention.text) for mention in named]
            here += _by_symbol(reading, paragraph, sentence, report)
            here = _apart(here)
            if reading.stretch.kind != "field":
                here += _by_title(reading, paragraph, sentence, here, [*found[-_LOOK_BACK:], *here])
            found += sorted(here, key=lambda one: one.at)
    return tuple(found)


def _by_symbol(reading: Reading, paragraph: Paragraph, sentence: Span, report: Report) -> Iterator[Cited]:
    words = reading.words(sentence)
    if not _DIGIT.search(words):
        return  # no symbol is without one
    bodies = paragraph.named(sentence, "organisation")
    governing = {body.slug for body in bodies if governs(reading, body.at, body.slug, report)}
    for symbol in symbols(words, sentence.start, bodies, governing, report.respondent):
        known = report.known.resolve(symbol.symbol, "document")
        made = known or symbol.slug
        if not made:
            continue
        doubt = "" if ("document", made) in report.known.names else f"not in the registry; symbol {symbol.symbol}"
        if symbol.issuer == report.respondent and not known:
            doubt = f"{doubt or 'the text names no body'}; taken to be the respondent's"
        yield Cited(made, symbol.at, reading.words(symbol.at), doubt)


def _by_title(
    reading: Reading, paragraph: Paragraph, sentence: Span, here: Sequence[Cited], before: Sequence[Cited]
) -> Iterator[Cited]:
    text = reading.words(sentence)
    if not holds_any(text, _HEADS):
        return
    taken = [one.at for one in here]
    named = paragraph.named(sentence)
    taken += [mention.at for mention in named if mention.kind in {"resource", "partnership", "event"}]
    spans = [(title.at, False) for title in titles(text, _HEADS, inside=_INSIDE)]
    spans += [(Span(*match.span("head")), True) for match in _ALONE.finditer(text)]
    for span, alone in spans:
        at = Span(sentence.start + span.start, sentence.start + span.end)
        if any(at.start < other.end and other.start < at.end for other in taken):
            continue
        words = reading.words(at)
        if any(mention.at.holds(at) for mention in named) or not slug(words):
            continue
        meant = next((one for one in reversed(before) if key(words) in key(one.text)), None)
        if meant:
            yield Cited(meant.slug, at, words, f"taken to be short for {meant.text}")
        elif not alone and not any(key(words) in key(name) for name in reading.stretch.names):
            yield Cited(slug(words), at, words, "not in the registry; known as a document by its title only")


def _apart(found: list[Cited]) -> list[Cited]:
    """Keep the longer of two that overlap."""
    kept: list[Cited] = []
    for one in sorted(found, key=lambda cited: (cited.at.start, -cited.at.end, cited.doubt)):
        if not kept or one.at.start >= kept[-1].at.end:
            kept.append(one)
    return kept
