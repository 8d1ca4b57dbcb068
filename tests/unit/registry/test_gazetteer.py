from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itu_kg.model.base import Span
from itu_kg.model.registry import Country, Document, Organisation, Place, Registry, Series
from itu_kg.registry.gazetteer import Gazetteer, gazetteer, is_acronym


def _organisation(slug: str, name: str, acronym: str | None = None, **more: object) -> Organisation:
    return Organisation.model_validate({"id": slug, "name": name, "acronym": acronym, "basis": "made up", **more})


_ORGANISATIONS = (
    _organisation("itu", "International Telecommunication Union", "ITU"),
    _organisation("itu-t", "ITU Telecommunication Standardization Sector", "ITU-T"),
    _organisation("who", "World Health Organization", "WHO"),
    _organisation("un", "United Nations", "UN"),
    _organisation("united-nations-peru", "United Nations Peru"),
    _organisation("un-habitat", "United Nations Human Settlements Programme", "UN-Habitat"),
    _organisation("unep", "United Nations Environment Programme", "UNEP"),
    _organisation("unep-fi", "UNEP Finance Initiative", "UNEP-FI"),
    _organisation("escap", "Economic and Social Commission for Asia and the Pacific", "ESCAP"),
    _organisation("wtsa", "World Telecommunication Standardization Assembly", "WTSA"),
    _organisation("first-academy", "The Academy", forms=("Digital Academy",)),
    _organisation("second-academy", "Academy", forms=("Digital Academy",)),
)
_REGISTRY = Registry(
    organisations={entry.id: entry for entry in _ORGANISATIONS},
    countries={
        "sgp": Country(id="sgp", name="Singapore", alpha2="SG", alpha3="SGP", m49="702", basis="made up"),
        "tur": Country(
            id="tur", name="Türkiye", forms=("Turkey",), alpha2="TR", alpha3="TUR", m49="792", basis="made up"
        ),
    },
    places={
        "singapore": Place(id="singapore", name="Singapore", country="sgp", basis="made up"),
        "queretaro": Place(id="queretaro", name="Querétaro", country="sgp", basis="made up"),
    },
    series={
        "wtsa": Series(id="wtsa", name="Standardization Assemblies", acronym="WTSA", basis="made up"),
        "think-a-thon": Series(id="think-a-thon", name="Metaverse Think-a-Thon", basis="made up"),
    },
    documents={
        "a-78-l-49": Document(id="a-78-l-49", name="Draft on AI", symbol="A/78/L.49", basis="made up"),
        "body-resolution-214": Document(
            id="body-resolution-214",
            name="Resolution of a body",
            symbol="Resolution 214",
            forms=("Resolution 214 (Bucharest, 2022)",),
            basis="made up",
        ),
    },
)


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer(_REGISTRY)


def _named(known: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(mention.slug, mention.text) for mention in known.mentions(text)]


@pytest.mark.parametrize("name", ["ITU", "itu", "International  Telecommunication\u00a0Union"])
def test_an_organisation_is_known_by_acronym_or_name_in_any_case(known: Gazetteer, name: str) -> None:
    assert known.resolve(name, "organisation") == "itu"


@pytest.mark.parametrize("name", ["UN-Habitat", "UN Habitat", "UNHabitat", "UN\u2011HABITAT"])
def test_hyphens_and_spaces_do_not_distinguish_names(known: Gazetteer, name: str) -> None:
    assert known.resolve(name, "organisation") == "un-habitat"


def test_accents_do_not_distinguish_names(known: Gazetteer) -> None:
    assert known.resolve("Queretaro", "place") == "queretaro"


@pytest.mark.parametrize("name", ["ESCAP2", "ESCAP²", "the ESCAP", " ESCAP, "])
def test_a_footnote_digit_an_article_and_a_comma_do_not_hide_a_name(known: Gazetteer, name: str) -> None:
    assert known.resolve(name, "organisation") == "escap"


def test_a_name_with_its_acronym_in_brackets_is_known(known: Gazetteer) -> None:
    assert known.resolve("International Telecommunication Union (ITU)", "organisation") == "itu"


def test_a_name_whose_bracket_names_something_else_is_not_known(known: Gazetteer) -> None:
    assert known.resolve("World Health Organization (ITU)", "organisation") is None


def test_a_name_that_two_things_share_means_neither(known: Gazetteer) -> None:
    assert known.resolve("Digital Academy", "organisation") is None


def test_a_name_is_known_only_as_what_it_is(known: Gazetteer) -> None:
    assert known.resolve("ITU", "country") is None


def test_an_unknown_name_is_not_known(known: Gazetteer) -> None:
    assert known.resolve("Ministry of Silly Walks", "organisation") is None


@pytest.mark.parametrize("name", ["", " ", "()", "(", "-", "12", "²"])
def test_no_name_at_all_is_not_known(known: Gazetteer, name: str) -> None:
    assert known.resolve(name, "organisation") is None


def test_a_document_is_known_by_its_symbol(known: Gazetteer) -> None:
    assert known.resolve("A/78/L.49", "document") == "a-78-l-49"


def test_a_number_without_its_body_is_no_document(known: Gazetteer) -> None:
    assert known.resolve("Resolution 214", "document") is None


def test_mentions_are_given_in_order_with_their_positions(known: Gazetteer) -> None:
    found = [(mention.slug, mention.at) for mention in known.mentions("WHO and ITU met.", start=100)]
    assert found == [("who", Span(100, 103)), ("itu", Span(108, 111))]


def test_the_longest_name_wins(known: Gazetteer) -> None:
    assert _named(known, "by United Nations Peru") == [("united-nations-peru", "United Nations Peru")]


def test_a_name_within_another_word_is_no_mention(known: Gazetteer) -> None:
    assert _named(known, "SITUATION ITUx xITU UNEPs") == []


def test_an_acronym_in_small_letters_is_a_word(known: Gazetteer) -> None:
    assert _named(known, "those who met") == []


def test_a_country_in_small_letters_is_a_word(known: Gazetteer) -> None:
    assert _named(known, "a roast turkey") == []


@pytest.mark.parametrize("text", ["ESCAP2 and", "(ESCAP)1", "ESCAP² and", "ESCAP\u2019s"])
def test_footnotes_brackets_and_genitives_stay_outside_a_mention(known: Gazetteer, text: str) -> None:
    assert _named(known, text) == [("escap", "ESCAP")]


def test_a_year_glued_to_a_name_is_no_footnote(known: Gazetteer) -> None:
    assert _named(known, "ESCAP2024") == []


def test_an_acronym_that_goes_on_after_a_hyphen_is_another_name(known: Gazetteer) -> None:
    assert _named(known, "UNEP-WCMC") == []


def test_two_acronyms_joined_by_a_hyphen_are_both_named(known: Gazetteer) -> None:
    assert _named(known, "the ITU-WHO group") == [("itu", "ITU"), ("who", "WHO")]


def test_a_word_led_by_an_acronym_still_names_it(known: Gazetteer) -> None:
    assert _named(known, "an ITU-led group of non-ITU members") == [("itu", "ITU"), ("itu", "ITU")]


def test_a_registered_acronym_with_a_hyphen_is_itself(known: Gazetteer) -> None:
    assert _named(known, "UNEP-FI, ITU-T.") == [("unep-fi", "UNEP-FI"), ("itu-t", "ITU-T")]


def test_a_line_break_inside_a_name_does_not_hide_it(known: Gazetteer) -> None:
    assert _named(known, "World\nHealth Organization") == [("who", "World\nHealth Organization")]


def test_a_paragraph_break_ends_a_name(known: Gazetteer) -> None:
    assert _named(known, "World Health\n\nOrganization") == []


def test_names_in_web_addresses_are_no_mentions(known: Gazetteer) -> None:
    assert _named(known, "https://example.org/ITU/WHO www.example.org/ITU") == []


def test_a_name_of_a_body_and_a_series_is_given_as_both(known: Gazetteer) -> None:
    assert [mention.kind for mention in known.mentions("at WTSA-24")] == ["organisation", "series"]


def test_a_city_is_not_taken_for_the_country_of_its_name(known: Gazetteer) -> None:
    assert [mention.kind for mention in known.mentions("Case study: Singapore")] == ["place"]


def test_only_the_kinds_asked_for_are_found(known: Gazetteer) -> None:
    assert [mention.slug for mention in known.mentions("ITU in Singapore", kinds=["country"])] == ["sgp"]


@pytest.mark.parametrize(
    "text",
    [
        "the Querétaro Declaration",
        "the Querétaro Plan of Action",
        "the Querétaro Political Declaration",
        "the Querétaro Commitments",
        "the WSIS-Querétaro+30 Agenda",
    ],
)
def test_a_city_in_the_title_of_a_document_is_no_place(known: Gazetteer, text: str) -> None:
    assert _named(known, text) == []


@pytest.mark.parametrize(
    "text", ["Querétaro, Plan", "Querétaro office", "Querétaro. Declaration", "Querétaro\n\nto act"]
)
def test_a_city_before_other_words_is_a_place(known: Gazetteer, text: str) -> None:
    assert _named(known, text) == [("queretaro", "Querétaro")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("WHO World Health Organization", "who"),
        ("UN Habitat United Nations Human Settlements Programme", "un-habitat"),
        ("WHO International Telecommunication Union", None),
        ("WHO Regional Office", None),
    ],
)
def test_an_acronym_in_front_counts_with_the_name_it_is_short_for(
    known: Gazetteer, name: str, slug: str | None
) -> None:
    assert known.resolve(name, "organisation") == slug


def test_un_in_a_name_is_short_for_united_nations(known: Gazetteer) -> None:
    assert known.resolve("UN Environment Programme", "organisation") == "unep"


def test_a_name_ending_in_a_bracket_is_found_whole(known: Gazetteer) -> None:
    assert _named(known, "guided by Resolution 214 (Bucharest, 2022) of") == [
        ("body-resolution-214", "Resolution 214 (Bucharest, 2022)")
    ]


@pytest.mark.parametrize(("name", "expected"), [("ITU", True), ("U4SSC", True), ("NoW", True), ("Giga", False)])
def test_an_acronym_is_a_short_name_of_capitals(name: str, expected: bool) -> None:
    assert is_acronym(name) is expected


@given(st.text(alphabet=st.one_of(st.sampled_from("ITUWHO -\n()12²'/.&éß"), st.characters())))
def test_every_mention_stands_where_it_says(text: str) -> None:
    known = gazetteer(_REGISTRY)
    assert all(text[mention.at.start : mention.at.end] == mention.text for mention in known.mentions(text))


@pytest.mark.parametrize("unit", ["ITU ", "World Health ", "I T U ", "(", "1 ", "\u00a0", "ITU-", "www.a ", "İ"])
def test_a_long_text_is_read_in_time_linear_in_its_length(known: Gazetteer, unit: str) -> None:
    began = time.process_time()
    list(known.mentions(unit * (200_000 // len(unit))))
    assert time.process_time() - began < 3
