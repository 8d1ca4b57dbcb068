"""`itu-kg query`: list, show, run and test stored queries, evaluate one of your own."""

from __future__ import annotations

import importlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli._shared import compare_places, query_source
from itu_kg.cli._shared.answer_output import check, deliver, where_to
from itu_kg.cli._shared.options import base_iri, project, say
from itu_kg.model.queryable import AnswerHeading
from itu_kg.model.table import Table
from itu_kg.model.vocab import prefixes
from itu_kg.query.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itu_kg.model.queryable import Answer
    from itu_kg.model.stored_query import Parameter, StoredQuery

_VALUE = "value_"
"""Before the name of a parameter, where click holds it: so none is taken for an option of ours."""
_QUERY = "itu_kg.query"
"""Where click's context holds the query that is run, so that its file is read once."""
_SWITCHES = {"-h", "--help", "--allow-service"}


class Run(click.Command):
    """`query run`: learns the options of the query it is given before it reads the line."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Make the context of a command that has an option for each of the query's parameters."""
        name, folders = _name_and_folders(args)
        if name is None:
            return super().make_context(info_name, args, parent, **extra)
        query = catalogue(project().queries, *folders).get(name)
        command = click.Command(
            self.name,
            params=[click.Argument(["name"], metavar=query.name), *_options(query), *self.params[1:]],
            callback=self.callback,
            help=f"{query.summary}\n\n{query.description}",
        )
        context = command.make_context(info_name, args, parent, **extra)
        context.meta[_QUERY] = query
        return context


_OTHERS = {
    "list": ("query_list", "list_"), "show": ("query_list", "show"), "eval": ("query_eval", "eval_"),
    "test": ("query_test", "test"),
}  # fmt: skip
"""The commands beside `run`, and where they are: each is loaded when it is called."""


class Commands(click.Group):
    """`query`: a group that loads the command it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return sorted({*super().list_commands(ctx), *_OTHERS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in _OTHERS:
            return super().get_command(ctx, cmd_name)
        module, name = _OTHERS[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"itu_kg.cli.{module}"), name)
        return found


@click.group(cls=Commands)
def command() -> None:
    """List, show and run stored SPARQL queries, or one of your own."""


@command.command(cls=Run, options_metavar="[--PARAM VALUE] [OPTIONS]")
@click.argument("name")
@query_source.on
@query_source.compare
@where_to
@query_source.queries
@query_source.timeout
@query_source.service
@base_iri
def run(  # noqa: PLR0913  one for each option
    name: str,
    *,
    on: str | None,
    places: tuple[str, str] | None,
    form: str | None,
    output: Path | None,
    chart: str | None,
    folders: tuple[Path, ...],
    timeout: float,
    allow_service: bool,
    base_iri: str,
    page: int | None = None,
    **values: str | None,
) -> None:
    """Run a stored query. `query run NAME --help` tells its parameters."""
    from itu_kg.query.run import run as answer  # noqa: PLC0415  the engine loads when it is needed

    check(form, output, chart)
    service = query_source.may_serve(*(places or (on,)), wanted=allow_service)
    assets = project()
    queries = catalogue(assets.queries, *folders)
    foreign = queries.path(name).parent != assets.queries
    query: StoredQuery = click.get_current_context().meta[_QUERY]
    for note in notes(query, on):
        say(note)
    given = {key.removeprefix(_VALUE): value for key, value in values.items() if value is not None}
    own = catalogue(assets.queries) if folders else queries
    put = partial(answer, query, names=own, spaces=prefixes(base_iri), service=service)
    ask = partial(put, given)
    if places:
        compare_places.refuse(on=on, chart=chart, page=page)
        sides = compare_places.Places(places, base_iri, timeout, guarded=foreign)
        compare_places.compare(sides, ask, assets, form=form, output=output)
        return
    data = query_source.open_(on, base=base_iri, seconds=timeout, guarded=foreign, rewrite=True)
    here = not foreign and not (on and "://" in on)
    with query_source.deadline(timeout, wanted=here):
        result = query_source.asked(on, data, ask)
    if here and isinstance(result, Table) and not result.rows:
        say(_why_empty(query, given, lambda fewer: put(fewer, data)))
    if page is not None and isinstance(result, Table):
        result = Table(result.columns, result.rows[(page - 1) * query.page : page * query.page])
    shown = ", ".join(f"{query_source.flag(key)} {text}" for key, text in given.items())
    about = AnswerHeading(query.summary.rstrip("."), shown, base_iri)
    deliver(result, about, assets, form=form, output=output, chart=chart, lists=query.lists)


def _why_empty(query: StoredQuery, given: dict[str, str], ask: Callable[[dict[str, str]], Answer]) -> str:
    """Say which value leaves an answer without rows: the first without which there are some."""
    for name in (each.name for each in query.parameters if each.name in given and not each.required):
        without = ask({key: value for key, value in given.items() if key != name})
        if isinstance(without, Table) and without.rows:
            return f"no rows; without --{query_source.flag(name)} there are {len(without.rows)}"
    return "no rows: the data has nothing of the kind" + (" for these values" if given else "")


def notes(query: StoredQuery, on: str | None) -> tuple[str, ...]:
    """Say what of a grlc header is known and not followed."""
    said = []
    if query.endpoint and on is None:
        said.append(f"the header names {query.endpoint}, which is not asked unless told: --on {query.endpoint}")
    if query.transform:
        said.append("the header's transform reshapes grlc's JSON; here the rows stay as they are")
    return tuple(said)


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


def _options(query: StoredQuery) -> list[click.Option]:
    made = [_option(parameter) for parameter in query.parameters]
    if query.page:
        text = f"Show one page of {query.page} rows."
        made.append(click.Option(["--page"], type=click.IntRange(1), metavar="NUMBER", help=text))
    return made


def _option(parameter: Parameter) -> click.Option:
    notes = [parameter.description, "required" if parameter.required else ""]
    notes += [f"one of {', '.join(parameter.allowed)}" if parameter.allowed else ""]
    notes += [f"default {parameter.default}" if parameter.default is not None else ""]
    notes += [f"for example {parameter.example}" if parameter.example else ""]
    return click.Option(
        [f"--{query_source.flag(parameter.name)}", _VALUE + parameter.name],
        metavar=parameter.type.upper(),
        help="; ".join(note for note in notes if note),
    )
