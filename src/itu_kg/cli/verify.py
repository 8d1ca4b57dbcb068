"""`itu-kg verify`: is a copy of a release whole, and does it say what it said?"""

from __future__ import annotations

from pathlib import Path

import click

from itu_kg.cli._shared.options import PATH, as_json, print_json, quiet, say
from itu_kg.errors import UsageError, VerificationError


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--content", is_flag=True, help="Judge what the files say, not their bytes: another order is fine.")
@as_json
@quiet
def command(folder: Path, *, content: bool, as_json: bool, quiet: bool) -> None:
    """Verify the release in DIR: names, sizes, sums, hashes, formats, links, tables, shapes.

    Exit code 7 with a list of all that is not as it should be, on standard output.
    """
    if not folder.is_dir():
        raise UsageError("is no folder", where=str(folder), hint="name the folder that `itu-kg release` wrote")
    from itu_kg.pipeline.verify import verify  # noqa: PLC0415  pySHACL and rdflib load when they are needed

    result = verify(folder, content=content, progress=lambda step: say(step, quiet=quiet))
    if as_json:
        report = {
            "release": str(folder),
            "version": result.version,
            "files": result.files,
            "quads": result.quads,
            "drafts": result.drafts,
            "mismatches": [each._asdict() for each in result.mismatches],
        }
        print_json(report)
    else:
        for each in result.mismatches:
            click.echo(f"{each.check}: {each.path}: {each.what}")
    if result.mismatches:
        count = len(result.mismatches)
        things = f"{count} thing{'' if count == 1 else 's'}"
        raise VerificationError(f"{things} not as they should be", where=str(folder), hint="fetch the release again")
    if not as_json:
        quads = f"{result.quads:,} quads{f' ({result.drafts:,} of them not confirmed)' if result.drafts else ''}"
        click.echo(f"{folder}: {result.version}, {result.files} files and {quads} are as they should be")
