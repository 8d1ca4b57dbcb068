"""One http(s) address → its page, within limits, and only when a person gave the address.

It refuses private and loopback addresses, unless told they are wanted, before a request is sent: the address of the
name, and the one that was connected to. It tells no server who we are.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from itu_kg.http.client import Client
from itu_kg.http.messages import Limits

PAGE = Limits(seconds=30.0, idle=30.0, size=20_000_000)
"""What a page may cost, redirects and repetitions included."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of an answer, its media type without parameters, its charset if declared, and where it was found."""

    url: str
    body: bytes
    media_type: str
    charset: str | None


def fetch(url: str, limits: Limits = PAGE, *, private: bool = False) -> Page:
    """Fetch one address; `private` lets it lead into private networks.

    Raises:
        UsageError: the address is not http(s), or leads to a private one.
        RemoteError: the server refuses, answers with an error, too much, or too slowly.
    """
    with Client(url, limits=limits, reading=True, public=not private) as client, client.send("GET", url) as answer:
        body, kind = answer.read(), Message()
        kind["Content-Type"] = named = answer.headers.get("content-type", "")
        return Page(answer.url, body, kind.get_content_type() if named else "", kind.get_content_charset())
