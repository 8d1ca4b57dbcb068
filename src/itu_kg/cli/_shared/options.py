"""Options, phrases and the kind of group that verbs share."""

from __future__ import annotations

import datetime as dt
import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.assets import Assets, carried, find, is_base_iri
from itu_kg.model.names import hint
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

STORES = ("oxigraph", "virtuoso", "fuseki", "graphdb", "rdf4j", "qlever", "blazegraph", "stardog", "neptune", "generic")
"""The kinds of stores that `--store` names; a test holds them equal to the profiles, which load when one is needed."""

PATH = click.Path(path_type=Path)

_OUTSIDE = "itu_kg.outside"
"""Where click's context remembers that the person knows whose data is read."""
_BEGIN = "make one with `itu-kg init`, or stand in one, or say where with -o"


class Choice(click.Choice[str]):
    """A choice of values; of one that is none of them the nearest is named."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What click says, and the nearest."""
        message = super().get_invalid_choice_message(value, ctx).rstrip(".")
        near = hint(str(value), self.choices)
        return f"{message}; {near}" if near else f"{message}."


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are called."""

    places: ClassVar[Mapping[str, str]] = {}
    """Where each command is: `module:name`."""
    aliases: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The names of the commands, in the order of the work."""
        return list(self.places)

    helps: ClassVar[Mapping[str, str]] = {}
    """What each command does, so that a shell can show it and none is loaded."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """The commands that begin so; none is loaded for that."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  for a shell only

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        own = [CompletionItem(name, help=self.helps.get(name)) for name in names]
        return [*own, *click.Command.shell_complete(self, ctx, incomplete)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command.

        Raises:
            UsageError: there is none of that name; names the nearest.
        """
        name = self.aliases.get(cmd_name, cmd_name)
        if name in self.places:
            module, _, attribute = self.places[name].partition(":")
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        if ctx.resilient_parsing:  # a shell completes a name that is half written
            return None
        otherwise = f"`{ctx.command_path} --help` names them"
        raise UsageError(f"there is no command {name!r}", hint=hint(name, self.places, otherwise))


def assets() -> Assets:
    """The project the command stands in, else what the package carries, without a word."""
    return find(Path.cwd()) or carried()


def project() -> Assets:
    """As `assets`; outside a project it is said once, unless `--quiet`, whose records, data or registry are read."""
    there = find(Path.cwd())
    context = click.get_current_context(silent=True)
    if there is None and context is not None and not context.meta.get(_OUTSIDE):
        context.meta[_OUTSIDE] = True
        what = "no project is here or above (no data/dataset.yaml): this reads what itu-kg carries"
        say(what, quiet=bool(context.params.get("quiet")))
    return there or carried()


def own_project() -> Assets:
    """The project the command stands in, to be written to.

    Raises:
        UsageError: it stands in none; what it reads instead is the package's and stays as it is.
    """
    there = find(Path.cwd())
    if there is None:
        what = "is in no project (no data/dataset.yaml is here or above), and only a project is written to"
        raise UsageError(what, where=str(Path.cwd()), hint=_BEGIN)
    return there


def built(assets: Assets) -> Path:
    """The folder of the graphs that `build` writes.

    Raises:
        SourceError: `build` has not run yet.
    """
    if not any(assets.graphs.glob("*.*")):
        raise SourceError("there is no data yet", where=str(assets.graphs), hint="run `itu-kg build`")
    return assets.graphs


def say(message: str, *, quiet: bool = False) -> None:
    """Talk to the person at the terminal, on stderr."""
    if not quiet:
        click.echo(message, err=True)


def say_left_out(what: str, *, quiet: bool = False) -> None:
    """Say how much of the data is drafts and left out, on stderr."""
    say(f"left out: {what}, which nobody has confirmed; --with-drafts takes them in", quiet=quiet)


def epoch_day() -> str | None:
    """The day that the environment takes for today, in ISO 8601; None if it says none.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.

    Raises:
        UsageError: what it says is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat() if epoch else None
    except (ValueError, OverflowError, OSError) as problem:
        hint = "give seconds since 1970"
        raise UsageError(f"{epoch!r} is no date", where="SOURCE_DATE_EPOCH", hint=hint) from problem


def styles() -> bool | None:
    """Whether output has bold and colours by what the environment says, of which NO_COLOR goes before FORCE_COLOR.

    None is: on terminals. Sources: https://no-color.org, https://force-color.org; a dumb terminal has none (terminfo).
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def styled() -> bool:
    """Whether standard output has bold and colours."""
    chosen = styles()
    return sys.stdout.isatty() if chosen is None else chosen


def excerpt(text: str, most: int) -> str:
    """A text on one line; one longer than `most` characters ends in an ellipsis."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else f"{folded[: most - 1]}…"


def print_json(value: object) -> None:
    """Print a document for a program, on stdout."""
    import json  # noqa: PLC0415  only for --json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _base_iri(context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """The base IRI given, else the project's."""
    if context.resilient_parsing:
        return value or BASE
    given = value or assets().base_iri or BASE
    if not is_base_iri(given):
        where = "--base-iri" if value else str(assets().dataset)
        raise UsageError(f"{given!r} cannot be a base IRI", where=where, hint="write http(s)://…, ending with / or #")
    return given


base_iri = click.option(
    "--base-iri", metavar="IRI", callback=_base_iri,
    help="What every minted IRI begins with; default: as dataset.yaml says.",
)  # fmt: skip
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
with_drafts = click.option("--with-drafts", "drafts", is_flag=True, help="Take in what nobody has confirmed yet.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
allow_private = click.option("--allow-private", is_flag=True, help="Let an address lead into a private network.")
