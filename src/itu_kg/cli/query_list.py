"""`itu-kg query list` and `show`: what the catalogue holds."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from itu_kg.cli._shared import completion, query_source
from itu_kg.cli._shared.options import as_json, assets, print_json, say
from itu_kg.cli._shared.query_source import QuerySource, example_options, parameter_option
from itu_kg.cli._shared.terminal_table import draw
from itu_kg.errors import RemoteError, SourceError, UsageError
from itu_kg.model.answer import Queryable, Table
from itu_kg.model.column import Column
from itu_kg.model.names import folded
from itu_kg.model.stored_query import StoredQuery
from itu_kg.model.vocab import prefixes
from itu_kg.query import column_meanings
from itu_kg.query.catalogue import Catalogue, stored

_SHOWN = 5
"""Rows of an example's answer that `show` prints."""


@click.command("list")
@click.option("--tag", metavar="TAG", help="Only those with this tag: goals, events, partnerships, time, quality, …")
@click.option("--search", metavar="WORDS", help="Only those that speak of all these words.")
@query_source.folders
@as_json
def list_(folders: tuple[Path, ...], *, tag: str | None, search: str | None, as_json: bool) -> None:
    """List the stored queries: name, parameters, summary; on a terminal in groups, by the first of their tags.

    `query run NAME` answers one from the project's data, `query run NAME --on URL` from a SPARQL endpoint.
    """
    queries = stored(assets(), *folders).all()
    if tag is not None:
        queries = _tagged(queries, tag)
    if search is not None:
        queries = tuple(query for query in queries if _speaks_of(query, search))
        if not queries:
            say(f"no query speaks of {search!r}; `itu-kg query list` names them all")
    if as_json:
        print_json([_document(query) for query in queries])
        return
    if not sys.stdout.isatty():
        for line in _lines(queries):
            click.echo(line)
        return
    width = shutil.get_terminal_size().columns
    for group, members in _groups(queries):
        click.secho(group, bold=True)
        for line in _lines(members, width):
            click.echo(line)
        click.echo()
    if queries:
        say("Answer one: itu-kg query run NAME; from data elsewhere: --on PATH|URL")


def _groups(queries: Sequence[StoredQuery]) -> Iterator[tuple[str, list[StoredQuery]]]:
    """The queries by the first of their tags: those that list everything first, those without a tag last."""
    groups: dict[str, list[StoredQuery]] = {}
    for query in queries:
        groups.setdefault(query.tags[0] if query.tags else "others", []).append(query)
    order = sorted(groups, key=lambda tag: (tag != "listing", tag == "others", tag))
    return ((tag, groups[tag]) for tag in order)


def _speaks_of(query: StoredQuery, words: str) -> bool:
    """Whether all the words, or what begins or ends with them, are in what is said of a query."""
    texts = [query.name, query.summary, query.description, query.question, *query.tags]
    texts += [text for parameter in query.parameters for text in (parameter.name, parameter.description)]
    text = folded(" ".join(texts))
    return all(word in text for word in folded(words).split())


def _tagged(queries: Sequence[StoredQuery], tag: str) -> tuple[StoredQuery, ...]:
    """Choose the queries with a tag.

    Raises:
        UsageError: none has it; names the tags there are.
    """
    chosen = tuple(query for query in queries if tag in query.tags)
    if not chosen:
        known = sorted({each for query in queries for each in query.tags})
        raise UsageError(f"no query has the tag {tag!r}", where="--tag", hint=f"there are {', '.join(known)}")
    return chosen


def _lines(queries: Sequence[StoredQuery], wide: int | None = None) -> Iterator[str]:
    """Write a line for each query; on a terminal, whose width is given, what does not fit stands below, indented."""
    margin = "" if wide is None else "  "
    width = max((len(query.name) for query in queries), default=0)
    for query in queries:
        flags = [parameter_option(p.name) if p.required else f"[{parameter_option(p.name)}]" for p in query.parameters]
        flags += ["[--wide]"] if query.wide else []
        line = f"{margin}{query.name:<{width}}  {query.summary}{'  ' if flags else ''}{' '.join(flags)}"
        if wide is None or len(line) <= wide:
            yield line
            continue
        import textwrap  # noqa: PLC0415  for narrow terminals only

        below = " " * (len(margin) + width + 2)
        yield from textwrap.wrap(
            line, max(wide, width + 22), subsequent_indent=below, break_long_words=False, break_on_hyphens=False
        )


@click.command(short_help="Show a stored query, an example and its answer.")
@click.argument("name", shell_complete=completion.query_names)
@query_source.options(service=False)
@query_source.folders
def show(name: str, *, source: QuerySource, folders: tuple[Path, ...]) -> None:
    """Show a stored query: what it answers, its parameters, its SPARQL, an example and what that answers."""
    here = assets()
    queries = stored(here, *folders)
    query = queries.get(name)
    for line in (query.summary, query.question, query.description):
        if line:
            click.echo(line)
    for parameter in query.parameters:
        facts = [parameter.type, "required" if parameter.required else "optional"]
        facts += [f"one of {', '.join(parameter.allowed)}"] if parameter.allowed else []
        facts += [f"default {parameter.default}"] if parameter.default is not None else []
        click.echo(f"  {parameter_option(parameter.name)}  ({', '.join(facts)})  {parameter.description}".rstrip())
    if query.wide:
        click.echo(f"  --wide  adds the columns {', '.join(query.wide)}")
    body = [line for line in query.text.splitlines() if not line.startswith("#+")]
    click.echo("\n" + "\n".join(body).strip())
    example = {p.name: p.example for p in query.parameters if p.example is not None}
    click.echo(f"\nExample: itu-kg query run {query.name}{example_options(example)}\n")
    foreign = queries.path(name).parent not in here.query_folders
    about = column_meanings.load(*([queries.path(name).parent] if foreign else here.query_folders)).of(query)
    try:
        data = source.open(guarded=foreign, rewrite=True)
        click.echo(_answer(query, example, data, names=stored(here), base=source.base, about=about).rstrip())
    except (UsageError, SourceError, RemoteError) as problem:
        click.echo(f"Its answer cannot be shown here: {problem}")


def _answer(  # noqa: PLR0913  all that an answer and its heading depend on
    query: StoredQuery,
    values: dict[str, str],
    data: Queryable,
    *,
    names: Catalogue,
    base: str,
    about: Mapping[str, Column],
) -> str:
    """Answer a query's example: the first rows, or the first lines of a graph."""
    from itu_kg.answers import answer_formats  # noqa: PLC0415  the engine and what draws load when they are needed
    from itu_kg.query.run import run  # noqa: PLC0415  likewise

    answer = run(query, values, data, queries=names, prefixes=prefixes(base))
    if isinstance(answer, bool):
        return str(answer).lower()
    if isinstance(answer, Table):
        first = Table(answer.columns, answer.rows[:_SHOWN])
        return draw(first, about, base, total=len(answer.rows))
    lines = answer_formats.write(answer, "turtle").decode().splitlines()
    lines = [line for line in lines if not line.startswith("@")]
    more = len(lines) - 4 * _SHOWN
    return "\n".join(lines[: 4 * _SHOWN]).strip() + (f"\n… {more} more lines" if more > 0 else "")


def _document(query: StoredQuery) -> dict[str, object]:
    keys = ("name", "type", "description", "required", "default", "allowed", "example")
    parameters = [{key: getattr(each, key) for key in keys} for each in query.parameters]
    return {
        **{key: getattr(query, key) for key in ("name", "summary", "description", "question", "tags")},
        "parameters": parameters, "lists": query.lists, "wide": query.wide,
    }  # fmt: skip
