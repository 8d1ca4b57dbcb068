from __future__ import annotations

import pytest

from itu_kg.model.slugs import slug


def _documents(propose, text: str, **more: str) -> dict[str, list[str]]:
    return {slug: [quote.text for quote in quotes] for slug, quotes in propose(text, **more).documents.items()}


@pytest.mark.parametrize(
    ("text", "slug", "quoted"),
    [
        ("It follows A/78/L.49.", "a-78-l-49", "A/78/L.49"),
        ("It follows A/RES/77/320, adopted in 2023.", "a-res-77-320", "A/RES/77/320"),
        ("See E/HLPF/2024/L.1.", "e-hlpf-2024-l-1", "E/HLPF/2024/L.1"),
        ("Resolution 56/183 of the UN General Assembly began it.", "a-res-56-183", "Resolution 56/183"),
        ("The UN General Assembly Resolution 56/183 began it.", "a-res-56-183", "Resolution 56/183"),
        ("The Economic and Social Council, in resolution 2024/5, asked it.", "e-res-2024-5", "resolution 2024/5"),
        ("The World Health Assembly adopted WHA77.15.", "wha77-15", "WHA77.15"),
        (
            "Resolution 214 (Milan, 2022) of the ITU Plenipotentiary Conference.",
            "itu-pp-resolution-214",
            "Resolution 214",
        ),
        ("Human Rights Council resolution 53/29 says so.", "a-hrc-res-53-29", "resolution 53/29"),
        ("Resolution 2719 (2023) of the Security Council.", "s-res-2719-2023", "Resolution 2719"),
        ("UNEA resolution 5/14 says so.", "unea-resolution-5-14", "resolution 5/14"),
        ("The Executive Board of UNDP, in decision 2023/12, says so.", "undp-decision-2023-12", "decision 2023/12"),
        ("Resolution 668 of the General Assembly says so.", "fao-resolution-668", "Resolution 668"),
        ("The CFS took decision 12.", "cfs-decision-12", "decision 12"),
        ("It follows Resolution 70/1 of the UN General Assembly.", "a-res-70-1", "Resolution 70/1"),
    ],
)
def test_a_symbol_or_number_is_a_document_of_its_body(propose, text: str, slug: str, quoted: str) -> None:
    assert _documents(propose, text) == {slug: [quoted]}


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("It noted the report (E/2023/70) and more.", "E/2023/70"),
        ("A second one (see A/RES/71/99).", "A/RES/71/99"),
        ("It is in [A/HRC/RES/53/29].", "A/HRC/RES/53/29"),
        ("It follows E/ESCAP/RES(XX)/1.", "E/ESCAP/RES(XX)/1"),
        ("It was amended (A/C.2/78/L.2/Rev.1)).", "A/C.2/78/L.2/Rev.1"),
    ],
)
def test_a_bracket_behind_a_symbol_is_the_sentences(propose, text: str, symbol: str) -> None:
    assert list(_documents(propose, text).values()) == [[symbol]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We wrote the Tide Plan in 2023.", "Tide Plan"),
        ("We wrote the Tide Plan in May 2023.", "Tide Plan"),
        ("We wrote the Tide Plan on 5 May 2023.", "Tide Plan"),
        ("We wrote the Tide Plan by 2023.", "Tide Plan"),
        ("We wrote the Tide Plan for Islands in Spring.", "Tide Plan for Islands in Spring"),
    ],
)
def test_when_a_document_was_written_is_no_part_of_its_title(propose, text: str, title: str) -> None:
    assert _documents(propose, text) == {slug(title): [title]}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Secretariat of the Tide Convention met.", "Tide Convention"),
        ("It told States on the FAO Tide Strategy.", "FAO Tide Strategy"),
        ("SDGs and the Tide Agenda are one.", "Tide Agenda"),
        ("Adopted the Regional Tide Plan.", "Regional Tide Plan"),
        ("Within Tide Strategy it is so.", "Tide Strategy"),
        ("The New York Declaration for Tides.", "New York Declaration for Tides"),
        ("The Report on the Tide Convention is out.", "Report on the Tide Convention"),
        ("The Tide Plan  Guided by it, we went.", "Tide Plan"),
    ],
)
def test_a_title_begins_and_ends_with_itself(propose, text: str, title: str) -> None:
    assert _documents(propose, text) == {slug(title): [title]}


@pytest.mark.parametrize(
    "text",
    [
        "It gave Tide Policy Support to many.",
        "It follows its Strategic Plan.",
        "The Parties to the Convention met.",
        "An Action Plan was made, and a Policy Brief.",
    ],
)
def test_words_that_name_no_document_are_no_title(propose, text: str) -> None:
    assert _documents(propose, text) == {}


def test_several_numbers_share_the_body_they_are_said_to_be_of(propose) -> None:
    found = _documents(propose, "UN General Assembly resolutions 77/320 and 78/265 say so.")
    assert list(found) == ["a-res-77-320", "a-res-78-265"]


def test_a_number_without_a_body_is_the_respondents_and_says_so(propose) -> None:
    prose = propose("In 2025 resolution 7 was passed.")
    assert (list(prose.documents), "respondent" in prose.confirm["documents.fao-resolution-7"]) == (
        ["fao-resolution-7"],
        True,
    )


@pytest.mark.parametrize(
    "text", ["LDCs/LLDCs", "and/or", "24/7 service", "resolution of the matter", "Ministers/Deputies"]
)
def test_words_with_strokes_are_no_symbols(propose, text: str) -> None:
    assert _documents(propose, text) == {}


def test_a_known_document_is_found_by_name(propose) -> None:
    assert _documents(propose, "The 2030 Agenda and the World Soil Charter.") == {
        "a-res-70-1": ["2030 Agenda"],
        "soil-charter": ["World Soil Charter"],
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("We wrote the White Paper on Soil Governance.", "White Paper on Soil Governance"),
        ("It builds on the Rome Plan of Action.", "Rome Plan of Action"),
        ("It wrote the Principles for the Use of Seeds in the Field.", "Principles for the Use of Seeds in the Field"),
        ("Under the Global Food Compact, much was done.", "Global Food Compact"),
    ],
)
def test_a_title_with_a_documents_noun_is_proposed_as_one(propose, text: str, title: str) -> None:
    prose = propose(text)
    assert [quote.text for quotes in prose.documents.values() for quote in quotes] == [title]


def test_a_short_form_is_the_document_named_before_it(propose) -> None:
    found = _documents(propose, "The World Soil Charter is old. The Charter was revised.")
    assert found == {"soil-charter": ["World Soil Charter", "Charter"]}


def test_an_unregistered_document_is_marked_for_the_curator(propose) -> None:
    assert "not in the registry" in propose("It follows A/RES/77/320.").confirm["documents.a-res-77-320"]


def test_a_title_that_is_named_again_is_not_short_for_itself(propose) -> None:
    prose = propose("The Assembly adopted the Tide Plan. The Tide Plan is good.")
    assert len(prose.documents["tide-plan"]) == 2
    assert prose.confirm["documents.tide-plan"] == "not in the registry; known as a document by its title only"


def test_the_noun_of_a_title_is_not_short_for_another_document(propose) -> None:
    documents = _documents(propose, "The World Soil Charter is old. We wrote the Charter for Lamps in 2023.")
    assert documents == {"soil-charter": ["World Soil Charter"], "charter-for-lamps": ["Charter for Lamps"]}
