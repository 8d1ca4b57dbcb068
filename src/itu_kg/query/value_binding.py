"""SPARQL text × terms → the text with those terms bound: `VALUES ?x { term }` wherever `?x` is looked at.

A group is evaluated by itself before it is joined (SPARQL 1.1 §18.6), so a FILTER in an inner group sees only what is
bound there: the clause therefore stands at the start of the outermost WHERE group and of every group, sub-SELECTs
among them, that names the variable. Where a SELECT with GROUP BY names it outside its groups, it joins the keys: one
value makes no new groups. Lines keep their numbers. Refuses to write anything but terms it is given whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from itu_kg.query.sparql_tokens import Token, tokenize

_MODIFIERS = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}


@dataclass(slots=True)
class _Group:
    """A pair of braces: a group, a template or data; `start` and `end` are its inside."""

    start: int
    end: int
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Query:
    """A query or sub-SELECT: its WHERE group (`nested` if that is but a sub-SELECT), and what stands outside it."""

    groups: list[_Group] = field(default_factory=list)
    where: _Group | None = None
    nested: bool = False
    template: bool = False
    names: set[str] = field(default_factory=set)
    keys: set[str] | None = None
    by: int = 0
    construct: int = 0
    modifier: str = ""
    modifiers: int | None = None
    limit: int | None = None
    values: int | None = None


def bind(text: str, terms: Mapping[str, str]) -> str:
    """Bind variables, given without their `?`, to terms in SPARQL's notation."""
    queries = _read(text, set(terms))
    top = queries[0]
    used = {name for query in queries for name in query.names} | {
        name for query in queries for group in query.groups for name in group.names
    }
    if not used:
        return text
    added: list[tuple[int, str]] = []
    for query in queries:
        wanted = query.names | (used if query is top else set())
        for group in query.groups:
            names = group.names | (wanted if group is query.where else set())
            added.append((group.start, _clauses(names, terms)))
        if query.keys is not None:
            added.append((query.by, "".join(f" ?{name}" for name in sorted(query.names - query.keys))))
    if top.where is None and not top.nested:
        at = len(text) if top.modifiers is None else top.modifiers
        added.append((at, f"\nWHERE {{{_clauses(used, terms)} }} "))
    elif top.where and top.construct and not top.template:
        added.append((top.construct, f" {{{text[top.where.start : top.where.end]}}}"))
    return _with(text, added)


def limited(text: str, most: int) -> str:
    """Let a query give `most` solutions at the most, or as many as its own LIMIT says if those are fewer."""
    top = _read(text, set())[0]
    if top.limit is not None:
        own = re.compile(r"\s*(\d+)").match(text, top.limit)
        if own is None:
            return text
        return f"{text[: top.limit]} {min(most, int(own[1]))}{text[own.end() :]}"
    if top.values is not None:
        return _with(text, [(top.values, f"LIMIT {most} ")])
    return f"{text}\nLIMIT {most}"


def _read(text: str, names: set[str]) -> list[_Query]:
    """Find the queries of a text, the outermost first, their groups, and where `names` stand."""
    reader = _Reader(names)
    pieces = tokenize(text)
    for token, following in zip(pieces, [*(each.word for each in pieces[1:]), ""], strict=True):
        reader.take(token, following)
    return reader.queries


class _Reader:
    """Keeps where it is in a query: which braces are open, and whose they are."""

    def __init__(self, names: set[str]) -> None:
        top = _Query()
        self.queries = [top]
        self._names = names
        self._owners = [top]
        self._open: list[_Query | _Group | None] = [top]  # None: a template or data, in which nothing is looked at
        self._data = False
        self._before = ""

    def take(self, token: Token, following: str) -> None:
        """Take the next token; `following` is the word after it."""
        inside, owner = self._open[-1], self._owners[-1]
        if token.text == "{":
            self._opened(token, following)
        elif token.text == "}" and len(self._open) > 1:
            closed = self._open.pop()
            if isinstance(closed, _Group):
                closed.end = token.start
            elif closed is owner:
                self._owners.pop()
        elif token.word == "VALUES":
            self._data = True
        elif token.text[0] in "?$" and token.text[1:] in self._names:
            (owner if inside is None else inside).names.add(token.text[1:])
        if inside is owner:
            _outside(owner, token)
        self._before = token.word

    def _opened(self, token: Token, following: str) -> None:
        inside, owner = self._open[-1], self._owners[-1]
        if self._data or (inside is owner and self._before == "CONSTRUCT"):
            owner.template |= not self._data
            self._data = False
            self._open.append(None)
        elif following == "SELECT":
            owner.nested |= inside is owner
            self.queries.append(_Query())
            self._owners.append(self.queries[-1])
            self._open.append(self.queries[-1])
        else:
            group = _Group(token.end, token.end)
            owner.groups.append(group)
            owner.where = owner.where or group
            self._open.append(group)


def _outside(query: _Query, token: Token) -> None:
    """Take note of what stands outside a query's groups: modifiers, keys, LIMIT."""
    if token.word == "CONSTRUCT":
        query.construct = token.end
    elif token.word == "BY" and query.modifier == "GROUP":
        query.by, query.keys = token.end, set()
    elif token.word in _MODIFIERS:
        query.modifier = token.word
        query.modifiers = token.start if query.modifiers is None else query.modifiers
        if token.word == "LIMIT":
            query.limit = token.end
        elif token.word == "VALUES":
            query.values = token.start
    elif query.keys is not None and query.modifier == "GROUP" and token.text[0] in "?$":
        query.keys.add(token.text[1:])


def _clauses(names: Iterable[str], terms: Mapping[str, str]) -> str:
    return "".join(f" VALUES ?{name} {{ {terms[name]} }}" for name in sorted(names))


def _with(text: str, added: list[tuple[int, str]]) -> str:
    """Write pieces into a text at positions of the text as it was."""
    for at, piece in sorted(added, key=lambda each: each[0], reverse=True):
        text = text[:at] + piece + text[at:]
    return text
