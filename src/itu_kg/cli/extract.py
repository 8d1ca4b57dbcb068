"""`itu-kg extract`: a submission's page → an editable record."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared.options import PATH, allow_private, project, quiet, say
from itu_kg.errors import UsageError
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

_BLOCKS = ("events", "resources", "partnerships")
_PROSE = ("decisions", "actions", "transitions", "strategies", "statistics", "mentions", "initiatives")


@click.command()
@click.argument("source", metavar="PAGE|URL|-")
@click.option("-o", "--output", metavar="RECORD.yaml", type=PATH, help="Write the record here.")
@click.option(
    "--year", metavar="YYYY", type=click.IntRange(2000, 2100), help="Year of submission, if the page has none."
)
@click.option("--respondent", metavar="SLUG", help="Who answers, as the registry's slug, if the page does not say.")
@click.option("--page-url", metavar="URL", help="Where a saved page was, for its relative links and the record.")
@click.option("--form", metavar="SLUG", help="Which form is answered, as the registry's slug.")
@click.option("--partial", is_flag=True, help="Read a page that has only some of a submission.")
@click.option("--without-text", is_flag=True, help="Leave the text of answers and descriptions out of the record.")
@click.option("--sure", is_flag=True, help="Keep only what is certain, without text: a record marked as machine-read.")
@click.option("--replace", is_flag=True, help="Write over another record that stands there.")
@allow_private
@quiet
def command(  # noqa: PLR0913  one for each option
    source: str,
    output: Path | None,
    year: int | None,
    respondent: str | None,
    page_url: str | None,
    *,
    form: str | None,
    partial: bool,
    without_text: bool,
    sure: bool,
    replace: bool,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Read a submission's page into a record to be confirmed.

    PAGE is plain text, a saved web page or a Word document, `-` is standard input. The record goes to standard
    output, or to the file that -o names; what is left to confirm is told on standard error and stands in the record.
    """
    if respondent and slug(respondent) != respondent:
        raise UsageError(f"{respondent!r} is no slug", where="--respondent", hint="write it as the registry does: itu")
    if output and not replace and _has_summaries(output):
        raise UsageError("a curator has worked on this record", where=str(output), hint="--replace if that is meant")
    from itu_kg import records, registry  # noqa: PLC0415  pydantic and YAML load only when there is something to do
    from itu_kg.cli._shared.inputs import read_page  # noqa: PLC0415  likewise
    from itu_kg.extract.draft import DraftOptions, draft  # noqa: PLC0415  likewise
    from itu_kg.extract.fields.websites import WELL_FORMED  # noqa: PLC0415  likewise
    from itu_kg.files import write  # noqa: PLC0415  likewise

    if page_url and not WELL_FORMED.fullmatch(page_url):
        raise UsageError(f"{page_url!r} is no address", where="--page-url", hint="begin it with https:// or http://")
    where = "standard input" if source == "-" else source
    address = page_url or (source if source.startswith(("http://", "https://")) else None)
    known = registry.load(*project().registries)
    if form and form not in known.forms:
        hint = f"use one of {', '.join(sorted(known.forms))}"
        raise UsageError(f"there is no form {form!r}", where="--form", hint=hint)
    options = DraftOptions(respondent, year, address, not (without_text or sure), form, partial)
    read = read_page(source, page_url or "", allow_private=allow_private)
    # What a page is read into has no cycles for the collector to look for, again and again, as it grows.
    gc.collect()
    gc.disable()
    submission = draft(read, known, options, where=where)
    if sure:
        from itu_kg.extract.certain_record import keep_certain  # noqa: PLC0415  hardly ever asked for

        submission = keep_certain(submission, read.text, known, where=where)
    written = records.write(submission)
    if output:
        if not replace and _holds_other(output, written):
            hint = "name another file with -o, or --replace if that one is to go"
            raise UsageError("another record stands here", where=str(output), hint=hint)
        write(output, written)
    else:
        click.echo(written, nl=False)
    for line in _summary(submission):
        say(line, quiet=quiet)
    if output:
        say(f"next: itu-kg check {output} --source {source}; itu-kg reconcile {output}", quiet=quiet)


def _has_summaries(path: Path) -> bool:
    """Whether a record holds what no extraction writes: a curator's summaries, or reasons for other values."""
    try:
        return path.is_file() and re.search(rb"\n *(?:summary|curated|omitted): ", path.read_bytes()) is not None
    except OSError:
        return False


def _holds_other(path: Path, written: bytes) -> bool:
    """Whether a file holds anything but what is to be written: somebody may have worked on it, whatever it is."""
    try:
        return path.is_file() and path.stat().st_size > 0 and path.read_bytes() != written
    except OSError:
        return False


def _summary(submission: Submission) -> Iterator[str]:
    counts = {name: len(getattr(submission, name)) for name in ("answers", *_BLOCKS, *_PROSE)}
    yield f"{submission.id}: " + ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    doubts = list(_doubts(submission))
    yield f"{len(doubts)} to confirm" + (":" if doubts else "")
    yield from (f"  {doubt}" for doubt in doubts)
    proposed = sum(counts[name] for name in _PROSE)
    if proposed:
        yield f"{proposed} proposals from prose, each to be confirmed as the record says"


def _doubts(submission: Submission) -> Iterator[str]:
    yield from (f"{field}: {doubt}" for field, doubt in submission.confirm.items())
    for name in _BLOCKS:
        for entity in getattr(submission, name):
            yield from (f"{name}, {entity.id}, {field}: {doubt}" for field, doubt in entity.confirm.items())
