"""What grlc's headers and variables say → the same in our terms.

Decorators: https://github.com/CLARIAH/grlc, "Decorator syntax"; variables: BASIL's convention, which grlc follows.
`?_name` is required, `?__name` is not; a suffix gives the type: `_iri`, `_number`, `_literal`, a language of two
letters, a datatype of XML Schema by its local name, or `_prefix_datatype`. Any other suffix is, as in grlc, a plain
text. Refuses to ask the endpoint that a header names unless the person names it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.errors import AssetError
from itu_kg.model.vocab import VOCABULARIES

if TYPE_CHECKING:
    import yaml

    from itu_kg.query.header_yaml import Nodes

KEYS = ("endpoint", "endpoint_in_url", "method", "mime", "pagination", "enumerate", "defaults", "transform")
"""grlc's decorators beside those of our own that it shares."""

_VARIABLE = re.compile(r"(__?)([^_]+)(?:_([a-zA-Z0-9]+))?(?:_([a-zA-Z0-9]+))?.*")
_XSD = frozenset({
    "decimal", "float", "double", "integer", "positiveInteger", "negativeInteger", "nonPositiveInteger",
    "nonNegativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort",
    "unsignedByte", "dateTime", "date", "gYearMonth", "gYear", "duration", "gMonthDay", "gDay", "gMonth",
    "normalizedString", "token", "language", "NMTOKEN", "NMTOKENS", "Name", "NCName", "ID", "IDREFS", "ENTITY",
    "ENTITIES", "QName", "boolean", "hexBinary", "base64Binary", "anyURI", "time",
})  # fmt: skip
_OURS = {"date": "date", "gYear": "year", "integer": "integer", "decimal": "decimal", "boolean": "boolean"}
_PLAIN = {"iri": "iri", "number": "number", "literal": "string", "string": "string"}


class TypedName(NamedTuple):
    """What a variable says of its parameter; no type is a plain text."""

    name: str
    optional: bool
    type: str = ""
    language: str = ""
    datatype: str = ""


def read_variable(text: str, prefixes: Mapping[str, str], *, where: str) -> TypedName | None:
    """Read a variable, given without its `?`; None if it is no parameter.

    Raises:
        AssetError: it names a datatype by a prefix that the query does not declare.
    """
    match = _VARIABLE.fullmatch(text)
    if match is None:
        return None
    mark, name, kind, local = match.groups()
    read = TypedName(name, optional=mark == "__")
    if kind in _PLAIN:
        return read._replace(type=_PLAIN[kind])
    if kind in _XSD:
        return _typed(read, "xsd", kind, VOCABULARIES["xsd"])
    if kind and re.fullmatch(r"[a-z]{2}", kind):
        return read._replace(type="string", language=kind)
    if local is None:
        return read
    space = prefixes.get(kind, VOCABULARIES.get(kind))
    if space is None:
        raise AssetError(f"?{text} names a datatype of the unknown prefix {kind!r}", where=where, hint="declare it")
    return _typed(read, kind, local, space)


def read_endpoint(nodes: Nodes, fields: Mapping[str, yaml.Node]) -> str:
    """Read `endpoint`; `endpoint_in_url`, `method` and `mime` are checked and change nothing here."""
    nodes.truth(fields.get("endpoint_in_url"), "endpoint_in_url", default=True)
    nodes.text(fields.get("mime"))
    if "method" in fields and (method := nodes.text(fields["method"])).upper() not in {"GET", "POST"}:
        raise AssetError(f"the method is {method!r}", where=nodes.at(fields["method"]), hint="use GET or POST")
    return nodes.text(fields.get("endpoint"))


def read_page(nodes: Nodes, fields: Mapping[str, yaml.Node]) -> int:
    """Read `pagination`, the rows of a page; 0 if there are no pages."""
    rows = nodes.text(fields.get("pagination"))
    if rows and not re.fullmatch(r"[1-9][0-9]{0,8}", rows):
        raise AssetError(f"pagination is {rows!r}", where=nodes.at(fields["pagination"]), hint="write a number of rows")
    return int(rows or 0)


def read_transform(nodes: Nodes, fields: Mapping[str, yaml.Node]) -> bool:
    """Read `transform`: whether the header asks for JSON of another shape."""
    nodes.pairs(fields.get("transform"), "transform")
    return "transform" in fields


def read_defaults(nodes: Nodes, fields: Mapping[str, yaml.Node], names: tuple[str, ...]) -> dict[str, str]:
    """Read `defaults`: values by parameter."""
    return {name: nodes.text(node) for name, node in _by_name(nodes, fields, "defaults", names)}


def read_enumerations(
    nodes: Nodes, fields: Mapping[str, yaml.Node], names: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Read `enumerate`: allowed values by parameter. A name alone allows whatever the data has: every value."""
    return {name: nodes.sequence(node) for name, node in _by_name(nodes, fields, "enumerate", names)}


def _by_name(
    nodes: Nodes, fields: Mapping[str, yaml.Node], key: str, names: tuple[str, ...]
) -> list[tuple[str, yaml.Node]]:
    """Take `- name: value` apart; names may be written as parameters or as variables."""
    pairs: list[tuple[str, yaml.Node]] = []
    for item in nodes.items(fields.get(key)):
        alone = key == "enumerate" and isinstance(item.value, str)
        for text, node in [(nodes.text(item), item)] if alone else nodes.pairs(item, key):
            variable = _VARIABLE.fullmatch(text.lstrip("?"))
            name = variable[2] if variable and text not in names else text
            if name not in names:
                raise AssetError(f"{key} names {text!r}, which is no parameter", where=nodes.at(item))
            pairs += [] if alone else [(name, node)]
    return pairs


def _typed(read: TypedName, prefix: str, local: str, space: str) -> TypedName:
    if space == VOCABULARIES["xsd"] and local in _OURS:
        return read._replace(type=_OURS[local])
    return read._replace(type=f"{prefix}:{local}", datatype=space + local)
