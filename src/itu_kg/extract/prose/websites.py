"""Passage → the web addresses written out in it. Link text without an address stays what the page says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.model.base import Span
from itu_kg.model.fields import Website

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import Reading

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")


def websites(reading: Reading, within: Span) -> tuple[Website, ...]:
    """Give the addresses of a passage, without the full stop or bracket that ends the sentence."""
    found: dict[str, Website] = {}
    for match in _ADDRESS.finditer(reading.words(within)):
        address = match[0].rstrip(".,;:!?)]}'’”»")
        if len(address) > len("https://"):
            start = within.start + match.start()
            found.setdefault(address, Website(text=address, at=Span(start, start + len(address)), url=address))
    return tuple(found.values())
