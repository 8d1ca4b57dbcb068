"""Submission → record file: the sections in the order of the model, one line per field, defaults left out.

Any text that any reader of YAML 1.1 or 1.2 could take for something else is quoted; no line is wrapped, no character
changed. It refuses nothing: what is a Submission can be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from yaml import ScalarNode
from yaml.resolver import Resolver

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

_PLAIN = re.compile(
    r"[^\W\d_](?:[\w./()&+'’–@%-]|[ ](?=[\w(&]))*"  # words that begin with a letter
    r"|[0-9]+(?:[-/][0-9]+)*"  # positions and dates
    r"|(?=(?:[0-9]*[a-f]){2})[0-9a-f]{64}"  # digests
)
_POSITION = re.compile(r"[0-9]+-[0-9]+")
"""No reader of YAML takes two numbers with a hyphen for anything but a text."""
_LONGEST_PLAIN = 2_000
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('["\\\\\n\r\t\x7f-\x9f\u2028\u2029\ufeff]')
_RESOLVER: Any = Resolver()


def write(submission: Submission) -> bytes:
    """Write a record: the sections in the order of the model, one line per field, defaults left out."""
    lines: list[str] = []
    for name, value in submission.model_dump(exclude_defaults=True).items():
        if isinstance(value, dict) and name in ("organisations", "places", "documents"):
            lines.append(f"\n{name}:")
            for slug, quotes in value.items():
                lines.append(f"  {scalar(slug)}:" if quotes else f"  {scalar(slug)}: []")
                lines += (f"    - {flow(quote)}" for quote in quotes)
        elif name == "boilerplate":
            lines += [
                f"\n{name}: [",
                *wrap(", ".join(value), 118, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False),
                "]",
            ]
        elif isinstance(value, tuple):
            lines.append(f"\n{name}:" if value else f"\n{name}: []")
            for number, item in enumerate(value):
                lines += _entity(item) if "id" in item else [f"  - {flow(item)}"]
                lines += [""] if "id" in item and number + 1 < len(value) else []
        else:
            lines.append(f"{name}: {flow(value)}")
    return ("\n".join(lines) + "\n").encode()


def _entity(item: dict[str, Any]) -> Iterator[str]:
    yield f"  - id: {scalar(item['id'])}"
    for name, value in item.items():
        if name == "id":
            continue
        if isinstance(value, tuple) and len(value) > 1 and isinstance(value[0], dict):
            yield f"    {name}:"
            yield from (f"      - {flow(part)}" for part in value)
        else:
            yield f"    {name}: {flow(value)}"


def flow(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


@lru_cache(1_000)
def _key(name: str) -> str:
    """Write the name of a field: there are few, and a record names each many times."""
    return scalar(name)


def scalar(value: object) -> str:
    """Write a text, a number, a truth value or null so that every reader of YAML takes it for what it is."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return "null" if value is None else _text(str(value))


def _text(text: str) -> str:
    # The pattern takes memory by the character: a text of megabytes is quoted unasked.
    if _POSITION.fullmatch(text) or (len(text) < _LONGEST_PLAIN and _PLAIN.fullmatch(text) and _is_text(text)):
        return text
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", text) + '"'


@lru_cache(4_096)
def _is_text(text: str) -> bool:
    """Check whether YAML 1.1 takes a plain scalar for a text."""
    tag: str = _RESOLVER.resolve(ScalarNode, text, (True, False))
    return tag == "tag:yaml.org,2002:str"
