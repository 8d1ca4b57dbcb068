"""docs/analyst.ipynb → the same notebook with its answers; `python -m tests.notebook.execution` writes them into it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOK = PROJECT / "docs" / "analyst.ipynb"
_MACHINE = re.compile(re.escape(str(PROJECT)))


def execute() -> Any:
    """Run the notebook from top to bottom; its metadata stay, so that nothing of the machine or the hour is in it."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    metadata = dict(book.metadata)
    resources = {"metadata": {"path": str(PROJECT)}}
    NotebookClient(book, timeout=120, kernel_name="python3", resources=resources, record_timing=False).execute()
    book.metadata = nbformat.from_dict(metadata)
    for cell in book.cells:
        for output in getattr(cell, "outputs", ()):
            data = output.get("data", {})
            data.update({kind: _MACHINE.sub(".", text) for kind, text in data.items() if isinstance(text, str)})
    return book


if __name__ == "__main__":
    nbformat.write(execute(), NOTEBOOK)
