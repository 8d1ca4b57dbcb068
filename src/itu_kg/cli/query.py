"""`itu-kg query`: list, show, run and test stored queries, evaluate one of your own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from itu_kg.cli._shared import answer_output, completion, query_source
from itu_kg.cli._shared.options import LazyGroup, assets, say
from itu_kg.cli._shared.query_source import QuerySource, parameter_option
from itu_kg.errors import ItuKgError
from itu_kg.model.answer import Answer, AnswerHeading, Table
from itu_kg.model.stored_query import Parameter, StoredQuery
from itu_kg.model.vocab import prefixes
from itu_kg.query.catalogue import stored

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from itu_kg.cli._shared.answer_output import AnswerOutput

_VALUE = "value_"
"""Before the name of a parameter, where click holds it: so none is taken for an option of ours."""
_QUERY = "itu_kg.query"
"""Where click's context holds the query that is run, so that its file is read once."""
_SWITCHES = {"-h", "--help", "--allow-service", "--iris", "--wide", "--with-drafts", "-q", "--quiet"}


class Run(click.Command):
    """`query run`: learns the options of the query it is given before it reads the line."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Make the context of a command that has an option for each of the query's parameters."""
        name, folders = _name_and_folders(args)
        if name is None:
            return super().make_context(info_name, args, parent, **extra)
        try:
            query = stored(assets(), *folders).get(name)
        except ItuKgError:
            if extra.get("resilient_parsing"):  # a shell completes the line; running it will say what is wrong
                return super().make_context(info_name, args, parent, **extra)
            raise
        own = list(_options(query))
        taken = {word for option in own for word in option.opts}
        ours = [each for each in self.params[1:] if not taken.intersection(each.opts)]
        command = _OfQuery(
            self.name,
            params=[click.Argument(["name"], metavar=query.name), *own, *ours],
            callback=self.callback,
            help=f"{query.summary}\n\n{query.description}",
        )
        context = command.make_context(info_name, args, parent, **extra)
        context.meta[_QUERY] = query
        return context


class _OfQuery(click.Command):
    """`query run NAME`: where a shell completes what is not yet begun, the parameters stand first."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The options that begin so; all of them where nothing is typed, too."""
        return super().shell_complete(ctx, incomplete or "--")


class Commands(LazyGroup):
    """The group of what can be done with queries."""

    places: ClassVar = {
        "list": "itu_kg.cli.query_list:list_", "show": "itu_kg.cli.query_list:show", "run": "itu_kg.cli.query:run",
        "eval": "itu_kg.cli.query_eval:eval_", "test": "itu_kg.cli.query_test:test",
    }  # fmt: skip


@click.group(cls=Commands)
def command() -> None:
    """List, show and run stored SPARQL queries, or one of your own."""


@click.command("run", cls=Run, options_metavar="[--PARAM VALUE] [OPTIONS]")
@click.argument("name", shell_complete=completion.query_names)
@query_source.options(compare=True)
@answer_output.options
@query_source.folders
def run(  # noqa: PLR0913  one for each option
    name: str,
    *,
    source: QuerySource,
    output: AnswerOutput,
    folders: tuple[Path, ...],
    page: int | None = None,
    wide: bool = False,
    **values: str | None,
) -> None:
    """Run a stored query. `query run NAME --help` tells its parameters."""
    from itu_kg.query import column_meanings  # noqa: PLC0415  the engine, and YAML, load when they are needed
    from itu_kg.query.run import run as run_query  # noqa: PLC0415  likewise

    here = assets()
    queries = stored(here, *folders)
    guarded = queries.path(name).parent not in here.query_folders
    query: StoredQuery = click.get_current_context().meta[_QUERY]
    for note in _header_notes(query, source.on):
        say(note, quiet=source.quiet)
    given = {key.removeprefix(_VALUE): value for key, value in values.items() if value is not None}
    own = stored(here) if folders else queries
    ask_with = partial(run_query, query, queries=own, prefixes=prefixes(source.base), service=source.service, wide=wide)
    ask = partial(ask_with, given)
    if source.places:
        query_source.refuse_beside_compare(on=source.on, chart=output.chart, page=page)
        source.compare(ask, here, output, guarded=guarded)
        return
    data = source.open(guarded=guarded, rewrite=True)
    local = not guarded and not source.remote
    with query_source.deadline(source.timeout) if local else contextlib.nullcontext():
        answer = source.ask(data, ask)
    if local and isinstance(answer, Table) and not answer.rows:
        say(_why_empty(query, given, lambda fewer: ask_with(fewer, data)), quiet=source.quiet)
    if page is not None and isinstance(answer, Table):
        answer = Table(answer.columns, answer.rows[(page - 1) * query.page : page * query.page])
    restrictions = ", ".join(f"{parameter_option(key)[2:]} {text}" for key, text in given.items())
    about = column_meanings.load(*([queries.path(name).parent] if guarded else here.query_folders)).of(query)
    title = query.summary.rstrip(".")
    heading = AnswerHeading(title, restrictions, source.base, about, query.row, name=query.name, text=query.text)
    output.deliver(answer, output.with_source(heading, here, source.on), here, query.lists)


def _why_empty(query: StoredQuery, given: dict[str, str], ask: Callable[[dict[str, str]], Answer]) -> str:
    """Which value leaves an answer without rows: the first without which there are some."""
    for name in (each.name for each in query.parameters if each.name in given and not each.required):
        without = ask({key: value for key, value in given.items() if key != name})
        if isinstance(without, Table) and without.rows:
            return f"no rows; without {parameter_option(name)} there are {len(without.rows)}"
    return "no rows: the data has nothing of the kind" + (" for these values" if given else "")


def _header_notes(query: StoredQuery, on: str | None) -> Iterator[str]:
    """What of a grlc header is known and not followed."""
    if query.endpoint and on is None:
        yield f"the header names {query.endpoint}, which is not asked unless told: --on {query.endpoint}"
    if query.transform:
        yield "the header's transform reshapes grlc's JSON; here the rows stay as they are"


def _name_and_folders(args: Sequence[str]) -> tuple[str | None, list[Path]]:
    """Find the query's name among the options that may stand before it, and the added folders."""
    name: str | None = None
    folders: list[Path] = []
    rest = iter(args)
    for word in rest:
        flag, equals, value = word.partition("=")
        if word in _SWITCHES:
            continue
        if word.startswith("-") and word != "--":
            value = value if equals else next(rest, "")
            if flag == "--compare":  # has two values
                next(rest, "")
            folders += [Path(value)] if flag == "--queries" else []
        elif word != "--" and name is None:
            name = word
    return name, folders


def _options(query: StoredQuery) -> Iterator[click.Option]:
    yield from map(_option, query.parameters)
    if query.wide:
        yield click.Option(["--wide"], is_flag=True, help=f"Add the columns {', '.join(query.wide)}.")
    if query.page:
        text = f"Show one page of {query.page} rows."
        yield click.Option(["--page"], type=click.IntRange(1), metavar="NUMBER", help=text)


def _option(parameter: Parameter) -> click.Option:
    notes = [parameter.description, "required" if parameter.required else ""]
    notes += [f"one of {', '.join(parameter.allowed)}" if parameter.allowed else ""]
    notes += [f"default {parameter.default}" if parameter.default is not None else ""]
    notes += [f"for example {parameter.example}" if parameter.example else ""]
    return click.Option(
        [parameter_option(parameter.name), _VALUE + parameter.name], shell_complete=completion.values(parameter),
        metavar=parameter.type.upper(), help="; ".join(note for note in notes if note),
    )  # fmt: skip
