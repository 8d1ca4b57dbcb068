"""The error tree and its exit codes.

    ItuKgError                        exit
    ├── UsageError                      2   the command line asks for something that cannot be
    ├── SourceError                     3   a source page or a record is not what it should be
    ├── NonConformance                  4   the data breaks a shape
    ├── AssetError                      5   ontology, shape, query, registry or configuration is broken
    ├── RemoteError                     6   a store or an endpoint
    │   ├── Refused                     6   it answered with an error status
    │   └── Unanswered                  6   no answer came, or not all of it
    └── VerificationError               7   a copy is not what it claims to be

An error is raised where the fact is known, as one line that says what is wrong, where, and what to do next; the
command line prints it and leaves with the code. Exit 1 is kept for a bug of ours.
"""

from __future__ import annotations


class ItuKgError(Exception):
    """Anything this program says no to.

    Args:
        what: what is wrong, one line without a full stop.
        where: the file, line, field or answer it was found in, if any.
        hint: what to do next, if there is something to do.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """The one line a person reads: `where: what; hint`; a control character that data brought along is `�`."""
        line = f"{self.where}: {self.what}" if self.where else self.what
        words = " ".join((f"{line}; {self.hint}" if self.hint else line).split())
        return "".join(character if character.isprintable() else "�" for character in words)


class UsageError(ItuKgError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class SourceError(ItuKgError):
    """A source page or a record is not what it should be."""

    exit_code = 3


class NonConformance(ItuKgError):  # noqa: N818  SHACL's own word for it is what a reader looks for
    """The data breaks a shape."""

    exit_code = 4


class AssetError(ItuKgError):
    """An ontology, shape, query, registry or configuration file is broken or absent."""

    exit_code = 5


class RemoteError(ItuKgError):
    """A store or an endpoint does not answer, refuses, or answers wrongly."""

    exit_code = 6


class Refused(RemoteError):  # noqa: N818  a verb in the past says what happened
    """A server answered with an error status.

    Args:
        what: see ItuKgError.
        where: likewise.
        hint: likewise.
        status: the HTTP status.
        wait: the seconds it asks to wait, if it says so.
        busy: the same request may do better later.
        body: the beginning of what it answered.
        server: what it calls itself.
    """

    def __init__(  # noqa: PLR0913  all that an answer says
        self,
        what: str,
        *,
        where: str = "",
        hint: str = "",
        status: int,
        wait: float | None = None,
        busy: bool = False,
        body: str = "",
        server: str = "",
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.status = status
        self.wait = wait
        self.busy = busy
        self.body = body
        self.server = server


class Unanswered(RemoteError):  # noqa: N818  likewise
    """No answer came, or not all of it: if the request was sent, nobody knows whether the server has acted on it."""

    def __init__(self, what: str, *, where: str = "", hint: str = "", sent: bool = True) -> None:
        super().__init__(what, where=where, hint=hint)
        self.sent = sent


class VerificationError(ItuKgError):
    """A copy is not what it claims to be."""

    exit_code = 7
