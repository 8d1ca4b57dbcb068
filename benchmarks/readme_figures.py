"""Measured figures → the README's table, between its two marks.

`python -m benchmarks --write README.md` measures the rows of the table alone, and writes it with what a reader needs to
judge it: version, day, processors, system and Python. It names no path and no machine.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import release
from benchmarks.measure import figures
from itu_kg import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from benchmarks.measure import Job

BEGIN = "<!-- figures: `python -m benchmarks --write README.md` writes what stands between the marks -->"
END = "<!-- end of figures -->"
_HEAD = ("| | CPU s | limit | MB | rdflib alone |", "|---|---|---|---|---|")
_ROW = re.compile(
    r"\| (?P<name>[^|]+) \| (?P<cpu>[\d.]+) \| (?P<limit>[\d.]*) ?\| (?P<peak>[\d,]+) \| (?P<peer>[\d.]*) ?\|"
)
_FACTS = re.compile(
    r"itu-kg (?P<version>\S+), (?P<day>\d{4}-\d\d-\d\d), (?P<processors>\d+) processors? \((?P<machine>[^,()]+)\), "
    r"(?P<system>[^,]+), Python (?P<python>[\d.]+)\."
)


class Row(NamedTuple):
    """A job: CPU seconds, its limit and those of rdflib, and peak memory in MB."""

    name: str
    cpu: float
    limit: float | None
    peak: float
    peer: float | None


class Machine(NamedTuple):
    """What figures depend on, and when they were measured."""

    version: str
    day: str
    processors: int
    machine: str
    system: str
    python: str


def machine(day: dt.date) -> Machine:
    """The machine that this runs on."""
    system = f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}"
    processors = len(os.sched_getaffinity(0))
    return Machine(__version__, day.isoformat(), processors, platform.machine(), system, platform.python_version())


def rows(jobs: Sequence[tuple[str, Job, Job | None]], runs: int) -> list[Row]:
    """Measure the rows: jobs in turn with their peers, then the records of many submissions, once."""
    measured = []
    for name, ours, peer in jobs:
        us, *them = figures([job for job in (ours, peer) if job], runs)
        measured.append(Row(name, us.cpu, ours.target, us.peak, them[0].cpu if them else None))
    with tempfile.TemporaryDirectory() as folder:
        us, them = (release.measured(side, str(release.COUNT), folder) for side in ("--ours", "--peer"))
    name = f"records of {release.COUNT:,} made-up submissions to N-Quads, Turtle, JSON-LD¹"
    return [*measured, Row(name, us["cpu"], None, us["peak"], them["cpu"])]


def table(measured: Sequence[Row], on: Machine, runs: int) -> str:
    """Write the table, and what it was measured on."""
    many = f"{on.processors} processor{'' if on.processors == 1 else 's'}"
    lines = [
        BEGIN, "",
        f"CPU seconds and peak memory of whole processes, medians of {runs} runs; `make bench` measures much more.", "",
        *_HEAD, *map(_line, measured), "",
        "¹ One run, mapping included in both; a million quads.", "",
        f"itu-kg {on.version}, {on.day}, {many} ({on.machine}), {on.system}, Python {on.python}.",
        "", END,
    ]  # fmt: skip
    return "\n".join(lines)


def read(text: str) -> tuple[list[Row], Machine, int]:
    """Read a table that `table` wrote.

    Raises:
        ValueError: a line of it is not as `table` writes it.
    """
    inside = text[text.index(BEGIN) : text.index(END)]
    facts, runs = _FACTS.search(inside), re.search(r"medians of (\d+) runs", inside)
    if not facts or not runs:
        raise ValueError("the table does not say what it was measured on")
    lines = [line for line in inside.splitlines() if line.startswith("| ")][1:]
    matches = [_ROW.fullmatch(line) for line in lines]
    if not matches or not all(matches):
        raise ValueError("a row is not as the benchmark writes it")
    measured = [
        Row(
            each["name"], float(each["cpu"]), float(each["limit"]) if each["limit"] else None,
            float(each["peak"].replace(",", "")), float(each["peer"]) if each["peer"] else None,
        )
        for each in matches if each
    ]  # fmt: skip
    on = Machine(**{**facts.groupdict(), "processors": int(facts["processors"])})
    return measured, on, int(runs[1])


def write(path: Path, written: str) -> None:
    """Put a table between the marks of a file.

    Raises:
        ValueError: the file has no marks.
    """
    text = path.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path.name} has no marks for the figures")
    path.write_text(f"{before}{written}{after}", "utf-8")


def _line(row: Row) -> str:
    limit = f"{row.limit:.2f} " if row.limit is not None else ""
    peer = f"{_seconds(row.peer)} " if row.peer is not None else ""
    return f"| {row.name} | {_seconds(row.cpu)} | {limit}| {row.peak:,.0f} | {peer}|"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}" if seconds >= 5 else f"{seconds:.2f}"
