"""Options and phrases that verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.assets import Assets, find
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

STORES = (
    "oxigraph",
    "virtuoso",
    "fuseki",
    "graphdb",
    "rdf4j",
    "qlever",
    "blazegraph",
    "stardog",
    "neptune",
    "generic",
)
"""The kinds of stores that `--store` names; a test holds them equal to the profiles, which load when one is needed."""

F = TypeVar("F", bound="Callable[..., object]")


def project() -> Assets:
    """Give the project folder the command stands in, else what the package carries."""
    return find(Path.cwd())


def writable(assets: Assets, folder: Path, hint: str) -> Path:
    """Return a folder of the project that is to be written to.

    Raises:
        UsageError: the command stands in no project; what it reads instead is the package's and stays as it is.
    """
    if assets.root != Path.cwd():
        what = "is no project (it lacks data, ontology, queries or shapes), and only a project is written to"
        raise UsageError(what, where=str(Path.cwd()), hint=hint)
    return folder


def built(assets: Assets) -> Path:
    """Give the folder of the graphs that `build` writes; refuse where it has not run yet."""
    if not any(assets.graphs.glob("*.*")):
        raise SourceError("there is no data yet", where=str(assets.graphs), hint="run `itu-kg build`")
    return assets.graphs


def base_iri(function: F) -> F:
    """Add `--base-iri`: what everything we mint begins with."""
    return click.option(
        "--base-iri",
        default=BASE,
        show_default=True,
        metavar="IRI",
        callback=_absolute,
        help="What every minted IRI begins with.",
    )(function)


def quiet(function: F) -> F:
    """Add `--quiet`: no talk on stderr but errors."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(function)


def as_json(function: F) -> F:
    """Add `--json`: the answer for a program."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(function)


def say(message: str, *, quiet: bool = False) -> None:
    """Talk to the person at the terminal, on stderr."""
    if not quiet:
        click.echo(message, err=True)


def _absolute(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if (
        not value.startswith(("http://", "https://"))
        or not value.endswith(("/", "#"))
        or any(c in value for c in ' <>"{}|\\^`')
    ):
        raise UsageError(
            f"{value!r} cannot be a base IRI", where="--base-iri", hint="write http(s)://…, ending with / or #"
        )
    return value
