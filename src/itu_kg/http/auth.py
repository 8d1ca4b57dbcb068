"""Credentials and a server's challenge → the Authorization header of one request: Basic, Digest or Bearer.

Sources: RFC 7617 (Basic), RFC 7616 (Digest), RFC 6750 (Bearer), RFC 9110 §11 for challenges. What a server has
challenged is known to one client and to nobody else in the process. Refuses to send a password or a token unencrypted
to another machine, unless told to.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from itu_kg.errors import RemoteError, UsageError
from itu_kg.http.credentials import PASSWORD, TOKEN, USER, Credentials

SCHEMES = ("digest", "basic", "bearer")
"""The schemes we know, strongest first."""

_LONGEST = 8192
"""Characters of a header that are read: no server needs more, and what reads them is linear."""
_PIECE = re.compile(r"""[\s,]*+([\w!#$%&'*+./^`|~-]++)(?:[ \t]*+=[ \t]*+("(?:[^"\\]++|\\.)*+"|[^\s,"]*+))?""", re.ASCII)
_HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge of a WWW-Authenticate header: its scheme in lower case, and its parameters."""

    scheme: str
    parameters: dict[str, str]


def challenges(headers: Iterable[str]) -> list[Challenge]:
    """Read WWW-Authenticate headers (RFC 9110 §11.6.1): one may hold several. Reading ends where it is odd."""
    read: list[Challenge] = []
    for header in headers:
        text, at = header[:_LONGEST], 0
        while piece := _PIECE.match(text, at):
            at = piece.end()
            name, value = piece.groups()
            if value is None:
                read.append(Challenge(name.lower(), {}))
            elif read:
                plain = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
                read[-1].parameters[name.lower()] = plain
    return read


def basic(user: str, password: str) -> str:
    """A header's value for a user and a password (RFC 7617), in UTF-8, which urllib3 does not write."""
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')}"


class Authenticator:
    """Makes Authorization headers for one server, and remembers its challenge.

    Args:
        url: any address of the server.
        credentials: who we are; None sends nothing.
        scheme: what the server is known to want, so that it need not be asked first.
        plain: send passwords and tokens unencrypted even to other machines; None where no option allows it.
        nonce: gives a client nonce.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | None,
        *,
        scheme: str = "",
        plain: bool | None = None,
        nonce: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        self._server = urlsplit(url)
        self._where = f"{self._server.scheme}://{self._server.netloc}"
        self.credentials = credentials
        self._scheme = "bearer" if credentials and credentials.token else scheme
        self._plain = plain
        self._nonce = nonce
        self._challenge: Challenge | None = None
        self._count = 0

    @property
    def asks_first(self) -> bool:
        """Whether a request without a body should be sent first, to learn what the server wants."""
        return self.credentials is not None and not self.ready

    @property
    def ready(self) -> bool:
        """Whether a header can be made now."""
        return self._scheme in ("basic", "bearer") or self._challenge is not None

    def header(self, method: str, target: str, *, via: str = "") -> str | None:
        """Make the header of a request, or None where there is nothing to send or nothing was asked for.

        Args:
            method: the request's method.
            target: the request's target: path and query.
            via: the host of the proxy that reads it, if any.

        Raises:
            UsageError: a secret would go unencrypted to another machine.
        """
        who = self.credentials
        if who is None or not self.ready:
            return None
        if who.token:
            self._refuse_plain("a token", via)
            return f"Bearer {who.token.reveal()}"
        if self._challenge is None or self._challenge.scheme == "basic":
            self._refuse_plain("a password", via)
            return basic(who.user, who.password.reveal() if who.password else "")
        return self._digest(self._challenge.parameters, method, target)

    def learn(self, headers: Iterable[str], *, tried: bool) -> bool:
        """Take the challenge of a 401; say whether the request should be sent again.

        Args:
            headers: its WWW-Authenticate headers.
            tried: the refused request had an Authorization header.

        Raises:
            RemoteError: the server wants a scheme that we do not know or have nothing for.
        """
        offered = {each.scheme: each for each in reversed(challenges(headers)) if _usable(each)}
        who = self.credentials
        if who is None:
            return False
        wanted = ("bearer",) if who.token else ("digest", "basic")
        best = next((offered[scheme] for scheme in wanted if scheme in offered), None)
        if best is None:
            names = ", ".join(sorted({each.scheme for each in challenges(headers)})) or "nothing we know"
            have = "a token" if who.token else "a user and a password"
            raise RemoteError(
                f"asks for authentication by {names}; there is {have}",
                where=self._where,
                hint=f"set {USER} and {PASSWORD}, or {TOKEN}",
            )
        fresh = self._challenge is None or self._challenge.scheme != best.scheme
        # Some servers replace a nonce without calling it stale: one that was used before had been accepted. A password
        # that never worked is not tried again.
        replaced = self._challenge is None or best.parameters.get("nonce") != self._challenge.parameters.get("nonce")
        stale = best.parameters.get("stale", "").lower() == "true" or (self._count > 1 and replaced)
        self._challenge, self._count, self._scheme = best, 0, best.scheme
        return not tried or (best.scheme == "digest" and (stale or fresh))

    def _refuse_plain(self, what: str, via: str) -> None:
        here = loopback(self._server.hostname or "") and (not via or loopback(via))
        if self._server.scheme == "https" or self._plain or here:
            return
        hint = "use https" if self._plain is None else "use https, or allow it with --plain-password"
        raise UsageError(f"{what} would be sent unencrypted to another machine", where=self._where, hint=hint)

    def _digest(self, challenge: dict[str, str], method: str, target: str) -> str:
        """Answer a digest challenge (RFC 7616 §3.4)."""
        who = self.credentials
        assert who is not None  # noqa: S101  for the type checker: only called with credentials
        algorithm = challenge.get("algorithm", "MD5").upper()
        session = algorithm.endswith("-SESS")

        def digest(text: str) -> str:
            return hashlib.new(
                _HASHES[algorithm.removesuffix("-SESS")], text.encode(), usedforsecurity=False
            ).hexdigest()

        self._count += 1
        realm, nonce, count, ours = challenge.get("realm", ""), challenge["nonce"], f"{self._count:08x}", self._nonce()
        secret = digest(f"{who.user}:{realm}:{who.password.reveal() if who.password else ''}")
        if session:
            secret = digest(f"{secret}:{nonce}:{ours}")
        request = digest(f"{method}:{target}")
        qop = "auth" if "qop" in challenge else ""
        proof = f"{secret}:{nonce}:{count}:{ours}:{qop}:{request}" if qop else f"{secret}:{nonce}:{request}"
        hashed = challenge.get("userhash", "").lower() == "true"
        quoted = {
            "username": digest(f"{who.user}:{realm}") if hashed else who.user,
            "realm": realm,
            "nonce": nonce,
            "uri": target,
            "response": digest(proof),
        }
        if "opaque" in challenge:
            quoted["opaque"] = challenge["opaque"]
        words = {name: '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for name, value in quoted.items()}
        if "algorithm" in challenge:
            words["algorithm"] = challenge["algorithm"]
        if qop:
            words |= {"qop": qop, "nc": count, "cnonce": f'"{ours}"'}
        if hashed:
            words["userhash"] = "true"
        return "Digest " + ", ".join(f"{name}={value}" for name, value in words.items())


def _usable(challenge: Challenge) -> bool:
    if challenge.scheme != "digest":
        return challenge.scheme in SCHEMES
    parameters = challenge.parameters
    kinds = {kind.strip() for kind in parameters.get("qop", "auth").lower().split(",")}
    algorithm = parameters.get("algorithm", "MD5").upper().removesuffix("-SESS")
    return "nonce" in parameters and algorithm in _HASHES and "auth" in kinds


def loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
