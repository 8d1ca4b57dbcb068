"""Which languages a resource has and which it will have, and what of the field nobody read."""

from __future__ import annotations

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import languages
from itu_kg.model.language_names import CODES, NAMES

SIX = "ar en es fr ru zh"


def _read(text: str) -> tuple[str, str, str]:
    parsed = languages.read(Excerpt(text, 0))
    return " ".join(parsed.value.available), " ".join(parsed.value.planned), parsed.doubt


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("English / français / español", "en fr es"),
        ("Eng/Fr/Sp", "en fr es"),
        ("Eng., Fr.", "en fr"),
        ("en, fr", "en fr"),
        ("EN, FR, ES, PT", "en fr es pt"),
        ("ENG, FRA, SPA", "en fr es"),
        ("E/F/S", "en fr es"),
        ("A, C, E, F, R, S", "ar zh en fr ru es"),
        ("Anglais, français", "en fr"),
        ("Inglés y español", "en es"),
        ("English, Español, Русский, 中文, العربية", "en es ru zh ar"),
        ("English-French-Spanish", "en fr es"),
        ("English – French", "en fr"),
        ("English | French |", "en fr"),
        ("English, Khmer, Lao and Tok Pisin", "en km lo tpi"),
        ("English, Simplified Chinese, Brazilian Portuguese", "en zh pt"),
        ("English and French versions", "en fr"),
        ("Currently available in English only", "en"),
        ("the six official languages of the United Nations", SIX),
        ("All official United Nations languages", SIX),
        ("UN languages", SIX),
        ("English and the other five UN languages", "en ar es fr ru zh"),
        ("All UN languages except Arabic", "en es fr ru zh"),
    ],
)
def test_a_language_is_known_by_its_names_and_codes(text: str, available: str) -> None:
    assert _read(text) == (available, "", "")


@pytest.mark.parametrize(
    ("text", "available", "planned"),
    [
        ("EN / FR / AR (forthcoming)", "en fr", "ar"),
        ("English, with Spanish to follow", "en", "es"),
        ("English (available), French (in preparation)", "en", "fr"),
        ("English; Spanish version in preparation", "en", "es"),
        ("English (original), French translation under way", "en", "fr"),
        ("English and soon French", "en", "fr"),
        ("English (and French soon)", "en", "fr"),
        ("English (French, Spanish forthcoming)", "en", "fr es"),
        ("English to be translated into French", "en", "fr"),
        ("French: forthcoming; English: available", "en", "fr"),
        ("Available: English, French. Planned: Spanish", "en fr", "es"),
        ("Spanish will be available soon, French", "fr", "es"),
        ("English; other UN languages to follow", "en", "ar es fr ru zh"),
        ("English, and will be translated into the remaining UN languages", "en", "ar es fr ru zh"),
        ("Currently in English; will be in Spanish and Portuguese, later in Arabic", "en", "es pt ar"),
    ],
)
def test_a_language_to_come_is_planned_and_not_available(text: str, available: str, planned: str) -> None:
    assert _read(text) == (available, planned, "")


@pytest.mark.parametrize(
    ("text", "available", "planned", "doubt"),
    [
        ("English with French subtitles", "en fr", "", "not read: subtitles"),
        ("English (Arabic in 2025)", "en ar", "", "not read: in 2025"),
        ("English, not French", "en", "", "it says not: fr; not read: not"),
        ("English, French (not yet available)", "en", "", "it says not: fr; not read: not yet available"),
        ("English, French and Spanish (forthcoming)", "en", "fr es", "which of fr, es are to come is not certain"),
        ("English and French forthcoming", "", "en fr", "which of en, fr are to come is not certain"),
        ("Five UN languages", "", "", "the report says how many languages, not which"),
        ("60 languages", "", "", "the report says how many languages, not which"),
        ("Multilingual", "", "", "no language was found; not read: Multilingual"),
        ("It may be so", "", "", "no language was found; not read: It may be so"),
        ("No", "", "", "no language was found; not read: No"),
    ],
)
def test_what_is_not_certain_is_named(text: str, available: str, planned: str, doubt: str) -> None:
    assert _read(text) == (available, planned, doubt)


def test_no_name_or_code_stands_for_two_languages() -> None:
    assert {tag for tag in (*NAMES.values(), *CODES.values()) if not 2 <= len(tag) <= 3} == set()
    assert {code: (CODES[code], NAMES[code]) for code in CODES.keys() & NAMES if CODES[code] != NAMES[code]} == {}
