"""English words that the readers of fields and of prose share: years, months, ordinals, and lists of words.

It holds no judgement: what a list is for is said where it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YEAR = r"(?:19|20)[0-9]{2}"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)

REGION = (
    r"(?:(?:sub-saharan |north(?:ern)? |west(?:ern)? |east(?:ern)? |central |southern )?africa(?!n)"
    r"|(?:latin |north |south |central )?americas?(?:(?:,| and) the caribbean)?|(?:the )?caribbean|lac"
    r"|(?:(?:south-?|south |north-?)?(?:east(?:ern)?|west(?:ern)?) |south(?:ern)? |central )?asia"
    r"(?:(?: and the |[- /])pacific)?|pacific|oceania"
    r"|(?:(?:eastern|western|central|southern|northern|south-east(?:ern)?) )?europe(?: and central asia)?"
    r"|arab (?:states|region|world)|cis|mena|(?:middle|near) east(?: and north africa)?)(?: region)?"
)
"""A region that a list of dates or places is parted by; South Africa is none, it is a country."""


def words(listed: str) -> tuple[str, ...]:
    """Split a list at its blanks, in order; a hyphen belongs to its word."""
    return tuple(re.findall(r"[\w-]+", listed))


def wordset(listed: str) -> frozenset[str]:
    """Split a list at its blanks, as a set."""
    return frozenset(words(listed))


ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL = rf"(?P<ordinal>[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"


def ordinal_number(ordinal: str) -> int:
    """Read the number of "47th" or "eighth", as ORDINAL matches them."""
    return int(ordinal[:-2]) if ordinal[0].isdigit() else ORDINALS.index(ordinal.lower()) + 1


def holds(text: str, signs: tuple[str, ...]) -> bool:
    """Check for one of some signs, given in lower case: whether a slower rule is worth running."""
    return holds_any(text.lower(), signs)


def holds_any(text: str, signs: Iterable[str]) -> bool:
    """Check for one of some signs, as they are written."""
    for sign in signs:  # noqa: SIM110  half the time of any(): it is asked of every sentence, for dozens of signs
        if sign in text:
            return True
    return False
