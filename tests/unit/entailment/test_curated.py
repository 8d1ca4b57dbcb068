"""A curator answers for a value by a reason that names it, for that value and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg import records
from itu_kg.entailment.claim import Difference
from itu_kg.entailment.entailment import answered
from itu_kg.model.fields import Passage, Quote
from itu_kg.model.particulars import Statistic
from itu_kg.model.submission import CoordinationAction, Submission

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


def _choice(organisations: tuple[str, ...], **reasons: dict[str, str]) -> CoordinationAction:
    passage = Passage(at="0-9", sha256="0" * 64)  # type: ignore[arg-type]  # as a record writes it
    return CoordinationAction(id="fleet", name="Fleet", passage=passage, organisations=organisations, **reasons)


def _lacking(*organisations: str) -> list[Difference]:
    read = "; ".join(organisations)
    return [Difference("actions.fleet.organisations", None, "unep", "", read, lacking=frozenset(organisations))]


def test_what_the_words_say_and_the_record_leaves_out_is_answered_for_in_omitted() -> None:
    entity = _choice(("unep",), omitted={"organisations": "wmo only lent a boat"})
    wrong, accounted, idle = answered(entity, "actions.fleet", _lacking("wmo"))
    assert (wrong, [each.account for each in accounted], idle) == ([], ["omitted"], [])


def test_a_reason_for_a_value_answers_for_nothing_that_is_left_out() -> None:
    entity = _choice(("unep",), curated={"organisations": "unep sailed, wmo only lent a boat"})
    wrong, accounted, _ = answered(entity, "actions.fleet", _lacking("wmo"))
    assert (len(wrong), accounted) == (1, [])


def test_a_reason_to_leave_out_answers_for_nothing_else_that_is_left_out() -> None:
    entity = _choice(("unep",), omitted={"organisations": "wmo only lent a boat"})
    wrong, accounted, _ = answered(entity, "actions.fleet", _lacking("wmo", "imo"))
    assert ([each.read for each in wrong], accounted) == (
        ["wmo; imo (its reason in `omitted` does not name imo)"], []
    )  # fmt: skip


def test_a_reason_to_leave_out_what_stands_there_is_a_difference() -> None:
    entity = _choice(("unep", "wmo"), omitted={"organisations": "wmo only lent a boat"})
    wrong, _, _ = answered(entity, "actions.fleet", [])
    assert [each.read for each in wrong] == ["the reason in `omitted`: wmo only lent a boat"]


def test_a_reason_to_leave_out_what_the_words_no_longer_say_is_superfluous() -> None:
    entity = _choice(("unep",), omitted={"organisations": "wmo only lent a boat"})
    assert answered(entity, "actions.fleet", []) == ([], [], ["actions.fleet.organisations"])


def test_a_field_with_more_and_less_than_its_words_has_a_reason_for_each() -> None:
    against = [
        Difference("actions.fleet.organisations", None, "unep", "", "wmo", frozenset({"unep"}), frozenset({"wmo"}))
    ]
    reasons = {"curated": {"organisations": "unep paid"}, "omitted": {"organisations": "wmo only lent a boat"}}
    assert [each.account for each in answered(_choice(("unep",), **reasons), "actions.fleet", against)[1]] == [
        "curated and omitted"
    ]
    for account, reason in reasons.items():
        alone = _choice(("unep",), **{account: reason})
        assert answered(alone, "actions.fleet", against)[0] == against


def test_reasons_are_written_as_they_were_read(again: SecondRead, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes(records.write(again.record))
    assert _reasons(records.read(path)) == _reasons(again.record) != []


def _reasons(submission: Submission) -> list[dict[str, str]]:
    entities = (submission, *submission.statistics, *submission.mentions)
    return [reasons for each in entities for reasons in (each.curated, each.omitted) if reasons]
