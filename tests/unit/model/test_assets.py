"""A project is found upwards from where one stands, and lies over what the package carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.model.assets import Assets, carried, find


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but its mark."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dataset.yaml").write_text("base_iri: https://data.example.org/kg/\n", "utf-8")
    return tmp_path


def _write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_far_below_is_in_the_project(project: Path) -> None:
    (below := project / "data" / "reports" / "2024").mkdir(parents=True)
    assert find(below) == Assets(project, carried())


def test_the_nearest_project_is_meant(project: Path) -> None:
    _write(project / "inner" / "data" / "dataset.yaml")
    found = find(project / "inner" / "data")
    assert found is not None
    assert found.root == project / "inner"


def test_outside_a_project_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "data" / "reports").mkdir(parents=True)
    assert find(tmp_path) is None


def test_a_clone_of_the_program_is_whole_and_lies_over_nothing() -> None:
    assert find(carried().root / "docs") == Assets(carried().root)


def test_a_file_of_the_project_stands_for_the_carried_one_of_its_name(project: Path) -> None:
    own = _write(project / "shapes" / "event.ttl")
    more = _write(project / "shapes" / "ours.ttl")
    files = Assets(project, carried()).shape_files
    assert {own, more} < set(files)
    assert carried().shapes / "event.ttl" not in files
    assert len(files) == len(carried().shape_files) + 1


def test_own_terms_are_added_to_those_of_the_program(project: Path) -> None:
    own = _write(project / "ontology" / "terms.ttl")
    assert Assets(project, carried()).terms == (carried().ontology / "itu-kg.ttl", own)


def test_folders_that_a_project_has_not_got_are_not_read(project: Path) -> None:
    there = Assets(project, carried())
    assert there.registries == (carried().registry,)
    assert there.query_folders == (carried().queries,)
    assert there.contexts == (carried().context,)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("base_iri: https://a.example/kg/\ntitle: x\n", "https://a.example/kg/"),
        ("title: x\r\nbase_iri: https://a.example/kg#\r\n", "https://a.example/kg#"),
        ('base_iri: "https://a.example/kg/"  # ours\n', "https://a.example/kg/"),
        ("base_iri: https://a.example/kg/ # ours\n", "https://a.example/kg/"),
        ("base_iri: >-\n  https://a.example/kg/\n", "https://a.example/kg/"),
        ("{title: x, base_iri: 'https://a.example/kg/'}\n", "https://a.example/kg/"),
        ("description: |\n  base_iri: https://not.example/\n", None),
        ("title: x\n", None),
        ("# base_iri: https://not.example/\n", None),
        ("base_iri: [\n", None),
    ],
)
def test_the_base_iri_is_what_yaml_says(project: Path, text: str, base: str | None) -> None:
    (project / "data" / "dataset.yaml").write_bytes(text.encode())
    assert Assets(project).base_iri == base
