"""`itu-kg check`: hold a record against its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg import records, registry
from itu_kg.cli._shared.inputs import read_page
from itu_kg.cli._shared.options import PATH, allow_private, as_json, excerpt, print_json, project
from itu_kg.entailment.entailment import Entailment, entailment
from itu_kg.errors import UsageError, VerificationError
from itu_kg.ledger.page_coverage import Account, Share, account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.base import Span

_LONGEST = 160


@click.command()
@click.argument("record", type=PATH)
@click.option("--source", required=True, metavar="PAGE|URL|-", help="The page the record was made from.")
@allow_private
@as_json
def command(record: Path, source: str, *, allow_private: bool, as_json: bool) -> None:
    """Check that every fact of RECORD stands in its page and every value follows from its words.

    Lists what of the page nobody has looked at, and the values that a curator answers for. Exit code 7 if a fact's
    position does not hold what the record says, or a value is not what the words at its position say.
    """
    submission = records.read(record)
    page = read_page(source, allow_private=allow_private)
    if not page.text:
        raise UsageError("the page holds no text", where=source)
    result = account(submission, page.text)
    values = entailment(submission, page, registry.load(*project().registries)) if result.same_page else None
    if as_json:
        print_json(_document(result, values, page.text))
    else:
        _print_facts(result, page.text)
        _print_values(values, page.text)
        _print_coverage(result, page.text)
    if problems := "; ".join(_problems(result, values)):
        raise VerificationError(
            problems, where=str(record), hint="extract the page again, or put the record right; see docs/check.md"
        )


def _problems(result: Account, values: Entailment | None) -> Iterator[str]:
    """What is wrong, each counted against things of its own kind."""
    if not result.same_page:
        yield "the page is not the one that the record was made from"
    if result.wrong:
        yield f"{result.wrong} of {result.facts} facts do not stand where the record says"
    if values and values.differences:
        count = len({each.where for each in values.differences})
        yield f"{count} value{'' if count == 1 else 's'} of {values.values} fields do not follow from the words"


def _print_facts(result: Account, text: str) -> None:
    for mismatch in result.mismatches:
        click.echo(_place(mismatch.where, mismatch.at, text))
        click.echo(f"  record: {excerpt(mismatch.recorded, _LONGEST)}")
        click.echo(f"  page:   {excerpt(mismatch.read, _LONGEST)}")
    click.echo(f"{result.facts - result.wrong} of {result.facts} facts stand where the record says")


def _print_values(values: Entailment | None, text: str) -> None:
    if values is None:
        click.echo("no value was held to its words: they are those of another page")
        return
    for each in values.differences:
        click.echo(_place(each.where, each.at, text))
        click.echo(f"  record: {excerpt(each.recorded, _LONGEST)}")
        if each.words:
            click.echo(f"  words:  {excerpt(each.words, _LONGEST)}")
        click.echo(f"  say:    {excerpt(each.read, _LONGEST)}")
    wrong = len({each.where for each in values.differences})
    click.echo(f"{values.values} fields were held to their words: {wrong} differ, {len(values.curated)} are curated")
    for answered in values.curated:
        line = f"{answered.where}: {answered.recorded}, not {answered.read}: {answered.reason}"
        click.echo(f"  {answered.account}: {line}")
    for where in values.superfluous:
        click.echo(f"  superfluous: {where}: a reason is given for what the words say")


def _print_coverage(result: Account, text: str) -> None:
    click.echo(
        f"\n{result.whole.share:.1%} of the page lies in what somebody looked at, {result.whole.quoted_share:.1%} of it"
        " in words quoted for a fact of their own"
    )
    head = f"{'':<14}{'looked at':>11}{'entities':>10}{'kept':>8}{'form':>8}{'left out':>10}{'unseen':>8}{'quoted':>9}"
    click.echo(head)
    for part in (*result.parts, result.whole):
        shares = [f"{part.covered[kind] / part.total:.1%}" if part.total else "" for kind in part.covered]
        unseen = part.total - sum(part.covered.values())
        entity, kept, form, out = shares
        line = f"{part.part:<14}{part.share:>11.1%}{entity:>10}{kept:>8}{form:>8}{out:>10}{unseen:>8}"
        click.echo(f"{line}{part.quoted_share:>9.1%}")
    if result.unseen:
        click.echo("\nnobody has looked at:")
    for at in result.unseen:
        click.echo(f"  {at} (line {_line(text, at)}): {excerpt(text[at.start : at.end], _LONGEST)}")


def _document(result: Account, values: Entailment | None, text: str) -> dict[str, Any]:
    def share(part: Share) -> dict[str, Any]:
        return {
            "part": part.part,
            "letters": part.total,
            "share": round(part.share, 6),
            "covered": dict(part.covered),
            "quoted": part.quoted,
            "quoted_share": round(part.quoted_share, 6),
        }

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
        "values": values.values if values else 0,
        "differences": [
            {
                "where": each.where,
                "at": list(each.at) if each.at else None,
                "line": _line(text, each.at) if each.at else None,
                "record": each.recorded,
                "words": each.words,
                "say": each.read,
            }
            for each in (values.differences if values else ())
        ],
        "curated": [
            {
                "where": each.where,
                "record": each.recorded,
                "say": each.read,
                "reason": each.reason,
                "account": each.account,
            }
            for each in (values.curated if values else ())
        ],
        "superfluous": list(values.superfluous) if values else [],
        "covered": share(result.whole),
        "questions": [share(part) for part in result.parts],
        "unseen": [{"at": list(at), "line": _line(text, at), "text": text[at.start : at.end]} for at in result.unseen],
    }


def _place(where: str, at: Span | None, text: str) -> str:
    return f"{where} at {at} (line {_line(text, at)})" if at else where


def _line(text: str, at: Span) -> int:
    return text.count("\n", 0, at.start) + 1
