"""Reading → initiatives that prose names and no block is about: "Giga – the joint initiative by ITU and UNICEF"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.governing_bodies import run_from
from itu_kg.extract.prose.title_spans import titles
from itu_kg.extract.prose.words import words, wordset
from itu_kg.model.base import Span
from itu_kg.model.fields import Name
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Initiative
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.registry.gazetteer import Mention

_KIND = (
    r"(?:initiative|programme|program|partnership|coalition|alliance|campaign|facility|project|accelerator|platform)"
)
_NAME = r"\b(?P<name>[A-Z][\w+-]{1,40}(?:\s(?:(?:for|of|on|and|with|a|the)\s){0,2}[A-Z0-9][\w+-]{0,40}){0,8})"
_SIGNS = words(
    "initiative program partnership coalition alliance campaign facility project accelerator platform forum network "
    "hub cent"
)
_APPOSED = re.compile(
    rf"{_NAME}(?:\s?[-–—,]|\sis)\s(?:the|an?)\s(?:[\w'’-]{{1,20}}\s){{0,4}}{_KIND}\s"
    r"(?:(?:led\s)?by|of|on|for|between|from)\s(?:the\s)?"
)
_FOUNDED = re.compile(
    r"\b(?:launched|established|created|founded|set\sup)\s(?:an?|the|its)\s(?:[\w-]{1,20}\s){0,4}"
    rf"(?:{_KIND}|forum|network|hub|centre|center)\s\((?:the\s)?{_NAME}\)"
)
_HEADS = wordset("Initiative Programme Program Coalition Alliance Partnership Campaign Facility Accelerator Project")
_OPENING = re.compile(r"(?:The|This|These|It|In|A|An|Our|Its|Their|As|At|For|With|Through)\b")


def initiatives(readings: Iterable[Reading], report: Report) -> tuple[Initiative, ...]:
    """Give the initiatives, each once, with every place that names it in these words."""
    found: dict[str, tuple[Name, tuple[str, ...], str]] = {}
    for reading in readings:
        if reading.stretch.kind == "field":
            continue
        for name, initiators, doubt in _named(reading):
            made = report.known.resolve(name.text, "series") or slug(name.acronym or name.text)
            if not made or report.is_reported("partnership", made):
                continue
            if made in found:
                first, by, why = found[made]
                also = (*first.also, reading.quote(name.at))
                found[made] = first.model_copy(update={"also": also}), by or initiators, why
            else:
                found[made] = name, initiators, doubt
    return tuple(
        Initiative(id=made, name=name, initiators=by, confirm={"name": doubt})
        for made, (name, by, doubt) in sorted(found.items(), key=lambda one: one[1][0].at)
    )


def _named(reading: Reading) -> Iterator[tuple[Name, tuple[str, ...], str]]:
    for paragraph, sentence in reading.sentences_with(_SIGNS):
        yield from _in_sentence(reading, paragraph, sentence)


def _in_sentence(reading: Reading, paragraph: Paragraph, sentence: Span) -> Iterator[tuple[Name, tuple[str, ...], str]]:
    text = reading.words(sentence)
    named = paragraph.named(sentence)
    bodies = [mention for mention in named if mention.kind == "organisation"]
    taken: list[Span] = []
    for rule in (_APPOSED, _FOUNDED):
        for match in rule.finditer(text):
            at = Span(sentence.start + match.start("name"), sentence.start + match.end("name"))
            if not _is_known(named, at) and not _OPENING.match(match["name"]):
                taken.append(at)
                by = run_from(reading, bodies, sentence.start + match.end()) if rule is _APPOSED else ()
                yield Name(text=match["name"], at=at), by, "named as an initiative in prose"
    for title in titles(text, _HEADS):
        at = Span(sentence.start + title.at.start, sentence.start + title.at.end)
        called = reading.words(at)
        own = any(key(called) in key(name) for name in reading.stretch.names)
        if own or _is_known(named, at) or any(at.start < one.end and one.start < at.end for one in taken):
            continue
        name = Name(text=called, at=at, acronym=title.acronym or None)
        yield name, (), "known as an initiative by its title only"


def _is_known(named: Iterable[Mention], at: Span) -> bool:
    """Say whether the words are another thing's name, or hold one that a block is about."""
    for mention in named:
        if mention.at.end <= at.start or at.end <= mention.at.start or mention.kind == "series":
            continue
        if mention.kind in {"partnership", "event", "resource"} or mention.at.holds(at):
            return True
    return False
