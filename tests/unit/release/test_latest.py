"""`latest` leads to the latest release, in one step and never back."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from itu_kg.errors import UsageError
from itu_kg.release import latest
from itu_kg.release.versions import precedence

IN_ORDER = [
    *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1"),
    *("1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"),
]
"""The order that Semantic Versioning 2.0.0 §11 gives as its examples, and some more."""


def _release(root: Path, version: str) -> Path:
    folder = root / version
    folder.mkdir()
    said = {"version": version, "base": "https://example.org/", "hash": {}, "counts": {}, "graphs": [], "files": []}
    (folder / "release.json").write_text(json.dumps(said), "utf-8")
    return folder


@pytest.mark.parametrize(("one", "other"), list(pairwise(IN_ORDER)))
def test_versions_are_in_the_order_of_semantic_versioning(one: str, other: str) -> None:
    assert precedence(one) < precedence(other)


def test_it_goes_forward(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0"):
        latest.point(_release(tmp_path, version), version)
    assert (tmp_path / "latest").readlink() == Path("1.10.0")


@pytest.mark.parametrize(("version", "said"), [("1.9.1", "stays at 1.10.0"), ("2.0.0-rc.1", "is a pre-release")])
def test_it_does_not_go_back_nor_to_a_pre_release(tmp_path: Path, version: str, said: str) -> None:
    latest.point(_release(tmp_path, "1.10.0"), "1.10.0")
    assert said in latest.point(_release(tmp_path, version), version)
    assert (tmp_path / "latest").readlink() == Path("1.10.0")


def test_a_link_that_leads_nowhere_is_put_right(tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to("gone")
    latest.check(tmp_path / "1.0.0")
    latest.point(_release(tmp_path, "1.0.0"), "1.0.0")
    assert (tmp_path / "latest" / "release.json").is_file()


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    latest.point(_release(tmp_path, "1.0.0"), "1.0.0")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.0.0", "latest"]


def test_what_is_no_link_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    with pytest.raises(UsageError, match="is no link"):
        latest.check(tmp_path / "1.0.0")


def test_a_release_is_not_called_latest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name of the link"):
        latest.check(tmp_path / "latest")
