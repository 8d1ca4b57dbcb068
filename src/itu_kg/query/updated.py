"""The guarded child's program for updates: a file and SPARQL Update → counts, and the file's quads afterwards.

A triple of the file and the store's form of it are kept side by side. What the store no longer has is taken out of the
file's triples, what it newly has is put in, in the form in which the file or the update writes that value. Refuses a
change of which it cannot tell which of two spellings of one value (1.5 and 1.50) is meant.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from itu_kg.query.sandbox_worker import (
    MALFORMED,
    REFUSED,
    UNREADABLE,
    confine,
)
from itu_kg.query.sparql_tokens import declared_prefixes, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile(r"(?<![\w.:?$<-])[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def main() -> int:
    """Do the job; the exit code says what happened, standard error why."""
    job = json.load(sys.stdin)
    syntax = ox.RdfFormat.from_media_type(job["media"])
    try:
        quads = list(dict.fromkeys(ox.parse(path=Path(job["path"]), format=syntax, base_iri=job["base"])))
    except (SyntaxError, ValueError, OSError) as problem:
        sys.stderr.write(str(problem))
        return UNREADABLE
    confine(memory=job["memory"], seconds=job["seconds"])
    try:
        result, added, removed = _updated(quads, job["update"])
    except SyntaxError as problem:
        sys.stderr.write(str(problem.msg))
        return MALFORMED
    except ValueError as problem:
        sys.stderr.write(str(problem))
        return REFUSED
    sys.stdout.write(json.dumps({"added": added, "removed": removed}) + "\n")
    sys.stdout.write("".join(f"{quad} .\n" for quad in result))
    sys.stdout.flush()
    return 0


def _updated(quads: list[ox.Quad], text: str) -> tuple[list[ox.Quad], int, int]:
    """Apply an update.

    Raises:
        SyntaxError: it is no SPARQL Update.
        ValueError: it cannot be applied without rewriting what it leaves alone.
    """
    literals = {quad.object for quad in quads if isinstance(quad.object, ox.Literal)}
    constants = set(_constants(text))
    stored = _stored(literals | constants)
    spellings: dict[ox.Literal, set[ox.Literal]] = {}
    for each in literals | constants:
        spellings.setdefault(stored[each], set()).add(each)
    held: dict[ox.Quad, list[ox.Quad]] = {}
    for quad in quads:
        value = stored[quad.object] if isinstance(quad.object, ox.Literal) else quad.object
        held.setdefault(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name), []).append(quad)
    store = ox.Store()
    store.extend(held)
    if set(store) != set(held):
        raise ValueError("the engine cannot hold this file as it is; update it by hand")
    store.update(text)
    after = set(store)
    removed, added = held.keys() - after, after - held.keys()
    said = {(stored[each], each) for each in constants}
    for quad in removed:
        exact = {each.object for each in held[quad]}
        if len(exact) > 1 or {each for value, each in said if value == quad.object} - exact:
            raise ValueError(f"{quad.object} is spelt in two ways, and the engine cannot tell which is meant")
    kept = [quad for key, same in held.items() if key not in removed for quad in same]
    return [*kept, *(_spelt(quad, spellings) for quad in added)], len(added), len(removed)


def _spelt(quad: ox.Quad, spellings: dict[ox.Literal, set[ox.Literal]]) -> ox.Quad:
    """Write a new quad's value as the file or the update writes it."""
    if not isinstance(quad.object, ox.Literal):
        return quad
    known = spellings.get(quad.object, {quad.object})
    if len(known) > 1:
        raise ValueError(f"{quad.object} is spelt in two ways, and the engine cannot tell which is meant")
    return ox.Quad(quad.subject, quad.predicate, next(iter(known)), quad.graph_name)


def _stored(literals: Iterable[ox.Literal]) -> dict[ox.Literal, ox.Literal]:
    """Find out how a store writes literals."""
    given = list(literals)
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"n:{i}"), ox.NamedNode("n:n"), each) for i, each in enumerate(given))
    found: dict[ox.Literal, ox.Literal] = {}
    for quad in store:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found[given[int(quad.subject.value[2:])]] = quad.object
    return found


def _constants(text: str) -> Iterable[ox.Literal]:
    """Find the typed literals and numbers that a text writes out."""
    spaces = declared_prefixes(text)
    bare = list(text)
    pieces = list(tokens(text))
    written = []
    for i, token in enumerate(pieces):
        if token.text[0] in "\"'" or token.text[0] == "<" or ":" in token.text:
            bare[token.start : token.end] = " " * (token.end - token.start)
        if token.text[0] in "\"'" and "".join(each.text for each in pieces[i + 1 : i + 3]) == "^^":
            written += [token.text + "^^" + each.text for each in pieces[i + 3 : i + 4]]
    commentless = "".join(" " if char == "\n" else char for char in re.sub(r"#[^\n]*", "", "".join(bare)))
    written += _NUMBER.findall(commentless)
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in spaces.items())
    for each in written:
        try:
            quads = list(ox.parse(f"{head}<n:n> <n:n> {each} .".encode(), ox.RdfFormat.TURTLE))
        except SyntaxError:
            continue  # no literal of RDF; the engine says what it makes of it
        yield from (quad.object for quad in quads if isinstance(quad.object, ox.Literal))


if __name__ == "__main__":
    sys.exit(main())
