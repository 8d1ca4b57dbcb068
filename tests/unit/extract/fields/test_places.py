from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import places

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("New Delhi, India", ["new-delhi"]),
        ("Dubai, United Emirates", ["dubai"]),
        ("Queretaro, Mexico & Geneva, Switzerland", ["queretaro", "geneva"]),
        ("Geneva (Switzerland) and Madrid, Spain", ["geneva", "madrid"]),
        ("Africa: Kampala, Uganda; Asia: New Delhi, India", ["kampala", "new-delhi"]),
        ("Geneva", ["geneva"]),
        ("Singapore, Singapore", ["singapore"]),
        ("Switzerland", ["che"]),
        ("New Delhi,\nIndia", ["new-delhi"]),
        ("in Geneva", ["geneva"]),
        ("Bahamas, The", ["bhs"]),
        ("The Gambia", ["gmb"]),
        ("Africa – Kampala, Uganda", ["kampala"]),
        ("Geneva / Madrid", ["geneva", "madrid"]),
    ],
)
def test_places_are_read_in_the_order_reported(text: str, slugs: list[str], known: KnownNames) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (list(parsed.value.places), parsed.value.mode, parsed.doubt) == (slugs, None, "")


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Virtual", "virtual"),
        ("Online", "virtual"),
        ("Virtual & Geneva, Switzerland", "hybrid"),
        ("Hybrid", "hybrid"),
        ("Geneva, Switzerland (hybrid)", "hybrid"),
        ("Madrid, Spain", None),
    ],
)
def test_the_mode_follows_from_the_words(text: str, mode: str, known: KnownNames) -> None:
    assert places.read(Excerpt(text, 0), known).value.mode == mode


@pytest.mark.parametrize("text", ["To be determined", "TBD", "Atlantis"])
def test_a_place_nobody_knows_is_no_place(text: str, known: KnownNames) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert parsed.value.places == ()
    assert parsed.doubt


def test_a_city_beside_a_country_that_is_not_its_own_is_not_taken(known: KnownNames) -> None:
    parsed = places.read(Excerpt("Dubai, India", 0), known)
    assert parsed.value.places == ()
    assert "dubai" in parsed.doubt


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Burma", "mmr"), ("Swaziland", "swz"), ("Czech Republic", "cze"), ("Turkey", "tur"), ("Ivory Coast", "civ"),
        ("Cape Verde", "cpv"), ("Macedonia (FYROM)", "mkd"), ("East Timor", "tls"), ("Holland", "nld"),
        ("Zaire", "cod"),
        ("Ceylon", "lka"), ("South Korea", "kor"), ("North Korea", "prk"), ("Russia", "rus"), ("Syria", "syr"),
        ("Laos", "lao"), ("Bolivia", "bol"), ("Tanzania", "tza"), ("Britain", "gbr"), ("the US", "usa"), ("KSA", "sau"),
        ("DR Congo", "cod"), ("Macau", "mac"), ("Vatican", "vat"), ("Palestine", "pse"), ("Moldova", "mda"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_old_and_its_informal_name(text: str, country: str, known: KnownNames) -> None:
    assert places.read(Excerpt(text, 0), known).value.places == (country,)


@pytest.mark.parametrize("text", ["Soviet Union", "Yugoslavia", "Korea", "England"])
def test_a_name_that_is_no_one_countrys_is_left_open(text: str, known: KnownNames) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (parsed.value.places, parsed.doubt) == ((), f"not in the place registry: {text}")


@pytest.mark.parametrize("text", ["Worldwide", "Global", "Multiple locations", "Various cities"])
def test_everywhere_is_no_place_to_meet_at(text: str, known: KnownNames) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (parsed.value.places, parsed.value.mode, parsed.doubt) == ((), None, "no place was found")


def test_a_place_keeps_the_article_that_its_name_begins_with(known: KnownNames) -> None:
    assert places.read(Excerpt("The Hague, The Netherlands", 0), known).value.places == ("the-hague",)
    doubt = places.read(Excerpt("The Bottom, The Netherlands", 0), known).doubt
    assert doubt == "not in the place registry: The Bottom, The Netherlands"


@pytest.mark.parametrize(
    ("text", "slugs", "mode", "unknown"),
    [
        ("Atlantis, Switzerland", ["che"], None, "Atlantis, Switzerland"),
        ("Hybrid – Atlantis (Switzerland)", ["che"], "hybrid", "Atlantis, Switzerland"),
        ("Atlantis/Switzerland", ["che"], None, "Atlantis, Switzerland"),
        ("Atlantis, AT, Switzerland", ["che"], None, "Atlantis, AT, Switzerland"),
        ("Geneva and Atlantis, Switzerland", ["geneva"], None, "Atlantis, Switzerland"),
        ("Geneva, Atlantis, Switzerland", ["geneva"], None, "Atlantis, Switzerland"),
        ("Atlantis, Meropis, India", ["ind"], None, "Atlantis; Meropis, India"),
        ("Caribbean (Atlantis, Barbados), Africa (Meropis, Zambia)", ["brb", "zmb"], None,
         "Atlantis, Barbados; Meropis, Zambia"),
        ("Switzerland: Atlantis", ["che"], None, "Atlantis, Switzerland"),
        ("Online, hosted from Atlantis", [], "hybrid", "Atlantis"),
        ("Atlantis Convention Centre, Switzerland", ["che"], None, "Atlantis Convention Centre, Switzerland"),
        ("Geneva or Atlantis", [], None, "Geneva or Atlantis"),
    ],
)  # fmt: skip
def test_of_a_city_nobody_knows_the_country_is_taken_and_the_city_is_to_confirm(
    text: str, slugs: list[str], mode: str, unknown: str, known: KnownNames
) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (list(parsed.value.places), parsed.value.mode) == (slugs, mode)
    assert parsed.doubt == f"not in the place registry: {unknown}"


@pytest.mark.parametrize(
    ("text", "slugs", "mode"),
    [
        ("UN Headquarters, New York", ["new-york"], None),
        ("UN Headquarters", ["new-york"], None),
        ("UN Headquarters in Geneva", ["geneva"], None),
        ("New York, NY, USA", ["new-york"], None),
        ("Geneva, Switzerland (in person); online", ["geneva"], "hybrid"),
        ("In-person in Geneva with online participation", ["geneva"], "hybrid"),
        ("Hybrid event in Geneva", ["geneva"], "hybrid"),
        ("Hybrid – Geneva (Switzerland)", ["geneva"], "hybrid"),
        ("Hybrid: Geneva, Switzerland", ["geneva"], "hybrid"),
        ("Virtual/Geneva", ["geneva"], "hybrid"),
        ("Geneva, Switzerland and online (MS Teams)", ["geneva"], "hybrid"),
        ("Online via Zoom", [], "virtual"),
        ("Face-to-face, Geneva", ["geneva"], "physical"),
        ("Geneva/Switzerland", ["geneva"], None),
        ("Geneva – Switzerland", ["geneva"], None),
        ("Switzerland, Geneva", ["geneva"], None),
        ("Switzerland: Geneva", ["geneva"], None),
        ("City: Geneva, Country: Switzerland", ["geneva"], None),
        ("Geneva, Canton of Geneva, Switzerland", ["geneva"], None),
        ("Palais des Nations, Geneva, Switzerland", ["geneva"], None),
        ("Geneva (Palais des Nations)", ["geneva"], None),
        ("Lakeside Conference Centre (LCC), Geneva", ["geneva"], None),
        ("Africa (Kampala, Uganda); Arab region: Manama, Bahrain", ["kampala", "manama"], None),
        ("Asia and the Pacific – New Delhi, India", ["new-delhi"], None),
    ],
)  # fmt: skip
def test_modes_venues_regions_and_divisions_are_no_places(
    text: str, slugs: list[str], mode: str, known: KnownNames
) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (list(parsed.value.places), parsed.value.mode, parsed.doubt) == (slugs, mode, "")


@pytest.mark.parametrize(
    ("text", "slugs", "doubt"),
    [
        ("Geneva (TBC)", ["geneva"], "it says TBC"),
        ("To be confirmed, Kenya", ["ken"], "it says To be confirmed"),
        ("Africa", [], "no place was found"),
        ("12 countries", [], "no place was found"),
    ],
)
def test_what_is_not_decided_or_no_place_is_marked(text: str, slugs: list[str], doubt: str, known: KnownNames) -> None:
    parsed = places.read(Excerpt(text, 0), known)
    assert (list(parsed.value.places), parsed.doubt) == (slugs, doubt)
