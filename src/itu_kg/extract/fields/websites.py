"""Text of a website field, or of a passage → the Websites it names. Link text without an address stays link text.

An address comes from the words themselves or, in a field, from the page's own link over them; none is ever guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import MARKS, Excerpt, Parsed
from itu_kg.model.fields import Website

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Link

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"{}|\\^`\u200b\u2060]+", re.IGNORECASE)
_IN_PROSE = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")
WELL_FORMED = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*")
_STILL_TO_COME = re.compile(
    r"tb[acd]|not yet|forthcoming|pending|(?:available|coming) (?:soon|later)"
    r"|(?:under|in) (?:construction|preparation|development)|(?:(?:yet |still )?to be|will be|not(?: yet)?)"
    r" (?:confirmed|determined|decided|announced|available|published|provided|launched|online)(?: (?:soon|later))?",
    re.IGNORECASE,
)
"""What says that there is no address yet."""
_JOINTS = frozenset({"", "and", "or", "also", "see", "see also", "as well as"})
"""What parts one website of a line from the next."""
_LONGEST_LABEL = 200


def read(field: Excerpt, links: Sequence[Link] = ()) -> Parsed[tuple[Website, ...]]:
    """Read a website field, one website per line, link or address; `links` are the page's, in order.

    A link's own address wins over its words, which may be cut or say something else. Words that are too long for link
    text end the field: an answer that goes on after its last block.
    """
    websites: list[tuple[Excerpt, str | None]] = []
    doubts: list[str] = []
    for whole in field.lines():
        line = whole.cut(0, len(whole.text), MARKS)
        named = _named(line, links)
        urls = {url for _, url in named}
        if not named and len(line.text) > _LONGEST_LABEL:
            break
        if not line.text or (not named and _STILL_TO_COME.fullmatch(line.text.rstrip("."))):
            continue
        if len(urls) < 2 and len(line.text) <= _LONGEST_LABEL:
            named = [(line, next(iter(urls), ""))]
        else:
            doubts += _unread(line, [words for words, _ in named])
        doubts += [
            f"a link leads to {url}; say where the page was: --page-url" for url in sorted(urls) if not _url(url)
        ]
        if websites and named and _goes_on(line.start, links):
            begun, (words, url) = websites.pop()[0].start, named[0]
            named[0] = (field.cut(begun - field.start, words.end - field.start), url)
        websites += [(words, _url(url)) for words, url in named]
    made = tuple(Website(text=words.text, at=words.at, url=url) for words, url in websites)
    return Parsed(made, "; ".join(dict.fromkeys(doubts)))


def written_out(passage: Excerpt) -> tuple[Website, ...]:
    """Find the addresses in a passage, each once, without the full stop or bracket that ends the sentence."""
    websites: dict[str, Website] = {}
    for match in _IN_PROSE.finditer(passage.text):
        address = match[0].rstrip(".,;:!?)]}'’”»")
        if len(address) > len("https://"):
            words = Excerpt(address, passage.start + match.start())
            websites.setdefault(address, Website(text=address, at=words.at, url=address))
    return tuple(websites.values())


def _named(line: Excerpt, links: Sequence[Link]) -> list[tuple[Excerpt, str]]:
    """The websites of a line in order, each with its words and address: the page's links, and addresses in the words.

    Links to one address that follow each other are one: word processors part them where the looks of words change.
    """
    named: list[tuple[Excerpt, str]] = []
    for number in range(max(0, bisect_left(links, line.start, key=lambda link: link.at.start) - 1), len(links)):
        at, url = links[number]
        if at.start >= line.end:
            break
        before = named[-1][0].end if named else line.start
        words = line.cut(max(at.start, before) - line.start, max(before, min(at.end, line.end)) - line.start, "|")
        if not words.text or (not _url(url) and any(_addresses(words))):
            continue
        if named and named[-1][1] == url and not line.cut(before - line.start, words.start - line.start).text:
            words = line.cut(named.pop()[0].start - line.start, words.end - line.start)
        named.append((words, url))
    linked = tuple(words for words, _ in named)
    named += [
        (address, address.text)
        for address in _addresses(line)
        if all(address.end <= words.start or words.end <= address.start for words in linked)
    ]
    return sorted(named, key=lambda website: website[0].start)


def _goes_on(position: int, links: Sequence[Link]) -> bool:
    """Whether a link that began on a line above goes on at the beginning of one."""
    before = bisect_left(links, position, key=lambda link: link.at.start) - 1
    return before >= 0 and links[before].at.end > position


def _unread(line: Excerpt, named: Sequence[Excerpt]) -> Iterator[str]:
    """What a line says besides its websites, if it is more than what joins them."""
    begin = line.start
    for words in (*named, Excerpt("", line.end)):
        rest = line.cut(begin - line.start, words.start - line.start, ",;:.|/&()•·–—-").text
        if rest.lower() not in _JOINTS:
            yield f"beside the websites: {rest[:80]}"
        begin = words.end


def _addresses(line: Excerpt) -> Iterator[Excerpt]:
    for match in _ADDRESS.finditer(line.text):
        words = match[0].rstrip(".,;:!?'’”")
        if words.endswith(")") and words.count(")") > words.count("("):
            words = words[:-1]
        if _url(words):
            yield Excerpt(words, line.start + match.start())


def _url(words: str) -> str | None:
    address = words if words[:4].lower() != "www." else f"http://{words}"
    scheme, colon, rest = address.partition(":")
    address = scheme.lower() + colon + rest
    return address if WELL_FORMED.fullmatch(address) else None
