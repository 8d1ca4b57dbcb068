"""AnnotatedText → the documents it cites: known ones, symbols and numbers, and titles that look like a document's.

"Resolution 56/183 of the UN General Assembly" is A/RES/56/183; a number without a body is the respondent's own, and
says so. A title counts as a document only by its noun (Agenda, Declaration, White Paper …), and never where the words
name a known body, event or partnership. "The Framework" is the one that the same text has named in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence, overlaps
from itu_kg.extract.prose.governing_bodies import governs, issuer_of
from itu_kg.extract.prose.title_spans import find_titles
from itu_kg.extract.words import YEAR, holds_any, wordset
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.registry.gazetteer import Mention, key

_HEADS = wordset(
    "Accord Acts Agenda Agreement Charter Communiqué Compact Convention Covenant Declaration Framework Guidelines "
    "Handbook Manifesto Pact Paper Plan Principles Protocol Recommendations Regulations Report Roadmap Strategy Treaty "
    "Policy"
)
_GENERIC = wordset(
    "strategic action business operating operational annual national regional subregional global international policy "
    "results-based results management corporate plan framework report strategy roadmap agenda treaty convention "
    "agreement protocol declaration recommendations guidelines principles paper of and on the for to work final draft "
    "first implementation monitoring development conclusions"
)
"""What is called no more than this ("Strategic Plan") is no title, unless the text has named it in full before."""
_ALONE = re.compile(rf"\b[Tt]he\s(?P<head>{'|'.join(sorted(_HEADS))})\b(?!\s[A-Z])")
_DIGIT = re.compile(r"[0-9]")
_LOOK_BACK = 50
_INSIDE = frozenset({"in"})

_SYMBOL = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.()-]{0,20}){2,7}|WHA[0-9]{2}\.[0-9]{1,2}"
    r"|GC\([0-9]{2}\)/RES/[0-9]{1,3})(?![\w/])"
)
_NUMBERED = re.compile(
    r"\b(?P<kind>[Rr]esolution|[Dd]ecision|[Rr]ecommendation)s?\s(?:[Nn]o\.?\s)?"
    r"(?P<number>(?=[A-Z.-]{0,6}[0-9])[A-Z0-9][A-Z0-9./-]{0,20})"
)
_YEAR = re.compile(rf"\s?\((?P<year>{YEAR})\)")
_OTHERS = re.compile(r"(?:,\s|\sand\s)(?P<number>[0-9]{1,4}/[0-9]{1,4})(?![\w/])")
_SHAPES = {
    "unga": ("A/RES", re.compile(r"[0-9]{1,3}/[0-9]{1,4}")),
    "ecosoc": ("E/RES", re.compile(r"[0-9]{4}/[0-9]{1,3}")),
    "hrc": ("A/HRC/RES", re.compile(r"(?:S-)?[0-9]{1,2}/[0-9]{1,3}")),
    "unsc": ("S/RES", re.compile(r"[0-9]{1,4}")),
}
"""How the UN's principal organs number their resolutions, and the symbol's beginning."""
_OF_UN = re.compile(r"\b(?:UN|UNGA|United Nations)\b")
_ISSUERS = {"A": "unga", "E": "ecosoc", "S": "unsc"}


class DocumentMention(NamedTuple):
    """A document that a text cites: its slug, where, the words, and what a curator should look at, if anything."""

    slug: str
    at: Span
    text: str
    doubt: str = ""


class _Symbol(NamedTuple):
    """A document cited by symbol: where, its symbol, its slug, and the slug of the body it is of (empty if unsaid)."""

    at: Span
    symbol: str
    slug: str
    issuer: str


def find_documents(source: AnnotatedText, report: Report) -> tuple[DocumentMention, ...]:
    """Find the documents that a text cites, in order."""
    mentions: list[DocumentMention] = []
    for sentence in source.sentences():
        here = [DocumentMention(mention.slug, mention.at, mention.text) for mention in sentence.named("document")]
        here = _longest([*here, *_by_symbol(sentence, report)])
        if source.stretch.kind != "field":
            here += _by_title(source, sentence, here, [*mentions[-_LOOK_BACK:], *here])
        mentions += sorted(here, key=lambda one: one.at)
    return tuple(mentions)


def _by_symbol(sentence: Sentence, report: Report) -> Iterator[DocumentMention]:
    if not _DIGIT.search(sentence.text):
        return  # no symbol is without one
    bodies = sentence.named("organisation")
    governing = {body.slug for body in bodies if governs(body.text, body.slug, report)}
    for symbol in _symbols(sentence, bodies, governing, report.respondent):
        known = report.known.resolve(symbol.symbol, "document")
        made = known or symbol.slug
        if not made:
            continue
        doubt = "" if ("document", made) in report.known.names else f"not in the registry; symbol {symbol.symbol}"
        if symbol.issuer == report.respondent and not known:
            doubt = f"{doubt or 'the text names no body'}; taken to be the respondent's"
        yield DocumentMention(made, symbol.at, sentence.words(symbol.at), doubt)


def _symbols(
    sentence: Sentence, bodies: Sequence[Mention], governing: Collection[str], respondent: str
) -> Iterator[_Symbol]:
    for match in _SYMBOL.finditer(sentence.text):
        symbol = _bare(match[0])
        if any(character.isdigit() for character in symbol):
            start = sentence.at.start + match.start()
            yield _Symbol(
                Span(start, start + len(symbol)), symbol, slug(symbol), _ISSUERS.get(symbol.split("/", 1)[0], "")
            )
    for match in _NUMBERED.finditer(sentence.text):
        if match["number"].count("/") > 1:
            continue
        number = match["number"].rstrip("./-")
        start, end = sentence.span(match)
        kind, issuer = match["kind"].capitalize(), issuer_of(sentence, match, bodies, governing) or respondent
        if issuer == "unga" and not _SHAPES["unga"][1].fullmatch(number) and not _OF_UN.search(sentence.text):
            issuer = respondent  # of its own General Assembly, which numbers in its own way
        year = _YEAR.match(sentence.text, match.end()) if issuer == "unsc" else None
        at = Span(start, end - (len(match["number"]) - len(number)))
        yield _numbered(kind, issuer, number, at, f"({year['year']})" if year else "")
        position = match.end()
        while other := _OTHERS.match(sentence.text, position):
            position = other.end("number")
            yield _numbered(kind, issuer, other["number"], sentence.span(other, "number"))


def _bare(symbol: str) -> str:
    """Cut off a bracket or a stop that belongs to the sentence: "(see A/RES/71/99)."."""
    bare = symbol.rstrip(".-(")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".-(")
    return bare


def _numbered(kind: str, issuer: str, number: str, at: Span, year: str = "") -> _Symbol:
    """Make the symbol of a number: the UN's own for its principal organs, else what it is and its number."""
    beginning, shape = _SHAPES.get(issuer, ("", None))
    if kind == "Resolution" and shape and shape.fullmatch(number):
        symbol = f"{beginning}/{number}{year}"
        return _Symbol(at, symbol, slug(symbol), issuer)
    return _Symbol(at, f"{kind} {number}", slug(issuer, kind, number), issuer)


def _by_title(
    source: AnnotatedText, sentence: Sentence, here: Sequence[DocumentMention], before: Sequence[DocumentMention]
) -> Iterator[DocumentMention]:
    if not holds_any(sentence.text, _HEADS):
        return
    taken = [one.at for one in here]
    taken += [mention.at for mention in sentence.named("resource", "partnership", "event")]
    titles = [
        (sentence.at_span(title.at), False)
        for title in find_titles(sentence.text, _HEADS, inside=_INSIDE, by_head=True)
    ]
    titles += [(sentence.span(match, "head"), True) for match in _ALONE.finditer(sentence.text)]
    for at, alone in titles:
        words = sentence.words(at)
        if overlaps(at, taken) or any(mention.at.holds(at) for mention in sentence.mentions) or not slug(words):
            continue
        meant = next((one for one in reversed(before) if key(words) in key(one.text)), None)
        if meant:
            again = key(words) == key(meant.text)
            taken.append(at)
            yield DocumentMention(
                meant.slug, at, words, meant.doubt if again else f"taken to be short for {meant.text}"
            )
        elif not alone and not source.is_about(words) and not set(words.lower().split()) <= _GENERIC:
            taken.append(at)
            yield DocumentMention(slug(words), at, words, "not in the registry; known as a document by its title only")


def _longest(mentions: list[DocumentMention]) -> list[DocumentMention]:
    """Keep the longer of two that overlap."""
    kept: list[DocumentMention] = []
    for one in sorted(mentions, key=lambda mention: (mention.at.start, -mention.at.end, mention.doubt)):
        if not kept or one.at.start >= kept[-1].at.end:
            kept.append(one)
    return kept
