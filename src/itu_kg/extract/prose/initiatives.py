"""Reading → initiatives that prose names and no block is about: "Giga – the joint initiative by ITU and UNICEF"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.titles import titles
from itu_kg.extract.prose.words import wordset
from itu_kg.model.base import Span
from itu_kg.model.fields import Name
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Initiative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.extract.prose.reading import Paragraph, Reading, Report

_KIND = (
    r"(?:initiative|programme|program|partnership|coalition|alliance|campaign|facility|project|accelerator|platform)"
)
_APPOSED = re.compile(
    r"\b(?P<name>[A-Z][\w+-]{1,40}(?:[ \u00a0][A-Z0-9][\w+-]{0,40}){0,5})\s?[-–—,]\s"
    rf"(?:the|an?)\s(?:[\w-]{{1,20}}\s){{0,3}}{_KIND}\s(?:by|of|led\sby|between|from)\s(?:the\s)?"
)
_HEADS = wordset("Initiative Programme Program Coalition Alliance Partnership Campaign Facility Accelerator Project")
_LONGEST_LIST = 80


def initiatives(readings: Iterable[Reading], report: Report) -> tuple[Initiative, ...]:
    """Give the initiatives, each once, with every place that names it in these words."""
    found: dict[str, tuple[Name, tuple[str, ...], str]] = {}
    for reading in readings:
        if reading.stretch.kind == "field":
            continue
        for name, initiators, doubt in _named(reading):
            made = slug(name.acronym or name.text)
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
        for made, (name, by, doubt) in found.items()
    )


def _named(reading: Reading) -> Iterator[tuple[Name, tuple[str, ...], str]]:
    for paragraph in reading.paragraphs:
        text = reading.words(paragraph.at)
        taken: list[Span] = []
        for match in _APPOSED.finditer(text):
            at = Span(paragraph.at.start + match.start("name"), paragraph.at.start + match.end("name"))
            if _is_known(paragraph, at):
                continue
            taken.append(at)
            by = _initiators(paragraph, paragraph.at.start + match.end())
            yield Name(text=match["name"], at=at), by, "named as an initiative in prose"
        for title in titles(text, _HEADS):
            at = Span(paragraph.at.start + title.at.start, paragraph.at.start + title.at.end)
            if not _is_known(paragraph, at) and not any(at.start < one.end and one.start < at.end for one in taken):
                name = Name(text=reading.words(at), at=at, acronym=title.acronym or None)
                yield name, (), "known as an initiative by its title only"


def _is_known(paragraph: Paragraph, at: Span) -> bool:
    """Say whether the words are another thing's name, or hold one that a block is about."""
    for mention in paragraph.mentions:
        if mention.at.end <= at.start or at.end <= mention.at.start or mention.kind == "series":
            continue
        if mention.kind in {"partnership", "event", "resource"} or mention.at.holds(at):
            return True
    return False


def _initiators(paragraph: Paragraph, start: int) -> tuple[str, ...]:
    """Give the bodies named right after "by", up to where the list ends."""
    run: dict[str, None] = {}
    end = start
    for body in paragraph.named(Span(start, start + _LONGEST_LIST), "organisation"):
        if body.at.start - end > len(" and the "):
            break
        run[body.slug] = None
        end = body.at.end
    return tuple(run)
