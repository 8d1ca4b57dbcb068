"""SPARQL text × columns → the text without them: of the outermost query, their names and the OPTIONAL that finds each.

What stands there is replaced by nothing but its line breaks, so lines keep their numbers. Refuses a column that the
SELECT does not name, or that is found in any way but by OPTIONAL groups of its own: without these the rest must stay
the same question.
"""

from __future__ import annotations

from collections.abc import Collection

from itu_kg.errors import AssetError
from itu_kg.query.sparql_tokens import Token, tokenize


def narrow(text: str, columns: Collection[str], *, where: str) -> str:
    """Take columns, named without their `?`, out of a SELECT.

    Raises:
        AssetError: one of them has no place of its own in the text; names the file `where`.
    """
    tokens = tokenize(text)
    opening = next((i for i, token in enumerate(tokens) if token.text == "{"), len(tokens))
    named = {token.text[1:]: (token.start, token.end) for token in tokens[:opening] if token.text[1:] in columns}
    spans = list(named.values())
    sought: set[str] = set()
    for first, last in _optional_groups(tokens, opening):
        inside = {token.text[1:] for token in tokens[first:last] if token.text[0] in "?$"} & set(columns)
        sought |= inside
        spans += [(tokens[first].start, tokens[last].end)] if inside else []
    if lost := [column for column in columns if column not in named or column not in sought]:
        what = f"the wide column {lost[0]} has no place of its own in the text"
        hint = f"write ?{lost[0]} after SELECT, and find it in an OPTIONAL of the outermost group"
        raise AssetError(what, where=f"{where}:1", hint=hint)
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "\n" * text.count("\n", start, end) + text[end:]
    return text


def _optional_groups(tokens: tuple[Token, ...], opening: int) -> list[tuple[int, int]]:
    """The OPTIONAL groups of the outermost group: where each begins and ends among the tokens."""
    groups: list[tuple[int, int]] = []
    depth, begun = 0, None
    for i in range(opening, len(tokens)):
        if tokens[i].text == "{":
            if depth == 1 and tokens[i - 1].word == "OPTIONAL":
                begun = i - 1
            depth += 1
        elif tokens[i].text == "}":
            depth -= 1
            if depth == 1 and begun is not None:
                groups.append((begun, i))
                begun = None
    return groups
