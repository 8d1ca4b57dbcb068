"""A store → what it is and what works there: each protocol, quads, gzip, sizes, cut answers, the round trip of terms.

It writes to one graph of its own and removes it, whatever happens; where an update is refused it writes nothing more.
It judges by what comes back, not by what a store says of itself. It loads nothing and touches no graph of another.
"""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from itu_kg.errors import RemoteError
from itu_kg.http.auth import Authenticator, challenges
from itu_kg.http.messages import Payload
from itu_kg.model.graph import Term
from itu_kg.stores.probe import UNCHANGED, awkward_terms, judge, over_limit, probe
from itu_kg.stores.store import NQUADS, NTRIPLES, Store

_WIDE = 120
"""The cross product of so many values with themselves is more than any store that cuts answers early gives."""
_TERM = 65_000
"""The most bytes of a term that is sent round: a longer one can stop a server."""
_SIZES = (1 << 20, 8 << 20)


class Finding(NamedTuple):
    """One check: what it is called, whether it works (None: not tried), and what was seen."""

    check: str
    works: bool | None
    detail: str


class AwkwardTerm(NamedTuple):
    """An awkward term that came back as another, or not at all: its name, both terms, and how they differ."""

    name: str
    sent: Term
    back: Term | None
    reason: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was seen; `graph` is where it was written and `removed` whether nothing is left there."""

    findings: tuple[Finding, ...]
    alterations: tuple[AwkwardTerm, ...]
    graph: str
    wrote: bool
    removed: bool


class ChallengeRecorder(Authenticator):
    """Sends nothing of who we are, and keeps what a server asks for."""

    def __init__(self, url: str) -> None:
        super().__init__(url, None)
        self.schemes: tuple[str, ...] = ()

    def learn(self, headers: Iterable[str], *, tried: bool) -> bool:
        """Keep the names of the schemes; the request is not sent again."""
        self.schemes = tuple(dict.fromkeys(each.scheme for each in challenges(headers)))
        return super().learn(headers, tried=tried)


def examine(
    store: Store,
    graph: str,
    *,
    stranger: Store,
    recorder: ChallengeRecorder,
    say: Callable[[str], None] = lambda _: None,
) -> Examination:
    """Try each thing in turn.

    Args:
        store: the store, as who we are.
        graph: a graph that nobody else has, to write to.
        stranger: the same store as nobody.
        recorder: what authenticates the stranger.
        say: told each step.

    Raises:
        RemoteError: it answers no query, or the graph could not be removed.
    """
    say("query")
    findings = [_query(store), _cut(store), _asked(stranger, recorder)]
    alterations: list[AwkwardTerm] = []
    say("update")
    try:
        update = _update(store, graph)
        findings.append(update)
        if update.works:
            for name, check in _CHECKS.items():
                say(name)
                there = bool(store.endpoints.graph_store)
                findings.append(check(store, graph) if there else Finding(name, None, "no graph store is known"))
            say("round trip of awkward terms")
            puts = any(each.check == "graph store" and each.works for each in findings)
            awkward = _awkward(store)
            alterations = _altered(awkward, probe(store, graph, list(awkward.values()), by_update=not puts))
            findings.append(_round_trip(store, len(awkward), len(alterations), "put" if puts else "update"))
        else:
            findings += [Finding(name, None, "not tried: it is only read") for name in (*_CHECKS, "round trip")]
    finally:
        removed = _remove(store, graph)
    if not removed:
        hint = f"remove it: DROP GRAPH <{graph}>"
        raise RemoteError("the graph that was written for the examination is still there", where=graph, hint=hint)
    return Examination(tuple(findings), tuple(alterations), graph, bool(update.works), removed)


def _query(store: Store) -> Finding:
    rows = store.select("SELECT (1 AS ?one) WHERE { }")
    return Finding("query", rows == [{"one": "1"}], store.endpoints.query)


def _cut(store: Store) -> Finding:
    """Ask for more rows than some stores give; no data are needed for it."""
    values = " ".join(map(str, range(_WIDE)))
    wanted = _WIDE**2
    try:
        rows = len(store.select(f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}"))
    except RemoteError as problem:
        return _fails("whole answers", f"{problem.what}; graphs are read in pages")
    if rows == wanted:
        return Finding("whole answers", works=True, detail=f"{wanted:,} rows came whole")
    return _fails("whole answers", f"{rows:,} of {wanted:,} rows came, without a sign")


def _asked(stranger: Store, recorder: ChallengeRecorder) -> Finding:
    """Try as nobody to insert nothing."""
    try:
        stranger.update("INSERT DATA { }")
    except RemoteError as problem:
        asked = ", ".join(recorder.schemes)
        if asked:
            return Finding("authentication", works=True, detail=f"asks for {asked} before an update")
        return Finding("authentication", None, f"as nobody: {problem.what}")
    return _fails("authentication", "anybody may update")


def _update(store: Store, graph: str) -> Finding:
    try:
        store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <{graph}> 1 }} }}")
        works = store.count(graph) == 1
    except RemoteError as problem:
        return _fails("update", problem.what)
    return Finding("update", works, store.endpoints.update if works else "says yes and inserts nothing")


def _quads(store: Store, graph: str) -> Finding:
    kind = store.profile
    if kind.tried and not kind.quads:
        # Virtuoso says yes, and they are in no graph afterwards.
        return _fails("quads", f"not tried: {kind.title} does not put them into the graphs they name")
    payload = Payload.of(f"<{graph}> <{graph}> <{graph}> <{graph}> .\n".encode(), NQUADS)
    try:
        store.drop(graph)
        if kind.quads:
            store.add(payload)
        else:
            # Who knows what an unknown store does with them: it is told the graph in the address, too.
            address = f"{store.endpoints.graph_store}?graph={quote(graph, safe='')}"
            with store.client.send("POST", address, payload=payload) as answer:
                answer.read()
        works = store.count(graph) == 1
    except RemoteError as problem:
        return _fails("quads", problem.what)
    return Finding("quads", works, "N-Quads in one request" if works else "says yes and puts them elsewhere")


def _size(store: Store, graph: str) -> Finding:
    for size in _SIZES:
        # Long values: it is the size of the body that is tried, and not the store's patience.
        body = b"".join(f'<{graph}> <{graph}> "{at:04000}" .\n'.encode() for at in range(size // 4000))
        finding = _sent(store, graph, "size", f"a body of {size >> 20} MB", body)
        if not finding.works:
            return finding._replace(detail=f"a body of {size >> 20} MB: {finding.detail}")
    return finding


_CHECKS: dict[str, Callable[[Store, str], Finding]] = {
    "graph store": lambda store, graph: _sent(
        store, graph, "graph store", store.endpoints.graph_store, _lines(graph, 2)
    ),
    "gzip": lambda store, graph: _sent(store, graph, "gzip", "a body in gzip", _lines(graph, 3), packed=True),
    "quads": _quads,
    "size": _size,
}


def _sent(store: Store, graph: str, check: str, detail: str, lines: bytes, *, packed: bool = False) -> Finding:  # noqa: PLR0913  all that differs
    payload = Payload.of(gzip.compress(lines), NTRIPLES, encoding="gzip") if packed else Payload.of(lines, NTRIPLES)
    try:
        store.put(graph, payload)
        holds, sent = store.count(graph), lines.count(b"\n")
    except RemoteError as problem:
        return _fails(check, problem.what)
    return Finding(check, holds == sent, detail if holds == sent else f"says yes and holds {holds} of {sent} triples")


def _lines(graph: str, number: int) -> bytes:
    return b"".join(f"<{graph}> <{graph}> <{graph}/{at:08}> .\n".encode() for at in range(number))


def _awkward(store: Store) -> dict[str, Term]:
    """The terms to send, by name: of a store that odd values can damage, those without a datatype."""
    return {
        name: term
        for name, term in awkward_terms(_TERM).items()
        if _parsed(term) and not over_limit(store.profile, term)
        if not (store.profile.fragile and ("^^<" in term or "<nodeID:" in term))
    }


def _altered(awkward: dict[str, Term], changed: dict[Term, Term | None]) -> list[AwkwardTerm]:
    altered = []
    for name, term in awkward.items():
        given = _parsed(term) or term  # tags in lower case
        back = changed.get(term, given)
        if judge(given, back) != UNCHANGED:
            altered.append(AwkwardTerm(name, given, back, judge(given, back)))
    return altered


def _parsed(term: Term) -> Term | None:
    """A term as our parser reads it; None if it is none."""
    with contextlib.suppress(SyntaxError):
        (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .", ox.RdfFormat.N_TRIPLES)
        return Term(str(quad.object))
    return None


def _round_trip(store: Store, number: int, altered: int, method: str) -> Finding:
    detail = f"{number - altered} of {number} awkward terms come back as they were, by {method}"
    unsent = (
        "; odd values of datatypes are not sent, since they can damage it: docs/stores.md has what it makes of them"
    )
    return Finding("round trip", not altered, detail + unsent if store.profile.fragile else detail)


def _fails(check: str, detail: str) -> Finding:
    return Finding(check, works=False, detail=detail)


def _remove(store: Store, graph: str) -> bool:
    """Remove the graph; whether nothing is left."""
    with contextlib.suppress(RemoteError):
        store.drop(graph)
    with contextlib.suppress(RemoteError):
        return store.count(graph) == 0
    return False


def document(seen: Examination) -> dict[str, object]:
    """An examination as JSON values."""
    return {
        "checks": [each._asdict() for each in seen.findings],
        "alterations": [
            {**each._asdict(), "sent": each.sent[:200], "back": each.back and each.back[:200]}
            for each in seen.alterations
        ],
        "probe": {"graph": seen.graph, "written": seen.wrote, "removed": seen.removed},
    }
