"""`itu-kg release` as a person runs it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from itu_kg.model.vocab import BASE
from itu_kg.pipeline import standing_versions

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
ARGUMENTS = ("--version", "1.0.0", "--date", "2026-11-23")
EPOCH = "1795392000"
"""The same date, as seconds since 1970."""
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
sys.argv[0] = "itu-kg"
runpy.run_module("itu_kg", run_name="__main__")
"""
"""The command where no file can grow beyond what a full disk would take."""


def _release(*arguments: str | Path, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "release", *map(str, arguments)]
    variables = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | environment
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_sha256sum_accepts_its_sums(itu_release: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not here")
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=itu_release, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_every_file_but_the_sums_has_a_sum(itu_release: Path) -> None:
    listed = {line[66:] for line in (itu_release / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == set(_files(itu_release)) - {"SHA256SUMS"}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (ARGUMENTS, {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}),
        (
            ARGUMENTS[:2],  # without --date
            {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": EPOCH},
        ),
    ],
    ids=["one-end-of-the-day", "the-other-end"],
)
def test_another_process_elsewhere_gives_the_same_bytes_in_every_format(
    itu_release: Path, tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert os.environ.get("PYTHONHASHSEED", "random") not in ("0", "1")  # the release beside which these are held
    done = _release(RECORD, "-o", tmp_path / "again", *arguments, cwd=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    assert _files(tmp_path / "again") == _files(itu_release)


def test_the_date_can_be_the_environments(tmp_path: Path, small: Path) -> None:
    done = _release(small, "-o", "out", "--version", "1.0.0", cwd=tmp_path, SOURCE_DATE_EPOCH="86400")
    assert done.returncode == 4, done.stderr  # a part of the data breaks shapes; the date was understood
    done = _release(small, "-o", "out", "--version", "1.0.0", cwd=tmp_path, SOURCE_DATE_EPOCH="tomorrow")
    assert (done.returncode, "SOURCE_DATE_EPOCH: 'tomorrow' is no date" in done.stderr) == (2, True)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file of data that the shapes refuse."""
    path = tmp_path / "small.ttl"
    path.write_text('<https://w3id.org/itu-kg/id/event/x> <http://schema.org/name> "x"@en .', "utf-8")
    return path


def test_data_that_do_not_conform_are_exit_4_and_leave_nothing(tmp_path: Path, small: Path) -> None:
    done = _release(small, "-o", "out", *ARGUMENTS, cwd=tmp_path)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (4, ["small.ttl"]), done.stderr


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-", "01.0.0", "latest"])
def test_what_is_no_semantic_version_is_exit_2(tmp_path: Path, version: str) -> None:
    done = _release("-o", tmp_path / "out", "--version", version)
    assert (done.returncode, "no semantic version" in done.stderr) == (2, True)


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    done = _release("-o", tmp_path, *ARGUMENTS)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["thesis.txt"]), done.stderr


@pytest.fixture(scope="module")
def from_rdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the graphs that were built from the record."""
    folder = tmp_path_factory.mktemp("rdf") / "out"
    done = _release(PROJECT / "data" / "ttl", "-o", folder, *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    return folder


def test_rdf_gives_the_same_dumps_as_the_records_it_was_built_from(itu_release: Path, from_rdf: Path) -> None:
    others = (
        "description/",
        "release.json",
        "SHA256SUMS",
        "ro-crate-metadata.json",
        "index.html",
    )  # of what it was made
    ours, theirs = (
        {name: data for name, data in _files(folder).items() if not name.startswith(others)}
        for folder in (from_rdf, itu_release)
    )
    assert ours == theirs


def test_what_was_read_from_rdf_names_the_rdf_and_no_record(from_rdf: Path) -> None:
    said = (from_rdf / "description" / "provenance.ttl").read_text("utf-8")
    assert ("rdf: itu-2024.ttl" in said, "record: " in said, "activity/curate" in said) == (True, False, False)


def test_what_was_read_from_rdf_has_no_measure_of_the_record(from_rdf: Path) -> None:
    said = (from_rdf / "description" / "quality.ttl").read_text("utf-8")
    assert ("measurement/itu-2024/page-evidence" in said, "page-accounted-for> a dqv:QualityM" in said) == (True, False)


def test_a_publisher_says_where_the_files_will_be(tmp_path: Path) -> None:
    done = _release("-q", "-o", tmp_path / "out", "--url", "https://data.example.org/sdg/1.0.0", *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    said = json.loads((tmp_path / "out" / "description" / "schema-org.jsonld").read_bytes())
    assert {each["contentUrl"].rpartition("/itu-kg.")[0] for each in said["distribution"][:10]} == {
        "https://data.example.org/sdg/1.0.0"
    }


@pytest.mark.parametrize("url", ["ftp://example.org/", "example.org", "https://example.org/?v=1", "javascript:x"])
def test_what_is_no_address_of_a_folder_is_exit_2(tmp_path: Path, url: str) -> None:
    done = _release("-o", tmp_path / "out", "--url", url, *ARGUMENTS)
    assert (done.returncode, "--url" in done.stderr) == (2, True)


@pytest.fixture(scope="module")
def second(itu_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release after ITU's first, with `latest` beside it."""
    folder = tmp_path_factory.mktemp("releases") / "1.1.0"
    done = _release("-q", "-o", folder, "--version", "1.1.0", "--since", itu_release, "--latest")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_release_names_the_one_before_it(second: Path) -> None:
    said = (second / "description" / "dcat.ttl").read_text("utf-8")
    assert "dcat:previousVersion <dataset/1.0.0>" in said
    assert "What changed since 1.0.0 is in CHANGELOG.md." in said


def test_latest_leads_to_what_was_just_written(second: Path) -> None:
    assert second.with_name("latest").readlink() == Path("1.1.0")


def test_latest_is_put_right_with_nothing_changed_and_moves_with_the_folder_of_releases(
    itu_release: Path, tmp_path: Path
) -> None:
    root = tmp_path / "releases"
    shutil.copytree(itu_release, root / "1.0.0")
    shutil.copy(itu_release.with_name(f".{itu_release.name}.inputs"), root / ".1.0.0.inputs")
    done = _release("-o", root / "1.0.0", "--latest", *ARGUMENTS)
    assert (done.returncode, "nothing was written" in done.stderr) == (0, True), done.stderr
    root.rename(tmp_path / "moved")
    assert json.loads((tmp_path / "moved" / "latest" / "release.json").read_bytes())["version"] == "1.0.0"


def test_what_is_called_latest_and_is_no_link_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    done = _release("-o", tmp_path / "1.0.0", "--latest", *ARGUMENTS)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["latest"]), done.stderr


def test_another_version_is_not_written_through_latest(itu_release: Path, tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(itu_release)
    done = _release("-o", tmp_path / "latest", "--version", "2.0.0")
    assert (done.returncode, "is a link to 1.0.0, which stays as it was published" in done.stderr) == (2, True)


@pytest.fixture
def standing(itu_release: Path, tmp_path: Path) -> Path:
    """ITU's release among releases, as it was published."""
    shutil.copytree(itu_release, tmp_path / "1.0.0")
    shutil.copy(itu_release.with_name(f".{itu_release.name}.inputs"), tmp_path / ".1.0.0.inputs")
    return tmp_path / "1.0.0"


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """The project's graphs without one statement, which nothing requires."""
    folder = tmp_path / "shorter"
    shutil.copytree(PROJECT / "data" / "ttl", folder)
    path = folder / "itu-2024.ttl"
    text = path.read_text("utf-8")
    removed = re.sub(r'    ikg:websiteLabel "[^"\n]+"(@en)? ;\n', "", text, count=1)
    assert removed != text
    path.write_text(removed, "utf-8")
    return folder


@pytest.mark.parametrize("more", [(), ("--replace",)], ids=["plainly", "with-replace"])
def test_another_version_is_not_written_over_one_that_stands(standing: Path, more: tuple[str, ...]) -> None:
    before = _files(standing)
    done = _release("-o", standing, "--version", "1.1.0", *more)
    assert (done.returncode, _files(standing) == before) == (2, True)
    assert f"is 1.0.0, which stays as it was published; name a folder for 1.1.0: -o {standing.parent / '1.1.0'}" in (
        done.stderr
    )


def test_a_version_is_not_written_into_a_folder_that_is_called_as_another(tmp_path: Path) -> None:
    done = _release("-o", tmp_path / "1.0.0", "--version", "1.1.0")
    assert (done.returncode, "is the name of another version than 1.1.0" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_other_content_of_the_version_that_stands_is_refused_and_counted(standing: Path) -> None:
    before = _files(standing)
    done = _release("-q", "-o", standing, *ARGUMENTS[:2], "--date", "2026-11-24")
    assert (done.returncode, _files(standing) == before, done.stderr.count("\n")) == (2, True, 1)
    assert "1.0.0 stands there with other content: no statement differs, but " in done.stderr
    assert "--replace" in done.stderr


def test_the_same_content_made_anew_is_fine_and_says_so(standing: Path) -> None:
    standing.with_name(".1.0.0.inputs").unlink()
    done = _release("-o", standing, *ARGUMENTS)
    assert (done.returncode, f"{standing} is the same as it stood there" in done.stderr) == (0, True), done.stderr


def test_the_index_names_the_versions_that_stand_in_their_order(standing: Path) -> None:
    for version in ("1.10.0", "1.9.0"):
        shutil.copytree(standing, standing.with_name(version))
        _rename(standing.with_name(version), version)
    done = _release("-o", standing, *ARGUMENTS)
    assert f"{standing.with_name('versions.ttl')}: 1.0.0, 1.9.0, 1.10.0" in done.stderr
    said = _index(standing)
    dcat = "http://www.w3.org/ns/dcat#"
    dataset = f"{BASE}dataset"
    assert {o for s, p, o in said if (s, p) == (dataset, f"{dcat}hasVersion")} == {
        f"{dataset}/{version}" for version in ("1.0.0", "1.9.0", "1.10.0")
    }
    assert (dataset, f"{dcat}hasCurrentVersion", f"{dataset}/1.10.0") in said
    assert (f"{dataset}/1.10.0", f"{dcat}previousVersion", f"{dataset}/1.9.0") in said
    digest = hashlib.sha256((standing / "itu-kg.nq").read_bytes()).hexdigest()
    sum_ = f"{dataset}/1.0.0/distribution/itu-kg.nq/sha256"
    assert (sum_, "http://spdx.org/rdf/terms#checksumValue", digest) in said


def test_a_pre_release_is_not_the_current_version(standing: Path) -> None:
    _rename(standing, "1.0.0-rc.1")
    standing.rename(standing.with_name("1.0.0-rc.1"))
    standing_versions.write_index(standing.with_name("1.0.0-rc.1"))
    assert not [p for _, p, _ in _index(standing) if p.endswith("hasCurrentVersion")]


def test_the_index_is_the_same_bytes_whichever_release_came_last(standing: Path) -> None:
    other = standing.with_name("1.1.0")
    shutil.copytree(standing, other)
    _rename(other, "1.1.0")
    written = set()
    for each in (standing, other):
        standing_versions.write_index(each)
        written.add(standing.with_name("versions.ttl").read_bytes())
    assert len(written) == 1


def test_replacing_a_version_by_itself_says_how_many_statements_changed_in_which_graph(
    standing: Path, shorter: Path
) -> None:
    done = _release(shorter, "-o", standing, "--replace", *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    said = "statements removed 1, added 0: <https://w3id.org/itu-kg/graph/itu-2024> -1 +0"
    assert f"{standing} replaces 1.0.0 as it stood there: {said}" in done.stderr


def test_publish_does_not_write_into_a_release(standing: Path) -> None:
    before = _files(standing)
    command = [sys.executable, "-m", "itu_kg", "publish", "-o", str(standing)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, "stays as it was published" in done.stderr) == (2, True)
    assert _files(standing) == before


def _rename(folder: Path, version: str) -> None:
    """Let a release say that it is another version, as far as the index looks."""
    said = json.loads((folder / "release.json").read_bytes())
    said |= {"version": version, "iri": f"{BASE}dataset/{version}", "url": f"{BASE}release/{version}/"}
    (folder / "release.json").write_text(json.dumps(said), "utf-8")


def _index(folder: Path) -> set[tuple[str, str, str]]:
    data = folder.with_name("versions.ttl").read_bytes()
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value) for quad in ox.parse(data, ox.RdfFormat.TURTLE)
    }


def test_records_and_rdf_are_not_mixed(tmp_path: Path, small: Path) -> None:
    done = _release(RECORD, small, "-o", tmp_path / "out", *ARGUMENTS)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_with_nothing_changed_nothing_is_written(itu_release: Path) -> None:
    before = {path: path.stat().st_ino for path in itu_release.rglob("*")}
    done = _release("-o", itu_release, *ARGUMENTS)
    assert "nothing was written" in done.stderr
    assert {path: path.stat().st_ino for path in itu_release.rglob("*")} == before


def test_a_release_with_a_changed_file_is_written_anew(itu_release: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(itu_release, copy)
    shutil.copy(itu_release.with_name(f".{itu_release.name}.inputs"), tmp_path / ".copy.inputs")
    (copy / "itu-kg.ttl").write_text("", "utf-8")
    assert _release("-q", "-o", copy, *ARGUMENTS).returncode == 0
    assert _files(copy) == _files(itu_release)


def test_killed_at_work_it_leaves_the_old_release_whole(itu_release: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(itu_release, copy)
    standing_versions.write_index(copy)
    index = (tmp_path / "versions.ttl").read_bytes()
    command = [sys.executable, "-m", "itu_kg", "release", "-q", "-o", str(copy), "--version", "1.0.0"]
    command += ["--date", "2026-11-24", "--replace"]
    working = subprocess.Popen(command, cwd=PROJECT)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".copy.*.new/graphs")) and working.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    working.send_signal(signal.SIGKILL)
    assert working.wait() == -signal.SIGKILL
    assert _files(copy) == _files(itu_release)
    assert (tmp_path / "versions.ttl").read_bytes() == index


@pytest.mark.parametrize("there", [True, False], ids=["an-old-release", "nothing"])
def test_without_room_on_the_disk_what_was_there_stays(itu_release: Path, tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "out"
    if there:
        shutil.copytree(itu_release, folder)
    command = [sys.executable, "-c", LIMITED, "release", "-q", "-o", str(folder), "--version", "1.0.0"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "out: cannot be written: " in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"] * there
    assert not there or _files(folder) == _files(itu_release)


def test_the_description_counts_what_the_dump_holds(itu_release: Path) -> None:
    said = json.loads((itu_release / "release.json").read_bytes())
    lines = (itu_release / "itu-kg.nq").read_bytes().splitlines()
    assert (said["counts"]["quads"], said["counts"]["entities"]) == (
        len(lines),
        len({line.split(b" ", 1)[0] for line in lines}),
    )
