"""Characters that steer a terminal or a picture in place of being seen: what data bring along is shown without them."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""One such character: C0 and C1 controls, separators of lines, marks of direction (Unicode 16, §23.1 to §23.2)."""


def visible(text: str) -> str:
    """A text with `�` for each such character."""
    return CONTROL.sub("�", text)
