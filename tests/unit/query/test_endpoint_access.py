"""Who is told who we are, and whom we trust."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.servers.lying import ANSWERS, BASIC, Lying

from itu_kg.errors import AssetError, RemoteError, UsageError
from itu_kg.http.credentials import Credentials, Secret
from itu_kg.query.endpoint import Endpoint, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT = "SELECT ?a {}"
WHO = Credentials("environment", "ana", Secret("open sesame"))


def test_a_password_is_sent_when_the_server_asks_and_not_before(liar: Lying):
    Endpoint(f"{liar.url}/basic", credentials=WHO).select(SELECT)
    assert [given for *_, given in liar.seen] == [None, BASIC]


def test_a_token_is_sent_at_once(liar: Lying):
    Endpoint(f"{liar.url}/good", credentials=Credentials("environment", token=Secret("t0ken"))).select(SELECT)
    assert liar.seen[0][2] == "Bearer t0ken"


def test_a_token_is_not_sent_unencrypted_to_another_machine():
    who = Credentials("environment", token=Secret("t0ken"))
    with pytest.raises(UsageError, match=r"a token would be sent unencrypted to another machine; use https"):
        Endpoint("http://nowhere.invalid/", credentials=who).select(SELECT)


def test_another_origin_is_told_nothing(liar: Lying):
    Endpoint(f"{liar.url}/away", credentials=Credentials("environment", token=Secret("t0ken"))).select(SELECT)
    other: Lying = liar.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert [given for *_, given in other.seen] == [None]


def test_another_origin_that_asks_who_we_are_is_told_nothing(liar: Lying, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ANSWERS, "away", (b"", 307, {"Location": "{other}/basic"}))
    with pytest.raises(RemoteError, match="answered 401"):
        Endpoint(f"{liar.url}/away", credentials=WHO).select(SELECT)
    other: Lying = liar.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert [given for *_, given in other.seen] == [None]


def test_a_secret_that_a_server_repeats_is_left_out(liar: Lying):
    with pytest.raises(RemoteError) as caught:
        Endpoint(f"{liar.url}/echo", credentials=WHO).select(SELECT)
    assert "sesame" not in str(caught.value)
    assert BASIC not in str(caught.value)


def test_what_stands_in_an_address_after_its_path_is_in_no_error(liar: Lying):
    with pytest.raises(RemoteError) as caught:
        Endpoint(f"{liar.url}/missing?key=s3cret").select(SELECT)
    assert "s3cret" not in str(caught.value)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-keyout", str(key), "-out", str(chain), "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return chain, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[Lying]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Lying(context) as server, Lying() as other:
        server.handler.other = other.url  # type: ignore[attr-defined]  # made above
        server.elsewhere = other  # type: ignore[attr-defined]  # for the tests that look there
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Lying):
    with pytest.raises(RemoteError, match=r"certificate is not trusted.*ITU_KG_CA"):
        Endpoint(f"{secure.url}/good").select(SELECT)


def test_a_certificate_of_the_named_file_is_trusted(secure: Lying, certificate: tuple[Path, Path]):
    assert Endpoint(f"{secure.url}/good", ca_file=certificate[0]).select(SELECT).rows


def test_a_certificate_of_the_file_that_the_environment_names_is_trusted(secure: Lying, certificate: tuple[Path, Path]):
    assert connect(f"{secure.url}/good", environment={"ITU_KG_CA": str(certificate[0])}).select(SELECT).rows


def test_nobody_is_led_from_https_to_http(secure: Lying, certificate: tuple[Path, Path]):
    with pytest.raises(RemoteError, match="redirects from https to"):
        Endpoint(f"{secure.url}/away", ca_file=certificate[0]).select(SELECT)
    other: Lying = secure.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert other.seen == []


def test_https_to_a_server_without_it_is_said_to_be_so(liar: Lying):
    with pytest.raises(RemoteError, match=r"does not speak TLS; is it an http:// address"):
        Endpoint(f"{liar.url.replace('http', 'https')}/good").select(SELECT)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_holds_no_certificate_is_an_error_at_once(tmp_path: Path, content: str | None):
    path = tmp_path / "ca.pem"
    if content:
        path.write_text(content)
    with pytest.raises(AssetError, match="ITU_KG_CA"):
        Endpoint("https://a/", ca_file=path)


def test_the_deadline_must_be_some_time():
    with pytest.raises(UsageError, match="more than nothing"):
        Endpoint("http://a/", seconds=0)
