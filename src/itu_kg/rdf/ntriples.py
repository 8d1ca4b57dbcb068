"""Values ⇄ terms in canonical N-Triples notation.

Source: RDF 1.1 N-Triples §2; the escapes are those of RDF Dataset Canonicalization §5. Language tags are in lower
case, which is their value space (RDF 1.1 Concepts §3.3). Control characters, which no RDF/XML can hold, are refused.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from itu_kg.errors import SourceError
from itu_kg.model.graph import Term
from itu_kg.model.vocab import VOCABULARIES

RDF_TYPE = Term(f"<{VOCABULARIES['rdf']}type>")

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 §2.2 has no place for, and with it RDF/XML."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x7f": "\\u007F"}
_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_ESCAPED = re.compile('["\\\\\n\r\t\x7f]')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SPECIAL = re.compile(f"{CONTROL.pattern}|{_ESCAPED.pattern}")
_NO_IRI = re.compile('[\x00-\x20<>"{}|\\\\^`\ud800-\udfff]')


class Literal(NamedTuple):
    """A literal taken apart: its lexical form, and its datatype IRI or its language tag, if not a plain string."""

    value: str
    datatype: str = ""
    language: str = ""


def iri(value: str) -> Term:
    """The term of an IRI.

    Raises:
        SourceError: it holds a character that no IRI holds (RFC 3987 §2.2).
    """
    if _NO_IRI.search(value):
        raise SourceError(f"{value!r} is not an IRI")
    return Term(f"<{value}>")


def literal(value: str, datatype: str = "", language: str = "") -> Term:
    """The term of a literal.

    Raises:
        SourceError: the text holds a control character.
    """
    # What is printable holds no control character (Python's `isprintable`), and most texts are.
    plain = value.isprintable() and '"' not in value and "\\" not in value
    quoted = f'"{value}"' if plain or _SPECIAL.search(value) is None else f'"{_escaped(value)}"'
    if language:
        return Term(f"{quoted}@{language.lower()}")
    return Term(f"{quoted}^^<{datatype}>" if datatype else quoted)


def value(term: Term) -> str:
    """The IRI without its brackets, the text of a literal, the label of a blank node, `_:b0`; of no term, nothing."""
    if term.startswith("<"):
        return term[1:-1]
    return parts(term).value if term.startswith('"') else term


def parts(term: Term) -> Literal:
    """A literal term taken apart."""
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_character, text)
    if rest.startswith("@"):
        return Literal(text, language=rest[1:])
    return Literal(text, datatype=rest[3:-1]) if rest else Literal(text)


def _escaped(value: str) -> str:
    if control := CONTROL.search(value):
        raise SourceError(f"a text holds the control character U+{ord(control[0]):04X}: {value[:40]!r}")
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], value)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])
