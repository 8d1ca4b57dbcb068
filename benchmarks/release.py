"""Records of N synthetic submissions → sorted N-Quads, Turtle and JSON-LD: ours beside rdflib, in one run on one core.

`python -m benchmarks.release [N]`; N is 100. Ours is timed from records in memory to files on disk, mapping included.
rdflib gets the triples ready made and is timed for making its terms, adding them and writing the same three files.
Each runs in a process of its own, which says its CPU seconds; the peak memory is the operating system's. It is that of
the largest graph, which for very many submissions is the dataset's own description, 76 triples for each.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
COUNT = 100
RATIO, MEMORY, RDFLIB_MOST = 15, 150, 300
"""The limits: times faster than rdflib, MB; and how many submissions rdflib has room for."""


def ours(count: int, out: Path) -> dict[str, float]:
    """Write the three dumps as the release does: streamed, one submission at a time."""
    from benchmarks import corpus  # noqa: PLC0415  the peer must not pay for it
    from itu_kg import mapping, rdf  # noqa: PLC0415  likewise
    from itu_kg.model.assets import Assets  # noqa: PLC0415  likewise
    from itu_kg.model.formats import Format  # noqa: PLC0415  likewise
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise

    assets = Assets(PROJECT)
    using = mapping.materials(assets, BASE)
    making = [0.0]

    def made() -> object:
        records = corpus.submissions(count, assets)
        while True:
            begun = time.process_time()
            each = next(records, None)
            making[0] += time.process_time() - begun
            if each is None:
                return
            yield each

    begun = time.process_time()
    quads = 0
    with rdf.Spool(mapping.graphs(made(), using)) as graphs:
        for form in (Format.NQUADS, Format.TURTLE, Format.JSONLD):
            with (out / f"ours{form.suffixes[0]}").open("wb") as file:
                file.writelines(rdf.stream(graphs, form, context=using.context))
        spent = time.process_time() - begun - making[0]
        quads = sum(len(graph.triples) for graph in graphs)
    return {"cpu": spent, "quads": quads}


def peer(out: Path) -> dict[str, float]:
    """Let rdflib build the same dataset and write the same three dumps."""
    import pyoxigraph as ox  # noqa: PLC0415  it only reads what rdflib is given
    from rdflib import Dataset, Literal, URIRef  # noqa: PLC0415  ours must not pay for it

    plain = "http://www.w3.org/2001/XMLSchema#string"
    tagged = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    given = []
    for quad in ox.parse(path=out / "ours.nq", format=ox.RdfFormat.N_QUADS):
        thing = quad.object
        if isinstance(thing, ox.Literal):
            kind = None if thing.datatype.value in (plain, tagged) else thing.datatype.value
            value = (thing.value, kind, thing.language)
        else:
            value = (thing.value,)
        given.append((quad.graph_name.value, quad.subject.value, quad.predicate.value, value))
    given.sort(key=lambda each: each[0])
    begun = time.process_time()
    data = Dataset(default_union=True)
    for name, quads in itertools.groupby(given, lambda each: each[0]):
        graph = data.graph(URIRef(name))
        for _, s, p, o in quads:
            thing = URIRef(o[0]) if len(o) == 1 else Literal(o[0], datatype=o[1] and URIRef(o[1]), lang=o[2])
            graph.add((URIRef(s), URIRef(p), thing))
    lines = sorted(data.serialize(format="nquads").splitlines(keepends=True))
    (out / "rdflib.nq").write_text("".join(lines), "utf-8")
    data.serialize(out / "rdflib.ttl", format="turtle")
    data.serialize(out / "rdflib.jsonld", format="json-ld")
    return {"cpu": time.process_time() - begun, "quads": len(given)}


def measured(*arguments: str) -> dict[str, float]:
    """Run one of the two in a process of its own, and add its peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.release", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT)
    assert process.stdout is not None  # noqa: S101  for the type checker: stdout is a pipe
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} left with {process.returncode}")
    return {**json.loads(said), "peak": usage.ru_maxrss / 1024}


def main(count: int = COUNT) -> bool:
    """Measure and print; say whether the limits are kept."""
    with tempfile.TemporaryDirectory() as folder:
        us = measured("--ours", str(count), folder)
        print(f"\nrecords of {count:,} synthetic submissions ({us['quads']:,} quads) to N-Quads, Turtle, JSON-LD")
        print(f"  {'ours':<40}{us['cpu']:>9.2f} CPU s{us['peak']:>9.0f} MB (limit {MEMORY})")
        met = us["peak"] <= MEMORY
        if count <= RDFLIB_MOST:
            them = measured("--peer", folder)
            ratio = them["cpu"] / us["cpu"]
            print(f"  {'rdflib: make terms, add, write':<40}{them['cpu']:>9.2f} CPU s{them['peak']:>9.0f} MB")
            met = met and ratio >= RATIO
            print(f"  {ratio:.1f} times faster (limit {RATIO}): {'met' if met else 'MISSED'}")
        else:
            print(f"  not beside rdflib, which would take gigabytes: at most {RDFLIB_MOST} submissions are")
    return met


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--ours", number, out]:
            print(json.dumps(ours(int(number), Path(out))))
        case ["--peer", out]:
            print(json.dumps(peer(Path(out))))
        case [number]:
            sys.exit(0 if main(int(number)) else 1)
        case _:
            sys.exit(0 if main() else 1)
