"""Where a verb takes records from: the files a person names, else all of the project's data/reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg import records
from itu_kg.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from itu_kg.model.assets import Assets
    from itu_kg.model.submission import Submission


def paths(named: Sequence[Path], assets: Assets) -> tuple[Path, ...]:
    """Give the records to work on, in the order of their names."""
    found = tuple(sorted(named or assets.reports.glob("*.yaml")))
    if not found:
        raise UsageError("there are no records", where=str(assets.reports), hint="name one")
    return found


def submissions(found: Sequence[Path]) -> Iterator[tuple[Path, Submission]]:
    """Read records one at a time, each with the path it came from."""
    for path in found:
        if path.is_dir():
            raise SourceError("is a folder where a record is needed", where=str(path))
        yield path, records.read(path)
