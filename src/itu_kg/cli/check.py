"""`itu-kg check`: hold a record against its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg import records
from itu_kg.cli._shared.inputs import read_page
from itu_kg.cli._shared.options import PATH, allow_private, as_json, excerpt, print_json
from itu_kg.errors import UsageError, VerificationError
from itu_kg.ledger.page_coverage import Account, Share, account

if TYPE_CHECKING:
    from itu_kg.model.base import Span

_LONGEST = 160


@click.command()
@click.argument("record", type=PATH)
@click.option("--source", required=True, metavar="PAGE|URL|-", help="The page the record was made from.")
@allow_private
@as_json
def command(record: Path, source: str, *, allow_private: bool, as_json: bool) -> None:
    """Check that every fact of RECORD stands in its page, and list what of the page nobody has looked at.

    Exit code 7 if a fact's position does not hold what the record says.
    """
    submission = records.read(record)
    text = read_page(source, allow_private=allow_private).text
    if not text:
        raise UsageError("the page holds no text", where=source)
    result = account(submission, text)
    if as_json:
        print_json(_document(result, text))
    else:
        _print(result, text)
    if not result.true:
        count = len(result.mismatches)
        hint = "extract the page again, or put the record right"
        raise VerificationError(
            f"{count} of {result.facts} facts are not what the page says", where=str(record), hint=hint
        )


def _print(result: Account, text: str) -> None:
    for mismatch in result.mismatches:
        click.echo(f"{mismatch.where} at {mismatch.at} (line {_line(text, mismatch.at)})")
        click.echo(f"  record: {excerpt(mismatch.recorded, _LONGEST)}")
        click.echo(f"  page:   {excerpt(mismatch.read, _LONGEST)}")
    held = result.facts - len([m for m in result.mismatches if not m.where.startswith("source.")])
    click.echo(f"{held} of {result.facts} facts stand where the record says")
    click.echo(f"\n{'':<14}{'covered':>9}{'entities':>10}{'kept':>8}{'form':>8}{'left out':>10}{'unseen':>8}")
    for part in (*result.parts, result.whole):
        shares = [f"{part.covered[kind] / part.total:.1%}" if part.total else "" for kind in part.covered]
        unseen = part.total - sum(part.covered.values())
        entity, kept, form, out = shares
        click.echo(f"{part.part:<14}{part.share:>9.1%}{entity:>10}{kept:>8}{form:>8}{out:>10}{unseen:>8}")
    if result.unseen:
        click.echo("\nnobody has looked at:")
    for at in result.unseen:
        click.echo(f"  {at} (line {_line(text, at)}): {excerpt(text[at.start : at.end], _LONGEST)}")


def _document(result: Account, text: str) -> dict[str, Any]:
    def share(part: Share) -> dict[str, Any]:
        return {"part": part.part, "letters": part.total, "share": round(part.share, 6), "covered": dict(part.covered)}

    return {
        "facts": result.facts,
        "mismatches": [
            {
                "where": mismatch.where,
                "at": list(mismatch.at),
                "line": _line(text, mismatch.at),
                "record": mismatch.recorded,
                "page": mismatch.read,
            }
            for mismatch in result.mismatches
        ],
        "covered": share(result.whole),
        "questions": [share(part) for part in result.parts],
        "unseen": [{"at": list(at), "line": _line(text, at), "text": text[at.start : at.end]} for at in result.unseen],
    }


def _line(text: str, at: Span) -> int:
    return text.count("\n", 0, at.start) + 1
