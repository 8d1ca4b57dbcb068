"""Errors of the command line → exceptions that a Python program expects, in its words.

Each is what it was, an `ItuKgError`, and Python's own besides: a wrong name is a KeyError, a wrong value a ValueError.
Options lose their dashes, and advice to type a command becomes a call. What is no mistake of the caller passes as it
is.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from itu_kg.errors import SourceError, UsageError

_COMMANDS = (
    (re.compile(r"`itu-kg query list`"), "graph.queries"),
    (re.compile(r"`itu-kg query run ([\w-]+)`"), r'graph.query("\1")'),
    (re.compile(r": --on URL --allow-service"), ""),
    (re.compile(r"use --format, or end it"), "end it"),
    (re.compile(r"give it --timeout"), "open it with a longer timeout"),
)
_OPTION = re.compile(r"--([a-z][a-z-]*)")
_LIBRARY = re.compile(r"pip install")


class UnknownQuery(UsageError, KeyError):  # noqa: N818  says what it is; Error is in the names of its bases
    """There is no stored query of that name."""


class WrongArgument(UsageError, TypeError):  # noqa: N818  likewise
    """A query takes no such parameter, needs one that is not given, or a value is of a type that cannot be one."""


class WrongValue(UsageError, ValueError):  # noqa: N818  likewise
    """A value is not allowed, a text is no SPARQL, an answer cannot be written or drawn so."""


class NotInstalled(UsageError, ImportError):  # noqa: N818  likewise
    """A library is missing; says which extra has it."""


class NoSuchFile(SourceError, FileNotFoundError):  # noqa: N818  likewise
    """There is no such file or folder."""


@contextlib.contextmanager
def in_python_words() -> Iterator[None]:
    """Let a UsageError leave as one of these exceptions."""
    try:
        yield
    except UsageError as problem:
        if isinstance(problem, KeyError | TypeError | ValueError | ImportError):
            raise
        kind = NotInstalled if _LIBRARY.search(problem.hint) else WrongValue
        what, where, hint = map(_reworded, (problem.what, problem.where, problem.hint))
        raise kind(what, where=where, hint=hint) from problem.__cause__


def _reworded(text: str) -> str:
    for pattern, call in _COMMANDS:
        text = pattern.sub(call, text)
    return _OPTION.sub(lambda match: match[1].replace("-", "_"), text)
