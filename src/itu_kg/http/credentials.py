"""The address of a server → who we are to it: from the environment, the person's netrc file, or the system's keyring.

Refuses to take a secret from anywhere that others can see: no command line, no URL. A secret is never part of a text:
its `repr` and `str` hide it, so no error, log or receipt can hold it by accident.
"""

from __future__ import annotations

import base64
import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from itu_kg.errors import AssetError, UsageError

USER, PASSWORD, TOKEN = "ITU_KG_USER", "ITU_KG_PASSWORD", "ITU_KG_TOKEN"
"""Environment variables: a user name with its password, or a bearer token (RFC 6750)."""
CA_FILE = "ITU_KG_CA"
"""Environment variable: a file of certificates (PEM) to trust instead of the system's."""


class Secret:
    """A text that only `reveal` shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself, to be sent and never to be shown."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to a server: a user with a password, or the bearer of a token.

    `source` says where they came from, for people: "environment", "netrc" or "keyring".
    """

    source: str
    user: str = ""
    password: Secret | None = None
    token: Secret | None = None

    def hidden(self, text: str) -> str:
        """A text without our secrets, as they are or as Basic authentication has them."""
        password = self.password.reveal() if self.password else ""
        pair = base64.b64encode(f"{self.user}:{password}".encode()).decode("ascii")
        for secret in (pair, password, self.token.reveal() if self.token else ""):
            text = text.replace(secret, "…") if secret else text
        return text


def origin(url: str) -> str:
    """Give the scheme, host and port that credentials belong to (RFC 6454).

    Raises:
        UsageError: it is no http or https URL, or holds a user or password, which are not repeated.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise UsageError("not an address", hint="write http(s)://host/…") from problem
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError("not an http or https address", hint="write http(s)://host/…")
    if parts.username is not None or parts.password is not None:
        hint = f"put them into {USER} and {PASSWORD}, or into netrc"
        raise UsageError("an address must not hold a user name or password", where=parts.hostname, hint=hint)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port or (443 if parts.scheme == 'https' else 80)}"


def find(url: str, environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """Find credentials for the server of a URL; the first of environment, netrc and keyring that has some.

    Args:
        url: the address they are for; only its scheme, host and port count.
        environment: the variables to look in; `NETRC` names another file than `~/.netrc`.

    Raises:
        UsageError: a user without password or the other way round, or both a password and a token.
        AssetError: the netrc file is malformed, or others may read it.
    """
    server = origin(url)
    return _environment(environment) or _netrc(urlsplit(server).hostname or "", environment) or _keyring(server)


def _environment(environment: Mapping[str, str]) -> Credentials | None:
    user, password, token = (environment.get(name) for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        raise UsageError(f"{TOKEN} and {USER} are both set", hint="unset one of them")
    if bool(user) != bool(password):
        raise UsageError(f"{USER} and {PASSWORD} go together", hint="set both, or neither")
    if token:
        return Credentials("environment", token=Secret(token))
    return Credentials("environment", user, Secret(password)) if user and password else None


def _netrc(host: str, environment: Mapping[str, str]) -> Credentials | None:
    named = environment.get("NETRC")
    path = Path(named) if named else Path(environment.get("HOME") or "~").expanduser() / ".netrc"
    if not path.is_file():
        if named:
            raise AssetError("no such file", where=f"NETRC={named}")
        return None
    try:
        entry = netrc.netrc(path).authenticators(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as problem:
        # The parser's own words may quote a password.
        line = getattr(problem, "lineno", None)
        raise AssetError("cannot be read as netrc", where=f"{path}:{line}" if line else str(path)) from None
    if not entry or not entry[2]:
        return None
    if path.stat().st_mode & 0o077:
        raise AssetError("holds a password that others may read", where=str(path), hint=f"chmod 600 {path}")
    return Credentials("netrc", entry[0], Secret(entry[2]))


def _keyring(server: str) -> Credentials | None:
    """Ask the system's keyring, where the package `keyring` is installed: the service is named `itu-kg SERVER`."""
    try:
        import keyring  # noqa: PLC0415  optional
        from keyring.errors import KeyringError  # noqa: PLC0415  likewise
    except ImportError:
        return None
    try:
        entry = keyring.get_credential(f"itu-kg {server}", None)
    except KeyringError:
        return None
    return Credentials("keyring", entry.username, Secret(entry.password)) if entry else None
