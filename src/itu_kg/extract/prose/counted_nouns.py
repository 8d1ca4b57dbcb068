"""Text after a number → what it counts: "active contributors" of "37,000 active contributors spanning 180 countries".

The noun is the first plural among the words that follow, up to a preposition, a verb or a comma. It does not guess
at singulars, and durations, pages, goals and parts of a structure are not what a report counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from itu_kg.extract.words import wordset
from itu_kg.model.base import Span

_WORD = re.compile(r"[^\W\d_][\w'’&.-]{0,60}(?:/[^\W\d_][\w'’&-]{0,60}){0,3}")
_GAP = re.compile(r"[ \t\u00a0\u202f]{0,4}\n?[ \t\u00a0\u202f]{0,4}")
_MOST_WORDS = 7
_OVER = wordset(
    "a about across after against all among an and are as at attended be because been before being between both but by "
    "can could did do does during each either engaged for from gave give given had has have he helped held hosted if "
    "in including into is it its joined jointly led may might must nor not of off on onto or out over participated "
    "per received shall she should signed since so spanning supported than that the their them then there these they "
    "this those through throughout to took under until up upon using via was we were what when where which while who "
    "whose will with within without worldwide globally worth would annually approximately expected"
)
_NOT_COUNTED = wordset(
    "years year months weeks days day hours hour minutes seconds decades decade centuries nights words pages chapters "
    "sections paragraphs goals sdgs targets phases pillars languages times percent degrees kilo"
    "kilopoints steps levels axes fold thirds quarters halves others dimensions "
    "aspects principles priorities things ways"
)
_WORDED_ONLY = wordset(
    "academies activities agencies agreements applications assessments attendees awards bodies bootcamps branches "
    "businesses campaigns case-studies centers centres challenges children cities citizens committees communities "
    "companies conferences consultations contributors countries courses deliverables delegates dialogues donors "
    "editions enterprises entities events experts families farmers forums fellows girls governments grants groups "
    "guidelines households institutions jobs laboratories laws leaders learners meetings members ministers ministries "
    "missions modules municipalities nations offices officials organisations organizations panels participants "
    "partners partnerships patients people persons pilots platforms pledges policies practitioners products "
    "programmes programs projects publications recommendations refugees regions reports representatives resolutions "
    "resources schools sessions signatories speakers specialists staff stakeholders standards startups states "
    "strategies students studies surveys teachers teams territories toolkits trainees trainings trainers universities "
    "users villages visitors volunteers webinars women workshops youths seminars studios briefs tools"
)
_IRREGULAR = wordset(
    "ha km kg mw gw kwh people women men children youth staff personnel alumni media police households"
)
_NO_PLURAL = ("ss", "us", "is")
_HEADS_OF = wordset("head heads members ministers chiefs directors permanent")
_LISTED = wordset("nations states")


class CountedNoun(NamedTuple):
    """What a number counts: its words, where they stand, and whether the noun is one we know to be counted."""

    at: Span
    sure: bool


def find_counted_noun(text: str, start: int, *, worded: bool) -> CountedNoun | None:
    """Read what the number that ends at `start` counts, or None where it counts nothing we know how to read.

    A number in words needs a noun that reports are known to count, for "two" and "three" also tell of parts.
    """
    words = _following(text, start)
    last = next((place for place, word in enumerate(words) if _plural(word[0])), -1)
    if words and words[0][0].lower() in _HEADS_OF:
        return _heads(text, start, words)
    if last < 0:
        return None
    while last + 1 < len(words) and words[last][0].lower() in _LISTED and _plural(words[last + 1][0]):
        last += 1
    noun = words[last][0].lower().rstrip(".").rpartition("/")[2]
    sure = noun in _WORDED_ONLY
    if noun in _NOT_COUNTED or (worded and not sure):
        return None
    return CountedNoun(Span(words[0].start(), words[last].start() + len(words[last][0].rstrip("."))), sure)


def _following(text: str, start: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    position = start
    while len(words) < _MOST_WORDS:
        gap = _GAP.match(text, position)
        word = _WORD.match(text, gap.end() if gap else position)
        if not gap or not gap[0] or not word or word[0].lower().rstrip(".") in _OVER:
            break
        words.append(word)
        position = word.end()
        if word[0].endswith("."):
            break
    return words


def _plural(word: str) -> bool:
    noun = word.lower().rstrip(".").rpartition("/")[2]
    return noun in _IRREGULAR or (len(noun) > 3 and noun.endswith("s") and not noun.endswith(_NO_PLURAL))


def _heads(text: str, start: int, words: list[re.Match[str]]) -> CountedNoun | None:
    """Read "Heads of Regulatory Authorities" and "members of parliament": the noun is no more than half the name."""
    first = words[0]
    of = re.compile(r"[ \u00a0]of[ \u00a0]").match(text, first.end())
    if not of:
        last = next((word for word in words if _plural(word[0])), None)
        return CountedNoun(Span(first.start(), last.end()), sure=True) if last else None
    more = _following(text, of.end() - 1)
    end = next((word.end() for word in more if _plural(word[0])), more[0].end() if more else 0)
    return CountedNoun(Span(first.start(), end), sure=True) if end > start else None
