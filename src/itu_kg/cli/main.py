"""The command `itu-kg`: finds the verb, loads only that one, and turns errors into a line and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import ClassVar, NoReturn

import click

from itu_kg import __version__
from itu_kg.cli._shared.options import LazyGroup, styles
from itu_kg.errors import ItuKgError, SourceError

VERBS = {
    "init": "Make a project of your own: records over what itu-kg carries.",
    "extract": "Read a submission page into an editable record.",
    "check": "Hold a record against its page: wrong facts, and what nobody has looked at.",
    "reconcile": "List the names in a record that the registry does not know; write down what they mean.",
    "build": "Map records to RDF: one Turtle file per named graph.",
    "validate": "Check data against the SHACL shapes.",
    "serialise": "Write data as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML.",
    "query": "List, show and run stored SPARQL queries, or one of your own.",
    "find": "Find things by words: in their names, in what is said of them, in what a page says.",
    "release": "Write a release: every format, tables, a description, sums.",
    "verify": "Check that a release is whole and says what it said.",
    "diff": "Say what changed between two releases, folders of RDF, or files.",
    "load": "Load a release into a triple store: plan, write, check, receipt.",
    "dump": "Bring graphs back from a triple store as a release.",
    "store": "Keep data in a store on disk; examine an external one; write for its bulk loader.",
    "why": "Show what a fact rests on: the words, who says so, and where.",
    "publish": "The whole way: build, validate, write the dumps, answer the queries.",
}
"""The verbs and their one-line help, so that listing them loads none of them."""


class Verbs(LazyGroup):
    """The group of all verbs: `cli/<verb>.py` holds each as `command`."""

    places: ClassVar = {verb: f"itu_kg.cli.{verb}:command" for verb in VERBS}
    aliases: ClassVar = {"serialize": "serialise"}
    helps: ClassVar = VERBS

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write the list of verbs without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="itu-kg")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn UN organisations' SDG questionnaires into a validated, queryable knowledge graph.

    Verbs work on the project folder they stand in, else on the data the package carries.
    Exit codes: 0 fine, 1 our bug, 2 usage, 3 bad source or record, 4 data does not conform,
    5 asset or configuration, 6 remote store or endpoint, 7 verification mismatch.
    """
    context.color = styles()


def main() -> NoReturn:
    """Run the command line; leave with the designed exit code and never with a traceback."""
    if os.environ.get("_ITU_KG_COMPLETE"):  # a shell asks what may be typed: docs/query.md
        from itu_kg.cli._shared import completion  # noqa: PLC0415  for a shell only

        completion.prepare()
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as problem:
        problem.show()
        code = problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("itu-kg: stopped; nothing was left half written", err=True)
        code = 130
    except ItuKgError as problem:
        click.echo(f"itu-kg: {problem}", err=True)
        code = problem.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): say nothing, and keep Python from saying it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as problem:
        if os.environ.get("ITU_KG_DEBUG"):
            raise
        full = isinstance(problem, OSError) and problem.errno == errno.ENOSPC
        name = f"a bug of ours: {type(problem).__name__}"
        what = "the output is cut short" if full else name
        hint = "make room and run it again" if full else "ITU_KG_DEBUG=1 shows where"
        click.echo(f"itu-kg: {what}: {problem}; {hint}", err=True)
        code = SourceError.exit_code if full else 1
    gc.freeze()  # nothing left is looked through for garbage at the end of a process that gives all of it back
    sys.exit(code if isinstance(code, int) else 0)
