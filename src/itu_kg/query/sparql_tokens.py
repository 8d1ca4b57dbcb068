"""SPARQL text → what it asks for: its form, the keywords it uses, the prefixes it leaves out; and over which graphs.

Reads tokens only, as far as strings, IRIs, comments and names reach (SPARQL 1.1 §19.8), and refuses to judge whether
the query is well formed: that is the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from itu_kg.errors import UsageError
from itu_kg.model.vocab import BASE, prefixes

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\''''
    r"""|<[^<>"{}|^`\\\s]*>|(?P<comment>\#[^\n]*)|[?$@]\w+|(?P<space>\s+)"""
    r"""|(?P<prefixed>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)|(?P<word>[^\W\d_]\w*)|.""",
    re.DOTALL,
)
_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AFTER_DATASET = {"WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
# Some engines undo these anywhere in a query before they read it (SPARQL 1.1 §19.2).
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST = 0x10FFFF


_THINGS = prefixes()["event"]
_BELOW = re.compile(r"(\bPREFIX\s+[\w.-]*:\s*<)" + re.escape(BASE) + r"((?:id|graph)/)", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a query that is neither space nor comment; `word` is its upper case if it is a bare word."""

    text: str
    start: int
    end: int
    word: str


@lru_cache(maxsize=4)  # one query is looked at several times on its way to the engine
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a query, in order."""
    return tuple(
        Token(match[0], match.start(), match.end(), (match["word"] or "").upper())
        for match in _TOKEN.finditer(text)
        if match["space"] is None and match["comment"] is None
    )


def keywords(text: str) -> tuple[str, ...]:
    """The bare words of a query (keywords, functions, `a`, `true`), in upper case and in order."""
    return tuple(token.word for token in tokenize(text) if token.word)


def query_form(text: str) -> Form:
    """The form of a query, which decides what it answers with.

    Raises:
        UsageError: it is an update, not SPARQL, or no Unicode text.
    """
    require_unicode(text)
    for word in keywords(text):
        if word in _FORMS:
            return word
        if word in _UPDATES:
            raise UsageError(f"{word} would change data", hint="queries here only read")
    raise UsageError("this is no SPARQL query", hint="begin with SELECT, ASK, CONSTRUCT or DESCRIBE")


def require_unicode(text: str) -> None:
    """Refuse a text that came from bytes which are no UTF-8."""
    if re.search(r"[\ud800-\udfff]", text):
        raise UsageError("the query is not UTF-8", hint="save it as UTF-8")


def declared_prefixes(text: str) -> dict[str, str]:
    """The prefixes that a query declares, and their IRIs."""
    return dict(re.findall(r"\bPREFIX\s+([\w.-]*):\s*<([^<>]*)>", text, re.IGNORECASE))


def declare_prefixes(text: str, known: Mapping[str, str]) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line, so lines keep number.

    A prefix that is declared for things or graphs below the program's own base IRI means those of the known prefixes':
    a query that was written for other data than a project's is asked of the project's.
    """
    base = known.get("event", _THINGS).removesuffix(_THINGS.removeprefix(BASE))
    text = text if base == BASE else _BELOW.sub(rf"\g<1>{base}\g<2>", text)
    missing = [prefix for prefix in undeclared_prefixes(text) if prefix in known]
    return "".join(f"PREFIX {prefix}: <{known[prefix]}> " for prefix in missing) + text


def undeclared_prefixes(text: str) -> list[str]:
    """The prefixes that a query uses and does not declare, in alphabetical order."""
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*):", text, re.IGNORECASE))
    used = {match["prefixed"].partition(":")[0] for match in _TOKEN.finditer(text) if match["prefixed"]}
    return sorted(used - declared)


def require_local(text: str, *, service: bool = False) -> None:
    """Refuse a query that would reach beyond the data it is given: SERVICE, FROM, LOAD, however they are spelt.

    Args:
        text: the query.
        service: whether SERVICE is allowed, since an endpoint and not this program would follow it.

    Raises:
        UsageError: it uses one of them.
    """
    used = {*keywords(text), *keywords(_ESCAPE.sub(_character, text))}
    if "SERVICE" in used and not service:
        raise UsageError("SERVICE is off", hint="an endpoint may follow it: --on URL --allow-service")
    for word in ("FROM", "LOAD"):
        if word in used:
            raise UsageError(f"{word} is off", hint="a query sees the data it is run on, nothing else")


def over_graphs(text: str, graphs: Sequence[str]) -> str:
    """Let a query ask the merge of graphs, and each by its name, whatever the endpoint's own dataset is.

    The clauses (SPARQL 1.1 §13.2) stand on a line that is there already, so lines keep their number. A graph that the
    query names itself stays one of those it may name; a query that has such clauses is left as it is.
    """
    tokens = tokenize(text)
    if not graphs or any(token.word == "FROM" for token in tokens):
        return text
    clauses = [f"FROM <{each}>" for each in graphs]
    named = [after.text for token, after in pairwise(tokens) if token.word == "GRAPH" and after.text[0] not in "?$"]
    if any(token.word == "GRAPH" for token in tokens):
        clauses += [f"FROM NAMED {each}" for each in dict.fromkeys((*(f"<{each}>" for each in graphs), *named))]
    at = _dataset_place(tokens)
    return f"{text[:at]} {' '.join(clauses)} {text[at:]}"


def _dataset_place(tokens: Sequence[Token]) -> int:
    """Where dataset clauses go: before the pattern, or what stands in its place, and after a template."""
    form, depth = "", 0
    for before, token in pairwise((Token("", 0, 0, ""), *tokens)):
        if not form:
            form = token.word if token.word in _FORMS else ""
            continue
        if depth == 0 and token.word in _AFTER_DATASET:
            return token.start
        if token.text == "{" and depth == 0 and before.word != "CONSTRUCT":  # which a template follows
            return token.start
        depth += (token.text in ("(", "{")) - (token.text in (")", "}"))
    return tokens[-1].end


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= _LAST else match[0]
