from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PASS = PROJECT / "tests" / "shapes" / "pass"


def run(*arguments: str | Path, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "validate", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in (*PASS.glob("*.ttl"), *(PROJECT / "ontology" / "schemes").glob("*.ttl")):
        shutil.copy(file, tmp_path)
    return tmp_path


def broken(folder: Path) -> Path:
    path = folder / "ioo-2024.ttl"
    path.write_text(path.read_text("utf-8").replace('"2024-05-27"^^xsd:date', '"27 May"'), "utf-8")
    return folder


def test_conforming_data_leaves_with_0_and_a_summary(folder: Path) -> None:
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 violations, 0 warnings, 0 notes in ")


def test_data_that_breaks_a_shape_leaves_with_4_and_names_the_field(folder: Path) -> None:
    done = run(broken(folder))
    assert done.returncode == 4
    assert "Q1 · event/ocean-forum-2024" in done.stdout
    assert "field dates" in done.stdout
    assert done.stderr.startswith("itu-kg: ")
    assert done.stderr.count("\n") == 1


def test_a_part_of_the_data_fails_because_the_records_have_more(folder: Path) -> None:
    done = run(folder / "registry.ttl")
    assert done.returncode == 4
    events = "Nothing in the data is looked at by shape:ReportedEvent, while the records have 15: run `itu-kg build`"
    assert events in done.stdout


def test_a_submission_without_our_reading_of_it_is_told_what_is_absent() -> None:
    files = ["itu-2024", "registry", "schemes", "sdg", "dataset"]
    done = run(*(PROJECT / "data" / "ttl" / f"{name}.ttl" for name in files))
    assert done.returncode == 4
    absent = (
        "itu-2024 is here without the names that we gave and what we concluded, which stand in itu-2024.reading.ttl"
    )
    assert done.stdout.splitlines()[1].strip().startswith(absent)
    assert absent in done.stderr


def test_a_submission_without_what_all_share_is_told_what_is_absent() -> None:
    done = run("--partial", *(PROJECT / "data" / "ttl" / f"itu-2024{part}.ttl" for part in ("", ".reading")))
    assert done.returncode == 4
    assert done.stdout.splitlines()[1].strip().startswith("itu-2024 is here without the organisations, places,")
    assert "which stand in registry.ttl, schemes.ttl and sdg.ttl" in done.stdout


def test_data_that_shapes_do_not_look_at_at_all_fail(tmp_path: Path) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    done = run("--partial", path)
    assert done.returncode == 4
    assert "No shape looks at anything in the data" in done.stdout


def test_a_part_of_the_data_passes_when_it_is_said_to_be_one(folder: Path) -> None:
    schemes = [path for path in folder.glob("*.ttl") if path.stem != "ioo-2024"]
    assert run("--partial", *schemes).returncode == 0


def test_notes_make_the_command_fail_when_asked_to(folder: Path) -> None:
    schemes = [path for path in folder.glob("*.ttl") if path.stem != "ioo-2024"]
    assert run("--partial", "--fail-on", "info", *schemes).returncode == 4


def test_json_goes_to_stdout_alone(folder: Path) -> None:
    report = json.loads(run("--format", "json", broken(folder)).stdout)
    assert report["conforms"] is False
    assert "dates" in {finding["field"] for finding in report["findings"]}


def test_turtle_is_the_same_in_every_process(folder: Path) -> None:
    broken(folder)
    written = {run("--format", "turtle", folder).stdout for _ in range(2)}
    assert len(written) == 1
    assert "a sh:ValidationReport" in written.pop()


def test_a_record_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path / "itu-2024.yaml")
    assert done.returncode == 3
    assert "itu-kg build" in done.stderr


def test_broken_turtle_leaves_with_3_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("@prefix a: <http://a.example/> .\na:b a:c .\n", "utf-8")
    done = run(path)
    assert done.returncode == 3
    assert f"{path}:2" in done.stderr


def test_a_broken_shape_leaves_with_5_and_its_line(folder: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.txt"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n<a> sh:path sh: sh: sh: .\n", "utf-8")
    done = run("--shapes", shapes, folder)
    assert done.returncode == 5
    assert f"{shapes}:3" in done.stderr


def test_an_unknown_format_is_a_usage_error(folder: Path) -> None:
    assert run("--format", "html", folder).returncode == 2


def test_the_project_s_own_data_conforms() -> None:
    if not any((PROJECT / "data" / "ttl").glob("*.ttl")):
        pytest.skip("data/ttl is not built yet")
    done = run()
    assert (done.returncode, done.stdout.partition(" in ")[0]) == (0, "0 violations, 0 warnings, 0 notes")
