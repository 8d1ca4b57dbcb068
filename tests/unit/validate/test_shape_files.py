from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.errors import AssetError
from itu_kg.validate import load

PREFIXES = """@prefix ex: <https://data.example/shapes#> .
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
ONTOLOGY = [Path(__file__).resolve().parents[3] / "ontology" / "itu-kg.ttl"]


def written(folder: Path, shapes: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(PREFIXES + shapes, "utf-8")
    return path


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, "ex:A a sh:NodeShape ;\n  sh:targetClass ;\n.")
    with pytest.raises(AssetError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:6: not valid Turtle")


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="no shape with a target"):
        load(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="no such file"):
        load(tmp_path / "none")


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("ex:A sh:targetClass ikg:Evnt .", "does not declare ikg:Evnt"),
        ("ex:A sh:targetClass ikg:Goal ; sh:property [ sh:path ikg:color ] .", "does not declare ikg:color"),
        ("ex:A sh:targetSubjectsOf ikg:color .", "does not declare ikg:color"),
        ("ex:A sh:targetClass ikg:Goal ; sh:property [ sh:path ikg:colour ; sh:mincount 1 ] .", "no term sh:mincount"),
        ("ex:A sh:targetClass ikg:Goal ; sh:property ex:B .", "has no sh:path"),
        ("ex:A sh:targetClass ikg:Goal ; sh:sparql [ sh:select '' ; sh:severity sh:Info ] .", "read by no engine"),
        ("ex:A sh:targetClass ikg:Goal ; sh:rule [] .", "advanced features"),
        ("ex:A sh:targetClass ikg:Goal . ex: owl:imports ex:others .", "is not followed"),
        ("ex:A sh:targetClass ikg:Goal ; sh:property [ sh:path ikg:colour ; sh:group ex:G ] .", "is not described"),
    ],
)
def test_a_mistake_that_engines_pass_over_is_an_error(tmp_path: Path, shape: str, problem: str) -> None:
    with pytest.raises(AssetError, match=problem):
        load(written(tmp_path, shape), ontology=ONTOLOGY)


def test_a_property_shape_gets_a_name_that_does_not_change(tmp_path: Path) -> None:
    path = written(tmp_path, "ex:A sh:targetClass ikg:Goal ; sh:property [ sh:path ikg:colour ] .")
    assert load(path).targets[0].followers == ("<https://data.example/shapes#A-colour>",)


def test_a_deactivated_shape_is_not_run(tmp_path: Path) -> None:
    path = written(tmp_path, "ex:A sh:targetClass ikg:Goal . ex:B sh:targetClass ikg:Target ; sh:deactivated true .")
    assert [target.shape for target in load(path).targets] == ["<https://data.example/shapes#A>"]


def test_a_path_reads_as_sparql_writes_it(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ex:A sh:targetClass ikg:Goal ; sh:property ex:B . "
        "ex:B sh:path ( [ sh:inversePath ikg:emphasises ] [ sh:alternativePath ( ikg:lead ikg:role ) ] ) .",
    )
    assert [path.text for path in load(path).paths.values()] == ["^ikg:emphasises/(ikg:lead|ikg:role)"]
