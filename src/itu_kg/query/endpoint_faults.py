"""What an endpoint answers in place of an answer → what to do next.

Refuses to repeat a character that a terminal would obey, whoever wrote it into an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from itu_kg.errors import Refused, RemoteError
from itu_kg.http.credentials import PASSWORD, TOKEN, USER, Credentials
from itu_kg.http.messages import plain
from itu_kg.http.retry import ATTEMPTS

_USUAL = {"virtuoso": "/sparql", "oxigraph": "/query", "fuseki": "/DATASET/query", "graphdb": "/repositories/NAME"}
"""How the address of queries ends, by what the header Server holds."""
_PATHS = "usual addresses end in /query (Oxigraph), /sparql (Virtuoso), /DATASET/query (Fuseki), /repositories/NAME"
_REMARK = re.compile(r"[}\].]\s*([A-Z][^{}<>\"\[\]]{5,200})\s*$")


def is_page(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether an answer is a web page, by its media type or as it begins."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    start = body[:200].lstrip().lower()
    return kind in {"text/html", "application/xhtml+xml"} or start.startswith((b"<!doctype html", b"<html"))


def remark(body: bytes) -> str:
    """What a store wrote behind an answer it broke off, as Oxigraph does; nothing if there is no such text."""
    match = _REMARK.search(body[-400:].decode("utf-8", "replace"))
    return f": {plain(match[1])}" if match else ""


def page(where: str) -> RemoteError:
    """The error of a web page that came in place of an answer."""
    return RemoteError("answered with a web page, not with an answer to the query", where=where, hint=_PATHS)


def advice(problem: Refused, who: Credentials | None) -> str:
    """What to do after an error status."""
    match problem.status:
        case 404 | 405 | 406 | 410 | 415:
            own = next((path for name, path in _USUAL.items() if name in problem.server.lower()), None)
            return f"the address usually ends in {own}" if own else _PATHS
        case 401 | 403:
            return _denied(problem.status, who)
        case 407:
            return problem.hint
    if problem.busy:
        return f"it asks to wait {problem.wait:g} s" if problem.wait else f"asked up to {ATTEMPTS} times; try later"
    if ":SECURITY:" in problem.body:  # Virtuoso's way to say 403
        return _denied(403, who)
    return ""


def _denied(status: int, who: Credentials | None) -> str:
    if who is None:
        return f"set {USER} and {PASSWORD}, or {TOKEN}, or write the host into ~/.netrc"
    source = who.source if who.source == "netrc" else f"the {who.source}"
    if status == 403:
        return f"{'the token' if who.token else f'user {who.user}'} from {source} may not ask here"
    if who.token:
        return f"the token from {source} is not accepted"
    return f"user {who.user} and the password from {source} are not accepted"
