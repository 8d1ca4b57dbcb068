"""Credentials come from where others cannot see them, and are never part of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import AssetError, UsageError
from itu_kg.http.credentials import Credentials, Secret, find, origin

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://store.example/sparql"


@pytest.fixture
def netrc(tmp_path: Path) -> Path:
    path = tmp_path / "netrc"
    path.write_text("machine store.example login ann password hush\nmachine other.example login bob password x\n")
    path.chmod(0o600)
    return path


def test_a_user_and_a_password_come_from_the_environment() -> None:
    found = find(URL, {"ITU_KG_USER": "ann", "ITU_KG_PASSWORD": "hush"})
    assert found == Credentials("environment", "ann", Secret("hush"))


def test_a_token_comes_from_the_environment() -> None:
    assert find(URL, {"ITU_KG_TOKEN": "hush"}) == Credentials("environment", token=Secret("hush"))


def test_netrc_knows_the_host(netrc: Path) -> None:
    assert find(URL, {"NETRC": str(netrc)}) == Credentials("netrc", "ann", Secret("hush"))


def test_netrc_is_found_at_home(netrc: Path, tmp_path: Path) -> None:
    netrc.rename(tmp_path / ".netrc")
    assert find(URL, {"HOME": str(tmp_path)}) == Credentials("netrc", "ann", Secret("hush"))


def test_another_host_gets_nothing_of_netrc(netrc: Path) -> None:
    assert find("http://127.0.0.1:1/", {"NETRC": str(netrc)}) is None


def test_the_environment_goes_before_netrc(netrc: Path) -> None:
    found = find(URL, {"NETRC": str(netrc), "ITU_KG_USER": "eve", "ITU_KG_PASSWORD": "p"})
    assert found is not None
    assert found.user == "eve"


@pytest.mark.parametrize(
    "environment",
    [
        {"ITU_KG_USER": "ann"},
        {"ITU_KG_PASSWORD": "hush"},
        {"ITU_KG_TOKEN": "t", "ITU_KG_USER": "ann", "ITU_KG_PASSWORD": "hush"},
    ],
)
def test_half_or_twice_told_credentials_are_refused_without_repeating_them(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        find(URL, environment)
    assert "hush" not in str(caught.value)


def test_the_keyring_knows_the_server(tmp_path: Path) -> None:
    keyring = pytest.importorskip("keyring", reason="the extra `keyring` is not installed")
    fail = pytest.importorskip("keyring.backends.fail")

    class Held(fail.Keyring):  # type: ignore[misc, name-defined]  a backend that holds one password
        def get_password(self, service: str, username: str | None) -> str | None:
            return "hush" if (service, username) == ("itu-kg https://store.example:443", "ann") else None

        def get_credential(self, service: str, username: str | None) -> object:
            found = self.get_password(service, username or "ann")
            return pytest.importorskip("keyring.credentials").SimpleCredential("ann", found) if found else None

    before = keyring.get_keyring()
    keyring.set_keyring(Held())
    try:
        assert find(URL, {"HOME": str(tmp_path)}) == Credentials("keyring", "ann", Secret("hush"))
        assert find("http://store.example/", {"HOME": str(tmp_path)}) is None
    finally:
        keyring.set_keyring(before)


def test_a_netrc_that_others_may_read_is_refused(netrc: Path) -> None:
    netrc.chmod(0o644)
    with pytest.raises(AssetError, match="chmod 600"):
        find(URL, {"NETRC": str(netrc)})


def test_a_broken_netrc_is_named_without_quoting_it(netrc: Path) -> None:
    netrc.write_text("machine store.example login ann passwort hush\n")
    with pytest.raises(AssetError, match="cannot be read as netrc") as caught:
        find(URL, {"NETRC": str(netrc)})
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://ann:hush@a/", "http://hush@a/", "ftp://a/", "http:///x", "http://a:hush/", "a"]
)
def test_an_address_that_is_no_plain_http_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        origin(url)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://a/x", "http://a:80"),
        ("https://A:8443/", "https://a:8443"),
        ("http://[::1]:3030/kg", "http://[::1]:3030"),
    ],
)
def test_credentials_belong_to_scheme_host_and_port(url: str, server: str) -> None:
    assert origin(url) == server


def test_a_secret_hides_in_every_text() -> None:
    told = Credentials("environment", "ann", Secret("hush"), Secret("hush"))
    assert "hush" not in f"{told} {told!r} {told.password} {told.password!r}"
