"""`itu-kg query test`: stored queries against the answers a person worked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared import query_source
from itu_kg.cli._shared.options import PATH, assets, say
from itu_kg.errors import VerificationError
from itu_kg.model.answer import Queryable
from itu_kg.model.vocab import prefixes
from itu_kg.query.catalogue import catalogue, stored

if TYPE_CHECKING:
    from itu_kg.cli._shared.query_source import QuerySource


@click.command(short_help="Hold stored queries to their expected answers.")
@click.argument("folder", required=False, metavar="[DIR]", type=PATH)
@query_source.options()
@query_source.folders
def test(folder: Path | None, *, source: QuerySource, folders: tuple[Path, ...]) -> None:
    """Compare stored queries with the expected answers in DIR (default tests/queries); report what has drifted.

    DIR holds <query>.csv for rows, .txt for true or false, .ttl for a graph, or <query>--<parameter>-<value>.csv;
    .rq files in DIR are stored queries too.
    """
    from itu_kg.query import expectations  # noqa: PLC0415  the engine loads when it is needed
    from itu_kg.query.run import run  # noqa: PLC0415  likewise

    here = assets()
    folder = folder or here.root / "tests" / "queries"
    own = stored(here)
    more = [folder] if folder.is_dir() and catalogue(folder).names else []
    queries = catalogue(*more, *folders) if more else stored(here, *folders)
    answers = expectations.load(folder, queries.names)
    opened: dict[bool, Queryable] = {}
    drifted = 0
    for each in answers:
        foreign = queries.path(each.query).parent not in here.query_folders
        if foreign not in opened:
            opened[foreign] = source.open(guarded=foreign, rewrite=True)
        query, spaces = queries.get(each.query), prefixes(source.base)
        data = opened[foreign]
        actual = run(query, each.values, data, queries=own, prefixes=spaces, service=source.service, wide=each.wide)
        differences = expectations.describe_drift(each, actual)
        drifted += bool(differences)
        click.echo(f"{'drift' if differences else 'as expected'}: {Path(each.where).stem}")
        for line in differences:
            click.echo(f"  {line}")
    if drifted:
        raise VerificationError(
            f"{drifted} of {len(answers)} answers are not as expected", hint="mend the data, the query or the answer"
        )
    say(f"{len(answers)} answers, all as expected")
