"""Where questions and answers begin and end on a page, whatever marks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg import registry
from itu_kg.extract.form import questions

FORMS = registry.load(Path(__file__).resolve().parents[4] / "data" / "registry").forms

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
    return questions.read(text, FORMS)


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
        "({}) ",
        "{} ",
        "**{}.** ",
        "• {}. ",
        "-  {}) ",
        "{}:\t",
        "Question {}\n\n",
    ],
)
def test_a_question_is_marked_in_many_ways(mark: str) -> None:
    questions = read(page(mark)).questions
    assert [question.number for question in questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {question.answer.text for question in questions} == {"N/A"}


def test_questions_may_have_roman_numbers() -> None:
    text = page()
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII"), 1):
        text = text.replace(f"{number}. {ASKED[number - 1]}", f"{roman}. {ASKED[number - 1]}")
    assert [question.number for question in read(text).questions] == ["1", "2", "3", "4", "5", "6", "7"]


def test_questions_without_numbers_are_told_by_their_words() -> None:
    layout = read(page(mark="", answers={3: "Our first day.\n\n1. Tide\n\n2. Wave"}))
    assert [question.number for question in layout.questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert layout.questions[2].answer.text == "Our first day.\n\n1. Tide\n\n2. Wave"
    assert "does not number its questions" in layout.doubt


def test_questions_each_of_which_is_a_list_of_its_own_are_told_by_their_words() -> None:
    layout = read(page(mark="1. ", answers={3: "Our first day.\n\n1. Tide\n\n2. Wave"}))
    assert [question.number for question in layout.questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert layout.questions[2].answer.text == "Our first day.\n\n1. Tide\n\n2. Wave"
    assert "does not number its questions" in layout.doubt


def test_a_question_below_another_is_tied_to_it_where_the_form_has_none_below() -> None:
    question = read(page().replace(f"2. {ASKED[1]}", f"2.1 {ASKED[1]}")).questions[1]
    assert (question.number, question.in_form, question.asked.text) == ("2.1", "2", f"2.1 {ASKED[1]}")


def test_a_question_may_demand_instead_of_asking() -> None:
    text = page().replace(ASKED[2], "List mandated gatherings, conferences or forums of the year.")
    assert [question.in_form for question in read(text).questions] == [None] * 7


def test_a_question_may_be_a_heading() -> None:
    text = page().replace(ASKED[2], "Events of the year").replace(ASKED[4], "The transitions")
    assert [question.in_form for question in read(text).questions] == [None] * 7


@pytest.mark.parametrize(
    "answer",
    [
        "4. Education\n\nSchools.\n\n3. Digital connectivity:\n\nCables.",
        "1. One\n2. Two\n3. Three",
        "1.\n1.\nA. Letters\na) More\n2. Which?",
        "2.7 million lamps were lit.",
        "P1. Has your organization lamps?\nP2. Has it oil?",
        "(i) Has your organization lamps?\n(ii) Has it oil?",
        "1. Lamps\n2. Publications of the year\n3. Events\n4. Toolkits\n5. Transitions",
        "1) Provide lamps to every country that has none\n2) Provide oil to every country that has lamps",
        "n/a",
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


@pytest.mark.parametrize(
    ("number", "wrapped"),
    [
        (6, "Please describe your strategies after the\n2024 Ministerial Declaration."),
        (6, "Please describe your strategies after the 2024\nMinisterial Declaration."),
        (5, "How did your organization contribute to the\n6 key transitions?"),
        (3, "Which events, of those mandated, has\nyour organization organized in\n2023 and 2024?"),
    ],
)
def test_a_question_may_be_wrapped_by_hand_before_any_word(number: int, wrapped: str) -> None:
    layout = read(page(answers={number: "Lamps were lit."}).replace(ASKED[number - 1], wrapped))
    assert [question.number for question in layout.questions] == ["1", "2", "3", "4", "5", "6", "7"]
    assert layout.questions[number - 1].asked.text == f"{number}. {wrapped}"
    assert layout.questions[number - 1].answer.text == "Lamps were lit."


def test_an_answer_right_below_an_unfinished_question_is_an_answer() -> None:
    asked = "Which toolkits did your organization publish"
    layout = read(page(answers={4: "Lamps were lit."}).replace(f"{ASKED[3]}\n\n", f"{asked}\n"))
    assert layout.questions[3].answer.text == "Lamps were lit."


BELOW = {
    "2.1": "Strategies and plans for the SDGs",
    "2.2": "Alignment of the whole structure of the body with what lamps need",
}


@pytest.mark.parametrize(
    "mark", ["({}) ", "{}.", "{}) ", "{}: ", "Q{}. ", "Q{} ", "- {}. ", "**{}** ", "{} - ", "{} – "]
)
@pytest.mark.parametrize("roman", [False, True])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_question_below_another_may_be_marked_as_that_is_or_otherwise(mark: str, gap: str, *, roman: bool) -> None:
    asked = {
        "1": "Did the governing body of your organization take decisions since the adoption of the SDGs?",
        **BELOW,
        "5": "How did your organization cooperate with others?",
        "6": "Which stakeholders did your organization meet?",
    }
    marks = {"1": "I. ", "5": "V. ", "6": "VI. "} if roman else {}
    body = "".join(
        f"{marks.get(number, mark.format(number))}{words}{gap}Lamp {number} was lit.\n\n"
        for number, words in asked.items()
    )
    layout = read(f"Some Body\n\n{body}ECESA Plus Member\nYear of submission: 2018")
    assert layout.form is not None
    assert {each.number: each.answer.text for each in layout.questions} == {
        number: f"Lamp {number} was lit." for number in asked
    }


def test_questions_without_numbers_are_counted_beyond_what_the_form_is_known_to_ask() -> None:
    asked = (
        "Did the governing body of your organization decide on strategies against the multiple crises?",
        "Which mandated events has your organization organized?",
        "Which toolkits did your organization publish?",
        "What does your organization do for lamps?",
    )
    body = "".join(f"{words}\n\nLamps were lit.\n\n" for words in asked)
    layout = read(f"Some Body\n\n{body}Year of submission: 2023")
    assert layout.form is not None
    assert [(each.number, each.in_form) for each in layout.questions] == [
        ("1", None), ("2", None), ("3", "none"), ("4", "none"),
    ]  # fmt: skip


def test_questions_without_numbers_are_counted_where_the_form_s_numbers_do_not_go_up() -> None:
    added = "Which lamps did your organization light?\n\nAll.\n\n"
    layout = read(page("").replace(ASKED[3], added + ASKED[3]))
    assert [(each.number, each.in_form) for each in layout.questions] == [
        ("1", None), ("2", None), ("3", None), ("4", "none"), ("5", "4"), ("6", "5"), ("7", "6"), ("8", "7"),
    ]  # fmt: skip


def test_a_page_may_break_inside_a_question() -> None:
    broken = "How did your entity, whatever its kind or its size or its name,\n\n12\n\nimprove coordination?"
    layout = read(page().replace(ASKED[1], broken))
    assert (layout.questions[1].asked.text, layout.questions[1].answer.text) == (f"2. {broken}", "N/A")


def test_the_number_of_a_page_is_no_part_of_an_answer() -> None:
    assert read(page(answers={2: "Lamps.\n\n- 12 -\n\n"})).questions[1].answer.text == "Lamps."


def test_guidance_below_a_question_is_a_part_of_it() -> None:
    layout = read(page().replace(ASKED[1], "How did your entity improve coordination?\n\nPlease give links."))
    assert layout.questions[1].answer.text == "N/A"


@pytest.mark.parametrize("limit", ["(Max 150 words)", "(500 words)", "(max. 300 words)"])
def test_a_word_limit_below_a_question_is_a_part_of_it(limit: str) -> None:
    layout = read(page().replace(ASKED[1], f"How did your entity improve coordination? Please tell.\n\n{limit}"))
    assert layout.questions[1].answer.text == "N/A"


def test_an_answer_that_begins_with_please_is_an_answer() -> None:
    assert (
        read(page(answers={1: "Please note that none was taken."})).questions[0].answer.text.startswith("Please note")
    )


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


def test_the_foot_may_be_without_a_year() -> None:
    layout = read(page(foot="\nECESA Plus Member\n"))
    assert (layout.year, [line.text for line in layout.foot]) == (None, ["ECESA Plus Member"])
    assert layout.questions[6].answer.text == "N/A"


def test_the_form_is_known_by_its_questions() -> None:
    layout = read(page())
    assert layout.form is not None
    assert (layout.form.id, layout.asked, layout.doubt) == ("sdg-questionnaire-2024", 7, "")


def test_questions_in_another_order_are_another_form() -> None:
    text = page().replace(ASKED[1], "§").replace(ASKED[2], ASKED[1]).replace("§", ASKED[2])
    assert read(text).form is None


def test_a_form_is_not_known_before_its_year_nor_long_after() -> None:
    assert [read(page(foot=f"\nYear of submission: {year}")).form is None for year in (2023, 2024, 2025, 2026)] == [
        True, False, False, True
    ]  # fmt: skip


def test_a_form_of_another_year_than_the_pages_is_doubted() -> None:
    assert read(page(foot="\nYear of submission: 2025")).doubt == (
        "the questions are those of 2024, the page is of 2025"
    )


def test_a_question_that_asks_something_else_is_tied_to_none() -> None:
    layout = read(page().replace(ASKED[3], "How many lamps does your organization own, and of which kind?"))
    assert [question.in_form for question in layout.questions] == [None, None, None, "none", None, None, None]
    assert layout.doubt == "question 4 is not what the form asks under that number"


def test_whoever_names_the_form_ties_by_number() -> None:
    text = page().replace(ASKED[3], "How many lamps does your organization own, and of which kind?")
    layout = questions.read(text, FORMS, form="sdg-questionnaire-2024")
    assert {question.in_form for question in layout.questions} == {None}
    assert layout.doubt == "question 4 is the form's by number only"


def test_a_question_left_out_is_missing() -> None:
    text = page()
    assert read(text[: text.index("5. How")] + text[text.index("6. Please") :]).missing == ("5",)
