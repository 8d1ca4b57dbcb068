"""`itu-kg query eval`: one's own SPARQL."""

from __future__ import annotations

import contextlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared import compare_places, query_source
from itu_kg.cli._shared.answer_output import check, deliver, where_to
from itu_kg.cli._shared.options import base_iri, project, say
from itu_kg.errors import UsageError
from itu_kg.model.queryable import AnswerHeading
from itu_kg.model.table import Table
from itu_kg.model.vocab import CLASSES, DATATYPE_PROPERTIES, OBJECT_PROPERTIES, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

_TERMS = CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES


@click.command("eval", short_help="Evaluate your own SPARQL.")
@click.argument("sparql", metavar="SPARQL|FILE|-")
@query_source.on
@query_source.compare
@where_to
@query_source.timeout
@query_source.service
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for N solutions at the most.")
@base_iri
def eval_(  # noqa: PLR0913  one for each option
    sparql: str,
    *,
    on: str | None,
    places: tuple[str, str] | None,
    form: str | None,
    output: Path | None,
    chart: str | None,
    timeout: float,
    allow_service: bool,
    limit: int | None,
    base_iri: str,
) -> None:
    """Evaluate your own SPARQL; known prefixes need no declaration.

    It only reads; SERVICE, FROM and LOAD are off.
    """
    from itu_kg.query.run import evaluate  # noqa: PLC0415  the engine loads when it is needed

    check(form, output, chart)
    service = query_source.may_serve(*(places or (on,)), wanted=allow_service)
    text, where = _sparql(sparql)
    spaces = prefixes(base_iri)
    ask = partial(evaluate, text, spaces=spaces, where=where, most=limit, service=service)
    if places:
        compare_places.refuse(on=on, chart=chart, limit=limit)
        sides = compare_places.Places(places, base_iri, timeout, guarded=True)
        compare_places.compare(sides, lambda data: ask(data=data), project(), form=form, output=output)
        return
    data = query_source.open_(on, base=base_iri, seconds=timeout, guarded=True)
    result = query_source.asked(on, data, lambda data: ask(data=data))
    if not (result if isinstance(result, bool) else result.rows if isinstance(result, Table) else result.triples):
        for note in _unknown_terms(text):
            say(note)
    about = AnswerHeading("Answer to a SPARQL query", base=base_iri)
    deliver(result, about, project(), form=form, output=output, chart=chart)


def _unknown_terms(text: str) -> Iterator[str]:
    """Name the terms of our ontology that a query uses and that are none: why an answer may be empty."""
    from difflib import get_close_matches  # noqa: PLC0415  for an empty answer only

    from itu_kg.query.sparql_tokens import tokens  # noqa: PLC0415  likewise

    for name in dict.fromkeys(token.text for token in tokens(text) if token.text.startswith("ikg:")):
        if name[4:] not in _TERMS:
            near = get_close_matches(name[4:], sorted(_TERMS), n=1)
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
