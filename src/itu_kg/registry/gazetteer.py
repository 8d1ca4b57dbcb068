"""Registry → Gazetteer: which known thing a name means, and where a text names known things.

A name is compared by its key: lower case, no accents, no spaces, hyphens or apostrophes, "&" as "and". An acronym
counts only in its own capitals, so that "who" is not the World Health Organization. Nothing is guessed: a name that
two things of one kind share means neither of them, and "Resolution 214" means nothing without the body that took it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from itu_kg.model.base import Span

if TYPE_CHECKING:
    from itu_kg.model.registry import Entry, Registry

Kind = Literal["organisation", "place", "country", "series", "document", "event", "resource", "partnership"]
"""The first five are what a registry knows, the others what a submission reports; `index` takes both."""

SHELVES: Mapping[Kind, str] = {
    "organisation": "organisations",
    "country": "countries",
    "place": "places",
    "series": "series",
    "document": "documents",
}
"""The field of a Registry, and the file, that has the things of a kind: `organisation/itu` is in `organisations`."""

_SUPERSCRIPTS = "\u00b2\u00b3\u00b9\u2070-\u2079"
_WORD = re.compile(rf"[^\W\d_{_SUPERSCRIPTS}]+|[0-9]+")
_BEGINNING = re.compile(rf"(?<![\w@])(?:(?![a-z])[^\W\d_{_SUPERSCRIPTS}]+|[0-9]+)")
"""A word that a name may begin with: not one in small letters."""
_SOFT = re.compile(r"[\s\-\u00ad\u2010-\u2015\u200b-\u200d\u2060\ufeff'’‘\"“”]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_NUMBER_ALONE = re.compile(r"(?:Resolution|Decision|Recommendation) [0-9]+")
_TITLE = re.compile(
    r"\+[0-9]|\s{1,4}(?:[A-Z][\w-]+\s{1,4}){0,2}(?:Accord|Action|Agenda|Agreement|Amendment|Call|Charter|Commitment"
    r"|Consensus|Convention|Declaration|Framework|Outcome|Pathway|Plan|Platform|Pledge|Principles|Programme|Protocol|Roadmap"
    r"|Statement|Statute|Strategy|Treaty)s?\b"
)
"""What makes of a city's name a part of a document's: "Quito Declaration", "Lomé Plan of Action", "Beijing+30"."""

_IN_FULL = "United Nations "
_BRACKETED = re.compile(r"([^()]+)\(([^()]*)\)\s*")
_NOTE = re.compile(rf"(?<=[^\W\d_])[0-9]{{1,2}}$|[{_SUPERSCRIPTS}]+$")
_ENDS = " \t\r\n\u00a0\u202f.,;:"
_LONGEST_GAP = 4
_LONGEST_WORD = 40
_MOST_WORDS = 10_000


class Mention(NamedTuple):
    """A known thing that a text names: its kind, its slug, where, and the words as they stand there."""

    kind: Kind
    slug: str
    at: Span
    text: str


class _Form(NamedTuple):
    kind: Kind
    slug: str
    written: str
    exact: bool


def key(name: str) -> str:
    """Fold a name to what its spellings have in common; empty where a text holds no letter or digit."""
    return _key_of_word(name) if len(name) <= _LONGEST_WORD else _key(name)


def _key(name: str) -> str:
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _SOFT.sub("", name.casefold().replace("&", "and"))


_key_of_word = lru_cache(_MOST_WORDS)(_key)
"""A text has few words, many times over; what is longer than a word is hardly met twice and not kept."""


def is_acronym(name: str) -> bool:
    """Check whether the capitals of a name matter: one or two short words with at least two capitals."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 and capitals * 2 >= len(letters) and len(name.split()) <= 2 and len(letters) <= 12


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names to known things, made by `gazetteer` or `index`.

    Attributes:
        forms: by key, what a name may mean; its index, no concern of a caller.
        prefixes: every beginning of a key; likewise.
        names: by kind and slug, the name that each thing was given first.
    """

    forms: Mapping[str, tuple[_Form, ...]]
    prefixes: frozenset[str]
    names: Mapping[tuple[str, str], str]

    def resolve(self, name: str, kind: Kind) -> str | None:
        """Look up the slug of the thing of that kind that goes by `name`; None if none or more than one does.

        "International Telecommunication Union (ITU)" is known if either part is, unless they mean two things, and
        "ITU International Telecommunication Union" if both parts mean one; a footnote digit at the end ("ESCAP2") and
        an article at the front do not matter.
        """
        name = name.strip(_ENDS)
        bare = _NOTE.sub("", name)
        for spelling in dict.fromkeys((name, bare, bare.removeprefix("the ").removeprefix("The "))):
            entry = self._of_kind(spelling, kind)
            if entry:
                return entry.pop() if len(entry) == 1 else None
        bracketed = _BRACKETED.fullmatch(bare)
        if not bracketed:
            return self._of_both(bare, kind)
        parts = [slug for part in bracketed.groups() if (slug := self.resolve(part, kind))]
        return parts[0] if len(set(parts)) == 1 else None

    def _of_both(self, name: str, kind: Kind) -> str | None:
        """Look up the thing that a short name of one word or two and the name behind it both mean, if that is one."""
        words = name.split()
        for number in (1, 2):
            both = self._of_kind(" ".join(words[:number]), kind) & self._of_kind(" ".join(words[number:]), kind)
            if len(both) == 1:
                return both.pop()
        return None

    def _of_kind(self, name: str, kind: Kind) -> set[str]:
        forms = [form for form in self.forms.get(key(name), ()) if form.kind == kind]
        if not forms:
            return set()
        precise = {form.slug for form in forms if form.written == name}
        return precise or {form.slug for form in forms}

    def mentions(self, text: str, start: int = 0, kinds: Iterable[Kind] | None = None) -> Iterator[Mention]:
        """Find every known thing that `text` names, in order, the longest name first, none overlapping another.

        Takes time linear in the text. A name that means things of several kinds is given once for each (WTSA is a
        body and a series), but a city's name is not its country's. Words inside web addresses are not names. A digit
        or two glued to a name is a footnote's. An organisation's acronym with more glued on by a hyphen
        ("UNEP-WCMC") is somebody else's name.

        Args:
            text: what to look in.
            start: where `text` begins in the source; positions count from there.
            kinds: what to look for; everything known where not given.
        """
        wanted = frozenset(get_args(Kind) if kinds is None else kinds)
        addresses = [match.span() for match in _ADDRESS.finditer(text)] if "://" in text or "www." in text else []
        address = position = 0
        prefixes = self.prefixes
        for word in _BEGINNING.finditer(text):
            if key(word[0]) not in prefixes:
                continue
            first = word.start()
            if first < position or text[first].islower():
                continue
            while address < len(addresses) and addresses[address][1] <= first:
                address += 1
            if address < len(addresses) and addresses[address][0] <= first:
                continue
            forms, end = self._longest(text, first, wanted)
            for form in forms:
                position = end
                yield Mention(form.kind, form.slug, Span(start + first, start + end), text[first:end])

    def _longest(self, text: str, first: int, wanted: frozenset[Kind]) -> tuple[tuple[_Form, ...], int]:
        """Read on from a word while some name begins so: what the longest name means, and where it ends."""
        best: tuple[tuple[_Form, ...], int] = (), first
        read, end = "", first
        for word in _WORD.finditer(text, first):
            if word.start() - end > _LONGEST_GAP or text.count("\n", end, word.start()) > 1:
                break
            read += key(text[end : word.end()])
            if read not in self.prefixes:
                break
            end = word.end()
            close = int(text[end : end + 1] == ")")
            for reading, stop in ((read, end), (f"{read})", end + close))[: 1 + close]:
                forms = self._meanings(reading, text, first, stop, wanted)
                if forms:
                    best = forms, stop
        return best

    def _meanings(self, reading: str, text: str, first: int, end: int, wanted: frozenset[Kind]) -> tuple[_Form, ...]:
        """Look up what the words from `first` to `end` mean, one form of each kind, if they stand by themselves."""
        forms = self.forms.get(reading)
        if forms is None:
            return ()
        meanings: dict[Kind, dict[str, _Form]] = defaultdict(dict)
        for form in forms:
            if form.kind in wanted and _same_case(form, text[first:end]) and not self._goes_on(form, text, end):
                meanings[form.kind].setdefault(form.slug, form)
        if "place" in meanings:
            meanings.pop("country", None)
        return tuple(next(iter(forms.values())) for _, forms in sorted(meanings.items()) if len(forms) == 1)

    def _goes_on(self, form: _Form, text: str, end: int) -> bool:
        """Check whether the word that a name ends in goes on after it, so that it is another word."""
        after = text[end : end + 3]
        rest = after.lstrip("0123456789")
        if len(after) - len(rest) > 2 or rest[:1].isalpha() or rest[:1] in {"_", "@", "$"}:
            return True
        if form.kind == "place":
            return _TITLE.match(text, end) is not None
        if form.kind != "organisation" or not form.exact or after[:1] not in {"-", "\u2010", "\u2011"}:
            return False
        following = _WORD.match(text, end + 1)
        return following is not None and following[0].isupper() and key(following[0]) not in self.forms


def _same_case(form: _Form, words: str) -> bool:
    if form.exact:
        return _SOFT.sub("", words) == _SOFT.sub("", form.written)
    return words[0].isupper() or not form.written[0].isupper()


def index(names: Iterable[tuple[Kind, str, str]]) -> Gazetteer:
    """Index names, each given as the kind and the slug of the thing and how it is written."""
    forms: defaultdict[str, set[_Form]] = defaultdict(set)
    sharing: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    official: dict[tuple[str, str], str] = {}
    for kind, slug, name in names:
        official.setdefault((kind, slug), name)
        name = name.strip(_ENDS)  # noqa: PLW2901  what `resolve` does to the name it is asked for
        if key(name) and not _NUMBER_ALONE.fullmatch(name):
            things = sharing[kind, name]
            if len(things) > 1:
                continue  # two are enough to mean neither; ten thousand would be looked through at every mention
            things.add(slug)
            forms[key(name)].add(_Form(kind, slug, name, is_acronym(name)))
    prefixes = frozenset(spelling[:n] for spelling in forms for n in range(1, len(spelling) + 1))
    return Gazetteer({spelling: tuple(sorted(meanings)) for spelling, meanings in forms.items()}, prefixes, official)


def gazetteer(registry: Registry) -> Gazetteer:
    """Index every name, acronym, spelling and symbol that the registry knows."""
    return index(names(registry))


def names(registry: Registry) -> Iterator[tuple[Kind, str, str]]:
    """List everything that things of the registry go by: the kind and the slug of the thing, and how it is written.

    A name that begins with "United Nations" is listed with "UN" too.
    """
    for kind, shelf in SHELVES.items():
        entries: Mapping[str, Entry] = getattr(registry, shelf)
        for slug, entry in entries.items():
            for name in (entry.name, *entry.forms, *entry.hidden):
                yield kind, slug, name
                if name.startswith(_IN_FULL):
                    yield kind, slug, f"UN {name.removeprefix(_IN_FULL)}"
            for short in (getattr(entry, "acronym", None), getattr(entry, "symbol", None)):
                if short:
                    yield kind, slug, short
