"""Odd terms → what a store makes of them: they are written to a graph of ours, read back, compared and removed again.

A term is odd if its datatype, its spelling or its length is one that some store rewrites or cuts; what is plain is not
tried, and a load that spoils it all the same is found by its check. What a store takes wrongly without showing it, its
profile says (`Profile.literal_bytes`, `iri_bytes`, `integer_bits`); such terms are never sent.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING

import pyoxigraph as ox

from itu_kg.errors import Refused, RemoteError
from itu_kg.model.graph import Term
from itu_kg.model.vocab import XSD
from itu_kg.rdf import ntriples
from itu_kg.stores import requests
from itu_kg.stores.graph_content import Unreadable, batches, line_terms

if TYPE_CHECKING:
    from itu_kg.stores.profiles import Profile
    from itu_kg.stores.store import Store

BATCH, BATCH_BYTES = 1000, 4 << 20
"""The most terms, and bytes of them, that are written and read back at once."""
UNCHANGED, REFUSED, OTHER_VALUE = "", "refused", "another value"

_LONG = 30_000
"""Bytes from which on a literal is odd: indexes of some stores end at 32 kB."""
_LONG_IRI = 1000
_DAY = rb"[1-7]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_PLAIN = re.compile(
    rb'"(?:(?:0|-?[1-9]\d{0,8})"\^\^<XSDinteger>|-?(?:0|[1-9]\d{0,7})\.\d{0,5}[1-9]"\^\^<XSDdecimal>'
    rb'|(?:true|false)"\^\^<XSDboolean>|DAY"\^\^<XSDdate>|DAYT(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z?"\^\^<XSDdateTime>'
    rb'|[1-7]\d{3}"\^\^<XSDgYear>|[1-7]\d{3}-(?:0[1-9]|1[0-2])"\^\^<XSDgYearMonth>'
    rb'|.*"\^\^<XSD(?:string|anyURI)>)'.replace(b"XSD", re.escape(XSD.encode())).replace(b"DAY", _DAY)
)
"""Typed literals that every store we know gives back as they are."""
_DIGITS = re.compile(rf'"[-+.:0-9TZeE]+"\^\^<{re.escape(XSD)}(?!\w*uration)\w+>')
"""Numbers and moments: what a store that odd values can damage takes many of at once."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_FLOATS = ("double", "float")
_SIX_DIGITS = 1e-5
_CONTROL = Term('"a plain value"')


def look_odd(lines: Sequence[bytes]) -> Iterator[int]:
    """Yield the positions of the lines of N-Triples that may hold an odd term or a blank node."""
    for at, line in enumerate(lines):
        if (
            len(line) > _LONG_IRI
            or b"_:" in line
            or b"/." in line
            or b"<nodeID:" in line
            or (b'"^^<' in line and _PLAIN.fullmatch(line, line.index(b'"'), len(line) - 2) is None)
        ):
            yield at


def odd_terms(line: str) -> Iterator[Term]:
    """Yield the odd terms of a line of canonical N-Triples, given with its line feed."""
    for term in line_terms(line):
        if term.startswith("<"):
            if "/." in term or term.startswith("<nodeID:") or len(term) * 4 > _LONG_IRI < len(term.encode()):
                yield term
        elif term.startswith('"'):
            size = len(term.encode()) if len(term) * 4 > _LONG else 0
            if size > _LONG or ('"^^<' in term and _PLAIN.fullmatch(term.encode()) is None):
                yield term


def over_limit(profile: Profile, term: Term) -> str:
    """The limit of a kind of store that a term is over; "" if it is over none."""
    if term.startswith("<"):
        limit = profile.iri_bytes
        return "long IRI" if limit and len(term.encode()) - 2 > limit else ""
    if profile.literal_bytes and len(term.encode()) > profile.literal_bytes:
        return "long literal"
    if (
        profile.integer_bits
        and term.endswith(f'"^^<{XSD}integer>')
        and _NUMBER.fullmatch(text := ntriples.parts(term).value)
    ):
        half = 1 << (profile.integer_bits - 1)
        return "" if -half <= Decimal(text) < half else OTHER_VALUE
    return ""


def probe(
    store: Store,
    graph: str,
    odd: Sequence[Term],
    progress: Callable[[str, int, int], None] = lambda *_: None,
    *,
    by_update: bool = False,
) -> dict[Term, Term | None]:
    """Write terms to a graph, and read what a store makes of them.

    Args:
        store: the store.
        graph: a graph that nobody else has; it is removed again, whatever happens, if the store lets us.
        odd: the terms, none of them over a limit of the store.
        progress: told what is done, how many terms are, and how many there are.
        by_update: they are inserted, and not put.

    Returns:
        The terms that do not come back as they were, each with what comes back; None where nothing does.

    Raises:
        RemoteError: the store does not answer, refuses whatever it is given, or does not remove the graph.
    """
    changed: dict[Term, Term | None] = {}
    done = 0
    try:
        for batch in _batches(odd, alone=store.profile.fragile):
            progress("trying odd values", done, len(odd))
            changed |= _try(store, graph, batch, by_update=by_update)
            done += len(batch)
    except BaseException:
        with contextlib.suppress(RemoteError):
            store.drop(graph)
        raise
    store.again(lambda: store.drop(graph))
    progress("trying odd values", done, len(odd))
    return changed


def judge(given: Term, stored: Term | None) -> str:
    """How what comes back of a term differs from it.

    Returns:
        "lexical form" (the same value, written otherwise), "datatype" (the same, of another type), "precision" (digits
        are lost), or what no load lets pass: `OTHER_VALUE`, and `REFUSED` where nothing comes back. `UNCHANGED` is "".
    """
    if stored is None:
        return REFUSED
    if given == stored:
        return UNCHANGED
    if not (given.startswith('"') and stored.startswith('"')):
        return OTHER_VALUE
    before, after = value_of(given), value_of(stored)
    kind, new_kind = (ntriples.parts(each).datatype for each in (given, stored))
    if before == after:
        return "lexical form" if kind == new_kind else "datatype"
    if isinstance(before, str) or isinstance(after, str):
        moment = kind == new_kind and kind.removeprefix(XSD).startswith(("dateTime", "time"))
        whole = [re.sub(r"\.\d+", "", str(value)) for value in (before, after)]
        return "precision" if moment and whole[0] == whole[1] else OTHER_VALUE
    near = abs(float(before) - float(after)) <= _SIX_DIGITS * abs(float(before))
    return "precision" if near else OTHER_VALUE


def value_of(term: Term) -> Decimal | float | str:
    """The value of a literal as what compares: a number, or the canonical form that Oxigraph's engine writes."""
    literal = ntriples.parts(term)
    if not literal.datatype.startswith(XSD):
        return term
    kind, text = literal.datatype.removeprefix(XSD), literal.value.strip()
    if kind not in _FLOATS and _NUMBER.fullmatch(text) and ("nteger" in kind or kind in _EXACT):
        return Decimal(text)
    store, node = ox.Store(), ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, ox.Literal(literal.value, datatype=ox.NamedNode(literal.datatype))))
    ((_, _, stored, _),) = store
    canonical = stored.value if isinstance(stored, ox.Literal) else text
    if kind in _FLOATS and (_NUMBER.match(canonical) or canonical in ("INF", "-INF", "NaN")):
        return float(canonical)
    return f"{canonical} {'' if kind.endswith('uration') else kind.removesuffix('Stamp')}"


_EXACT = ("decimal", "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")


def _batches(odd: Sequence[Term], *, alone: bool) -> Iterator[list[Term]]:
    """Yield terms in batches; with `alone`, each that is no number and no moment is its own."""

    def weight(term: Term) -> int:
        single = alone and term.startswith('"') and '"^^<' in term and not _DIGITS.fullmatch(term)
        return BATCH_BYTES if single else len(term) * 4

    return batches(odd, weight, BATCH, BATCH_BYTES)


def _try(
    store: Store, graph: str, batch: Sequence[Term], *, by_update: bool, again: bool = False
) -> dict[Term, Term | None]:
    """Send a batch round; where it is refused, its halves, so that each term answers for itself."""
    back: dict[Term, Term | None]
    try:
        back = dict(_round_trip(store, graph, batch, by_update=by_update))
    except (Refused, Unreadable) as problem:
        if isinstance(problem, Refused) and problem.busy:
            raise
        _round_trip(store, graph, [_CONTROL], by_update=by_update)  # if this is refused too, it is not for the terms
        if len(batch) == 1 and again:
            return {batch[0]: None}
        half = len(batch) // 2
        parts = (batch[:half], batch[half:]) if half else (batch,)
        changed: dict[Term, Term | None] = {}
        for part in parts:
            changed |= _try(store, graph, part, by_update=by_update, again=not half)
        return changed
    if len(batch) > 1:
        for term in [term for term in batch if term not in back]:  # gone without a word: for its own sake?
            back |= {term: term} | _try(store, graph, [term], by_update=by_update)
    return {term: back.get(term) for term in batch if back.get(term) != term}


def _round_trip(store: Store, graph: str, batch: Sequence[Term], *, by_update: bool) -> dict[Term, Term]:
    """Write terms, each as the value of a subject of its own: what comes back of each."""
    lines = [f"<{graph}/{number}> <{graph}> {term} .\n" for number, term in enumerate(batch)]
    store.again(lambda: requests.replace_lines(store, graph, lines, by_update=by_update))
    numbers = {f"<{graph}/{number}>": term for number, term in enumerate(batch)}
    with store.read(graph) as content:
        back = map(line_terms, content.lines())
        return {numbers[subject]: thing for subject, _, thing in back if subject in numbers}


def awkward_terms(most: int = 100_000) -> dict[str, Term]:
    """Terms that some store rewrites, cuts or refuses, by name: those of no more than `most` bytes.

    They are in awkward.jsonl, all but ASCII escaped, since an editor that normalises text would change what it tests.
    The largest has 11 million bytes.
    """
    lines = resources.files(__package__).joinpath("awkward.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if _size(row) <= most]
    named = {str(row["name"]): _term(row) for row in rows}
    return {name: term for name, term in named.items() if len(term.encode()) <= most}


def _size(row: Mapping[str, str | int]) -> int:
    return int(row.get("times", 1)) * len(str(row.get("unit", row.get("value", ""))))


def _term(row: Mapping[str, str | int]) -> Term:
    times = int(row.get("times", 1))
    if "iri" in row:
        return Term(f"<{row['iri']}{str(row.get('unit', '')) * times}>")
    written = ntriples.literal(str(row["value"]) * times, str(row.get("datatype", "")))
    # Our own terms have tags in lower case; these keep theirs, since a store may mind.
    return Term(f"{written}@{row['language']}") if "language" in row else written
