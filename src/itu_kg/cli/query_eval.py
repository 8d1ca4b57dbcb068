"""`itu-kg query eval`: one's own SPARQL."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from itu_kg.cli import sources
from itu_kg.cli.answers import check, deliver, where_to
from itu_kg.cli.options import base_iri, project
from itu_kg.errors import UsageError
from itu_kg.model.vocab import prefixes
from itu_kg.query.outputs import About


@click.command("eval")
@click.argument("sparql", metavar="SPARQL|FILE|-")
@sources.on
@where_to
@sources.timeout
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
    data = sources.open_(on, base=base_iri, seconds=timeout, guarded=True)
    result = evaluate(text, data, spaces=prefixes(base_iri), where=where)
    about = About("Answer to a SPARQL query", base=base_iri)
    deliver(result, about, project(), form=form, output=output, chart=chart)


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
