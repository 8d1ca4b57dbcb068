"""Tables with several things, each in a row or a column of its own."""

from __future__ import annotations

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.form import blocks


def read(text: str) -> list[dict[str, str]]:
    """Give the fields of each block; what each says stands where it says."""
    found = blocks.read(Excerpt(text, 7))
    for block in found:
        for value in block.fields.values():
            assert text[value.start - 7 : value.end - 7] == value.text
    return [{name: value.text for name, value in block.fields.items()} for block in found]


def events(*days: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"name": name, "dates": dates, "goals": goals} for name, dates, goals in days]


TIDE, WAVE = ("Tide Day", "1 May 2024", "SDG 14"), ("Wave Day", "2 May 2024", "SDG 6")
HEAD = "Event Name | Event Dates | Relevant SDGs"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\nTide Day | 1 May 2024 | SDG 14\nWave Day | 2 May 2024 | SDG 6",
        f"{HEAD} |\nTide Day | 1 May 2024 | SDG 14 |\nWave Day | 2 May 2024 | SDG 6 |",
        f"| {HEAD} |\n|---|:---:|---|\n| Tide Day | 1 May 2024 | SDG 14 |\n| Wave Day | 2 May 2024 | SDG 6 |",
        f"{HEAD}\n\nTide Day | 1 May 2024 | SDG 14\n\nWave Day | 2 May 2024 | SDG 6\n\nThe end.",
        "Event Name\tEvent Dates\tRelevant SDGs\r\nTide Day\t1 May 2024\tSDG 14\r\nWave Day\t2 May 2024\tSDG 6\r\n",
        "No. | Event Name: | Dates | SDGs\n1 | Tide Day | 1 May 2024 | SDG 14\n2 | Wave Day | 2 May 2024 | SDG 6",
        "Relevant SDGs | Event Dates | Event Name |\nSDG 14 | 1 May 2024 | Tide Day |\nSDG 6 | 2 May 2024 | Wave Day |",
        ("Event Name | Event Dates\n(from – to) | Relevant SDGs |\nTide Day | 1 May 2024 | SDG 14 |\n"
         "Wave Day | 2 May 2024 | SDG 6 |"),
        ("Event Name | When |  | SDGs |\n | Dates |  |\nTide Day | 1 May 2024 |  | SDG 14 |\n"
         "Wave Day | 2 May 2024 |  | SDG 6 |"),
        f"{HEAD} |\nWorkshops |\nTide Day | 1 May 2024 | SDG 14 |\n |  |  |\nWave Day | 2 May 2024 | SDG 6 |",
        f"{HEAD} |\nTide Day | 1 May 2024 | SDG 14 |\n\n{HEAD} |\nWave Day | 2 May 2024 | SDG 6 |",
        "Event Name | Tide Day | Wave Day\nEvent Dates | 1 May 2024 | 2 May 2024\nRelevant SDGs | SDG 14 | SDG 6",
        (" | Event 1 | Event 2 |\nEvent Name | Tide Day | Wave Day |\nEvent Dates | 1 May 2024 | 2 May 2024 |\n"
         "Relevant SDGs | SDG 14 | SDG 6 |"),
        ("Event Name | Tide Day | Event Dates | 1 May 2024 |\nRelevant SDGs | SDG 14 |\n"
         "Event Name | Wave Day | Event Dates | 2 May 2024 |\nRelevant SDGs | SDG 6 |"),
        ("1 | Event Name | Tide Day |\n | Event Dates | 1 May 2024 |\n | Relevant SDGs | SDG 14 |\n"
         "2 | Event Name | Wave Day |\n | Event Dates | 2 May 2024 |\n | Relevant SDGs | SDG 6 |"),
    ],
)  # fmt: skip
def test_a_table_has_an_event_in_each_row_or_column(text: str) -> None:
    assert read(text) == events(TIDE, WAVE)


def test_a_cell_may_hold_several_paragraphs() -> None:
    text = (
        "Event Name | Description | Website |\nTide Day | One.\n\n• Two |  |\nWave Day\n\nthe second | Three. | Page\n"
        "Other page |\n\nMore words | of prose."
    )
    assert read(text) == [
        {"name": "Tide Day", "description": "One.\n\n• Two", "websites": ""},
        {"name": "Wave Day\n\nthe second", "description": "Three.", "websites": "Page\nOther page"},
    ]


def test_cells_that_a_row_leaves_out_are_empty() -> None:
    assert read(f"{HEAD} |\nTide Day |  | SDG 14 |\nWave Day | 2 May 2024 |") == events(
        ("Tide Day", "", "SDG 14"), ("Wave Day", "2 May 2024", "")
    )


def test_a_row_of_tabs_is_empty_and_no_blank_line() -> None:
    head = "Event Name\tEvent Dates\tRelevant SDGs"
    assert read(f"{head}\n\t\t\nTide Day\t1 May 2024\t") == events(("Tide Day", "1 May 2024", ""))
    assert read(f"{head}\n\t\t\nTide Day\t1 May 2024") == events(("Tide Day", "1 May 2024", ""))


def test_a_value_that_is_the_word_of_a_label_is_a_value() -> None:
    (one,) = read("Event Name | Event Dates | Website\nTide Day | 1 May 2024 | Website")
    assert one["websites"] == "Website"
    (one,) = read("Event Name | Tide Day |\nWebsite (if applicable) | Link |")
    assert one["websites"] == "Link"


def test_a_table_is_typed_by_its_labels() -> None:
    kinds = [block.kind for block in blocks.read(Excerpt("Name | Partners | Website\nNet | FAO | Page", 0))]
    assert kinds == ["partnership"]
    assert blocks.read(Excerpt("Name | Website\nNet | Page", 0)) == ()


def test_a_table_without_rows_is_a_template_left_empty() -> None:
    assert read(f"{HEAD} |\n\nWe held none.") == events(("", "", ""))


def test_a_row_with_more_cells_than_labels_is_doubted_and_not_read() -> None:
    found = blocks.read(Excerpt(f"{HEAD}\nTide | Day | 1 May 2024 | SDG 14\nWave Day | 2 May 2024 | SDG 6", 0))
    assert found[0].fields == {}
    assert found[0].doubt == "more cells than labels in a row, which is not read"
    assert found[1].fields["name"].text == "Wave Day"


def test_columns_that_the_form_does_not_have_are_said() -> None:
    first, second = blocks.read(
        Excerpt("Event Name | Event Dates | Budget\nTide Day | 1 May 2024 | 7\nWave Day | 2 May 2024 | 8", 0)
    )
    assert (first.doubt, second.doubt) == ("no field for the columns Budget", "")


def test_a_column_that_the_form_does_not_have_may_part_those_it_has() -> None:
    first, _ = blocks.read(
        Excerpt("Event Name | Budget | Event Dates\nTide Day | 7 | 1 May 2024\nWave Day | 8 | 2 May 2024", 0)
    )
    assert first.fields["dates"].text == "1 May 2024"
    assert first.doubt == "no field for the columns Budget"


def test_tables_beside_each_other_are_told_apart() -> None:
    text = "Event Name | Tide Day | | Event Name | Wave Day | |\nWebsite | Page | | Website | Other | |"
    assert [one["name"] for one in read(text)] == ["Tide Day", "Wave Day"]


@pytest.mark.parametrize("item", ["• {}", "a. {}", "ii) {}"])
def test_fields_that_are_items_follow_a_name_that_is_none(item: str) -> None:
    rows = "\n".join(item.format(row) for row in ("Dates: 1 May 2024", "Description: One.", "Website: Page"))
    assert read(f"1. Event Name: A\n{rows}") == [
        {"name": "A", "dates": "1 May 2024", "description": "One.", "websites": "Page"}
    ]


def test_a_name_may_hold_a_bar() -> None:
    (one,) = read("Event Name | Congress | Foghorns |\nEvent Dates | 1 May 2024 |")
    assert (one["name"], one["dates"]) == ("Congress | Foghorns", "1 May 2024")


def test_the_rows_up_to_the_most_are_read() -> None:
    rows = "".join(f"Day {n} | 1 May 2024 | SDG 4\n" for n in range(9))
    found = blocks.read(Excerpt(f"Event Name: A\n{HEAD}\n{rows}", 0), 3)
    assert [block.fields["name"].text for block in found] == ["A", "Day 0", "Day 1"]


def test_what_stands_around_a_table_is_given_back() -> None:
    answer = Excerpt(f"Before.\n\n{HEAD}\nTide Day | 1 May 2024 | SDG 14\n\nBehind.", 0)
    assert [part.text for part in blocks.between(answer, blocks.read(answer))] == ["Before.", "Behind."]


def test_what_stands_between_the_rows_of_two_tables_is_no_value() -> None:
    form = "Form |\nEvent Name | {} |\nMore |\nEvent Dates | 1 May 2024 |\nWebsite | Page |\n\n"
    assert read(form.format("A") + form.format("B")) == [
        {"name": name, "dates": "1 May 2024", "websites": "Page"} for name in "AB"
    ]


def test_rows_that_go_on_with_a_value_leave_its_labels_cell_empty() -> None:
    text = "Partnership Name | Net |\nPartners | FAO |\n | UNDP |\nWebsite | Page |\n | Other page |\nThe end."
    assert read(text) == [{"name": "Net", "partners": "FAO |\n | UNDP", "websites": "Page |\n | Other page"}]
