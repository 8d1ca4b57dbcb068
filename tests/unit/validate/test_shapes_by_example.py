"""Every shape finds nothing in what is right and something in what is wrong."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.validate import Finding, Shapes, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from itu_kg.model.graph import Dataset, Triple

FAIL = sorted((Path(__file__).resolve().parents[2] / "shapes" / "fail").glob("*.ttl"))
SH = "<http://www.w3.org/ns/shacl#"
SHAPE = "<https://w3id.org/itu-kg/shapes#"
SAYS_NOTHING = {"name", "description", "group", "path", "message", "severity", "property", "deactivated"}
NOT_COMPONENTS = SAYS_NOTHING | {"declare", "prefix", "namespace", "prefixes", "select", "flags", "alternativePath",
                                 "inversePath", "targetNode"}  # fmt: skip
HELD_TOGETHER = {"qualifiedValueShape"}  # a part of the qualified counts, not a constraint by itself


def only(shapes: Shapes, name: str) -> Shapes:
    """Keep one shape's targets: what another shape says of the same mistake is no concern of the example's."""
    wanted = f"{SHAPE}{name}>"
    aims = tuple(
        target._replace(
            shape=wanted if target.shape == wanted else f"{SHAPE}none>",
            followers=tuple(follower for follower in target.followers if follower == wanted),
        )
        for target in shapes.targets
        if wanted in (target.shape, *target.followers)
    )
    return replace(shapes, targets=aims, triples=tuple(_reachable(shapes.triples, wanted)))


def _reachable(triples: Iterable[Triple], shape: str) -> Iterator[Triple]:
    facts = defaultdict(list)
    for triple in triples:
        facts[triple[0]].append(triple)
    waiting, seen = [shape], set()
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield from facts.get(node, ())
            waiting += [o for _, _, o in facts.get(node, ())]


@pytest.fixture(scope="module")
def found(
    shapes: Shapes, conforming: Dataset, patch: Callable[[Dataset, str], Dataset]
) -> Mapping[str, tuple[Finding, ...]]:
    """What the shape an example is for finds in it, by the name of the example."""
    results = {}
    for file in FAIL:
        name = file.stem.partition("--")[0]
        report = validate(patch(conforming, file.read_text("utf-8")), only(shapes, name))
        results[file.stem] = tuple(f for f in report.findings if f.shape == f"{SHAPE}{name}>")
    return results


def test_the_passing_examples_conform_and_every_shape_looks_at_something(shapes: Shapes, conforming: Dataset) -> None:
    assert validate(conforming, shapes).findings == ()


@pytest.mark.parametrize("example", FAIL, ids=lambda file: file.stem)
def test_a_failing_example_is_found_and_the_message_says_what_to_do(
    example: Path, found: Mapping[str, tuple[Finding, ...]]
) -> None:
    expected = example.read_text("utf-8").splitlines()[0].removeprefix("# expect: ")
    messages = {finding.message for finding in found[example.stem]}
    assert [message for message in messages if message.startswith(expected)], messages


def test_every_shape_has_a_failing_example(shapes: Shapes) -> None:
    looking = {shape for target in shapes.targets for shape in (target.shape, *target.followers)}
    asking = {s for s, p, _ in shapes.triples if p.startswith(SH) and p[len(SH) : -1] not in SAYS_NOTHING}
    shown = {f"{SHAPE}{file.stem.partition('--')[0]}>" for file in FAIL}
    assert (looking & asking) - shown == set()


def test_every_constraint_component_has_a_failing_example(
    shapes: Shapes, found: Mapping[str, tuple[Finding, ...]]
) -> None:
    named = {shape for target in shapes.targets for shape in (target.shape, *target.followers)}
    used = {p[len(SH) : -1] for s, p, _ in shapes.triples if s in named and p.startswith(SH)}
    expected = {f"{name[0].upper()}{name[1:]}" for name in used - NOT_COMPONENTS - HELD_TOGETHER}
    shown = {f.component.removesuffix("ConstraintComponent") for findings in found.values() for f in findings}
    assert {name.casefold() for name in expected} <= {name.casefold() for name in shown}


def test_every_constraint_says_what_to_do(shapes: Shapes) -> None:
    looking = {shape for target in shapes.targets for shape in (target.shape, *target.followers)}
    asking = {s for s, p, _ in shapes.triples if p.startswith(SH) and p[len(SH) : -1] not in SAYS_NOTHING}
    saying = {s for s, p, _ in shapes.triples if p == f"{SH}message>"}
    assert (looking & asking) - saying == set()


def test_every_property_shape_of_a_claim_names_its_record_field(shapes: Shapes) -> None:
    shared = ("Registry", "Basis", "Alt", "Hidden", "Acronym", "Exact", "Organisation", "Country", "City", "Place",
              "Document", "Question", "Goal", "Target", "InScheme", "Concept", "PrefLabel", "Definition", "EventSeries",
              "LinkedThing", "Dataset", "VoidDataset", "NamedGraph", "ClassOfOthers", "PropertyOfOthers", "Label",
              "NoPrefLabel")  # fmt: skip
    followers = {follower for target in shapes.targets for follower in target.followers}
    assert [s for s in sorted(followers - set(shapes.fields)) if not s.removeprefix(SHAPE).startswith(shared)] == []


def test_no_pattern_takes_longer_on_a_hostile_text_than_on_a_long_one(shapes: Shapes) -> None:
    patterns = {o.split('"')[1].replace("\\\\", "\\") for _, p, o in shapes.triples if p == f"{SH}pattern>"}
    hostile = [
        piece * 3000 + "!" for piece in ("a", "0", "a-", "-0", "a_", "A", "/id/event/a", ".0", "1.0", " ", "0-10/")
    ]
    started = time.process_time()
    for pattern in sorted(patterns):
        for text in hostile:
            re.search(pattern, text)
            re.search(pattern, f"http://data.example/id/event/{text}")
    assert time.process_time() - started < 2
