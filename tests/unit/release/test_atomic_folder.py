"""Killed at any moment, a release leaves the old one or the new one, whole."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itu_kg.errors import UsageError
from itu_kg.model.edition import Artefact
from itu_kg.release import atomic_folder
from itu_kg.release.write import release

POINTS = 60
"""How many kills; the points are drawn once, from a seed."""

FRESH = 8
"""How many kills where there is no release yet, the last of them at the very end."""

WORKER = """
import json, os, signal, sys
from pathlib import Path
from itu_kg.release import atomic_folder as replacing
from itu_kg.model.edition import Artefact
from itu_kg.release.write import release

def work(folder, text, point, exchange):
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
    release(artefacts, Path(folder), lambda new, written: ())
    return seen[0]

# Each line is a job; what is loaded once is forked for each, so that a kill takes milliseconds.
for line in sys.stdin:
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.write(tell, str(work(*json.loads(line))).encode())
        os._exit(0)
    os.close(tell)
    _, status = os.waitpid(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), int(os.read(told, 20) or 0)]), flush=True)
    os.close(told)
"""

Work = Callable[[Path, str, int, str], tuple[int, int]]
"""Makes a release in a process of its own that is killed at a point: how it ended, and how many points it passed."""


@pytest.fixture(scope="module")
def work() -> Iterator[Work]:
    """Give a process that works in children of its own."""
    with subprocess.Popen([sys.executable, "-c", WORKER], stdin=-1, stdout=-1, text=True) as worker:
        given, said = worker.stdin, worker.stdout
        assert given is not None
        assert said is not None

        def order(folder: Path, text: str, point: int, way: str) -> tuple[int, int]:
            given.write(json.dumps([str(folder), text, point, way == "exchange"]) + "\n")
            given.flush()
            code, seen = json.loads(said.readline())
            return code, seen

        yield order
        given.close()


def _whole(folder: Path) -> str | None:
    """Say whose release this is, if every file has its sum and all are of one making."""
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"} != sums:
        return None
    makers = {data.split()[0].decode() for name, data in files.items() if name.endswith(".txt")}
    return makers.pop() if len(makers) == 1 else None


@pytest.mark.parametrize("way", ["exchange", "two-steps"])
def test_killed_at_any_point_the_release_is_whole(work: Work, tmp_path: Path, way: str) -> None:
    folder = tmp_path / "release"
    last = work(folder, "first", 10**9, way)[1]
    total = work(folder, "second", 10**9, way)[1]
    assert total > last
    dealer = random.Random(5)  # noqa: S311  it chooses test points, not keys
    points = dealer.sample(range(1, total + 1), min(POINTS // 2, total))
    maker, killed = "second", 0
    for number, point in enumerate(points):
        killed += work(folder, f"maker-{number}", point, way)[0] == -signal.SIGKILL
        if way == "two-steps":
            atomic_folder.recover(folder)
        found = _whole(folder)
        assert found in (maker, f"maker-{number}"), f"killed at {point} of {total}"
        maker = str(found)
    assert killed >= len(points) - 2  # a start with nothing to sweep has fewer points than the one counted


@pytest.mark.parametrize("way", ["exchange", "two-steps"])
def test_killed_at_any_point_a_first_release_is_whole_or_not_there(work: Work, tmp_path: Path, way: str) -> None:
    total = work(tmp_path / "counted", "first", 10**9, way)[1]
    points = [*random.Random(6).sample(range(1, total + 1), FRESH - 1), total]  # noqa: S311  test points, not keys
    for number, point in enumerate(points):
        folder = tmp_path / f"release-{number}"
        assert work(folder, "first", point, way)[0] == -signal.SIGKILL
        assert not folder.exists() or _whole(folder) == "first", f"killed at {point} of {total}"


def test_what_killed_processes_left_is_swept(work: Work, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    total = work(folder, "first", 10**9, "exchange")[1]
    assert work(folder, "second", total // 2, "exchange")[0] == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    work(folder, "third", -1, "exchange")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_what_a_living_process_works_on_is_not_swept(tmp_path: Path) -> None:
    with atomic_folder.replacing(tmp_path / "release") as new:
        atomic_folder.recover(tmp_path / "release")
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
