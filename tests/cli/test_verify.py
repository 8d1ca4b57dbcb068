"""`itu-kg verify` as a person runs it: each way a copy can be wrong."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from itu_kg.cli.main import cli
from itu_kg.errors import ItuKgError
from itu_kg.pipeline import standing_versions


def _verify(folder: Path, *options: str) -> tuple[int, set[tuple[str, str]]]:
    """Give the exit code, and for each finding the check and the file."""
    done = CliRunner().invoke(cli, ["verify", "-q", "--json", *options, str(folder)])
    code = done.exception.exit_code if isinstance(done.exception, ItuKgError) else done.exit_code
    found = json.loads(done.stdout)["mismatches"] if done.stdout else []
    return code, {(each["check"], each["path"]) for each in found}


@pytest.fixture
def copy(itu_release: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(itu_release, tmp_path / "copy")
    return tmp_path / "copy"


def _sum_anew(folder: Path, *names: str) -> None:
    """Let sums and sizes agree with changed files, as a forger would."""
    for name in (*names, "release.json"):
        data = (folder / name).read_bytes()
        described = json.loads((folder / "release.json").read_bytes())
        sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
        sums[name] = hashlib.sha256(data).hexdigest()
        for each in described["files"]:
            if each["path"] == name:
                each |= {"bytes": len(data), "sha256": sums[name]}
        if name != "release.json":
            (folder / "release.json").write_text(json.dumps(described), "utf-8")
        (folder / "SHA256SUMS").write_text("".join(f"{sums[path]}  {path}\n" for path in sorted(sums)), "utf-8")


def test_a_release_is_as_it_should_be(itu_release: Path) -> None:
    assert _verify(itu_release) == (0, set())


def test_a_flipped_bit_in_a_dump_is_named(copy: Path) -> None:
    data = bytearray((copy / "itu-kg.nt").read_bytes())
    data[data.index(b'"39th World') + 1] ^= 1
    (copy / "itu-kg.nt").write_bytes(data)
    code, found = _verify(copy)
    assert (code, found) == (7, {("sums", "itu-kg.nt"), ("hash", "itu-kg.nt"), ("gzip", "itu-kg.nt.gz")})


def test_a_flipped_bit_in_a_gzip_file_is_named(copy: Path) -> None:
    path = copy / "graphs" / "itu-2024.ttl.gz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    code, found = _verify(copy)
    assert (code, found) == (7, {(check, "graphs/itu-2024.ttl.gz") for check in ("sums", "gzip")})


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "tables" / "events.csv").unlink()
    assert _verify(copy) == (7, {("files", "tables/events.csv")})


def test_a_file_too_many_is_named(copy: Path) -> None:
    (copy / "graphs" / "more.ttl").write_text("", "utf-8")
    assert _verify(copy) == (7, {("files", "graphs/more.ttl")})


def test_a_link_to_the_same_content_is_no_file(copy: Path) -> None:
    (copy / "itu-kg.nq").rename(copy.parent / "elsewhere.nq")
    (copy / "itu-kg.nq").symlink_to(copy.parent / "elsewhere.nq")
    code, found = _verify(copy)
    assert (code, ("files", "itu-kg.nq") in found) == (7, True)


def _reorder(copy: Path) -> None:
    lines = (copy / "itu-kg.nq").read_bytes().splitlines(keepends=True)
    (copy / "itu-kg.nq").write_bytes(b"".join(reversed(lines)))


def test_a_dump_in_another_order_has_another_sum(copy: Path) -> None:
    _reorder(copy)
    assert _verify(copy) == (7, {("sums", "itu-kg.nq"), ("gzip", "itu-kg.nq.gz")})


def test_by_its_content_a_dump_in_another_order_is_fine(copy: Path) -> None:
    _reorder(copy)
    assert _verify(copy, "--content") == (0, set())


def test_one_format_that_says_something_else_is_named_though_its_sums_are_right(copy: Path) -> None:
    data = (copy / "itu-kg.ttl").read_bytes().replace(b"39th World", b"38th World")
    (copy / "itu-kg.ttl").write_bytes(data)
    (copy / "itu-kg.ttl.gz").write_bytes(gzip.compress(data, mtime=0))
    _sum_anew(copy, "itu-kg.ttl", "itu-kg.ttl.gz")
    assert _verify(copy) == (7, {("hash", "itu-kg.ttl")})


@pytest.mark.parametrize("ending", ["jsonld", "rdf", "nt"])
def test_an_ontology_that_says_something_else_in_one_format_is_named_though_its_sums_are_right(
    copy: Path, ending: str
) -> None:
    path = copy / "ontology" / f"itu-kg.{ending}"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"The organisation that answers.", b"The organisation that asks."))
    assert path.read_bytes() != data
    _sum_anew(copy, f"ontology/itu-kg.{ending}")
    assert _verify(copy) == (7, {("ontology", f"ontology/itu-kg.{ending}")})


def test_an_ontology_that_cannot_be_read_in_one_format_is_named(copy: Path) -> None:
    (copy / "ontology" / "itu-kg.rdf").write_bytes(b"<rdf:RDF")
    code, found = _verify(copy, "--content")
    assert (code, found) == (7, {("ontology", "ontology/itu-kg.rdf")})


def test_a_table_that_is_not_the_querys_answer_is_named_though_its_sums_are_right(copy: Path) -> None:
    path = copy / "tables" / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"Dubai", b"Doha"))
    _sum_anew(copy, "tables/events.csv")
    assert _verify(copy) == (7, {("tables", "tables/events.csv")})


def test_a_tree_that_is_not_the_datasets_is_named_though_its_sums_are_right(copy: Path) -> None:
    path = copy / "framed" / "event.jsonld"
    data = path.read_bytes().replace(b"2023-11-20", b"2023-11-21")
    path.write_bytes(data)
    path.with_name("event.jsonld.gz").write_bytes(gzip.compress(data, mtime=0))
    _sum_anew(copy, "framed/event.jsonld", "framed/event.jsonld.gz")
    assert _verify(copy) == (7, {("frames", "framed/event.jsonld")})


def test_a_missing_description_is_named(copy: Path) -> None:
    (copy / "description" / "dcat.ttl").unlink()
    assert _verify(copy) == (7, {("files", "description/dcat.ttl")})


@pytest.mark.parametrize("name", ["SHA256SUMS", "release.json"])
def test_what_says_nothing_of_itself_is_no_release(copy: Path, name: str) -> None:
    (copy / name).write_text("{", "utf-8")
    assert _verify(copy)[0] == 7


def test_a_path_out_of_the_release_is_not_followed(copy: Path) -> None:
    with (copy / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write(f"{'0' * 64}  ../elsewhere\n")
    assert _verify(copy)[0] == 7


def test_an_index_beside_it_that_says_the_same_is_fine(copy: Path) -> None:
    standing_versions.write_index(copy)
    assert _verify(copy) == (0, set())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dataset/1.0.0", "dataset/1.0.1"),
        ('version "1.0.0"', 'version "2.0.0"'),
        ('checksumValue "', 'checksumValue "0'),
    ],
    ids=["no-such-version", "another-name", "another-sum"],
)
def test_an_index_beside_it_that_says_something_else_is_named(copy: Path, old: str, new: str) -> None:
    standing_versions.write_index(copy)
    index = copy.with_name("versions.ttl")
    text = index.read_text("utf-8")
    index.write_text(text.replace(old, new), "utf-8")
    assert index.read_text("utf-8") != text
    assert _verify(copy) == (7, {("versions", "../versions.ttl")})


def test_a_description_without_the_dump_that_the_index_names_is_named(copy: Path) -> None:
    standing_versions.write_index(copy)
    said = json.loads((copy / "release.json").read_bytes())
    said["files"] = [each for each in said["files"] if each["path"] != "itu-kg.nq"]
    (copy / "release.json").write_text(json.dumps(said), "utf-8")
    code, mismatches = _verify(copy)
    assert (code, ("versions", "../versions.ttl") in mismatches) == (7, True)


def test_an_index_of_another_dataset_is_nobody_s(copy: Path) -> None:
    dcat = "http://www.w3.org/ns/dcat#"
    copy.with_name("versions.ttl").write_text(f"<urn:theirs> <{dcat}hasVersion> <urn:theirs:1> .\n", "utf-8")
    assert _verify(copy) == (0, set())


def test_what_is_no_folder_is_exit_2(tmp_path: Path) -> None:
    assert _verify(tmp_path / "nowhere")[0] == 2
