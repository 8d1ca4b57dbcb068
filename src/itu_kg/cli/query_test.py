"""`itu-kg query test`: stored queries against the answers a person worked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared import query_source
from itu_kg.cli._shared.options import base_iri, project, say
from itu_kg.errors import VerificationError
from itu_kg.model.vocab import prefixes
from itu_kg.query.catalogue import catalogue

if TYPE_CHECKING:
    from itu_kg.model.queryable import Queryable


@click.command(short_help="Hold stored queries to their expected answers.")
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@query_source.on
@query_source.queries
@query_source.timeout
@query_source.service
@base_iri
def test(  # noqa: PLR0913  one for each option
    folder: Path | None,
    *,
    on: str | None,
    folders: tuple[Path, ...],
    timeout: float,
    allow_service: bool,
    base_iri: str,
) -> None:
    """Compare stored queries with the expected answers in DIR (default tests/queries); report what has drifted.

    DIR holds <query>.csv for rows, .txt for true or false, .ttl for a graph, or <query>--<parameter>-<value>.csv;
    .rq files in DIR are stored queries too.
    """
    from itu_kg.query import expectations  # noqa: PLC0415  the engine loads when it is needed
    from itu_kg.query.run import run as answer  # noqa: PLC0415  likewise

    service = query_source.may_serve(on, wanted=allow_service)
    assets = project()
    folder = folder or assets.root / "tests" / "queries"
    own = catalogue(assets.queries)
    more = [folder] if folder.is_dir() and catalogue(folder).names else []
    queries = catalogue(*([] if more else [assets.queries]), *more, *folders)
    answers = expectations.load(folder, queries.names)
    opened: dict[bool, Queryable] = {}
    drifted = 0
    for each in answers:
        foreign = queries.path(each.query).parent != assets.queries
        if foreign not in opened:
            opened[foreign] = query_source.open_(on, base=base_iri, seconds=timeout, guarded=foreign, rewrite=True)
        query, spaces = queries.get(each.query), prefixes(base_iri)
        actual = answer(query, each.values, opened[foreign], names=own, spaces=spaces, service=service)
        differences = expectations.drift(each, actual)
        drifted += bool(differences)
        click.echo(f"{'drift' if differences else 'as expected'}: {Path(each.where).stem}")
        for line in differences:
            click.echo(f"  {line}")
    if drifted:
        raise VerificationError(
            f"{drifted} of {len(answers)} answers are not as expected", hint="mend the data, the query or the answer"
        )
    say(f"{len(answers)} answers, all as expected")
