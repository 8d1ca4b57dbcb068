"""Texts of things → an index of full text in SQLite: in memory, or a file beside the store on disk.

Words are compared without case and accents and by their English stem (FTS5's tokenizers unicode61 and porter); a
hyphen parts words. What stands for the same is learnt from the things' own names: a thing that is called "Working Group
on AI" and "Working Group on Artificial Intelligence" says what AI is, an acronym what it abbreviates, and a hyphenated
word how it is written in one. Refuses to work without FTS5, which a Python may be built without.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import groupby, permutations
from operator import attrgetter
from pathlib import Path

from itu_kg.errors import AssetError
from itu_kg.model.answer import Queryable
from itu_kg.model.names import fold, key
from itu_kg.query.searchable_texts import FORM, NAME, WORDS, Place, SearchText, kind_of, places, texts

INDEX = "texts.sqlite"
"""The index's file in a generation of a store."""

TOKENIZER = "porter unicode61 remove_diacritics 2"

_SCHEMA = f"""
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, name TEXT);
CREATE TABLE text (thing INTEGER, role INTEGER, field TEXT, text TEXT);
CREATE TABLE place (thing INTEGER, source TEXT, question TEXT, field TEXT, start INTEGER, stop INTEGER, text TEXT);
CREATE TABLE exact (key TEXT, thing INTEGER, role INTEGER, label TEXT);
CREATE TABLE synonym (word TEXT, phrase TEXT, UNIQUE (word, phrase));
CREATE TABLE word (word TEXT PRIMARY KEY);
CREATE VIRTUAL TABLE whole USING fts5(names, forms, words, quotes, content='', tokenize='{TOKENIZER}');
"""
_INDEXES = """
CREATE INDEX of_text ON text (thing);
CREATE INDEX of_place ON place (thing);
CREATE INDEX of_iri ON thing (iri);
CREATE INDEX of_exact ON exact (key);
CREATE INDEX of_synonym ON synonym (word);
CREATE INDEX of_phrase ON synonym (phrase);
"""
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")
_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "with"))
"""Words whose initials acronyms leave out."""


def has_fts5() -> bool:
    """Whether SQLite has its full-text search."""
    with closing(sqlite3.connect(":memory:")) as database, suppress(sqlite3.OperationalError):
        database.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        return True
    return False


def _require_fts5() -> None:
    if not has_fts5():
        what = f"this Python's SQLite {sqlite3.sqlite_version} is built without full-text search (FTS5)"
        raise AssetError(what, hint="run itu-kg on a Python whose sqlite3 has it, as python.org's and Debian's have")


def build(data: Queryable, spaces: Mapping[str, str], path: Path | None = None) -> sqlite3.Connection:
    """Make the index of the things in `data`.

    Args:
        data: files or a store.
        spaces: namespaces by prefix, by which kinds of things are known.
        path: the file to write, None for memory.

    Raises:
        AssetError: SQLite has no FTS5.
    """
    _require_fts5()
    database = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.executescript(_SCHEMA)
    database.execute("BEGIN")
    stands = {thing: list(several) for thing, several in groupby(sorted(places(data)), attrgetter("thing"))}
    vocabulary: set[str] = set()
    for number, (thing, several) in enumerate(groupby(sorted(texts(data)), attrgetter("thing")), start=1):
        if kind := kind_of(thing, spaces):
            vocabulary.update(_add(database, (number, thing, kind), _distinct(several), stands.get(thing, ())))
    database.executemany("INSERT INTO word VALUES (?)", ((word,) for word in sorted(vocabulary)))
    database.execute("COMMIT")
    database.executescript(_INDEXES)
    return database


def open_index(path: Path) -> sqlite3.Connection:
    """Open an index beside a store, only to read it.

    Raises:
        AssetError: there is none, or SQLite has no FTS5.
    """
    _require_fts5()
    if not path.is_file():
        hint = "remove the store and make it anew with `itu-kg store build`"
        raise AssetError("the store has no index of texts", where=str(path), hint=hint)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _distinct(several: Iterable[SearchText]) -> list[SearchText]:
    """The texts of a thing, each once, in the weightiest of its roles."""
    first: dict[str, SearchText] = {}
    for each in sorted(several, key=attrgetter("role")):
        first.setdefault(each.text, each)
    return list(first.values())


def _add(
    database: sqlite3.Connection, thing: tuple[int, str, str], own: Sequence[SearchText], stands: Sequence[Place]
) -> set[str]:
    """Write a thing (number, IRI, kind) with its texts and where it stands; give the words of its texts."""
    number, iri, kind = thing
    quotes = dict.fromkeys(place.text for place in stands if place.text)
    by_role = {role: [each.text for each in own if each.role == role] for role in (NAME, FORM, WORDS)}
    name = next(iter(by_role[NAME] or by_role[FORM]), iri)
    database.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", (number, iri, kind, name))
    database.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", [(number, e.role, e.field, e.text) for e in own])
    database.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, p.source, p.question, p.field, p.start, p.end, p.text) for p in stands],
    )
    keys = {key(text): (role, text) for role in (FORM, NAME) for text in reversed(by_role[role])}
    rows = [(each, number, *known) for each, known in keys.items() if each]
    database.executemany("INSERT INTO exact VALUES (?, ?, ?, ?)", rows)
    columns = [*("\n".join(by_role[role]) for role in (NAME, FORM, WORDS)), "\n".join(quotes)]
    database.execute(
        "INSERT INTO whole (rowid, names, forms, words, quotes) VALUES (?, ?, ?, ?, ?)", (number, *columns)
    )
    pairs = set(_synonyms([*by_role[NAME], *by_role[FORM]]))
    for column in columns:
        pairs.update(("".join(words), " ".join(words)) for each in _HYPHENATED.findall(column) if (words := fold(each)))
    database.executemany("INSERT OR IGNORE INTO synonym VALUES (?, ?)", sorted(pairs))
    return {word for column in columns for word in fold(column)}


def _synonyms(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a thing's names say of words: an acronym and what it abbreviates, alone or where the names differ."""
    for short, long in permutations(map(_words_of, names), 2):
        one, other = _differing(short, long)
        if len(one) == 1 and len(other) > 1 and _abbreviates(one[0], other):
            yield " ".join(fold(one[0])), " ".join(fold(" ".join(other)))


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'’&]+(?:-\w+)*", name))


def _differing(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two names without the words with which both begin and end."""
    most = min(len(one), len(other))
    begin = next((n for n in range(most) if one[n].casefold() != other[n].casefold()), most)
    most -= begin
    end = next((n for n in range(most) if one[-1 - n].casefold() != other[-1 - n].casefold()), most)
    return one[begin : len(one) - end], other[begin : len(other) - end]


def _abbreviates(acronym: str, words: tuple[str, ...]) -> bool:
    """Whether a word in capitals is made of the initials of others, small words left out or not."""
    letters = key(acronym)
    initials = [(part[:1], part in _SMALL) for word in words for part in fold(word)]
    every = "".join(letter for letter, _ in initials)
    great = "".join(letter for letter, small in initials if not small)
    return sum(c.isupper() for c in acronym) >= 2 and letters in {every, great}
