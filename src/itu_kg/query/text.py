"""SPARQL text → what it asks for: its form, the keywords it uses, the prefixes it leaves out.

Reads tokens only, as far as strings, IRIs, comments and names reach (SPARQL 1.1 §19.8), and refuses to judge whether
the query is well formed: that is the engine's.
"""

from __future__ import annotations

import re
from typing import Literal

from itu_kg.errors import UsageError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\''''
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*|[?$@]\w+"""
    r"""|(?P<prefixed>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)|(?P<word>[^\W\d_]\w*)|.""",
    re.DOTALL,
)
_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


def words(text: str) -> tuple[str, ...]:
    """Give the bare words of a query (keywords, functions, `a`, `true`), in upper case and in order."""
    return tuple(match["word"].upper() for match in _TOKEN.finditer(text) if match["word"])


def form(text: str) -> Form:
    """Say what a query answers with.

    Raises:
        UsageError: it is an update, not SPARQL, or no Unicode text.
    """
    if re.search(r"[\ud800-\udfff]", text):
        raise UsageError("the query is not UTF-8", hint="save it as UTF-8")
    for word in words(text):
        if word in _FORMS:
            return word
        if word in _UPDATES:
            raise UsageError(f"{word} would change data", hint="queries here only read")
    raise UsageError("this is no SPARQL query", hint="begin with SELECT, ASK, CONSTRUCT or DESCRIBE")


def with_prefixes(text: str, known: dict[str, str]) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line, so lines keep number."""
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", text, re.IGNORECASE))
    used = {match["prefixed"].partition(":")[0] for match in _TOKEN.finditer(text) if match["prefixed"]}
    missing = sorted((used & known.keys()) - declared)
    return "".join(f"PREFIX {prefix}: <{known[prefix]}> " for prefix in missing) + text


def require_local(text: str) -> None:
    """Refuse a query that would reach beyond the data it is given: SERVICE, FROM.

    Raises:
        UsageError: it uses one of them.
    """
    used = set(words(text))
    for word in ("SERVICE", "FROM"):
        if word in used:
            raise UsageError(f"{word} is off", hint="a query sees the data it is run on, nothing else")
