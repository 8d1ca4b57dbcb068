"""The map of the world: whose outlines, where, in which shade. Expected places are those of any atlas."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from itu_kg import registry
from itu_kg.charts import maps
from itu_kg.charts.canvas import Drawing, Room, style
from itu_kg.charts.palette import EMPTY, shade
from itu_kg.charts.values import Totals

PROJECT = Path(__file__).resolve().parents[3]
COUNTRIES = {country.alpha2: country for country in registry.load(PROJECT / "data" / "registry").countries.values()}

needs_outlines = pytest.mark.skipif(
    not maps.WORLD.is_file(), reason="built without the outlines of countries, for want of npm"
)


def _drawn(**numbers: int) -> Drawing:
    totals = Totals("events", {code: Decimal(number) for code, number in numbers.items()})
    with style():
        return maps.draw(totals, COUNTRIES, Room())


def _fill_at(drawing: Drawing, longitude: float, latitude: float) -> str:
    point = maps.project(longitude, latitude)
    (found,) = [
        patch
        for patch in drawing.figure.axes[0].patches
        if isinstance(patch, PathPatch) and patch.get_path().contains_point(point)
    ]
    return to_hex(found.get_facecolor()).upper()


def _dots(drawing: Drawing) -> dict[tuple[float, float], str]:
    return {
        tuple(dot.get_offsets()[0]): to_hex(dot.get_facecolor()[0]).upper()
        for dot in drawing.figure.axes[0].collections
        if dot.get_sizes()[0] > 10
    }


@pytest.mark.parametrize(("place", "x", "y"), [((0, 0), 0, 0), ((180, 0), 2.7066, 0), ((0, 90), 0, 1.3173)])
def test_the_map_follows_equal_earth(place: tuple[float, float], x: float, y: float):
    assert maps.project(*place) == pytest.approx((x, y), abs=1e-4)  # the paper's extent of the map


def test_the_map_keeps_areas():
    def area(latitude: float) -> float:
        (x0, y0), (x1, _), (_, y1) = (
            maps.project(0, latitude),
            maps.project(1, latitude),
            maps.project(0, latitude + 0.1),
        )
        return (x1 - x0) * (y1 - y0)

    # a band of a sphere is as wide as the cosine of its latitude: at 60° half of that at the equator
    assert area(59.95) / area(-0.05) == pytest.approx(0.5, rel=0.01)


@needs_outlines
@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("FR", 2.3, 48.5), ("NO", 9, 61), ("CH", 8, 46.8), ("SO", 45, 4), ("SO", 44.5, 9.8), ("CY", 33.6, 35.25),
        ("UA", 34.2, 45.2), ("RU", -175, 67), ("RU", 100, 60),
    ],
)  # fmt: skip
def test_a_country_is_coloured_where_it_lies(code: str, longitude: float, latitude: float):
    assert _fill_at(_drawn(**{code: 3}), longitude, latitude) == shade(0.6)


@needs_outlines
def test_a_country_without_data_has_the_tone_of_none():
    assert _fill_at(_drawn(CH=3), -100, 40) == EMPTY


@needs_outlines
def test_more_is_darker():
    drawing = _drawn(BR=1, IN=2, CN=9)
    assert [_fill_at(drawing, *at) for at in ((-55, -10), (78, 22), (100, 35))] == [shade(0), shade(0.5), shade(1)]


@needs_outlines
def test_an_island_state_is_a_dot_where_it_lies():
    (place,) = _dots(_drawn(TV=1))
    assert place == pytest.approx(maps.project(179.2, -8.5), abs=0.02)


@needs_outlines
def test_a_country_too_small_to_see_has_a_dot_too():
    assert len(_dots(_drawn(LU=1, CN=1))) == 1


@needs_outlines
def test_every_country_has_a_place_but_parts_of_others_which_are_named():
    note = _drawn(**dict.fromkeys(COUNTRIES, 1)).note
    parts = ("AQ", "BQ", "BV", "CC", "CX", "GF", "GP", "MQ", "RE", "SJ", "TK", "YT")
    assert note == f"no place on the map has {', '.join(sorted(COUNTRIES[code].name for code in parts))}"


@needs_outlines
def test_countries_are_named_with_their_numbers_and_the_note_on_boundaries():
    texts = " ".join(text.get_text() for text in _drawn(CH=8, IN=2).figure.findobj(Text))
    assert "Switzerland 8 · India 2" in texts
    assert maps.BOUNDARIES in texts.replace("\n", " ")


@needs_outlines
def test_the_legend_says_what_is_counted_and_in_which_steps():
    legend = _drawn(CH=8, IN=2, MX=1).figure.axes[0].get_legend()
    assert legend.get_title().get_text() == "events"
    assert [text.get_text() for text in legend.get_texts()] == ["no data", "1", "2", "8"]
