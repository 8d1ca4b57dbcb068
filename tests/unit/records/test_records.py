"""Records are read with exact errors and written to be read again as the same."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itu_kg import records
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.fields import Text
from itu_kg.model.registry import Country
from itu_kg.records.yaml_writer import write

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
SMALL = (PROJECT / "tests" / "cases" / "small" / "record.yaml").read_text("utf-8")


def _read(folder: Path, old: str, new: str) -> Submission:
    path = folder / "record.yaml"
    assert old in SMALL
    path.write_text(SMALL.replace(old, new, 1), "utf-8")
    return records.read(path)


def _said(folder: Path, old: str, new: str) -> str:
    with pytest.raises(SourceError) as caught:
        _read(folder, old, new)
    said = str(caught.value)
    assert "\n" not in said
    return said.removeprefix(f"{folder / 'record.yaml'}:")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_written_is_read_as_it_was(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], tmp_path: Path
) -> None:
    submission = data.draw(submissions)
    path = tmp_path / "record.yaml"
    path.write_bytes(records.write(submission))
    assert records.read(path) == submission
    assert records.write(records.read(path)) == path.read_bytes()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_reader_of_yaml_takes_a_written_text_for_the_text_it_is(
    data: st.DataObject, submissions: st.SearchStrategy[Submission]
) -> None:
    submission = data.draw(submissions)
    read = yaml.safe_load(write(submission))
    assert [event["name"]["text"] for event in read["events"]] == [event.name.text for event in submission.events]
    assert [each["id"] for each in read["decisions"]] == [each.id for each in submission.decisions]


def test_a_field_is_one_line_in_the_order_of_the_model(tmp_path: Path) -> None:
    lines = records.write(_read(tmp_path, "id: small", "id: small")).decode().splitlines()
    assert "    name: {text: World Gathering, at: 30-45, acronym: WG-24}" in lines
    assert [line.strip() for line in lines if line.startswith(("  - id:", "    n"))][:2] == [
        "- id: wg-24",
        "name: {text: World Gathering, at: 30-45, acronym: WG-24}",
    ]


def test_defaults_are_left_out(tmp_path: Path) -> None:
    assert b"comparator" not in records.write(_read(tmp_path, "value: 600", "comparator: equal, value: 600"))


def test_a_no_break_space_stays_where_it_is(tmp_path: Path) -> None:
    assert "World\u00a0Gathering".encode() in records.write(
        _read(tmp_path, "World Gathering", '"World\u00a0Gathering"')
    )


@pytest.mark.parametrize("word", ["NO", "yes", "2024-05-27", "true", "1_000x", "off"])
def test_a_plain_word_that_yaml_1_1_reads_otherwise_stays_text(word: str, tmp_path: Path) -> None:
    assert _read(tmp_path, "World Gathering", word).events[0].name.text == word


@pytest.mark.parametrize("number", ["010", "0x1F", "1:30", "1_000", "+600", ".5"])
def test_a_number_that_programs_read_differently_is_refused(number: str, tmp_path: Path) -> None:
    assert _said(tmp_path, "value: 600", f"value: {number}").startswith("16: statistics[people].value: programs read")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("goals: [9]", "goals: [9, 18]", "11: events[wg-24].goals.goals[2]: there is no goal 18; goals are 1 to 17"),
        ("2024-05-27/", "2024-02-30/", "10: events[wg-24].dates.ranges[1]: '2024-02-30' is a date that does not exist"),
        ("scope: explicit", "scop: explicit", "11: events[wg-24].goals.scop: this field is not known; correct"),
        (", at: 30-45", "", "9: events[wg-24].name.at: this field is missing"),
        ("at: 30-45", "at: 45-30", "9: events[wg-24].name.at: a position ends after it starts, 45-30 does not"),
        ("at: 30-45", "at: 30", "9: events[wg-24].name.at: a position is written start-end, not 30"),
        (
            "organisation: itu}",
            "organisation: 7}",
            "4: respondent.organisation: this should be a text, not 7; quote it",
        ),
        ("year: 2024}", "year: 2024, year: 2025}", "5: year.year: this field is given twice; keep one of the two"),
        ("form: form", "form: a: b", "2: broken YAML: mapping values are not allowed in this context; quote a text"),
        ("form: form", "form: 'a", "24: broken YAML: found unexpected end of stream"),
        ("- id: wg-24", "- id: wg-24\n    <<: {}", "9: events[wg-24].<<: this field is not known"),
        ("World Gathering", '"a\\x07"', "9: events[wg-24].name.text: the control character U+0007 stands here"),
    ],
)
def test_an_error_names_line_field_and_what_is_wrong(old: str, new: str, expected: str, tmp_path: Path) -> None:
    assert _said(tmp_path, old, new).startswith(expected)


def test_an_alias_is_refused(tmp_path: Path) -> None:
    said = _said(tmp_path, "{text: World Gathering, at: 30-45, acronym: WG-24}", "&n {text: a, at: 1-2, also: [*n]}")
    assert "an alias (*) stands here" in said


def test_an_id_given_twice_in_one_list_is_refused(tmp_path: Path) -> None:
    said = _said(tmp_path, "events:\n", "events:\n  - {id: wg-24, name: {text: a, at: 1-2}}\n")
    assert said == "9: events[wg-24].id: another entry has the id 'wg-24'; give one of them another id"


def test_an_id_given_to_a_reported_and_a_mentioned_event_is_refused(tmp_path: Path) -> None:
    said = _said(tmp_path, "mentions:\n", "mentions:\n  - {id: wg-24, name: {text: a, at: 1-2}}\n")
    assert said == "18: mentions[wg-24].id: another event has the id 'wg-24'; give one of them another id"


def test_parts_of_resources_share_the_ids_of_resources(tmp_path: Path) -> None:
    said = _said(tmp_path, "{text: Part, at: 90-94, id: part}", "{text: Part, at: 90-94, id: guide}")
    assert "another resource has the id 'guide'" in said


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000])
def test_deep_nesting_is_an_error_and_no_crash(text: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(text)
    with pytest.raises(SourceError, match="nested too deeply"):
        records.read(path)


@pytest.mark.parametrize(
    ("data", "expected"), [(b"", ":1: the file is empty"), (b"a: \xe9", ":1: byte 0xe9 is not UTF-8")]
)
def test_what_is_no_yaml_is_refused(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=expected):
        records.read(path)


def test_any_model_can_be_read_with_errors_of_the_kind_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "countries.yaml"
    path.write_text(
        dedent("""
        - id: nor
          name: Norway
          alpha2: NO
          alpha3: NOR
          m49: 578
          basis: a test
        """)
    )
    with pytest.raises(AssetError) as caught:
        records.read_model(path, tuple[Country, ...], AssetError)
    assert str(caught.value) == f"{path}:6: [nor].m49: this should be a text, not 578; quote it"


def test_a_list_of_texts_is_a_model_too(tmp_path: Path) -> None:
    path = tmp_path / "texts.yaml"
    path.write_text("[NO, a]")
    assert records.read_model(path, tuple[Text, ...]) == ("NO", "a")
