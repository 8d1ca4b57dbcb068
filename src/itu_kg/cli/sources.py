"""What `query` commands share: where a question is asked, which catalogues are known, how long it may take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli.options import project
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from itu_kg.query.engine import Queryable

TIMEOUT = 30.0
_TAKEN = {
    "allow-service", "base-iri", "chart", "compare", "format", "help", "on", "output", "page", "queries", "timeout",
}  # fmt: skip

on = click.option("--on", metavar="PATH|URL", help="RDF file, folder, release, store, or http(s) SPARQL endpoint.")
queries = click.option(
    "--queries", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="More stored queries."
)
timeout = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=TIMEOUT, show_default=True, metavar="SECONDS",
    help="Deadline of an endpoint, and of queries that are not ours.",
)  # fmt: skip
service = click.option(
    "--allow-service", is_flag=True, help="Let the endpoint of --on follow SERVICE. This program never follows it."
)


def open_(place: str | None, *, base: str, seconds: float, guarded: bool) -> Queryable:
    """Open what is to be asked: an endpoint, files, or the project's own data.

    Args:
        place: a path or an http(s) URL; None for the project's data.
        base: what minted IRIs begin with.
        seconds: the deadline of an endpoint and of guarded queries.
        guarded: whether the queries are not ours, so that they run in a guarded child.
    """
    if place and "://" in place:
        from itu_kg.query.endpoint import Endpoint  # noqa: PLC0415  loads SPARQLWrapper

        return Endpoint(place, seconds=seconds)
    path = Path(place) if place else project().graphs
    if guarded:
        from itu_kg.query.guard import Guarded, Limits  # noqa: PLC0415  for other people's queries only

        return Guarded((path,), base, Limits(seconds=seconds))
    from itu_kg.query.opening import open_paths  # noqa: PLC0415  the engine loads when it is needed

    return open_paths([path], base)


def may_serve(place: str | None, *, wanted: bool) -> bool:
    """Say whether a query may use SERVICE: asked for, and only where an endpoint and not this program follows it.

    Raises:
        UsageError: it is asked for on files.
    """
    if wanted and not (place and "://" in place):
        raise UsageError(
            "queries on files have no network", where="--allow-service", hint="name an endpoint with --on URL"
        )
    return wanted


def flag(name: str) -> str:
    """Write a parameter's name as its option has it; one that an option of ours has already gets `param-` before it."""
    option = name.replace("_", "-")
    return f"param-{option}" if option in _TAKEN else option
