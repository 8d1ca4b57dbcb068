"""No text whatever makes the readers crash: they give a draft that holds true of its page, or a reason."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itu_kg import records
from itu_kg.errors import SourceError
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates, goals, groups, languages, participants, places, websites
from itu_kg.extract.fields.name_list import KnownNames
from itu_kg.extract.page import reader
from itu_kg.ledger.page_coverage import account

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

FIRST = "Agency\n1. Has the governing body of your organization taken decisions?\n\n"
REST = (
    "What did your entity do to improve coordination among bodies of the UN system?",
    "Which mandated conferences or events has your organization held?",
    "Which toolkits did your organization publish?",
    "How did your organization contribute to the six key transitions?",
    "Please describe your strategies after the Ministerial Declaration.",
    "Which partnerships does your entity run?",
)
LAST = "".join(f"\n\n{number}. {asked}\n\nN/A" for number, asked in enumerate(REST, 2)) + "\nYear of submission: 2024"
PIECES = (
    "2. How did your entity coordinate?\n\n",
    "2.1 Please provide links.\n", "3. ", "Event Name", "Name", "Event Dates", "Event Location", "Relevant SDGs",
    "Resource Name: A\n", "Partners (please list)", "Description (max 150 words):", "Website", "Language(s)", ":", "|",
    "\u00a0\u00a0", "\n", "\n\n", " & ", " and ", "1-4 July, 2024", "31/02/2024", "Geneva, Switzerland", "Virtual",
    "All 17 SDGs, in particular ", "SDG11", "99", "ITU", "FAO; ", "(", ")", "coordinated by ", "6 languages", "soon",
    "https://", "www.a.example", "• ", "The following reports:\n", "first-ever edition of the ", "Agency (AFL)\n",
    "Year of submission: 2024", "\u202f", "\ufeff", "İ", "ß", "²", "١", "\u2028",
    "\t", " | ", " |\n", "Event Name | Event Dates | Website |\n", "Event Name | A | B\n", "  • ", "a. ",
    "Year of submission: 1999", "0th ", "\n• ;", "13.٣", "5 May 1900", " & all year",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)
PAGES = TEXTS.map(lambda text: f"{FIRST}{text}{LAST}")


def read(text: str, known: Registry) -> tuple[Submission | None, str]:
    """Give a page's draft, or the reason why there is none."""
    try:
        page = reader.plain_text(text.encode(), where="page.txt")
        return draft(page, known, DraftOptions(), where="page.txt"), ""
    except SourceError as reason:
        return None, str(reason)


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(TEXTS, PAGES))
def test_any_page_gives_a_true_draft_or_a_reason(text: str, known_things: Registry) -> None:
    submission, reason = read(text, known_things)
    if submission is None:
        assert reason.startswith("page.txt")
        assert "\n" not in reason
    else:
        assert account(submission, text.replace("\f", "\n")).true
        for kind in ((*submission.events, *submission.mentions), (*submission.partnerships, *submission.initiatives)):
            assert len({entity.id for entity in kind}) == len(kind)
        assert records.write(submission)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS.filter(str.strip))
def test_any_field_is_read(text: str, known: KnownNames) -> None:
    words = Excerpt(text, 7)
    fields = (
        dates.read(words, 2024).value,
        goals.read(words).value,
        places.read(words, known).value,
        participants.read(words, known).value,
        languages.read(words).value,
        groups.audience(words).value,
        groups.beneficiaries(words, known).value,
        *websites.read(words).value,
    )
    for field in fields:
        assert text[field.at.start - 7 : field.at.end - 7] == field.text


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_of_one_thing_many_times_is_read(piece: str, known_things: Registry) -> None:
    submission, reason = read(f"{FIRST}{piece * 5_000}{LAST}", known_things)
    assert submission or reason.startswith("page.txt")


def test_of_pages_read_one_after_another_no_names_are_kept(known_things: Registry) -> None:
    block = "3. Which events?\nEvent Name: Forum\nEvent Dates: 4 May 2024\nEvent Location: Geneva, Switzerland\n\n"

    def kept() -> int:
        gc.collect()
        return sum(isinstance(each, KnownNames) for each in gc.get_objects())

    before = kept()
    for _ in range(3):
        assert read(f"{FIRST}{block}{LAST}", known_things)[0]
    assert kept() == before
