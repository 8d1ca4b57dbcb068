"""Reading → the documents it cites: known ones, symbols, and titles that look like a document's.

A title counts as a document only by its noun (Agenda, Declaration, White Paper …), and never where the words name a
known body, event or partnership. "The Framework" is the one that the same text has named in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.symbols import symbols
from itu_kg.extract.prose.titles import titles
from itu_kg.extract.prose.words import wordset
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.extract.prose.reading import Paragraph, Reading, Report

_HEADS = wordset(
    "Accord Acts Agenda Agreement Charter Communiqué Compact Convention Covenant Declaration Framework Guidelines "
    "Handbook Manifesto Pact Paper Plan Principles Protocol Recommendations Regulations Report Roadmap Strategy Treaty "
    "Policy"
)
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
        here = [*_known(paragraph), *_by_symbol(reading, paragraph, report)]
        here = _apart(here)
        if reading.stretch.kind != "field":
            here += _by_title(reading, paragraph, [*found, *here])
        found += sorted(here, key=lambda one: one.at)
    return tuple(found)


def _known(paragraph: Paragraph) -> Iterator[Cited]:
    for mention in paragraph.mentions:
        if mention.kind == "document":
            yield Cited(mention.slug, mention.at, mention.text)


def _by_symbol(reading: Reading, paragraph: Paragraph, report: Report) -> Iterator[Cited]:
    for sentence in paragraph.sentences:
        bodies = paragraph.named(sentence, "organisation")
        for symbol in symbols(reading.words(sentence), sentence.start, bodies, report.respondent):
            known = report.known.resolve(symbol.symbol, "document")
            made = known or symbol.slug
            if not made:
                continue
            doubt = "" if ("document", made) in report.known.names else f"not in the registry; symbol {symbol.symbol}"
            if symbol.issuer == report.respondent and not known:
                doubt = f"{doubt or 'the text names no body'}; taken to be the respondent's"
            yield Cited(made, symbol.at, reading.words(symbol.at), doubt)


def _by_title(reading: Reading, paragraph: Paragraph, before: list[Cited]) -> Iterator[Cited]:
    taken = [one.at for one in before if one.at.start >= paragraph.at.start]
    taken += [mention.at for mention in paragraph.mentions if mention.kind in {"resource", "partnership", "event"}]
    text = reading.words(paragraph.at)
    for title in titles(text, _HEADS, inside=_INSIDE):
        at = Span(paragraph.at.start + title.at.start, paragraph.at.start + title.at.end)
        if any(at.start < other.end and other.start < at.end for other in taken):
            continue
        words = reading.words(at)
        if any(mention.at.holds(at) for mention in paragraph.mentions) or not slug(words):
            continue
        meant = next((one for one in reversed(before) if key(words) in key(one.text)), None)
        if meant:
            yield Cited(meant.slug, at, words, f"taken to be short for {meant.text}")
        else:
            yield Cited(slug(words), at, words, "not in the registry; known as a document by its title only")


def _apart(found: list[Cited]) -> list[Cited]:
    """Keep the longer of two that overlap."""
    kept: list[Cited] = []
    for one in sorted(found, key=lambda cited: (cited.at.start, -cited.at.end, cited.doubt)):
        if not kept or one.at.start >= kept[-1].at.end:
            kept.append(one)
    return kept
