"""Text of an audience field → Audience: the groups of the audience scheme that it names."""

from __future__ import annotations

import re

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model.fields import Audience

_GROUPS = (
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
_ANY = re.compile("|".join(f"(?P<g{number}>{words})" for number, (_, words) in enumerate(_GROUPS)), re.IGNORECASE)


def read(field: Excerpt) -> Parsed[Audience]:
    """Read an audience field."""
    groups = dict.fromkeys(
        _GROUPS[int(match.lastgroup[1:])][0] for match in _ANY.finditer(field.text) if match.lastgroup
    )
    doubt = "" if groups else "no group of the audience scheme was found"
    return Parsed(Audience(text=field.text, at=field.at, groups=tuple(groups)), doubt)
