"""Text → a key that sorts as people count: goal 2 before goal 10, position 9 before position 10.

Keys are texts that compare as they are. It knows nothing of languages: everything but numbers goes by code point.
"""

from __future__ import annotations

import re

from itu_kg.rdf.memory import Remembered

_DIGITS = re.compile(r"[0-9]{1,18}")


def natural(text: str) -> str:
    """The key of a text: each number goes by its length, then by its digits.

    The key of a whole is the keys of its parts, one after the other, wherever it is parted but inside a number.
    """
    return _DIGITS.sub(_weighed, text)


class Keys:
    """Natural keys of IRIs, whose folders come again and again, as most names inside them do."""

    def __init__(self) -> None:
        self._keys = Remembered(natural)
        self.part = self._keys.__getitem__
        """The key of a folder or of a name."""

    def iri(self, text: str) -> str:
        """The key of a text that is or begins with an IRI, part by part."""
        keys, cut = self._keys, text.rfind("/") + 1
        return keys[text[:cut]] + keys[text[cut:]]


def _weighed(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    # U+0000 is in no term, so that a number comes before whatever else could stand in its place.
    return f"\0{chr(len(digits) + 1)}{digits}"
