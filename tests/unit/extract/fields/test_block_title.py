from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import block_title
from itu_kg.model.base import Span
from itu_kg.model.fields import Website

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames


def read(name: str, description: str = "") -> block_title.BlockTitle:
    return block_title.read(Excerpt(name, 0), Excerpt(description, 1000))


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("World Assembly of Lamps (WAL-24)", "WAL-24"),
        ("ITU Lamp Symposium (LS-24)", "LS-24"),
        ("3rd Lamp Day (LD-24)", "LD-24"),
        ("Lamps for Cities (L4C) Initiative", "L4C"),
        ("Lamps for Cities (L4C) Deliverables", None),
        ("8th meeting of the Lamps for Cities (L4C) Initiative", None),
        ("Lamp Day (Madrid)", None),
        ("Lamp Day", None),
    ],
)
def test_an_acronym_counts_where_it_stands_for_the_whole_name(name: str, acronym: str | None) -> None:
    assert read(name).name.acronym == acronym


def test_a_description_may_give_the_acronym() -> None:
    name = read("39th World Lamp Conference", "At the World Lamp Conference 2023 (WLC-23) lamps were lit.").name
    assert name.acronym == "WLC-23"
    assert [(quote.text, quote.at.start) for quote in name.also] == [("World Lamp Conference 2023 (WLC-23)", 1007)]


@pytest.mark.parametrize(
    ("name", "description", "number"),
    [
        ("Lamp Symposium", "The 23rd edition of the Lamp Symposium was held.", 23),
        ("ITU Lamp Symposium (LS-24)", "The fifth Lamp Symposium (LS-24) was held.", 5),
        ("UN Lamp Day", "It was the first-ever UN Lamp Day.", 1),
        ("8th meeting of the Lamp Board", "The eighth meeting of the Board took place.", 8),
        ("8th meeting of the Lamp Board", "It took place.", None),
        ("39th Lamp Conference", "The fortieth was not this one.", None),
        ("Lamp Day", "The second Lamp Day is expected to take place in 2025.", None),
    ],
)
def test_an_edition_counts_where_the_description_says_it(name: str, description: str, number: int | None) -> None:
    words = Excerpt(description, 1000)
    found = block_title.edition(block_title.read(Excerpt(name, 0), words), words)
    assert (found.number if found else None) == number


def test_an_edition_is_quoted_by_the_words_that_count_it() -> None:
    words = Excerpt("The 23rd edition of the Lamp Symposium was held.", 1000)
    found = block_title.edition(block_title.read(Excerpt("Lamp Symposium", 0), words), words)
    assert found
    assert (found.text, found.at.start) == ("23rd", 1004)


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("39th World Radiocommunication Conference", "wrc"),
        ("WSIS+20 High-Level Event 2025", "wsis-forum"),
        ("ITU Global Standards Symposium (GSS-24)", "gss"),
        ("Lamp Day 2024", None),
    ],
)
def test_an_edition_is_joined_to_its_series_by_name(name: str, series: str | None, known: KnownNames) -> None:
    assert block_title.series(read(name), (), known)[0] == series


def test_a_series_known_names_link_text_only_is_not_known_by_name(known: KnownNames) -> None:
    website = Website(text="GSR-24 – Global Symposium for Regulators", at=Span(0, 40))
    assert block_title.series(read("Lamp Day"), [website], known) == ("gsr", False)


@pytest.mark.parametrize(
    ("name", "series", "year", "slug"),
    [
        ("World Assembly of Lamps (WAL-24)", "wal", 2024, "wal-24"),
        ("Lamp Day 2025", "lamps", 2025, "lamps-2025"),
        ("Lamp Day 2025", None, 2025, "lamp-day-2025"),
        ("Lamp Day", None, 2024, "lamp-day-2024"),
    ],
)
def test_an_events_slug_is_stable_over_the_years(name: str, series: str | None, year: int, slug: str) -> None:
    assert block_title.event_slug(read(name), series, year) == slug


def test_a_slug_is_handed_out_once() -> None:
    slugs = block_title.Slugs()
    assert [slugs.take(wanted, "x") for wanted in ("a", "a", "a-2", "", "")] == ["a", "a-2", "a-2-2", "x", "x-2"]
