"""What an endpoint may not do to us: lie, cut, drip, swell, lead elsewhere."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from tests.servers.lying import ANSWERS, Lying

from itu_kg.errors import RemoteError, UsageError
from itu_kg.http.retry import ATTEMPTS, Clock
from itu_kg.query.endpoint import Endpoint

SELECT = "SELECT ?a {}"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"


class _Waits:
    """A clock that does not sleep but keeps how long it was told to, with a chance of 1."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.clock = Clock(self.waits.append, lambda: 1.0)


def _asked(liar: Lying, path: str, **options: object) -> None:
    Endpoint(f"{liar.url}/{path}", **{"seconds": 5, "clock": _Waits().clock, **options}).select(SELECT)  # type: ignore[arg-type]  # as the test says


@pytest.mark.parametrize("path", ["good", "moved-301", "moved-302", "moved-307", "moved-308"])
@pytest.mark.parametrize("text", [SELECT, SELECT + " #" + "x" * 3000], ids=["get", "form"])
def test_an_answer_is_taken_over_a_redirect_too(liar: Lying, path: str, text: str):
    assert len(Endpoint(f"{liar.url}/{path}").select(text).rows) == 1


def test_a_form_is_sent_on_whole_by_a_redirect(liar: Lying):
    Endpoint(f"{liar.url}/moved-302").select(SELECT + " #" + "x" * 3000)
    (first, form, _), (second, again, _) = liar.seen
    assert (first, second) == ("POST moved-302", "POST good")
    assert form == again


@pytest.mark.parametrize(("length", "method"), [(1, "GET"), (660, "POST")])
def test_the_length_of_the_encoded_address_decides_between_get_and_form(liar: Lying, length: int, method: str):
    Endpoint(f"{liar.url}/good").select(f"{SELECT} #{'é' * length}")  # each é is six characters in an address
    assert liar.seen[0][0] == f"{method} good"


def test_parameters_of_the_address_go_with_every_query(liar: Lying):
    Endpoint(f"{liar.url}/good?default-graph-uri=urn:a&default-graph-uri=urn:b").select(SELECT)
    assert "default-graph-uri=urn%3Aa&default-graph-uri=urn%3Ab&query=" in liar.seen[0][1]


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("cut", "breaks off"), ("short", "breaks off"), ("tail", "breaks off: The query timed out; ask for less"),
        ("html", "answered with a web page"),
        ("typed-html", "answered with a web page"), ("max", "cut the answer short"), ("late", "cut the answer short"),
        ("big", "larger than"), ("zip", "compressed"), ("yes", "no table"), ("drip", "no whole answer in 1 s"),
        ("file", "redirects to 'file:"), ("ftp", "redirects to 'ftp:"), ("guest", "redirects to an odd address"),
        ("loop", "redirects more than 4 times"),
        ("nowhere", "answered 302"), ("chunks", "breaks off"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_trusted_is_refused(liar: Lying, path: str, complaint: str):
    with pytest.raises(RemoteError, match=complaint):
        _asked(liar, path, seconds=1, most=50_000)


@pytest.mark.parametrize("path", ["yes-tail", "yes-cut", "good"])
def test_a_yes_with_something_after_or_missing_is_refused(liar: Lying, path: str):
    with pytest.raises(RemoteError, match=r"breaks off|not yes or no"):
        Endpoint(f"{liar.url}/{path}").ask("ASK {}")


@pytest.mark.parametrize("path", ["triples-tail", "chunks"])
def test_a_graph_that_does_not_come_to_its_end_is_refused(liar: Lying, path: str):
    with pytest.raises(RemoteError, match="breaks off"):
        Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT)


def test_a_graph_that_does_not_tell_where_it_ends_is_refused(liar: Lying):
    with pytest.raises(RemoteError, match="does not tell where it ends"):
        Endpoint(f"{liar.url}/endless").construct(CONSTRUCT)


def test_a_table_needs_not_tell_where_it_ends_since_its_text_does(liar: Lying):
    assert Endpoint(f"{liar.url}/endless").select(SELECT).rows


@pytest.mark.parametrize("path", ["virtuoso-cut", "hidden-cut"])
def test_a_graph_as_long_as_a_table_may_be_is_refused(liar: Lying, path: str):
    with pytest.raises(RemoteError, match="cut the graph short: it stops at 999"):
        Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT)


@pytest.mark.parametrize("path", ["virtuoso", "triples"])
def test_a_graph_that_no_limit_has_cut_is_taken(liar: Lying, path: str):
    assert len(Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT).triples) == 1000


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("missing", "usual addresses end in /query"), ("missing-page", "404; the address usually ends in /sparql$"),
        ("html", "usual addresses end in"), ("closed", "set ITU_KG_USER and ITU_KG_PASSWORD, or ITU_KG_TOKEN"),
        ("forbidden", "set ITU_KG_USER"), ("sr186", "set ITU_KG_USER"), ("patient", "it asks to wait 86400 s"),
        ("busy", "asked up to 4 times"), ("drip", "--timeout"),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do_next(liar: Lying, path: str, advice: str):
    with pytest.raises(RemoteError, match=advice):
        _asked(liar, path, seconds=1)


def test_what_a_server_says_reaches_no_terminal_as_it_is(liar: Lying):
    with pytest.raises(RemoteError) as caught:
        _asked(liar, "escape")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("path", ["recovering", "reset"])
def test_a_server_that_is_busy_or_hangs_up_is_asked_again_and_later(liar: Lying, path: str):
    waits = _Waits()
    Endpoint(f"{liar.url}/{path}", clock=waits.clock).select(SELECT)
    assert waits.waits == [0.5, 1.0]


def test_chance_spreads_the_waits(liar: Lying):
    waits: list[float] = []
    clock = Clock(waits.append, lambda: 0.25)
    Endpoint(f"{liar.url}/recovering", clock=clock).select(SELECT)
    assert waits == [0.125, 0.25]


def test_a_server_that_stays_busy_is_given_up(liar: Lying):
    with pytest.raises(RemoteError, match="answered 503: Busy"):
        _asked(liar, "busy")
    assert len(liar.seen) == ATTEMPTS


def test_a_query_that_a_server_refuses_is_not_sent_again(liar: Lying):
    with pytest.raises(RemoteError):
        _asked(liar, "escape")
    assert len(liar.seen) == 1


def test_a_server_is_given_the_seconds_it_asks_for(liar: Lying):
    waits = _Waits()
    with pytest.raises(RemoteError, match="answered 429"):
        Endpoint(f"{liar.url}/limited", clock=waits.clock).select(SELECT)
    assert waits.waits == [7.0] * (ATTEMPTS - 1)


def test_a_server_is_given_the_time_it_asks_for_as_a_date(liar: Lying, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ANSWERS, "dated", (b"", 503, {"Retry-After": formatdate(time.time() + 20, usegmt=True)}))
    waits = _Waits()
    with pytest.raises(RemoteError, match="answered 503"):
        Endpoint(f"{liar.url}/dated", clock=waits.clock).select(SELECT)
    assert waits.waits == [pytest.approx(20, abs=2)] * (ATTEMPTS - 1)


def test_nobody_waits_past_the_deadline(liar: Lying):
    waits = _Waits()
    with pytest.raises(RemoteError, match="answered 503"):
        Endpoint(f"{liar.url}/patient", clock=waits.clock).select(SELECT)
    assert waits.waits == []


def test_a_server_that_is_not_there_is_said_to_be_so():
    with pytest.raises(RemoteError, match="nobody listens there"):
        Endpoint("http://127.0.0.1:9/query", seconds=2, clock=_Waits().clock).ask("ASK {}")


def test_a_name_that_does_not_exist_is_said_not_to():
    with pytest.raises(RemoteError, match="no such host"):
        Endpoint("http://nowhere.invalid/query", seconds=5).ask("ASK {}")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a/b", "file:///etc/passwd", "http:///x", "http://me:secret@a/", "http://a:port/", "http://a/b c",
        "http://a/?query=x", "http://a/\n",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_http_url_is_refused_without_repeating_it(url: str):
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert "secret" not in str(caught.value)
