"""What another record knows under another id is shown, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg import records
from itu_kg.model.submission import Submission
from itu_kg.registry.duplicates import find_duplicates

PROJECT = Path(__file__).resolve().parents[3]
OTHER = records.read(PROJECT / "data" / "reports" / "itu-2024.yaml")


def like(kind: str, entity: dict[str, object]) -> list[tuple[str, list[str]]]:
    name = {"text": entity["name"], "at": "0-9", "acronym": entity.get("acronym")}
    submission = Submission.model_validate(
        {
            "id": "salt-2024",
            "form": "sdg-questionnaire-2024",
            "source": {"sha256": "0" * 64, "length": 100},
            "respondent": {"text": "Salt", "at": "0-4", "organisation": "salt"},
            "year": {"year": 2024},
            "answers": [],
            kind: [{"id": entity["id"], "name": name, "dates": entity.get("dates")}]
            if kind == "events"
            else [{"id": entity["id"], "name": name}],
        }
    )
    return [(name.slug, [one.slug for one in likely]) for name, likely in find_duplicates(submission, [OTHER])]


@pytest.mark.parametrize(
    "name",
    ["Partner2Connect (P2C) Digital Coalition", "Partner2Connect Digital Coalition", "partner2connect coalition (P2C)"],
)
def test_a_partnership_under_another_id_is_shown(name: str) -> None:
    ((slug, candidates),) = like("partnerships", {"id": "partner2connect-digital-coalition", "name": name})
    assert (slug, candidates[0]) == ("partner2connect-digital-coalition", "partner2connect")


def test_a_partnership_of_the_same_id_is_not() -> None:
    assert like("partnerships", {"id": "partner2connect", "name": "Partner2Connect (P2C) Digital Coalition"}) == []


def test_a_partnership_of_another_name_is_not() -> None:
    assert like("partnerships", {"id": "lamps", "name": "Network of Lamps"}) == []


@pytest.mark.parametrize(("year", "found"), [("2024", ["un-virtual-worlds-day-2024"]), ("2026", [])])
def test_an_event_is_the_same_only_in_the_same_year(year: str, found: list[str]) -> None:
    dates = {"text": year, "at": "10-14", "ranges": [year]}
    shown = like("events", {"id": "virtual-worlds-day", "name": "UN Virtual Worlds Day", "dates": dates})
    assert [slug for _, slugs in shown for slug in slugs] == found
