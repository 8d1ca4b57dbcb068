"""The stored queries: beside rdflib's engine on ITU 2024, and at scale on the embedded store.

`python -m benchmarks.queries [N]`; N is 1,000 synthetic submissions, about a million quads. Each query is asked with
the values of its example, and without values where it needs none; those that ask other endpoints are left out. Warm: a
process opens the data, asks everything once, and then again for the figure. At scale the store is measured twice: as
`store build` leaves it, with the answers it keeps, and without them, every answer worked out. Times are CPU seconds
from the text of the query to the table; the memory is the peak of the process, as the operating system has it.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Job, figures, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itu_kg.model.answer import Queryable

PROJECT = Path(__file__).resolve().parents[1]
COUNT = 1000
RUNS = 3
RATIO = 20
"""The limit on ITU 2024: times faster than rdflib's engine, the whole catalogue."""
MEDIAN, SLOWEST, OPENING, MEMORY = 0.050, 1.0, 0.2, 1024
"""The limits at scale: seconds of the median and the slowest query and of opening the store, MB."""
FIND = 0.2
"""The limit of `find` at scale: seconds of a whole process."""
FINDS = ("AI", "radiocommunication dubai", "partnership", "gnder")
"""What is looked for: an acronym, words of several texts, a word of many things, and one that is nowhere."""


def asked() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give what is asked: a label, a query's name, and its values."""
    from itu_kg.query.catalogue import catalogue  # noqa: PLC0415  loaded where it is used, like all of ours below

    for query in catalogue(PROJECT / "queries").all():
        if query.federated:
            continue
        values = {each.name: each.example for each in query.parameters if each.example is not None}
        shown = "".join(f" --{name} {value}" for name, value in values.items())
        yield f"{query.name}{shown}", query.name, values
        if values and not any(each.required for each in query.parameters):
            yield query.name, query.name, {}


def timed(job: Callable[[], object], runs: int = RUNS) -> float:
    """Do a job once to warm up, then `runs` times; the median of its CPU seconds."""
    job()
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        job()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def ours(data: Queryable) -> dict[str, float]:
    """Ask everything as `query run` does."""
    from itu_kg.query.catalogue import catalogue  # noqa: PLC0415  likewise
    from itu_kg.query.run import run  # noqa: PLC0415  likewise

    queries = catalogue(PROJECT / "queries")
    loaded = {name: queries.get(name) for name in queries.names}
    return {label: timed(partial(run, loaded[name], values, data, queries=queries)) for label, name, values in asked()}


def peer(folder: Path) -> dict[str, float]:
    """Let rdflib's engine answer the same texts, its own parsing of them included."""
    import rdflib  # noqa: PLC0415  ours must not pay for it

    from itu_kg.model.vocab import prefixes  # noqa: PLC0415  likewise
    from itu_kg.query import memory_store  # noqa: PLC0415  likewise
    from itu_kg.query.catalogue import catalogue  # noqa: PLC0415  likewise
    from itu_kg.query.entity_names import Names  # noqa: PLC0415  likewise
    from itu_kg.query.parameters import fill, to_terms  # noqa: PLC0415  likewise

    queries = catalogue(PROJECT / "queries")
    named = Names(queries, memory_store.read([folder])).find
    graph = rdflib.Graph()
    for turtle in sorted(folder.glob("*.ttl")):
        graph.parse(turtle, format="turtle")
    texts = {
        label: fill(queries.get(name), to_terms(queries.get(name), values, named, prefixes()))
        for label, name, values in asked()
    }
    return {label: timed(lambda text=text: list(graph.query(text)), runs=1) for label, text in texts.items()}


def stored(store: Path, *, kept: bool) -> dict[str, Any]:
    """Open a store and ask it everything, with or without the answers it keeps."""
    import pyoxigraph as ox  # noqa: PLC0415  likewise

    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise
    from itu_kg.query import disk_store  # noqa: PLC0415  likewise
    from itu_kg.query.memory_store import LocalStore  # noqa: PLC0415  likewise
    from itu_kg.query.open import open_paths  # noqa: PLC0415  likewise

    begun = time.process_time()
    data: LocalStore = open_paths([store], BASE)
    opening = time.process_time() - begun
    if not kept:
        made = disk_store.read(store)
        assert made is not None  # noqa: S101  it has just been opened
        data = LocalStore(ox.Store.read_only(str(store / made.generation / disk_store.QUADS)))
    return {"opening": opening, "queries": ours(data)}


def build(count: int, folder: Path) -> dict[str, float]:
    """Write the synthetic submissions to a file, and make its store with the answers it keeps."""
    from benchmarks import corpus  # noqa: PLC0415  likewise
    from itu_kg import rdf  # noqa: PLC0415  likewise
    from itu_kg.model.assets import Assets  # noqa: PLC0415  likewise
    from itu_kg.model.formats import Format  # noqa: PLC0415  likewise
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  likewise
    from itu_kg.query import disk_store_build  # noqa: PLC0415  likewise
    from itu_kg.query.catalogue import catalogue  # noqa: PLC0415  likewise

    data, store = folder / "corpus.nq", folder / "corpus.store"
    with rdf.Spool(corpus.graphs(count, Assets(PROJECT))) as graphs:
        quads = sum(len(graph.triples) for graph in graphs)
        with data.open("wb") as file:
            file.writelines(rdf.stream(graphs, Format.NQUADS))
    before = os.times()
    made = disk_store_build.build([data], store, base=BASE, queries=catalogue(PROJECT / "queries"))
    after = os.times()
    return {
        "quads": quads,
        "triples": made.triples,
        "cpu": sum(after[:4]) - sum(before[:4]),
        "disk": sum(path.stat().st_size for path in store.rglob("*") if path.is_file()) / (1 << 20),
    }


def child(*arguments: str) -> tuple[Any, float]:
    """Run one of the jobs in a process of its own; what it says, and its peak memory in MB."""
    return said("benchmarks.queries", *arguments)


def small() -> bool:
    """Measure the catalogue on ITU 2024 beside rdflib's engine."""
    data = str(PROJECT / "data" / "ttl")
    us, _ = child("--ours", data)
    them, _ = child("--rdflib", data)
    ratio = sum(them.values()) / sum(us.values())
    mean = math.exp(statistics.fmean(math.log(them[label] / us[label]) for label in us))
    worst = min(us, key=lambda label: them[label] / us[label])
    print(f"\nthe whole catalogue on ITU 2024, warm: {len(us)} questions")
    print(f"  {'ours':<40}{sum(us.values()):>9.3f} CPU s")
    print(f"  {'rdflib':<40}{sum(them.values()):>9.3f} CPU s")
    print(f"  {ratio:.1f} times faster (limit {RATIO}): {'met' if ratio >= RATIO else 'MISSED'}")
    print(f"  per question: {mean:.1f} times (geometric mean), least {them[worst] / us[worst]:.1f} ({worst})")
    return ratio >= RATIO


def large(store: Path, title: str, *, kept: bool) -> bool:
    """Measure the catalogue on a store."""
    said, peak = child("--kept" if kept else "--plain", str(store))
    times = said["queries"]
    median, slowest = statistics.median(times.values()), max(times, key=times.__getitem__)
    print(f"\n{title}")
    figures = (
        ("opening the store", said["opening"], OPENING),
        ("the median question", median, MEDIAN),
        (f"the slowest, {slowest}"[:60], times[slowest], SLOWEST),
    )
    for name, figure, limit in figures:
        print(f"  {name:<62}{figure * 1000:>8.1f} ms{_judged(figure <= limit, f'{limit * 1000:g}', limits=kept)}")
    print(f"  {'peak memory':<62}{peak:>8.0f} MB{_judged(peak <= MEMORY, str(MEMORY), limits=kept)}")
    over = sorted((label for label in times if times[label] > SLOWEST / 4), key=times.__getitem__, reverse=True)
    print("".join(f"    {label:<60}{times[label] * 1000:>8.1f} ms\n" for label in over), end="")
    return peak <= MEMORY and all(figure <= limit for _, figure, limit in figures)


def find(store: Path) -> bool:
    """Measure `find` on a store, each time a process of its own."""
    command = (sys.executable, "-m", "itu_kg", "find", "--on", str(store), "-q")
    measured = figures([Job(f"find {words}", (*command, words), target=FIND) for words in FINDS], RUNS)
    print("\nfind, whole processes")
    for each in measured:
        print(f"  {each.job.name:<62}{each.cpu * 1000:>8.1f} ms{_judged(each.met, f'{FIND * 1000:g}', limits=True)}")
    return all(each.met for each in measured)


def _judged(met: bool, limit: str, *, limits: bool) -> str:  # noqa: FBT001  what is judged comes first
    return f" (limit {limit}): {'met' if met else 'MISSED'}" if limits else ""


def main(count: int = COUNT) -> bool:
    """Measure and print; say whether the limits are kept."""
    met = small()
    with tempfile.TemporaryDirectory() as folder:
        built, peak = child("--build", str(count), folder)
        store = Path(folder) / "corpus.store"
        print(f"\n{count:,} synthetic submissions, {built['quads']:,} quads: {built['triples']:,} triples in the store")
        print(f"  {'store build':<40}{built['cpu']:>9.1f} CPU s{peak:>9.0f} MB{built['disk']:>9.0f} MB on disk")
        met = large(store, "as `store build` leaves it, answers kept", kept=True) and met
        met = find(store) and met
        large(store, "without the answers that are kept (no limits are set for it)", kept=False)
    return met


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--ours", data]:
            from itu_kg.query import memory_store

            print(json.dumps(ours(memory_store.read([Path(data)]))))
        case ["--rdflib", data]:
            print(json.dumps(peer(Path(data))))
        case ["--build", number, folder]:
            print(json.dumps(build(int(number), Path(folder))))
        case [("--kept" | "--plain") as how, store]:
            print(json.dumps(stored(Path(store), kept=how == "--kept")))
        case [number]:
            sys.exit(0 if main(int(number)) else 1)
        case _:
            sys.exit(0 if main() else 1)
