"""The same content in many layouts of text, HTML and Word gives the same record but for positions."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

pytest.importorskip("docx", reason="the extra docx is not installed")

from tests import layouts
from tests.layouts import Filled, Made, Words

from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.ledger.page_coverage import account

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.model.registry import Registry

MANY = int(os.environ.get("SUBMISSIONS", "100"))
"""How many submissions; `make layouts` takes a thousand, which is ten minutes of two cores."""

RESPONDENTS = (
    "Agency for Lighthouses (AFL)", "United Nations Environment Programme (UNEP)", "UNDP", "Guild of Lamp Makers",
)  # fmt: skip
NAMES = (
    "Tide Day", "Congress of Foghorns (CoF)", "Lamp Week 2024", "3rd Forum on Harbours", "Beacon & Buoy Fair",
    "Atlas of Lamps", "Oil “and” Wicks", "Meeting – Keepers",
)  # fmt: skip
DATES = (
    "12 March 2024",
    "1-4 July, 2024",
    "28 November – 1 December 2024",
    "May 2024",
    "all year round",
    "3 June 2025",
)
PLACES = ("Geneva, Switzerland", "Virtual", "Madrid, Spain & virtual", "New Delhi, India", "Harbourtown")
GOALS = ("SDG 14", "SDGs 4, 6 and 9", "All 17 SDGs", "All 17 SDGs, in particular SDG 5", "Goal 11; 13.3")
BODIES = ("FAO", "UNDP; UNEP", "FAO, UNDP and the Guild of Wicks", "UNESCO (lead), Spain (donor)")
SENTENCES = (
    "More than 600 people from 40 countries met in Geneva, Switzerland.",
    "The General Assembly of Keepers adopted Resolution 214 on lamps in May 2024.",
    "We worked with FAO and UNDP on the Atlas of Lamps.",
    "Nothing much came of it.",
    "The Wick Report was published in 2024 & will be reprinted.",
    "It serves SDG 6 and target 13.3.",
    "Our staff joined the Beacon Initiative, led by UNEP.",
)
ITEMS = ("Lamps for all", "The Oil Guide", "12 harbours in Spain", "FAO and UNDP joined")
GROUPS = ("Policy-makers, academia and the private sector", "Mayors", "Youth and women")
ALL = ("All Member States", "Least developed countries", "Spain and India")
TONGUES = ("English", "English, French and Spanish", "English, soon in all 6 UN languages")
LINKS = {
    "Forum page": "https://e.example/a", "Day of lamps": "https://f.example/b?c=d&e=f", "Oil (PDF)": "http://e.example/%20x",
    "Harbours 2024": "https://e.example/list#part",
}  # fmt: skip
ADDRESSES = ("https://e.example/a", "https://www.e.example/b/c?d=e&f=g", "http://lamps.example/%20x")

_PROSE = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map(tuple)
_ITEMS = st.lists(st.sampled_from(ITEMS), max_size=3, unique=True)
_LISTED = st.tuples(_ITEMS, st.booleans()).map(
    lambda two: tuple(f"{number}. {line}" if two[1] else f"• {line}" for number, line in enumerate(two[0], 1))
)
_LONG = st.tuples(_PROSE, _LISTED).map(lambda two: two[0] + two[1])
_NONE = st.sampled_from([("N/A",), ("No response",), ("Not applicable",)])


def _one(values: tuple[str, ...]) -> st.SearchStrategy[Words]:
    return st.sampled_from(values).map(lambda value: (value,))


_WEBSITES = st.lists(st.sampled_from([*LINKS, *ADDRESSES]), min_size=1, max_size=2, unique=True).map(tuple)
_FORMS: dict[int, tuple[tuple[str, str, st.SearchStrategy[Words]], ...]] = {
    3: (
        ("Event Name", "Event Name", _one(NAMES)), ("Event Dates", "Dates", _one(DATES)),
        ("Event Location (City, Country)", "Location", _one(PLACES)), ("Relevant SDGs", "SDGs", _one(GOALS)),
        ("Description (max 150 words)", "Description", _LONG), ("Website (if applicable)", "Website", _WEBSITES),
    ),
    4: (
        ("Resource Name", "Name", _one(NAMES)), ("Relevant SDGs (list all relevant goals)", "Goals", _one(GOALS)),
        ("Publishing entity/entities", "Publishers", _one(BODIES)), ("Target audience", "Audience", _one(GROUPS)),
        ("Description (max 150 words)", "Description", _LONG), ("Language(s)", "Languages", _one(TONGUES)),
        ("Website (if applicable)", "Links", _WEBSITES),
    ),
    7: (
        ("Initiative/Partnership Name", "Name", _one(NAMES)), ("Partners (please list)", "Partners", _one(BODIES)),
        ("Relevant SDGs", "SDGs", _one(GOALS)), ("Member States benefiting from it", "Beneficiaries", _one(ALL)),
        ("Description (max 150 words)", "Description", _LONG), ("Website (if applicable)", "Website", _WEBSITES),
    ),
}  # fmt: skip
"""The blocks of the form, as that of 2024 has them: labels in full and in short, and what may stand there."""
_WEBSITE = ("Website (if applicable)", "Website", "Links")


@st.composite
def _answers(drawn: st.DrawFn, number: int, *, level: bool) -> tuple[Words, tuple[Filled, ...]]:
    if number not in _FORMS or drawn(st.booleans()):
        return drawn(st.one_of(_LONG, _NONE)), ()
    form, short = _FORMS[number], drawn(st.integers(0, 3)) == 0
    # A bare "Name" says what it names only with the label that no other kind of block has.
    left_out = drawn(st.sets(st.sampled_from([label for label, _, _ in form[3:]]), max_size=3))
    blocks = []
    for _ in range(drawn(st.integers(2, 3) if level else st.integers(1, 3))):
        fields: dict[str, Words] = {}
        empty = drawn(st.integers(0, 12)) == 0
        for place, (label, in_short, values) in enumerate(form):
            if label not in left_out:
                name = in_short if short else label
                fields[name] = () if empty else drawn(values)[:1] if level else drawn(values)
                if place and not empty and drawn(st.integers(0, 9)) == 0:
                    fields[name] = drawn(st.sampled_from([("N/A",), ()]))
        links = {
            line: LINKS[line]
            for label in _WEBSITE
            for line in fields.get(label, ())
            if line in LINKS and drawn(st.booleans())
        }
        blocks.append(Filled(fields, links))
    return drawn(st.sampled_from([(), ("These were held.",)])), tuple(blocks)


@st.composite
def submissions(drawn: st.DrawFn) -> Made:
    level = drawn(st.booleans())
    return Made(
        drawn(st.sampled_from(RESPONDENTS)),
        tuple(drawn(_answers(number, level=level)) for number in range(1, 8)),
        drawn(st.integers(0, 2**32)),
    )


SHELVES = {
    "organisations": ("fao", "undp", "unep", "unesco", "un", "ecesa-plus"), "countries": ("che", "esp", "ind"),
    "places": ("geneva", "madrid", "new-delhi"), "series": (), "documents": (),
}  # fmt: skip
"""Of the registry what these submissions name, since all of it would be indexed for each page."""


APART = frozenset({"at", "sha256", "length", "boilerplate", "left_out", "source"})
"""What a record says of positions and digests."""


def _without_positions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_positions(each) for name, each in value.items() if name not in APART}
    if isinstance(value, list):
        return [_without_positions(each) for each in value]
    if isinstance(value, str):
        return re.sub(r"(?<=line )\d+|(?<=[a-z]-)\d{3,}\Z", "", " ".join(re.split(r"[\s|]+", value)).strip())
    return value


def _websites(made: Made, *, linked: bool) -> list[list[tuple[str, str | None]]]:
    """The websites of each block that was filled in, as its page should give them."""
    fields = [
        (next((one.fields[label] for label in _WEBSITE if label in one.fields), ()), one.links)
        for _, blocks in made.answers
        for one in blocks
        if next(iter(one.fields.values()))
    ]
    return [
        [(line, links.get(line) if linked and line in links else line if line in ADDRESSES else None)
         for line in lines if line != "N/A"]
        for lines, links in fields
    ]  # fmt: skip


def read(layout: Callable[[Made], tuple[str, bytes]], made: Made, registry: Registry) -> dict[str, Any]:
    """Give the record of a submission in a layout, without positions, and see that its websites are right."""
    name, data = layout(made)
    page = reader.read(data, where=name)
    submission = draft(page, registry, DraftOptions(), where=name)
    assert account(submission, page.text).true
    record: dict[str, Any] = _without_positions(submission.model_dump(mode="json"))
    blocks = [*record["events"], *record["resources"], *record["partnerships"]]
    found = [[(website["text"], website["url"]) for website in block.pop("websites")] for block in blocks]
    assert found == _websites(made, linked=name != "page.txt")
    return record


@pytest.fixture(scope="module")
def hold(known_things: Registry) -> Callable[[Made], None]:
    kept = {
        shelf: {slug: entry for slug, entry in getattr(known_things, shelf).items() if slug in slugs}
        for shelf, slugs in SHELVES.items()
    }
    registry = known_things.model_copy(update=kept)

    def held(made: Made) -> None:
        """See that every layout of a submission gives the same record."""
        first = read(layouts.TEXTS["colons"], made, registry)
        for name, layout in layouts.able(made).items():
            try:
                assert read(layout, made, registry) == first
            except Exception as problem:
                page = reader.read(layout(made)[1], where=layout(made)[0])
                problem.add_note(f"in the layout {name!r}:\n{page.text}")
                raise

    return held


@settings(max_examples=5, deadline=None, derandomize=True, database=None)
@given(made=submissions())
def test_every_layout_gives_the_same_record(made: Made, hold: Callable[[Made], None]) -> None:
    hold(made)


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(4))
def test_every_layout_of_many_submissions_gives_the_same_record(part: int, hold: Callable[[Made], None]) -> None:
    @seed(part)
    @settings(max_examples=MANY // 4, deadline=None, database=None)
    @given(made=submissions())
    def every_layout(made: Made) -> None:
        hold(made)

    every_layout()
