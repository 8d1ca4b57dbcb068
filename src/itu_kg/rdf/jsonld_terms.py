"""The definitions of a JSON-LD context → what each term means.

Source: JSON-LD 1.1 Processing Algorithms §4.2, Create Term Definition. Definitions that say more than an IRI, a
coercion, a language map or a vocabulary of their own are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from itu_kg.errors import AssetError
from itu_kg.model.graph import Term

_KNOWN = {"@id", "@type", "@container", "@context"}
_ALIASES = {"id": "@id", "type": "@type"}


class Kind(Enum):
    """How the values of a term are written."""

    LITERAL = "a text, with or without a datatype"
    LANGUAGE = "texts by language"
    NODE = "the id of a node"
    CONCEPT = "the name of a concept in a scheme"


@dataclass(frozen=True, slots=True)
class Definition:
    """A term: its IRI, how values are written, and the datatype or the concept scheme that they are read with."""

    iri: str
    kind: Kind = Kind.LITERAL
    datatype: str = ""
    space: str = ""
    is_prefix: bool = False
    predicate: Term = field(init=False)

    def __post_init__(self) -> None:
        """Write the IRI as a term once, not at every use."""
        object.__setattr__(self, "predicate", Term(f"<{self.iri}>"))


def compile_terms(definitions: dict[str, Any], where: str) -> dict[str, Definition]:
    """Read the definitions of a context, prefixes first.

    Raises:
        AssetError: a definition uses what this module does not know.
    """
    spaces = {
        name: given
        for name, given in definitions.items()
        if isinstance(given, str) and given.endswith(("/", "#")) and not name.startswith("@")
    }
    terms = {name: Definition(space, is_prefix=True) for name, space in spaces.items()}
    for name, given in definitions.items():
        if name.startswith("@") or name in spaces or _ALIASES.get(name) == given:
            continue
        if isinstance(given, str):
            terms[name] = Definition(_iri(given, spaces, where, name))
        elif isinstance(given, dict) and given.keys() <= _KNOWN and "@id" in given:
            terms[name] = _definition(given, spaces, where, name)
        else:
            raise AssetError(f"the definition of {name!r} is one this program cannot read", where=where)
    return terms


def _definition(given: dict[str, Any], spaces: dict[str, str], where: str, name: str) -> Definition:
    iri = _iri(given["@id"], spaces, where, name)
    match given:
        case {"@container": "@language"}:
            return Definition(iri, Kind.LANGUAGE)
        case {"@type": "@id"}:
            return Definition(iri, Kind.NODE)
        case {"@type": "@vocab", "@context": {"@vocab": str(space)}}:
            return Definition(iri, Kind.CONCEPT, space=space)
        case {"@type": str(datatype)} if not datatype.startswith("@"):
            return Definition(iri, datatype=_iri(datatype, spaces, where, name))
    raise AssetError(f"the definition of {name!r} is one this program cannot read", where=where)


def _iri(text: str, spaces: dict[str, str], where: str, name: str) -> str:
    prefix, colon, rest = text.partition(":")
    if colon and rest.startswith("//"):
        return text
    if prefix not in spaces:
        raise AssetError(f"the definition of {name!r} has the unknown prefix {prefix!r}", where=where)
    return spaces[prefix] + rest
