"""`itu-kg query eval`: one's own SPARQL."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared import answer_output, query_source
from itu_kg.cli._shared.options import assets, say
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading
from itu_kg.model.names import nearest
from itu_kg.model.vocab import declared, prefixes

if TYPE_CHECKING:
    from itu_kg.cli._shared.answer_output import AnswerOutput
    from itu_kg.cli._shared.query_source import QuerySource


@click.command("eval", short_help="Evaluate your own SPARQL.")
@click.argument("sparql", metavar="SPARQL|FILE|-")
@query_source.options(compare=True)
@answer_output.options
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for N solutions at the most.")
def eval_(sparql: str, *, source: QuerySource, output: AnswerOutput, limit: int | None) -> None:
    """Evaluate your own SPARQL; known prefixes need no declaration.

    It only reads; SERVICE, FROM and LOAD are off.
    """
    from itu_kg.query.run import evaluate  # noqa: PLC0415  the engine loads when it is needed

    text, where = _sparql(sparql)
    ask = partial(evaluate, text, prefixes=prefixes(source.base), where=where, limit=limit, service=source.service)
    if source.places:
        query_source.refuse_beside_compare(on=source.on, chart=output.chart, limit=limit)
        source.compare(ask, assets(), output, guarded=True)
        return
    answer = source.ask(source.open(guarded=True), ask)
    if query_source.is_empty(answer):
        for note in _unknown_terms(text):
            say(note)
    heading = AnswerHeading("Answer to a SPARQL query", base=source.base, text=text)
    output.deliver(answer, output.with_source(heading, assets(), source.on), assets())


def _unknown_terms(text: str) -> Iterator[str]:
    """Names in our ontology's namespace that a query uses and that are no terms: why an answer may be empty."""
    from itu_kg.query.sparql_tokens import tokenize  # noqa: PLC0415  for an empty answer only

    for name in dict.fromkeys(token.text for token in tokenize(text) if token.text.startswith("ikg:")):
        if name[4:] not in declared():
            near = nearest(name[4:], sorted(declared()), most=1)
            yield f"the ontology has no term {name}" + (f"; did you mean ikg:{near[0]}?" if near else "")


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
