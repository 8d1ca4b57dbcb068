"""Lines before question 1 → who answers. The site's banner, in any of its six languages, is nobody's name.

An organisation that the registry does not know is proposed by its acronym or name, to be confirmed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Respondent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.names import Known
    from itu_kg.model.fields import Text

_SITE = re.compile(
    r"(?:Department of Economic and Social Affairs.{0,40}?Sustainable Development"
    r"|D[ée]partement des affaires [ée]conomiques et sociales.{0,40}?D[ée]veloppement durable"
    r"|Departamento de Asuntos Econ[óo]micos y Sociales.{0,40}?Desarrollo Sostenible"
    r"|Департамент по экономическим и социальным вопросам.{0,40}?Устойчивое развитие"
    r"|إدارة الشؤون الاقتصادية والاجتماعية.{0,40}?التنمية المستدامة"
    r"|经济和社会事务部.{0,40}?可持续发展)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:sorry, you need to enable javascript|skip to main content|welcome to the united nations|toggle navigation"
    r"|home\b.{0,3}$|search\b.{0,3}$|menu\b.{0,3}$|main navigation|breadcrumb|language|year of submission|ecesa)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?P<first>[^()]{2,}?)\s*(?:\(\s*(?P<bracketed>[^()]{2,}?)\s*\)|\s[-–—]\s(?P<dashed>.{2,}))\s*")
_LONGEST = 200


def read(header: Sequence[Excerpt], known: Known, *, where: str) -> Parsed[Respondent]:
    """Read the header of a page.

    Raises:
        SourceError: no line of it names an organisation.
    """
    lines = [line for line in _candidates(header) if len(line.text) <= _LONGEST]
    for line in reversed(lines):
        organisation = _resolved(line.text, known)
        if organisation:
            return Parsed(_respondent(line, organisation))
    for line in reversed(lines):
        proposed = _proposed(line.text)
        if proposed:
            return Parsed(_respondent(line, proposed), "not in the registry; the slug is made from the name")
    raise SourceError(
        "no organisation is named before question 1", where=where, hint="say whose page it is: --respondent SLUG"
    )


def given(organisation: str, header: Sequence[Excerpt], text: str, known: Known, *, where: str) -> Parsed[Respondent]:
    """Find the words that name a respondent whom the caller names: in the header, else where the page first does.

    Raises:
        SourceError: the page names it nowhere.
    """
    lines = [line for line in _candidates(header) if len(line.text) <= _LONGEST]
    for line in reversed(lines):
        if _resolved(line.text, known) == organisation or slug(line.text) == organisation:
            return Parsed(_respondent(line, organisation))
    if lines:
        return Parsed(_respondent(lines[-1], organisation), "given by hand; the header says otherwise or nothing known")
    for mention in known.names.mentions(text, 0, ("organisation",)):
        if mention.slug == organisation:
            words = Excerpt(mention.text, mention.at.start)
            return Parsed(_respondent(words, organisation), "given by hand; the page has no header")
    raise SourceError(f"the page names {organisation} nowhere", where=where, hint="write its name on the first line")


def _candidates(header: Sequence[Excerpt]) -> Iterator[Excerpt]:
    """Give the lines that may name the respondent; what is glued to the site's own line stands after it."""
    for line in header:
        site = _SITE.search(line.text)
        rest = line.cut(site.end(), len(line.text), "-|:") if site else line
        if rest.text and not _FURNITURE.match(rest.text):
            yield rest


def _resolved(words: str, known: Known) -> str | None:
    both = _BOTH.fullmatch(words)
    parts = [part for part in both.groups() if part] if both else []
    for spelling in (words, f"{parts[0]} ({parts[1]})" if parts else "", *parts):
        found = known.names.resolve(spelling, "organisation") if spelling else None
        if found:
            return found
    return None


def _proposed(words: str) -> Text:
    both = _BOTH.fullmatch(words)
    parts = [part for part in both.groups() if part] if both else [words]
    shortest = min(parts, key=len)
    return slug(shortest) if shortest.isupper() or sum(map(str.isupper, shortest)) > 2 else slug(parts[0])


def _respondent(line: Excerpt, organisation: str) -> Respondent:
    return Respondent(text=line.text, at=line.at, organisation=organisation)
