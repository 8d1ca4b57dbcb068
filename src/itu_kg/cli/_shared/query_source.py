"""What `query` commands share: where a question is asked, which catalogues are known, how long it may take."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from itu_kg.cli._shared.options import built, project, say
from itu_kg.errors import RemoteError, UsageError
from itu_kg.model.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itu_kg.model.queryable import Answer, Queryable

F = TypeVar("F", bound="Callable[..., object]")

TIMEOUT = 30.0
_TAKEN = {
    "allow-service", "base-iri", "ca-file", "chart", "compare", "format", "help", "on", "output", "page", "queries",
    "timeout",
}  # fmt: skip

_CA_FILE = "itu_kg.ca_file"
_HOST = re.compile(r"[\w.-]+:[0-9]+(/.*)?")


def _trust(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    """Keep the file of certificates where `open_` finds it: no command has another use for it."""
    context.meta[_CA_FILE] = path


_on = click.option("--on", metavar="PATH|URL", help="RDF file, folder, release, store, or http(s) SPARQL endpoint.")
_ca_file = click.option(
    "--ca-file", type=click.Path(path_type=Path), metavar="FILE", expose_value=False, callback=_trust,
    help="Certificates (PEM) to trust at an endpoint instead of the system's. Default: ITU_KG_CA.",
)  # fmt: skip
compare = click.option(
    "--compare", "places", nargs=2, metavar="A B", help="Ask in two places, as --on names them; report what differs."
)


def on(function: F) -> F:
    """Add `--on`, and `--ca-file` for endpoints."""
    return _on(_ca_file(function))


queries = click.option(
    "--queries", "folders", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="More stored queries."
)
timeout = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=TIMEOUT, show_default=True, metavar="SECONDS",
    help="Seconds in which the answer must be there.",
)  # fmt: skip
service = click.option(
    "--allow-service", is_flag=True, help="Let the endpoint of --on follow SERVICE. This program never follows it."
)


def open_(place: str | None, *, base: str, seconds: float, guarded: bool, rewrite: bool = False) -> Queryable:
    """Open what is to be asked: an endpoint, files, or the project's own data.

    Credentials of an endpoint come from the environment, netrc or the keyring.

    Args:
        place: a path or an http(s) URL; None for the project's data.
        base: what minted IRIs begin with.
        seconds: the deadline of an endpoint and of guarded queries.
        guarded: whether the queries are not ours, so that they run in a guarded child.
        rewrite: whether an endpoint's numbers and truth values are written as the engine of files does.
    """
    if place and "://" in place:
        from itu_kg.query.endpoint import connect  # noqa: PLC0415  loads SPARQLWrapper

        ca_file = click.get_current_context().meta.get(_CA_FILE)
        return connect(place, seconds=seconds, ca_file=ca_file, rewrite=rewrite)
    path = Path(place) if place else built(project())
    if place and _HOST.fullmatch(place) and not path.exists():
        raise UsageError("no such file", where=place, hint=f"an endpoint's address begins with http://: http://{place}")
    if guarded:
        from itu_kg.query.sandbox import Guarded, Limits  # noqa: PLC0415  for other people's queries only

        return Guarded((path,), base, Limits(seconds=seconds))
    from itu_kg.query.open import open_paths  # noqa: PLC0415  the engine loads when it is needed

    return open_paths([path], base)


def asked(place: str | None, data: Queryable, ask: Callable[[Queryable], Answer]) -> Answer:
    """Ask; where an endpoint finds nothing because its default graph is empty, say so.

    Stores keep what is loaded into named graphs out of the default graph unless they are told otherwise.
    """
    if not (place and "://" in place):
        return ask(data)
    try:
        answer = ask(data)
    except UsageError:  # a name that is not found
        _note_emptiness(data)
        raise
    if not (answer if isinstance(answer, bool) else answer.rows if isinstance(answer, Table) else answer.triples):
        _note_emptiness(data)
    return answer


def _note_emptiness(data: Queryable) -> None:
    with contextlib.suppress(RemoteError):
        if not data.ask("ASK { ?s ?p ?o }"):
            say("the endpoint's default graph is empty; --on 'URL?default-graph-uri=IRI' asks a named graph")


@contextlib.contextmanager
def deadline(seconds: float, *, wanted: bool) -> Iterator[None]:
    """End the program if what is done within takes longer.

    The engine has no brake and hears no signal, but it lets other threads run: one of them waits, says so in one line,
    and leaves. Nothing is lost by that, since a query only reads and its answer is not yet begun. An endpoint and the
    guard keep the time themselves: for them it is not wanted.
    """
    if not wanted:
        yield
        return
    watch = threading.Timer(seconds, _late, (seconds,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _late(seconds: float) -> None:
    problem = UsageError(f"the query did not finish in {seconds:g} s", hint="ask for less, or give it --timeout")
    click.echo(f"itu-kg: {problem}", err=True)
    sys.stderr.flush()
    os._exit(problem.exit_code)


def may_serve(*places: str | None, wanted: bool) -> bool:
    """Say whether a query may use SERVICE: asked for, and only where an endpoint and not this program follows it.

    Raises:
        UsageError: it is asked for on files.
    """
    if wanted and not all(place and "://" in place for place in places):
        raise UsageError(
            "queries on files have no network", where="--allow-service", hint="name an endpoint with --on URL"
        )
    return wanted


def flag(name: str) -> str:
    """Write a parameter's name as its option has it; one that an option of ours has already gets `param-` before it."""
    option = name.replace("_", "-")
    return f"param-{option}" if option in _TAKEN else option
