"""The documentation's site: it builds without a broken link, has every page, and loads nothing from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import html

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"


def _build(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("zensical"), "build", "--strict", "--clean"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def _copy(folder: Path) -> Path:
    shutil.copy(PROJECT / "zensical.toml", folder)
    shutil.copytree(DOCS, folder / "docs")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = _copy(tmp_path_factory.mktemp("site"))
    done = _build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "docs"


def _pages(entries: list[Any]) -> list[str]:
    values = [value for entry in entries for value in entry.values()]
    return [page for value in values for page in ([value] if isinstance(value, str) else _pages(value))]


def test_every_page_is_in_the_site_s_navigation() -> None:
    listed = _pages(tomllib.loads((PROJECT / "zensical.toml").read_text("utf-8"))["project"]["nav"])
    assert sorted(listed) == sorted([*(page.name for page in DOCS.glob("*.md")), "decisions/README.md"])


def test_the_front_page_leads_to_the_three_users_pages(site: Path) -> None:
    links = set(html.parse(site / "index.html").getroot().xpath("//article//a/@href"))
    assert {"tutorial.html", "query.html", "python.html", "extract.html", "release.html", "load.html"} <= links


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loading = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src"
    foreign = {
        f"{page.name}: {address}"
        for page in site.rglob("*.html")
        for address in html.parse(page).getroot().xpath(loading)
        if address.startswith(("http:", "https:", "//"))
    }
    assert foreign == set()
    assert [
        sheet.name for sheet in site.rglob("*.css") if re.search(r"url\(['\"]?(https?:)?//", sheet.read_text())
    ] == []


def test_the_search_knows_what_the_pages_say(site: Path) -> None:
    texts = json.dumps(json.loads((site / "search.json").read_text("utf-8")))
    assert [word for word in ("reconcile", "Fuseki", "NO_COLOR") if word not in texts] == []


@pytest.mark.parametrize("link", ["[x](nowhere.md)", "[x](query.md#nowhere)"])
def test_a_link_that_leads_nowhere_ends_the_build(link: str, tmp_path: Path) -> None:
    page = _copy(tmp_path) / "docs" / "why.md"
    page.write_text(f"{page.read_text('utf-8')}\nSee {link}.\n", "utf-8")
    done = _build(tmp_path)
    assert done.returncode != 0
    assert "does not exist" in done.stdout + done.stderr
