from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.form import respondent

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames

LANGUAGES = {
    "English": "United Nations\nDepartment of Economic and Social Affairs\nSustainable Development",
    "French": "Nations Unies\nDépartement des affaires économiques et sociales\nDéveloppement durable",
    "Spanish": "Naciones Unidas\nDepartamento de Asuntos Económicos y Sociales\nDesarrollo Sostenible",
    "Russian": (
        "Организация Объединенных Наций\nДепартамент по экономическим и социальным вопросам\nУстойчивое развитие"
    ),
    "Arabic": "الأمم المتحدة\nإدارة الشؤون الاقتصادية والاجتماعية\nالتنمية المستدامة",
    "Chinese": "联合国\n经济和社会事务部\n可持续发展",
}
NAMES = {
    "ITU": "itu",
    "International Telecommunication Union (ITU)": "itu",
    "ITU ( International Telecommunication Union )": "itu",
    "(ITU) International Telecommunication Union": "itu",
    "ITU: International Telecommunication Union": "itu",
    "UNECA": "uneca",
    "Economic Commission for Africa": "uneca",
    "UNWTO": "unwto",
    "UN Tourism (formerly UNWTO)": "unwto",
    "UNOP": "unops",
    "UN-Women": "un-women",
}
BANNER = "Sorry, you need to enable JavaScript to visit this website.\n"
SITE = "United Nations Department of Economic and Social Affairs Sustainable Development"


def header(text: str) -> list[Excerpt]:
    return list(Excerpt(text, 0).lines())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"{BANNER}{SITE}\n\nInternational Telecommunication Union (ITU)",
            "International Telecommunication Union (ITU)",
        ),
        ("ITU", "ITU"),
        ("ITU ( International Telecommunication Union )", "ITU ( International Telecommunication Union )"),
        ("ITU – International Telecommunication Union", "ITU – International Telecommunication Union"),
        (f"{SITE}International Telecommunication Union", "International Telecommunication Union"),
        ("Nations UniesDépartement des affaires économiques et sociales Développement durableITU", "ITU"),
        ("Naciones Unidas Departamento de Asuntos Económicos y Sociales Desarrollo SostenibleITU", "ITU"),
        ("Департамент по экономическим и социальным вопросам Устойчивое развитиеITU", "ITU"),
        ("الأمم المتحدة إدارة الشؤون الاقتصادية والاجتماعية التنمية المستدامةITU", "ITU"),
        ("联合国经济和社会事务部 可持续发展ITU", "ITU"),
    ],
)
def test_the_respondent_is_found_below_any_banner(text: str, words: str, known: KnownNames) -> None:
    found = respondent.read(header(text), known, where="page.txt")
    assert (found.value.text, found.value.organisation, found.doubt) == (words, "itu", "")
    assert text[found.value.at.start : found.value.at.end] == words


def test_the_site_itself_may_answer(known: KnownNames) -> None:
    found = respondent.read(header("Department of Economic and Social Affairs (DESA)"), known, where="page.txt")
    assert found.value.organisation == "undesa"


def test_an_unknown_organisation_gets_a_slug_to_be_confirmed(known: KnownNames) -> None:
    found = respondent.read(header("Agency for Lighthouses (AFL)"), known, where="page.txt")
    assert found.value.organisation == "afl"
    assert found.doubt


@pytest.mark.parametrize("text", ["", f"{BANNER}{SITE}"])
def test_a_page_that_names_nobody_asks_for_the_respondent(text: str, known: KnownNames) -> None:
    with pytest.raises(SourceError, match="--respondent"):
        respondent.read(header(text), known, where="page.txt")


def test_a_respondent_given_by_hand_is_found_in_the_text(known: KnownNames) -> None:
    found = respondent.given("itu", [], "1. Lamps\n\nThe ITU lit them.", known)
    assert (found.value.text, found.value.at) == ("ITU", (14, 17))


def test_a_respondent_that_the_page_never_names_has_no_words(known: KnownNames) -> None:
    found = respondent.given("itu", [], "1. Lamps", known)
    assert (found.value.quote, found.doubt) == (None, "given by hand; the page names it nowhere")


def test_words_of_an_answer_are_nobodys_name(known: KnownNames) -> None:
    found = respondent.given("itu", header("and lamps were lit there.\n"), "and lamps were lit there.\n", known)
    assert found.value.quote is None


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Society of Lamp Makers (SLM)", "slm"),
        ("SLM Society of Lamp Makers", "slm"),
        ("Society of Lamp Makers ( SLM)", "slm"),
        ("The Society of Lamp Makers (SLM)", "slm"),
        ("UNLM United Nations Lamp Makers", "unlm"),
        ("The Society of Lamp Makers", "society-of-lamp-makers"),
        ("Society of Lamp Makers", "society-of-lamp-makers"),
        ("UN Lamp Makers", "un-lamp-makers"),
        ("SOCIETY OF LAMP MAKERS", "society-of-lamp-makers"),
    ],
)
@pytest.mark.parametrize("before", ["", f"{BANNER}{SITE}\n\n", SITE])
def test_a_new_name_is_called_by_its_abbreviation_wherever_that_stands(
    before: str, name: str, organisation: str, known: KnownNames
) -> None:
    found = respondent.read(header(f"{before}{name}"), known, where="page.txt")
    assert (found.value.text, found.value.organisation) == (name, organisation)
    assert found.doubt


@pytest.mark.parametrize("glue", ["", " ", "\u00a0", " | ", " - ", "\n", "\n\n"])
@pytest.mark.parametrize("broken", [True, False], ids=["in lines", "in one line"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_line_is_told_from_the_name_in_each_language(
    language: str, broken: bool, glue: str, known: KnownNames
) -> None:
    site = LANGUAGES[language] if broken else LANGUAGES[language].replace("\n", " ")
    for name, organisation in NAMES.items():
        text = f"{site}{glue}{name}"
        found = respondent.read(header(text), known, where="page.txt")
        assert (found.value.text, found.value.organisation, found.doubt) == (name, organisation, "")
        assert text[found.value.at.start : found.value.at.end] == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_line_alone_names_nobody(language: str, known: KnownNames) -> None:
    with pytest.raises(SourceError, match="--respondent"):
        respondent.read(header(LANGUAGES[language].partition("\n")[2]), known, where="page.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ITU | Department of Economic and Social Affairs", "ITU"),
        ("Name of organization: ITU", "ITU"),
        ("Organization: International Telecommunication Union (ITU)", "International Telecommunication Union (ITU)"),
        ("Submission by ITU", "ITU"),
        ("ITU's submission", "ITU"),
        ("ITU 2024", "ITU"),
    ],
)
def test_words_about_the_page_are_no_part_of_the_name(text: str, words: str, known: KnownNames) -> None:
    found = respondent.read(header(text), known, where="page.txt").value
    assert (found.text, found.organisation) == (words, "itu")
    assert text[found.at.start : found.at.end] == words
