"""Records of N synthetic submissions → sorted N-Quads, Turtle and JSON-LD: ours beside rdflib, in one run on one core.

`python -m benchmarks.release [N]`; N is 1,000. Both are timed from records in memory to files on disk, and both map
the records with our mapping, which gives the same triples as values. Ours writes them as the release does, streamed.
rdflib makes terms of them, adds them to a Dataset and writes the same three files, its N-Quads sorted. What is not
timed, of either: making up the records, reading registry, schemes and context, and taking our values apart for rdflib.

Each runs in a process of its own, which says its CPU seconds; the peak memory is the operating system's. Ours runs
again with three times as many submissions, where its memory has to be within the same limit.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.measure import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT = Path(__file__).resolve().parents[1]
COUNT = 1000
RATIO, MEMORY, RDFLIB_MOST = 15, 150, 1000
"""The limits: times faster than rdflib, MB; and how many submissions rdflib has room for, in some 3 GB."""

T = TypeVar("T")


class Untimed:
    """Counts the CPU seconds that making items takes, so that they can be taken off."""

    def __init__(self) -> None:
        self.spent = 0.0

    def of(self, items: Iterable[T]) -> Iterator[T]:
        """Give the items."""
        iterator = iter(items)
        while True:
            begun = time.process_time()
            each = next(iterator, None)
            self.spent += time.process_time() - begun
            if each is None:
                return
            yield each


def ours(count: int, out: Path) -> dict[str, float]:
    """Write the three dumps as the release does: streamed, one submission at a time."""
    from benchmarks import corpus  # noqa: PLC0415  what is loaded is no part of the work
    from itu_kg import mapping, rdf  # noqa: PLC0415  likewise
    from itu_kg.model.assets import Assets  # noqa: PLC0415  likewise
    from itu_kg.model.formats import Format  # noqa: PLC0415  likewise
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise

    assets, making = Assets(PROJECT), Untimed()
    using = mapping.materials(assets, BASE)
    begun = time.process_time()
    with rdf.Spool(mapping.graphs(making.of(corpus.submissions(count, assets)), using)) as graphs:
        for form in (Format.NQUADS, Format.TURTLE, Format.JSONLD):
            with (out / f"ours{form.suffixes[0]}").open("wb") as file:
                file.writelines(rdf.stream(graphs, form, context=using.context))
        spent = time.process_time() - begun - making.spent
        quads = sum(len(graph.triples) for graph in graphs)
    return {"cpu": spent, "quads": quads}


def peer(count: int, out: Path) -> dict[str, float]:
    """Let rdflib build the same dataset of the same mapped values and write the same three dumps."""
    from rdflib import Dataset, Literal, URIRef  # noqa: PLC0415  ours must not pay for it

    from benchmarks import corpus  # noqa: PLC0415  what is loaded is no part of the work
    from itu_kg import mapping  # noqa: PLC0415  likewise
    from itu_kg.model.assets import Assets  # noqa: PLC0415  likewise
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise
    from itu_kg.rdf.ntriples import parts  # noqa: PLC0415  likewise

    assets, making, parting = Assets(PROJECT), Untimed(), Untimed()
    using = mapping.materials(assets, BASE)
    begun = time.process_time()
    data, quads = Dataset(default_union=True), 0
    for named in mapping.graphs(making.of(corpus.submissions(count, assets)), using):
        graph = data.graph(URIRef(named.iri))
        values = (
            [(s[1:-1], p[1:-1], o[1:-1], parts(o) if o[0] == '"' else None) for s, p, o in part]
            for part in (named.triples,)
        )
        for part in parting.of(values):
            quads += len(part)
            for s, p, o, text in part:
                if text is None:
                    graph.add((URIRef(s), URIRef(p), URIRef(o)))
                else:
                    kind = URIRef(text.datatype) if text.datatype else None
                    graph.add((URIRef(s), URIRef(p), Literal(text.value, datatype=kind, lang=text.language or None)))
    lines = sorted(data.serialize(format="nquads").splitlines(keepends=True))
    (out / "rdflib.nq").write_text("".join(lines), "utf-8")
    data.serialize(out / "rdflib.ttl", format="turtle")
    data.serialize(out / "rdflib.jsonld", format="json-ld")
    return {"cpu": time.process_time() - begun - making.spent - parting.spent, "quads": quads}


def measured(*arguments: str) -> dict[str, float]:
    """Run one of the two in a process of its own, and add its peak memory in MB."""
    figures, peak = said("benchmarks.release", *arguments)
    return {**figures, "peak": peak}


def main(count: int = COUNT) -> bool:
    """Measure and print; say whether the limits are kept."""
    with tempfile.TemporaryDirectory() as folder:
        met = True
        for number in (count, 3 * count):
            us = measured("--ours", str(number), folder)
            print(f"\nrecords of {number:,} synthetic submissions ({us['quads']:,} quads) to N-Quads, Turtle, JSON-LD")
            print(f"  {'ours':<40}{us['cpu']:>9.2f} CPU s{us['peak']:>9.0f} MB (limit {MEMORY})")
            met = met and us["peak"] <= MEMORY
            if number > count:
                continue
            if number > RDFLIB_MOST:
                print(f"  not beside rdflib, which would take gigabytes: at most {RDFLIB_MOST:,} submissions are")
                continue
            them = measured("--peer", str(number), folder)
            if them["quads"] != us["quads"]:
                raise RuntimeError(f"rdflib was given {them['quads']:,} quads, ours wrote {us['quads']:,}")
            ratio = them["cpu"] / us["cpu"]
            print(f"  {'rdflib: map, make terms, add, write':<40}{them['cpu']:>9.2f} CPU s{them['peak']:>9.0f} MB")
            met = met and ratio >= RATIO
            print(f"  {ratio:.1f} times faster (limit {RATIO}): {'met' if ratio >= RATIO else 'MISSED'}")
    return met


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--ours", number, out]:
            print(json.dumps(ours(int(number), Path(out))))
        case ["--peer", number, out]:
            print(json.dumps(peer(int(number), Path(out))))
        case [number]:
            sys.exit(0 if main(int(number)) else 1)
        case _:
            sys.exit(0 if main() else 1)
