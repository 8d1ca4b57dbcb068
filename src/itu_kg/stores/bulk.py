"""A release → a folder for a store's own bulk loader: its data, a script, and what to do with them.

Oxigraph's, Virtuoso's and Jena's were run by us on real stores; QLever's and GraphDB's follow their documentation. It
runs nothing and talks to no store.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import UsageError
from itu_kg.files import output_folder
from itu_kg.rdf import ntriples

if TYPE_CHECKING:
    from itu_kg.stores.load_set import LoadSet

DATA = "release.nq"
"""The file of those that take quads."""


def bulk(load_set: LoadSet, quads: Path, kind: str, folder: Path) -> list[str]:
    """Write the folder, whole or not at all; returns the names of its files.

    Args:
        load_set: the graphs of a release, which has been verified.
        quads: its N-Quads.
        kind: one of the folders of `bulk_files`.
        folder: where to; it must not be there, or be empty.

    Raises:
        UsageError: the folder holds something, or cannot be written.
    """
    folder = output_folder(folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("is not an empty folder", where=str(folder), hint="name another with -o")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            new = Path(beside) / "new"
            new.mkdir()
            _copy(kind, new)
            if kind == "virtuoso":
                _virtuoso(load_set, new)
            else:
                _quads(load_set, quads, new / DATA)
            names = sorted(each.relative_to(new).as_posix() for each in new.rglob("*") if each.is_file())
            new.chmod(folder.stat().st_mode & 0o7777 if folder.is_dir() else 0o755)
            os.replace(new, folder)  # noqa: PTH105  replaces an empty folder, which Path.rename does not promise
    except OSError as problem:
        raise UsageError(f"cannot be written: {problem.strerror or problem}", where=str(folder)) from problem
    return names


def _copy(kind: str, folder: Path) -> None:
    """Copy the script and the instructions."""
    for each in sorted(resources.files(__package__).joinpath("bulk_files", kind).iterdir(), key=lambda each: each.name):
        path = folder / each.name
        path.write_bytes(each.read_bytes())
        if path.suffix == ".sh":
            path.chmod(0o755)


def _quads(load_set: LoadSet, quads: Path, to: Path) -> None:
    """Write the quads of the graphs that are to be loaded."""
    if not load_set.left_out:
        shutil.copyfile(quads, to)
        return
    wanted = {graph.iri.encode() for graph in load_set.graphs}
    with quads.open("rb") as lines, to.open("wb") as stream:
        stream.writelines(line for line in lines if line[line.rindex(b" <") + 2 : -4] in wanted)  # the graph is last


def _virtuoso(load_set: LoadSet, folder: Path) -> None:
    """Write a file for each graph, what names it, and what empties the graphs first."""
    data = folder / "data"
    data.mkdir()
    clear = ["log_enable(3, 1);\n"]  # without it, emptying a large graph is one transaction, which may not fit
    for graph in load_set.graphs:
        clear.append(f"SPARQL CLEAR GRAPH {ntriples.iri(graph.iri)};\n")
        shutil.copyfile(graph.path, data / graph.path.name)
        (data / f"{graph.path.name}.graph").write_text(f"{graph.iri}\n", "utf-8")
    (folder / "clear.sql").write_text("".join(clear), "utf-8")
