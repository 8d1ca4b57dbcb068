"""The line of source and licence below a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.description.credit import credit, licence_name
from itu_kg.model.assets import Assets, carried

DATASET = """title: Made-up data
description: Nothing real.
publisher: Nobody
attribution: Nobody
licence: https://creativecommons.org/publicdomain/zero/1.0/
landing_page: https://example.org/
issued: 2025-01-01
modified: 2025-02-03
"""


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "data" / "ttl").mkdir(parents=True)
    (tmp_path / "data" / "dataset.yaml").write_text(DATASET, "utf-8")
    return Assets(tmp_path)


def test_the_project_s_data_are_named_by_their_own_words(assets: Assets):
    said = "Source: Made-up data, 3 February 2025, Nobody. Licence: CC0 1.0"
    assert (credit(assets, None), credit(assets, str(assets.graphs))) == (said, said)


def test_a_release_is_named_with_its_version(assets: Assets, tmp_path: Path):
    folder = tmp_path / "release"
    folder.mkdir()
    text = '{"title": "A release", "version": "1.2.0", "date": "2025-03-04", "licence": "https://example.org/licence"}'
    (folder / "release.json").write_text(text, "utf-8")
    said = "Source: A release, version 1.2.0, 4 March 2025. Licence: https://example.org/licence"
    assert (credit(assets, str(folder)), credit(assets, str(folder / "itu-kg.nq"))) == (said, said)


def test_an_endpoint_is_named_without_password_or_parameters(assets: Assets):
    assert credit(assets, "https://me:secret@example.org:8443/sparql?key=1") == "Source: example.org:8443/sparql"


def test_files_are_named_without_the_folders_of_the_machine(assets: Assets, tmp_path: Path):
    assert credit(assets, str(tmp_path / "my.ttl")) == "Source: my.ttl"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/", "CC BY-SA 3.0"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_licence_has_its_short_name(address: str, name: str):
    assert licence_name(address) == name


def test_the_shipped_data_say_their_licence():
    assert credit(carried(), None).endswith("Licence: CC BY 4.0")
