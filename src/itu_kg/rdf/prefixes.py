r"""Compact names ⇄ IRIs: one way to write an IRI for people, and one to read what they type.

Source: SPARQL 1.1 §19.8, PN_LOCAL, which is Turtle's. What `shorten` writes can be pasted into a query that knows the
prefixes, and `expand` reads it: a local name that needs it has escapes (`evidence:itu-2024\/1-9_event_wrc-23_dates`),
and where no escape would do the IRI stays whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from itu_kg.model.graph import Term
from itu_kg.model.vocab import VOCABULARIES

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*+(?<!\.)")
"""Local names that are written as they are by every format."""

_LETTER = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ESCAPED = re.compile(r"\\([_~.\-!$&'()*+,;=/?#@%])")
_OTHER = rf"%[0-9A-Fa-f]{{2}}|{_ESCAPED.pattern}"
_LOCAL = rf"(?:[{_LETTER}0-9:]|{_OTHER})(?:[{_LETTER}0-9:.\-\u00b7\u0300-\u036f\u203f\u2040]|{_OTHER})*"
_TO_ESCAPE = re.compile(r"[~!$&'()*+,;=/?#@]|\A[-.]|\.\Z")


@functools.cache
def term(compact: str) -> Term:
    """The term of an IRI in a vocabulary: `rdf:type`."""
    prefix, _, local = compact.partition(":")
    return Term(f"<{VOCABULARIES[prefix]}{local}>")


def shorten(iri: str, spaces: Mapping[str, str]) -> str:
    """An IRI by the prefix of the longest namespace that it is in, or whole.

    Args:
        iri: without brackets.
        spaces: namespaces by prefix.
    """
    fitting = [(len(space), name) for name, space in spaces.items() if iri.startswith(space) and iri != space]
    if not fitting:
        return iri
    length, name = max(fitting)
    if PLAIN.fullmatch(iri, length):
        return f"{name}:{iri[length:]}"
    local = _TO_ESCAPE.sub(r"\\\g<0>", iri[length:])
    return f"{name}:{local}" if re.fullmatch(_LOCAL, local) else iri


def expand(text: str, spaces: Mapping[str, str]) -> str:
    """The IRI, without brackets, that a person wrote short, whole, in brackets, or as records do: `event/wrc-23`."""
    name = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, _, local = name.partition(":") if ":" in name else name.partition("/")
    if prefix not in spaces or not local or local.startswith("//"):
        return name
    return spaces[prefix] + _ESCAPED.sub(r"\1", local)
