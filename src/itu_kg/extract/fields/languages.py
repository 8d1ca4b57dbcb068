"""Text of a languages field → Languages: those a resource is available in, and those it will be in later.

The languages of a number alone ("6 languages") are taken to be the UN's six, marked as inferred. Words about languages
that nothing is made of ("subtitles", "on request") are named in the doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.unread import doubts, unread
from itu_kg.model.fields import Languages
from itu_kg.model.language_names import CODES, INITIALS, NAMES, UN

if TYPE_CHECKING:
    from collections.abc import Iterable

_COUNT = r"(?:[0-9]{1,3}|six|seven|eight|nine|ten|five|four|three|two)"
_OF_UN = r"(?:UN|U\.N\.|United Nations)(?:['’]s?)?"
_KINDS = {
    "un": rf"\b(?:all\s+)?(?:the\s+)?(?P<number>{_COUNT}\s+)?(?P<rest>(?:other|remaining)\s+)?(?:(?:6|six|five)\s+)?"
    rf"(?:official\s+)?(?:{_OF_UN}(?:\s+official)?\s+languages|(?<=official )languages\s+of\s+the\s+{_OF_UN})\b",
    "count": rf"\b{_COUNT}\s+(?:different\s+|official\s+|other\s+)*languages\b",
    "name": rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(NAMES, key=len, reverse=True)))})(?![^\W_])",
    "later": r"\b(?:will\s+(?:\w+\s+){0,2}?(?:be|follow)|to\s+(?:be|follow|come)|soon|shortly|later|forthcoming"
    r"|upcoming|planned|coming|expected|scheduled|foreseen|under\s?way|ongoing|pending|being\s+\w+"
    r"|in\s+(?:preparation|progress|process|translation|development|production|the\s+pipeline|due\s+course)"
    r"|under\s+(?:translation|preparation|development|review))\b",
    "except": r"\b(?:except(?:\s+for)?|excluding|other\s+than|without)\b",
    "not": r"\b(?:not|no)\b",
    "end": r"[;\n•]|\.(?=\s|\Z)|\b(?:but|while|whereas)\b",
    "open": r"[(\[]",
    "close": r"[)\]]",
    "and": r"&|\+|\b(?:and|et|y)\b",
    "part": r"[,/|:]|\s[-–—]\s",
    "silent": r"\b(?:available|in|into|the|all|an|(?-i:a)|is|are|with|also|both|only|now|currently|already"
    r"|at\s+present|versions?|languages?|editions?|originals?|originally|translat(?:ed|ions?)|published|released|official|simplified"
    r"|traditional|brazilian|of|for|this|it|text|resource|publication|document|report|website)\b",
    "word": r"[^\W\d_][\w'’]*\.?|[0-9]+",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()), re.IGNORECASE)
_MAY_BE_LEFT = frozenset(("word", "silent", "and", "not"))
_INFERRED = "; the UN's six are inferred"
_AROUND_CODES = frozenset(("", "part", "and", "end", "open", "close", "later", "silent"))
_LANGUAGES = frozenset(("name", "code", "un"))
_LONGEST = 3_000


class _Token(NamedTuple):
    kind: str
    text: str
    at: tuple[int, int]
    number: str = ""
    rest: bool = False


def read(field: Excerpt) -> Parsed[Languages]:
    """Read a languages field."""
    tokens = _tokens(field.text[:_LONGEST])
    spoken = [token for token in tokens if token.kind != "silent"]
    reader = _Reader()
    for place, token in enumerate(spoken):
        reader.take(token, spoken[place + 1].kind if place + 1 < len(spoken) else "")
    reader.end()
    reasons = list(reader.doubts)
    if not reader.available and not reader.planned and not reasons:
        reasons.append("no language was found")
    silent = [token.at for token in tokens if token.kind in {"silent", "and"}]
    reasons.append(unread(field.text, [token.at for token in tokens if token.kind not in _MAY_BE_LEFT], silent))
    value = Languages(
        text=field.text,
        at=field.at,
        available=tuple(reader.available),
        planned=tuple(tag for tag in reader.planned if tag not in reader.available),
        inferred=reader.inferred,
    )
    return Parsed(value, doubts(*reasons))


def _tokens(text: str) -> list[_Token]:
    """Split a field into its tokens; a code is one only where no other word stands beside it."""
    matches = list(_TOKEN.finditer(text))
    kinds = ["", *(match.lastgroup or "" for match in matches), ""]
    words = [match[0].lower().rstrip(".") if match.lastgroup == "word" else "" for match in matches]
    alone = [kinds[n] in _AROUND_CODES and kinds[n + 2] in _AROUND_CODES for n in range(len(matches))]
    initials = [word for word, single in zip(words, alone, strict=True) if single and word in INITIALS]
    known = CODES if len(initials) < 2 else {**CODES, **INITIALS}
    tokens = []
    for match, word, single, kind in zip(matches, words, alone, kinds[1:], strict=False):
        code = known.get(word) if single else None
        about = (match.span(), match["number"] or "", match["rest"] is not None)
        tokens.append(_Token("code", code, *about) if code else _Token(kind, match[0], *about))
    return tokens


class _Reader:
    """Sorts languages into those there are and those to come, clause by clause.

    A word such as "forthcoming" is about the names behind it, if one follows at once, else about those before it
    that only "and" joins.
    """

    def __init__(self) -> None:
        self.available: dict[str, None] = {}
        self.planned: dict[str, None] = {}
        self.inferred = False
        self.doubts: list[str] = []
        self._run: list[str] = []
        self._last: list[str] = []
        self._inside: list[str] | None = None
        self._mode = ""
        self._listed = self._listed_before = self._settled = False

    def take(self, token: _Token, following: str) -> None:
        """Read a token, knowing what kind the next one is."""
        match token.kind:
            case "name" | "code" | "un" | "count":
                self._run += self._tags(token)
                self._settled = False
            case "part":
                self._listed = self._listed or bool(self._run and token.text == ",")
                self._flush()
            case "open":
                self._flush()
                self._inside, self._listed_before, self._listed = [], self._listed, False
            case "close":
                self._flush()
                self._inside, self._mode = None, ""
            case "end":
                self.end()
            case "later":
                self._later(following)
            case "not" | "except":
                self._without(token.kind, following)

    def end(self) -> None:
        """End a clause."""
        self._flush()
        self._last, self._mode, self._inside = [], "", None
        self._listed = self._listed_before = self._settled = False

    def _tags(self, token: _Token) -> Iterable[str]:
        if token.kind == "name":
            return [NAMES[token.text.lower()]]
        if token.kind == "code":
            return [token.text]
        number = token.text if token.kind == "count" else token.number
        if token.kind == "count" or (number and not token.rest and not _is_six(number)):
            six = _is_six(number)
            self.doubts.append("the report says how many languages, not which" + _INFERRED * six)
            self.inferred = self.inferred or six
            return UN if six else ()
        if token.rest:
            return [tag for tag in UN if tag not in {*self.available, *self.planned, *self._run}]
        return UN

    def _flush(self) -> None:
        run, self._run = self._run, []
        if not run:
            return
        self._last = run
        self._inside = self._inside if self._inside is None else [*self._inside, *run]
        if self._mode == "not":
            self.doubts.append(f"it says not: {', '.join(run)}")
        elif self._mode == "except":
            self.available = {tag: None for tag in self.available if tag not in run}
            self.planned = {tag: None for tag in self.planned if tag not in run}
        else:
            (self.planned if self._mode == "later" else self.available).update(dict.fromkeys(run))

    def _later(self, following: str) -> None:
        if following in _LANGUAGES:
            self._flush()
            self._mode = "later"
        elif self._run or (self._last and not self._settled):
            # "French, Arabic forthcoming" is about Arabic, "(French, Arabic forthcoming)" about both.
            run = [*(self._inside or ()), *self._run] or self._last
            listed = self._listed if self._run else self._listed_before
            self.available = {tag: None for tag in self.available if tag not in run}
            self.planned |= dict.fromkeys(run)
            if len(run) > 1 and not (self._run and self._inside is not None) and (listed or not self.available):
                self.doubts.append(f"which of {', '.join(run)} are to come is not certain")
            self._run, self._last, self._settled = [], [], True
        elif not self._settled and following != "later":
            self._mode = "later"

    def _without(self, kind: str, following: str) -> None:
        run = self._run or (self._last if self._inside == [] else [])
        if following in _LANGUAGES or not run:
            self._flush()
            self._mode = kind
        else:
            self.available = {tag: None for tag in self.available if tag not in run or run is self._run}
            self.doubts.append(f"it says not: {', '.join(run)}")
            self._run, self._settled = [], True


def _is_six(count: str) -> bool:
    return count.lower().startswith(("6", "six")) and not count[1:2].isdigit()
