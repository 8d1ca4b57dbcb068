"""`itu-kg query test`: stored queries against the answers a person worked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli import sources
from itu_kg.cli.options import base_iri, project, say
from itu_kg.errors import VerificationError
from itu_kg.model.table import Table
from itu_kg.query.catalogue import catalogue

if TYPE_CHECKING:
    from itu_kg.query.engine import Queryable


@click.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@sources.on
@sources.queries
@sources.timeout
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
            opened[foreign] = sources.open_(on, base=base_iri, seconds=timeout, guarded=foreign)
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
