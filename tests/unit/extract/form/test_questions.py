from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.form import questions

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

ASKED = (
    "Did the governing body of your organization take decisions? Please give their symbols.",
    "How did your entity improve coordination among UN bodies?",
    "Which mandated events has your organization organized?",
    "Which toolkits did your organization publish?",
    "How did your organization contribute to the key transitions?",
    "Please describe your strategies after the Ministerial Declaration.",
    "Which partnerships does your entity support?",
)
FOOT = "\nECESA Plus Member\nYear of submission: 2024"


def page(
    mark: str = "{}. ", answers: dict[int, str] | None = None, *, head: str = "Some Body\n\n", foot: str = FOOT
) -> str:
    parts = [f"{mark.format(n)}{asked}\n\n{(answers or {}).get(n, 'N/A')}\n\n" for n, asked in enumerate(ASKED, 1)]
    return head + "".join(parts) + foot


def read(text: str) -> questions.Layout:
    return questions.read(text, where="page.txt")


@pytest.mark.parametrize(
    "mark",
    [
        "{}. ",
        "{}.  ",
        "{}.\u00a0",
        "{}.",
        "{}) ",
        "Q{}. ",
        "Q{}: ",
        "Question {}: ",
        "  {}. ",
        "{}.\n",
        "Question {}\n\n",
    ],
)
def test_a_question_is_marked_in_many_ways(mark: str) -> None:
    questions = read(page(mark)).questions
    assert [question.number for question in questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {question.answer.text for question in questions} == {"N/A"}


def test_a_subquestion_opens_its_question_where_the_heading_is_absent() -> None:
    text = page().replace(f"2. {ASKED[1]}", f"2.1 {ASKED[1]}")
    assert read(text).questions[1].asked.text == f"2.1 {ASKED[1]}"


@pytest.mark.parametrize(
    "answer",
    [
        "4. Education\n\nSchools.\n\n3. Digital connectivity:\n\nCables.",
        "1. One\n2. Two\n3. Three",
        "1.\n1.\nA. Letters\na) More\n2. Which?",
        "2.7 million lamps were lit.",
    ],
)
@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_numbered_list_inside_an_answer_is_no_question(answer: str, number: int) -> None:
    layout = read(page(answers={number: answer}))
    assert layout.questions[number - 1].answer.text == answer
    assert len(layout.questions) == 7


def test_a_question_wrapped_over_lines_is_one_question() -> None:
    wrapped = (
        "How did your entity, whatever its kind or its size, improve\ncoordination among UN bodies?\nPlease give links."
    )
    layout = read(page().replace(ASKED[1], wrapped))
    assert layout.questions[1].asked.text == f"2. {wrapped}"
    assert layout.questions[1].answer.text == "N/A"


def test_an_answer_may_follow_its_question_at_once() -> None:
    layout = read(page().replace(f"{ASKED[1]}\n\n", f"{ASKED[1]}\n"))
    assert layout.questions[1].answer.text == "N/A"


def test_positions_are_code_points_of_the_page_as_given() -> None:
    text = page(head="Körper 𝔸\r\n\r\n", answers={2: "Ende"})
    answer = read(text).questions[1].answer
    assert text[answer.start : answer.end] == "Ende"


def test_the_year_stands_in_the_foot_and_is_no_answer() -> None:
    layout = read(page())
    assert layout.year is not None
    assert layout.year.text == "2024"
    assert layout.questions[6].answer.text == "N/A"


def test_the_year_may_stand_on_the_line_below_its_words() -> None:
    year = read(page(foot="\nYear of submission\n2024")).year
    assert year is not None
    assert year.text == "2024"


def test_a_page_with_one_question_like_ours_is_no_submission(known_things: Registry) -> None:
    text = (
        "Inputs\n\n1. What are the impacts of the crises from the vantage point of your organization?\n\nMany.\n\n"
        "2. Which partnerships has your entity formed?\n\nTwo.\n\n3. Please describe your key messages.\n\nNone."
    )
    with pytest.raises(SourceError, match="is no submission: only 1 of its 3 questions"):
        questions.form_of(read(text), known_things.forms, where="page.txt")


def test_the_form_is_known_by_its_questions(known_things: Registry) -> None:
    assert questions.form_of(read(page()), known_things.forms, where="page.txt") == "sdg-questionnaire-2024"


def test_questions_in_another_order_are_another_form(known_things: Registry) -> None:
    text = page().replace(ASKED[1], "§").replace(ASKED[2], ASKED[1]).replace("§", ASKED[2])
    assert questions.form_of(read(text), known_things.forms, where="page.txt") is None


@pytest.mark.parametrize("end", ["4. Which", "5. How", "7. Which"])
def test_a_page_that_stops_early_is_refused(end: str, known_things: Registry) -> None:
    text = page()
    layout = read(text[: text.index(end)])
    with pytest.raises(SourceError, match="stops after question"):
        questions.form_of(layout, known_things.forms, where="page.txt")


def test_a_page_with_a_question_missing_is_refused_with_the_line() -> None:
    text = page()
    with pytest.raises(SourceError, match=r"page\.txt:7: question 2 is missing"):
        read(text[: text.index("2. How")] + text[text.index("3. Which") :])


def test_a_page_whose_beginning_is_missing_is_refused() -> None:
    with pytest.raises(SourceError, match="question 1 is missing"):
        read(page()[100:])


@pytest.mark.parametrize(
    "text",
    [
        "A letter about lamps.\n\nYours",
        "Voluntary national review\n\n1. Introduction\n\nText.\n\n2. Methodology\n\nText.",
        "Inputs to the forum\n\n1. What are your organization's key messages to the forum?\n\nMany.",
    ],
)
def test_a_page_that_is_no_submission_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="is no submission"):
        read(text)
