"""The README's figures are those that the benchmark wrote: nobody has changed a row by hand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from benchmarks import __main__ as benchmark
from benchmarks.readme_figures import BEGIN, END, Machine, Row, machine, read, table, write

README = Path(__file__).resolve().parents[2] / "README.md"
ROWS = [Row("`build`", 0.284, 0.8, 54.4, None), Row("all¹", 110.64, None, 3512.0, 0.1)]
ON = Machine("1.2.3", "2026-11-29", 2, "x86_64", "Linux 6.1", "3.11.7")


def _figures() -> str:
    text = README.read_text("utf-8")
    return text[text.index(BEGIN) : text.index(END) + len(END)]


def test_the_readme_s_table_is_as_the_benchmark_writes_it() -> None:
    assert table(*read(_figures())) == _figures()


def test_the_readme_has_the_rows_that_the_benchmark_measures() -> None:
    measured, _, runs = read(_figures())
    assert [row.name for row in measured][:-1] == [
        benchmark.NAMES[ours.name] for ours, _ in benchmark.jobs(Path()) if ours.name in benchmark.NAMES
    ]
    assert runs == benchmark.RUNS


def test_what_a_limit_is_measured_against_is_the_benchmark_s() -> None:
    limits = {
        benchmark.NAMES[ours.name]: ours.target for ours, _ in benchmark.jobs(Path()) if ours.name in benchmark.NAMES
    }
    assert {row.name: row.limit for row in read(_figures())[0] if row.name in limits} == limits


def test_a_row_says_seconds_limit_memory_and_the_peer() -> None:
    lines = [line for line in table(ROWS, ON, 9).splitlines() if line.startswith("| ")]
    assert lines[1:] == ["| `build` | 0.28 | 0.80 | 54 | |", "| all¹ | 110.6 | | 3,512 | 0.10 |"]


def test_the_table_says_on_what_it_was_measured() -> None:
    assert "\nitu-kg 1.2.3, 2026-11-29, 2 processors (x86_64), Linux 6.1, Python 3.11.7.\n" in table(ROWS, ON, 9)


def test_the_machine_is_named_by_no_path_and_no_name() -> None:
    on = machine(dt.date(2026, 11, 29))
    assert re.fullmatch(r"[\w.]+ [\d.]+", on.system)
    assert "/" not in "".join(map(str, on))


def test_a_table_is_written_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    write(page, table(ROWS, ON, 9))
    assert page.read_text("utf-8") == f"before\n{table(ROWS, ON, 9)}\nafter\n"


@pytest.mark.parametrize("text", ["no marks", BEGIN, END])
def test_a_page_without_marks_is_refused_and_stays(text: str, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="no marks"):
        write(page, "table")
    assert page.read_text("utf-8") == text


@pytest.mark.parametrize(("old", "new"), [("| 0.28 |", "| about 0.28 |"), ("2 processors", "fast processors")])
def test_a_table_changed_by_hand_is_not_as_the_benchmark_writes_it(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"row|measured on"):
        read(table(ROWS, ON, 9).replace(old, new))
