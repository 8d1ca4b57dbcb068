"""What `store doctor` needs of the store room, and how it shows an examination."""

from __future__ import annotations

import json
import os
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from itu_kg.http.auth import Authenticator
from itu_kg.http.client import Client
from itu_kg.http.credentials import Credentials, find
from itu_kg.http.messages import Limits
from itu_kg.model.vocab import XSD
from itu_kg.stores.doctor import ChallengeRecorder, Examination, document, examine
from itu_kg.stores.profiles import Profile, detect, profile
from itu_kg.stores.store import Store

_SIGNS = {True: "yes", False: "no", None: "–"}


class ConnectionOptions(NamedTuple):
    """How a person wants a store to be reached: its kind if named, seconds for a request, certificates to trust."""

    kind: str | None
    seconds: float
    ca_file: Path | None
    plain: bool = False


@contextmanager
def connected(
    url: str, asked: ConnectionOptions, credentials: Credentials | None, limits: Limits | None = None, number: int = 1
) -> Iterator[list[Store]]:
    """Connect to a store so many times, as one of the kind that is named or recognised."""
    limits = limits or Limits(seconds=asked.seconds, idle=asked.seconds)

    def client(scheme: str) -> Client:
        who = Authenticator(url, credentials, scheme=scheme, plain=asked.plain)
        return Client(url, who, limits=limits, ca_file=asked.ca_file)

    if asked.kind:
        kind = profile(asked.kind)
    else:
        with client("") as asking:
            kind = detect(url, asking)
    with ExitStack() as open_:
        yield [Store(kind, kind.endpoints(url), open_.enter_context(client(kind.auth))) for _ in range(number)]


def doctor(url: str, asked: ConnectionOptions, *, base: str, as_json: bool, say: Callable[[str], None]) -> None:
    """Examine a store and show what works."""
    credentials = find(url)
    graph = f"{base}probe/{secrets.token_hex(8)}"
    recorder = ChallengeRecorder(url)
    stranger = Client(url, recorder, limits=Limits(seconds=asked.seconds, idle=asked.seconds), ca_file=asked.ca_file)
    stop = _Stop(graph)

    def step(name: str) -> None:
        stop.now_if_asked()
        say(f"  {name}")

    with connected(url, asked, credentials) as (store,), stranger, stop:
        say(f"writes to <{graph}> alone, and removes it")
        nobody = Store(store.profile, store.endpoints, stranger)
        seen = examine(store, graph, stranger=nobody, recorder=recorder, say=step)
    who = f"from {credentials.source}" if credentials else "none"
    if as_json:
        head = {"url": url, "store": store.profile.name, "tried": store.profile.tried, "credentials": who}
        click.echo(json.dumps({**head, **document(seen)}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_table(url, store.profile, who, seen)))


def _table(url: str, kind: Profile, who: str, seen: Examination) -> Iterator[str]:
    yield f"{url}: {kind.title}{'' if kind.tried else ', known from its documentation alone'}; credentials: {who}"
    yield ""
    for check, works, detail in seen.findings:
        yield f"  {check:<15} {_SIGNS[works]:<4} {detail}"
    if seen.alterations:
        yield ""
        yield "  altered:"
    for each in seen.alterations:
        back = _short(each.back) if each.back else "nothing"
        yield f"  {each.name:<32} {_short(each.sent)} → {back}  ({each.reason})"
    yield ""
    yield f"<{seen.graph}> was {'written and removed' if seen.wrote else 'not written'}"


def _short(term: str) -> str:
    text = term.replace(XSD, "xsd:").encode("unicode_escape").decode()
    return text if len(text) <= 60 else f"{text[:57]}…"


class _Stop:
    """Lets Ctrl-C and SIGTERM end the work between two steps, so that no request is under way when the graph goes.

    A store may carry out a request that nobody waits for any more, after what was written has been removed.
    """

    def __init__(self, graph: str) -> None:
        self._graph = graph
        self._asked = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            self._before[each] = signal.signal(each, self._ask)

    def __exit__(self, *_: object) -> None:
        for each, handler in self._before.items():
            signal.signal(each, handler)

    def now_if_asked(self) -> None:
        """End the work if somebody wants that."""
        if self._asked:
            raise KeyboardInterrupt

    def _ask(self, *_: object) -> None:
        self.now_if_asked()
        self._asked = True
        # Straight to the terminal: the line that was being written when the signal came is not to be written into.
        os.write(2, f"stops after this step; at once if asked again, which may leave <{self._graph}>\n".encode())
