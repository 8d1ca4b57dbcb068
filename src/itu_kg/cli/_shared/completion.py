"""What a shell offers on TAB: names of queries, their parameters, and the values these take. It never goes out.

A value of several words is offered with hyphens between them, which counts as the same and needs no quotes; what is
offered begins as what was typed, since zsh takes nothing else. Where something is wrong, nothing is offered: the
command itself will say what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from itu_kg.cli._shared.options import assets
from itu_kg.errors import ItuKgError
from itu_kg.model.names import fold, key

if TYPE_CHECKING:
    import click

    from itu_kg.model.stored_query import Parameter

Items = list[CompletionItem[str]]

_SUMMARY = re.compile(r"#\+ *summary: *(.+)")
_PLAIN = re.compile(r"[\w./-]+")
_MOST = 50
"""Things that are offered."""
_FEW = 3
"""Letters from which the names of a language are offered, not only its tag."""


def query_names(context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """The stored queries, each with its summary."""
    from itu_kg.query.catalogue import stored  # noqa: PLC0415  for queries only

    with suppress(ItuKgError, OSError):
        folders = context.params.get("folders") or ()
        paths = stored(assets(), *folders).paths
        return [CompletionItem(name, help=_summary(paths[name])) for name in sorted(paths) if name.startswith(typed)]
    return []


def _summary(path: Path) -> str | None:
    """The first line of a query's header, where that is its summary; nothing else of the file is read."""
    with path.open(encoding="utf-8", errors="replace") as file:
        match = _SUMMARY.match(file.readline())
    return match[1].strip() if match else None


def files(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Whatever the shell knows of files."""
    return [CompletionItem(typed, type="file")]


def things(context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Whatever the data names, by IRI and by name."""
    return _offered("thing", context, typed)


def values(parameter: Parameter) -> Callable[[click.Context, click.Parameter, str], Items]:
    """What completes the values of a query's parameter."""

    def complete(context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
        if parameter.allowed:
            return [CompletionItem(value) for value in parameter.allowed if value.startswith(typed)]
        return _offered(parameter.type, context, typed)

    return complete


def _offered(kind: str, context: click.Context, typed: str) -> Items:
    with suppress(ItuKgError, OSError, ValueError):
        offered: dict[str, str] = {}
        for value, text in _of_kind(kind, context, typed):
            offered.setdefault(value, text)  # a name of several things is offered once
        return [CompletionItem(value, help=text or None) for value, text in offered.items()]
    return []


def _of_kind(kind: str, context: click.Context, typed: str) -> Iterable[tuple[str, str]]:
    """Values of a type that begin as typed, each with what it means."""
    if kind in {"goal", "target"}:
        return _sdg(kind, typed)
    if kind == "language":
        return _languages(typed)
    if kind == "boolean":
        return [(value, "") for value in ("true", "false") if value.startswith(typed)]
    if kind == "thing":
        return _things(context, typed) if typed else ()
    if kind in {"country", "organisation", "participant", "place", "series"}:
        return _named(kind, context, typed)
    return ()


def _sdg(kind: str, typed: str) -> Iterator[tuple[str, str]]:
    from itu_kg.model.vocab import sdg_labels  # noqa: PLC0415  for goals only

    for number, labels in sdg_labels().items():
        if ("." in number) != (kind == "target"):
            continue
        if number.startswith(typed):
            yield number, labels[0]
        elif value := _as_typed(labels[0], typed):
            yield value, number


def _languages(typed: str) -> Iterator[tuple[str, str]]:
    from itu_kg.model.language_names import NAMES  # noqa: PLC0415  for languages only

    named: dict[str, str] = {}
    for name, tag in NAMES.items():
        named.setdefault(tag, name)
    yield from ((tag, name) for tag, name in sorted(named.items()) if tag.startswith(typed))
    if len(typed) >= _FEW:
        yield from ((value, tag) for name, tag in NAMES.items() if (value := _as_typed(name, typed)))


def _place(context: click.Context) -> Path | None:
    """Where the data is: what `--on` names before, else the project's; an endpoint is not asked."""
    from itu_kg.query.open import is_url  # noqa: PLC0415  for data only

    on = context.params.get("on") or str(assets().graphs)
    place = on if isinstance(on, str) else str(on[0])
    return None if is_url(place) else Path(place)


def _named(kind: str, context: click.Context, typed: str) -> Iterator[tuple[str, str]]:
    """Names in the data, one for each thing: the shortest that begins as typed."""
    from itu_kg.model.vocab import BASE  # noqa: PLC0415  for data only
    from itu_kg.query.catalogue import stored  # noqa: PLC0415  likewise
    from itu_kg.query.entity_names import Names, regions  # noqa: PLC0415  likewise
    from itu_kg.query.open import open_paths  # noqa: PLC0415  likewise

    place = _place(context)
    if place is None:
        return
    data = open_paths([place], assets().base_iri or BASE)
    best: dict[str, str] = {}
    first: dict[str, str] = {}
    for thing, label in Names(stored(assets()), data).labels(kind):
        first.setdefault(thing, label)
        value = _as_typed(label, typed)
        if value and (thing not in best or len(value) < len(best[thing])):
            best[thing] = value
    yield from sorted((value, first[thing]) for thing, value in best.items())
    if kind == "country" and typed:
        yield from ((value, "region") for region in regions() if (value := _as_typed(region.names[0], typed)))


def _things(context: click.Context, typed: str) -> Iterator[tuple[str, str]]:
    """Things by name, and by IRI as records write it, with a slash: bash takes a colon for the end of a word."""
    from itu_kg.model.vocab import BASE, prefixes  # noqa: PLC0415  for data only
    from itu_kg.query.open import open_texts  # noqa: PLC0415  likewise
    from itu_kg.query.text_search import called  # noqa: PLC0415  likewise

    place, base = _place(context), assets().base_iri or BASE
    if place is None:
        return
    space = prefixes(base)["event"].removesuffix("event/")
    with closing(open_texts(place, base)) as index:
        for iri, name, label in called(index, typed, space + typed if "/" in typed else "", most=_MOST):
            if value := iri.removeprefix(space) if "/" in typed else _as_typed(label, typed):
                yield value, name


def _as_typed(name: str, typed: str) -> str:
    """A name with hyphens for spaces that begins as typed, in capitals or not; empty where it begins otherwise."""
    words = name if _PLAIN.fullmatch(name) else "-".join(fold(name))
    if not (key(name).startswith(key(typed)) and words.casefold().startswith(typed.casefold())):
        return ""
    return words.casefold() if typed and typed == typed.casefold() else typed + words[len(typed) :]


class Bash(BashComplete):
    """bash, which parts `--goal=cl` into three words; click takes them apart only where the other shells do not."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one under the cursor, and this, without signs of equality between option and value."""
        args, typed = super().get_completion_args()
        words = [word for before, word in zip(["", *args], args, strict=False) if word != "=" or before[:2] != "--"]
        return words, "" if typed == "=" and args and args[-1].startswith("--") else typed


def prepare() -> None:
    """Let bash complete after a sign of equality, too."""
    add_completion_class(Bash)
