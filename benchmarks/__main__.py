"""Print CPU seconds and memory of each job beside its limit and rdflib; `--write README.md` writes figures there."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path

from benchmarks import extract, load, queries, readme_figures, release
from benchmarks.measure import Figure, Job, figures

PROJECT = Path(__file__).resolve().parents[1]
RUNS = 9
OURS = (sys.executable, "-m", "itu_kg")
PEER = (sys.executable, str(PROJECT / "benchmarks" / "rdflib_peer.py"))


def jobs(out: Path) -> list[tuple[Job, Job | None]]:
    """Pair each verb with the peer that does the same work, where there is one."""
    data = str(PROJECT / "data" / "ttl")
    events = str(PROJECT / "queries" / "events.rq")
    release_to = f"exec {sys.executable} -m itu_kg release -q --version 1.0.0 -o {out}"
    return [
        (
            Job("query run events (cold)", (*OURS, "query", "run", "events"), target=0.15, memory=60),
            Job("  rdflib: parse, same query", (*PEER, "query", events, data)),
        ),
        (
            Job("serialise --to nquads", (*OURS, "serialise", data, "--to", "nquads")),
            Job("  rdflib: parse, write the same", (*PEER, "write", data, str(out / "rdflib.nq"))),
        ),
        (Job("find AI (cold)", (*OURS, "find", "AI"), target=0.3), None),
        (Job("build", (*OURS, "build", "-q", "-o", str(out / "ttl")), target=0.8), None),
        (Job("validate", (*OURS, "validate"), target=2), None),
        (
            Job("release, all anew", ("sh", "-c", f"rm -rf {out}/new {out}/.new.inputs; {release_to}/new"), target=5),
            None,
        ),
        (Job("release, nothing changed", ("sh", "-c", f"{release_to}/same"), target=0.5), None),
        (Job("publish", (*OURS, "publish", "data/reports/itu-2024.yaml", "-o", str(out / "publish")), target=6), None),
    ]


NAMES = {
    "query run events (cold)": "`query run events` from a cold start",
    "serialise --to nquads": "`serialise --to nquads`",
    "find AI (cold)": "`find AI` from a cold start",
    "build": "`build`",
    "validate": "`validate`",
    "publish": "`publish` of ITU's submission",
}
"""What the README calls those of the jobs that are in its table."""


def write(path: Path) -> None:
    """Measure the rows of the README's table and write it."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = [(NAMES[ours.name], ours, peer) for ours, peer in jobs(Path(folder)) if ours.name in NAMES]
        measured = readme_figures.rows(chosen, RUNS)
    day = dt.datetime.now(tz=dt.UTC).date()
    readme_figures.write(path, readme_figures.table(measured, readme_figures.machine(day), RUNS))


def row(figure: Figure, peer: Figure | None) -> str:
    """Write one line of the table."""
    limit = f"{figure.job.target:.2f}" if figure.job.target else ""
    ratio = f"{peer.cpu / figure.cpu:.1f}" if peer else ""
    verdict = "" if figure.job.target is None else "met" if figure.met else "MISSED"
    return f"{figure.job.name:<42}{figure.cpu:>9.3f}{limit:>8}{figure.peak:>9.0f}{ratio:>8}  {verdict}".rstrip()


def main() -> int:
    """Measure everything and print the table, or write the README's; exit 1 if a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", metavar="README.md", type=Path, help="measure the README's figures and write them")
    if path := parser.parse_args().write:
        write(path)
        return 0
    missed = False
    print(f"{'CPU seconds, median of ' + str(RUNS):<42}{'CPU s':>9}{'limit':>8}{'peak MB':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for ours, peer in jobs(Path(folder)):
            measured = figures([job for job in (ours, peer) if job], RUNS)
            print(row(measured[0], measured[1] if peer else None))
            if peer:
                print(row(measured[1], None))
            missed = missed or not measured[0].met
    missed = not queries.main() or missed
    missed = not release.main() or missed
    missed = bool(extract.main()) or missed
    missed = not load.main() or missed
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
