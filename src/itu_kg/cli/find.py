"""`itu-kg find`: words → the things that are called so, told of so, or stand so in a page."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli._shared import completion
from itu_kg.cli._shared.options import (
    Choice,
    as_json,
    base_iri,
    built,
    print_json,
    project,
    quiet,
    say,
    say_left_out,
    styled,
    with_drafts,
)
from itu_kg.errors import SourceError, UsageError
from itu_kg.model.control_characters import visible
from itu_kg.model.vocab import THINGS, prefixes
from itu_kg.rdf.prefixes import shorten

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from itu_kg.query.text_search import Hit, Match, SearchResult, Spot

KINDS = (*(kind for kind in THINGS if kind not in {"evidence", "selector", "source"}), "concept", "goal", "target")
_LABELS = {"altLabel": "also called", "alternateName": "also called", "hiddenLabel": "also called"}
_LONGEST = 160
"""Characters of a text that a line shows, around the first word that matches."""


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=Choice(sorted(KINDS)),
    metavar="KIND",
    help="Only things of this kind; may be given again.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Things at the most.")
@click.option(
    "--on", metavar="PATH", shell_complete=completion.files, help="RDF file, folder, release or store to search."
)
@with_drafts
@as_json
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    text: tuple[str, ...],
    *,
    kinds: tuple[str, ...],
    limit: int,
    on: str | None,
    drafts: bool,
    as_json: bool,
    base_iri: str,
    quiet: bool,
) -> None:
    """Find the things that hold all words of TEXT: in names, descriptions, or words of a page.

    Case, accents, hyphens and endings do not count; what abbreviates a word, or spells an acronym out, counts as it.
    Words in double quotes stand together; word* is the beginning of one.
    """
    from itu_kg.query.text_search import search  # noqa: PLC0415  SQLite loads when it is needed

    words, spaces = " ".join(text), prefixes(base_iri)
    with contextlib.closing(_index(on or str(built(project())), base_iri, drafts=drafts, quiet=quiet)) as index:
        result = search(index, words, kinds=kinds, limit=limit)
    if as_json:
        print_json(_document(result, spaces))
    else:
        for hit in result.hits:
            _print(hit, spaces)
    for note in _notes(result, words):
        say(note, quiet=quiet)


def _index(place: str, base: str, *, drafts: bool, quiet: bool) -> sqlite3.Connection:
    """The index beside a store that is current, or one of what is in the files, in memory."""
    if "://" in place:
        raise UsageError("find reads files and stores on disk", where=place, hint="`itu-kg dump` brings them here")
    from itu_kg.query.draft_files import measure  # noqa: PLC0415  likewise
    from itu_kg.query.open import open_texts  # noqa: PLC0415  likewise

    index = open_texts(Path(place), base, drafts=drafts)
    with contextlib.suppress(SourceError):  # a store is no file
        if not (drafts or quiet) and (left_out := measure([Path(place)])):
            say_left_out(left_out)
    return index


def _print(hit: Hit, spaces: dict[str, str]) -> None:
    click.echo(f"{shorten(hit.iri, spaces)}  {visible(hit.name)}  ({', '.join((hit.kind, *_at(hit.spot)))})")
    for match in hit.matches:
        spot = f"  ({', '.join(_at(match.spot))})" if match.spot and match.spot != hit.spot else ""
        click.echo(f"    {_LABELS.get(match.field, match.field)}: {_marked(match)}{spot}")


def _at(spot: Spot | None) -> Iterator[str]:
    if spot:
        yield visible(spot.submission)
        yield f"question {spot.question}" if spot.question else "outside the answers"
        yield f"{spot.span[0]}-{spot.span[1]}"


def _marked(match: Match) -> str:
    """The text around the first word that matches; words that match in bold on a terminal, else between « and »."""
    begin = max(0, match.marks[0][0] - _LONGEST // 3) if len(match.text) > _LONGEST and match.marks else 0
    end = min(len(match.text), begin + _LONGEST)
    parts, at = ["…" if begin else ""], begin
    for start, stop in match.marks:
        if stop <= end:
            parts += [visible(match.text[at:start]), _mark(visible(match.text[start:stop]))]
            at = stop
    parts += [visible(match.text[at:end]), "…" if end < len(match.text) else ""]
    return "".join(parts)


def _mark(words: str) -> str:
    return click.style(words, bold=True) if styled() else f"«{words}»"


def _notes(result: SearchResult, words: str) -> list[str]:
    """What is to be said besides: which words are nowhere, that only some are held, that there is more."""
    notes = []
    for word, near in result.unknown.items():
        notes.append(f"no text has {word!r}" + (f"; did you mean {' or '.join(near)}?" if near else ""))
    if result.beginnings:
        notes.append("no thing holds all of the words; these hold words that begin so")
    if not result.hits and not result.unknown:
        notes.append(f"nothing holds {words!r}")
    if result.some:
        notes.append("nothing holds all of the words; these hold some")
    if result.total > len(result.hits):
        notes.append(f"{len(result.hits)} of {result.total:,}; --limit {result.total} shows all")
    return notes


def _document(result: SearchResult, spaces: dict[str, str]) -> dict[str, Any]:
    return {
        "total": result.total,
        "allWords": not (result.some or result.beginnings),
        "unknown": {word: list(near) for word, near in result.unknown.items()},
        "hits": [
            {
                "iri": hit.iri,
                "short": shorten(hit.iri, spaces),
                "kind": hit.kind,
                "name": hit.name,
                "at": _document_of(hit.spot),
                "matches": [
                    {
                        "field": match.field,
                        "text": match.text,
                        "marks": [list(mark) for mark in match.marks],
                        "at": _document_of(match.spot),
                    }
                    for match in hit.matches
                ],
            }
            for hit in result.hits
        ],
    }


def _document_of(spot: Spot | None) -> dict[str, Any] | None:
    return spot and {"submission": spot.submission, "question": spot.question or None, "span": list(spot.span)}
