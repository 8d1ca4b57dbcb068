"""A description that says what is not so is named, whatever its sums say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itu_kg.description import checking
from itu_kg.release import verification

Facts = Callable[[Mapping[str, str]], checking.Facts]
Judged = Callable[[str, Callable[[str], str]], list[str]]
CLEAN = {"violation": 0, "warning": 0, "info": 0}


@pytest.fixture(scope="session")
def facts(itu_release: Path) -> Facts:
    """Measure ITU's dataset once for each set of outside data sets."""
    described = verification.describe(itu_release)
    data = verification.dataset(itu_release, described)
    kept: dict[str, checking.Facts] = {}

    def of(targets: Mapping[str, str]) -> checking.Facts:
        if repr(targets) not in kept:
            kept[repr(targets)] = checking.measured(data, described.base, CLEAN, targets)
        return kept[repr(targets)]

    return of


@pytest.fixture
def judged(itu_release: Path, facts: Facts, tmp_path: Path) -> Judged:
    """Judge a release in which one file was written over."""

    def judge(path: str, change: Callable[[str], str]) -> list[str]:
        for each in itu_release.rglob("*"):
            to = tmp_path / each.relative_to(itu_release)
            to.parent.mkdir(parents=True, exist_ok=True)
            if each.is_file() and not to.exists():
                to.symlink_to(each)
        before = (itu_release / path).read_text("utf-8")
        after = change(before)
        assert after != before
        (tmp_path / path).unlink()
        (tmp_path / path).write_text(after, "utf-8")
        described = verification.describe(itu_release)
        found = list(checking.contradictions(tmp_path, described, facts))
        assert {each.path for each in found} <= {path}
        return [each.what for each in found]

    return judge


def _once(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL)


def test_what_a_release_says_of_itself_is_so(itu_release: Path, facts: Facts) -> None:
    described = verification.describe(itu_release)
    assert not list(checking.contradictions(itu_release, described, facts))


@pytest.mark.parametrize(
    ("path", "pattern", "new", "said"),
    [
        ("void.ttl", r"void:distinctObjects 6\d*", "void:distinctObjects 7", "7 distinctObjects, there are"),
        ("void.ttl", r"(void:class ikg:Answer ;\n\s*void:entities) 7", r"\1 8", "8 entities, there are 7"),
        ("void.ttl", r"(void:property schema:name ;(?:\n\s*void:\w+ \d+ ;)*?\n\s*void:triples) \d+", r"\1 1", "gives"),
        ("void.ttl", r"(a void:Linkset ;.*?void:triples) \d+", r"\1 12", "12 triples, there are"),
        ("dcat.ttl", r"dcat:byteSize \"\d+\"", 'dcat:byteSize "5"', "5 bytes, release.json"),
        ("dcat.ttl", r'checksumValue "[0-9a-f]', 'checksumValue "x', "another SHA-256 sum"),
        ("dcat.ttl", r"[\d,]+ triples about", "9 triples about", "tells of 9 triples"),
        ("dcat.ttl", r"(itu-2024>), [\d,]+ triples", r"\1, 8 triples", "tells of 8 triples in"),
        ("dcat.ttl", r'dcat:version "1.0.0"', 'dcat:version "1.0.1"', ""),
        ("dcat.jsonld", r'("dcat:byteSize": \{[^}]*"@value": ")\d+', r"\g<1>5", "5 bytes"),
        ("schema-org.jsonld", r'"contentSize": "\d+', '"contentSize": "5', "5 bytes, release.json"),
        ("schema-org.jsonld", r'"value": 7\b', '"value": 8', "gives 8 of <"),
        ("schema-org.jsonld", r"[\d,]+ triples about", "9 triples about", "tells of 9 triples"),
        ("schema-org.jsonld", r'"version": "1', '"version": "2', "gives the version 2.0.0, release.json 1.0.0"),
        ("provenance.ttl", r"\d+ violations", "3 violations", "tells of 3 violations"),
        ("provenance.ttl", r"[\d,]+ bytes", "5 bytes", "5 bytes, release.json"),
        ("provenance.ttl", r"\"[0-9a-f]{64}", f'"{"0" * 64}', "another SHA-256 sum"),
        ("quality.ttl", r"(measurement/violations> .*?dqv:value) 0", r"\1 1", "measures 1 as violations"),
        ("quality.ttl", r"(measurement/itu-2024/page-evidence> .*?dqv:value) \"0", r'\1 "1', "page-evidence"),
        ("quality.ttl", r"(measurement/cities-linked> .*?dqv:value) \"0.8", r'\1 "0.9', "cities-linked"),
        ("datacite.json", r'"\d+ entities"', '"5 entities"', "5 entities, there are"),
        ("spdx.json", r'("SHA1",\s*"checksumValue": ")[0-9a-f]{4}', r"\g<1>0000", "another SHA-1 sum"),
        ("spdx.json", r'("SHA256",\s*"checksumValue": ")[0-9a-f]{4}', r"\g<1>0000", "another SHA-256 sum"),
    ],
)
def test_a_changed_count_sum_or_version_is_named(judged: Judged, path: str, pattern: str, new: str, said: str) -> None:
    found = judged(f"description/{path}", _once(pattern, new))
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    ("pattern", "new", "said"),
    [
        (r'"contentSize": "\d+', '"contentSize": "5', "5 bytes"),
        (r'"sha256": "[0-9a-f]{4}', '"sha256": "0000', "another SHA-256 sum"),
        (r'"version": "1', '"version": "2', "gives the version"),
    ],
)
def test_a_changed_crate_is_named(judged: Judged, pattern: str, new: str, said: str) -> None:
    assert any(said in each for each in judged("ro-crate-metadata.json", _once(pattern, new)))


def test_a_changed_citation_is_named(judged: Judged) -> None:
    changed = judged("CITATION.cff", _once(r"date-released: '2026", "date-released: '2025"))
    assert changed == ["gives the date 2025-11-23, release.json 2026-11-23"]


def test_a_file_that_a_description_leaves_out_is_named(judged: Judged) -> None:
    def without(text: str) -> str:
        said = json.loads(text)
        said["files"] = [each for each in said["files"] if each["fileName"] != "./itu-kg.nq"]
        return json.dumps(said)

    assert judged("description/spdx.json", without) == ["says nothing of itu-kg.nq"]


def test_a_file_that_is_not_there_is_named(judged: Judged) -> None:
    found = judged("description/schema-org.jsonld", _once(r"1\.0\.0/itu-kg\.nq\"", '1.0.0/more.nq"'))
    assert found == ["describes more.nq, which is no part of the release", "says nothing of itu-kg.nq"]


def test_a_class_that_nothing_is_of_is_named(judged: Judged) -> None:
    found = judged("description/void.ttl", _once(r"void:class ikg:Answer\b", "void:class ikg:Target"))
    assert found


@pytest.mark.parametrize("path", checking.DESCRIPTIONS)
def test_a_broken_description_is_named(judged: Judged, path: str) -> None:
    assert judged(path, lambda _: "{")


@pytest.mark.parametrize("path", [each for each in checking.DESCRIPTIONS if each.endswith((".json", ".jsonld"))])
def test_a_description_that_says_something_else_altogether_is_named(judged: Judged, path: str) -> None:
    assert judged(path, lambda _: "[1]")


def test_another_order_is_fine(judged: Judged) -> None:
    def reordered(text: str) -> str:
        said = json.loads(text)
        said["@graph"].reverse()
        return json.dumps(said)

    assert judged("ro-crate-metadata.json", reordered) == []
