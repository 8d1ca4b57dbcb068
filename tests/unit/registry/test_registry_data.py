from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.registry import load
from itu_kg.registry.gazetteer import gazetteer, key
from itu_kg.registry.yaml_files import FILES, LINKS

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

FOLDER = Path(__file__).resolve().parents[3] / "data" / "registry"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(FOLDER)


@pytest.mark.parametrize("shelf", FILES)
def test_entries_are_sorted_by_id(registry: Registry, shelf: str) -> None:
    slugs = list(getattr(registry, shelf))
    assert slugs == sorted(slugs)


@pytest.mark.parametrize("shelf", FILES)
def test_every_entry_says_how_we_know_it(registry: Registry, shelf: str) -> None:
    assert [slug for slug, entry in getattr(registry, shelf).items() if len(entry.basis) < 12] == []


@pytest.mark.parametrize("shelf", [shelf for shelf in FILES if shelf != "forms"])
def test_no_two_entries_of_a_file_go_by_one_name(registry: Registry, shelf: str) -> None:
    owners: dict[str, set[str]] = {}
    for slug, entry in getattr(registry, shelf).items():
        short = [getattr(entry, "acronym", None), getattr(entry, "symbol", None)]
        for name in (entry.name, *entry.forms, *entry.hidden, *filter(None, short)):
            owners.setdefault(key(name), set()).add(slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("UNECA", "uneca"),
        ("ECA3", "uneca"),
        ("UNWTO", "unwto"),
        ("UN Tourism", "unwto"),
        ("UNOP", "unops"),
        ("UNOPS", "unops"),
        ("UN Women", "un-women"),
        ("UN Tech Envoy", "oset"),
        ("International Telecommunication Union (ITU)", "itu"),
        ("International Telecommunication Union (ITU) Council", "itu-council"),
        ("UN Chief Executive Board", "ceb"),
    ],
)
def test_a_body_is_one_however_it_is_written(registry: Registry, name: str, slug: str) -> None:
    assert gazetteer(registry).resolve(name, "organisation") == slug


@pytest.mark.parametrize(
    "slug",
    [
        "fao",
        "iaea",
        "icao",
        "ifad",
        "ilo",
        "imf",
        "imo",
        "iom",
        "itu",
        "un",
        "un-habitat",
        "un-women",
        "unctad",
        "undp",
        "unep",
        "unesco",
        "unfpa",
        "unhcr",
        "unicef",
        "unido",
        "unodc",
        "unops",
        "unrwa",
        "unwto",
        "upu",
        "wfp",
        "who",
        "wipo",
        "wmo",
        "world-bank",
        "wto",
    ],
)
def test_a_member_of_ceb_is_known(registry: Registry, slug: str) -> None:
    assert slug in registry.organisations


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("WFP World Food Programme", "wfp"),
        ("WIPO World Intellectual Property Organization", "wipo"),
        ("UNOPS United Nations Office for Project Services", "unops"),
        ("UNOOSA United Nations Office for Outer Space Affairs", "unoosa"),
        ("UPU Universal Postal Union", "upu"),
        ("United Nations Institute for Training and Research ( UNITAR)", "unitar"),
        ("UN AIDS", "unaids"),
        ("UN Office for Disaster Risk Reduction (UNISDR)", "undrr"),
        ("UN Capital Development Fund (UNCDF)", "uncdf"),
        ("United Nations World Food Programme (WFP)", "wfp"),
        ("United Nations High Commissioner for Refugees (UNHCR)", "unhcr"),
        ("United Nations Human Settlements Programme (UN-HABITAT)", "un-habitat"),
        ("Secretariat Convention Biological Diversity (CBD)", "cbd"),
        ("Scaling Up Nutrition Movement (SUN)", "sun"),
        ("World Bank Group (WBG)", "world-bank"),
    ],
)
def test_a_respondent_is_known_as_its_page_writes_it(registry: Registry, line: str, slug: str) -> None:
    assert gazetteer(registry).resolve(line, "organisation") == slug


@pytest.mark.parametrize(
    "name",
    [
        "Assembly",
        "Bank",
        "Commission",
        "Council",
        "Secretariat",
        "Fund",
        "the Fund",
        "the Bank",
        "CDB",
        "DCO",
        "DPI",
        "DPO",
        "GA",
        "IDB",
        "ODA",
        "UNSC",
        "WB",
    ],
)
def test_a_name_that_several_bodies_go_by_means_none(registry: Registry, name: str) -> None:
    assert gazetteer(registry).resolve(name, "organisation") is None


@pytest.mark.parametrize("name", ["Djibouti", "Georgetown", "Luxembourg", "Male", "Monaco", "Victoria", "Washington"])
def test_a_city_does_not_go_by_what_also_means_something_else(registry: Registry, name: str) -> None:
    assert gazetteer(registry).resolve(name, "place") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Addis Ababa", "eth"),
        ("Bonn", "deu"),
        ("Bridgetown", "brb"),
        ("Lusaka", "zmb"),
        ("Montréal", "can"),
        ("Nairobi", "ken"),
        ("Paris", "fra"),
        ("Rome", "ita"),
        ("St. George's", "grd"),
        ("The Hague", "nld"),
        ("Vienna", "aut"),
        ("Washington, D.C.", "usa"),
        ("Washington DC", "usa"),
    ],
)
def test_a_capital_or_duty_station_is_in_its_country(registry: Registry, name: str, country: str) -> None:
    slug = gazetteer(registry).resolve(name, "place")
    assert slug
    assert registry.places[slug].country == country


def test_a_misspelt_country_is_found_but_not_shown(registry: Registry) -> None:
    assert gazetteer(registry).resolve("United Emirates", "country") == "are"
    assert "United Emirates" not in registry.countries["are"].forms


@pytest.mark.parametrize(
    "slug",
    [
        "itu",
        "unesco",
        "fao",
        "wmo",
        "wipo",
        "unido",
        "unwto",
        "world-bank",
        "iaea",
        "cbd",
        "icao",
        "ilo",
        "imf",
        "upu",
        "who",
        "iom",
        "wto",
        "unccd",
        "cites",
        "unaids",
        "gef",
    ],
)
def test_a_body_of_its_own_is_no_part_of_the_united_nations(registry: Registry, slug: str) -> None:
    assert registry.organisations[slug].parent is None


@pytest.mark.parametrize(
    ("slug", "parent"), [("itu-council", "itu"), ("itu-t", "itu"), ("hlcp", "ceb"), ("undp", "un"), ("unece", "un")]
)
def test_a_part_names_what_it_is_part_of(registry: Registry, slug: str, parent: str) -> None:
    assert registry.organisations[slug].parent == parent


def test_a_country_goes_by_its_alpha_3_code(registry: Registry) -> None:
    assert all(slug == country.alpha3.lower() for slug, country in registry.countries.items())


def test_no_two_countries_share_a_code(registry: Registry) -> None:
    codes = [(country.alpha2, country.m49) for country in registry.countries.values()]
    assert len({alpha2 for alpha2, _ in codes}) == len({m49 for _, m49 in codes}) == len(codes)


def test_m49_lists_every_country_of_iso_3166_but_one(registry: Registry) -> None:
    """By the table of unstats.un.org, which has no row for Taiwan; 158 is its number in ISO 3166-1 alone."""
    assert [slug for slug, country in registry.countries.items() if country.m49 is None] == ["twn"]


def test_the_draft_and_the_resolution_it_became_are_two_documents(registry: Registry) -> None:
    draft = registry.documents["a-78-l-49"]
    assert (draft.symbol, draft.draft_of) == ("A/78/L.49", "a-res-78-265")
    assert registry.documents["a-res-78-265"].symbol == "A/RES/78/265"


def test_the_questions_are_named_in_at_most_twelve_words(registry: Registry) -> None:
    questions = registry.forms["sdg-questionnaire-2024"].questions
    assert [question.number for question in questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert max(len(question.name.split()) for question in questions) <= 12


def test_a_confirmed_link_names_two_sources(registry: Registry) -> None:
    sources = [(link.object_id, link.comment.split("; ")) for link in registry.links if link.confirmed]
    assert [iri for iri, named in sources if len({source.strip() for source in named if source.strip()}) < 2] == []


def test_each_source_of_a_confirmed_link_is_one_that_anybody_can_look_up(registry: Registry) -> None:
    """A repository that everybody reads, with its owner, or a package of a public index, with its version."""
    lookup = re.compile(r"github\.com/[\w.-]+/[\w.-]+|package @?[\w./-]+ \d+(\.\d+)+")
    sources = {source for link in registry.links if link.confirmed for source in link.comment.split("; ")}
    assert [source for source in sources if not lookup.search(source)] == []


def test_a_place_leads_to_geonames_or_says_why_not(registry: Registry) -> None:
    linked = {link.subject_id for link in registry.links if link.object_id.startswith("https://sws.geonames.org/")}
    missing = {slug: place.basis for slug, place in registry.places.items() if f"place/{slug}" not in linked}
    assert [slug for slug, basis in missing.items() if "no link, since GeoNames" not in basis] == []


def test_every_country_leads_to_geonames(registry: Registry) -> None:
    linked = {link.subject_id for link in registry.links if link.object_id.startswith("https://sws.geonames.org/")}
    assert [slug for slug in registry.countries if f"country/{slug}" not in linked] == []


def test_links_are_sorted_and_none_is_given_twice() -> None:
    rows = [line.split("\t") for line in (FOLDER / LINKS).read_text("utf-8").splitlines()]
    ids = [(row[0], row[3]) for row in rows if row[0].startswith("itukg:")]
    assert ids == sorted(set(ids))


def test_no_two_of_our_things_are_one_thing_outside(registry: Registry) -> None:
    outside = [link.object_id for link in registry.links]
    assert len(outside) == len(set(outside))


def test_no_thing_of_ours_is_two_things_of_one_outside_list(registry: Registry) -> None:
    lists = [(link.subject_id, link.object_id.split("/")[2]) for link in registry.links]
    assert len(lists) == len(set(lists))


def test_the_link_of_itu_is_not_the_false_one_that_lists_copy(registry: Registry) -> None:
    linked = {link.object_id for link in registry.links if link.subject_id == "organisation/itu"}
    assert "http://www.wikidata.org/entity/Q376150" in linked
    assert "http://www.wikidata.org/entity/Q16635" not in {link.object_id for link in registry.links}


@pytest.mark.parametrize(
    ("host", "form"),
    [
        ("www.wikidata.org", r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*"),
        ("ror.org", r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"),
        ("sws.geonames.org", r"https://sws\.geonames\.org/[1-9][0-9]*/"),
    ],
)
def test_an_outside_iri_has_the_form_its_owner_gives_it(registry: Registry, host: str, form: str) -> None:
    iris = [link.object_id for link in registry.links if link.object_id.split("/")[2] == host]
    assert iris
    assert [iri for iri in iris if not re.fullmatch(form, iri)] == []
