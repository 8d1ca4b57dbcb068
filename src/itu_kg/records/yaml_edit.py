"""YAML text × edits → YAML text: what changes is written where it stands, every other byte stays as it is.

The new text is read again: if it does not say exactly what the edits ask for, it is refused, so a layout that this
module does not understand costs no data. ruamel.yaml is not used: written by it, unchanged, ITU's record differs in 24
lines (flow lists are wrapped anew), and trailing commas, line ends and blanks before comments are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from itu_kg.errors import SourceError
from itu_kg.records.yaml_document import Location, child
from itu_kg.records.yaml_writer import flow, scalar

_COMPOSER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class SetField(NamedTuple):
    """Set a field to a text, whether or not it has one; a new field comes before the field `before`, else last."""

    location: Location
    value: str
    before: str = ""


class InsertItem(NamedTuple):
    """Insert into a list, before its item number `place` or last; where there is no list, one is begun.

    A text goes into the list of a field, fields into the list that the whole file is (an empty location), or is to be
    where it has nothing but comments.
    """

    location: Location
    value: str | Mapping[str, Any]
    place: int = -1
    before: str = ""


class RemoveField(NamedTuple):
    """Remove a field from a mapping."""

    location: Location


class RenameField(NamedTuple):
    """Rename a field of a mapping."""

    location: Location
    name: str


Edit = SetField | InsertItem | RemoveField | RenameField
_Splice = tuple[int, int, str]
"""From where to where a text is replaced, and by what."""


def edit(text: str, edits: Iterable[Edit], *, where: str) -> str:
    """Make edits in a text, one after the other; each counts in what those before it have left.

    Args:
        text: YAML that a Document has been opened from, so that it is known to be well-formed and not too deep.
        edits: what to change.
        where: the file's name, for errors.

    Raises:
        SourceError: a place does not exist, or the text would not mean what was asked for.
    """
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    wanted = yaml.load(text, Loader=_READER)  # noqa: S506  the base loader makes texts, lists and mappings only
    wanted = [] if wanted is None else wanted
    try:
        for each in edits:
            start, end, new = _splice(text, each)
            text = text[:start] + new + text[end:]
            _apply(wanted, each)
        meant = yaml.load(text, Loader=_READER)  # noqa: S506  likewise
    except (LookupError, TypeError, AttributeError, yaml.YAMLError) as problem:
        raise _refusal(where) from problem
    if meant != wanted:
        raise _refusal(where)
    return mark + text


def _refusal(where: str) -> SourceError:
    return SourceError("is laid out in a way that cannot be edited safely", where=where, hint="edit it by hand")


def _apply(data: Any, change: Edit) -> None:
    """Make an edit in plain data."""
    for step in change.location[:-1]:
        data = data[step]
    if isinstance(change, InsertItem):
        items = data.setdefault(change.location[-1], []) if change.location else data
        value = _texts(change.value)
        items.insert(len(items) if change.place < 0 else change.place, value)
        return
    last = change.location[-1]
    if isinstance(change, SetField):
        data[last] = change.value
    elif isinstance(change, RemoveField):
        del data[last]
    else:
        data[change.name] = data.pop(last)


def _texts(value: Any) -> Any:
    """A value as the base loader reads it."""
    if isinstance(value, Mapping):
        return {str(key): _texts(each) for key, each in value.items()}
    return [_texts(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _splice(text: str, change: Edit) -> _Splice:
    """Make an edit in a text."""
    holder: Any = yaml.compose(text, Loader=_COMPOSER)
    if isinstance(change, InsertItem) and isinstance(change.value, Mapping):
        return _entry(text, holder.value if holder else [], change.place, change.value)
    for step in change.location[:-1]:
        holder = child(holder, step)[1]
        if holder is None:
            raise LookupError(step)
    step = change.location[-1]
    key, value = child(holder, step)
    if isinstance(change, SetField | InsertItem) and value is None:
        written = f"[{scalar(change.value)}]" if isinstance(change, InsertItem) else scalar(change.value)
        return _field(text, holder, f"{step}: {written}", change.before)
    if isinstance(change, InsertItem):
        return _item(text, value, change.place, scalar(change.value))
    if isinstance(change, SetField) and value is not None:
        start = value.start_mark.index
        space = " " if start == value.end_mark.index and not text[start - 1].isspace() else ""
        return start, _end(text, value), space + scalar(change.value)
    if key is None:
        raise LookupError(step)
    if isinstance(change, RenameField):
        return key.start_mark.index, key.end_mark.index, scalar(change.name)
    return _removal(text, holder, key)


def _field(text: str, holder: Any, written: str, before: str) -> _Splice:
    """Add a field to a mapping."""
    fields = holder.value
    if holder.flow_style:
        at = _end(text, fields[-1][1]) if fields else holder.start_mark.index + 1
        return at, at, f", {written}" if fields else written
    following = next((key for key, _ in fields if key.value == before), None)
    indent = " " * fields[0][0].start_mark.column
    if following is not None and not _lead(text, following).strip(" "):
        at = _line_start(text, following)
        return at, at, f"{indent}{written}{_newline(text)}"
    return _after(text, fields[-1][1], f"{indent}{written}")


def _item(text: str, items: Any, index: int, written: str) -> _Splice:
    """Add an item to a list."""
    nodes = items.value
    if items.flow_style:
        if 0 <= index < len(nodes):
            return nodes[index].start_mark.index, nodes[index].start_mark.index, f"{written}, "
        at = _end(text, nodes[-1]) if nodes else items.start_mark.index + 1
        return at, at, f", {written}" if nodes else written
    if 0 <= index < len(nodes):
        at = _line_start(text, nodes[index])
        return at, at, f"{_lead(text, nodes[index])}{written}{_newline(text)}"
    return _after(text, nodes[-1], _lead(text, nodes[-1]) + written)


def _entry(text: str, entries: list[Any], index: int, fields: Mapping[str, Any]) -> _Splice:
    """Add an entry to a file that is a list, one field to a line, a blank line between two entries."""
    first, *more = [f"{name}: {flow(value)}" for name, value in fields.items()]
    lines = [f"- {first}", *(f"  {line}" for line in more)]
    if not entries:
        begin = ("" if text.endswith("\n") else _newline(text)) + _newline(text) if text.strip() else ""
        return len(text), len(text), begin + _newline(text).join([*lines, ""])
    if index == 0:
        at = _line_start(text, entries[0])
        return at, at, _newline(text).join([*lines, "", ""])
    return _after(text, entries[index - 1], _newline(text).join(["", *lines]))


def _removal(text: str, holder: Any, key: Any) -> _Splice:
    """Take a field out of a mapping."""
    fields = holder.value
    place = next(number for number, (each, _) in enumerate(fields) if each is key)
    start, end = key.start_mark.index, _end(text, fields[place][1])
    if holder.flow_style or _lead(text, key).strip(" "):
        if place + 1 < len(fields):
            return start, fields[place + 1][0].start_mark.index, ""
        return _end(text, fields[place - 1][1]) if place else start, end, ""
    newline = text.find("\n", end)
    return _line_start(text, key), newline + 1 if newline >= 0 else len(text), ""


def _after(text: str, node: Any, lines: str) -> _Splice:
    """Add lines after the line that a node ends on."""
    end = text.find("\n", _end(text, node))
    if end < 0:
        return len(text), len(text), f"{_newline(text)}{lines}{_newline(text)}"
    return end + 1, end + 1, f"{lines}{_newline(text)}"


def _end(text: str, node: Any) -> int:
    """Find where a node's own text ends; marks of block nodes reach over what follows them."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)


def _line_start(text: str, node: Any) -> int:
    return text.rfind("\n", 0, node.start_mark.index) + 1


def _lead(text: str, node: Any) -> str:
    """Cut out what stands before a node on its line."""
    return text[_line_start(text, node) : node.start_mark.index]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
