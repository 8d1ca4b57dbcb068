"""compose.yaml: a document that says what docs/stores.md says, and opens no port to others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from itu_kg.stores.profiles import PROFILES

PROJECT = Path(__file__).resolve().parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))["services"]
PAGE = (PROJECT / "docs" / "stores.md").read_text("utf-8")


def test_the_services_are_the_stores_that_we_have_tried() -> None:
    assert set(SERVICES) == {name for name, profile in PROFILES.items() if profile.tried}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_listens_on_loopback_at_the_port_that_the_page_gives(name: str) -> None:
    ports = SERVICES[name]["ports"]
    assert [port for port in ports if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)] == []
    (given,) = re.findall(rf"^\| `{name}` \| `http://host:(\d+)", PAGE, re.MULTILINE)
    assert given in {port.split(":")[1] for port in ports}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_an_image_is_pinned_to_a_version(name: str) -> None:
    assert re.fullmatch(r"[\w./-]+:\d+(?:\.\d+)+", SERVICES[name]["image"])


def test_no_password_stands_in_it() -> None:
    given = [
        value for service in SERVICES.values() for key, value in service.get("environment", {}).items() if "PASS" in key
    ]
    assert given
    assert [value for value in given if not re.fullmatch(r"\$\{[A-Z_]+:\?[^}]+\}", value)] == []


def test_the_volumes_that_services_use_are_declared() -> None:
    declared = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))["volumes"]
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert used == set(declared)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_the_page_names_every_kind(name: str) -> None:
    assert f"| `{name}` |" in PAGE
