"""Text of an audience or a beneficiaries field → the groups of our schemes that it names."""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Audience, Beneficiaries, BeneficiaryGroup, BeneficiaryScope

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
_AUDIENCE = re.compile("|".join(f"({pattern})" for _, pattern in _AUDIENCES), re.IGNORECASE)
_SCOPES: tuple[tuple[BeneficiaryScope, re.Pattern[str]], ...] = (
    ("open", re.compile(r"\bopen (?:to|for)\b", re.IGNORECASE)),
    ("all", re.compile(r"\Aall\b(?! (?:LDC|LLDC|SIDS|least|landlocked|small|african|asian|arab))", re.IGNORECASE)),
    ("global", re.compile(r"\bglobal(?:ly)?\b|\bworld-?wide\b", re.IGNORECASE)),
)
_COUNTRIES: tuple[tuple[BeneficiaryGroup, re.Pattern[str]], ...] = (
    ("ldc", re.compile(r"\bLDCs?\b|\bleast[- ]developed countries\b", re.IGNORECASE)),
    ("lldc", re.compile(r"\bLLDCs?\b|\bland-?locked developing countries\b", re.IGNORECASE)),
    ("sids", re.compile(r"\bSIDS\b|\bsmall island developing states\b", re.IGNORECASE)),
)


def audience(field: Excerpt) -> Parsed[Audience]:
    """Read an audience field: groups of the audience scheme, in the order named."""
    named = (match.lastindex for match in _AUDIENCE.finditer(field.text))
    groups = dict.fromkeys(_AUDIENCES[number - 1][0] for number in named if number)
    doubt = "" if groups else "no group of the audience scheme was found"
    return Parsed(Audience(text=field.text, at=field.at, groups=tuple(groups)), doubt)


def beneficiaries(field: Excerpt) -> Parsed[Beneficiaries]:
    """Read a beneficiaries field: all, open to all or global, and the country groups named."""
    scope = next((scope for scope, pattern in _SCOPES if pattern.search(field.text)), None)
    groups = tuple(group for group, pattern in _COUNTRIES if pattern.search(field.text))
    doubt = "" if scope or groups else "neither a scope nor a country group was found"
    return Parsed(Beneficiaries(text=field.text, at=field.at, scope=scope, groups=groups), doubt)
