"""Pages of every form in many layouts: made up of words that the forms' own data know their questions by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import registry
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.form import questions
from itu_kg.extract.page.page import Page
from itu_kg.model.registry import Form
from itu_kg.records import read_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.model.registry import Registry

PROJECT = Path(__file__).resolve().parents[4]
FORMS = registry.load(PROJECT / "data" / "registry").forms
SITE = (
    "Sorry, you need to enable JavaScript to visit this website.\n"
    "United Nations Department of Economic and Social Affairs Sustainable Development"
)
ASKED: dict[str, dict[str, str]] = {
    "2018": {
        "1": "Has your governing body adopted a decision on the 2030 Agenda? Please tell of it.",
        "2.1": "Strategies and plans for the SDGs",
        "2.4": "Reaching those left behind:",
        "2.5": "Others:",
        "3.3": "Statistics:",
        "3.6": "Help for local plans",
        "4.4": "Side events and speeches",
        "5": "With which bodies of the UN does your organization cooperate, and in which joint work?",
        "6": "Which stakeholders does your organization work with? Please name some.",
        "7": "Which conferences has your organization held to share what was learned?",
        "9": "What should be in a strategic plan of the United Nations, in the view of your organization?",
        "10": "Please name an initiative that should be taken up together.",
    },
    "2020": {
        "1": "Which decisions did the governing council of your organization take for the Decade of Action?",
        "2": "What has your organization done at its secretariat? Please tell of these:",
        "2.1": "Plans for the SDGs",
        "2.3": "Budgets;",
        "3": "How does your organization assist Member States with the SDGs?",
        "4": "Which forums has your organization held?",
        "5": "Which publications has your organization to show?",
        "8": "Has your organization other information to give?",
    },
    "2021": {
        "1": "How have the priorities of your organization shifted in the COVID-19 years?",
        "2": "How did your organization help to build back better? Please name up to three initiatives.",
        "3": "What else would your organization like to tell about the SDGs?",
    },
    "2022": {
        "1": "What did COVID-19 and the prices of food and energy mean for the work of your organization?",
        "2": "How does your organization support Member States, and how does it cooperate?",
    },
    "2023": {
        "1": "Which decisions on the many crises were taken by the governing body of your organization?",
        "2": "Which mandated events has your organization held? Up to 150 words each.",
        "3": "Which analytical work has your organization done?",
        "4": "How does your organization cooperate in the UN system?",
        "5": "How are stakeholders part of the work of your organization?",
        "7": "What has your organization done since the SDG Summit?",
    },
    "2024": {
        "1": "Which decisions did the governing body of your organization take for the 2030 Agenda?",
        "2": "How did your entity further coordination among bodies of the UN?",
        "3": "Describe the gatherings (conferences, forums, events) that were mandated.",
        "4": "Which guidance did your organization publish?",
        "5": "What is the part of your organization in the six transitions?",
        "6": "Tell of collective actions on the 2024 Ministerial Declaration by your entity:",
        "7": "Which collective efforts has your organization joined?",
    },
    "2025": {
        "1": "From November 2024 to October 2025, which decisions did the governing body of your organization take?",
        "2": "How did your entity further coordination among bodies of the UN, as UN80 has it?",
        "3": "Which mandated events has your organization held, or will it hold?",
        "4": "Which guidance did your organization publish?",
        "6": "Tell of collective actions on the Ministerial Declaration by your entity:",
    },
}
"""What made-up pages ask, by form; questions are left out, as sites do."""

MARKS = {
    "1. ": "{}. {}",
    "glued": "{}.{}",
    "two spaces": "{}.  {}",
    "no-break": "{}.\u00a0{}",
    "Q1.": "Q{}. {}",
    "1)": "{}) {}",
    "bold": "**{}.** {}",
    "own line": "{}.\n\n{}",
    "none": "{1}",
}
HEADS = (f"{SITE}\n\nUniversal Postal Union (UPU)\n\n", f"{SITE} UPU Universal Postal Union\n\n", "UPU\n\n")
FOOTS = ("ECESA Plus Member\nYear of submission: {}", "Year of submission: {}\n\n12", "")
ANSWERS = (
    "Lamps were lit.",
    "1. One lamp\n2. Two lamps\n3. Three lamps\n\n2.5 million lamps were lit.",
    "n/a",
    "P1. Lamps\n\nA. Oil\n\n(i) wicks",
    "Event Name: Tide Day\nEvent Dates: 12 March 2020\nEvent Location: Geneva, Switzerland\nRelevant SDGs: SDG 14",
)


def page(form: str, mark: str, head: str, foot: str) -> tuple[str, Sequence[tuple[str, str, str]]]:
    """Make a page, and tell its questions: number, words as they stand, answer."""
    text, parts = head, []
    for place, (number, asked) in enumerate(ASKED[form].items()):
        answer = "" if number == "2" else ANSWERS[place % len(ANSWERS)]
        words = MARKS[mark].format(number, asked)
        text += f"{words}\n\n \n\n{answer}\n\n"
        parts.append((number, words, answer))
    return text + foot.format(form), parts


@pytest.mark.parametrize("form", ASKED)
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("place", range(3))
def test_a_page_is_taken_apart_whatever_its_form_and_layout(form: str, mark: str, place: int) -> None:
    text, parts = page(form, mark, HEADS[place], FOOTS[place])
    layout = questions.read(text, FORMS, int(form))
    assert layout.form is not None, layout.doubt
    assert layout.form.id == f"sdg-questionnaire-{form}"
    assert [(each.asked.text, each.answer.text) for each in layout.questions] == [each[1:] for each in parts]
    seen = {question.number for question in layout.form.seen}
    tied = [each.in_form or each.number for each in layout.questions]
    assert tied == [number if number in seen else "none" for number, _, _ in parts]


@pytest.mark.parametrize("form", ASKED)
@pytest.mark.parametrize("place", range(3))
def test_a_page_of_any_form_is_a_submission(form: str, place: int, known_things: Registry) -> None:
    text, _ = page(form, "1. ", HEADS[place], FOOTS[place])
    submission = draft(Page(text), known_things, DraftOptions(year=int(form)), where="page.txt")
    assert (submission.id, submission.form) == (f"upu-{form}", f"sdg-questionnaire-{form}")


@pytest.mark.parametrize("form", ASKED)
@pytest.mark.parametrize("left", range(3))
def test_with_questions_left_out_the_form_is_right_or_not_known(form: str, left: int) -> None:
    for year in (int(form), int(form) + 1):
        for step in (2, 3):
            kept = {n: asked for place, (n, asked) in enumerate(ASKED[form].items()) if place % step != left % step}
            text = "".join(f"{number}. {asked}\n\nLamps.\n\n" for number, asked in kept.items())
            found = questions.read(text, FORMS, year).form
            assert found is None or found.id == f"sdg-questionnaire-{form}"


def test_a_new_form_is_added_by_data(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", (PROJECT / "docs" / "forms.md").read_text("utf-8"), re.DOTALL)
    assert shown
    (tmp_path / "forms.yaml").write_text(shown[1], "utf-8")
    (form,) = read_model(tmp_path / "forms.yaml", tuple[Form, ...])
    text = (
        "1. Which lessons did your organization learn?\n\nMany.\n\n2. What does its secretariat do for your entity?\n\n"
        "2.1 Staff\n\nTwo.\n\n3. How many lamps has your organization?\n\nTen.\n\nYear of submission: 2026"
    )
    layout = questions.read(text, {**FORMS, form.id: form})
    assert layout.form == form
    assert [(each.number, each.in_form) for each in layout.questions] == [
        ("1", None), ("2", None), ("2.1", None), ("3", "none")
    ]  # fmt: skip


def test_a_cue_that_is_no_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="is no pattern of words"):
        Form.model_validate(
            {"id": "a", "name": "A", "basis": "a", "questions": [{"number": 1, "name": "A", "cues": ["(a"]}]}
        )


def test_no_cue_is_a_sentence() -> None:
    cues = [cue for form in FORMS.values() for each in form.questions for cue in (*each.cues, *each.unless)]
    assert [cue for cue in cues if max(len(words.split()) for words in cue.split("|")) > 4] == []
