"""A table on standard output: as wide as the terminal, bold where the terminal and the environment have it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from itu_kg.cli._shared.options import styled
from itu_kg.model.answer import Table
from itu_kg.model.column import Column
from itu_kg.model.vocab import prefixes

_NARROWEST = 40


def draw(  # noqa: PLR0913  all that a table's look depends on
    table: Table,
    columns: Mapping[str, Column] | None,
    base: str,
    *,
    iris: bool = False,
    total: int | None = None,
    counted: bool = True,
    plain: bool = False,
) -> str:
    """Draw a table as `answers.terminal` has it; `plain`, for a file, without bold whatever the environment says."""
    from itu_kg.answers.terminal import View, render  # noqa: PLC0415  loads rich

    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    bold = styled() and not plain
    view = View(width, prefixes(base), columns, base, iris=iris, styled=bold, total=total, counted=counted)
    return render(table, view)
