from __future__ import annotations

import pytest

from itu_kg.errors import UsageError
from itu_kg.query.entity_names import Label, regions, resolve

EX = "https://example.org/id/"
LABELS = (
    Label(f"{EX}organisation/un-women", "UN-Women"),
    Label(f"{EX}organisation/who", "WHO"),
    Label(f"{EX}organisation/who", "World Health Organization"),
    Label(f"{EX}event/forum-2024", "Forum"),
    Label(f"{EX}series/forum", "Forum"),
    Label(f"{EX}place/geneva", "Genève"),
    Label(f"{EX}document/agenda", "AGENDA"),
    Label(f"{EX}event/agenda-day", "Agenda"),
)


def _meant(name: str) -> str:
    return resolve(name, LABELS, "thing", shown=lambda iri: iri.removeprefix(EX)).removeprefix(EX)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("UN-Women", "organisation/un-women"),
        ("un women", "organisation/un-women"),
        ("UNWOMEN", "organisation/un-women"),
        ("geneve", "place/geneva"),
        ("the World Health Organization", "organisation/who"),
        ("world  health organization", "organisation/who"),
        ("geneva", "place/geneva"),  # by the last part of its IRI
    ],
)
def test_case_accents_spaces_and_hyphens_do_not_count(name: str, thing: str) -> None:
    assert _meant(name) == thing


def test_what_is_called_exactly_so_goes_before_what_differs_in_case() -> None:
    assert (_meant("Agenda"), _meant("AGENDA")) == ("event/agenda-day", "document/agenda")


def test_a_name_of_two_things_is_refused_and_both_are_named() -> None:
    with pytest.raises(UsageError, match=r"names 2 things: event/forum-2024 \(Forum\), series/forum \(Forum\); write"):
        _meant("forum")


def test_a_misspelt_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        UsageError, match=r"no thing in the data is called 'World Helth Organisation'; did you mean World "
    ):
        _meant("World Helth Organisation")


def test_control_characters_of_names_do_not_reach_the_terminal() -> None:
    hostile = (Label(f"{EX}event/a", "bell \x1b[31m"), Label(f"{EX}event/b", "bell \x1b[31m"))
    for name in ("bell 31m", "bell 31n"):
        with pytest.raises(UsageError) as refused:
            resolve(name, hostile, "thing", shown=str)
        assert "bell" in str(refused.value)
        assert str(refused.value).isprintable()


@pytest.mark.parametrize("name", ["", " ", "-", "\x00"])
def test_nothing_is_no_name(name: str) -> None:
    with pytest.raises(UsageError, match="no thing in the data is called"):
        _meant(name)


# From the UN's list M49, read by a person.
@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Africa", {"KEN", "EGY", "ZAF"}, {"YEM", "BRA"}),
        ("Sub-Saharan Africa", {"KEN", "NGA"}, {"EGY", "SDN"}),
        ("Western Asia", {"TUR", "CYP", "ARE"}, {"IRN", "IND"}),
        ("Americas", {"USA", "CUB", "CHL"}, {"ESP"}),
        ("Latin America and the Caribbean", {"MEX", "JAM"}, {"USA", "CAN"}),
        ("Micronesia", {"NRU", "FSM"}, {"WSM"}),
    ],
)
def test_a_region_has_the_countries_of_the_regions_within_it(name: str, inside: set[str], outside: set[str]) -> None:
    (region,) = (each for each in regions() if each.names[0] == name)
    assert inside <= set(region.countries)
    assert not outside & set(region.countries)


def test_every_country_that_m49_has_in_a_region_is_in_one_of_the_five_regions_of_the_world() -> None:
    five = [each for each in regions() if each.names[0] in {"Africa", "Americas", "Asia", "Europe", "Oceania"}]
    codes = [code for each in five for code in each.countries]
    assert len(codes) == len(set(codes)) == 247
    assert not {"ATA", "TWN"} & set(codes)  # the UN has the first in no region, and does not list the second
