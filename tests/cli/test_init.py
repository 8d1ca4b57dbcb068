"""`itu-kg init` makes a small project, asks or takes options, and writes all of its files or none."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from itu_kg import records
from itu_kg.model.assets import carried
from itu_kg.model.dataset import About
from itu_kg.registry import load

FILES = [
    ".github/workflows/graph.yml", ".gitignore", "README.md", "data/dataset.yaml", "data/registry/documents.yaml",
    "data/registry/organisations.yaml", "data/registry/places.yaml", "data/registry/series.yaml",
    "data/reports/.gitkeep", "ontology/terms.ttl", "queries/.gitkeep", "shapes/.gitkeep",
]  # fmt: skip
OPTIONS = {"--publisher": "Global Hail Office", "--base-iri": "https://data.hail.example/kg/"}


def _run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "init", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def _options(**others: str) -> list[str]:
    given = OPTIONS | {f"--{name.replace('_', '-')}": value for name, value in others.items()}
    return [word for option in given.items() for word in option]


def _files(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


def _about(folder: Path) -> About:
    return records.read_model(folder / "data" / "dataset.yaml", About)


def test_options_alone_make_a_project(tmp_path: Path) -> None:
    done = _run("kg", *_options(), folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "kg: 12 files\n"), done.stderr
    assert _files(tmp_path / "kg") == FILES
    about = _about(tmp_path / "kg")
    assert (about.publisher, about.base_iri) == ("Global Hail Office", "https://data.hail.example/kg/")
    assert (about.title, about.file_stem) == ("SDG submissions of Global Hail Office", "global-hail-office")
    assert (about.licence, about.language) == ("https://creativecommons.org/licenses/by/4.0/", "en")
    assert about.attribution == "Global Hail Office, https://data.hail.example/kg/"


def test_what_options_say_is_what_the_project_says(tmp_path: Path) -> None:
    more = {"title": "Grêle", "licence": "https://example.org/l", "file_stem": "hail_2", "language": "fr"}
    assert _run(*_options(**more), folder=tmp_path).returncode == 0
    about = _about(tmp_path)
    assert (about.title, about.licence, about.file_stem, about.language) == tuple(more.values())
    assert about.description == "Grêle"  # the sentence there is for this is English


@pytest.mark.parametrize(
    "text",
    [
        'A "hail" office: Genève',
        "- dash",
        "# no comment",
        "yes",
        "2024",
        "@at",
        "$title ${x} %",
        "{a: b}",
        "it's",
        "冰雹",
    ],
)
def test_any_title_is_the_title(tmp_path: Path, text: str) -> None:
    done = _run(*_options(title=text, publisher=text), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    about = _about(tmp_path)
    assert (about.title, about.publisher) == (text, text)
    workflow = yaml.safe_load((tmp_path / ".github" / "workflows" / "graph.yml").read_text("utf-8"))
    assert workflow["jobs"]["graph"]["steps"][-1] == {"run": "itu-kg validate"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"base_iri": "data.hail.example"}, "'data.hail.example' cannot be a base IRI; write http(s)://…"),
        ({"base_iri": "https://w3id.org/itu-kg/"}, "is what itu-kg's own IRIs begin with"),
        ({"licence": "mine"}, "licence: "),
        ({"file_stem": "a/b"}, "file_stem: "),
        ({"language": "English"}, "language: "),
        ({"title": "a\x07b"}, "dataset.yaml:5: a character that YAML does not allow"),
        ({"publisher": " "}, "--publisher: is needed where nobody can be asked"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_exit_2_and_writes_nothing(tmp_path: Path, given: dict[str, str], said: str) -> None:
    done = _run("kg", *_options(**given), folder=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert said in done.stderr


def test_in_a_pipe_nobody_is_asked(tmp_path: Path) -> None:
    done = _run(folder=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert done.stderr == "itu-kg: --publisher: is needed where nobody can be asked; Who publishes the data?\n"


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    _run(*_options(), folder=tmp_path)
    before = (tmp_path / "data" / "dataset.yaml").read_bytes()
    done = _run(folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"itu-kg: {tmp_path}: is a project already;")
    assert (tmp_path / "data" / "dataset.yaml").read_bytes() == before


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mine.\n", "utf-8")
    done = _run(*_options(), folder=tmp_path)
    assert (done.returncode, _files(tmp_path)) == (2, ["README.md"])
    assert done.stderr == "itu-kg: README.md: is there and would be written over; move it away\n"


def test_what_is_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "data" / "reports").mkdir(parents=True)
    (tmp_path / "data" / "reports" / "wmo-2024.yaml").write_text("id: wmo-2024\n", "utf-8")
    assert _run(*_options(), folder=tmp_path).returncode == 0
    assert _files(tmp_path) == sorted([*FILES, "data/reports/wmo-2024.yaml"])


def test_one_file_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "shapes").write_text("in the way\n", "utf-8")
    done = _run(*_options(), folder=tmp_path)
    assert (done.returncode, [each.name for each in tmp_path.iterdir()]) == (2, ["shapes"])


def test_a_terminal_is_asked_for_what_no_option_says(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "itu_kg", "init", "--language", "en"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as asked:
        os.close(theirs)
        os.write(ours, b"Global Hail Office\n\nnonsense\nhttps://data.hail.example/kg/\n\n\nhail\n")
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    assert asked.returncode == 0, shown.decode()
    assert "cannot be a base IRI" in shown.decode()
    assert (_about(tmp_path).title, _about(tmp_path).file_stem) == ("SDG submissions of Global Hail Office", "hail")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end has gone (Linux's EIO)
        return b""


def test_with_an_acronym_the_registry_knows_the_publisher(tmp_path: Path) -> None:
    assert _run(*_options(acronym="GHO"), folder=tmp_path).returncode == 0
    known = load(carried().registry, tmp_path / "data" / "registry").organisations
    assert set(known) - set(load(carried().registry).organisations) == {"gho"}
    assert (known["gho"].name, known["gho"].acronym) == ("Global Hail Office", "GHO")


def test_a_publisher_that_is_known_stays_as_it_is_known(tmp_path: Path) -> None:
    given = _options(publisher="International Telecommunication Union", acronym="ITU")
    assert _run(*given, folder=tmp_path).returncode == 0
    assert load(carried().registry, tmp_path / "data" / "registry") == load(carried().registry)


def test_an_acronym_of_another_body_makes_no_entry_in_its_place(tmp_path: Path) -> None:
    assert _run(*_options(publisher="World Hail Office", acronym="WHO"), folder=tmp_path).returncode == 0
    known = load(carried().registry, tmp_path / "data" / "registry").organisations
    assert (known["who"].name, known["world-hail-office"].name) == ("World Health Organization", "World Hail Office")


def test_the_registry_of_a_new_project_is_the_carried_one(tmp_path: Path) -> None:
    _run(*_options(), folder=tmp_path)
    assert load(carried().registry, tmp_path / "data" / "registry") == load(carried().registry)
