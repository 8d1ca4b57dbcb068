"""The ontology's triples → the same in every format: JSON-LD, RDF/XML, N-Triples.

Turtle is the file that people wrote and is released as they wrote it. JSON-LD is compacted with prefixes only
(JSON-LD 1.1 §4.1.2, §4.3): the context of the data has no words for axioms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from itu_kg import rdf
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.index import by_subject
from itu_kg.rdf.ntriples import RDF_TYPE, parts
from itu_kg.rdf.ntriples import value as plain

NAME = "ontology/itu-kg"
_FORMATS = (Format.TURTLE, Format.JSONLD, Format.RDFXML, Format.NTRIPLES)
FILES = tuple((f"{NAME}{each.suffixes[0]}", each.label, each.media_type) for each in _FORMATS)
"""The ontology's files in a release: name, format, media type."""


def formats(triples: tuple[Triple, ...]) -> Iterator[Artefact]:
    """The ontology in the formats it is not written in.

    Args:
        triples: sorted and unique; blank nodes have the labels of their canonical form.
    """
    dataset = Dataset((NamedGraph("", triples),))
    yield Artefact(f"{NAME}.jsonld", Format.JSONLD.media_type, (_jsonld(triples),))
    for form in (Format.RDFXML, Format.NTRIPLES):
        yield Artefact(f"{NAME}{form.suffixes[0]}", form.media_type, (rdf.write(dataset, form),))


def _jsonld(triples: tuple[Triple, ...]) -> bytes:
    used: dict[str, str] = {}

    def short(iri: Term) -> str:
        value = plain(iri)
        for prefix, space in VOCABULARIES.items():
            if value.startswith(space) and value != space:
                used[prefix] = space
                return f"{prefix}:{value[len(space) :]}"
        return value

    def written(thing: Term) -> Any:
        if thing[0] != '"':
            return {"@id": short(thing)}
        literal = parts(thing)
        kind = {"@type": short(Term(f"<{literal.datatype}>"))} if literal.datatype else {}
        language = {"@language": literal.language} if literal.language else {}
        return {"@value": literal.value, **kind, **language} if kind or language else literal.value

    nodes = []
    for subject, properties in by_subject(triples).items():
        node: dict[str, Any] = {"@id": short(subject)}
        for predicate, things in properties.items():
            if predicate == RDF_TYPE:
                node["@type"] = [short(thing) for thing in things]
            else:
                values = [written(thing) for thing in things]
                node[short(predicate)] = values[0] if len(values) == 1 else values
        nodes.append(node)
    document = {"@context": dict(sorted(used.items())), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
