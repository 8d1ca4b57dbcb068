"""Words of a field that its reader made nothing of → the doubt that names them; whether a list says there are more.

It judges no word by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LEAD = "not read: "
"""What the doubt begins with; the words follow as they stand, parted by commas."""

Stretch = tuple[int, int]
"""From where to where in a text."""

_RUN = re.compile(r"[^\W_](?:[\w'’&+%-]|[ \t\u00a0]+(?=[^\W_]))*")
_AMONG_MORE = re.compile(
    r"(?<!not )\b(?:includ(?:ing|es?)|such as|among(?:st)? others|inter alia|e\.\s?g\.|for (?:example|instance)|etc\b)",
    re.IGNORECASE,
)
_MOST = 5
_LONGEST = 60
_BLANK = "\n"


def unread(text: str, read: Iterable[Stretch], silent: Iterable[Stretch] = ()) -> str:
    """Name the words that no reader took, run by run; empty where all of them are read.

    Args:
        text: the field.
        read: the stretches of it that a reader took, in any order.
        silent: those that say nothing by themselves, and are named only as a part of a run that does.
    """
    left = _without(text, read)
    bare = _without(left, silent)
    runs = [run.span() for run in _RUN.finditer(left) if any(map(str.isalnum, bare[run.start() : run.end()]))]
    words = list(dict.fromkeys(_short(text[start:end]) for start, end in runs))
    if len(words) > _MOST:
        words[_MOST:] = [f"and {len(words) - _MOST} more"]
    return LEAD + ", ".join(words) if words else ""


def spans(pattern: re.Pattern[str], text: str) -> Iterator[Stretch]:
    """Where a pattern matches."""
    return (match.span() for match in pattern.finditer(text))


def names_all(text: str) -> bool:
    """Whether no words of a list say that it names only some: "including", "such as", "among others"."""
    return _AMONG_MORE.search(text) is None


def _without(text: str, stretches: Iterable[Stretch]) -> str:
    left = list(text)
    for start, end in stretches:
        left[start:end] = _BLANK * (end - start)
    return "".join(left)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def doubts(*reasons: str) -> str:
    """Join the doubts about one field, each once."""
    return "; ".join(dict.fromkeys(filter(None, reasons)))
