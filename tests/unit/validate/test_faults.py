"""Faults that a curator, or a program that writes graphs, makes: each is found, and what is said names it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import prefixes
from itu_kg.validate import Finding, Shapes, validate

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = [
    pytest.param(change, said, id=name)
    for name, change, said in yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
]
BASE = "https://data.example/"
SLASH = "%2F"  # prefixed names have none without an escape


def planted(dataset: Dataset, change: str, patch: Callable[[Dataset, str], Dataset]) -> Dataset:
    """Make a change in the notation of faults.yaml."""
    spaces = {**prefixes(BASE), "scope": prefixes(BASE)["sdg-scope"], "status": prefixes(BASE)["answer-status"]}
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in spaces.items())
    for part in re.split(r" \. (?=[+-] )|(?<=[a-zA-Z]) \. (?=[a-z]+:\S+ [a-z]+:\S+ )", change):
        sign, _, rest = part.partition(" ")
        if sign == "-":
            dataset = patch(dataset, f"{head}# without: {rest}\n")
        else:
            text = f"{head}{(rest if sign == '+' else part).replace(SLASH, chr(92) + '/')} .\n"
            dataset = _beside(dataset, text, patch) if sign == "+" else patch(dataset, text)
    return dataset


def _beside(dataset: Dataset, text: str, patch: Callable[[Dataset, str], Dataset]) -> Dataset:
    """Add statements without taking those of the same property out."""
    changed = patch(dataset, text)
    return Dataset(
        tuple(
            NamedGraph(after.iri, tuple(sorted({*before.triples, *after.triples})))
            for before, after in zip(dataset.graphs, changed.graphs, strict=True)
        )
    )


def found(dataset: Dataset, shapes: Shapes) -> list[Finding]:
    return [finding for finding in validate(dataset, shapes).findings if finding.severity != "info"]


@pytest.mark.parametrize(("change", "said"), FAULTS)
def test_a_planted_fault_is_found(
    change: str, said: str | int, shapes: Shapes, conforming: Dataset, patch: Callable[[Dataset, str], Dataset]
) -> None:
    messages = [finding.message for finding in found(planted(conforming, change, patch), shapes)]
    assert any(str(said) in message for message in messages), messages


def test_there_are_faults_of_every_kind() -> None:
    assert len(FAULTS) >= 110
