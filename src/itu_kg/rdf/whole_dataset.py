"""Folder → the one file in it that holds a whole dataset, where the same is said in many formats.

A release says in release.json what its files are called; what `publish` writes has one file of quads beside the folder
of its graphs. No name is guessed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from itu_kg.model.edition import DESCRIPTION, GRAPHS
from itu_kg.model.formats import Format

_QUADS = Format.NQUADS.suffixes[0]


def whole_dataset(folder: Path) -> Path | None:
    """The N-Quads of a release, or of what `publish` writes; None for any other folder."""
    described = folder / DESCRIPTION
    quads = set(folder.glob(f"*{_QUADS}")) if described.is_file() or (folder / GRAPHS).is_dir() else set()
    if len(quads) > 1 and described.is_file():
        with suppress(OSError, ValueError, KeyError, TypeError):  # who verifies the release says what is wrong with it
            quads &= {folder / f"{json.loads(described.read_bytes())['name']}{_QUADS}"}
    return quads.pop() if len(quads) == 1 else None
