"""The rules of the house, held by reading the tree as it stands."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import __version__
from itu_kg.cli.main import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted((PROJECT / "src").rglob("*.py"))
LONGEST = 300
MEDIAN = 110
"""Lines that half of the files have at the least: a file of one function of one caller belongs to its caller."""
HEAVY = {"rdflib", "pyshacl", "SPARQLWrapper", "urllib3", "pydantic", "rich", "owlrl"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [PROJECT / name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]


def _named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("source", SOURCES, ids=_named)
def test_a_source_file_is_one_room(source: Path) -> None:
    assert len(source.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("source", SOURCES, ids=_named)
def test_a_module_says_what_it_is(source: Path) -> None:
    assert ast.get_docstring(ast.parse(source.read_text("utf-8")))


def test_most_files_are_more_than_one_function() -> None:
    assert statistics.median(len(path.read_text("utf-8").splitlines()) for path in SOURCES) > MEDIAN


def test_no_file_is_named_for_being_a_drawer_or_for_what_somebody_does() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
    nouns = {"binding", "framing", "mapping", "paging"}
    private = {"told", "said", "found", "kept", "seen", "made", "offer", "ways", "beside", "alike", "plainly", "busy"}
    words = {path: path.stem.strip("_").split("_") for path in SOURCES}
    assert [_named(path) for path, each in words.items() if drawers.union(private).intersection(each)] == []
    assert [_named(path) for path, each in words.items() if each[-1].endswith("ing") and each[-1] not in nouns] == []


def test_no_two_rooms_have_a_file_of_one_name_but_for_a_verb_and_its_work() -> None:
    rooms: dict[str, list[str]] = {}
    for path in SOURCES:
        if path.stem != "__init__" and path.stem not in VERBS:
            rooms.setdefault(path.stem, []).append(_named(path))
    assert {name: paths for name, paths in rooms.items() if len(paths) > 1} == {}


def test_types_functions_and_variables_are_named_by_nouns_of_the_field() -> None:
    of_types = {
        "said",
        "told",
        "fate",
        "witness",
        "kept",
        "keeping",
        "offer",
        "way",
        "aim",
        "placed",
        "asked",
        "curious",
    }
    of_values = {"said", "told", "found"}
    private = [
        f"{_named(path)}:{node.lineno} {name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _bound(node)
        if name.strip("_").lower() in (of_types if isinstance(node, ast.ClassDef) else of_values)
    ]
    assert private == []


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ClassDef() | ast.FunctionDef():
            yield node.name
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.arg():
            yield node.arg


@pytest.mark.parametrize("source", SOURCES, ids=_named)
def test_every_suppression_carries_its_reason(source: Path) -> None:
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?)\s*$")
    assert [line for line in source.read_text("utf-8").splitlines() if bare.search(line)] == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_its_module_its_page_and_its_test(verb: str) -> None:
    for path in (f"src/itu_kg/cli/{verb}.py", f"docs/{verb}.md", f"tests/cli/test_{verb}.py"):
        assert (PROJECT / path).is_file(), path


def test_decisions_are_numbered_without_gaps_and_the_index_names_each() -> None:
    folder = PROJECT / "docs" / "decisions"
    records = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    assert [name[:5] for name in records] == [f"{number:04}-" for number in range(1, len(records) + 1)]
    titles = {name: (folder / name).read_text("utf-8").partition("\n")[0] for name in records}
    rows = re.findall(r"^\| \[(\d{4})\]\((.+?)\) \| (.+) \|$", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    assert [(name, f"# {number}. {title}") for number, name, title in rows] == list(titles.items())


def test_links_between_pages_lead_to_files() -> None:
    broken = [
        (_named(page), link)
        for page in (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"))
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_iris_are_minted_in_one_module() -> None:
    minting = re.compile(r"""["'](?:id|graph)/\{|\}(?:id|graph)/""")
    allowed = {"src/itu_kg/mapping/iris.py", "src/itu_kg/model/vocab.py"}
    found = {_named(path) for path in SOURCES if minting.search(path.read_text("utf-8"))}
    assert found <= allowed


def test_no_tracked_file_names_a_machine_or_a_package_index() -> None:
    forbidden = re.compile(r"(?<![\w.])(?:/root/|/home/\w+/|/work/)|index-url|/simple/|files\.pythonhosted")
    named = [
        _named(path)
        for path in _tracked()
        if path != Path(__file__).resolve() and forbidden.search(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert named == []


def test_constraints_hold_names_and_versions_only() -> None:
    pin = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.+!]+")
    lines = (PROJECT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#") and not pin.fullmatch(line)] == []


@pytest.mark.parametrize("module", ["itu_kg", "itu_kg.cli.main", "itu_kg.cli.query"])
def test_importing_a_light_module_loads_nothing_heavy(module: str) -> None:
    code = f"import {module}, sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_the_version_lives_in_one_place_and_the_citation_follows_it() -> None:
    assert f"version: {__version__}\n" in (PROJECT / "CITATION.cff").read_text("utf-8")
