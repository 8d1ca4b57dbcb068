"""Registry × Submission → Labels: what each known or reported thing goes by, and whether words name it.

Names are compared word by word, so that "UN" is not in "UN-Habitat" nor "ITU" in "ITU-T"; an acronym counts in its own
capitals only. That words name several things is no objection: asked is whether they name this one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from itu_kg.entailment.entity_words import things
from itu_kg.extract.prose.reported_entities import aliases
from itu_kg.registry.gazetteer import is_acronym, key, names

if TYPE_CHECKING:
    from itu_kg.model.fields import Name, Part
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_HYPHENS = frozenset("-\u2010\u2011")
_SMALL = frozenset(("the", "of", "and", "on", "for", "to", "in", "a", "an", "de", "la", "le", "at", "its", "by"))


class Labels:
    """What things go by, as type and slug."""

    def __init__(self, registry: Registry, submission: Submission) -> None:
        """Index the registry's names and those of the record's own things."""
        self._labels: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for kind, slug, name in (*names(registry), *_reported(submission)):
            self._labels[kind, slug][name] = None

    def of(self, kind: str, slug: str) -> tuple[str, ...]:
        """List what a thing goes by; nothing where nobody knows it."""
        return tuple(self._labels.get((kind, slug), ()))

    def names(self, words: str, kind: str, slug: str) -> bool:
        """Say whether words hold a name of a thing."""
        return any(occurs(label, words) for label in self.of(kind, slug))

    def acts(self, words: str, kind: str, slug: str) -> bool:
        """Say whether words name a thing as itself, and not as an owner or a part: "the UN Board's (B) Committee"."""
        spots = filter(None, (_find(label, words) for label in self.of(kind, slug)))
        return any(not _OWNER.match(words, end) and not _OWNER_BEFORE.search(words[:start]) for start, end in spots)

    def means(self, words: str, kind: str, slug: str) -> bool:
        """Say whether words, all of them, are a name of a thing: nothing but small words stands around it."""
        labels = self.of(kind, slug)
        return any(key(label) == key(words) for label in labels) or any(_wholly(label, words) for label in labels)


_OWNER = re.compile(r"['’]s?\b|\s[A-Z][a-z]")
_OWNER_BEFORE = re.compile(r"['’]s?\s*\(\Z")


def occurs(label: str, words: str) -> bool:
    """Say whether a name stands in words, whole."""
    return _find(label, words) is not None


def shares_word(words: str, name: str) -> bool:
    """Say whether words have one in common with a name that is no small one."""
    first, second = (
        {key(word) for word in _WORD.findall(each) if word.lower() not in _SMALL} for each in (words, name)
    )
    return any(not word.isdigit() for word in first & second)


@lru_cache(100_000)
def _find(label: str, words: str) -> tuple[int, int] | None:
    exact = is_acronym(label)
    wanted = _folded(label, exact=exact)
    written = _folded(words, exact=exact)
    if not wanted:
        return None
    for place in range(len(written) - len(wanted) + 1):
        if [word for word, _, _ in written[place : place + len(wanted)]] != [word for word, _, _ in wanted]:
            continue
        start, end = written[place][1], written[place + len(wanted) - 1][2]
        if not (exact and _glued(words, start, end)):
            return start, end
    return None


def _wholly(label: str, words: str) -> bool:
    at = _find(label, words)
    if at is None:
        return False
    rest = words[: at[0]] + " " + words[at[1] :]
    return all(word.lower() in _SMALL or word.isdigit() for word in _WORD.findall(rest))


def _folded(text: str, *, exact: bool) -> list[tuple[str, int, int]]:
    fold = _exact if exact else key
    return [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _exact(word: str) -> str:
    return word


def _glued(words: str, start: int, end: int) -> bool:
    """Say whether an acronym is a part of a longer one: "UN-Habitat", "ITU-T"; an edition's year is none."""
    after, before = words[end : end + 2], words[max(0, start - 2) : start]
    return (len(after) == 2 and after[0] in _HYPHENS and after[1].isupper()) or (
        len(before) == 2 and before[1] in _HYPHENS and before[0].isalpha()
    )


def _reported(submission: Submission) -> Iterator[tuple[str, str, str]]:
    for kind, one in things(submission):
        yield from _named(kind, one.id, one.name)
    for resource in submission.resources:
        yield from _parts(resource.parts)
    for term in submission.terms:
        yield from _named("term", term.id, term.name)


def _parts(parts: Iterable[Part]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        yield from _named("resource", part.id, part)
        yield from _parts(part.parts)


def _named(kind: str, slug: str, name: Name) -> Iterator[tuple[str, str, str]]:
    for words in (name.text, *(quote.text for quote in name.also), name.acronym):
        if words:
            yield from ((kind, slug, alias) for alias in aliases(words, kind))
