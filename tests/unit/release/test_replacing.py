"""Killed at any moment, a release leaves the old one or the new one, whole."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import UsageError
from itu_kg.release import replacing
from itu_kg.release.artefact import Artefact
from itu_kg.release.writing import release

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS = 60
"""How many kills; the points are drawn once, from a seed."""

WORKER = """
import os, signal, sys
from pathlib import Path
from itu_kg.release import replacing
from itu_kg.release.artefact import Artefact
from itu_kg.release.writing import release

folder, text, point, exchange = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "exchange"
if not exchange:
    replacing.exchange = lambda one, other: False
seen = [0]

def kill(event, arguments):
    if event.startswith(("open", "os.", "shutil.", "ctypes.")):
        seen[0] += 1
        if seen[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

names = [f"part-{number}/file-{number}.txt" for number in range(8)]
artefacts = [Artefact(name, "text/plain", (f"{text} {name}\\n".encode() * 50,), gzipped=True) for name in names]
artefacts.append(Artefact("release.json", "application/json", (b"{}",)))
if point >= 0:
    sys.addaudithook(kill)
release(artefacts, folder, lambda new, written: ())
print(seen[0])
"""


def _work(folder: Path, text: str, point: int, way: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WORKER, str(folder), text, str(point), way]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _whole(folder: Path) -> str | None:
    """Say whose release this is, if every file has its sum and all are of one making."""
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"} != sums:
        return None
    makers = {data.split()[0].decode() for name, data in files.items() if name.endswith(".txt")}
    return makers.pop() if len(makers) == 1 else None


@pytest.mark.parametrize("way", ["exchange", "two-steps"])
def test_killed_at_any_point_the_release_is_whole(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "release"
    last = int(_work(folder, "first", 10**9, way).stdout)
    total = int(_work(folder, "second", 10**9, way).stdout)
    assert total > last
    dealer = random.Random(5)  # noqa: S311  it chooses test points, not keys
    points = dealer.sample(range(1, total + 1), min(POINTS // 2, total))
    maker, killed = "second", 0
    for number, point in enumerate(points):
        done = _work(folder, f"maker-{number}", point, way)
        killed += done.returncode == -signal.SIGKILL
        if way == "two-steps":
            replacing.recover(folder)
        found = _whole(folder)
        assert found in (maker, f"maker-{number}"), f"killed at {point} of {total}"
        maker = str(found)
    assert killed >= len(points) - 2  # a start with nothing to sweep has fewer points than the one counted


def test_what_killed_processes_left_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    total = int(_work(folder, "first", 10**9, "exchange").stdout)
    assert _work(folder, "second", total // 2, "exchange").returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    _work(folder, "third", -1, "exchange")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_a_living_process_works_on_is_not_swept(tmp_path: Path) -> None:
    with replacing.replacing(tmp_path / "release") as new:
        replacing.recover(tmp_path / "release")
        assert new.is_dir()


def test_an_error_leaves_the_old_release_and_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    marks = [Artefact("release.json", "application/json", (b"{}",))]
    release(marks, folder, lambda _new, _written: ())
    before = (folder / "SHA256SUMS").read_bytes()

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise UsageError("the data ended half way")

    with pytest.raises(UsageError):
        release([Artefact("more.txt", "text/plain", broken())], folder, lambda _new, _written: ())
    assert ((folder / "SHA256SUMS").read_bytes(), list(tmp_path.iterdir())) == (before, [folder])


def test_through_a_link_the_folder_it_leads_to_is_replaced(tmp_path: Path) -> None:
    folder, link = tmp_path / "1.0.0", tmp_path / "latest"
    link.symlink_to(folder)
    release([Artefact("release.json", "application/json", (b"{}",))], link, lambda _new, _written: ())
    assert (link.is_symlink(), (folder / "SHA256SUMS").is_file()) == (True, True)
