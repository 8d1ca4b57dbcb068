"""Where verbs take their input from: a page by path, `-` or address; records by path, else all of data/reports; RDF."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.cli._shared.options import say_left_out
from itu_kg.errors import SourceError, UsageError
from itu_kg.files import read_bytes

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Page
    from itu_kg.model.assets import Assets
    from itu_kg.model.graph import Dataset
    from itu_kg.model.submission import Submission


def read_page(source: str, address: str = "", *, allow_private: bool = False) -> Page:
    """Read the page that `source` names: a path, `-`, or an http(s) address.

    `address` is where it was, for its relative links; a page that is fetched knows its own.
    """
    from itu_kg.extract.page import reader  # noqa: PLC0415  records are read without it

    if source == "-":
        return reader.read(sys.stdin.buffer.read(), where="standard input", address=address)
    if source.startswith(("http://", "https://")):
        from itu_kg.http.client import fetch  # noqa: PLC0415  the network only when asked

        fetched = fetch(source, private=allow_private)
        kind, charset = fetched.media_type, fetched.charset
        return reader.read(fetched.body, where=source, address=address or fetched.url, media_type=kind, charset=charset)
    return reader.read(read_bytes(Path(source)), where=source, address=address)


def read_rdf(paths: Sequence[Path], base: str, *, drafts: bool, quiet: bool) -> Dataset:
    """Read RDF files and those of folders, without their drafts unless these are asked for; say what is left out.

    Raises:
        SourceError: a path is not there or is broken.
        UsageError: there are only drafts, and they are not asked for.
    """
    from itu_kg import rdf  # noqa: PLC0415  records are read without it

    dataset = rdf.read(paths, base)
    return dataset if drafts else without_drafts(dataset, quiet=quiet)


def without_drafts(dataset: Dataset, *, quiet: bool) -> Dataset:
    """Leave the drafts out, and say how much that is.

    Raises:
        UsageError: nothing but drafts is there.
    """
    left = dataset.drafts
    if not left.graphs:
        return dataset
    if len(left.graphs) == len(dataset.graphs):
        hint = "--with-drafts takes them in"
        raise UsageError("there are only drafts, which nobody has confirmed", where=left.graphs[0].iri, hint=hint)
    many = f"{len(left.graphs):,} submission{'' if len(left.graphs) == 1 else 's'}"
    say_left_out(f"{left.size:,} statements of {many}", quiet=quiet)
    return dataset.reported


def record_paths(named: Sequence[Path], assets: Assets, *, corpus: bool = False) -> tuple[Path, ...]:
    """The records to work on, in the order of their names; with the `corpus`, those in folders below too.

    Raises:
        UsageError: there is none.
    """
    paths = tuple(sorted(named or assets.reports.glob("**/*.yaml" if corpus else "*.yaml")))
    if not paths:
        raise UsageError(
            "there are no records", where=str(assets.reports), hint="name one; `itu-kg extract` makes them"
        )
    return paths


def read_records(paths: Sequence[Path]) -> Iterator[tuple[Path, Submission]]:
    """Read records one at a time, each with the path it came from."""
    from itu_kg import records  # noqa: PLC0415  pages are read without it

    for path in paths:
        if path.is_dir():
            raise SourceError("is a folder where a record is needed", where=str(path))
        yield path, records.read(path)
