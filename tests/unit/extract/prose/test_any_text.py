"""Any text gives proposals that stand where they say, with ids that differ, in time linear in its length."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itu_kg.extract.excerpt import Stretch
from itu_kg.extract.prose import MOST, Proposals, Report, read
from itu_kg.model.base import Span
from itu_kg.registry.gazetteer import Gazetteer  # noqa: TC001  hypothesis reads the annotations of what it calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.fields import Quote

ASKED = (
    "Has your governing body taken any decisions?",
    "What improved coordination among UN entities?",
    "How did you contribute to the key transitions?",
    "Which strategies implement the Ministerial Declaration?",
)
_SNIPPETS = st.sampled_from(
    [
        *("WHO ", "the UN General Assembly ", "Resolution 56/183 ", "A/78/L.49", "over 600 participants "),
        *("USD 5.2 billion ", "World Seed Summit (WSS) ", "took place in Rome, Italy from 4-8 November 2024. "),
        *("first phase ", "31 February 2025 ", "is expected to take place in 2026. ", "The next ", "adopted "),
        *("approved by ", "at its 47th session ", "of the 90 ", "99999999999 trillion people ", "40 are of it"),
        *(" and ", ", ", ". ", "\n", "\n\n", "• ", "(", ")", "-24", "\u00a0", "2", "4. Education\n"),
        *("Terra – the joint initiative by FAO and ", "developed the World Soil Charter ", "two hundred members "),
        *(
            "https://x.org/",
            "Machine (ML) Hackathons ",
            "Daysbringing ",
            "co-led by ",
            "its 2024 session ",
            "In 1923, ",
            "by the CFS at its 1912 session ",
        ),
        *("é", "İ", "²", "𝟗 ", "٣ teams "),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(_SNIPPETS, st.text(max_size=5)), max_size=30).map("".join))


def _quotes(prose: Proposals) -> Iterator[Quote]:
    for found in (prose.organisations, prose.places, prose.documents):
        for quotes in found.values():
            yield from quotes
    for statistic in prose.statistics:
        yield statistic.quote
    for event in prose.mentions:
        yield from (event.name, *event.name.also, *filter(None, (event.dates, event.location)))
    for decision in prose.decisions:
        yield from decision.documents
    for initiative in prose.initiatives:
        yield from (initiative.name, *initiative.name.also)
    for action in prose.actions:
        yield from (*action.websites, *filter(None, (action.dates,)))


@given(text=TEXTS, asked=st.sampled_from(ASKED), about=st.sampled_from(["", "event/soil-forum-2025", "partnership/x"]))
def test_whatever_is_proposed_stands_where_it_says(known: Gazetteer, text: str, asked: str, about: str) -> None:
    kind = "description" if about else "answer"
    stretch = Stretch(text, 7, kind, 1, asked, about, ("Soil Forum",) if about else ())
    prose = read([stretch], Report("fao-2025", "fao", 2025, known))
    assert all(text[quote.at.start - 7 : quote.at.end - 7] == quote.text for quote in _quotes(prose))


@given(text=TEXTS, asked=st.sampled_from(ASKED))
def test_no_two_proposals_of_a_type_share_an_id(known: Gazetteer, text: str, asked: str) -> None:
    stretches = [Stretch(text, start, "answer", 1, asked) for start in (0, len(text) + 3)]
    prose = read(stretches, Report("fao-2025", "fao", 2025, known))
    for entities in (prose.decisions, prose.actions, prose.transitions, prose.statistics, prose.mentions):
        made = [one.id for one in entities]
        assert len(set(made)) == len(made)


@given(text=TEXTS, asked=st.sampled_from(ASKED))
def test_passages_lie_inside_the_stretch(known: Gazetteer, text: str, asked: str) -> None:
    prose = read([Stretch(text, 50, "answer", 1, asked)], Report("fao-2025", "fao", 2025, known, keep=True))
    whole = Span(50, 50 + len(text))
    passages = [one.passage for one in (*prose.decisions, *prose.actions, *prose.transitions, *prose.strategies)]
    assert all(whole.holds(one.at) and one.text == text[one.at.start - 50 : one.at.end - 50] for one in passages)


@pytest.mark.parametrize(
    "unit",
    [
        "over 600 participants ",
        "Of the 9 members 4 are ",
        "Resolution 56/183 and ",
        "A/B/C/1/",
        "World Summit on the ",
        "Summit ",
        "the first phase took place in Rome from 1 to 2 May 2003 and ",
        "WHO, FAO and UNDP launched the World Soil Charter, approved by CFS at its 5th session. ",
        "\u00a0",
        "\n",
        "a\n",
        ". ",
        "1",
        "1,",
        "(",
        "twenty-one ",
        "A",
        "The next meeting is expected to take place in 2026. ",
        "more than ",
        "\u2022 x\n",
        "4. Education\n",
        "https://",
        "Terra, the new ",
    ],
)
def test_a_long_text_is_read_in_time_linear_in_its_length(known: Gazetteer, unit: str) -> None:
    began = time.process_time()
    text = unit * (15_000 // len(unit))
    stretches = [Stretch(text, number * 20_000, "answer", number, asked) for number, asked in enumerate(ASKED)]
    read(stretches, Report("fao-2025", "fao", 2025, known))
    assert time.process_time() - began < 3


def test_a_page_that_names_too_much_is_read_in_part_and_says_so(known: Gazetteer) -> None:
    stretches = [Stretch("X " * (MOST - 1), 0, "answer", 1), Stretch("WHO drew 80 people.", 4 * MOST, "answer", 2)]
    prose = read(stretches, Report("fao-2025", "fao", 2025, known))
    left = len("80 people.")
    assert (list(prose.organisations), prose.statistics) == (["who"], ())
    assert prose.confirm["prose"].startswith(f"the last {left} characters are not read")


def test_a_long_page_of_plain_words_is_read_to_its_end(known: Gazetteer) -> None:
    stretches = [Stretch("x " * 2_000_000, 0, "answer", 1), Stretch("WHO drew 80 people.", 4_000_000, "answer", 2)]
    prose = read(stretches, Report("fao-2025", "fao", 2025, known))
    assert [one.value for one in prose.statistics] == [80]
