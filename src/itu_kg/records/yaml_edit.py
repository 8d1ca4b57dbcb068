"""YAML text × changes → YAML text: what changes is written where it stands, everything else stays as it is.

Comments, order, quotes and line breaks of the rest are kept. The new text is read again: if it does not say exactly
what the changes ask for, it is refused, so a layout that this module does not understand costs no data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from itu_kg.errors import SourceError
from itu_kg.records.yaml_writer import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itu_kg.records.yaml_document import Location

_COMPOSER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Put:
    """Give a field a text, whether or not it has one; a new field comes before the field `before`, else last."""

    location: Location
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a text into a list, before its item number `index` or last; where there is no list, one is begun."""

    location: Location
    value: str
    index: int = -1
    before: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a field out of a mapping."""

    location: Location


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a field another name."""

    location: Location
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Put an entry into the list that the whole file is, before its item number `index`."""

    index: int
    fields: Mapping[str, str] = field(default_factory=dict)


Change = Put | Insert | Drop | Rename | Entry


def edit(text: str, changes: Iterable[Change], *, where: str) -> str:
    """Write changes into a text, one after the other; each counts in what those before it have left.

    Args:
        text: YAML that a Document has been opened from, so that it is known to be well-formed and not too deep.
        changes: what to change.
        where: the file's name, for errors.

    Raises:
        SourceError: a place does not exist, or the text would not mean what was asked for.
    """
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    wanted = yaml.load(text, Loader=_READER)  # noqa: S506  the base loader makes texts, lists and mappings only
    for change in changes:
        try:
            text = _written(text, change)
            _done(wanted, change)
        except (LookupError, TypeError, AttributeError, yaml.YAMLError) as problem:
            raise _refused(where) from problem
    try:
        meant = yaml.load(text, Loader=_READER)  # noqa: S506  likewise
    except yaml.YAMLError as problem:
        raise _refused(where) from problem
    if meant != wanted:
        raise _refused(where)
    return mark + text


def _refused(where: str) -> SourceError:
    return SourceError("is laid out in a way that cannot be edited safely", where=where, hint="edit it by hand")


def _done(data: Any, change: Change) -> None:
    """Make a change to plain data."""
    if isinstance(change, Entry):
        data.insert(change.index, dict(change.fields))
        return
    *above, last = change.location
    for step in above:
        data = data[step]
    if isinstance(change, Put):
        data[last] = change.value
    elif isinstance(change, Insert):
        items = data.setdefault(last, [])
        items.insert(len(items) if change.index < 0 else change.index, change.value)
    elif isinstance(change, Drop):
        del data[last]
    else:
        data[change.key] = data.pop(last)


def _written(text: str, change: Change) -> str:
    """Make a change to a text."""
    root = yaml.compose(text, Loader=_COMPOSER)
    if isinstance(change, Entry):
        return _with_entry(text, root, change)
    holder = _reached(root, change.location[:-1])
    step = change.location[-1]
    key, value = _child(holder, step)
    if isinstance(change, Put | Insert) and value is None:
        written = scalar(change.value) if isinstance(change, Put) else f"[{scalar(change.value)}]"
        return _with_field(text, holder, str(step), written, change.before)
    if isinstance(change, Put):
        start = value.start_mark.index
        space = " " if start == value.end_mark.index and not text[start - 1].isspace() else ""
        return _spliced(text, start, _end(text, value), space + scalar(change.value))
    if isinstance(change, Insert):
        return _with_item(text, value, change)
    if key is None:
        raise LookupError(step)
    if isinstance(change, Rename):
        return _spliced(text, key.start_mark.index, key.end_mark.index, scalar(change.key))
    return _without(text, holder, key)


def _with_field(text: str, holder: Any, name: str, written: str, before: str) -> str:
    """Add a field to a mapping."""
    fields = holder.value
    said = f"{name}: {written}"
    if holder.flow_style:
        if not fields:
            return _spliced(text, holder.start_mark.index + 1, holder.start_mark.index + 1, said)
        at = _end(text, fields[-1][1])
        return _spliced(text, at, at, f", {said}")
    following = next((key for key, _ in fields if key.value == before), None)
    indent = " " * fields[0][0].start_mark.column
    if following is not None and not text[_line_start(text, following) : following.start_mark.index].strip(" "):
        at = _line_start(text, following)
        return _spliced(text, at, at, f"{indent}{said}{_newline(text)}")
    return _after(text, fields[-1][1], f"{indent}{said}")


def _with_item(text: str, items: Any, change: Insert) -> str:
    """Add an item to a list."""
    written = scalar(change.value)
    index = len(items.value) if change.index < 0 else change.index
    if items.flow_style and not items.value:
        return _spliced(text, items.start_mark.index + 1, items.start_mark.index + 1, written)
    if index < len(items.value):
        node = items.value[index]
        at = node.start_mark.index if items.flow_style else _line_start(text, node)
        lead = text[at : node.start_mark.index]
        return _spliced(text, at, at, f"{written}, " if items.flow_style else f"{lead}{written}{_newline(text)}")
    last = items.value[-1]
    if items.flow_style:
        return _spliced(text, _end(text, last), _end(text, last), f", {written}")
    return _after(text, last, text[_line_start(text, last) : last.start_mark.index] + written)


def _with_entry(text: str, root: Any, change: Entry) -> str:
    """Add an entry to a file that is a list, one field to a line, a blank line between two entries."""
    newline = _newline(text)
    first, *more = [f"{name}: {scalar(value)}" for name, value in change.fields.items()]
    lines = [f"- {first}", *(f"  {line}" for line in more)]
    if change.index < len(root.value):
        at = _line_start(text, root.value[change.index])
        if change.index == 0:
            return _spliced(text, at, at, newline.join([*lines, "", ""]))
    return _after(text, root.value[change.index - 1], newline.join(["", *lines]))


def _without(text: str, holder: Any, key: Any) -> str:
    """Take a field out of a mapping."""
    keys = [each for each, _ in holder.value]
    place = keys.index(key)
    last = place + 1 == len(keys)
    start = key.start_mark.index
    if holder.flow_style or text[_line_start(text, key) : start].strip(" "):
        if not last:
            return _spliced(text, start, keys[place + 1].start_mark.index, "")
        before = _end(text, holder.value[place - 1][1]) if place else start
        return _spliced(text, before, _end(text, holder.value[place][1]), "")
    end = text.find("\n", _end(text, holder.value[place][1]))
    return _spliced(text, _line_start(text, key), end + 1 if end >= 0 else len(text), "")


def _after(text: str, node: Any, lines: str) -> str:
    """Put lines after the line that a node ends on."""
    end = text.find("\n", _end(text, node))
    if end < 0:
        return f"{text}{_newline(text)}{lines}{_newline(text)}"
    return _spliced(text, end + 1, end + 1, f"{lines}{_newline(text)}")


def _end(text: str, node: Any) -> int:
    """Give where a node's own text ends; marks of block nodes reach over what follows them."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)


def _reached(node: Any, location: Location) -> Any:
    for step in location:
        node = _child(node, step)[1]
        if node is None:
            raise LookupError(step)
    return node


def _child(node: Any, step: int | str) -> tuple[Any, Any]:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), (None, None))
    return None, node.value[step]


def _line_start(text: str, node: Any) -> int:
    return text.rfind("\n", 0, node.start_mark.index) + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]
