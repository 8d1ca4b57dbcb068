"""Text → titles: runs of capitalised words around a noun that tells what they name ("… Summit", "… White Paper on …").

It says where a title stands, not what it is a title of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from itu_kg.extract.words import MONTH, YEAR, holds_any, wordset
from itu_kg.model.base import Span

_WORD = re.compile(r"[^\W_](?:[\w+]|[-'’&](?=\w)){0,60}")
_BLANK = re.compile(r"[ \u00a0\u202f]|[ \u00a0]?\n[ \u00a0]?")
_ACRONYM = re.compile(r"[ \u00a0]?\(([A-Z][A-Za-z0-9+-]{1,14})\)")
_YEAR = re.compile(YEAR)
_ACRONYM_ALONE = re.compile(r"[A-Z][A-Z0-9-]{1,12}s?(?:['’]s)?")
_DATED = re.compile(
    rf"\s(?:(?:in|on|of|by|until|from)\s(?:early\s|late\s|mid-)?(?:[0-9]{{1,2}}\s)?{MONTH}|(?:in|by|until|from)\s{YEAR}\b)"
)
_JOINTS = wordset("of for on the and to de la")
_OPENINGS = wordset(
    "the this these those a an in at on during for its their our his all as by through with under since following "
    "after before both each every when where while also and or of from to first second third fourth fifth next annual "
    "upcoming new recent latest adopted approved endorsed launched revised reviewed updated based within link links "
    "see following according per via towards toward promoting implementing supporting accelerating developing"
)
_NAMED_NEW = wordset("York Delhi Zealand Caledonia Orleans Urban")
_MOST_WORDS = 10
_RUN_ON = 5


class Title(NamedTuple):
    """A title: where it stands, and the acronym in brackets behind it, if any."""

    at: Span
    acronym: str


def find_titles(
    text: str, heads: frozenset[str], *, inside: frozenset[str] = frozenset(), by_head: bool = False
) -> Iterator[Title]:
    """Find the titles of two words or more that hold one of the nouns, the longest where two overlap.

    Args:
        text: what to look in.
        heads: the nouns, with a capital.
        inside: words in small letters that a title of this kind may hold besides the usual ones.
        by_head: whether a title begins with what its noun is part of: of "Parties to the Convention" no more than that.
    """
    if not holds_any(text, heads):
        return
    words = list(_WORD.finditer(text))
    joints = _JOINTS | inside
    position = 0
    for place, word in enumerate(words):
        head = _head(word[0], heads)
        if not head or word.start() < position:
            continue
        if head == word[0] and _goes_on(text, words, place, heads):
            continue
        first = _leftwards(text, words, place, joints, position)
        first = _without_owner(words, first, place, heads) if by_head else first
        last, end = place, word.start() + len(head)
        if end == word.end():
            last, end = _rightwards(text, words, place, joints, heads)
        if last == first:
            continue
        acronym = _ACRONYM.match(text, end)
        position = acronym.end() if acronym else end
        yield Title(Span(words[first].start(), position), acronym[1] if acronym else "")


def _head(word: str, heads: frozenset[str]) -> str:
    """Find the noun that a word is, or begins with where the blank after it was lost ("Daysbringing")."""
    if word in heads:
        return word
    if not word[0].isupper() or not word[1:].islower():
        return ""
    return next((word[:n] for n in range(len(word) - _RUN_ON, 3, -1) if word[:n] in heads), "")


def _capital(word: str) -> bool:
    return word[0].isupper() or _YEAR.fullmatch(word) is not None


def _bracketed(text: str, before: re.Match[str], word: re.Match[str], after: re.Match[str]) -> bool:
    """Check whether a word is an acronym in brackets between two others: "Machine Learning (ML) Hackathons"."""
    opening, closing = text[before.end() : word.start()], text[word.end() : after.start()]
    return opening.strip(" \u00a0") == "(" and closing.rstrip(" \u00a0") == ")" != closing and word[0][0].isupper()


def _goes_on(text: str, words: list[re.Match[str]], place: int, heads: frozenset[str]) -> bool:
    """Check whether a noun only begins what it stands in: "Policy Support", "Assembly Resolution"."""
    if place + 1 == len(words) or text[words[place].end() : words[place + 1].start()] not in {" ", "\u00a0"}:
        return False
    after = words[place + 1][0]
    return after[0].isupper() and after[1:].islower() and len(after) > 1 and after not in heads


def _without_owner(words: list[re.Match[str]], first: int, place: int, heads: frozenset[str]) -> int:
    """Cut off what a title only belongs to or is named beside: "Secretariat of the …", "SDGs and …"."""
    for at in range(place - 1, first, -1):
        left = [word[0] for word in words[first:at]]
        small = words[at][0] in _JOINTS
        if (
            small
            and not heads.intersection(left)
            and (words[at][0] == "the" or all(map(_ACRONYM_ALONE.fullmatch, left)))
        ):
            return at + 1
    return first


def _leftwards(text: str, words: list[re.Match[str]], place: int, joints: frozenset[str], position: int) -> int:
    first = reached = place
    while first > 0 and place - first < _MOST_WORDS:
        if first > 1 and _bracketed(text, words[first - 2], words[first - 1], words[first]):
            first -= 1
        elif not _BLANK.fullmatch(text, words[first - 1].end(), words[first].start()):
            break
        before = words[first - 1]
        if before.start() < position:
            break
        if not _capital(before[0]) and before[0] not in joints:
            break
        first -= 1
        if _capital(before[0]):
            reached = first
    while reached < place and words[reached][0].lower() in _OPENINGS and words[reached + 1][0] not in _NAMED_NEW:
        reached += 1
    return reached


def _rightwards(
    text: str, words: list[re.Match[str]], place: int, joints: frozenset[str], heads: frozenset[str]
) -> tuple[int, int]:
    """Find the last word of a title, and where the title ends: inside that word if a blank was lost in it."""
    last = reached = place
    while last + 1 < len(words) and last - place < _MOST_WORDS:
        after = words[last + 1]
        if not _BLANK.fullmatch(text, words[last].end(), after.start()):
            break
        if not _capital(after[0]) and (after[0] not in joints or (last == place and after[0] == "and")):
            break
        if _DATED.match(text, words[last].end()):
            break  # "the Plan in May 2023": what happened to it, not what it is called
        last += 1
        head = _head(after[0], heads)
        if head and head != after[0]:
            return last, after.start() + len(head)
        reached = last if _capital(after[0]) else reached
    return reached, words[reached].end()
