"""Text of a goals field → Goals: the goals and targets named, those singled out, and whether all 17 are meant.

Years, word limits and counts of goals ("17 SDGs") are not goals; 13.3 is a target of goal 13 and no goal 3.
"""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.unread import doubts, spans, unread
from itu_kg.model.fields import Goals
from itu_kg.model.vocab import sdg_targets

_ALL = re.compile(r"\ball\b(?: of)?(?: the)?(?: 17| seventeen)?(?: of)?(?: the)?(?: UN)?[\s\u00a0]*"
                  r"(?:SDGs?|goals|sustainable development goals|17\b(?![.,]?\d))"
                  r"|\Aall\W*\Z", re.IGNORECASE)  # fmt: skip
_EMPHASIS = re.compile(
    r"\b(?:in particular|particularly|especially|notably|specifically|mainly|primarily"
    r"|with (?:a |an |particular |special |strong )*(?:focus|emphasis) on)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:except|excluding|other than|apart from)\b", re.IGNORECASE)
_COUNT = (
    r"(?![ \t\u00a0\u202f]*(?:(?:SDGs|goals|sustainable development goals|targets)\b(?!\s*\d)|words?\b|%|per cent\b"
    r"|countries\b))"
)
_NUMBER = re.compile(
    rf"""(?P<target>(?<![\d.])(?P<of>[0-9]{{1,2}})\.(?P<number>[0-9]{{1,2}}|[a-d])(?:\.[0-9]{{1,2}})?(?![\w]))
    |(?P<symbol>(?<![\d.])(?:1[89]|[2-9][0-9]|[0-9]{{3,4}})/[0-9]{{1,4}}(?!\d))
    |(?P<range>(?<![\d.])(?P<first>[0-9]{{1,2}})\s{{0,3}}(?:-|–|—|‑|\bto\b|\bthrough\b)\s{{0,3}}
        (?:(?:SDGs?|goals?)\s{{0,3}})?(?P<last>[0-9]{{1,2}})(?![\w%]|[.-]\d))
    |(?P<goal>(?<![\d.])[0-9]{{1,2}}(?![\d%]|[.-]\d|st\b|nd\b|rd\b|th\b){_COUNT})""",
    re.IGNORECASE | re.VERBOSE,
)


_WITHOUT = re.compile(r"\b(?:not|without|rather than|instead of)\b[^;.\n()]{0,200}", re.IGNORECASE)
_SILENT = re.compile(
    r"\b(?:(?:SDG|goal|target)(?:['’]?s)?(?![a-z])|(?:indicators?|numbers?|nos?|sustainable|development|agenda|2030|all|the|and"
    r"|to|of|for|with|in|on|an?|relevant|related|directly|also|as well as|others?|17|seventeen|UN|United Nations"
    r"|through|including|includes?|contribut\w+|support\w*|address\w*|align\w*|link\w*|focus|emphasis|particular|special|strong"
    r"|main|primary|resolution|n/?a"
    # of the goals' own titles
    r"|no|poverty|zero|hunger|good|health|well-?being|quality|education|gender|equality|clean|water|sanitation|affordable"
    r"|energy|decent|work|economic|growth|industry|innovation|infrastructure|reduced|inequalit(?:y|ies)|cities"
    r"|communities|responsible|consumption|production|climate|action|life|below|land|peace|justice|institutions"
    r"|partnerships?)\b)",
    re.IGNORECASE,
)


def read(field: Excerpt) -> Parsed[Goals]:
    """Read a goals field."""
    text = _WITHOUT.sub(lambda match: "\n" * len(match[0]), field.text)
    everything = _ALL.search(text)
    excluding = _EXCEPT.search(text, everything.end()) if everything else None
    emphasis = _EMPHASIS.search(text)
    goals: dict[int, None] = {}
    targets: dict[str, None] = {}
    emphasised: dict[int, None] = {}
    unknown: list[str] = []
    for match in _NUMBER.finditer(text):
        if everything and match.start() < everything.end() and match.end() > everything.start():
            continue
        if match["symbol"]:  # "Resolution 70/1"
            continue
        if match["target"]:
            target = f"{int(match['of'])}.{match['number'].lower()}"
            if target in sdg_targets():
                targets[target] = None
            else:
                unknown.append(match["target"])
            continue
        named = _numbers(match)
        if not named:
            unknown.append(match[0])
        goals |= dict.fromkeys(named)
        if emphasis and match.start() >= emphasis.end():
            emphasised |= dict.fromkeys(named)
    scope = "all" if everything and not excluding else "explicit"
    if excluding:
        goals = dict.fromkeys(goal for goal in range(1, 18) if goal not in goals)
    nothing = scope == "explicit" and not goals and not targets
    doubt = doubts(
        f"no goal or target of these: {', '.join(unknown)}" if unknown else "no goal was found" if nothing else "",
        _left(field.text, text),
    )
    value = Goals(
        text=field.text,
        at=field.at,
        scope=scope,
        goals=() if scope == "all" else tuple(goals),
        targets=tuple(targets),
        emphasised=() if excluding else tuple(emphasised),
    )
    return Parsed(value, doubt)


def _left(text: str, read: str) -> str:
    """Name the words that nothing was made of, of a field and of that without what it excludes."""
    patterns = (_ALL, _EMPHASIS, _EXCEPT, _NUMBER)
    return unread(text, [at for pattern in patterns for at in spans(pattern, read)], spans(_SILENT, text))


def _numbers(match: re.Match[str]) -> list[int]:
    if match["range"]:
        first, last = int(match["first"]), int(match["last"])
        return list(range(first, last + 1)) if 1 <= first < last <= 17 else []
    goal = int(match["goal"])
    return [goal] if 1 <= goal <= 17 else []
