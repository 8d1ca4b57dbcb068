"""AnnotatedText → initiatives that no block is about: "Giga – the joint initiative by ITU and UNICEF"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence, overlaps
from itu_kg.extract.prose.governing_bodies import bodies_from
from itu_kg.extract.prose.title_spans import find_titles
from itu_kg.extract.words import words, wordset
from itu_kg.model.fields import Name
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Initiative

if TYPE_CHECKING:
    from itu_kg.model.base import Span

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


def list_initiatives(sources: Iterable[AnnotatedText], report: Report) -> tuple[Initiative, ...]:
    """List the initiatives that texts name, each once, with every place that names it in these words."""
    named: dict[str, tuple[Name, tuple[str, ...], str]] = {}
    for source in sources:
        for sentence in source.sentences(_SIGNS):
            for name, initiators, doubt in _named(source, sentence):
                made = report.known.resolve(name.text, "series") or slug(name.acronym or name.text)
                if not made or report.is_reported("partnership", made):
                    continue
                if made in named:
                    first, by, why = named[made]
                    also = (*first.also, source.quote(name.at))
                    named[made] = first.model_copy(update={"also": also}), by or initiators, why
                else:
                    named[made] = name, initiators, doubt
    return tuple(
        Initiative(id=made, name=name, initiators=by, confirm={"name": doubt})
        for made, (name, by, doubt) in sorted(named.items(), key=lambda one: one[1][0].at)
    )


def _named(source: AnnotatedText, sentence: Sentence) -> Iterator[tuple[Name, tuple[str, ...], str]]:
    """Find names with who initiated them and a doubt."""
    bodies = sentence.named("organisation")
    taken: list[Span] = []
    for rule in (_APPOSED, _FOUNDED):
        for match in rule.finditer(sentence.text):
            at = sentence.span(match, "name")
            if not _is_known(sentence, at) and not _OPENING.match(match["name"]):
                taken.append(at)
                by = bodies_from(source, bodies, sentence.span(match).end) if rule is _APPOSED else ()
                yield Name(text=match["name"], at=at), by, "named as an initiative in prose"
    for title in find_titles(sentence.text, _HEADS):
        at = sentence.at_span(title.at)
        called = sentence.words(at)
        if not source.is_about(called) and not _is_known(sentence, at) and not overlaps(at, taken):
            name = Name(text=called, at=at, acronym=title.acronym or None)
            yield name, (), "known as an initiative by its title only"


def _is_known(sentence: Sentence, at: Span) -> bool:
    """Check whether the words are another thing's name, or hold one that a block is about."""
    return any(
        mention.kind in {"partnership", "event", "resource"} or (mention.kind != "series" and mention.at.holds(at))
        for mention in sentence.mentions
        if overlaps(at, (mention.at,))
    )
