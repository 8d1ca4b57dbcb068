"""A hundred hostile values, for every type of parameter: they find nothing and change nothing, anywhere."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import UsageError
from itu_kg.model.answer import Table
from itu_kg.query.catalogue import catalogue
from itu_kg.query.endpoint import Endpoint
from itu_kg.query.header import TYPES, parse
from itu_kg.query.memory_store import MemoryStore, rdf_files, read
from itu_kg.query.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.answer import Queryable
    from itu_kg.model.stored_query import StoredQuery

DATA = Path(__file__).parent / "data"
QUERIES = catalogue(Path(__file__).resolve().parents[3] / "queries")
OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

_ENDS = ("", "#", "\n#", " }", "; DROP ALL", "\u007d")
_BREAKS = (
    '"} DROP ALL #', "'} DROP ALL #", "> } DROP ALL #", "} ; DROP ALL ; #", '""" } DROP ALL #', "\\", '\\"} #',
    '" } } ; INSERT DATA { <a:b> <a:c> <a:d> } #', '"@en } UNION { ?s ?p ?o } #', "1 } UNION { ?s ?p ?o } #",
    "<http://example.org/> } { ?s ?p ?o", "UNDEF } { ?s ?p ?o } #", "?s } ?s ?p ?o . { #", '2024-01-01"^^<a:b> } #',
    'x" SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #', "ikg:x ; a ?t } #", "9 UNION", "_:b } #",
)  # fmt: skip
HOSTILE = tuple(dict.fromkeys(start + end for start in _BREAKS for end in _ENDS))


def _query(kind: str, *, grlc: bool) -> StoredQuery:
    place = "" if grlc else "VALUES ?_x { UNDEF } "
    header = f"#+ summary: S\n#+ parameters:\n#+   x: {{type: {kind}}}\n"
    return parse(f"{header}SELECT ?s ?p {{ {place}?s ?p ?o FILTER(?o = ?_x || ?s = ?_x) }}", name="q", where="q.rq")


def _tried(data: Queryable, kind: str, value: str, *, grlc: bool) -> int:
    """Count the rows; a value that is refused finds none."""
    with contextlib.suppress(UsageError):
        answer = run(_query(kind, grlc=grlc), {"x": value}, data, queries=QUERIES)
        assert isinstance(answer, Table)
        return len(answer.rows)
    return 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server that may be written to, with the tests' data in it."""
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server (PyPI package oxigraph) is not installed")
    folder = str(tmp_path_factory.mktemp("oxigraph"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [OXIGRAPH, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    for path in rdf_files([DATA]):
        address = f"http://127.0.0.1:{port}/store?default"
        request = urllib.request.Request(address, path.read_bytes(), {"Content-Type": "text/turtle"}, method="POST")
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310  the server just started
    yield f"http://127.0.0.1:{port}/query"
    process.terminate()
    process.wait(timeout=10)


def test_there_are_a_hundred():
    assert len(HOSTILE) >= 100


@pytest.mark.parametrize("grlc", [False, True], ids=["slot", "grlc"])
def test_a_harmless_value_is_found(grlc: bool):
    assert _tried(read([DATA]), "string", "CH", grlc=grlc) == 1


@pytest.mark.parametrize("grlc", [False, True], ids=["slot", "grlc"])
@pytest.mark.parametrize("kind", TYPES)
def test_a_hostile_value_finds_and_changes_nothing_in_memory(kind: str, grlc: bool):
    memory: MemoryStore = read([DATA])
    before = memory.select(COUNT)
    assert [value for value in HOSTILE if _tried(memory, kind, value, grlc=grlc)] == []
    assert memory.select(COUNT) == before


@pytest.mark.parametrize("kind", ["string", "iri"])
def test_a_hostile_value_finds_and_changes_nothing_on_a_server(server: str, kind: str):
    endpoint = Endpoint(server)
    before = endpoint.select(COUNT)
    assert before.rows[0][0] is not None
    assert before.rows[0][0].value != "0"
    assert [value for value in HOSTILE if _tried(endpoint, kind, value, grlc=kind == "iri")] == []
    assert endpoint.select(COUNT) == before


@pytest.mark.parametrize("value", HOSTILE[::7])
def test_a_hostile_value_of_a_stored_query_finds_nothing(value: str):
    memory = read([DATA])
    with pytest.raises(UsageError, match=r"no organisation( or country)? in the data is called|is no organisation"):
        run(QUERIES.get("about-organisation"), {"organisation": value}, memory, queries=QUERIES)
