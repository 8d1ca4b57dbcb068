"""The URL of a store → its kind, by how it answers. It asks and writes nothing.

Oxigraph, Virtuoso and Fuseki were asked by us; what the others answer is what their documentation says. A server that
answers SPARQL and shows no sign of its kind is not guessed at.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.stores.profiles import PROFILES, Profile
from itu_kg.stores.store import RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itu_kg.http.client import Client

_ASK = "?query=ASK%20%7B%20%7D"
_HEADERS = {"virtuoso": "virtuoso", "oxigraph": "oxigraph", "fuseki": "fuseki", "graphdb": "graphdb"}
"""What the Server header holds, by kind."""
_MOST = 65_536


class _Page(NamedTuple):
    """What an address answered: headers in lower case, and the beginning of the body."""

    headers: Mapping[str, str]
    body: str


def recognise(url: str, client: Client) -> Profile:
    """Find out of which kind a store is.

    Raises:
        RemoteError: nothing answers there, or nothing that is known.
    """
    paths = dict.fromkeys(profile.endpoints(url).query for profile in PROFILES.values())
    problems: list[RemoteError] = []
    for address in paths:
        page = _get(client, f"{address}{_ASK}", RESULTS, problems)
        if page and (kind := _by_headers(page.headers)):
            return PROFILES[kind]
    for kind, address in _signs(url):
        page = _get(client, address, "*/*", problems)
        if page and _SIGNED[kind](page.body):
            return PROFILES[kind]
    for problem in problems:
        if not isinstance(problem, Refused) or problem.status in (401, 403, 407):
            raise problem
    hint = "say which it is with --store; `--store generic` sends queries and updates to the URL as it is"
    raise RemoteError("is no store of a kind that we recognise", where=url, hint=hint)


def _by_headers(headers: Mapping[str, str]) -> str | None:
    server = headers.get("server", "").lower()
    if "fuseki-request-id" in headers:
        return "fuseki"
    return next((kind for kind, sign in _HEADERS.items() if sign in server), None)


def _signs(url: str) -> Iterator[tuple[str, str]]:
    """Give addresses whose pages tell a kind, with the kind."""
    parts = urlsplit(url)
    top = f"{parts.scheme}://{parts.netloc}"
    stem, found, _ = parts.path.partition("/repositories/")
    if found:
        yield "graphdb", f"{top}{stem}/rest/info/version"
        yield "rdf4j", f"{top}{stem}/protocol"
    yield "qlever", f"{url.partition('?')[0]}?cmd=stats"
    yield "neptune", f"{top}/status"
    context = parts.path.partition("/namespace/")[0].removesuffix("/sparql")
    yield "blazegraph", f"{top}{context}/status"
    yield "stardog", f"{top}/admin/alive"


def _json(body: str, *keys: str) -> bool:
    with contextlib.suppress(ValueError):
        found = json.loads(body)
        return isinstance(found, dict) and any(key in found for key in keys)
    return False


_SIGNED: dict[str, Callable[[str], bool]] = {
    "graphdb": lambda body: _json(body, "productType", "productVersion"),
    "rdf4j": lambda body: body.strip().isdigit(),
    "qlever": lambda body: _json(body, "name-index", "kb-index-name", "num-triples-normal"),
    "neptune": lambda body: _json(body, "dbEngineVersion"),
    "blazegraph": lambda body: "blazegraph" in body.lower() or "bigdata" in body.lower(),
    "stardog": lambda body: "stardog" in body.lower(),
}
"""By kind, whether a page is one of its own."""


def _get(client: Client, url: str, accept: str, problems: list[RemoteError]) -> _Page | None:
    """Ask for a page; None where there is none, and why is added to the problems.

    Raises:
        Unanswered: nobody answers at all.
    """
    try:
        with client.send("GET", url, accept=accept) as answer:
            body = b""
            for chunk in answer.chunks():
                body += chunk
                if len(body) > _MOST:
                    break
            return _Page(
                {name.lower(): value for name, value in answer.headers.items()}, body.decode("utf-8", "replace")
            )
    except Unanswered:
        raise
    except RemoteError as problem:
        problems.append(problem)
        # Some tell who they are where they say no.
        return _Page({}, problem.said) if isinstance(problem, Refused) and problem.said else None
