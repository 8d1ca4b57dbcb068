"""`itu-kg init`: a folder → a project of one's own, over what the package carries."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import click

from itu_kg.cli._shared.options import PATH, epoch_day, quiet, say
from itu_kg.errors import UsageError
from itu_kg.model.assets import is_base_iri
from itu_kg.model.slugs import slug
from itu_kg.model.vocab import BASE

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_WHAT = (
    "What {publisher} reports to UN DESA each year about its contribution to the 2030 Agenda: events, resources, "
    "partnerships, decisions and figures, each with its place in the report."
)


@click.command()
@click.argument("folder", metavar="[DIR]", type=PATH, default=Path())
@click.option("--publisher", metavar="NAME", help="Who publishes the data: your organisation.")
@click.option("--acronym", metavar="TEXT", help="Its acronym: with it, pages that name your organisation are known.")
@click.option(
    "--base-iri", "base", metavar="IRI", help="What your IRIs begin with: an address of yours, ending with /."
)
@click.option("--title", metavar="TEXT", help="What the dataset is called.")
@click.option("--licence", metavar="URL", help=f"What the data may be used under; default {_LICENCE}.")
@click.option("--file-stem", "stem", metavar="NAME", help="What files of the whole dataset are called.")
@click.option("--language", metavar="CODE", help="The language of title and description; default en.")
@quiet
def command(  # noqa: PLR0913  one for each option
    folder: Path,
    *,
    publisher: str | None,
    acronym: str | None,
    base: str | None,
    title: str | None,
    licence: str | None,
    stem: str | None,
    language: str | None,
    quiet: bool,
) -> None:
    """Make a project in DIR, or here: your own records, over the ontology, registry, shapes and queries of itu-kg.

    On a terminal it asks for what no option says. Nothing that is there is written over. What is set in
    data/dataset.yaml holds for every verb.
    """
    from itu_kg.pipeline.new_project import Answers, refuse_taken, write  # noqa: PLC0415  pydantic, for this verb alone

    refuse_taken(folder)
    publisher = _answer("--publisher", "Who publishes the data", publisher)
    acronym = _answer("--acronym", "Its acronym, if pages name it so", acronym, "", needed=False)
    base = _answer("--base-iri", "What your IRIs begin with, ending with /", base, check=_base_iri)
    title = _answer("--title", "Title of the dataset", title, f"SDG submissions of {publisher}")
    licence = _answer("--licence", "Licence, by its address", licence, _LICENCE)
    stem = _answer("--file-stem", "What files of the whole dataset are called", stem, slug(publisher)[:60] or "dataset")
    language = _answer("--language", "Language of title and description", language, "en")
    what = _WHAT.format(publisher=publisher) if language == "en" else title
    paths = write(folder, Answers(base, title, what, publisher, acronym, licence, stem, language, _today()))
    click.echo(f"{folder}: {len(paths)} files")
    say("next: itu-kg extract PAGE -o data/reports/ORGANISATION-YEAR.yaml, then itu-kg build", quiet=quiet)


def _answer(  # noqa: PLR0913  all that an answer depends on
    option: str,
    question: str,
    given: str | None,
    default: str | None = None,
    check: Callable[[str], str] = str.strip,
    *,
    needed: bool = True,
) -> str:
    """What an option says, else a person at the terminal, else the default.

    Raises:
        UsageError: nobody says anything, or nothing that will do.
    """
    if given is None and sys.stdin.isatty():
        shown = bool(default)
        given = click.prompt(
            question, default=default, show_default=shown, err=True, value_proc=lambda text: _asked(text, check)
        )
    elif given is None:
        given = default
    text = check(given or "")
    if needed and not text:
        raise UsageError("is needed where nobody can be asked", where=option, hint=f"{question}?")
    return text


def _asked(text: str, check: Callable[[str], str]) -> str:
    """Check what a person types; click asks again."""
    try:
        return check(text)
    except UsageError as problem:
        raise click.UsageError(str(problem)) from problem


def _base_iri(text: str) -> str:
    if text and not is_base_iri(text):
        hint = "write http(s)://…, ending with / or #"
        raise UsageError(f"{text!r} cannot be a base IRI", where="--base-iri", hint=hint)
    if text == BASE:
        raise UsageError("is what itu-kg's own IRIs begin with", where=text, hint="name an address that is yours")
    return text


def _today() -> str:
    """The day of issue: SOURCE_DATE_EPOCH's (reproducible-builds.org), else today in UTC."""
    return epoch_day() or dt.datetime.now(dt.UTC).date().isoformat()
