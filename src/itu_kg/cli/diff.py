"""`itu-kg diff`: what changed between two editions of the data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg import files
from itu_kg.cli._shared.options import PATH, Choice, assets, base_iri, quiet, say, say_left_out, with_drafts

if TYPE_CHECKING:
    from itu_kg.pipeline.diff import OpenEdition

FORMATS = ("markdown", "json", "patch", "update")
DIFFERENT = 7


@click.command("diff")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "-f",
    "--format",
    "form",
    type=Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="patch is an RDF Patch, update is SPARQL Update: each makes NEW of OLD.",
)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where to; default stdout.")
@click.option(
    "--answers/--no-answers", default=None, help="Compare what stored queries answer. Default: if data is small."
)
@click.option("--exit-code", is_flag=True, help=f"Leave with {DIFFERENT} if there is a difference.")
@with_drafts
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    old: Path,
    new: Path,
    form: str,
    output: Path | None,
    base_iri: str,
    *,
    answers: bool | None,
    exit_code: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Say what changed between two releases, folders of RDF, or files.

    Things added, removed and changed, by kind and name; what can break what others built, and the version that asks
    for; what became of the answers of stored queries. Drafts are left out unless they are asked for.
    """  # fmt: skip
    from itu_kg.pipeline import diff  # noqa: PLC0415  the RDF and query rooms load when there is something to compare
    from itu_kg.query.draft_files import measure  # noqa: PLC0415  likewise

    places = diff.locate(old, drafts=drafts), diff.locate(new, drafts=drafts)
    for path in () if drafts or quiet else (old, new):
        if left := measure(diff.locate(path, drafts=True).data):
            say_left_out(f"{left} in {path}")
    with ExitStack() as open_:
        before, after = (open_.enter_context(diff.opened(place, base_iri)) for place in places)
        if form in ("markdown", "json"):
            different, chunks = _report(before, after, form, answers=answers)
        else:
            different, chunks = _patch(before, after, form)
        _write(chunks, output)
    if not different and form != "markdown":
        say("no differences", quiet=quiet)
    if different and exit_code:
        click.get_current_context().exit(DIFFERENT)


def _report(old: OpenEdition, new: OpenEdition, form: str, *, answers: bool | None) -> tuple[bool, Iterator[bytes]]:
    from itu_kg.diff.json_report import document  # noqa: PLC0415  see above
    from itu_kg.diff.markdown import markdown  # noqa: PLC0415  see above
    from itu_kg.pipeline import diff  # noqa: PLC0415  see above

    difference = diff.compare(old, new, assets(), answers=answers)
    text = document(difference) if form == "json" else markdown(difference)
    return not difference.same, iter((text.encode(),))


def _patch(old: OpenEdition, new: OpenEdition, form: str) -> tuple[bool, Iterator[bytes]]:
    from itu_kg.diff.patch import patch, update  # noqa: PLC0415  see above
    from itu_kg.diff.statements import differing  # noqa: PLC0415  see above

    different = next(differing(old.statements.lines(), new.statements.lines()), None) is not None
    return different, (patch if form == "patch" else update)(old.statements, new.statements)


def _write(chunks: Iterator[bytes], output: Path | None) -> None:
    if output is not None:
        files.write(output, b"".join(chunks))
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
