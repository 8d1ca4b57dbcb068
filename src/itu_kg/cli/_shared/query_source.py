"""--on, --compare and the like: where a query is asked, how long it may take, and what differs between two places."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli._shared import completion
from itu_kg.cli._shared.options import PATH, base_iri, built, project, say, say_left_out
from itu_kg.cli._shared.options import quiet as quiet_option
from itu_kg.errors import RemoteError, SourceError, UsageError, VerificationError
from itu_kg.model.answer import Answer, AnswerHeading, Queryable, Table
from itu_kg.model.vocab import graph_space

if TYPE_CHECKING:
    from itu_kg.cli._shared.answer_output import AnswerOutput
    from itu_kg.model.assets import Assets
    from itu_kg.query.difference import Comparison

_HOST = re.compile(r"[\w.-]+:[0-9]+(/.*)?")


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Where queries are asked and on what terms.

    `on` is a path or an endpoint's URL, None for the project's data; `places` are the two of `--compare`; `timeout` is
    in seconds; `drafts` takes in what nobody has confirmed, and unless `quiet` it is said what is left out. Credentials
    of an endpoint come from the environment, netrc or the keyring.

    Raises:
        UsageError: SERVICE is asked for on files: only an endpoint, never this program, follows it.
    """

    on: str | None
    ca_file: Path | None
    timeout: float
    base: str
    service: bool = False
    places: tuple[str, str] | None = None
    drafts: bool = False
    quiet: bool = False

    def __post_init__(self) -> None:
        if self.service and not all(_is_url(place) for place in self.places or (self.on,)):
            hint = "name an endpoint with --on URL"
            raise UsageError("queries on files have no network", where="--allow-service", hint=hint)

    @property
    def remote(self) -> bool:
        """Whether it is an endpoint."""
        return _is_url(self.on)

    def open(self, *, guarded: bool, rewrite: bool = False) -> Queryable:
        """Open it.

        Args:
            guarded: whether the queries are not ours, so that they run in a guarded child.
            rewrite: whether an endpoint's numbers and truth values are written as the engine of files does.
        """
        from itu_kg.query.open import open_place  # noqa: PLC0415  the engine loads when it is needed

        place = self.on or str(built(project()))
        if _HOST.fullmatch(place) and not Path(place).exists():
            hint = f"an endpoint's address begins with http://: http://{place}"
            raise UsageError("no such file", where=place, hint=hint)
        data = open_place(
            place,
            self.base,
            seconds=self.timeout,
            ca_file=self.ca_file,
            guarded=guarded,
            rewrite=rewrite,
            drafts=self.drafts,
            note=lambda what: say(what, quiet=self.quiet),
        )
        self._note_drafts(place)
        return data

    def _note_drafts(self, place: str) -> None:
        """Say what of a path's drafts is left out; of an endpoint it is said when it is asked."""
        if self.quiet or self.drafts or _is_url(place):
            return
        from itu_kg.query.draft_files import measure  # noqa: PLC0415  likewise

        with contextlib.suppress(SourceError):  # a store is no file
            if drafts := measure([Path(place)]):
                say_left_out(drafts)

    def ask(self, data: Queryable, ask: Callable[[Queryable], Answer]) -> Answer:
        """Ask; where an endpoint finds nothing because its default graph is empty, say so.

        Then none of its named graphs is of this project either: they would have been asked.
        """
        try:
            answer = ask(data)
        except UsageError:  # a name that is not found
            self._note_emptiness(data)
            raise
        if is_empty(answer):
            self._note_emptiness(data)
        return answer

    def _note_emptiness(self, data: Queryable) -> None:
        with contextlib.suppress(RemoteError):
            if self.remote and not data.ask("ASK { ?s ?p ?o }"):
                where = f"the endpoint's default graph is empty, and no named graph is below {graph_space(self.base)}"
                say(f"{where}; --on 'URL?default-graph-uri=IRI' asks another", quiet=self.quiet)

    def compare(
        self, ask: Callable[[Queryable], Answer], assets: Assets, output: AnswerOutput, *, guarded: bool
    ) -> None:
        """Ask in both places; print the rows that differ, and say how many.

        The engine of files writes numbers and truth values in a way of its own; beside files an endpoint's are written
        so too, while two endpoints are compared as they spell.

        Raises:
            VerificationError: some rows differ.
        """
        from itu_kg.query import difference  # noqa: PLC0415  for --compare only

        places = self.places or ("", "")
        rewrite = not all(_is_url(place) for place in places)
        sources = [replace(self, on=place, places=None, service=False) for place in places]
        first, second = [source.open(guarded=guarded, rewrite=rewrite) for source in sources]
        comparison = difference.compare(ask(first), ask(second))
        one, other = names = _distinct(places)
        heading = AnswerHeading("Rows that differ between two places", " and ".join(names), self.base)
        output.deliver(comparison.table(names), heading, assets)
        if not comparison.same:
            only = f"rows only in {one}: {len(comparison.first)}, only in {other}: {len(comparison.second)}"
            raise VerificationError(f"{only}, in both: {comparison.both}", hint=_spelling_hint(comparison))
        say(f"the same in both, rows: {comparison.both}")


def is_empty(answer: Answer) -> bool:
    """Whether an answer has no rows, no triples, or is a no."""
    return not (answer if isinstance(answer, bool) else answer.rows if isinstance(answer, Table) else answer.triples)


def refuse_beside_compare(**others: object) -> None:
    """Refuse options that mean nothing beside `--compare`.

    Raises:
        UsageError: one of them is given.
    """
    for name, value in others.items():
        if value is not None:
            raise UsageError(f"--{name} and --compare exclude each other", where="--compare", hint="leave one out")


def _is_url(place: str | None) -> bool:
    return place is not None and "://" in place


def _distinct(names: tuple[str, str]) -> tuple[str, str]:
    """The names, told apart if they are one, and without what an address has after its path: it may be a key."""
    one, two = (name.partition("?")[0] if _is_url(name) else name for name in names)
    return (one, two) if one != two else (f"{one} (first)", f"{two} (second)")


def _spelling_hint(comparison: Comparison) -> str:
    if comparison.example is None:
        return ""
    pair = ("^^".join(filter(None, (cell.value, cell.datatype.rpartition("#")[2]))) for cell in comparison.example)
    return f"of these pairs differ in spelling alone: {comparison.spelt}, as in {' and '.join(pair)}"


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the program if what is done within takes longer.

    The engine has no brake and hears no signal, but it lets other threads run: one of them waits, says so in one line,
    and leaves. Nothing is lost by that, since a query only reads and its answer is not yet begun. An endpoint and the
    guard keep the time themselves.
    """
    watch = threading.Timer(seconds, _leave, (seconds,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _leave(seconds: float) -> None:
    problem = UsageError(f"the query did not finish in {seconds:g} s", hint="ask for less, or give it --timeout")
    click.echo(f"itu-kg: {problem}", err=True)
    sys.stderr.flush()
    os._exit(problem.exit_code)


_ON = click.option(
    "--on",
    metavar="PATH|URL",
    shell_complete=completion.files,
    help="RDF file, folder, release, store, or http(s) SPARQL endpoint.",
)
_CA_FILE = click.option(
    "--ca-file", type=PATH, metavar="FILE",
    help="Certificates (PEM) to trust at an endpoint instead of the system's. Default: ITU_KG_CA.",
)  # fmt: skip
_COMPARE = click.option(
    "--compare", "places", nargs=2, metavar="A B", help="Ask in two places, as --on names them; report what differs."
)
_TIMEOUT = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True, metavar="SECONDS",
    help="Seconds in which the answer must be there.",
)  # fmt: skip
_SERVICE = click.option(
    "--allow-service", "service", is_flag=True,
    help="Let the endpoint of --on follow SERVICE. This program never follows it.",
)  # fmt: skip
_DRAFTS = click.option(
    "--with-drafts", "drafts", is_flag=True, help="Take in what nobody has confirmed."
)  # fmt: skip
folders = click.option("--queries", "folders", multiple=True, metavar="DIR", type=PATH, help="More stored queries.")


def options(*, compare: bool = False, service: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options of a QuerySource; the command takes them as one `source`."""
    more = ([_COMPARE] if compare else []), ([_SERVICE] if service else [])
    chosen = (_ON, _DRAFTS, _CA_FILE, *more[0], _TIMEOUT, *more[1], base_iri, quiet_option)

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def command(  # noqa: PLR0913  one for each option
            *arguments: Any,
            on: str | None,
            ca_file: Path | None,
            timeout: float,
            base_iri: str,
            service: bool = False,
            places: tuple[str, str] | None = None,
            drafts: bool,
            quiet: bool,
            **others: Any,
        ) -> None:
            source = QuerySource(on, ca_file, timeout, base_iri, service, places, drafts, quiet)
            function(*arguments, source=source, **others)

        for option in reversed(chosen):
            command = option(command)
        return command

    return decorate


_TAKEN = {
    "allow-service", "base-iri", "ca-file", "chart", "compare", "format", "help", "iris", "on", "output", "page",
    "queries", "quiet", "timeout", "wide", "with-drafts",
}  # fmt: skip


def parameter_option(name: str) -> str:
    """A parameter's name as an option; where an option of ours has it already, with `param-` before it."""
    option = name.replace("_", "-")
    return f"--param-{option}" if option in _TAKEN else f"--{option}"


def example_options(values: Mapping[str, str]) -> str:
    """Values of parameters as a shell takes them, a space before each."""
    import shlex  # noqa: PLC0415  where an example is shown only

    return "".join(f" {parameter_option(name)} {shlex.quote(value)}" for name, value in values.items())
