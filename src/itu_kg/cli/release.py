"""`itu-kg release`: records or RDF → a folder ready for a web server or an archive."""

from __future__ import annotations

import datetime as dt
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared.inputs import without_drafts
from itu_kg.cli._shared.options import PATH, base_iri, epoch_day, project, quiet, say, with_drafts
from itu_kg.errors import AssetError, UsageError
from itu_kg.files import output_folder, read_text
from itu_kg.model.edition import Edition
from itu_kg.model.graph import Dataset

if TYPE_CHECKING:
    from itu_kg.description.release_facts import Previous
    from itu_kg.model.assets import Assets
    from itu_kg.model.dataset import About
    from itu_kg.pipeline.release_metadata import InputLog

_VERSION = re.compile(
    r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
"""Semantic Versioning 2.0.0, its own regular expression."""
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")
_RECORDS = (".yaml", ".yml")
_CHANGELOG = "CHANGELOG.md"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@click.option("-o", "--output", required=True, type=PATH, metavar="DIR", help="Where to.")
@click.option("--version", required=True, metavar="V", help="Its semantic version: 1.0.0.")
@click.option("--date", metavar="YYYY-MM-DD", help="Its date; default SOURCE_DATE_EPOCH, else that of dataset.yaml.")
@click.option("--since", metavar="OLD", type=PATH, help="The release before: CHANGELOG.md says what changed.")
@click.option(
    "--url",
    metavar="URL",
    help="Where DIR will be on the web; default BASE/release/V/. The descriptions' links to files begin so.",
)
@click.option("--replace", is_flag=True, help="Replace this very version in DIR, and say what changed.")
@click.option("--latest", is_flag=True, help="Point the link `latest` beside DIR at it, if no later version is there.")
@with_drafts
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    paths: tuple[Path, ...],
    output: Path,
    version: str,
    base_iri: str,
    *,
    date: str | None,
    since: Path | None,
    url: str | None,
    replace: bool,
    latest: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Release the knowledge graph: dumps in every format, tables, a description, sums.

    PATH is a record, or an RDF file or a folder of them; without it, all of data/reports. DIR is written at once, and
    only if the data conform. A version that stands there stays as it is, unless --replace replaces it by itself; the
    same inputs give the same bytes. versions.ttl beside DIR names all that stand there. Drafts are left out unless they
    are asked for, and a release that holds some says so.
    """
    if url is not None and not _ADDRESS.fullmatch(url):
        raise UsageError(f"{url!r} is no address of a folder", where="--url", hint="write https://example.org/1.0.0/")
    assets = project()
    about, issued = read_about(assets, version, date)
    from itu_kg import __version__  # noqa: PLC0415  pydantic loads when there is something to do
    from itu_kg.release import checksums, versions  # noqa: PLC0415  likewise
    from itu_kg.release import latest as newest  # noqa: PLC0415  likewise

    output_folder(output)
    versions.refuse_other(output, version)
    if latest:
        newest.check(output)
    read = paths or (assets.reports,)
    rooms = ("ontology", "shapes", "queries", "data/registry", "data/dataset.yaml", "LICENSE-DATA", "tests/shapes")
    known = [path for layer in assets.layers for room in rooms if (path := layer.root / room).exists()]
    arguments = {"version": version, "date": issued, "base": base_iri, "url": url or "", "drafts": str(drafts)}
    digest = checksums.input_digest((*sorted(read), *known, *_changelog_inputs(since, output)), arguments)
    from itu_kg.pipeline import standing_versions  # noqa: PLC0415  the descriptions load when something is to do

    if checksums.unchanged(output, digest):
        say(f"{output} is this release already; nothing was written", quiet=quiet)
        say(standing_versions.write_index(output), quiet=quiet)
        if latest:
            say(newest.point(output, version), quiet=quiet)
        return
    from itu_kg.pipeline import publish, release, release_metadata  # noqa: PLC0415  pySHACL and rdflib load when something is to do

    edition = release_metadata.edition(about, version, issued, base_iri, url)
    inputs_read = release_metadata.InputLog()
    whole = _dataset(paths, assets, base_iri, inputs_read)
    data = whole if drafts else without_drafts(whole, quiet=quiet)
    changes = _changelog(data, since, assets, edition, drafts=drafts) if since else ""
    measured = release_metadata.measure_drafts(whole.drafts, included=drafts)
    from_rdf = any(path.suffix not in _RECORDS for path in paths)
    recorded = partial(publish.recorded, data, assets, base_iri) if from_rdf else tuple
    background = release.Background(about, inputs_read, __version__, _previous(since), changes, measured, recorded)

    def progress(step: str) -> None:
        say(step, quiet=quiet)

    written = release.release(data, assets, edition, output, progress, background=background, replace=replace)
    checksums.keep_digest(output, digest)
    progress(standing_versions.write_index(output))
    size = sum(each.size for each in written)
    if latest:
        say(newest.point(output, version), quiet=quiet)
    unconfirmed = f"; {measured.statements:,} of the quads are not confirmed" if measured.included else ""
    click.echo(f"{output}: {version}, {data.size:,} quads, {len(written)} files, {size:,} bytes{unconfirmed}")


def read_about(assets: Assets, version: str, date: str | None) -> tuple[About, str]:
    """What the project's dataset.yaml says of it, and the date of a release.

    Raises:
        UsageError: the version is no semantic version, or the date no date.
    """
    if not _VERSION.fullmatch(version):
        raise UsageError(f"{version!r} is no semantic version", where="--version", hint="write 1.0.0")
    from itu_kg import records  # noqa: PLC0415  pydantic loads when there is something to do
    from itu_kg.model.dataset import About  # noqa: PLC0415  likewise

    about = records.read_model(assets.dataset, About, AssetError)
    return about, _date(date, about)


def _dataset(paths: tuple[Path, ...], assets: Assets, base: str, inputs_read: InputLog) -> Dataset:
    from itu_kg import mapping, rdf  # noqa: PLC0415  see above
    from itu_kg.cli._shared import inputs  # noqa: PLC0415  see above
    from itu_kg.pipeline.publish import build  # noqa: PLC0415  see above

    of_records = [path.suffix in _RECORDS for path in paths]
    if any(of_records) and not all(of_records):
        raise UsageError("records and RDF cannot be released together", hint="name the one or the other")
    if paths and not any(of_records):
        inputs_read.rdf(paths)
        return rdf.read(paths, base)
    submissions = inputs_read.submissions(inputs.read_records(inputs.record_paths(paths, assets)), base)
    return build(submissions, mapping.materials(assets, base))


def _changelog_inputs(since: Path | None, output: Path) -> tuple[Path, ...]:
    """What the changelog depends on beside the data."""
    if since is None:
        return ()
    if os.path.realpath(since) == os.path.realpath(output):
        raise UsageError("is what is to be replaced", where="--since", hint="release into a folder of its own")
    from itu_kg.pipeline import diff  # noqa: PLC0415  with --since only

    place = diff.locate(since)
    older = since / _CHANGELOG
    rooms = [place.assets.ontology, place.assets.queries] if place.assets else []
    return (*place.data, *(each for each in rooms if each.is_dir()), *((older,) if older.is_file() else ()))


def _previous(since: Path | None) -> Previous | None:
    """The release before, if it is one and says its name."""
    from itu_kg.description.release_facts import Previous  # noqa: PLC0415  see above
    from itu_kg.model.edition import DESCRIPTION  # noqa: PLC0415  see above
    from itu_kg.release.verification import describe  # noqa: PLC0415  see above

    if since is None or not (since / DESCRIPTION).is_file():
        return None
    description = describe(since)
    return Previous(description.version, description.iri) if description.iri else None


def _changelog(data: Dataset, since: Path, assets: Assets, edition: Edition, *, drafts: bool) -> str:
    """What changed since the release before, above what its own changelog says."""
    from itu_kg.diff.markdown import changelog  # noqa: PLC0415  likewise
    from itu_kg.pipeline import diff  # noqa: PLC0415  with --since only

    older = since / _CHANGELOG
    with diff.opened(diff.locate(since, drafts=drafts), edition.base) as old:
        changes = diff.compare(old, diff.of(data, assets, edition.base), assets)
    return changelog(changes, edition.version, edition.date, before=read_text(older) if older.is_file() else "")


def _date(given: str | None, about: About) -> str:
    """The release's date: as told, or the environment's (reproducible-builds.org), or the description's."""
    if given is None:
        return epoch_day() or about.modified.isoformat()
    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError as problem:
        raise UsageError(f"{given!r} is no date", where="--date", hint="write YYYY-MM-DD") from problem
