"""The URL of a store → its kind, by how it answers. It asks and writes nothing.

Oxigraph, Virtuoso and Fuseki were asked by us; what the others answer is what their documentation says. A server that
answers SPARQL and shows no sign of its kind is not guessed at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.stores.profiles import FUSEKI, PROFILES, Profile
from itu_kg.stores.store import RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itu_kg.http.client import Client

_ASK = "?query=ASK%20%7B%20%7D"
_MOST = 65_536


class _Page(NamedTuple):
    """What an address answered: headers in lower case, and the beginning of the body."""

    headers: Mapping[str, str]
    body: str


def detect(url: str, client: Client) -> Profile:
    """Find out of which kind a store is.

    Raises:
        RemoteError: nothing answers there, or nothing that is known.
    """
    problems: list[RemoteError] = []
    for address in dict.fromkeys(profile.endpoints(url).query for profile in PROFILES.values()):
        page = _get(client, f"{address}{_ASK}", RESULTS, problems)
        if page and "fuseki-request-id" in page.headers:
            return FUSEKI
        server = page.headers.get("server", "").lower() if page else ""
        for profile in PROFILES.values():
            if profile.server and profile.server in server:
                return profile
    for profile in PROFILES.values():
        sign = profile.sign
        page = _get(client, address, "*/*", problems) if sign and (address := sign.address(url)) else None
        if sign and page and re.search(sign.shows, page.body):
            return profile
    for problem in problems:
        if not isinstance(problem, Refused) or problem.status in (401, 403, 407):
            raise problem
    hint = "say which it is with --store; `--store generic` sends queries and updates to the URL as it is"
    raise RemoteError("is no store of a kind that we recognise", where=url, hint=hint)


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
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return _Page(headers, body.decode("utf-8", "replace"))
    except Unanswered:
        raise
    except RemoteError as problem:
        problems.append(problem)
        # Some tell who they are where they say no.
        return _Page({}, problem.said) if isinstance(problem, Refused) and problem.said else None
