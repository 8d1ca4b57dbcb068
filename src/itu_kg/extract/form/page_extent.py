"""Layout → how much of a submission a page holds. It refuses what is no submission, and a part that nobody said is one.

What tells a submission: its form, the site's foot, blocks with the form's labels, and, beside one of these, the site's
line, a respondent that is known, and questions that speak of the goals. Surveys of others, inputs to the forum and
national reviews have some of these, never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract.form import blocks, respondent

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.form.questions import Layout
    from itu_kg.model.fields import Extent

_OF_THE_GOALS = re.compile(
    r"\bSDGs?\b|\b2030 Agenda\b|\bSustainable Development\b|\bUN\b|\bUnited Nations\b|\bHLPF\b"
    r"|\bMinisterial Declaration\b|\bmultiple crises\b|\bCOVID",
    re.IGNORECASE,
)
_FOOT = re.compile(r"ECESA|Year of submission", re.IGNORECASE)
_ENOUGH, _ENOUGH_OF_A_PART = 3, 2
_FEWEST, _MANY = 2, 5
_PARTIAL = "copy it again, whole; if there is no more, --partial reads what is there"
_ELSE = "inputs to other processes and national reviews are not read; if it is a part of one: --partial --form SLUG"


@dataclass(frozen=True, slots=True)
class ExtentOptions:
    """What the caller says of a page: that it is a part, its year, its form."""

    partial: bool = False
    year: int | None = None
    form: str | None = None


def judge(layout: Layout, page: Excerpt, options: ExtentOptions, *, known: bool, where: str) -> Extent:
    """Tell how much of a submission a page holds.

    Args:
        layout: the page taken apart.
        page: all of its text.
        options: what the caller says; a part of a form that is named is read whatever it looks like.
        known: whether its header names an organisation of the registry.
        where: the page's name, for errors.

    Raises:
        SourceError: it is no submission, or a part and the caller does not say so.
    """
    if options.partial and options.form:
        return "part"
    signs = _signs(layout, page, known=known)
    count = sum(1 for _, _ in zip(range(_ENOUGH), signs, strict=False))
    if count < _ENOUGH_OF_A_PART:
        raise _no_submission(layout, where)
    if options.partial:
        return "part"
    lack = _lack(layout, dated=options.year is not None)
    if lack:
        raise SourceError(lack, where=where, hint=_PARTIAL)
    if count < _ENOUGH:
        raise _no_submission(layout, where)
    return "whole"


def _signs(layout: Layout, page: Excerpt, *, known: bool) -> Iterator[str]:
    """What tells that a page is a submission, the sure signs first; nothing where there is none of these."""
    footed = any(_FOOT.match(line.text) for line in layout.foot)
    asked = layout.asked >= max(1, len(layout.questions) / 2)
    known_form = layout.form is not None and layout.asked >= _FEWEST
    sure = ["form"] * known_form + ["many"] * (asked and layout.asked >= _MANY) + ["foot"] * footed
    if (len(sure) < _FEWEST or not layout.questions) and blocks.read(page, 1):
        # The labels of blocks are the form's own words.
        sure += ["block", "label"]
    if not sure and not asked:
        return
    yield from sure
    yield from (
        sign
        for sign, there in (
            ("questions", asked),
            ("goals", any(_OF_THE_GOALS.search(question.asked.text) for question in layout.questions)),
            ("site", respondent.names_site(layout.header)),
            ("respondent", known),
        )
        if there
    )


def _lack(layout: Layout, *, dated: bool) -> str:
    """What a page lacks of a whole submission; nothing, if it may be one."""
    if not layout.questions:
        return "has no question of the questionnaire, only blocks"
    first, last = layout.questions[0].number, layout.questions[-1].number
    if len(layout.questions) < _FEWEST:
        return f"has one question only, {first}"
    if first != "1" and not any(respondent.candidates(layout.header)):
        return f"begins with question {first}, and nobody's name stands above it"
    whole = layout.form and layout.form.whole and layout.form.seen[-1].number
    if whole and whole in layout.missing and not layout.foot and not dated:
        return f"stops after question {last} of {whole}, without its year of submission"
    return ""


def _no_submission(layout: Layout, where: str) -> SourceError:
    few = f"only {layout.asked} of its {len(layout.questions)} questions are the questionnaire's"
    what = few if layout.questions else "it has no question of the questionnaire"
    return SourceError(f"is no submission: {what}", where=where, hint=_ELSE)
