"""What the probe finds of awkward terms is what a load then holds, on each real store: nothing is altered silently."""

from __future__ import annotations

import contextlib
import itertools
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.faults.proxy import Proxy
from tests.servers import KINDS, Fuseki, running
from tests.stores.conftest import Corner, triples

from itu_kg.http.messages import Payload
from itu_kg.model.vocab import XSD
from itu_kg.rdf import ntriples
from itu_kg.stores.probe import (
    OTHER_VALUE,
    REFUSED,
    UNCHANGED,
    awkward_terms,
    judge,
    look_odd,
    odd_terms,
    over_limit,
    probe,
)
from itu_kg.stores.profiles import PROFILES
from itu_kg.stores.requests import replace_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.servers import Server


ALL = awkward_terms(20_000_000)
NUMBER = itertools.count()
NOT_LOADED = (REFUSED, OTHER_VALUE)


@pytest.fixture(scope="module", params=sorted(KINDS))
def place(
    request: pytest.FixtureRequest, start: Callable[[str], Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Corner]:
    """A corner of each kind of server that is installed here."""
    folder = tmp_path_factory.mktemp("place")
    if reason := KINDS[request.param].missing():
        pytest.skip(reason)
    # Virtuoso has a server to itself here: what is sent to it can break it (see `Profile.fragile`).
    own = running(KINDS["virtuoso"], folder / "own") if request.param == "virtuoso" else None
    with own or contextlib.nullcontext(start(request.param) if not own else None) as server:
        assert server is not None
        corner = Corner(server, folder)
        yield corner
        corner.store.client.close()


def _canonical(term: str) -> str | None:
    """A term as a release holds it; None if it is none."""
    with contextlib.suppress(SyntaxError):
        (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .", ox.RdfFormat.N_TRIPLES)
        return str(quad.object)
    return None


@pytest.fixture(scope="module")
def awkward(place: Corner) -> list[str]:
    """The awkward terms that the store has no limit against."""
    small = (_canonical(term) for term in ALL.values() if len(term.encode()) <= 200_000)
    return [term for term in dict.fromkeys(small) if term and not over_limit(place.store.profile, term)]


@pytest.fixture(scope="module")
def changed(place: Corner, awkward: list[str]) -> dict[str, str | None]:
    """What the probe finds out of them."""
    return probe(place.store, place.graph("probe"), awkward)


def _accepted(some: Sequence[str], changed: dict[str, str | None]) -> list[str]:
    return [term for term in some if judge(term, changed.get(term, term)) not in NOT_LOADED]


def test_a_load_holds_of_each_term_what_the_probe_found(
    place: Corner, awkward: list[str], changed: dict[str, str | None]
) -> None:
    """A graph for each, since many odd values in one request can break Virtuoso."""
    accepted = _accepted(awkward, changed)
    release = place.release({str(at): [f"<urn:s> <urn:p> {term}"] for at, term in enumerate(accepted)})
    done = place.load(release)
    assert (done.code, done.error) == (0, "")
    held = {term: place.holds(str(at)) for at, term in enumerate(accepted)}
    assert held == {term: {f"<urn:s> <urn:p> {changed.get(term, term)}"} for term in accepted}
    altered = [term for term in accepted if term in changed]
    assert sum(each["triples"] for each in done.said["altered"]) == len(altered)


def test_the_probe_tries_every_term_that_the_store_does_not_keep(changed: dict[str, str | None]) -> None:
    assert [term for term in changed if not list(odd_terms(f"<urn:s> <urn:p> {term} .\n"))] == []


def test_what_comes_back_as_another_value_is_refused_before_anything_is_loaded(
    place: Corner, awkward: list[str], changed: dict[str, str | None]
) -> None:
    refused = [term for term in awkward if term not in _accepted(awkward, changed)]
    for at, term in enumerate(refused):
        done = place.load(place.release({"refused": [f"<urn:s> <urn:p> {term}"]}, f"2.0.{at}"))
        assert (done.code, "cannot hold" in done.error, place.holds("refused")) == (6, True, set()), term


def test_the_probe_leaves_nothing_behind(place: Corner, changed: dict[str, str | None]) -> None:
    assert isinstance(changed, dict)
    assert place.store.count(place.graph("probe")) == 0


@pytest.mark.parametrize(("kind", "least"), [("oxigraph", 45), ("virtuoso", 60), ("fuseki", 20)])
def test_each_store_alters_or_refuses_some_of_them(
    place: Corner, changed: dict[str, str | None], kind: str, least: int
) -> None:
    if place.server.kind == kind:
        over = [term for term in ALL.values() if over_limit(place.store.profile, term)]
        assert len(changed) + len(over) >= least


def test_a_literal_of_eleven_megabytes_is_loaded_or_refused(place: Corner) -> None:
    (large,) = [term for term in ALL.values() if len(term.encode()) > 10_000_000]
    done = place.load(place.release({"large": [f"<urn:s> <urn:p> {large}"]}, "3.0.0"))
    assert done.code == (6 if place.server.kind == "virtuoso" else 0), done.error
    assert place.store.count(place.graph("large")) == (done.code == 0)


def test_fuseki_gives_a_large_integer_back_as_another_after_a_restart(tmp_path: Path) -> None:
    if reason := Fuseki.missing():
        pytest.skip(reason)
    large = f'"12345678901234567890"^^<{XSD}integer>'
    assert over_limit(PROFILES["fuseki"], large) == OTHER_VALUE
    with running(Fuseki, tmp_path) as server:
        corner = Corner(server, tmp_path)
        line = f"<urn:s> <urn:p> {large}"
        corner.store.put(corner.graph("a"), Payload.of(f"{line} .\n".encode(), "application/n-triples"))
        assert corner.holds("a") == {line}
        corner.store.client.close()
        server.stop()
        server.start()
        rows = Corner(server, tmp_path).store.select(
            f"SELECT ?o WHERE {{ GRAPH <{corner.graph('a')}> {{ ?s ?p ?o }} }}"
        )
    assert rows == [{"o": "-6101065172474983726"}]


def test_a_graph_of_many_respelt_decimals_is_replaced_on_fuseki(start: Callable[[str], Server], tmp_path: Path) -> None:
    """A PUT over them does not come to an end there; they are put aside and moved."""
    corner = Corner(start("fuseki"), tmp_path)
    old, new = ([f'<urn:s/{at}> <urn:p> "{at}.{end}0"^^<{XSD}decimal>' for at in range(2_000)] for end in (1, 2))
    assert corner.load(corner.release({"many": old})).code == 0
    done = corner.load(corner.release({"many": new}, "1.1.0"), "--timeout", "60")
    assert (done.code, done.error, done.changes) == (0, "", {"many": "changed"})
    rows = corner.store.select(f"SELECT ?o WHERE {{ GRAPH <{corner.graph('many')}> {{ ?s ?p ?o }} }}")
    assert sorted(Decimal(row["o"]) for row in rows) == [at + Decimal("0.2") for at in range(2_000)]
    corner.store.client.close()


def test_twenty_thousand_odd_values_are_tried_in_batches(start: Callable[[str], Server], tmp_path: Path) -> None:
    corner = Corner(start("oxigraph"), tmp_path)
    lines = [f'<urn:s/{at}> <urn:p> "{at}"^^<{XSD}nonNegativeInteger>' for at in range(20_000)]
    done = corner.load(corner.release({"many": lines}))
    assert (done.code, [each["triples"] for each in done.said["altered"]]) == (0, [20_000])
    corner.store.client.close()


def test_a_release_without_odd_values_sends_nothing_to_a_probe_graph(in_oxigraph: Corner) -> None:
    """An update that marks the load, a PUT, an update that unmarks it; odd values cost three requests, before."""
    with Proxy(in_oxigraph.server.port) as proxy:

        def writes(release: Path, *options: str) -> list[str]:
            proxy.requests.clear()
            assert in_oxigraph.load(release, *options, url=proxy.url).code == 0
            sent = [each for each in proxy.requests if each.writes]
            return [f"{each.method} {unquote(each.target).rpartition('/')[2]}" for each in sent]

        plain = in_oxigraph.release({"a": triples(30)})
        assert writes(plain, "--dry-run") == []
        assert writes(plain) == ["POST update", "PUT a", "POST update"]
        odd = in_oxigraph.release({"a": triples(30), "b": [f'<urn:s> <urn:p> "7"^^<{XSD}long>']}, "1.1.0")
        assert writes(odd, "--dry-run") == []
        probe = ["POST update", "PUT probe", "POST update"]
        assert writes(odd) == [*probe, "POST update", "PUT b", "POST update"]


def test_a_dry_run_counts_distinct_odd_values_and_writes_nothing(in_oxigraph: Corner) -> None:
    lines = [f'<urn:s/{at}> <urn:p> "{at % 3}"^^<{XSD}nonNegativeInteger>' for at in range(9)]
    done = in_oxigraph.load(in_oxigraph.release({"a": lines}), "--dry-run")
    assert (done.said["odd"], in_oxigraph.store.counts(in_oxigraph.base).get(in_oxigraph.graph("a"))) == (3, None)


def test_a_dry_run_knows_values_that_are_only_written_otherwise(corner: Corner) -> None:
    values = (
        '"7"^^<{}nonNegativeInteger>',
        '"1.10"^^<{}decimal>',
        '"2024-01-31T10:20:30.000Z"^^<{}dateTime>',
        '"1"^^<{}boolean>',
    )
    release = corner.release({"a": [f"<urn:s> <urn:p> {value.format(XSD)}" for value in values]})
    assert corner.load(release).code == 0
    assert corner.load(release, "--dry-run").changes == {"a": "same"}


def test_there_are_many_awkward_terms_each_of_them_once() -> None:
    assert len(set(ALL.values())) == len(ALL) >= 256


def test_the_small_ones_are_a_part_of_all() -> None:
    assert {name: term for name, term in ALL.items() if len(term.encode()) <= 1000} == awkward_terms(1000)


def _typed(kind: str, text: str) -> str:
    return f'"{text}"^^<{XSD}{kind}>'


@pytest.mark.parametrize(
    ("given", "stored", "reason"),
    [
        (_typed("decimal", "1.10"), _typed("decimal", "1.10"), UNCHANGED),
        (_typed("decimal", "1.10"), _typed("decimal", "1.1"), "lexical form"),
        (_typed("nonNegativeInteger", "7"), _typed("integer", "7"), "datatype"),
        (_typed("dateTime", "2024-01-31T24:00:00Z"), _typed("dateTime", "2024-02-01T00:00:00Z"), "lexical form"),
        (_typed("duration", "PT36H"), _typed("duration", "P1DT12H"), "lexical form"),
        (_typed("double", "1234567.5"), _typed("double", "1.23457e+06"), "precision"),
        (_typed("time", "10:20:30.1234567Z"), _typed("time", "10:20:30.123456Z"), "precision"),
        (_typed("integer", "9223372036854775808"), _typed("integer", "-9223372036854775808"), OTHER_VALUE),
        (_typed("integer", "abc"), _typed("integer", "0"), OTHER_VALUE),
        (_typed("dateTime", "2024-01-31T10:20:30-00:00"), _typed("dateTime", "2024-01-31T10:20:30"), OTHER_VALUE),
        (_typed("duration", "P14M"), _typed("duration", "14"), OTHER_VALUE),
        ('"a"@en', '"a"', OTHER_VALUE),
        (_typed("integer", "7"), '"7"', OTHER_VALUE),
        ("<nodeID://b1>", "_:b1", OTHER_VALUE),
        (_typed("integer", "7"), None, REFUSED),
    ],
)
def test_how_a_value_differs_decides_whether_it_is_loaded(given: str, stored: str | None, reason: str) -> None:
    assert judge(given, stored) == reason


@pytest.mark.parametrize(
    ("line", "odd"),
    [
        ('<urn:s> <urn:p> "7"^^<{}integer> .', False),
        ('<urn:s> <urn:p> "2024-02-28"^^<{}date> .', False),
        ('<urn:s> <urn:p> "text"@en .', False),
        ('<urn:s> <urn:p> "3000000000"^^<{}integer> .', True),
        ('<urn:s> <urn:p> "1.10"^^<{}decimal> .', True),
        ('<urn:s> <urn:p> "2023-02-30"^^<{}date> .', True),
        ('<urn:s> <urn:p> "x"^^<http://example.org/a-datatype-of-ones-own> .', True),
        ("<http://example.org/a/../b> <urn:p> <urn:o> .", True),
        (f'<urn:s> <urn:p> "{"long " * 10_000}" .', True),
    ],
)
def test_what_is_not_plainly_safe_is_odd(line: str, odd: bool) -> None:
    line = line.replace("{}", XSD)
    assert bool(list(look_odd([line.encode()]))) is odd
    assert bool(list(odd_terms(f"{line}\n"))) is odd


DIGITS = st.text("0123456789", min_size=1, max_size=16)
SIGN = st.sampled_from(["", "", "-", "+"])


NUMBERS = st.one_of(
    st.builds(
        lambda s, d, k: _typed(k, s + d),
        SIGN,
        DIGITS,
        st.sampled_from(["integer", "long", "int", "nonNegativeInteger"]),
    ),
    st.builds(lambda s, a, b: _typed("decimal", f"{s}{a}.{b}"), SIGN, DIGITS, DIGITS),
    st.builds(
        lambda s, a, b, e: _typed("double", f"{s}{a}.{b}{e}"),
        SIGN,
        DIGITS,
        DIGITS,
        st.sampled_from(["", "e5", "E-7", "E12"]),
    ),
    st.builds(lambda number: _typed("float", repr(number)), st.floats(width=32, allow_nan=False, allow_infinity=False)),
)
# A day in UTC and the same day without a zone are one value to Virtuoso's indexes: not both kinds of the same type.
ZONES = st.sampled_from(["Z", "+00:00", "+02:00", "-05:30", "+14:00"])
NONE = st.just("")
MOMENTS = st.one_of(
    st.builds(lambda d, z: _typed("date", f"{d.isoformat()}{z}"), st.dates(), ZONES),
    st.builds(lambda d, z: _typed("dateTime", f"{d.isoformat()}{z}"), st.datetimes(), NONE),
    st.builds(lambda d, z: _typed("time", f"{d.isoformat()}{z}"), st.times(), ZONES),
    st.builds(lambda y, z: _typed("gYear", f"{y:04}{z}"), st.integers(0, 12000), NONE),
    st.builds(
        lambda y, m, z: _typed("gYearMonth", f"{y:04}-{m:02}{z}"), st.integers(1, 9999), st.integers(1, 12), ZONES
    ),
)
TEXTS = st.builds(
    ntriples.literal,
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r", exclude_characters="\ufffe\uffff")
    ),
    st.just(""),
    st.sampled_from(["", "en", "fr-ch", "zh-hant", "ar"]),
)


@pytest.mark.parametrize("by_update", [False, True], ids=["put", "update"])
def test_terms_that_nobody_chose_are_held_as_the_probe_found(place: Corner, by_update: bool) -> None:
    @settings(
        max_examples=15,
        phases=[Phase.generate],  # a failure lists all terms concerned: it needs no shrinking, which would take minutes
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.one_of(NUMBERS, MOMENTS, TEXTS), min_size=20, max_size=60, unique=True))
    def as_found(some: list[str]) -> None:
        store, graph = place.store, place.graph(f"made-up-{next(NUMBER)}")
        odd = [term for term in some if list(odd_terms(f"<urn:s> <urn:p> {term} .\n"))]
        changed = probe(store, f"{graph}/probe", odd, by_update=by_update)
        accepted = _accepted(some, changed)
        lines = [f"<urn:s/{at}> <urn:p> {term} .\n" for at, term in enumerate(accepted)]
        replace_lines(store, graph, lines, by_update=by_update)
        with store.read(graph) as content:
            held = set(content.lines())
        assert held == {f"<urn:s/{at}> <urn:p> {changed.get(term, term)} .\n" for at, term in enumerate(accepted)}

    as_found()
