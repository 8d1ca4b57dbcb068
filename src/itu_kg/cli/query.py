"""`itu-kg query`: list, show, run and test stored queries, evaluate one of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli import query_eval, query_list, query_test, sources
from itu_kg.cli.answers import check, deliver, where_to
from itu_kg.cli.options import base_iri, project
from itu_kg.errors import AssetError
from itu_kg.query.catalogue import catalogue
from itu_kg.query.outputs import About

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.query.header import Parameter, StoredQuery


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
            params=[*self.params, *(_option(parameter, query) for parameter in query.parameters)],
            callback=self.callback,
            help=f"{query.name}: {query.summary}\n\n{query.description}",
        )
        return command.make_context(f"{info_name} {query.name}", args, parent, **extra)


@click.group()
def command() -> None:
    """List, show and run stored SPARQL queries, or one of your own."""


@command.command(cls=Run, options_metavar="[--PARAM VALUE] [OPTIONS]")
@click.argument("name")
@sources.on
@where_to
@sources.queries
@sources.timeout
@base_iri
def run(  # noqa: PLR0913  one for each option
    name: str,
    *,
    on: str | None,
    form: str | None,
    output: Path | None,
    chart: str | None,
    folders: tuple[Path, ...],
    timeout: float,
    base_iri: str,
    **values: str | None,
) -> None:
    """Run a stored query. `query run NAME --help` tells its parameters."""
    from itu_kg.query.stored import run as answer  # noqa: PLC0415  the engine loads when it is needed

    check(form, output, chart)
    assets = project()
    queries = catalogue(assets.queries, *folders)
    foreign = queries.path(name).parent != assets.queries
    data = sources.open_(on, base=base_iri, seconds=timeout, guarded=foreign)
    given = {name: value for name, value in values.items() if value is not None}
    query = queries.get(name)
    result = answer(query, given, data, names=catalogue(assets.queries))
    about = About(
        query.summary.rstrip("."), ", ".join(f"{sources.flag(key)} {text}" for key, text in given.items()), base_iri
    )
    deliver(result, about, assets, form=form, output=output, chart=chart, lists=query.lists)


def _name_and_folders(args: Sequence[str]) -> tuple[str | None, list[Path]]:
    """Find the query's name among options that may stand before it (each takes a value), and the added folders."""
    name: str | None = None
    folders: list[Path] = []
    rest = iter(args)
    for word in rest:
        flag, equals, value = word.partition("=")
        if word in {"-h", "--help"}:
            continue
        if word.startswith("-") and word != "--":
            value = value if equals else next(rest, "")
            folders += [Path(value)] if flag == "--queries" else []
        elif word != "--" and name is None:
            name = word
    return name, folders


def _option(parameter: Parameter, query: StoredQuery) -> click.Option:
    taken = {"name", "on", "format", "form", "output", "chart", "queries", "folders", "timeout", "base_iri", "help"}
    if parameter.name in taken:
        raise AssetError(
            f"a parameter cannot be named {parameter.name!r}", where=query.where, hint="an option has that name already"
        )
    notes = [parameter.description, "required" if parameter.required else ""]
    notes += [f"one of {', '.join(parameter.allowed)}" if parameter.allowed else ""]
    notes += [f"default {parameter.default}" if parameter.default is not None else ""]
    notes += [f"for example {parameter.example}" if parameter.example else ""]
    return click.Option(
        [f"--{sources.flag(parameter.name)}", parameter.name],
        metavar=parameter.type.upper(),
        help="; ".join(note for note in notes if note),
    )


for each in (query_list.list_, query_list.show, query_eval.eval_, query_test.test):
    command.add_command(each)
