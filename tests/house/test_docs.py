"""What README and docs show is what the commands do: shown output is compared, other command lines are parsed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))
SOURCE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"
STAND_INS = {"page.txt": SOURCE, "page.html": SOURCE}
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:\.venv/bin/)?itu-kg (?P<rest>.*)")


class Shown(NamedTuple):
    """A command line of a page, and the lines of output that the page shows below it."""

    page: str
    command: str
    output: tuple[str, ...]


def _shown() -> list[Shown]:
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            lines = block.splitlines()
            for number, line in enumerate(lines):
                words = line.removeprefix("$ ")
                begins = [n for n in range(number + 1, len(lines)) if lines[n].startswith("$ ")]
                output = lines[number + 1 : begins[0] if begins else len(lines)] if line.startswith("$ ") else []
                found += [
                    Shown(page.name, match["rest"], tuple(output))
                    for each in words.split(" && ")
                    if (match := COMMAND.fullmatch(each)) and "[" not in each.split("'")[0]
                ]
    return found


SHOWN = _shown()


def _run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *arguments]
    wide = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(command, cwd=folder, env=wide, capture_output=True, text=True, check=False)


def test_pages_show_commands() -> None:
    assert len(SHOWN) > 20
    assert any(shown.output for shown in SHOWN)


MADE_UP = " record.yaml"
"""The record of pages about other records than ours: what is said of it is the page's own example."""


@pytest.mark.parametrize(
    "shown", [s for s in SHOWN if s.output and MADE_UP not in s.command], ids=lambda s: f"{s.page}: {s.command}"
)
def test_shown_output_is_what_the_command_prints(shown: Shown, tmp_path: Path) -> None:
    arguments = shlex.split(shown.command)
    for place, word in enumerate(arguments):
        if word in STAND_INS:
            if not STAND_INS[word].is_file():
                pytest.skip("the source page is not beside the project")
            arguments[place] = str(STAND_INS[word])
    if "-o" in arguments:
        arguments[arguments.index("-o") + 1] = str(tmp_path / "record.yaml")
    done = _run(arguments, PROJECT)
    said = done.stdout + done.stderr
    place = 0
    for line in filter(None, (part.strip() for part in shown.output)):
        if line == "…":
            continue
        for piece in filter(None, line.split("…")):
            place = said.find(piece.strip(), place)
            assert place >= 0, f"not in the output: {piece!r}\n{said}"


@pytest.mark.parametrize("shown", [s for s in SHOWN if not s.output], ids=lambda s: f"{s.page}: {s.command}")
def test_a_command_line_without_output_has_options_that_exist(shown: Shown) -> None:
    words = shlex.split(shown.command.partition(" > ")[0].partition(" | ")[0])
    depth = 3 if words[:2] == ["query", "run"] else 2 if words[0] in ("query", "store") else 1
    verb = words[:depth]
    done = _run([*verb, "--help"], PROJECT)
    assert done.returncode == 0, done.stderr
    options = [word.partition("=")[0] for word in words if re.fullmatch(r"-{1,2}[a-z][a-z-]*(?:=.*)?", word)]
    assert [option for option in options if option not in done.stdout] == []
