"""Claim → Differences: what prose says of events and series, held to the words of each value.

Each value has words of its own: these, or their sentence, name what it points at. Where they count an edition or give a
year, the thing has that number and that year. Themes, formats and topics of groups are their words, and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from itu_kg.entailment.block_values import same
from itu_kg.entailment.entity_words import things
from itu_kg.entailment.prose_values import pointed
from itu_kg.extract.fields import groups, recurrence
from itu_kg.extract.words import ORDINAL, YEAR, ordinal_number
from itu_kg.model.base import Span
from itu_kg.model.fields import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference, Rule

_ORDINAL = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
_YEAR = re.compile(rf"\b{YEAR}\b")
_SOME = re.compile(r"\b(?:including|such as|like|for example|among them)\b", re.IGNORECASE)
_ONE_OF = re.compile(r"one of\b", re.IGNORECASE)
_LONGEST = 80
"""What stands between two commas of a list is no longer than this."""
_RELATIONS = (
    ("awards-at", r"\baward|\bprizes?\b|\bhonou?red\b"),
    ("submitted-to", r"\bsubmitted\b|\bpresented to\b"),
    ("review-of", r"\breview"),
    ("part-of", r"\bparts? of\b"),
    ("eve-of", r"\beve of\b|\bday before\b|\bahead of\b"),
    ("side-event-of", r"\bside[- ]events?\b|\bmargins?\b"),
    ("beside", r"\bconjunction\b|\bbeside\b|\balongside\b|\bback[- ]to[- ]back\b|\bparallel\b"),
    ("carries-on", r"\bwithin\b|\bfollow(?:s|ed|ing)?[- ]up\b|\bcontinu"),
    ("during", r"\bduring\b|\bat\b"),
)
"""Words that say how one event stands to another, those that say most first."""


def named(claim: Claim) -> Iterator[Difference]:
    """Hold what each of some words points at to them, or to the sentence around them."""
    for each in claim.value:
        if not _is_named(claim, each):
            yield claim.differs(None, each.at, each.to)
        yield from _complete(claim, each)


def related(claim: Claim) -> Iterator[Difference]:
    """Hold each other event to the words, and how it stands to this one to what they say of that."""
    yield from named(claim)
    for each in claim.value:
        read = _relation(each.text) or _relation(claim.page.words(claim.page.sentence(each.at)))
        if each.how != read:
            yield claim.differs(read, each.at, each.how)


def part_of(claim: Claim) -> Iterator[Difference]:
    """Hold a larger event to the prose, unless its own words in `related` say the same."""
    stated = {each.to.partition("/")[2] for each in claim.entity.related if each.how == "part-of"}
    if claim.value is not None or claim.read not in stated:
        yield from pointed("event")(claim)


def meant(kind: str) -> Rule:
    """Make the rule of a field that lists things of one type, each by words that name it."""

    def rule(claim: Claim) -> Iterator[Difference]:
        for each in claim.value:
            slug = getattr(each, kind)
            if slug is None or not claim.page.means(each.text, each.at, kind, slug):
                yield claim.differs(claim.page.meaning(each.text, kind), each.at, slug)
            if getattr(each, "role", "partner") != "partner":
                yield claim.differs("partner", each.at, each.role)
            if isinstance(each, Listing):
                yield from _complete(claim, each)

    return rule


def parties(claim: Claim) -> Iterator[Difference]:
    """Hold parties to what the extractor reads of the block, and to their words whether there are more of them."""
    alone = tuple(each.model_copy(update={"complete": True}) for each in claim.value)
    yield from same(replace(claim, entity=claim.entity.model_copy(update={claim.field: alone})))
    for each in claim.value:
        yield from _complete(claim, each)


def read_as(part: str, read: Callable[[str], Any]) -> Rule:
    """Make the rule of a field one part of whose value, or of each of its values, is read from its words."""

    def rule(claim: Claim) -> Iterator[Difference]:
        values = claim.value if isinstance(claim.value, tuple) else filter(None, (claim.value,))
        for each in values:
            heard, value = read(each.text), getattr(each, part)
            if value not in heard if isinstance(heard, frozenset) else value != heard:
                yield claim.differs(sorted(heard) if isinstance(heard, frozenset) else heard, each.at, value)
            if isinstance(each, Listing):
                yield from _complete(claim, each)

    return rule


def number(words: str) -> int | None:
    """Read the one ordinal that words hold."""
    match = _ORDINAL.search(words)
    return ordinal_number(match["ordinal"]) if match else None


recurs = read_as("every", recurrence.every)
attended = read_as("group", groups.attendees)
begun = read_as("date", lambda words: next(iter(_YEAR.findall(words)), None))


def _complete(claim: Claim, each: Listing) -> Iterator[Difference]:
    """Hold to the words before it whether what is named is but one of several: "including A, B" tells of more."""
    before = claim.page.words(Span(claim.page.sentence(each.at).start, each.at.start))
    signs = list(_SOME.finditer(before))
    *others, last = re.split(r",|\band\b", before[signs[-1].end() :]) if signs else (before,)
    some = signs and last.strip() in ("", "the", "a") and all(len(other) <= _LONGEST for other in others)
    complete = not (some or _ONE_OF.match(each.text))
    if each.complete != complete:
        yield claim.differs(f"complete {complete}".lower(), each.at, f"complete {each.complete}".lower())


def _is_named(claim: Claim, each: Any) -> bool:
    kind, _, slug = each.to.partition("/")
    page = claim.page
    if kind == "decision":
        return any(one.id == slug and one.passage.at.holds(each.at) for one in page.record.decisions)
    words = next(
        (it for it in (each.text, page.words(page.sentence(each.at))) if page.labels.names(it, kind, slug)), ""
    )
    return bool(words) and (kind != "event" or _fits(claim, words, slug))


def _fits(claim: Claim, words: str, slug: str) -> bool:
    """Say whether an event is of the year and the edition that words give, where they give one of each."""
    years, dates = set(_YEAR.findall(words)), claim.page.dates_of(slug)
    if len(years) == 1 and dates and not any(each.startswith(tuple(years)) for each in dates):
        return False
    edition = next(
        (getattr(one, "edition", None) for kind, one in things(claim.page.record) if (kind, one.id) == ("event", slug)),
        None,
    )
    counted = number(words)
    return counted is None or edition is None or edition.number == counted


def _relation(words: str) -> str | None:
    return next((how for how, pattern in _RELATIONS if re.search(pattern, words, re.IGNORECASE)), None)
