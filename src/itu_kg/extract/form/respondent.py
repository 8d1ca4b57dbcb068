"""Lines before question 1 → who answers. The site's banner, in any of its six languages, is nobody's name.

An organisation that the registry does not know is proposed by its acronym or name, to be confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Respondent

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames
    from itu_kg.model.fields import Text
    from itu_kg.registry.gazetteer import Kind

_DEPARTMENT = (
    r"(?:Department of Economic and Social Affairs|D[ée]partement des affaires [ée]conomiques et sociales"
    r"|Departamento de Asuntos Econ[óo]micos y Sociales|Департамент по экономическим и социальным вопросам"
    r"|إدارة الشؤون الاقتصادية والاجتماعية|经济和社会事务部)"
)
_SUBJECT = (
    r"(?:Sustainable Development|D[ée]veloppement durable|Desarrollo Sostenible|Устойчивое развитие"
    r"|التنمية المستدامة|可持续发展)"
)
_SITE = re.compile(rf"{_DEPARTMENT}.{{0,40}}?{_SUBJECT}", re.IGNORECASE)
_UPPER_LINE = re.compile(rf".{{0,40}}?{_DEPARTMENT}", re.IGNORECASE)
_LOWER_LINE = re.compile(_SUBJECT, re.IGNORECASE)
_PART_OF_SITE = re.compile(rf"(?:.{{0,40}}?{_DEPARTMENT}|{_SUBJECT})\W*", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:(?:name of (?:the )?)?(?:reporting |responding |submitting )?(?:organi[sz]ation|entity|agency|respondent)"
    r"(?: name)?\s*:|(?:submission|contribution|inputs?|response|report)s? (?:by|from|of)(?: the)?\s)\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:['’]s?)?\s+(?:submission|contribution|inputs?|response|report)\Z|[\s,–-]+20[0-9]{2}\Z", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"(?:sorry, you need to enable javascript|skip to main content|welcome to the united nations|toggle navigation"
    r"|home\b.{0,3}$|search\b.{0,3}$|menu\b.{0,3}$|main navigation|breadcrumb|language|year of submission|ecesa)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?P<first>[^()]{2,}?)\s*(?:\(\s*(?P<bracketed>[^()]{2,}?)\s*\)|(?:\s[-–—]|:)\s(?P<dashed>.{2,}))\s*"
    r"|\(\s*(?P<before>[^()]{2,}?)\s*\)\s*(?P<after>[^()]{2,})"
)
_ARTICLE = re.compile(r"\A(?:the|la|le|el)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 200
_FEW = 3
"""How many lines a header without the site's has at most; more are words of an answer."""


def read(header: Sequence[Excerpt], known: KnownNames, *, where: str) -> Parsed[Respondent]:
    """Read the header of a page.

    Raises:
        SourceError: no line of it names an organisation.
    """
    known_one = resolved(header, known)
    if known_one:
        return Parsed(known_one)
    for line in reversed([line for line in candidates(header) if len(line.text) <= _LONGEST]):
        proposed = _proposed(line.text)
        if proposed:
            return Parsed(_respondent(line, proposed), "not in the registry; the slug is made from the name")
    raise SourceError(
        "no organisation is named before question 1", where=where, hint="say whose page it is: --respondent SLUG"
    )


def resolved(header: Sequence[Excerpt], known: KnownNames) -> Respondent | None:
    """The last line of the header that names an organisation of the registry."""
    for line in reversed([line for line in candidates(header) if len(line.text) <= _LONGEST]):
        organisation = _resolved(line.text, known)
        if organisation:
            return _respondent(line, organisation)
    return None


def given(organisation: str, header: Sequence[Excerpt], text: str, known: KnownNames) -> Parsed[Respondent]:
    """Find the words that name a respondent whom the caller names: in the header, else where the page first does.

    A page without a header, or a part of one, may name it nowhere.
    """
    lines = [line for line in candidates(header) if len(line.text) <= _LONGEST]
    for line in reversed(lines):
        if _resolved(line.text, known) == organisation or slug(line.text) == organisation:
            return Parsed(_respondent(line, organisation))
    if lines and (names_site(header) or (len(lines) <= _FEW and lines[-1].text[-1] not in ".,;:?!")):
        return Parsed(_respondent(lines[-1], organisation), "given by hand; the header says otherwise or nothing known")
    for mention in known.names.mentions(text, 0, ("organisation",)):
        if mention.slug == organisation:
            words = Excerpt(mention.text, mention.at.start)
            return Parsed(_respondent(words, organisation), "given by hand; the page has no header")
    return Parsed(Respondent(organisation=organisation), "given by hand; the page names it nowhere")


def names(respondent: Respondent) -> tuple[tuple[Kind, str, str], ...]:
    """What a respondent is called by its header, as `index` takes it: the whole, its name, its acronym."""
    text = respondent.text or ""
    both = _BOTH.fullmatch(text)
    called = (text, *(part for part in both.groups() if part)) if both else (text,)
    return tuple(("organisation", respondent.organisation, name) for name in called)


def names_site(header: Sequence[Excerpt]) -> bool:
    """Whether a line of the header is the site's own."""
    return any(_SITE.search(line.text) or _UPPER_LINE.match(line.text) for line in header)


def candidates(header: Sequence[Excerpt]) -> Iterator[Excerpt]:
    """The words that may name the respondent: lines, or what the site's own words leave of them.

    The site's name is one line or two, and stands before the respondent's, glued to it or not; in a page's title it
    stands behind, after a stroke.
    """
    for number, line in enumerate(header):
        following = header[number + 1].text if number + 1 < len(header) else ""
        if _UPPER_LINE.fullmatch(line.text) and _LOWER_LINE.match(following):
            continue
        site = _SITE.search(line.text)
        if number and not site and _UPPER_LINE.fullmatch(header[number - 1].text):
            site = _LOWER_LINE.match(line.text)
        rest = line.cut(site.end(), len(line.text), "-|:") if site else line
        for part in _strokes(rest):
            if part.text and not _FURNITURE.match(part.text):
                yield part


def _strokes(line: Excerpt) -> Iterator[Excerpt]:
    """Part a line at its strokes, if one part is the site's; give each part's words without what is no name."""
    ends = [match.start() for match in re.finditer(r"\|", line.text)]
    parts = [line.cut(*ends_of, "|") for ends_of in zip([0, *ends], [*ends, len(line.text)], strict=True)]
    others = [part for part in parts if not _PART_OF_SITE.fullmatch(part.text)]
    for part in others if 0 < len(others) < len(parts) else [line]:
        before, behind = _BEFORE.match(part.text), _BEHIND.search(part.text)
        yield part.cut(before.end() if before else 0, behind.start() if behind else len(part.text))


def _resolved(words: str, known: KnownNames) -> str | None:
    both = _BOTH.fullmatch(words)
    parts = [part for part in both.groups() if part] if both else []
    for spelling in (words, f"{parts[0]} ({parts[1]})" if parts else "", *parts):
        organisation = known.names.resolve(spelling, "organisation") if spelling else None
        if organisation:
            return organisation
    return None


def _proposed(words: str) -> Text:
    both = _BOTH.fullmatch(words)
    parts = [_ARTICLE.sub("", part) for part in both.groups() if part] if both else [_ARTICLE.sub("", words)]
    shortest = min(_abbreviation(parts[0]), *parts, key=len)
    return slug(shortest) if shortest.isupper() or sum(map(str.isupper, shortest)) > 2 else slug(parts[0])


def _abbreviation(words: str) -> str:
    """The abbreviation that stands before a name without brackets, "UPU Universal Postal Union", or all the words."""
    first, _, name = words.partition(" ")
    letters = [letter for letter in first if letter.isalpha()]
    initials = iter(word[0].upper() for word in _WORD.findall(name))
    return first if len(letters) > 1 and first.isupper() and all(letter in initials for letter in letters) else words


def _respondent(line: Excerpt, organisation: str) -> Respondent:
    return Respondent(text=line.text, at=line.at, organisation=organisation)
