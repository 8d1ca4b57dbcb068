"""Name → slug: the last part of an IRI, from words. It knows no registry; a known thing's slug comes from there."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHE = re.compile(r"['’‘]")
_OTHER = re.compile(r"[^a-z0-9]+")
LONGEST = 80


def slug(*parts: str) -> str:
    """Join words to a slug: lower case, no accents, one hyphen for whatever is no letter or digit.

    A slug longer than 80 characters ends at the last whole word before that. Words of a script without Latin
    letters leave nothing, so the answer can be empty.
    """
    plain = unicodedata.normalize("NFKD", " ".join(parts).casefold())
    joined = _OTHER.sub("-", _APOSTROPHE.sub("", plain).encode("ascii", "ignore").decode("ascii")).strip("-")
    if len(joined) <= LONGEST:
        return joined
    whole = joined[: LONGEST + 1].rpartition("-")[0]
    return whole or joined[:LONGEST]
