"""What went wrong at an endpoint → one line: what, and what to do next.

Refuses to repeat a secret, or a character that a terminal would obey, whoever wrote it into an answer.
"""

from __future__ import annotations

import base64
import http.client
import re
import socket
import ssl
import urllib.error
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError
from itu_kg.query.remote import retrying
from itu_kg.query.remote.opener import ConnectingError
from itu_kg.web.credentials import CA_FILE, PASSWORD, TOKEN, USER

if TYPE_CHECKING:
    from email.message import Message

    from itu_kg.query.remote.exchange import Line
    from itu_kg.web.credentials import Credentials

_USUAL = (
    ("virtuoso", "/sparql"),
    ("oxigraph", "/query"),
    ("fuseki", "/DATASET/query"),
    ("graphdb", "/repositories/NAME"),
)
_PATHS = "usual addresses end in /query (Oxigraph), /sparql (Virtuoso), /DATASET/query (Fuseki), /repositories/NAME"
_LONGEST = 160
_REMARK = re.compile(r"[}\].]\s*([A-Z][^{}<>\"\[\]]{5,200})\s*$")


def fault(problem: Exception, line: Line, seconds: float) -> RemoteError:
    """Say what an exchange failed of."""
    if isinstance(problem, urllib.error.HTTPError):
        with problem:
            return _status(problem, line)
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    what, hint = _reason(reason, seconds)
    return RemoteError(what, where=line.shown, hint=hint)


def is_page(headers: Message, body: bytes) -> bool:
    """Say whether an answer is a web page, by its media type or as it begins."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    start = body[:200].lstrip().lower()
    return kind in {"text/html", "application/xhtml+xml"} or start.startswith((b"<!doctype html", b"<html"))


def remark(body: bytes) -> str:
    """Give what a store wrote behind an answer it broke off, as Oxigraph does; nothing if there is no such text."""
    found = _REMARK.search(body[-400:].decode("utf-8", "replace"))
    return f": {_plain(found[1])}" if found else ""


def page(where: str) -> RemoteError:
    """Say that a web page came."""
    return RemoteError("answered with a web page, not with an answer to the query", where=where, hint=_PATHS)


def _status(problem: urllib.error.HTTPError, line: Line) -> RemoteError:
    said = _said(problem, line.credentials)
    what = f"answered {problem.code}{': ' if said else ''}{said}"
    return RemoteError(what, where=line.shown, hint=_advice(problem, said, line.credentials))


def _advice(problem: urllib.error.HTTPError, said: str, who: Credentials | None) -> str:
    match problem.code:
        case 404 | 405 | 406 | 410 | 415:
            server = problem.headers.get("Server", "").lower()
            own = next((path for name, path in _USUAL if name in server), None)
            return f"the address usually ends in {own}" if own else _PATHS
        case 401 | 403:
            return _refused(problem.code, who)
        case 429 | 502 | 503 | 504:
            wait = problem.headers.get("Retry-After", "")
            asked = f"it asks to wait {wait} s" if wait.isascii() and wait.isdigit() else ""
            return asked or f"asked up to {retrying.ATTEMPTS} times; try later"
    if ":SECURITY:" in said:  # Virtuoso's way to say 403
        return _refused(403, who)
    return ""


def _refused(code: int, who: Credentials | None) -> str:
    if who is None:
        return f"set {USER} and {PASSWORD}, or {TOKEN}, or write the host into ~/.netrc"
    source = who.source if who.source == "netrc" else f"the {who.source}"
    if code == 403:
        return f"{'the token' if who.token else f'user {who.user}'} from {source} may not ask here"
    if who.token:
        return f"the token from {source} is not accepted"
    return f"user {who.user} and the password from {source} are not accepted"


def _reason(reason: object, seconds: float) -> tuple[str, str]:
    match reason:
        case TimeoutError():
            return f"no whole answer in {seconds:g} s", "try later, LIMIT it, or allow more with --timeout"
        case ssl.SSLError():
            return _insecure(reason)
        case http.client.BadStatusLine() if not isinstance(reason, ConnectionError):
            return "does not answer in HTTP", "is it an https:// address, or another service's port?"
        case OSError() | UnicodeError():
            return _unreached(reason)
    return f"failed: {type(reason).__name__}: {_plain(str(reason))}", ""


def _insecure(reason: ssl.SSLError) -> tuple[str, str]:
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = f"its certificate is not trusted: {_plain(reason.verify_message)}"
        return why, f"--ca-file FILE or {CA_FILE} names whom to trust"
    if reason.reason in {"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"}:
        return "does not speak TLS", "is it an http:// address?"
    return f"no secure connection: {_plain(str(reason.reason or reason))}", ""


def _unreached(reason: OSError | UnicodeError) -> tuple[str, str]:
    match reason:
        case ConnectingError():
            return f"cannot be reached: {reason}", "are host and port right, and is it http:// or https://?"
        case socket.gaierror() | UnicodeError():
            return "cannot be reached: no such host", "is the name spelt right?"
        case ConnectionRefusedError():
            return "cannot be reached: nobody listens there", "is the server running, and the port right?"
        case ConnectionError():
            return "cannot be reached: it drops the connection", "try later"
    return f"cannot be reached: {_plain(reason.strerror or str(reason))}", "is the address right?"


def _said(problem: urllib.error.HTTPError, who: Credentials | None) -> str:
    """Take the first line of what an error says, if it is plain text, without any secret in it."""
    try:
        body = problem.read(2000)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    if is_page(problem.headers, body):
        return ""
    text = body.decode("utf-8", "replace")
    for secret in _secrets(who):
        text = text.replace(secret, "…")
    return _plain(next((row for row in text.splitlines() if row.strip()), ""))


def _secrets(who: Credentials | None) -> list[str]:
    if who is None:
        return []
    shown = [each.reveal() for each in (who.password, who.token) if each]
    pair = f"{who.user}:{who.password.reveal() if who.password else ''}"
    return [*shown, base64.b64encode(pair.encode()).decode("ascii")]


def _plain(text: str) -> str:
    """Keep what is printable, and not too much of it."""
    text = re.sub(r"\s+", " ", text).strip()
    return "".join(character for character in text if character.isprintable())[:_LONGEST]
