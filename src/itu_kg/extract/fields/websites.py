"""Text of a website field, or of a passage → the Websites it names. Link text without an address stays link text.

An address comes from the words themselves or, in a field, from the page's own link over them; none is ever guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Website

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Link

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"{}|\\^`\u200b\u2060]+", re.IGNORECASE)
_IN_PROSE = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")
_WELL_FORMED = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*")
_LONGEST_LABEL = 200


def read(field: Excerpt, links: Sequence[Link] = ()) -> Parsed[tuple[Website, ...]]:
    """Read a website field, one website per line or address; `links` are the page's, in order.

    Words that are too long for link text end the field: an answer that goes on after its last block.
    """
    websites: list[Website] = []
    for line in field.lines():
        addresses = list(_addresses(line))
        if not addresses and len(line.text) > _LONGEST_LABEL:
            break
        if len(addresses) == 1 and len(line.text) <= _LONGEST_LABEL:
            websites.append(Website(text=line.text, at=line.at, url=_url(addresses[0].text)))
        elif addresses:
            websites += [Website(text=address.text, at=address.at, url=_url(address.text)) for address in addresses]
        else:
            websites.append(Website(text=line.text, at=line.at, url=_linked(line, links)))
    return Parsed(tuple(websites))


def written_out(passage: Excerpt) -> tuple[Website, ...]:
    """Find the addresses in a passage, each once, without the full stop or bracket that ends the sentence."""
    websites: dict[str, Website] = {}
    for match in _IN_PROSE.finditer(passage.text):
        address = match[0].rstrip(".,;:!?)]}'’”»")
        if len(address) > len("https://"):
            words = Excerpt(address, passage.start + match.start())
            websites.setdefault(address, Website(text=address, at=words.at, url=address))
    return tuple(websites.values())


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
    return address if _WELL_FORMED.fullmatch(address) else None


def _linked(line: Excerpt, links: Sequence[Link]) -> str | None:
    """The address of the one link that lies over a line, if it is one."""
    first = bisect_left(links, line.start, key=lambda link: link.at.start)
    over = {
        link.url
        for link in links[max(0, first - 1) : first + 8]
        if line.start < link.at.end and link.at.start < line.end
    }
    return _url(over.pop()) if len(over) == 1 else None
