"""The URL of a store → its kind, by how it answers. It writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.stores.profiles import FUSEKI, OXIGRAPH, VIRTUOSO
from itu_kg.stores.store import RESULTS

if TYPE_CHECKING:
    from itu_kg.stores.profiles import Profile
    from itu_kg.web.client import Client

_ASK = "?query=ASK%20%7B%20%7D"


def recognise(url: str, client: Client) -> Profile:
    """Find out of which kind a store is.

    Raises:
        RemoteError: nothing answers there, or nothing that is known.
    """
    for profile, name in ((VIRTUOSO, "virtuoso"), (OXIGRAPH, "oxigraph"), (FUSEKI, "fuseki")):
        try:
            with client.send("GET", f"{profile.endpoints(url).query}{_ASK}", accept=RESULTS) as answer:
                answer.read()
                headers = " ".join(answer.headers.getlist("server")).lower()
                if name in headers or (profile is FUSEKI and "fuseki-request-id" in answer.headers):
                    return profile
        except Unanswered:
            raise
        except (Refused, RemoteError):
            continue
    hint = "say which it is with --store"
    raise RemoteError("is no store of a kind that we recognise", where=url, hint=hint)
