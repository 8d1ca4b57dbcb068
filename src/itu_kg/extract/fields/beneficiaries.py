"""Text of a beneficiaries field → Beneficiaries: all, open to all, global; and the country groups it names."""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Beneficiaries, BeneficiaryGroup, BeneficiaryScope

_SCOPES: tuple[tuple[BeneficiaryScope, re.Pattern[str]], ...] = (
    ("open", re.compile(r"\bopen (?:to|for)\b", re.IGNORECASE)),
    ("all", re.compile(r"\Aall\b(?! (?:LDC|LLDC|SIDS|least|landlocked|small|african|asian|arab))", re.IGNORECASE)),
    ("global", re.compile(r"\bglobal(?:ly)?\b|\bworld-?wide\b", re.IGNORECASE)),
)
_GROUPS: tuple[tuple[BeneficiaryGroup, re.Pattern[str]], ...] = (
    ("ldc", re.compile(r"\bLDCs?\b|\bleast[- ]developed countries\b", re.IGNORECASE)),
    ("lldc", re.compile(r"\bLLDCs?\b|\bland-?locked developing countries\b", re.IGNORECASE)),
    ("sids", re.compile(r"\bSIDS\b|\bsmall island developing states\b", re.IGNORECASE)),
)


def read(field: Excerpt) -> Parsed[Beneficiaries]:
    """Read a beneficiaries field."""
    scope = next((scope for scope, cue in _SCOPES if cue.search(field.text)), None)
    groups = tuple(group for group, cue in _GROUPS if cue.search(field.text))
    doubt = "" if scope or groups else "neither a scope nor a country group was found"
    return Parsed(Beneficiaries(text=field.text, at=field.at, scope=scope, groups=groups), doubt)
