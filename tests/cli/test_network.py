"""Every verb that goes out does so in one way: proxies, certificates, redirects, passwords, patience, limits."""

from __future__ import annotations

import os
import shutil
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.servers import Oxigraph, running
from tests.servers.network import (
    PAGE,
    Forward,
    Front,
    busy,
    certificate,
    closed,
    drip,
    endless,
    leads,
    packed,
)  # fmt: skip

from itu_kg.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator


PROJECT = Path(__file__).resolve().parents[2]
CASE = PROJECT / "tests" / "cases" / "padded-labels"
SOURCE = (CASE / "source.txt").read_bytes()

# What is asked of each verb, with the exit code that says it was answered: an empty store has nothing to dump.
VERBS = {
    "extract": (("extract", f"{{url}}{PAGE}", "--allow-private", "-q"), 0),
    "check": (("check", str(CASE / "record.yaml"), "--source", f"{{url}}{PAGE}", "--allow-private"), 0),
    "eval": (("query", "eval", "ASK {}", "--on", "{url}/query"), 0),
    "run": (("query", "run", "mandates", "--on", "{url}/query"), 0),
    "compare": (("query", "eval", "ASK {}", "--compare", "{url}/query", "{url}/query"), 0),
    "load": (("load", "{release}", "--to", "{url}", "--dry-run"), 0),
    "dump": (("dump", "--from", "{url}", "-o", "{home}/out"), 2),
    "doctor": (("store", "doctor", "{url}", "-q"), 0),
}
ALL = list(VERBS)
STORES = ["load", "dump", "doctor"]
TIMED = ["eval", "run", "compare", *STORES]
PAGES = ["extract", "check"]
TOKEN = {"ITU_KG_TOKEN": "t0ken"}
ANA = {"ITU_KG_USER": "ana", "ITU_KG_PASSWORD": "s3cret"}
WRONG = ANA | {"ITU_KG_PASSWORD": "wr0ng"}


class Ended(NamedTuple):
    code: int
    out: str
    said: str


class Person:
    """Runs verbs against a front of the store, in a home of their own."""

    def __init__(self, front: Front, said: dict[str, str], capture: pytest.CaptureFixture[str]) -> None:
        self.front = front
        self._said = {"{url}": front.url, **said}
        self._capture = capture

    def does(self, verb: str, *more: str, **environment: str) -> Ended:
        """Run a verb: in this process, since there are more than a hundred runs."""
        words = list(VERBS[verb][0]) + list(more)
        for name, value in self._said.items():
            words = [word.replace(name, value) for word in words]
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("ITU_KG_") or "proxy" in name.lower()]:
                patch.delenv(name)
            home = self._said["{home}"]
            for name, value in ({"HOME": home, "XDG_STATE_HOME": home} | environment).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["itu-kg", *words])
            patch.chdir(PROJECT)
            with pytest.raises(SystemExit) as left:
                main()
        return Ended(int(left.value.code or 0), *self._capture.readouterr())

    def is_answered(self, verb: str, *more: str, **environment: str) -> None:
        """Run a verb that is to come to its end."""
        ended = self.does(verb, *more, **environment)
        assert ended.code == VERBS[verb][1], ended.said

    def is_refused(self, verb: str, *more: str, **environment: str) -> str:
        """Run a verb that the network is to fail, in one line."""
        ended = self.does(verb, *more, **environment)
        lines = [line for line in ended.said.splitlines() if line.startswith("itu-kg: ")]
        assert (ended.code, len(lines)) == (6, 1), ended.said
        return lines[0]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real store that holds nothing."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path_factory.mktemp("oxigraph")) as found:
        yield found.url


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate of our own making, and a server's use of it."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    chain, key = certificate(tmp_path_factory.mktemp("tls"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return chain, context


@pytest.fixture
def said(tmp_path: Path, itu_release: Path) -> dict[str, str]:
    return {"{home}": str(tmp_path), "{release}": str(itu_release)}


@pytest.fixture
def person(store: str, said: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Iterator[Person]:
    with Front(store, SOURCE) as front:
        yield Person(front, said, capsys)


@pytest.fixture
def over_tls(
    store: str, said: dict[str, str], tls: tuple[Path, ssl.SSLContext], capsys: pytest.CaptureFixture[str]
) -> Iterator[Person]:
    with Front(store, SOURCE, tls[1]) as front:
        yield Person(front, said, capsys)


@pytest.fixture
def proxy() -> Iterator[Forward]:
    with Forward("ana:s3cret") as found:
        yield found


@pytest.mark.parametrize("verb", ALL)
def test_a_verb_goes_through_the_proxy_that_the_environment_names(person: Person, proxy: Forward, verb: str):
    person.is_answered(verb, http_proxy=proxy.url)
    assert {each.target.split("/")[2] for each in proxy.seen} == {person.front.url.split("/")[2]}


@pytest.mark.parametrize("verb", ALL)
def test_a_verb_goes_past_the_proxy_where_no_proxy_says_so(person: Person, proxy: Forward, verb: str):
    person.is_answered(verb, http_proxy=proxy.url, no_proxy="example.org,127.0.0.1")
    assert proxy.seen == []


@pytest.mark.parametrize("verb", ["extract", "eval", "load"])
def test_a_verb_goes_through_a_tunnel_to_https(
    over_tls: Person, proxy: Forward, tls: tuple[Path, ssl.SSLContext], verb: str
):
    over_tls.is_answered(verb, https_proxy=proxy.url, ITU_KG_CA=str(tls[0]))
    assert {each.method for each in proxy.seen} == {"CONNECT"}


@pytest.mark.parametrize("verb", ["extract", "eval", "load"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_password_of_a_proxy_is_in_no_error(
    person: Person, over_tls: Person, proxy: Forward, verb: str, scheme: str
):
    who = over_tls if scheme == "https" else person
    for address in ("http://ana:s3cret@127.0.0.1:9", proxy.url.replace("s3cret", "wr0ng")):
        said = who.is_refused(verb, **{f"{scheme}_proxy": address})
        assert [word for word in ("ana", "s3cret", "wr0ng", "YW5h") if word in said] == []
        assert "proxy" in said


@pytest.mark.parametrize("verb", ALL)
def test_a_certificate_that_nobody_vouches_for_is_refused(over_tls: Person, verb: str):
    assert "certificate" in over_tls.is_refused(verb)


@pytest.mark.parametrize("verb", ALL)
def test_a_certificate_that_the_environment_names_is_trusted(
    over_tls: Person, tls: tuple[Path, ssl.SSLContext], verb: str
):
    over_tls.is_answered(verb, ITU_KG_CA=str(tls[0]))


@pytest.mark.parametrize("verb", TIMED)
def test_a_certificate_that_an_option_names_is_trusted(over_tls: Person, tls: tuple[Path, ssl.SSLContext], verb: str):
    over_tls.is_answered(verb, "--ca-file", str(tls[0]))


@pytest.mark.parametrize("verb", ALL)
@pytest.mark.parametrize("location", ["file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_a_redirect_to_another_scheme_is_refused(person: Person, verb: str, location: str):
    person.front.fault = leads(location, 302)
    assert "redirects" in person.is_refused(verb)


@pytest.mark.parametrize("verb", ["extract", "eval", "load"])
def test_redirects_without_end_are_refused(person: Person, verb: str):
    person.front.fault = leads("{target}", 302)
    assert "redirects" in person.is_refused(verb)


@pytest.mark.parametrize("verb", ALL)
@pytest.mark.parametrize("status", [302, 307])
def test_another_origin_is_told_nothing_of_who_we_are(person: Person, store: str, verb: str, status: int):
    with Front(store, SOURCE) as other:
        person.front.fault = leads(other.url + "{target}", status)
        person.does(verb, **TOKEN)
        assert [each.headers["Authorization"] for each in other.seen if each.headers["Authorization"]] == []


@pytest.mark.parametrize("verb", TIMED)
def test_a_user_and_a_password_are_sent_when_they_are_asked_for(person: Person, verb: str):
    person.front.fault = closed("ana:s3cret")
    person.is_answered(verb, **ANA)


@pytest.mark.parametrize("verb", ["eval", "load"])
def test_netrc_knows_who_we_are(person: Person, tmp_path: Path, verb: str):
    person.front.fault = closed("ana:s3cret")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password s3cret\n")
    netrc.chmod(0o600)
    person.is_answered(verb, NETRC=str(netrc))


@pytest.mark.parametrize("verb", TIMED)
def test_a_wrong_password_is_told_without_it(person: Person, verb: str):
    person.front.fault = closed("ana:s3cret")
    said = person.is_refused(verb, **WRONG)
    assert ("401" in said, "wr0ng" in said) == (True, False)


@pytest.mark.parametrize("verb", PAGES)
def test_a_page_is_told_nothing_of_who_we_are(person: Person, verb: str):
    person.is_answered(verb, **TOKEN)
    assert [each.headers["Authorization"] for each in person.front.seen] == [None]


@pytest.mark.parametrize("verb", TIMED)
def test_a_server_that_drips_is_left_at_the_deadline(person: Person, verb: str):
    person.front.fault = drip
    assert "no whole answer in 0.5 s" in person.is_refused(verb, "--timeout", "0.5")


@pytest.mark.parametrize("verb", ["extract", "eval"])
def test_a_body_without_end_is_left_at_a_limit(person: Person, verb: str):
    person.front.fault = endless
    assert "larger than" in person.is_refused(verb)


@pytest.mark.parametrize("verb", ["extract", "eval", "load"])
def test_a_compressed_answer_is_refused(person: Person, verb: str):
    person.front.fault = packed
    assert "compressed" in person.is_refused(verb)


@pytest.mark.parametrize("verb", ["extract", "eval", "load", "doctor"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again_when_it_says(person: Person, verb: str, status: int):
    person.front.fault = busy(2, status, Retry_After="0")
    person.is_answered(verb)


def test_a_body_always_has_its_length_and_never_comes_in_chunks(person: Person):
    person.is_answered("doctor")
    bodies = [each for each in person.front.seen if each.method in ("PUT", "POST")]
    assert {each.method for each in bodies} == {"PUT", "POST"}
    assert [each for each in bodies if not each.size or each.headers["Transfer-Encoding"]] == []
