"""Text of a dates field → its tokens: days, months, years, what joins them, and the words that nothing is made of.

What stands in for a date that no longer holds ("instead of 6-10 May") is left out before, and said. No date is made
here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from itu_kg.extract.words import REGION

MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
YEAR = r"(?:19[5-9]|20[0-9])[0-9]"
_DASH = r"[-\u2010-\u2015−]"
_DAY = r"[0-3]?[0-9]"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b\.?"
_RANK = r"(?:[0-9]{1,3}\s?(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|annual)"
_SITTING = (
    r"(?:session|meeting|edition|round|conference|assembly|forum|congress|summit|plenary|cycle|workshop|series|phase"
    r"|cohort|day|part|module|webinar|seminar|symposium|course|leg|event)s?\b"
)
_CLOCK = (
    r"(?:(?:[01]?[0-9]|2[0-4])[:.h][0-5][0-9](?:\s?[ap]\.?m\b\.?|\s?h(?:rs|ours)?\b)?(?![.:]?[0-9])"
    r"|[0-9]{1,2}\s?(?:[ap]\.?m\b\.?|h(?:ou)?rs?\b|h\b|o['’]clock)|noon\b|midnight\b)"
)
_COUNT = r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half|full|whole)"
_KINDS = {
    "blank": r"\s+",
    "iso": rf"(?<![\w-]){YEAR}(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?|/(?:0[1-9]|1[0-2])/[0-3][0-9])(?![\w-])",
    "years": rf"(?<![\w/.:-]){YEAR}\s?(?:/|{_DASH})\s?(?:{YEAR}|[0-9]{{2}})"
    rf"(?!\w|/|{_DASH}|\s?(?:st|nd|rd|th)?\s*(?:{MONTH})\b)",
    "numbers": rf"(?<![\w./])[0-9]{{1,2}}(?P<mark>[/.-])(?:[0-9]{{1,2}}|{MONTH})(?P=mark){YEAR}(?![\w/])",
    "time": rf"(?<![\w.])(?:[0-9]{{1,2}}\s?(?:{_DASH}|to)\s?)?{_CLOCK}"
    rf"(?:\s?(?:{_DASH}|\b(?:to|until|and)\b)\s?{_CLOCK})?"
    r"|\b(?:CES?T|GMT|UTC|BST|E[SD]T|P[SD]T|EAT|WAT|SAST|local time)\b(?:\s?[+-]\s?[0-9]{1,2})?",
    "length": rf"\b{_COUNT}[-\s](?:(?:working|full|half|consecutive)[-\s])?(?:day|week|month|hour)s?\b(?:[-\s]long)?"
    rf"(?:\s{_SITTING})?",
    "sitting": rf"\b{_RANK}(?:[ -](?!(?:{MONTH})\b)[a-z][a-z-]*){{0,3}}?[ -]{_SITTING}"
    rf"|\b{_SITTING}\s(?:[0-9]{{1,2}}|(?-i:[IVX]{{1,4}}))\b(?!\s?(?:{MONTH}\b|{_DASH}|/|[,&]|and\b))",
    "quarter": r"\b[QH][1-4]\b|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half)\b",
    "week": r"\bweek (?:of|commencing|beginning|starting)(?: on)?\b",
    "part": r"\b(?:(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:week|weekend|days|part|fortnight)|beginning"
    r"|start|end|middle|spring|summer|autumn|fall|winter|early|late|mid)\b-?(?:\s(?:of|in)\b)?",
    "month": rf"\b(?:{MONTH})\b\.?",
    "open": r"\b(?:since|starting|ongoing|onwards?|(?:to )?(?:present|now|today)|to date"
    r"|(?:and|or) (?:beyond|later|after))\b",
    "bound": r"\b(?:before|by|prior to|up to|(?:no|not) (?:later|earlier) than|after|following|as (?:of|from)"
    r"|deadline|due)\b",
    "from": r"\bfrom\b",
    "between": r"\bbetween\b",
    "silent": rf"\b{_WEEKDAY}(?:\s?(?:{_DASH}|\bto\b|\band\b|,|&|/)\s?{_WEEKDAY})*,?|\b{REGION}\b"
    r"|[()]|\b(?:of|the|on|in|at|during|held|dates?|virtual(?:ly)?|on-?line|hybrid|in[- ]person|respectively)\b",
    "year": rf"(?<![\w/.:]){YEAR}(?!\w|:\d)",
    "day": rf"(?<![\w/.:]){_DAY}(?:\s?(?:st|nd|rd|th)\b)?(?![\w:%/])"
    rf"|(?<![\w.:]){_DAY}(?:st|nd|rd|th)?(?=(?:\s?/\s?{_DAY}(?:st|nd|rd|th)?){{1,4}}\s(?:of\s)?(?:{MONTH})\b)"
    rf"|(?<=[a-z.] ){_DAY}(?=/{_DAY}\b(?!/))|(?<=[0-9a-z.]/){_DAY}(?:st|nd|rd|th)?(?![\w:%/])",
    "dash": rf"{_DASH}|(?<=[0-9])/(?={YEAR}-[0-9])|\b(?:to|until|till|through)\b",
    "stroke": "/",
    "list": r",|&|\band\b",
    "other": r"[^\W\d_]\w*(?:[-'’]\w+)*|.",
}
"""The kinds of tokens, the first that fits wins."""
_TOKEN = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()), re.IGNORECASE | re.DOTALL)
_MOVED = r"(?:postponed|moved|re-?scheduled|shifted|deferred|changed|delayed|brought forward|transferred)"
_TO = r"\b(?:to|until|for|as)\b"
_BEFORE = r"(?:\A|(?<=[;\n]))[^;\n]*?"
_SUPERSEDED = (
    re.compile(
        rf"{_BEFORE}\b{_MOVED}\b[^;\n]{{0,80}}?\bfrom\b(?:(?!{_TO})[^;\n]){{0,120}}{_TO}"
        rf"(?=[^;\n]{{0,40}}[0-9])(?![^;\n]{{0,200}}{_TO})",
        re.IGNORECASE,
    ),
    re.compile(rf"{_BEFORE}\b{_MOVED}\b(?:\s\w{{1,20}}){{0,2}}?\s{_TO}(?=[^;\n]{{0,40}}[0-9])", re.IGNORECASE),
    re.compile(
        r"\b(?:instead of|in place of|rather than|in lieu of|replac(?:es|ing|ed)|originally|initially|previously"
        r"|formerly|was to be|old dates?|(?<=\()(?:was|were|ex))\b[^;)\]\n]*?"
        r"(?:(?=[;)\]\n])|,?\s*\b(?:now|but|then|new(?: dates?)?|held|took place)\b|\Z)",
        re.IGNORECASE,
    ),
)
_LONGEST_QUOTE = 80
_CANCELLED = re.compile(
    rf"\b(?:cancell?ed|suspended|abandoned|not held|did not take place|no longer|{_MOVED}(?! from| to))\b",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A token: its kind, one of those above, its words, and where in the field they stand."""

    kind: str
    text: str
    start: int
    end: int


def split(text: str) -> tuple[list[Token], str]:
    """Split a dates field into its tokens; and say why dates that no longer hold were left out of them."""
    doubt = ""
    for pattern in _SUPERSEDED:
        for match in pattern.finditer(text):
            doubt = f"dates changed; left out: {' '.join(match[0].split())[:_LONGEST_QUOTE]}"
        text = pattern.sub(lambda match: ";" * len(match[0]), text)
    cancelled = _CANCELLED.search(text)
    if cancelled:
        return [], f"it says {cancelled[0]}"
    return [Token(match.lastgroup or "", match[0], *match.span()) for match in _TOKEN.finditer(text)], doubt
