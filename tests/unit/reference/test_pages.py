"""The pages of ITU's release: sound, safe, and every link of them leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.model.vocab import declared
from itu_kg.reference.html_page import INDEX, ONTOLOGY, QUERIES, SHAPES

if TYPE_CHECKING:
    from conftest import Page

CLASSES, OBJECT_PROPERTIES, DATATYPE_PROPERTIES = map(declared, ("Class", "ObjectProperty", "DatatypeProperty"))
PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(params=[INDEX, ONTOLOGY, SHAPES, QUERIES])
def page(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Page:
    return pages[request.param]


def test_every_tag_is_closed_where_it_should_be(page: Page) -> None:
    assert page.problems == []


def test_no_id_is_given_twice(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))


def test_every_link_inside_the_release_leads_to_a_file_and_an_id_of_it(page: Page, pages: dict[str, Page]) -> None:
    ids = {each.path: set(each.ids) for each in pages.values()}
    broken = []
    for href in {link for link in page.links if not re.match(r"(https?|mailto):", link)}:
        file, fragment = page.target(href)
        if not file.is_file() or (fragment and fragment not in ids.get(file, set())):
            broken.append(href)
    assert broken == []


def test_a_page_has_no_script_no_style_in_elements_and_loads_nothing(page: Page) -> None:
    assert {each.tag for each in page.elements} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "form",
    } == set()
    names = {name for each in page.elements for name in each.attributes}
    assert {name for name in names if name.startswith("on")} | names & {"style", "src", "srcset"} == set()
    style = re.search(r"<style>(.*?)</style>", page.source, re.DOTALL)
    assert style
    assert not re.search(r"@import|url\(|@font-face", style[1])


def test_its_policy_forbids_everything_but_its_own_style_sheet(page: Page) -> None:
    style = re.search(r"<style>(.*?)</style>", page.source, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.source)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.replace("&#x27;", "'").split(";"))
    assert (rules["default-src"], rules["style-src"]) == ("'none'", f"'sha256-{digest}'")


def test_headings_begin_with_one_and_skip_no_level(page: Page) -> None:
    main = [each.tag for each in page.elements]
    levels = [int(tag[1]) for tag in main[main.index("main") :] if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_a_page_has_landmarks_a_language_and_a_way_past_the_navigation(page: Page) -> None:
    tags = [each.tag for each in page.elements]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "title")] == [1, 1, 1, 1]
    assert page.elements[0] == ("html", {"lang": "en"})
    assert page.links[0] == "#the-content"
    assert all("aria-label" in each.attributes for each in page.elements if each.tag == "nav")


def test_every_column_says_what_it_holds(page: Page) -> None:
    assert all(each.attributes.get("scope") in ("col", "row") for each in page.elements if each.tag == "th")


def test_every_class_and_property_of_ours_has_its_name_as_its_anchor(pages: dict[str, Page]) -> None:
    assert set(pages[ONTOLOGY].ids) >= CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES


def test_every_concept_has_an_anchor(pages: dict[str, Page]) -> None:
    assert {"scheme-role-funder", "scheme-sdg-11", "scheme-sdg-9-c"} <= set(pages[ONTOLOGY].ids)


def test_every_shape_of_the_files_has_its_name_as_its_anchor(pages: dict[str, Page]) -> None:
    files = "".join(path.read_text("utf-8") for path in (PROJECT / "shapes").glob("*.ttl"))
    assert set(re.findall(r"^shape:(\w+) a sh:NodeShape", files, re.MULTILINE)) <= set(pages[SHAPES].ids)


def test_every_message_of_the_shapes_is_on_the_page(pages: dict[str, Page]) -> None:
    files = "".join(path.read_text("utf-8") for path in (PROJECT / "shapes").glob("*.ttl"))
    messages = {message.replace("`", "") for message in re.findall(r'sh:message "([^"]+)"@en', files)}
    words = " ".join(pages[SHAPES].text.split())
    assert [message for message in messages if message not in words] == []


def test_an_example_that_fails_stands_at_its_rule_beside_one_that_passes(pages: dict[str, Page]) -> None:
    after = pages[SHAPES].source.partition('id="Decision-decidedAt" class="rule"')[2].partition('class="rule"')[0]
    assert "Passes" in after
    assert "Fails: a place" in after
    assert "place:lisbon" in after


def test_every_stored_query_is_on_the_page_with_its_answer(pages: dict[str, Page]) -> None:
    assert {path.stem for path in (PROJECT / "queries").glob("*.rq")} <= set(pages[QUERIES].ids)
    assert "event:wsis-forum-2024" in pages[QUERIES].text


def test_the_front_page_lists_every_file_that_it_describes_with_its_sum(
    pages: dict[str, Page], itu_release: Path
) -> None:
    sums = dict(reversed(line.split("  ")) for line in (itu_release / "SHA256SUMS").read_text("utf-8").splitlines())
    told = {path for path in sums if path in pages[INDEX].text and sums[path] in pages[INDEX].text}
    assert sums.keys() - told == {"index.html"}


def test_an_example_of_a_term_is_of_the_data(pages: dict[str, Page], itu_release: Path) -> None:
    section = re.search(r'<section id="hasPartner".*?</section>', pages[ONTOLOGY].source, re.DOTALL)
    assert section
    (thing,) = set(re.findall(r'href="(https://w3id.org/itu-kg/id/partnership/[^"]+)"', section[0]))
    assert f"<{thing}> <https://w3id.org/itu-kg/ontology#hasPartner>" in (itu_release / "itu-kg.nt").read_text("utf-8")


def _luminance(colour: str) -> float:
    colour = colour.lstrip("#")
    parts = [colour[i : i + 2] for i in (0, 2, 4)] if len(colour) == 6 else [each * 2 for each in colour]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (int(p, 16) / 255 for p in parts)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "panel", "code", "hit"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link", "mark", "good", "bad", "warn"])
def test_every_text_stands_out_from_its_ground(scheme: int, ground: str, ink: str) -> None:
    """WCAG 2.2, success criterion 1.4.3."""
    css = (PROJECT / "src" / "itu_kg" / "reference" / "style.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]+);", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
    light, dark = sorted((_luminance(colours[ground]), _luminance(colours[ink])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
