"""Prose → the Sustainable Development Goals and targets that it names, each with the words that name it.

A number counts behind a word that says so ("SDG 6", "Goals 2 and 15", "target 15.6"), alone, in a list or in a range;
"SDG indicator 8.5.2" names target 8.5, which it measures. "SDG" means the Goals by itself; a mere "goal" or "target"
only where nothing speaks for a plan of somebody's own: not "strategic goal 2", not "Goal 1 (Growth)". Years, counts,
days and lists of other things behind a goal are none. It judges nothing: a goal that is named need not be served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from itu_kg.extract.words import MONTH, YEAR, wordset
from itu_kg.model.base import Span
from itu_kg.model.fields import Quote
from itu_kg.model.vocab import sdg_targets

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt

MOST = 10_000
"""How many places are kept of one page; a submission has a hundred."""

_GAP = r"[ \t\u00a0\u202f\u2009]*\n?[ \t\u00a0\u202f\u2009]*"
_SINGLED_OUT = r"(?:e\.g\.|i\.e\.|namely|notably|especially|particularly|specifically|in particular|mainly)"
_BEFORE_NUMBER = (
    rf"(?:{_GAP}(?:\b[Nn](?:o|os|umbers?|r)\b\.?|nº|#|:|-|–|\((?:\s?{_SINGLED_OUT},?)?|,?\s{_SINGLED_OUT},?)?{_GAP})"
)
_APART = re.compile(rf"\(|{_SINGLED_OUT}", re.IGNORECASE)
"""What stands between "SDGs" and numbers that are not said in one breath with it: only a list of them counts."""

_SURE = (
    r"(?:(?:UN[ \u00a0])?SDGs?(?:['’]s?)?|Sustainable\s+Development\s+Goals?(?:\s?\(SDGs?\))?|Global\s+Goals)"
    r"(?:\s(?:sub-?)?goals?|(?:\s(?!strategic)[a-z-]{3,15})?\s(?:sub-?)?(?:targets?|indicators?))?"
)
_HEAD = re.compile(
    rf"(?<![\w@#.-])(?:(?P<sure>{_SURE})|(?P<goal>goals?)|(?P<aim>targets?))(?P<gap>{_BEFORE_NUMBER})(?=[0-9])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![0-9])0?(?P<of>1[0-7]|[1-9])"
    r"(?:\.\s?(?P<target>[0-9]{1,2}|[a-d]\b)(?:\.[0-9]{1,2}\b)?(?![0-9])|(?P<letter>[a-d])\b)?"
    r"(?![0-9a-zA-Z_]|\.[0-9]|:[0-9]|/(?:[0-9]{1,2}/|[0-9]{3})|,[0-9]{3}(?![0-9])|\s?(?:%|°|º))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"{_GAP}(?:-|–|—|‑|to\b|through\b|thru\b){_GAP}(?:(?:SDGs?|Goals?|Targets?){_GAP})?", re.IGNORECASE
)
_JOINT = re.compile(
    rf"{_GAP}(?:[,;]{_GAP}(?:(?:and|or|&|as well as){_GAP})?|/|(?:(?:and|or|as well as|along with|plus)\b|&){_GAP})"
    r"(?:also\s)?"
)
_BRACKET = re.compile(r"\s?\((?:[^()]|\([^()]{1,80}\)){1,200}\)")
_ABOUT = re.compile(r",?\son\s[a-z][^,;.:()0-9\n]{2,60}|\s[-–—]\s[A-Za-z][^,;.:()0-9\n]{2,60}")
_OPENING = re.compile(r"\s?\(")
_BLANK = re.compile(r"\s")
_LIST_MARK = re.compile(r"[.)]\s+[A-Za-z]")
_HEADING = re.compile(r"\s+[A-Z]")

_COUNTED = re.compile(
    rf"[-–‑\s]{{0,3}}(?:per[ -]?cent|percent|percentage|degrees?|(?:m|b|tr)illion|thousand|hundred|dozen|USD|US\$|EUR"
    rf"|words?|pages?|{MONTH}|(?:-|to)?\s?[0-9]{{1,2}}\s{MONTH}|years?|months?|weeks?|days?|hours?|minutes?"
    r"|people|persons?|women|men|children|staff|countries|member states|[ap]\.?m\b|out of|of (?:the )?17\b"
    r"|of th(?:em|ese|ose)\b)",
    re.IGNORECASE,
)  # fmt: skip
_GOES_ON = re.compile(rf"-[a-z]|\s{YEAR}\b|\sand\s[0-9]{{1,2}}\s{MONTH}|\sof\swh(?:ich|om)\b")
_PLURAL = re.compile(
    r"\s(?:(?:other|more|new|additional|different|further|such|key|main|major|regional|national|international|global"
    r"|local|side|pilot|joint|developing|African|Asian|Arab|European|Caribbean|UN|United Nations|least|small|of)[ -])*"
    r"(?P<noun>[A-Za-z-]{2,30}s)\b"
)
_NO_PLURAL = wordset(
    "is was has as its this thus plus across towards focus focuses progress versus targets indicators goals sdgs does "
    "includes remains requires addresses respectively always perhaps besides process business address us"
)

_BEFORE = re.compile(r"(?P<word>[^\s(\[,;:•–—\"“]+)\s+\Z")
_PLAIN = wordset(
    "of on to the in under for and with by at from or as towards toward through including include includes both "
    "these particularly particular especially specifically namely notably mainly primarily support supports "
    "supporting achieve achieves achieving achieved address addresses addressing advance advances advancing monitor "
    "monitors monitoring implement implements implementing meet meets meeting against via covering covers cover "
    "regarding concerning about between are is was were be like than un sdg sdgs other others following relevant "
    "related corresponding specific respective associated promote promotes promoting reach reaching realize realise "
    "realizing realising fulfil measure measures measuring serve serves serving target targets targeting goal goals "
    "all also eg ie e.g i.e tackle tackles tackling contribute contributes contributing review reviews reviewing "
    "reviewed strengthen accelerate accelerating align aligns aligned linked linking respond responds responding "
    "agenda concern concerns deliver delivering attain attaining each any only mostly two three four five"
)
"""Words that a goal or a target stands behind without being somebody's own; a number is another."""

_OF_BEFORE = frozenset(("its", "their"))
"""Words before "target" that speak of a goal named before, if that is one: "SDG 4 and its target 4.7"."""

_OWN = re.compile(
    r"\b(?:strategic|aichi|millennium|MDGs?|corporate|organi[sz]ational|sendai|strategy|strategies|(?:medium|mid)-term"
    r"|results framework|action plan|work ?plan|programme of work|education for all|EFA|nutrition targets)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\bSDGs?\b|sustainable\s+development\s+goals?|2030\s+agenda|agenda\s+2030|global\s+goals", re.IGNORECASE
)
_WHOSE = re.compile(r"\s?(?:\([^()]{1,60}\)\s?)?(?:of|in|under|from)\s(?:(?:the|UN)\s)*(?P<whose>[^.;:\n]{2,60})")
_PLAN = re.compile(r"\b(?:plan|framework|programme)\b", re.IGNORECASE)
_TITLE = re.compile(r"\s?(?:\((?P<bracket>[^()]{3,120})|[-–—:]\s?(?P<title>[A-Z][^.;\n]{2,120}))")
_TITLES = tuple(
    re.compile(rf"\btargets?\b|[0-9]|{stems}", re.IGNORECASE)
    for stems in (
        "poverty|poor", "hunger|food|nutrition|agricult", "health|well-?being|lives", "educat|learning|school",
        "gender|women|girls|equality", "water|sanitation|wash", "energy|electric", "work|growth|employ|job|econom",
        "industr|infrastructur|innovat", "inequal", "cit(?:y|ies)|settlement|urban|communit", "consum|produc", "climat",
        "ocean|seas?\\b|marine|water", "land|forest|ecosystem|biodivers|terrestr",
        "peace|justice|institution|inclusive|societ", "partner|means|implement",
    )
)  # fmt: skip
"""What the titles of the Goals speak of, in their order: a title behind "Goal 5" has one of these."""

_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z(\"“])|\n\s*\n")
_WINDOW = 300


def find_goals(prose: Excerpt, most: int = MOST) -> dict[str, tuple[Quote, ...]]:
    """Find the goals (`6`) and targets (`15.6`) that a text names, in their order, each with its places in the text.

    Args:
        prose: the text.
        most: how many places are kept.
    """
    places: dict[str, dict[Span, Quote]] = {}
    for key, start, end in islice(_named(prose.text), most):
        at = Span(prose.start + start, prose.start + end)
        places.setdefault(key, {})[at] = Quote(text=prose.text[start:end], at=at)
    return {key: tuple(places[key].values()) for key in sorted(places, key=order)}


def order(key: str) -> tuple[int, bool, bool, str]:
    """Order goals and targets as the 2030 Agenda does: 1, 1.1, 1.2, 1.10, 1.a, 2."""
    goal, _, target = key.partition(".")
    return int(goal), bool(target), target.isalpha(), target.zfill(2)


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    """List goals and targets with where their words begin and end."""
    refused = 0
    for head in _HEAD.finditer(text):
        if _in_address(text, head.start()) or _only_marks(text, head):
            continue
        continued = refused and _JOINT.fullmatch(text, refused, head.start())
        if head["sure"] or not (continued or _somebodys_own(text, head)):
            yield from _listed(text, head)
        else:
            refused = _numbers_end(text, head.end())


def _listed(text: str, head: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """List what the numbers behind a head name; the words of the first take in the head."""
    words = (head["sure"] or head["goal"] or head["aim"]).lower()
    targets_only = "target" in words or "indicator" in words
    start, number = head.end() if _APART.search(head["gap"]) else head.start(), _number(text, head.end())
    while number:
        last = _range_end(text, number)
        end = (last or number).end()
        keys = [key for key in (_between(number, last) if last else [_key(number)]) if key]
        if not keys or (targets_only and "." not in keys[0]):
            return
        for key in keys:
            yield key, start, end
        yield from _bracketed(text, end, keys[-1])
        start, number = _following(text, end)


def _following(text: str, position: int) -> tuple[int, re.Match[str] | None]:
    """Find the next number of a list, behind what a bracket or a few words say of the last, and where it begins."""
    gloss = _BRACKET.match(text, position) or _ABOUT.match(text, position)
    position = gloss.end() if gloss else position
    joint = _JOINT.match(text, position)
    bare = None if joint or not gloss else _BLANK.match(text, position)  # "2 (food), 6 (water) 11 (cities)"
    start = joint.end() if joint else bare.end() if bare else position
    number = _number(text, start) if joint or bare else None
    if number is None or (bare and not _BRACKET.match(text, number.end())):
        return start, None
    marks = "\n" in text[position:start] and _LIST_MARK.match(text, number.end())
    return start, None if marks or _counts(text, number.end()) else number


def _bracketed(text: str, position: int, goal: str) -> Iterator[tuple[str, int, int]]:
    """List the targets that stand alone in a bracket behind their goal: "SDG 16 (16.3, 16.6 and 16.7)"."""
    bracket = _OPENING.match(text, position)
    number = _number(text, bracket.end()) if bracket else None
    while number and number["of"] == goal and "." in (key := _key(number)):
        yield key, number.start(), number.end()
        joint = _JOINT.match(text, number.end())
        number = _number(text, joint.end()) if joint else None


def _number(text: str, position: int) -> re.Match[str] | None:
    number = _NUMBER.match(text, position)
    return None if number and _COUNTED.match(text, number.end()) else number


def _range_end(text: str, number: re.Match[str]) -> re.Match[str] | None:
    """Find the last number of a range that begins with one; None where it is no range."""
    joint = _RANGE.match(text, number.end())
    last = _number(text, joint.end()) if joint else None
    if last is None or _counts(text, last.end()) or bool(last["target"]) != bool(number["target"]):
        return None
    return last if len(_between(number, last)) > 1 else None


def _between(first: re.Match[str], last: re.Match[str]) -> list[str]:
    """List the goals, or the targets of one goal, from one to another."""
    if not first["target"]:
        return [str(goal) for goal in range(int(first["of"]), int(last["of"]) + 1)]
    known, ends = sdg_targets(), (_key(first), _key(last))
    if first["of"] != last["of"] or not all(ends):
        return []
    return list(known[known.index(ends[0]) : known.index(ends[1]) + 1])


def _key(number: re.Match[str]) -> str:
    """Write what a number names; empty where there is no such target."""
    below = (number["target"] or number["letter"] or "").lower()
    key = f"{number['of']}.{below}" if below else number["of"]
    return key if not below or key in sdg_targets() else ""


def _counts(text: str, position: int) -> bool:
    """Check whether a number that goes on a list counts what stands behind it: "SDG 5 and 12 projects"."""
    if _GOES_ON.match(text, position):
        return True
    noun = _PLURAL.match(text, position)
    return noun is not None and noun["noun"].lower() not in _NO_PLURAL


def _only_marks(text: str, head: re.Match[str]) -> bool:
    """Check for numbers that are a list's, a heading's, a footnote's or a count: "the SDGs: 1. End", "the SDGs2."."""
    number = _NUMBER.match(text, head.end())
    if number is None:
        return True
    several = _following(text, number.end())[1] or _range_end(text, number) or number["target"]
    gap, words = head["gap"], head[0][: len(head[0]) - len(head["gap"])]
    if "\n" in gap and _HEADING.match(text, number.end()):
        return True
    if (":" in gap or "\n" in gap) and _LIST_MARK.match(text, number.end()):
        return True
    return not several and (_APART.search(gap) is not None or (not gap and words.endswith("s")))


def _somebodys_own(text: str, head: re.Match[str]) -> bool:
    """Check whether "goal" or "target" alone speaks of a plan that is not the 2030 Agenda."""
    start, end = head.start(), _numbers_end(text, head.end())
    before = _BEFORE.search(text, max(0, start - 60), start)
    word = re.sub(r"\A\W+", "", before["word"]).lower() if before else ""
    if word in _OF_BEFORE and head["aim"] and _OURS.search(_sentence(text, start, start)):
        return False
    if word and word[-1].isalnum() and word not in _PLAIN and not word[0].isdigit():
        return True
    whose = _WHOSE.match(text, end)
    if whose and _OURS.match(whose["whose"]):
        return False
    if whose and (_OWN.search(whose["whose"]) or _PLAN.search(whose["whose"])):
        return True
    number = _NUMBER.match(text, head.end())
    title = _TITLE.match(text, number.end()) if number and head["goal"] and not number["target"] else None
    if number and title:
        return not _TITLES[int(number["of"]) - 1].search(title["bracket"] or title["title"])
    sentence = _sentence(text, start, end)
    return bool(_OWN.search(sentence)) and not _OURS.search(sentence)


def _numbers_end(text: str, position: int) -> int:
    """Find where a list of numbers ends, whatever they mean."""
    number = _NUMBER.match(text, position)
    while number:
        position = number.end()
        joint = _JOINT.match(text, position) or _RANGE.match(text, position)
        number = _NUMBER.match(text, joint.end()) if joint else None
    return position


def _sentence(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    following = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :] + text[start:end] + (after[: following.start()] if following else after)


def _in_address(text: str, position: int) -> bool:
    """Check whether a position is inside a web address."""
    begin = max(text.rfind(sign, max(0, position - 200), position) for sign in (" ", "\n", "\u00a0", "(", "<"))
    return "://" in text[begin + 1 : position] or "www." in text[begin + 1 : position]
