"""Words × index of texts → hits: the things that hold all of the words, the best first, and which text says so.

Who is called just what is looked for stands first; the others by BM25, in which a name weighs more than words about a
thing, and these more than words of a page. Where nothing holds all of the words, what holds some of them is a hit, and
the answer says so. Refuses to guess at misspelt words: it names the nearest ones.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from itu_kg.errors import UsageError
from itu_kg.model.control_characters import CONTROL
from itu_kg.model.names import fold, key, nearest
from itu_kg.query.searchable_texts import QUOTE
from itu_kg.query.text_index import TOKENIZER

_OPEN, _CLOSE = "\x02", "\x03"
_CHUNK = re.compile(r'"([^"]+)"|(\S+)')
_WEIGHTS = "10.0, 6.0, 2.0, 1.0"
"""Of a match in the name, in other names, in words about a thing, in words of a page."""
_BACKGROUND = "('answer', 'concept', 'form', 'membership', 'participation', 'question', 'statistic', 'target', 'term')"
"""Kinds of things that speak of others, and are seldom what is looked for."""
_LITTLE = frozenset(("a", "an", "and", "are", "at", "by", "for", "from", "how", "in", "is", "it",
    "of", "on", "or", "that", "the", "to", "what", "when", "where", "which", "who", "with"))  # fmt: skip
"""Words that join others: not looked for beside these, unless in double quotes or capitals."""
_LONGEST_PHRASE = 8
_TEXTS_SHOWN = 3


class Spot(NamedTuple):
    """A stretch of a submission's page, and the question it answers; empty outside the answers."""

    submission: str
    question: str
    span: tuple[int, int]


class Match(NamedTuple):
    """A text that holds words looked for: which field has it, and the stretches that match, in code points.

    `spot` is where a page says so; a name that the registry gives stands in no page.
    """

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]
    spot: Spot | None


class Hit(NamedTuple):
    """A thing that is found, and its texts that match; `spot` is where a page first speaks of it, if one does."""

    iri: str
    kind: str
    name: str
    spot: Spot | None
    matches: tuple[Match, ...]


class SearchResult(NamedTuple):
    """The first hits, how many there are in all, and what words were not there: the nearest to each.

    `beginnings` says that no thing holds all of the words, and the hits hold longer ones; `some` that they
    hold only some.
    """

    hits: tuple[Hit, ...]
    total: int
    beginnings: bool
    some: bool
    unknown: dict[str, tuple[str, ...]]


def search(index: sqlite3.Connection, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> SearchResult:
    """Look for words.

    Args:
        index: of the data.
        text: words; those in double quotes stand together, `word*` is the beginning of one.
        kinds: what things to look for, any if empty.
        limit: hits at the most.

    Raises:
        UsageError: there is no word in the text.
    """
    terms = [_term(*match) for match in _CHUNK.findall(text) if fold(match[0] or match[1])]
    if not terms:
        raise UsageError("there is no word to look for", where=repr(text[:80]), hint="write words, letters or digits")
    terms = [term for term in terms if term.written not in _LITTLE] or terms
    groups = list(_groups(index, terms))
    rows, total = _rows(index, " AND ".join(groups), text, kinds, limit)
    unknown = {} if rows else _unknown(index, terms)
    beginnings = some = False
    if not rows:
        longer = [term._replace(beginning=True).expression for term in terms]
        rows, total = _rows(index, " AND ".join(longer), text, kinds, limit)
        groups, beginnings = (longer, True) if rows else (groups, False)
    if not rows and len(groups) > 1:
        rows, total = _rows(index, " OR ".join(groups), text, kinds, limit)
        some = bool(rows)
    hits = tuple(_hit(index, row, " OR ".join(groups)) for row in rows)
    return SearchResult(hits, total, beginnings, some, unknown)


def called(index: sqlite3.Connection, begin: str, iri: str = "", *, most: int) -> list[tuple[str, str, str]]:
    """The things with a name that begins so, spelling aside, or whose IRI begins as one does: IRI, name, that name."""
    column, first = ("iri", iri) if iri else ("key", key(begin))
    return index.execute(
        f"SELECT iri, name, MIN(label) FROM thing JOIN exact ON thing = id WHERE {column} >= ? AND {column} < ? "  # noqa: S608  a word of ours
        "GROUP BY iri ORDER BY MIN(key), iri LIMIT ?",
        (first, first + "\U0010ffff", most),
    ).fetchall()


class _Term(NamedTuple):
    words: tuple[str, ...]
    written: str
    beginning: bool
    together: bool

    @property
    def expression(self) -> str:
        """The term in FTS5's language."""
        return f'"{" ".join(self.words)}"{" *" if self.beginning else ""}'


def _term(phrase: str, word: str) -> _Term:
    return _Term(fold(phrase or word), f'"{phrase}"' if phrase else word, word.endswith("*"), bool(phrase))


def _groups(index: sqlite3.Connection, terms: Sequence[_Term]) -> Iterator[str]:
    """What must match, in FTS5's language: each word or phrase, or what stands for the same."""
    at = 0
    while at < len(terms):
        for end in range(min(len(terms), at + _LONGEST_PHRASE), at, -1):
            some = terms[at:end]
            phrase = " ".join(word for term in some for word in term.words)
            others = _equivalents(index, phrase, some)
            if others or end == at + 1:
                plain = some[0].expression if len(some) == 1 else f"({' AND '.join(t.expression for t in some)})"
                alternatives = (plain, *(f'"{other}"' for other in others))
                yield f"({' OR '.join(alternatives)})" if others else plain
                at = end
                break


def _equivalents(index: sqlite3.Connection, phrase: str, terms: Sequence[_Term]) -> list[str]:
    """What stands for the same: a word in small letters is an acronym only where it is all that is looked for."""
    if any(term.beginning for term in terms):
        return []
    others = [row[0] for row in index.execute("SELECT word FROM synonym WHERE phrase = ?", (phrase,))]
    capitals = any(sum(c.isupper() for c in term.written) > 1 for term in terms)
    for (other,) in index.execute("SELECT phrase FROM synonym WHERE word = ?", (phrase,)):
        if capitals or len(terms) == 1 or other.replace(" ", "") == phrase:
            others.append(other)
    return others


def _rows(
    index: sqlite3.Connection, expression: str, text: str, kinds: Sequence[str], limit: int
) -> tuple[list[tuple[int, str, str, str]], int]:
    """Number, IRI, kind and name of what matches, the best first, and how many match in all."""
    chosen = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    matching = f"FROM whole JOIN thing ON id = whole.rowid WHERE whole MATCH ?{chosen}"
    less = f"CASE WHEN kind IN {_BACKGROUND} THEN 0.5 ELSE 1 END"
    rows = index.execute(
        f"SELECT id, iri, kind, name {matching} "  # noqa: S608  words of ours; what was typed is bound
        "ORDER BY COALESCE((SELECT MIN(role) FROM exact WHERE key = ? AND thing = id), 9), "
        f"bm25(whole, {_WEIGHTS}) * {less}, iri LIMIT ?",
        (expression, *kinds, key(text), limit),
    ).fetchall()
    if len(rows) < limit:
        return rows, len(rows)
    ((total,),) = index.execute(f"SELECT COUNT(*) {matching}", (expression, *kinds))
    return rows, total


def _hit(index: sqlite3.Connection, row: tuple[int, str, str, str], expression: str) -> Hit:
    number, iri, kind, name = row
    texts = index.execute("SELECT role, field, text FROM text WHERE thing = ? ORDER BY role", (number,)).fetchall()
    spots: dict[tuple[str, str], Spot] = {}
    first = None
    for source, question, field, start, stop, text in index.execute(
        "SELECT source, question, field, start, stop, text FROM place WHERE thing = ? ORDER BY source, start, stop",
        (number,),
    ):
        spot = Spot(source, question, (start, stop))
        first = first or spot
        if spots.setdefault((field, text), spot) is spot and text:
            texts.append((QUOTE, field, text))
    matches: dict[str, Match] = {}
    for (_, field, text), marks in _marked(texts, expression):
        # Of a passage the graph holds no words: what we say of it in ours has its field.
        matches.setdefault(text, Match(field, text, marks, spots.get((field, text)) or spots.get((field, ""))))
    return Hit(iri, kind, name, first, tuple(matches.values())[:_TEXTS_SHOWN])


def _marked(
    candidates: Sequence[tuple[int, str, str]], expression: str
) -> Iterator[tuple[tuple[int, str, str], tuple[tuple[int, int], ...]]]:
    """The texts that match, the weightiest first, and the stretches: FTS5's own, of a table of these alone."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as table:
        table.execute(f"CREATE VIRTUAL TABLE some USING fts5(text, tokenize='{TOKENIZER}')")
        table.executemany(
            "INSERT INTO some (rowid, text) VALUES (?, ?)",
            [(n, CONTROL.sub(" ", text)) for n, (_, _, text) in enumerate(candidates)],
        )
        rows = table.execute(
            "SELECT rowid, highlight(some, 0, ?, ?), bm25(some) FROM some WHERE some MATCH ?",
            (_OPEN, _CLOSE, expression),
        ).fetchall()
    for number, marked, _ in sorted(rows, key=lambda row: (candidates[row[0]][0], row[2], row[0])):
        yield candidates[number], _stretches(marked)


def _stretches(marked: str) -> tuple[tuple[int, int], ...]:
    plain = marked.replace(_OPEN, "").replace(_CLOSE, "")
    stretches: list[tuple[int, int]] = []
    begun = at = 0
    for character in marked:
        if character == _OPEN:
            begun = at
        elif character == _CLOSE:
            # Words that match one after another are one stretch.
            if stretches and not plain[stretches[-1][1] : begun].strip():
                begun = stretches.pop()[0]
            stretches.append((begun, at))
        else:
            at += 1
    return tuple(stretches)


def _unknown(index: sqlite3.Connection, terms: Sequence[_Term]) -> dict[str, tuple[str, ...]]:
    """The words that no text has, each with the nearest that one has."""
    unknown: dict[str, tuple[str, ...]] = {}
    for term in terms:
        for word in term.words:
            if not index.execute("SELECT 1 FROM whole WHERE whole MATCH ? LIMIT 1", (f'"{word}" *',)).fetchone():
                unknown[word] = nearest(word, [row[0] for row in index.execute("SELECT word FROM word")])
    return unknown
