"""A release of N synthetic submissions into Oxigraph's server and Virtuoso: ours beside a bare curl PUT of each graph.

`python -m benchmarks.load [N [RUNS]]`; N is 100, RUNS 3. Every run has a new, empty server on loopback; the two take
turns, so that a drift of the machine meets them alike. Seconds are wall clock, of the whole command, the release's
verification, plan and check included; CPU seconds are the server's and the client's together. Then the same release is
loaded again, which finds that nothing has changed. Curl sends what it is given and checks nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from tests.servers import Oxigraph, Server, Virtuoso, running

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).resolve().parents[1]
COUNT, RUNS = 100, 3
RATIO, MEMORY, UNCHANGED = 1.5, 200, 20
"""The limits: times curl's wall clock, MB, and seconds to recognise a million unchanged quads."""


class Spent(NamedTuple):
    """Wall-clock seconds, CPU seconds of client and server, and the client's peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def released(count: int, out: Path) -> None:
    """Write a release of synthetic submissions, in N-Quads and N-Triples alone."""
    from benchmarks import corpus  # noqa: PLC0415  the parts that are timed must not pay for it
    from itu_kg import rdf  # noqa: PLC0415  likewise
    from itu_kg.model.assets import Assets  # noqa: PLC0415  likewise
    from itu_kg.model.edition import Artefact, Edition, Written  # noqa: PLC0415  likewise
    from itu_kg.model.formats import Format  # noqa: PLC0415  likewise
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise
    from itu_kg.release import write  # noqa: PLC0415  likewise
    from itu_kg.release.dumps import graph_names  # noqa: PLC0415  likewise

    with rdf.Spool(corpus.graphs(count, Assets(PROJECT))) as graphs:
        names = graph_names([graph.iri for graph in graphs])
        artefacts = [
            Artefact(f"itu-kg{form.suffixes[0]}", form.media_type, rdf.stream(graphs, form))
            for form in (Format.NQUADS, Format.NTRIPLES)
        ]
        each = (
            Artefact(f"graphs/{names[graph.iri]}.nt", "text/plain", rdf.stream((graph,), Format.NTRIPLES))
            for graph in graphs
        )
        called = ("synthetic", "1.0.0", "2026-01-01", "https://licence.example/")
        edition = Edition(*called, BASE, f"{BASE}dataset", f"{BASE}1.0.0", f"{BASE}1.0.0/")

        def describe(new: Path, written: Sequence[Written]) -> list[Artefact]:
            return [write.description(edition, names, new, written)]

        write.release(chain(artefacts, each), out, describe)


def curl(release: Path, server: Server, folder: Path) -> list[str]:
    """Give the command that puts every graph with one curl."""
    described = json.loads((release / "release.json").read_bytes())
    who = f'digest\nuser = "{server.user}:{server.password}"\n' if server.user else ""
    puts = [
        f'url = "{server.graph_store}?graph={quote(graph["iri"], safe="")}"\nupload-file = "{release}/graphs/'
        f'{graph["name"]}.nt"\nheader = "Content-Type: application/n-triples"\noutput = /dev/null\nsilent\nfail\n{who}'
        for graph in described["graphs"]
    ]
    config = folder / "curl.cfg"
    config.write_text("next\n".join(puts), "utf-8")
    return ["curl", "--config", str(config)]


def ours(release: Path, server: Server, folder: Path) -> list[str]:
    """Give our command."""
    return [
        sys.executable,
        "-m",
        "itu_kg",
        "load",
        "-q",
        str(release),
        "--to",
        server.url,
        "--state",
        str(folder / "s"),
    ]


def spent(command: list[str], server: Server) -> Spent:
    """Run a command and say what it cost.

    Raises:
        RuntimeError: it failed; a figure of a failed run would say nothing.
    """
    environment = {**os.environ, "ITU_KG_USER": server.user, "ITU_KG_PASSWORD": server.password}
    begun, before = time.monotonic(), _cpu(server)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} left with {process.returncode}")
    wall = time.monotonic() - begun
    return Spent(wall, usage.ru_utime + usage.ru_stime + _cpu(server) - before, usage.ru_maxrss / 1024)


def _cpu(server: Server) -> float:
    assert server.process is not None  # noqa: S101  for the type checker: it runs
    fields = Path(f"/proc/{server.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(kind: type[Server], release: Path, folder: Path, runs: int) -> dict[str, Spent]:
    """Let the two take turns; give the medians, and ours of the second time."""
    found: dict[str, list[Spent]] = {"curl": [], "ours": [], "again": []}
    for run in range(runs):
        for name, command in (("curl", curl), ("ours", ours)):
            place = folder / f"{kind.kind}-{run}-{name}"
            with running(kind, place) as server:
                found[name].append(spent(command(release, server, place), server))
                if name == "ours":
                    found["again"].append(spent(command(release, server, place), server))
            shutil.rmtree(place)
    return {name: Spent(*map(statistics.median, zip(*each, strict=True))) for name, each in found.items()}


def main(count: int = COUNT, runs: int = RUNS) -> bool:
    """Measure and print; say whether the limits are kept."""
    met = True
    with tempfile.TemporaryDirectory() as folder:
        release = Path(folder) / "release"
        # In a process of its own: a child's peak memory is at least what its parent held when it was made.
        subprocess.run([sys.executable, "-m", "benchmarks.load", "--release", str(count), str(release)], check=True)
        quads: int = json.loads((release / "release.json").read_bytes())["counts"]["quads"]
        print(f"\na release of {count:,} synthetic submissions ({quads:,} quads) into a store, medians of {runs}")
        for kind in (Oxigraph, Virtuoso):
            if reason := kind.missing():
                print(f"  {kind.kind}: not measured, {reason}")
                continue
            found = measured(kind, release, Path(folder), runs)
            ratio = found["ours"].wall / found["curl"].wall
            for name, label in (("curl", "curl PUT of each graph"), ("ours", "itu-kg load"), ("again", "  again")):
                wall, cpu, peak = found[name]
                print(f"  {kind.kind:<9} {label:<24}{wall:>8.1f} s{cpu:>8.1f} CPU s{peak:>7.0f} MB")
            print(f"  {kind.kind:<9} {'times curl':<24}{ratio:>8.2f} (limit {RATIO})")
            met = met and ratio <= RATIO and found["ours"].peak <= MEMORY
            met = met and found["again"].wall <= UNCHANGED * max(1.0, quads / 1_000_000)
    return met


if __name__ == "__main__":
    if sys.argv[1:2] == ["--release"]:
        released(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(0 if main(*map(int, sys.argv[1:])) else 1)
