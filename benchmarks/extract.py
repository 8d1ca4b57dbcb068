"""Pages of many shapes and of one, two, five and ten megabytes, extracted: the limit, and that time grows with length.

The pages are made up. `limit` is ten seconds and 300 MB at ten megabytes; `growth` is how many times the CPU seconds of
one megabyte those of ten are, without what the command takes for a page of nothing.
"""

from __future__ import annotations

import html
import io
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.layouts import QUESTIONS

from benchmarks.measure import Job, figures

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1, 2, 5, 10)
SECONDS, MEMORY = 10.0, 300.0
STEEPEST = 13.0
"""Ten times and a little: tables grow in steps, and caches miss more."""

PLAIN = (
    "The lamps of the harbour were lit again in the evening, and the keepers told each other about the weather of the "
    "week. Some said that nothing would come of it; others went home early, because the days had become short.\n\n"
)
NAMING = (
    "In May 2024 the ITU and FAO adopted Resolution 214 in Geneva, Switzerland, where more than 600 people from 40 "
    "countries met for the WSIS Forum 2024. "
)
EVENT = (
    ("Event Name", "Day of Lamps {n}"), ("Event Dates", "1-4 July, 2024"), ("Event Location", "Geneva, Switzerland"),
    ("Relevant SDGs", "SDG 4, 9"),
    ("Description", f"The day was organized by ITU with FAO. Over 600 came. {PLAIN * 4}"),
    ("Website", "https://example.org/{n}"),
)  # fmt: skip


def page(answers: dict[int, str]) -> str:
    """Give a page with these answers; the other questions have none."""
    asked = "".join(
        f"{number}. {words}\n\n{answers.get(number, 'N/A')}\n\n" for number, words in enumerate(QUESTIONS, 1)
    )
    return f"Agency for Lighthouses (AFL)\n\n{asked}\nYear of submission: 2024"


def _times(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()))


def _blocks(size: int, row: str = "{label}: {value}\n", end: str = "\n") -> str:
    unit = "".join(row.format(label=label, value=value.strip()) for label, value in EVENT) + end
    return "".join(unit.replace("{n}", str(number)) for number in range(size // len(unit)))


def _table(size: int) -> str:
    rows = _blocks(size, "<tr><td>{label}</td><td>{value}</td></tr>", "")
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in page({3: "@"}).split("\n") if line)
    return f"<!DOCTYPE html><body>{lines.replace('@', f'<table>{rows}</table>')}"


SHAPES: dict[str, Callable[[int], str]] = {
    "one answer of plain words": lambda size: page({1: _times(PLAIN, size)}),
    "one answer full of names": lambda size: page({1: _times(f"{NAMING * 4}\n\n", size)}),
    "blocks of a kilobyte": lambda size: page({3: _blocks(size)}),
    "one line": lambda size: page({2: _times(NAMING, size)}),
    "no-break spaces": lambda size: page({2: _times("\u00a0", size)}),
    "labels without values": lambda size: page({3: _times("Event Name\n", size)}),
    "markers of questions": lambda size: page({2: _times("2. What your organization\n", size)}),
    "brackets": lambda size: page({2: _times("(", size)}),
    "digits and full stops": lambda size: page({2: _times("1.", size)}),
    "one word": lambda size: page({2: _times("a", size)}),
    "HTML: a table of blocks": _table,
    "Word: blocks of a kilobyte": lambda size: page({3: _blocks(size)}),
}


def _word(text: str) -> bytes:
    import docx  # noqa: PLC0415  an extra

    empty = io.BytesIO()
    docx.Document().save(empty)
    body = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    written = io.BytesIO()
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"<w:body>", b"<w:body>" + body.encode()) if "document.xml" in name else part
            )
    return written.getvalue()


def _job(name: str, make: Callable[[int], str], megabytes: int, folder: Path) -> Job:
    text = make(megabytes * 1_000_000)
    kind = name.partition(":")[0]
    path = folder / f"page-{megabytes}{ {'HTML': '.html', 'Word': '.docx'}.get(kind, '.txt') }"
    path.write_bytes(_word(text) if kind == "Word" else text.encode())
    record = str(folder / "record.yaml")
    command = (sys.executable, "-m", "itu_kg", "extract", "-q", "--replace", str(path), "-o", record)
    last = megabytes == SIZES[-1]
    return Job(f"{megabytes} MB", command, SECONDS if last else None, MEMORY if last else None)


def main() -> int:
    """Measure every shape at every size and print the table; exit 1 if a limit is missed or time outgrows length."""
    missed = False
    print(
        f"\n{'extract, CPU seconds':<30}" + "".join(f"{size:>6} MB" for size in SIZES) + f"{'growth':>8}{'peak MB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder:
        (nothing,) = figures([_job("nothing", lambda _: page({}), 0, Path(folder))], 3)
        for name, make in SHAPES.items():
            found = figures([_job(name, make, size, Path(folder)) for size in SIZES], 1)
            first, last = found[0].cpu - nothing.cpu, found[-1].cpu - nothing.cpu
            growth = last / first if first > 0.2 else 0.0  # below that a ratio says nothing
            met = found[-1].met and growth <= STEEPEST
            row = f"{name:<30}" + "".join(f"{each.cpu:>9.2f}" for each in found)
            told = f"{growth:>8.1f}" if growth else f"{'':>8}"
            print(f"{row}{told}{found[-1].peak:>9.0f}  {'met' if met else 'MISSED'}")
            missed = missed or not met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
