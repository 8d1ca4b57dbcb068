"""The same work with rdflib alone: what the figures are held against.

`query FILE.rq FOLDER` parses the folder's Turtle and answers the query; `write FOLDER FILE` parses it and writes
N-Quads.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import Dataset, Graph, URIRef


def query(file: Path, folder: Path) -> None:
    """Answer a stored query over the merge of a folder's graphs."""
    graph = Graph()
    for turtle in sorted(folder.glob("*.ttl")):
        graph.parse(turtle, format="turtle")
    for row in graph.query(file.read_text("utf-8")):
        print(row)


def write(folder: Path, out: Path) -> None:
    """Write a folder's graphs as N-Quads."""
    dataset = Dataset()
    for turtle in sorted(folder.glob("*.ttl")):
        dataset.graph(URIRef(f"urn:graph:{turtle.stem}")).parse(turtle, format="turtle")
    dataset.serialize(out, format="nquads")


if __name__ == "__main__":
    verb, *arguments = sys.argv[1:]
    {"query": query, "write": write}[verb](*map(Path, arguments))
