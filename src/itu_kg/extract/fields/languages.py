"""Text of a languages field → Languages: those a resource is available in, and those it will be in later.

The languages of a number alone ("6 languages") are taken to be the UN's six, marked as inferred.
"""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Languages

_UN = ("ar", "en", "es", "fr", "ru", "zh")
_TAGS = {
    "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "azerbaijani": "az", "bahasa indonesia": "id",
    "bengali": "bn", "bosnian": "bs", "bulgarian": "bg", "burmese": "my", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dari": "prs", "dutch": "nl", "english": "en", "estonian": "et",
    "farsi": "fa", "finnish": "fi", "french": "fr", "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "kazakh": "kk",
    "khmer": "km", "kiswahili": "sw", "korean": "ko", "kyrgyz": "ky", "lao": "lo", "latvian": "lv", "lithuanian": "lt",
    "malay": "ms", "mandarin": "zh", "mongolian": "mn", "nepali": "ne", "norwegian": "no", "pashto": "ps",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "sinhala": "si", "slovak": "sk", "slovenian": "sl", "somali": "so", "spanish": "es", "swahili": "sw",
    "swedish": "sv", "tajik": "tg", "tamil": "ta", "thai": "th", "tibetan": "bo", "turkish": "tr", "ukrainian": "uk",
    "urdu": "ur", "uzbek": "uz", "vietnamese": "vi",
}  # fmt: skip
_COUNT = r"(?P<count>\d{1,2}|six|seven|five|four|three|two)"
_ITEM = re.compile(
    rf"\b(?P<name>{'|'.join(sorted(_TAGS, key=len, reverse=True))})\b"
    r"|\b(?P<un>(?:all\s+)?(?:(?:the\s+)?(?:6|six)\s+)?(?:official\s+)?"
    r"(?:UN|United Nations)(?:\s+official)?\s+languages)\b"
    rf"|\b{_COUNT}\s+(?:different\s+|official\s+)*languages\b"
    r"|\b(?P<later>will\s+(?:also\s+)?be|to\s+be|soon|forthcoming|upcoming|planned|in\s+preparation|coming|expected)\b"
    r"|(?P<pause>[,;()\n]|\.(?=\s)|\bbut\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"will|to\s", re.IGNORECASE)


def read(field: Excerpt) -> Parsed[Languages]:
    """Read a languages field."""
    available: dict[str, None] = {}
    planned: dict[str, None] = {}
    clause: list[str] = []
    before: list[str] = []
    ahead = later = inferred = False
    doubts: list[str] = []
    for match in _ITEM.finditer(field.text + "\n"):
        if match["pause"]:
            if match["pause"] == ")" and later and not clause:
                # "French (forthcoming)": the word stands in a bracket of its own after the names.
                planned |= dict.fromkeys(before)
                available = {tag: None for tag in available if tag not in before}
                ahead = False
            else:
                (planned if ahead or later else available).update(dict.fromkeys(clause))
            ahead = ahead and match["pause"] not in (")", ".")
            clause, before, later = [], clause or before, False
        elif match["later"]:
            later = True
            ahead = ahead or bool(_AHEAD.match(match[0]))
        elif match["name"]:
            clause.append(_TAGS[match["name"].lower()])
        elif match["un"]:
            clause += _UN
        elif match["count"].lower() in ("6", "six"):
            clause += _UN
            inferred = True
            doubts.append("the report says how many languages, not which; the UN's six are inferred")
        else:
            doubts.append("the report says how many languages, not which")
    if not available and not planned:
        doubts = doubts or ["no language was found"]
    value = Languages(
        text=field.text,
        at=field.at,
        available=tuple(available),
        planned=tuple(tag for tag in planned if tag not in available),
        inferred=inferred,
    )
    return Parsed(value, "; ".join(doubts))
