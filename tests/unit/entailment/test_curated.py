"""A curator answers for a value by a reason that names it, for that value and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg import records
from itu_kg.entailment.claim import Difference
from itu_kg.entailment.entailment import answered
from itu_kg.model.fields import Quote
from itu_kg.model.submission import Statistic, Submission

if TYPE_CHECKING:
    from pathlib import Path

    from itu_kg.entailment.second_read import SecondRead


def _statistic(subject: str, reason: str) -> Statistic:
    return Statistic(
        id="ships",
        name="Ships",
        subject=subject,
        quote=Quote(text="9 ships", at="0-7"),  # type: ignore[arg-type]  # as a record writes it
        value=9,  # type: ignore[arg-type]  # likewise
        unit="ships",
        curated={"subject": reason},
    )


def _against(recorded: str) -> list[Difference]:
    return [Difference("statistics.ships.subject", None, recorded, "", "event/fair", frozenset((recorded,)))]


def test_a_reason_that_names_the_value_answers_for_it() -> None:
    entity = _statistic("event/regatta", "event/regatta is where they sailed")
    wrong, accounted, _ = answered(entity, "statistics.ships", _against("event/regatta"))
    assert (wrong, [each.reason for each in accounted]) == ([], ["event/regatta is where they sailed"])


def test_a_reason_answers_for_no_other_value() -> None:
    entity = _statistic("event/sale", "event/regatta is where they sailed")
    wrong, accounted, _ = answered(entity, "statistics.ships", _against("event/sale"))
    assert (len(wrong) > 0, accounted) == (True, [])


def test_a_reason_for_what_the_words_say_is_superfluous() -> None:
    entity = _statistic("event/regatta", "event/regatta is where they sailed")
    assert answered(entity, "statistics.ships", [])[2] == ["statistics.ships.subject"]


def test_a_reason_that_speaks_of_another_value_is_a_difference_though_the_words_say_the_value() -> None:
    entity = _statistic("event/fair", "event/regatta is where they sailed")
    assert [each.where for each in answered(entity, "statistics.ships", [])[0]] == ["statistics.ships.subject"]


def test_reasons_are_written_as_they_were_read(again: SecondRead, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes(records.write(again.record))
    assert _reasons(records.read(path)) == _reasons(again.record) != []


def _reasons(submission: Submission) -> list[dict[str, str]]:
    return [each.curated for each in (submission, *submission.statistics, *submission.mentions) if each.curated]
