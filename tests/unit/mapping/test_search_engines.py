"""An event is what search engines ask of one, as far as the page has the facts: read from the JSON-LD we publish.

Source: Google Search Central, "Event structured data": required are name, startDate and a location, a Place with an
address or a VirtualLocation; recommended are endDate, eventAttendanceMode, eventStatus and an organizer with a name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from itu_kg import rdf, records
from itu_kg.model.assets import Assets
from itu_kg.model.graph import NamedGraph
from itu_kg.rdf import jsonld_writer

ASSETS = Assets(Path(__file__).resolve().parents[3])
RECORD = records.read(ASSETS.reports / "itu-2024.yaml")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MODES = {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    return value["@value"] if isinstance(value, dict) else value


@pytest.fixture(scope="module")
def nodes() -> dict[str, dict[str, Any]]:
    """What all graphs together say of each thing, as JSON-LD."""
    graphs = rdf.read([ASSETS.graphs]).reported.graphs
    merged = NamedGraph("", tuple(sorted({triple for graph in graphs for triple in graph.triples})))
    return {node["id"]: node for node in jsonld_writer.document(merged, rdf.Context.load(ASSETS.context))["@graph"]}


EVENTS = [*RECORD.events, *RECORD.mentions]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_an_event_says_what_it_is_and_is_called(event: Any, nodes: dict[str, Any]) -> None:
    node = nodes[f"id/event/{event.id}"]
    assert "Event" in _listed(node["type"])
    assert node["name"]["en"]


@pytest.mark.parametrize("event", [each for each in EVENTS if each.dates and each.dates.ranges], ids=lambda e: e.id)
def test_an_event_that_the_page_dates_has_a_start_and_no_earlier_end(event: Any, nodes: dict[str, Any]) -> None:
    node = nodes[f"id/event/{event.id}"]
    start, end = (_plain(node[key]) for key in ("startDate", "endDate"))
    assert DAY.fullmatch(start)
    assert DAY.fullmatch(end)
    assert start[: len(end)] <= end[: len(start)]


@pytest.mark.parametrize("event", [each for each in EVENTS if each.location], ids=lambda event: event.id)
def test_an_event_that_the_page_places_is_at_an_address_or_online(event: Any, nodes: dict[str, Any]) -> None:
    node = nodes[f"id/event/{event.id}"]
    places = [nodes[each] for each in _listed(node.get("location"))]
    kinds = [kind for place in places for kind in _listed(place["type"])]
    assert places
    assert all(place["name"]["en"] for place in places)
    assert all(place["address"]["en"] for place in places if "VirtualLocation" not in _listed(place["type"]))
    assert ("VirtualLocation" in kinds) is (event.location.mode in ("virtual", "hybrid"))
    if "url" in node:
        online = [place for place in places if "VirtualLocation" in _listed(place["type"])]
        assert all(place["url"] == node["url"] for place in online)


@pytest.mark.parametrize("event", [each for each in EVENTS if each.realisation], ids=lambda event: event.id)
def test_an_event_that_is_held_planned_or_going_on_is_scheduled(event: Any, nodes: dict[str, Any]) -> None:
    node = nodes[f"id/event/{event.id}"]
    assert node.get("eventStatus") == (None if event.realisation == "expected" else "EventScheduled")


def test_every_mode_is_one_that_search_engines_know(nodes: dict[str, Any]) -> None:
    assert {node["attendanceMode"] for node in nodes.values() if "attendanceMode" in node} <= MODES


def test_every_organizer_is_an_organisation_or_a_country_with_a_name(nodes: dict[str, Any]) -> None:
    organizers = {each for node in nodes.values() for each in _listed(node.get("organizer"))}
    assert organizers
    for each in organizers:
        assert {"Organization", "Country"} & set(_listed(nodes[each]["type"])), each
        assert nodes[each]["name"], each
