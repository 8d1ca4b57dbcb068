"""`itu-kg query`: list, show, run and test stored queries, evaluate one of your own."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli.answers import check, deliver, where_to
from itu_kg.cli.options import as_json, base_iri, project, say
from itu_kg.errors import AssetError, UsageError, VerificationError
from itu_kg.model.table import Table
from itu_kg.model.vocab import prefixes
from itu_kg.query.catalogue import catalogue
from itu_kg.query.outputs import About

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.query.engine import Queryable
    from itu_kg.query.header import Parameter, StoredQuery

TIMEOUT = 30.0

_on = click.option("--on", metavar="PATH|URL", help="RDF file, folder of RDF files, or http(s) SPARQL endpoint.")
_queries = click.option(
    "--queries", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="More stored queries."
)
_timeout = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=TIMEOUT, show_default=True, metavar="SECONDS",
    help="Deadline of an endpoint, and of queries that are not ours.",
)  # fmt: skip


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


@command.command("list")
@_queries
@as_json
def list_(folders: tuple[Path, ...], *, as_json: bool) -> None:
    """List the stored queries: name, parameters, summary."""
    queries = catalogue(project().queries, *folders).all()
    if as_json:
        import json  # noqa: PLC0415  only for --json

        click.echo(json.dumps([_described(query) for query in queries], ensure_ascii=False, indent=2))
        return
    width = max((len(query.name) for query in queries), default=0)
    for query in queries:
        takes = " ".join(f"--{_flag(p.name)}" if p.required else f"[--{_flag(p.name)}]" for p in query.parameters)
        click.echo(f"{query.name:<{width}}  {query.summary}{'  ' if takes else ''}{takes}")


@command.command()
@click.argument("name")
@_queries
def show(name: str, folders: tuple[Path, ...]) -> None:
    """Show a stored query: what it answers, its parameters, an example, its SPARQL."""
    query = catalogue(project().queries, *folders).get(name)
    for line in (query.summary, query.question, query.description):
        if line:
            click.echo(line)
    for parameter in query.parameters:
        facts = [parameter.type, "required" if parameter.required else "optional"]
        facts += [f"one of {', '.join(parameter.allowed)}"] if parameter.allowed else []
        facts += [f"default {parameter.default}"] if parameter.default is not None else []
        click.echo(f"  --{_flag(parameter.name)}  ({', '.join(facts)})  {parameter.description}")
    click.echo(f"Example: itu-kg query run {query.name}{_example(query)}\n")
    body = [line for line in query.text.splitlines() if not line.startswith("#+")]
    click.echo("\n".join(body).strip())


@command.command(cls=Run, options_metavar="[--PARAM VALUE] [OPTIONS]")
@click.argument("name")
@_on
@where_to
@_queries
@_timeout
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
    data = _open(on, base=base_iri, timeout=timeout, guarded=foreign)
    given = {name: value for name, value in values.items() if value is not None}
    query = queries.get(name)
    result = answer(query, given, data, names=catalogue(assets.queries))
    about = About(query.summary.rstrip("."), ", ".join(f"{_flag(key)} {text}" for key, text in given.items()), base_iri)
    deliver(result, about, assets, form=form, output=output, chart=chart, lists=query.lists)


@command.command("eval")
@click.argument("sparql", metavar="SPARQL|FILE|-")
@_on
@where_to
@_timeout
@base_iri
def eval_(  # noqa: PLR0913  one for each option
    sparql: str,
    *,
    on: str | None,
    form: str | None,
    output: Path | None,
    chart: str | None,
    timeout: float,
    base_iri: str,
) -> None:
    """Evaluate your own SPARQL, read only; known prefixes need no declaration. SERVICE and FROM are off."""
    from itu_kg.query.stored import evaluate  # noqa: PLC0415  the engine loads when it is needed

    check(form, output, chart)
    text, where = _sparql(sparql)
    data = _open(on, base=base_iri, timeout=timeout, guarded=True)
    result = evaluate(text, data, prefixes=prefixes(base_iri), where=where)
    about = About("Answer to a SPARQL query", base=base_iri)
    deliver(result, about, project(), form=form, output=output, chart=chart)


@command.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@_on
@_queries
@_timeout
@base_iri
def test(folder: Path | None, *, on: str | None, folders: tuple[Path, ...], timeout: float, base_iri: str) -> None:
    """Compare stored queries with the expected answers in DIR (default tests/queries); report what has drifted.

    DIR holds <query>.csv, or <query>--<parameter>-<value>.csv; .rq files in DIR are stored queries too.
    """
    from itu_kg.query import expected  # noqa: PLC0415  the engine loads when it is needed
    from itu_kg.query.stored import run as answer  # noqa: PLC0415  likewise

    assets = project()
    folder = folder or assets.root / "tests" / "queries"
    answers = expected.load(folder)
    own = catalogue(assets.queries)
    more = [folder] if any(folder.glob("*.rq")) else []
    queries = catalogue(*([] if more else [assets.queries]), *more, *folders)
    opened: dict[bool, Queryable] = {}
    drifted = 0
    for each in answers:
        foreign = queries.path(each.query).parent != assets.queries
        if foreign not in opened:
            opened[foreign] = _open(on, base=base_iri, timeout=timeout, guarded=foreign)
        actual = answer(queries.get(each.query), each.values, opened[foreign], names=own)
        differences = expected.drift(each, actual) if isinstance(actual, Table) else ("the answer is no table",)
        drifted += bool(differences)
        click.echo(f"{'drift' if differences else 'as expected'}: {Path(each.where).stem}")
        for line in differences:
            click.echo(f"  {line}")
    if drifted:
        raise VerificationError(
            f"{drifted} of {len(answers)} answers are not as expected", hint="mend the data, the query or the answer"
        )
    say(f"{len(answers)} answers, all as expected")


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
        [f"--{_flag(parameter.name)}", parameter.name],
        metavar=parameter.type.upper(),
        help="; ".join(note for note in notes if note),
    )


def _open(on: str | None, *, base: str, timeout: float, guarded: bool) -> Queryable:
    if on and "://" in on:
        from itu_kg.query.endpoint import Endpoint  # noqa: PLC0415  loads SPARQLWrapper

        return Endpoint(on, seconds=timeout)
    path = Path(on) if on else project().graphs
    if guarded:
        from itu_kg.query.guard import Guarded, Limits  # noqa: PLC0415  for other people's queries only

        return Guarded((path,), base, Limits(seconds=timeout))
    from itu_kg.query.engine import read  # noqa: PLC0415  the engine loads when it is needed

    return read([path], base=base)


def _sparql(argument: str) -> tuple[str, str]:
    """Take SPARQL from the argument itself, a file of that name, or standard input; say which, for errors."""
    if argument == "-":
        return sys.stdin.read(), "standard input"
    if "{" not in argument:
        with contextlib.suppress(OSError, ValueError):
            if Path(argument).is_file():
                from itu_kg.files import read_text  # noqa: PLC0415  for a file only

                return read_text(Path(argument), error=UsageError), argument
        if argument.endswith((".rq", ".sparql")):
            raise UsageError("no such file", where=argument)
    return argument, "SPARQL"


def _flag(name: str) -> str:
    return name.replace("_", "-")


def _example(query: StoredQuery) -> str:
    shown = [p for p in query.parameters if p.example is not None]
    return "".join(f" --{_flag(p.name)} {_shell(p.example or '')}" for p in shown)


def _shell(text: str) -> str:
    import shlex  # noqa: PLC0415  for `show` only

    return shlex.quote(text)


def _described(query: StoredQuery) -> dict[str, object]:
    parameters = [
        {
            "name": p.name, "type": p.type, "description": p.description, "required": p.required,
            "default": p.default, "allowed": list(p.allowed), "example": p.example,
        }
        for p in query.parameters
    ]  # fmt: skip
    return {
        "name": query.name, "summary": query.summary, "description": query.description, "question": query.question,
        "tags": list(query.tags), "parameters": parameters, "lists": list(query.lists),
    }  # fmt: skip
