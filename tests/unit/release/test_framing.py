"""The trees are those that a JSON-LD processor gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from itu_kg import rdf
from itu_kg.errors import AssetError
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph
from itu_kg.release import dumps

PROJECT = Path(__file__).resolve().parents[3]
CONTEXT = rdf.Context.load(PROJECT / "ontology" / "context.jsonld")
FRAMES = sorted((PROJECT / "ontology" / "frames").glob("*.jsonld"))


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_the_trees_are_those_of_pyld(path: Path) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not here")
    graphs = rdf.read([PROJECT / "tests" / "shapes" / "pass"]).graphs
    merged = NamedGraph("", tuple(sorted({triple for graph in graphs for triple in graph.triples})))
    document = json.loads(b"".join(rdf.stream((merged,), Format.JSONLD)))
    frame = json.loads(path.read_bytes()) | {"@context": CONTEXT.definitions}
    theirs = jsonld.frame(document, frame, {"omitDefault": True, "omitGraph": False})
    nodes = dumps.compact_nodes(graphs, CONTEXT)
    ours = json.loads(b"".join(dumps.frame_chunks(dumps.load_frame(path, CONTEXT), nodes, CONTEXT)))
    assert ours["@graph"]
    assert _unordered(jsonld.expand(ours)) == _unordered(jsonld.expand(theirs))


def _unordered(value: Any) -> Any:
    """Let go of the order of lists, and of whether a number is native: neither is RDF's."""
    if isinstance(value, dict):
        return {key: _unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return str(value).lower() if isinstance(value, bool | int) else value


def test_a_thing_inside_itself_stays_an_id(tmp_path: Path) -> None:
    path = tmp_path / "frame.jsonld"
    inside = {"type": {}, "@embed": "@always", "@explicit": True, "subOrganizationOf": {"@embed": "@never"}}
    inside = {**inside, "subOrganizationOf": {**inside}}
    path.write_text(json.dumps({"type": "Organization", "@embed": "@never", "subOrganizationOf": inside}), "utf-8")
    nodes = {
        "id/organisation/a": {
            "id": "id/organisation/a",
            "type": "Organization",
            "subOrganizationOf": "id/organisation/b",
        },
        "id/organisation/b": {"id": "id/organisation/b", "subOrganizationOf": "id/organisation/a"},
    }
    tree = next(dumps.framed_trees(dumps.load_frame(path, CONTEXT), nodes))
    assert tree["subOrganizationOf"] == {"id": "id/organisation/b", "subOrganizationOf": "id/organisation/a"}


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ("{", "broken JSON"),
        ('{"type": "Place"}', "embeds @always and is @explicit, or embeds @never"),
        ('{"@embed": "@never"}', "the root names the types"),
        ('{"type": "Place", "@embed": "@never", "nmae": {}}', "'nmae', which is not a property"),
    ],
)
def test_a_frame_that_cannot_be_walked_is_refused(tmp_path: Path, frame: str, said: str) -> None:
    path = tmp_path / "frame.jsonld"
    path.write_text(frame, "utf-8")
    with pytest.raises(AssetError, match=said):
        dumps.load_frame(path, CONTEXT)
