"""What is a submission, what is a part of one, and what is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page.page import Page

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

ASKED = (
    "Did the governing body of your organization take decisions for the SDGs?",
    "How did your entity improve coordination among bodies of the United Nations?",
    "Which mandated events has your organization organized?",
    "Which toolkits did your organization publish?",
    "How did your organization contribute to the key transitions?",
    "Please describe your strategies after the Ministerial Declaration.",
    "Which partnerships does your entity support?",
)
HEAD = "Universal Postal Union (UPU)\n\n"
FOOT = "ECESA Plus Member\nYear of submission: 2024"
BLOCK = "Event Name: Tide Day\nEvent Dates: 12 March 2024\nEvent Location: Geneva, Switzerland\nRelevant SDGs: SDG 14\n"

SURVEY = (
    "Survey of our readers\n\n1. What does your organization read?\n\nMuch.\n\n2. How often does your entity write to"
    " us?\n\nNever.\n\n3. Please describe your desk.\n\nBrown.\n\n4. Has your organization any wishes?\n\nNone.\n"
)
INPUT = (
    "Sorry, you need to enable JavaScript to visit this website.\nUnited Nations Department of Economic and Social"
    " Affairs Sustainable Development\n\nWorld Health Organization (WHO)\n\n1. Progress and gaps of SDG 3 and SDG 6,"
    " from the vantage point of your organization:\n\nMany.\n\n2. Three areas in which urgent measures are needed, and"
    " what hinders your organization:\n\nThese.\n\n3. Examples of measures by your organization to reach those"
    " furthest away:\n\nThose.\n\n4. Key messages for the outcome of the forum:\n\nGo on.\n"
)
REVIEW = (
    "Voluntary national review 2024\n\n1. Opening statement\n\nWe did much for the SDGs.\n\n2. Highlights\n\nMore.\n\n"
    "3. Introduction\n\nText.\n\n4. Methodology\n\nHow was it prepared?\n\n5. Policy and partnerships\n\nText.\n"
)


def page(*numbers: int, head: str = HEAD, foot: str = FOOT, answer: str = "Lamps were lit.") -> str:
    return head + "".join(f"{number}. {ASKED[number - 1]}\n\n{answer}\n\n" for number in numbers) + foot


def read(text: str, registry: Registry, **options: object) -> Submission:
    return draft(Page(text), registry, DraftOptions(**options), where="page.txt")  # type: ignore[arg-type]  by name


@pytest.mark.parametrize("text", [SURVEY, INPUT, REVIEW, "A letter about lamps.\n\n1. Thanks\n2. Regards"])
@pytest.mark.parametrize("year", [None, 2024])
def test_what_is_no_submission_is_refused_whatever_its_year(
    text: str, year: int | None, known_things: Registry
) -> None:
    with pytest.raises(SourceError, match=r"page\.txt: is no submission: .*--partial --form SLUG"):
        read(text, known_things, year=year, respondent="who")


TITLES = (
    "Inputs to the high-level political forum of 2024",
    "Contribution of the World Health Assembly to the thematic review",
    "Survey of readers, 2024",
    "Voluntary National Review: Ruritania",
    "Registration form",
)
LIKE_OURS = (
    "What progress on SDG 3 does your organization see?",
    "How does your entity coordinate its key messages?",
    "Which events will your organization hold at the forum?",
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("mark", ["{}. ", "Q{}. ", ""])
@pytest.mark.parametrize("partial", [False, True])
def test_what_says_in_its_title_that_it_is_something_else_is_refused(
    title: str, mark: str, known_things: Registry, *, partial: bool
) -> None:
    asked = "".join(f"{mark.format(n)}{words}\n\nMuch.\n\n" for n, words in enumerate(LIKE_OURS, 1))
    for text in (asked, BLOCK):
        with pytest.raises(SourceError, match="is no submission"):
            read(f"World Health Organization (WHO)\n{title}\n\n{text}", known_things, year=2024, partial=partial)


def test_a_title_undoes_no_foot(known_things: Registry) -> None:
    head = f"{HEAD}Survey on the 2030 Agenda\n\n"
    assert read(page(1, 2, 3, head=head), known_things).extent == "whole"


@pytest.mark.parametrize("number", [1, 2, 6])
def test_one_question_is_a_part_if_it_is_the_form_s(number: int, known_things: Registry) -> None:
    submission = read(page(number, foot=""), known_things, partial=True, year=2024)
    assert [answer.question for answer in submission.answers] == [str(number)]


@pytest.mark.parametrize("text", [SURVEY, INPUT, REVIEW])
def test_a_person_who_names_the_form_of_a_part_is_believed(text: str, known_things: Registry) -> None:
    options = {"year": 2024, "partial": True, "form": "sdg-questionnaire-2024"}
    submission = read(f"WHO\n\n{text}", known_things, respondent="who", **options)
    assert (submission.extent, submission.form) == ("part", "sdg-questionnaire-2024")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (page(3), "has one question only, 3"),
        (page(3, 4, head=""), "begins with question 3, and nobody's name stands above it"),
        (page(1, 2, 3, 4, foot=""), "stops after question 4 of 7, without its year of submission"),
        (HEAD + BLOCK + FOOT, "has no question of the questionnaire, only blocks"),
    ],
)
def test_a_part_is_refused_with_what_it_lacks_and_read_if_a_person_says_so(
    text: str, reason: str, known_things: Registry
) -> None:
    with pytest.raises(SourceError, match=f"{reason}; copy it again, whole; if there is no more, --partial"):
        read(text, known_things)
    submission = read(text, known_things, partial=True, year=2024, respondent=None if HEAD in text else "upu")
    assert (submission.extent, submission.year.year) == ("part", 2024)
    assert {answer.status for answer in submission.answers} <= {"answered"}


def test_a_part_that_names_nobody_is_whose_a_person_says(known_things: Registry) -> None:
    submission = read(BLOCK + page(4, head="\n", foot=""), known_things, partial=True, year=2024, respondent="upu")
    assert (submission.id, submission.respondent.quote) == ("upu-2024", None)
    assert submission.confirm["respondent"] == "given by hand; the page names it nowhere"


def test_a_block_may_begin_behind_the_word_for_an_answer(known_things: Registry) -> None:
    text = page(1, 2, 3, 4).replace(f"{ASKED[2]}\n\nLamps were lit.", f"{ASKED[2]}\n\nResponse: {BLOCK}")
    assert [event.id for event in read(text, known_things).events] == ["tide-day-2024"]


def test_blocks_without_a_question_belong_to_no_answer(known_things: Registry) -> None:
    submission = read(HEAD + BLOCK + FOOT, known_things, partial=True)
    assert [event.id for event in submission.events] == ["tide-day-2024"]
    assert submission.answers == ()


def test_what_stands_above_the_first_question_of_a_part_is_read_too(known_things: Registry) -> None:
    submission = read(HEAD + BLOCK + "\n" + page(4, 5, head=""), known_things, partial=True)
    assert [event.id for event in submission.events] == ["tide-day-2024"]
    assert [answer.question for answer in submission.answers] == ["4", "5"]


def test_a_question_that_is_not_on_a_whole_page_is_recorded_so(known_things: Registry) -> None:
    submission = read(page(1, 2, 3, 4, 6), known_things)
    assert [(each.question, each.status) for each in submission.answers if each.status != "answered"] == [
        ("5", "not-on-page"), ("7", "not-on-page")
    ]  # fmt: skip
    assert submission.confirm["answers"] == "questions 5 and 7 are not on the page"


def test_a_page_without_foot_is_whole_if_its_year_is_given(known_things: Registry) -> None:
    submission = read(page(1, 2, 3, 4, foot=""), known_things, year=2024)
    assert submission.extent == "whole"
    assert submission.confirm["answers"] == "questions 5, 6 and 7 are not on the page"


def test_a_form_that_nobody_knows_is_read_without_one(known_things: Registry) -> None:
    asked = [
        f"{n}. How many {what} does your organization own for the SDGs?\n\nTen.\n\n"
        for n, what in enumerate(("lamps", "oars"), 1)
    ]
    submission = read(f"WHO\n\n{''.join(asked)}{FOOT}", known_things)
    assert (submission.form, [answer.question for answer in submission.answers]) == (None, ["1", "2"])
    assert "--form SLUG" in submission.confirm["form"]
