"""What stands in the margins of print is neither question nor answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg import registry
from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.form import questions
from itu_kg.extract.form.page_margins import margins
from itu_kg.extract.page import reader

FORMS = registry.load(Path(__file__).resolve().parents[4] / "data" / "registry").forms
HEAD = "Lamps of the year, page {0}"
PRINTED = (
    "UPU\n\n1. Did the governing body of your organization take decisions for the 2030 Agenda, of\n\n{0}\n"
    "whatever kind?\n\nNone.\n\n2. How did your entity improve coordination among bodies of the UN?\n\nN/A\n\n{1}\n"
    "3. Which mandated events has your organization organized?\n\nOne was held\n\n{2}\nin Geneva.\n\n"
    "4. Which toolkits did your organization publish?\n\n12\n\nYear of submission: 2024"
)


def printed(mark: str) -> str:
    return PRINTED.format(*(mark.format(number) for number in (1, 2, 3)))


@pytest.mark.parametrize(
    "mark",
    [
        "{}",
        "- {} -",
        "Page {} of 4",
        "{}\n\f",
        f"\f{HEAD}",
        f"{{0}}\n\f\n{HEAD}",
        f"{HEAD}\n\n{{0}}\n\f",
        f"{{0}}\n\n{HEAD}\n",
    ],
)
def test_a_break_is_no_part_of_what_it_breaks_or_ends(mark: str) -> None:
    page = reader.plain_text(printed(mark).encode(), where="page.txt")
    layout = questions.read(page.text, FORMS, breaks=page.breaks)
    first, second, third, last = layout.questions
    assert (first.asked.text[-14:], first.answer.text) == ("whatever kind?", "None.")
    assert second.answer.text == "N/A"
    assert (third.answer.text[:12], third.answer.text[-10:]) == ("One was held", "in Geneva.")
    assert last.answer.text == "12"


def test_an_answer_that_recurs_at_breaks_is_an_answer() -> None:
    text = "N/A\n\n1\n\nN/A\n\n2\n\nN/A"
    assert margins(text, ()).lines == frozenset()


def test_a_line_that_recurs_elsewhere_stays() -> None:
    text = "Lamps\n\nOil\n\nLamps\n\nWicks\n\nLamps"
    assert margins(text, ()).without(Excerpt(text, 0)).text == text
