"""RDF Patch, applied as its text says, without the code that writes it."""

from __future__ import annotations

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset


def applied(patch: bytes, old: Dataset) -> Dataset:
    """Apply a patch: what it takes away must be there, what it adds must not, and it ends with TC."""
    held = set(rdf.write(old, Format.NQUADS).decode().removesuffix("\n").split("\n")) - {""}
    *rows, end, nothing = patch.decode().split("\n")
    assert (end, nothing) == ("TC .", "")
    for row in rows[rows.index("TX .") + 1 :]:
        code, line = row.split(" ", 1)
        assert (line in held) == (code == "D"), row
        (held.remove if code == "D" else held.add)(line)
    data = "".join(f"{line}\n" for line in held).encode()
    return Dataset(rdf.parse(data, Format.NQUADS, where="patched"))
