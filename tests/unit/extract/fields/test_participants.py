from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import participants

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames
    from itu_kg.model.fields import Participant


def read(text: str, known: KnownNames) -> tuple[Participant, ...]:
    return participants.read(Excerpt(text, 100), known).value.named


def slugs(text: str, known: KnownNames) -> list[str | None]:
    return [one.organisation or one.country for one in read(text, known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ITU", ["itu"]),
        ("ITU, UNICC and Digital Dubai", ["itu", "unicc", "digital-dubai"]),
        ("ITU, FAO, and WMO.", ["itu", "fao", "wmo"]),
        ("FAO; UNDP; and WMO", ["fao", "undp", "wmo"]),
        ("• FAO\n• UNDP", ["fao", "undp"]),
        ("FAO\nUNDP", ["fao", "undp"]),
        ("FAO/UNDP", ["fao", "undp"]),
        ("WSIS/ITU, UN Women", ["itu", "un-women"]),
        ("UNFCCC and its interagency initiative Resilience Frontiers", ["unfccc", "resilience-frontiers"]),
        ("United Nations Educational, Scientific and Cultural Organization (UNESCO), ITU", ["unesco", "itu"]),
        ("UNICEF, the Global Partnership for Education, as well as public and private partners", ["unicef", "gpe"]),
        ("Various partners and academia", []),
        ("the Government of India", ["ind"]),
        ("the Governments of China, India and Spain", ["chn", "ind", "esp"]),
        ("GIZ (Germany), FAO", [None, "fao"]),
    ],
)
def test_a_list_is_read_name_by_name(text: str, expected: list[str], known: KnownNames) -> None:
    assert slugs(text, known) == expected


def test_roles_follow_from_the_words_before_the_names(known: KnownNames) -> None:
    text = (
        "The Net is a platform, coordinated by ITU and UNEP, and supported by partners, including FAO. Funded by China"
    )
    assert [(one.text, one.role) for one in read(text, known)] == [
        ("ITU", "coordinator"),
        ("UNEP", "coordinator"),
        ("FAO", "partner"),
        ("China", "funder"),
    ]


def test_donors_may_be_countries(known: KnownNames) -> None:
    named = read("Donors include China, Saudi Arabia, Australia", known)
    assert [(one.country, one.role) for one in named] == [("chn", "funder"), ("sau", "funder"), ("aus", "funder")]


def test_a_footnote_digit_is_not_part_of_the_name(known: KnownNames) -> None:
    (one,) = read("UNDP1", known)
    assert (one.text, one.at, one.organisation) == ("UNDP", (100, 104), "undp")


def test_an_unknown_name_is_kept_and_marked(known: KnownNames) -> None:
    parsed = participants.read(Excerpt("Ministry of Trade and Industry, FAO and UNDP", 0), known)
    assert [one.text for one in parsed.value.named] == ["Ministry of Trade and Industry", "FAO", "UNDP"]
    assert "Ministry of Trade and Industry" in parsed.doubt


def test_a_semicolon_list_keeps_the_commas_of_its_items(known: KnownNames) -> None:
    assert [one.text for one in read("FAO; Ministry of Water, Fish and Salt", known)] == [
        "FAO",
        "Ministry of Water, Fish and Salt",
    ]


def test_a_sentences_subject_is_left_out_of_the_words(known: KnownNames) -> None:
    value = participants.read(Excerpt("It is a net, coordinated by ITU.", 0), known).value
    assert (value.text, value.at) == ("coordinated by ITU", (13, 31))


def test_a_role_may_stand_in_brackets_behind_its_name(known: KnownNames) -> None:
    assert [(one.text, one.role) for one in read("ITU (lead), FAO (co-lead), Spain (donor), WMO", known)] == [
        ("ITU", "coordinator"),
        ("FAO", "coordinator"),
        ("Spain", "funder"),
        ("WMO", "partner"),
    ]


def test_an_ampersand_between_unknown_names_is_part_of_one(known: KnownNames) -> None:
    assert [one.text for one in read("WMO, Lamp & Wick Trust, FAO & UNDP", known)] == [
        "WMO",
        "Lamp & Wick Trust",
        "FAO",
        "UNDP",
    ]


def test_a_name_may_hold_several_commas(known: KnownNames) -> None:
    office = (
        "Office of the High Representative for the Least Developed Countries, Landlocked Developing Countries and "
        "Small Island Developing States"
    )
    assert slugs(f"UNESCO and {office}", known) == ["unesco", "un-ohrlls"]


def _roles(text: str, known: KnownNames) -> str:
    initials = {"coordinator": "c", "funder": "f", "partner": "p"}
    return " ".join(f"{initials[one.role]}:{one.organisation or one.country or one.text}" for one in read(text, known))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Led by UNEP; funded by Japan; implemented by FAO", "c:unep f:jpn p:fao"),
        ("Led by UNEP and the Government of Ghana, with support from UNDP and WIPO", "c:unep c:gha p:undp p:wipo"),
        ("UNDP – lead; UNEP – technical partner", "c:undp p:unep"),
        ("UNDP - lead; UNEP - technical partner", "c:undp p:unep"),
        ("FAO: lead; WHO: partner", "c:fao p:who"),
        ("UNDP as lead, with UNEP and FAO as technical partners", "c:undp p:unep p:fao"),
        ("UNEP leads, with FAO", "c:unep p:fao"),
        ("UNDP (Chair), Kenya (co-chair), UNEP [secretariat], FAO", "c:undp c:ken c:unep p:fao"),
        ("FAO and WHO (co-leads), UNDP", "c:fao c:who p:undp"),
        ("Led by UNEP, FAO and UNDP", "c:unep c:fao c:undp"),
        ("Led by UNEP; FAO; UNDP", "c:unep p:fao p:undp"),
        ("Led by UNEP.\nFAO and UNDP are partners", "c:unep p:fao p:undp"),
        ("Coordinators: ITU; UNEP; Partners: FAO; WMO", "c:itu c:unep p:fao p:wmo"),
        ("Lead agency: UNEP. Partners: FAO, WHO. Donor: Norway", "c:unep p:fao p:who f:nor"),
        ("Donors include China; Japan", "f:chn f:jpn"),
        ("Jointly led by UNEP and FAO, alongside WHO", "c:unep c:fao p:who"),
        ("Under the leadership of WHO, in close collaboration with FAO", "c:who p:fao"),
        ("With the financial support of Norway, together with FAO", "f:nor p:fao"),
        ("FAO, with funding from Norway and Japan", "p:fao f:nor f:jpn"),
        ("Hosted by UNEP; members: FAO, WHO", "c:unep p:fao p:who"),
        ("In collaboration with UNDP and with support from FAO", "p:undp p:fao"),
        ("World Bank Group", "p:world-bank"),
    ],
)
def test_a_role_goes_no_further_than_its_clause(text: str, roles: str, known: KnownNames) -> None:
    assert (_roles(text, known), participants.read(Excerpt(text, 0), known).doubt) == (roles, "")


@pytest.mark.parametrize(
    ("text", "roles", "doubt"),
    [
        ("with support from Quokka Trust", "p:Quokka Trust", "not in the registry: Quokka Trust"),
        ("Sponsored by Quokka Trust", "f:Quokka Trust", "not in the registry: Quokka Trust"),
        ("In cooperation with Quokka Trust and FAO", "p:Quokka Trust p:fao", "not in the registry: Quokka Trust"),
        ("FAO, in dialogue with Quokka Trust", "p:fao p:Quokka Trust",
         "not in the registry: Quokka Trust; not read: in dialogue with"),
        ("Quokka Trust provided the venue", "p:Quokka Trust",
         "not in the registry: Quokka Trust; not read: provided the venue"),
        ("Coordinated by WHO with FAO and UNDP as partners", "c:who p:fao p:undp", ""),
        ("Led by UNEP with FAO", "c:unep p:fao", "whether FAO has the role of coordinator is not certain"),
        ("Donors: China, Japan; implementing partners: UNDP", "f:chn f:jpn p:undp", ""),
        ("UNDP, UNEP, not WHO", "p:undp p:unep", "not read: not WHO"),
        ("UNDP; UNEP; etc.", "p:undp p:unep", "not read: etc"),
        ("More than 40 partners, including UNDP", "p:undp", "not read: More than 40 partners"),
        ("Private sector companies and FAO", "p:fao", "not read: Private sector companies and"),
        ("UNDP in Kenya", "p:undp", "not read: in Kenya"),
        ("FAO; private sector (Quokka Ltd, Wombat Inc)", "p:fao", "not read: private sector, Quokka Ltd, Wombat Inc"),
        ("UNEP and FAO are the leads, in cooperation with UNDP", "p:undp", "not read: UNEP, FAO"),
        ("Lead: UNEP; FAO", "c:unep p:fao", "whether FAO has the role of coordinator is not certain"),
        ("UNEP, FAO and UNDP (donors)", "p:unep f:fao f:undp",
         "who else before UNDP (donors) has the role of funder is not certain"),
    ],
)  # fmt: skip
def test_a_cue_is_no_part_of_a_name_and_what_is_left_is_named(
    text: str, roles: str, doubt: str, known: KnownNames
) -> None:
    assert (_roles(text, known), participants.read(Excerpt(text, 0), known).doubt) == (roles, doubt)
