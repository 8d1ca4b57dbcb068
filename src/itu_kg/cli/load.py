"""`itu-kg load`: a release → a triple store that somebody already runs."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from itu_kg import __version__
from itu_kg.cli._shared.options import STORES, Choice, as_json, quiet, say, with_drafts
from itu_kg.errors import UsageError


@click.command()
@click.argument("release", required=False, type=click.Path(path_type=Path))
@click.option("--to", "url", required=True, metavar="URL", help="The store.")
@click.option("--store", "kind", type=Choice(STORES), help="Its kind; default: recognised by how it answers.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each graph, and stop.")
@click.option("--prune", is_flag=True, help="Remove the release's own graphs that are no longer in it.")
@with_drafts
@click.option(
    "--rollback",
    type=click.Path(path_type=Path, exists=True),
    metavar="RECEIPT",
    help="Give the graphs of a receipt what they held before.",
)
@click.option("--strict", is_flag=True, help="Refuse a store that alters values, even as it is known to.")
@click.option("--allow-empty", is_flag=True, help="Let a graph become empty.")
@click.option(
    "--timeout", default=600.0, show_default=True, metavar="SECONDS", help="For one request, repeated or not."
)
@click.option("--ca-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificates to trust.")
@click.option("--plain-password", is_flag=True, help="Send a password unencrypted to another machine.")
@click.option(
    "--state", type=click.Path(path_type=Path), metavar="DIR", help="Where receipts and the journal are kept."
)
@as_json
@quiet
def command(  # noqa: PLR0913  one for each option
    release: Path | None,
    url: str,
    kind: str | None,
    *,
    dry_run: bool,
    prune: bool,
    drafts: bool,
    rollback: Path | None,
    strict: bool,
    allow_empty: bool,
    timeout: float,
    ca_file: Path | None,
    plain_password: bool,
    state: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Load RELEASE into the store at URL: plan, write, check, receipt.

    Only graphs of the release are written, and only where they differ. Running it again does nothing, or finishes what
    was cut short. Drafts are left out unless they are asked for, each then a graph of its own. User and password come
    from ITU_KG_USER and ITU_KG_PASSWORD, ITU_KG_TOKEN, netrc or the keyring.
    """
    if (release is None) == (rollback is None):
        raise UsageError("name a release, or a receipt with --rollback", where="itu-kg load")
    for name, given in (("--prune", prune), ("--with-drafts", drafts)):
        if rollback and given:
            raise UsageError(f"{name} and --rollback do not go together", where="itu-kg load")
    from itu_kg.cli._shared import load_report  # noqa: PLC0415  the store room loads when there is something to do
    from itu_kg.cli._shared.doctor_report import ConnectionOptions  # noqa: PLC0415  likewise
    from itu_kg.stores.journal import root  # noqa: PLC0415  likewise
    from itu_kg.stores.load import LoadContext, Options, load  # noqa: PLC0415  likewise

    asked = ConnectionOptions(kind, timeout, ca_file, plain=plain_password)
    show = load_report.LoadReport(quiet=quiet, json=as_json, dry_run=dry_run)
    with ExitStack() as open_:
        if rollback:
            load_set = load_report.rollback_set(rollback, Path(open_.enter_context(tempfile.TemporaryDirectory())))
        else:
            assert release is not None  # noqa: S101  for the type checker: one of the two is there
            from itu_kg.pipeline.load import load_set as read  # noqa: PLC0415  likewise

            show.progress("verifying", 0, 1)
            load_set = read(release, drafts=drafts)
        target = open_.enter_context(load_report.target(url, asked))
        began = _now()
        name = f"{began.translate({ord(c): None for c in '-:'})}-{secrets.token_hex(3)}"
        now = LoadContext(began, name, f"itu-kg {__version__}", root(state, os.environ, Path.home()), _now)
        options = Options(prune=prune, allow_empty=allow_empty, strict=strict, dry_run=dry_run)
        try:
            outcome = load(load_set, target, options, now, show.progress, show.plan)
        except KeyboardInterrupt:
            show.clear()
            say("itu-kg: stopped; run the same command again: it finishes, or puts back what was there")
            click.get_current_context().exit(130)
        show.outcome(outcome, load_set)


def _now() -> str:
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
