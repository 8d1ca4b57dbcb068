"""Text of an audience or a beneficiaries field → the groups of our schemes that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.unread import doubts, names_all, spans, unread
from itu_kg.model.fields import Audience, Beneficiaries, BeneficiaryGroup, BeneficiaryScope

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames

_AUDIENCES = (
    ("policy-makers", r"polic(?:y|ies)[- ]?makers?"),
    ("private-sector", r"private[- ]sectors?"),
    ("ngos", r"non-?governmental organi[sz]ations?|\bNGOs?\b"),
    ("academia", r"\bacademi(?:a|cs?|cians?)\b"),
    ("city-leaders", r"\bcity leaders?|\bmayors?\b"),
    ("city-planners", r"\b(?:city|urban) planners?"),
    # "partners in the private sector" are the private sector; partners are those who already work together.
    ("partners", r"\bpartners\b(?! (?:in|from|of)\b)"),
    ("other-stakeholders", r"\bstakeholders\b"),
)
_ATTENDEES = (
    *_AUDIENCES,
    ("policy-makers", r"\bdecision[- ]?makers?\b"),
    ("private-sector", r"\bindustr(?:y|ies)\b|\bbusiness(?:es)?\b|\bcompan(?:y|ies)\b"),
    ("governments", r"\bgovernments?\b"),
    ("member-states", r"\bmember states?\b"),
    ("ministries", r"\b(?:deputy )?ministers?\b|\bministr(?:y|ies)\b"),
    ("regulators", r"\bregulators?\b|\bregulatory authorit(?:y|ies)\b"),
    ("non-members", r"\bnon-(?:\w+ )?members?\b"),
    ("members", r"(?<!non-)(?<!non-\w{3} )\bmembers?\b(?! states?)"),
    ("united-nations", r"\bunited nations\b|\bUN (?:entities|agencies|system)\b"),
    ("international-organizations", r"\binternational organi[sz]ations?\b"),
    ("standards-bodies", r"\bstandards(?:[- ]developing)? (?:organi[sz]ations?|bodies)\b"),
    ("development-partners", r"\bdevelopment partners?\b|\bdonors?\b"),
    ("civil-society", r"\bcivil societ(?:y|ies)\b"),
    ("technical-community", r"\btechnical communit(?:y|ies)\b"),
    ("experts", r"\bexperts?\b|\bspecialists?\b"),
    ("youth", r"\byouths?\b|\byoung people\b"),
)
"""Kinds of people and bodies that prose says an event brings together: more than an audience field names."""
_AUDIENCE = re.compile("|".join(f"({pattern})" for _, pattern in _AUDIENCES), re.IGNORECASE)
_MEMBERS = r"(?:member\s?states?|countries|states|nations|members|regions|stakeholders)"
_SCOPES: tuple[tuple[BeneficiaryScope, re.Pattern[str]], ...] = (
    ("open", re.compile(r"\bopen (?:to|for)\b", re.IGNORECASE)),
    # "All African countries" and "All except …" are not all.
    ("all", re.compile(
        r"\A(?:benefits? )?all(?: of)?(?: the)?(?: [0-9]{2,3})?(?: (?:UN|United Nations|(?-i:[A-Z]{2,6})))?"
        rf"(?: {_MEMBERS})?"
        r"(?: of the (?:UN|United Nations))?"
        r"(?=\s*(?:\Z|[,;.:(–-]|\b(?:and|with|including|worldwide|globally|in particular|particularly|especially)\b))",
        re.IGNORECASE)),
    ("global", re.compile(
        r"\b(?:global(?:ly)?(?!\s(?:south|north|majority|environment|fund|compact))|world-?wide)\b", re.IGNORECASE)),
)  # fmt: skip
_GROUPS: tuple[tuple[BeneficiaryGroup, re.Pattern[str]], ...] = (
    ("ldc", re.compile(r"\bLDCs?\b|\bleast[- ]developed countries\b", re.IGNORECASE)),
    ("lldc", re.compile(r"\bLLDCs?\b|\bland-?locked developing countries\b", re.IGNORECASE)),
    ("sids", re.compile(r"\bSIDS\b|\bsmall island developing states\b", re.IGNORECASE)),
)
_WITHOUT = re.compile(r"\b(?:except(?:ing)?|excluding|other than|not|without|outside|beyond)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;.\n)]|\Z")
_SILENT = re.compile(
    rf"\b(?:{_MEMBERS}|governments?|republics?|kingdoms?|the|and|all|of|in|to|for|on|with|at|from|it|our|their|who|which"
    r"|that|are|is|particular(?:ly)?|especially|including|such as|namely|benefit\w*|open|interested|parties|other|also"
    r"|as well as|mainly|primarily|focus\w*|various|different|related|relevant|key|partners|representatives|UN"
    r"|United Nations)\b",
    re.IGNORECASE,
)
"""Words that say nothing of whom."""


def attendees(words: str) -> frozenset[str]:
    """The kinds of people and bodies that words name, as concepts of the audience scheme."""
    return frozenset(group for group, pattern in _ATTENDEES if re.search(pattern, words, re.IGNORECASE))


def audience(field: Excerpt) -> Parsed[Audience]:
    """Read an audience field: groups of the audience scheme, in the order named."""
    matches = list(_AUDIENCE.finditer(field.text))
    groups = dict.fromkeys(_AUDIENCES[match.lastindex - 1][0] for match in matches if match.lastindex)
    left = unread(field.text, [match.span() for match in matches], spans(_SILENT, field.text))
    doubt = doubts("" if groups else "no group of the audience scheme was found", left)
    return Parsed(Audience(text=field.text, at=field.at, complete=names_all(field.text), groups=tuple(groups)), doubt)


def beneficiaries(field: Excerpt, known: KnownNames) -> Parsed[Beneficiaries]:
    """Read a beneficiaries field: all, open to all or global, the groups of countries and the countries it names."""
    text = field.text
    scope, scope_at = next(((scope, at) for scope, pattern in _SCOPES for at in spans(pattern, text)), (None, (0, 0)))
    groups = {group: at for group, pattern in _GROUPS for at in spans(pattern, text)}
    mentions = list(known.names.mentions(text, 0, ("country",)))
    left_out = [
        (match.start(), end.start()) for match in _WITHOUT.finditer(text) if (end := _CLAUSE.search(text, match.end()))
    ]
    named = [each for each in mentions if not any(start <= each.at.start < end for start, end in left_out)]
    countries = tuple(dict.fromkeys(each.slug for each in named))
    value = Beneficiaries(text=text, at=field.at, scope=scope, groups=tuple(groups), countries=countries)
    read = [scope_at, *groups.values(), *((each.at.start, each.at.end) for each in named)]
    return Parsed(
        value,
        doubts(
            "" if scope or groups or countries else "neither a scope, a group nor a country was found",
            unread(text, read, spans(_SILENT, text)),
        ),
    )
