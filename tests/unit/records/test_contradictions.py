"""What a record says that cannot all be so, where the graph it makes would not show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg import records
from itu_kg.errors import SourceError

RECORD = Path(__file__).resolve().parents[3] / "data" / "reports" / "itu-2024.yaml"
FAULTS = [
    ("scope: explicit, goals: [4]}", "scope: explicit, goals: [4, 4]}", "4 is given twice"),
    ("scope: explicit, goals: [4]}", "scope: explicit, goals: [4], emphasised: [9]}",
     "goal 9 is emphasised, but not named"),
    ("{text: All 17 SDGs, at: 8808-8819, scope: all}", "{text: All 17 SDGs, at: 8808-8819, scope: all, goals: [4]}",
     "means all 17 goals"),
    ("available: [en]", "available: [en, en]", "'en' is given twice"),
    ("leads: [itu, unesco]", "leads: [itu, itu]", "'itu' is given twice"),
    ("organisation: unicc}, {text: Digital Dubai", "organisation: itu}, {text: Digital Dubai",
     "itu is named twice as partner"),
    ("organisation: undp}\n      - {text: UNCTAD", "organisation: unesco}\n      - {text: UNCTAD",
     "unesco is named twice as partner"),
    ("{question: 6, status", "{question: 5, status", "question 5 is answered twice"),
    ("kept: [35872-35960]", "kept: [95872-95960]", "95872-95960 lies outside of the answer"),
    ("kept: [35872-35960]", "kept: [1-20]", "1-20 lies outside of the answer"),
    ("country: chn}", "country: chn, organisation: itu}", "'China' is itu and chn as well"),
    ("scope: explicit, goals: [4]}", "scope: explicit}", "means some goals, and none is listed"),
    ("{measured: signatories are Member States that signed}", "{measured: todo}", "'todo' is no reason"),
    ('reason: "praise of what the work has led to, which tells of no act, target or body"', "reason: TBD",
     "'TBD' is no reason"),
]  # fmt: skip


def refused(path: Path) -> None:
    records.refuse_contradiction(path, records.read(path))


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[said for _, _, said in FAULTS])
def test_a_record_that_contradicts_itself_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = RECORD.read_text("utf-8")
    assert old in text
    path = tmp_path / "itu-2024.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=said):
        refused(path)


@pytest.mark.parametrize("path", sorted(RECORD.parent.glob("**/*.yaml")), ids=lambda path: path.stem)
def test_no_record_of_ours_contradicts_itself(path: Path) -> None:
    refused(path)
