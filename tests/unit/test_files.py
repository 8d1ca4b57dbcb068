"""What `files` writes: whole or not at all in the place of files, into what is no file, through links."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.privileges import bound_by_modes

import itu_kg
from itu_kg.errors import UsageError
from itu_kg.files import output_folder, write

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD, NEW = b"old", b"new\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing is left lying when the test has ended."""
    yield tmp_path
    assert [each.name for each in tmp_path.rglob(".*")] == []


def _file(path: Path, mode: int = 0o644) -> Path:
    path.write_bytes(OLD)
    path.chmod(mode)
    return path


def _through(path: Path, fifo: Path) -> bytes:
    """Write to `path`, and take what comes out of a pipe."""
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(fifo.read_bytes()), daemon=True)
    reader.start()
    write(path, NEW)
    reader.join(10)
    return found[0]


def _python(code: str, folder: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", f"from pathlib import Path; from itu_kg.files import write; {code}"]
    return subprocess.run(command, cwd=folder, check=True, **more)  # type: ignore[call-overload,no-any-return]


def test_a_new_file_has_the_mode_that_others_get(folder: Path) -> None:
    write(folder / "new", NEW)
    (folder / "other").touch()
    assert (folder / "new").read_bytes() == NEW
    assert (folder / "new").stat().st_mode == (folder / "other").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755, 0o4755, 0o2660, 0o1644])
def test_a_file_keeps_its_mode(mode: int, folder: Path) -> None:
    path = _file(folder / "file", mode)
    write(path, NEW)
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (NEW, mode)


def test_a_file_keeps_its_owner(folder: Path) -> None:
    owner = 65534 if os.geteuid() == 0 else os.geteuid()  # only root gives files away
    path = _file(folder / "file")
    os.chown(path, owner, -1)
    path.chmod(0o4755)
    write(path, NEW)
    assert (path.stat().st_uid, path.stat().st_mode & 0o7777) == (owner, 0o4755)


def test_a_reader_of_the_old_file_keeps_it_whole(folder: Path) -> None:
    path = _file(folder / "file")
    with path.open("rb") as reader:
        write(path, NEW)
        assert reader.read() == OLD


def test_another_hard_link_keeps_the_old_content(folder: Path) -> None:
    path = _file(folder / "file")
    (folder / "backup").hardlink_to(path)
    write(path, NEW)
    assert ((folder / "backup").read_bytes(), path.read_bytes()) == (OLD, NEW)


def test_a_link_stays_and_the_file_it_leads_to_is_replaced(folder: Path) -> None:
    target = _file(folder / "target", 0o640)
    (folder / "middle").symlink_to("target")
    (folder / "link").symlink_to(folder / "middle")
    write(folder / "link", NEW)
    assert (folder / "link").is_symlink()
    assert (folder / "middle").is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (NEW, 0o640)


def test_a_link_that_leads_to_nothing_yet_leads_to_the_new_file(folder: Path) -> None:
    (folder / "link").symlink_to("later")
    write(folder / "link", NEW)
    assert ((folder / "link").is_symlink(), (folder / "later").read_bytes()) == (True, NEW)


def test_a_pipe_is_written_into_and_stays(folder: Path) -> None:
    os.mkfifo(folder / "pipe", 0o600)
    assert _through(folder / "pipe", folder / "pipe") == NEW
    assert (folder / "pipe").is_fifo()


def test_a_link_to_a_pipe_is_followed_and_stays(folder: Path) -> None:
    os.mkfifo(folder / "pipe", 0o600)
    (folder / "link").symlink_to("pipe")
    assert _through(folder / "link", folder / "pipe") == NEW
    assert ((folder / "link").is_symlink(), (folder / "pipe").is_fifo()) == (True, True)


def test_a_device_is_written_into() -> None:
    """A terminal of our own: nobody can make or replace a file in its folder."""
    ours, theirs = os.openpty()
    try:
        write(Path(os.ttyname(theirs)), NEW)
        assert os.read(ours, 100).replace(b"\r\n", b"\n") == NEW
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("name", ["/proc/self/fd/1", "/dev/fd/1"])
def test_standard_output_by_its_name_is_a_pipe_like_any_other(name: str, folder: Path) -> None:
    """By a link in a folder of ours; neither in /proc nor beside the link can anything be replaced."""
    (folder / "link").symlink_to(name)
    done = _python("print('before'); write(Path('link'), b'new')", folder, capture_output=True)
    assert (done.stdout, (folder / "link").is_symlink()) == (b"before\nnew", True)


def test_a_file_that_is_standard_output_is_continued(folder: Path) -> None:
    log = _file(folder / "log")
    (folder / "link").symlink_to("/proc/self/fd/1")
    with log.open("ab") as stream:
        _python("write(Path('link'), b'new'); print('after')", folder, stdout=stream)
    assert log.read_bytes() == b"oldnewafter\n"


def test_a_file_that_is_a_descriptor_of_ours_is_continued(folder: Path) -> None:
    log = _file(folder / "log")
    with log.open("ab") as stream:
        write(Path(f"/dev/fd/{stream.fileno()}"), NEW)
    assert log.read_bytes() == OLD + NEW


def test_a_pipe_without_a_reader_any_more_is_no_fault_of_the_place() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        with pytest.raises(BrokenPipeError):
            write(Path(f"/dev/fd/{writing}"), NEW)
    finally:
        os.close(writing)


def _loop(folder: Path) -> Path:
    (folder / "loop").symlink_to("pool")
    (folder / "pool").symlink_to("loop")
    return folder / "loop"


def _lost(folder: Path) -> Path:
    (folder / "lost").symlink_to("no/such/place")
    return folder / "lost"


def _taken(folder: Path) -> Path:
    return _file(folder / "file") / "inside"


REFUSED = {
    "a folder": (lambda folder: folder, "is a folder where a file is needed"),
    "the top": (lambda _: Path("/"), "is a folder where a file is needed"),
    "a circle of links": (_loop, "its links lead in a circle"),
    "a link into nowhere": (_lost, "no such file or folder"),
    "below a file": (_taken, "is not a folder"),
    "a name too long": (lambda folder: folder / ("x" * 300), "File name too long"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_written_is_told_in_one_line_with_what_to_do(case: str, folder: Path) -> None:
    make, what = REFUSED[case]
    path = make(folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError) as caught:
        write(path, NEW)
    assert what in str(caught.value)
    assert str(caught.value).endswith("; name another place")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_is_left_alone(what: str, folder: Path) -> None:
    path = _file(folder / "file", 0o444 if what == "file" else 0o644)
    folder.chmod(0o555 if what == "folder" else 0o755)
    code = f"from pathlib import Path; from itu_kg.files import write; write(Path({str(path)!r}), b'new')"
    done = subprocess.run([*bound_by_modes(), sys.executable, "-c", code], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert done.stderr.splitlines()[-1].endswith(f"{path}: permission denied; name another place")
    assert path.read_bytes() == OLD


def test_an_output_folder_may_not_be_there_yet(folder: Path) -> None:
    (folder / "link").symlink_to("later")
    assert output_folder(folder / "link") == folder / "later"


@pytest.mark.parametrize("case", ["file", "pipe", "loop"])
def test_an_output_folder_takes_the_place_of_nothing_else(case: str, folder: Path) -> None:
    if case == "pipe":
        os.mkfifo(folder / case)
    elif case == "file":
        _file(folder / case)
    else:
        _loop(folder)
    (folder / "link").symlink_to(case)
    for path in (folder / case, folder / "link"):
        with pytest.raises(UsageError, match="name another folder"):
            output_folder(path)


@pytest.mark.parametrize("through_a_link", [True, False])
def test_the_installed_program_is_not_written_to(through_a_link: bool, folder: Path) -> None:
    package = Path(itu_kg.__file__).parent
    if through_a_link:
        (folder / "link").symlink_to(package)
    place = (folder / "link" if through_a_link else package) / "new"
    for put in (lambda: write(place, NEW), lambda: output_folder(place)):
        with pytest.raises(UsageError, match="belongs to the installed program"):
            put()
    assert not place.exists()
