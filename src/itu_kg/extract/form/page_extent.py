"""Layout → how much of a submission a page holds. It refuses what is no submission, and a part that nobody said is one.

What tells a submission: its form, the site's foot, blocks with the form's labels, and, beside one of these, the site's
line, a respondent that is known, and questions that speak of the goals. Surveys of others, inputs to the forum and
national reviews have some of these, never enough; a title that says what they are speaks against them.
"""

from __future__ import annotations

import re
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
_OTHER_TITLE = re.compile(
    r"\b(?:survey|poll\b|quiz|voluntary (?:national|local|common) review|VNRs?\b|minutes of|concept note|press release"
    r"|(?:registration|application|evaluation|feedback|nomination) form|newsletter|national report|consultation"
    r"|(?:inputs?|contribution|statement|submission|message|report|comments?|views?)s? (?:\S+ ){0,7}?(?:to|for|at|on) "
    r"(?:\S+ ){0,8}?(?:HLPF|(?:political )?forum|conference|summit|review|commission|council|committee|session|assembly"
    r"|dialogue))",
    re.IGNORECASE,
)
"""What the title of a page says that is something else."""
_LONGEST_TITLE = 120
_FOOT = re.compile(r"ECESA|Year of submission", re.IGNORECASE)
_ENOUGH, _ENOUGH_OF_A_PART = 3, 2
_FEWEST, _MANY = 2, 5
_BLOCK = _TITLE = 2
"""How many signs a block is, whose labels are the form's own words, and how many, feet aside, a title undoes."""
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
    sure = _sure_signs(layout, page)
    count = sure + _other_signs(layout, known=known)
    # One question alone is too little to know a form by.
    alone = layout.asked == len(layout.questions) == 1 and _of_the_goals(layout) and not _titled(layout)
    if count < _ENOUGH_OF_A_PART or not (sure or alone):
        raise _no_submission(layout, where)
    if options.partial:
        return "part"
    lack = _lack(layout, dated=options.year is not None)
    if lack:
        raise SourceError(lack, where=where, hint=_PARTIAL)
    if count < _ENOUGH or not sure:
        raise _no_submission(layout, where)
    return "whole"


def _sure_signs(layout: Layout, page: Excerpt) -> int:
    """How many signs a page has that only a submission has: the foot, the questions of a form, labels of blocks."""
    feet = sum(_FOOT.match(line.text) is not None for line in layout.foot)
    signs = 0
    # What asks the same, and not of the goals, is a survey of somebody else's.
    if feet or _of_the_goals(layout):
        signs += (layout.alike >= _FEWEST) + (layout.alike >= _MANY)
    if (feet + signs < _FEWEST or not layout.questions) and blocks.read(page, 1):
        signs += _BLOCK
    return feet + max(0, signs - _TITLE * _titled(layout))


def _titled(layout: Layout) -> bool:
    """Whether a line of the header says that the page is something else."""
    return any(len(line.text) <= _LONGEST_TITLE and _OTHER_TITLE.search(line.text) for line in layout.header)


def _other_signs(layout: Layout, *, known: bool) -> int:
    """How many signs it has that others have too."""
    asked = layout.asked >= max(1, len(layout.questions) / 2)
    return asked + known + _of_the_goals(layout) + respondent.names_site(layout.header)


def _of_the_goals(layout: Layout) -> bool:
    return any(_OF_THE_GOALS.search(question.asked.text) for question in layout.questions)


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
    of = len(layout.questions)
    few = f"only {layout.asked} of its {of} questions are the questionnaire's"
    alone = "its questions are like the questionnaire's, and nothing else tells that it is one"
    what = "it has no question of the questionnaire" if not of else few if layout.asked < of else alone
    return SourceError(f"is no submission: {what}", where=where, hint=_ELSE)
