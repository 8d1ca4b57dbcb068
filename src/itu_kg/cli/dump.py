"""`itu-kg dump`: graphs of a triple store → a release."""

from __future__ import annotations

from pathlib import Path

import click

from itu_kg.cli._shared.options import STORES, Choice, assets, base_iri, project, quiet, say, with_drafts


@click.command()
@click.option("--from", "url", required=True, metavar="URL", help="The store.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to.")
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="A graph; default: all of <base>graph/.")
@click.option("--store", "kind", type=Choice(STORES), help="Its kind; default: recognised by how it answers.")
@click.option("--version", default="0.0.0", show_default=True, metavar="V", help="The release's semantic version.")
@click.option("--date", metavar="YYYY-MM-DD", help="Its date; default SOURCE_DATE_EPOCH, else that of dataset.yaml.")
@click.option("--replace", is_flag=True, help="Replace this very version in DIR, and say what changed.")
@click.option("--timeout", default=600.0, show_default=True, metavar="SECONDS", help="For one request.")
@click.option("--ca-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificates to trust.")
@click.option("--plain-password", is_flag=True, help="Send a password unencrypted to another machine.")
@with_drafts
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    url: str,
    output: Path,
    graphs: tuple[str, ...],
    kind: str | None,
    version: str,
    *,
    date: str | None,
    replace: bool,
    timeout: float,
    ca_file: Path | None,
    plain_password: bool,
    base_iri: str,
    drafts: bool,
    quiet: bool,
) -> None:
    """Bring graphs back from the store at URL as a release, which `itu-kg verify` can check.

    Each graph is read whole, counted before and after, or the command fails. DIR is written at once, and only if the
    data conform; a version that stands there stays, unless --replace replaces it by itself. Drafts are left out unless
    they are asked for or named.
    """
    here = assets()
    from itu_kg import __version__, rdf  # noqa: PLC0415  the rooms load when there is something to do
    from itu_kg.cli._shared import doctor_report  # noqa: PLC0415  likewise
    from itu_kg.cli.release import read_about  # noqa: PLC0415  likewise
    from itu_kg.http.credentials import find  # noqa: PLC0415  likewise
    from itu_kg.pipeline import release, release_metadata  # noqa: PLC0415  likewise
    from itu_kg.pipeline.dump import dump  # noqa: PLC0415  likewise
    from itu_kg.rdf import ntriples  # noqa: PLC0415  likewise

    def progress(step: str) -> None:
        say(step, quiet=quiet)

    for graph in graphs:
        ntriples.iri(graph)
    about, issued = read_about(here, version, date)
    edition = release_metadata.edition(about, version, issued, base_iri, None)
    context = rdf.Context.load(*here.contexts, base=base_iri)
    asked = doctor_report.ConnectionOptions(kind, timeout, ca_file, plain=plain_password)
    with doctor_report.connected(url, asked, find(url)) as (store,):
        dumped = dump(store, graphs, context, progress, base=base_iri, drafts=drafts)
    if dumped.restored:
        progress(f"{dumped.restored:,} values got back the datatype that the store takes from them")
    measured = release_metadata.measure_drafts(dumped.dataset.drafts, included=True)
    background = release.Background(about, release_metadata.InputLog(), __version__, drafts=measured)
    written = release.release(
        dumped.dataset, project(), edition, output, progress, background=background, replace=replace
    )
    size = sum(each.size for each in written)
    click.echo(f"{output}: {version}, {dumped.dataset.size:,} quads, {len(written)} files, {size:,} bytes")
