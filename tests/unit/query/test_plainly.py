"""A header read plainly is what the YAML parser reads: the catalogue's own, and thousands that somebody mistyped."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from itu_kg.errors import AssetError
from itu_kg.query import plainly
from itu_kg.query.header_yaml import Nodes

QUERIES = Path(__file__).parents[3] / "queries"
HEADERS = {
    path.stem: "\n".join(line[3:] for line in path.read_text().splitlines() if line.startswith("#+"))
    for path in sorted(QUERIES.glob("*.rq"))
}
SIGNS = [
    *" \n:#-'\"[]{},&*!|>%@`?~\\\t.=0A",
    "  ",
    ": ",
    " #",
    "- ",
    "\n  ",
    "---",
    '""',
    "[]",
    "{}",
    ", ",
    "é",
    "\u2028",
]


def _parsed(text: str) -> plainly.Node | str | None:
    try:
        return Nodes("x.rq", text, tuple(range(1, text.count("\n") + 2))).parsed()
    except AssetError as problem:
        return str(problem)


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_of_the_catalogue_needs_no_parser(name: str):
    assert plainly.read(HEADERS[name]) == _parsed(HEADERS[name])


def test_a_mistyped_header_is_read_as_the_parser_reads_it_or_left_to_it():
    rng = random.Random(0)  # noqa: S311  mistakes, not secrets
    differing = []
    for _ in range(3000):
        text = rng.choice(list(HEADERS.values()))
        for _ in range(rng.choice((1, 1, 2))):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(SIGNS) + text[at + rng.choice((0, 0, 1)) :]
        read = plainly.read(text)
        differing += [text] if read is not None and read != _parsed(text) else []
    assert differing == []


@pytest.mark.parametrize(
    "text",
    ["a: 'b'", "a: b: c", "a: b #c", "a: &b c", "- a", "a: [b, {c: d}]", "a:", "a: >-\n  b\n   c", 'a: "\\u0041"'],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str):
    assert plainly.read(text) is None


def test_a_header_that_holds_itself_is_refused():
    with pytest.raises(AssetError, match="the header holds itself"):
        Nodes("x.rq", "&a {b: *a}", (1,)).root()
