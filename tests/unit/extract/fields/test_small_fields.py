from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import languages, websites
from itu_kg.extract.fields.groups import audience, beneficiaries
from itu_kg.extract.page.page import Link
from itu_kg.model.base import Span

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames

SIX = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.mark.parametrize(
    ("text", "available", "planned"),
    [
        ("English", ("en",), ()),
        ("English, French and Spanish", ("en", "fr", "es"), ()),
        ("English, but will be available soon in all 6 UN languages", ("en",), ("ar", "es", "fr", "ru", "zh")),
        ("All six UN languages", SIX, ()),
        ("English (French and Spanish forthcoming)", ("en",), ("fr", "es")),
        ("English; French and Spanish (forthcoming)", ("en",), ("fr", "es")),
        ("English. Will be available in French and Arabic", ("en",), ("fr", "ar")),
    ],
)
def test_languages_are_those_now_and_those_planned(
    text: str, available: tuple[str, ...], planned: tuple[str, ...]
) -> None:
    value = languages.read(Excerpt(text, 0)).value
    assert (value.available, value.planned, value.inferred) == (available, planned, False)


def test_six_languages_without_names_are_inferred_and_marked() -> None:
    parsed = languages.read(Excerpt("6 languages", 0))
    assert (parsed.value.available, parsed.value.inferred) == (SIX, True)
    assert parsed.doubt


def test_another_number_of_languages_infers_nothing() -> None:
    parsed = languages.read(Excerpt("12 languages", 0))
    assert parsed.value.available == ()
    assert parsed.doubt


def test_an_audience_is_the_groups_it_names() -> None:
    text = "Policy-makers and other stakeholders, such as partners in the private sector, NGOs, and academia"
    groups = ("policy-makers", "other-stakeholders", "private-sector", "ngos", "academia")
    assert audience(Excerpt(text, 0)).value.groups == groups


def test_an_audience_of_which_only_a_part_is_a_known_group_names_the_rest() -> None:
    parsed = audience(Excerpt("Policy-makers and sailors", 0))
    assert (parsed.value.groups, parsed.doubt) == (("policy-makers",), "not read: and sailors")


def test_an_audience_of_no_known_group_is_marked() -> None:
    assert audience(Excerpt("Sailors", 0)).doubt


@pytest.mark.parametrize(
    ("text", "scope", "groups"),
    [
        ("All", "all", ()),
        ("Global", "global", ()),
        ("Open to all interested parties", "open", ()),
        ("All Member States and particularly LDCs, LLDCs and SIDS", "all", ("ldc", "lldc", "sids")),
        ("All LDCs", None, ("ldc",)),
        ("Landlocked developing countries", None, ("lldc",)),
    ],
)
def test_beneficiaries_are_a_scope_and_country_groups(
    text: str, scope: str | None, groups: tuple[str, ...], known: KnownNames
) -> None:
    parsed = beneficiaries(Excerpt(text, 0), known)
    assert (parsed.value.scope, parsed.value.groups, parsed.doubt) == (scope, groups, "")


@pytest.mark.parametrize(
    ("text", "scope", "countries"),
    [
        ("Kenya, Peru and Viet Nam", None, "ken per vnm"),
        ("Kenya\nPeru\nViet Nam", None, "ken per vnm"),
        ("All UN Member States, including Kenya", "all", "ken"),
        ("The Governments of Kenya and Niger", None, "ken ner"),
        ("Bolivia (Plurinational State of), Guinea-Bissau, Papua New Guinea", None, "bol gnb png"),
        ("Member States benefitting: Kenya", None, "ken"),
    ],
)
def test_beneficiaries_are_the_countries_named(text: str, scope: str | None, countries: str, known: KnownNames) -> None:
    parsed = beneficiaries(Excerpt(text, 0), known)
    assert (parsed.value.scope, " ".join(parsed.value.countries), parsed.doubt) == (scope, countries, "")


@pytest.mark.parametrize(
    ("text", "countries", "left"),
    [
        ("All African countries", "", "All African countries"),
        ("All except Kenya", "", "All except Kenya"),
        ("Global South", "", "Global South"),
        ("Kenya (not Uganda); Peru", "ken per", "not Uganda"),
        ("45 countries including Kenya", "ken", "45 countries including"),
        ("Kenya, Atlantis", "ken", "Atlantis"),
    ],
)
def test_beneficiaries_that_are_neither_are_named(text: str, countries: str, left: str, known: KnownNames) -> None:
    parsed = beneficiaries(Excerpt(text, 0), known)
    assert (parsed.value.scope, " ".join(parsed.value.countries)) == (None, countries)
    assert parsed.doubt.endswith(f"not read: {left}")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.itu.int/wrc-23/", "https://www.itu.int/wrc-23/"),
        ("www.wsis.org/forum", "http://www.wsis.org/forum"),
        ("See https://a.example/x.", "https://a.example/x"),
        ("ITU | G5 Accelerator", None),
        ("http://", None),
    ],
)
def test_a_website_has_an_address_only_where_the_words_give_one(text: str, url: str | None) -> None:
    (website,) = websites.read(Excerpt(text, 0)).value
    assert (website.text, website.url) == (text, url)


def test_every_line_of_a_website_field_is_one() -> None:
    found = websites.read(Excerpt("NoW in ITU-T\u00a0\n\nNoW in ITU-R", 10)).value
    assert [(one.text, one.at) for one in found] == [("NoW in ITU-T", (10, 22)), ("NoW in ITU-R", (25, 37))]


def test_two_addresses_on_a_line_are_two_websites() -> None:
    found = websites.read(Excerpt("https://a.example; https://b.example", 0)).value
    assert [one.url for one in found] == ["https://a.example", "https://b.example"]


def test_a_link_of_the_page_gives_its_label_the_address() -> None:
    (website,) = websites.read(Excerpt("Day page", 50), [Link(Span(50, 58), "https://day.example/")]).value
    assert website.url == "https://day.example/"


def test_prose_after_the_last_block_is_no_link_text() -> None:
    assert [one.text for one in websites.read(Excerpt("Day page\n\n" + "word " * 50, 0)).value] == ["Day page"]
