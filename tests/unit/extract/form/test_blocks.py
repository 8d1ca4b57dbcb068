from __future__ import annotations

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.form import blocks

EVENT = (("Event Name", "Day"), ("Event Dates", "1 May 2024"), ("Event Location (City, Country)", "Madrid, Spain"),
         ("Relevant SDGs", "SDG 4"), ("Description (max 150 words)", "Words."),
         ("Website (if applicable)", "Day page"))  # fmt: skip
FIELDS = ("name", "dates", "location", "goals", "description", "websites")


def read(text: str) -> tuple[blocks.Block, ...]:
    return blocks.read(Excerpt(text, 1000))


@pytest.mark.parametrize(
    "layout",
    [
        "{label} \u00a0\u00a0{value} \u00a0\n",
        "{label}\u00a0{value}\n",
        "{label}: {value}\n",
        "{label}:\n\n{value}\n\n",
        "{label}\n{value}\n",
        "{label}\t{value}\r\n",
        "{label} | {value} |\n",
        "| {label} | {value} |\n",
        "{label}: |\n{value} |\n",
        "**{label}:** {value}\n",
        "{label} – {value}\n",
        "1. {label}: {value}\n",
        "a) {label}: {value}\n",
        "• {label}: {value}\n",
    ],
)
def test_labels_and_values_are_laid_out_in_many_ways(layout: str) -> None:
    (block,) = read("".join(layout.format(label=label, value=value) for label, value in EVENT))
    assert [(field, block.fields[field].text) for field in FIELDS] == [
        (field, value) for field, (_, value) in zip(FIELDS, EVENT, strict=True)
    ]


def test_a_value_stands_where_its_excerpt_says() -> None:
    text = "Event Name \u00a0Day\u00a0\nEvent Dates \u00a01 May 2024"
    (block,) = read(text)
    dates = block.fields["dates"]
    assert text[dates.start - 1000 : dates.end - 1000] == dates.text == "1 May 2024"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Event Name: A", "event"),
        ("Resource Name: A", "resource"),
        ("Initiative/Partnership Name: A", "partnership"),
        ("Partnership Name: A", "partnership"),
        ("Name: A\nEvent Dates: 1 May 2024", "event"),
        ("Name: A\nRelevant SDGs: SDG 4\nPublishing entity/entities: FAO", "resource"),
        ("Name: A\nPartners: FAO", "partnership"),
    ],
)
def test_a_block_is_typed_by_its_first_label(text: str, kind: str) -> None:
    (block,) = read(text)
    assert block.kind == kind


def test_a_bare_name_without_the_forms_labels_opens_no_block() -> None:
    assert read("Name: Somebody\nThey wrote to us.") == ()


def test_every_name_opens_a_block_of_its_own() -> None:
    found = read("Event Name: A\nEvent Dates: 1 May 2024\n\nEvent Name: B\nEvent Dates: 2 May 2024")
    assert [block.fields["name"].text for block in found] == ["A", "B"]


def test_a_value_of_several_paragraphs_is_one_value() -> None:
    (block,) = read("Event Name: A\nDescription: |\nOne.\n\n• Two\n\nThree. |\nWebsite: |\nPage |")
    assert block.fields["description"].text == "One.\n\n• Two\n\nThree."


@pytest.mark.parametrize(
    "line",
    [
        "1. Dates: none",
        "• Location: a harbour",
        "Partners met.",
        "Location: a harbour",
        "Dates",
        "Languages were spoken",
        "Name tags",
    ],
)
def test_a_description_may_hold_the_words_of_other_labels(line: str) -> None:
    (block,) = read(f"Event Name: A\nEvent Dates: 1 May 2024\nDescription: Made up.\n{line}\nThe end.\nWebsite: Page")
    assert block.fields["description"].text == f"Made up.\n{line}\nThe end."
    assert block.fields["dates"].text == "1 May 2024"


def test_the_forms_own_website_label_wins_over_the_word_in_a_description() -> None:
    (block,) = read("Event Name: A\nDescription: B.\nWebsite: promised\nWebsite (if applicable): Page")
    assert block.fields["description"].text == "B.\nWebsite: promised"
    assert block.fields["websites"].text == "Page"


def test_fields_in_another_order_are_still_fields() -> None:
    (block,) = read("Event Name: A\nWebsite: Page\nEvent Location: Madrid\nEvent Dates: 1 May 2024\nDescription: B.")
    assert {field: value.text for field, value in block.fields.items()} == {
        "name": "A", "websites": "Page", "location": "Madrid", "dates": "1 May 2024", "description": "B.",
    }  # fmt: skip


def test_the_forms_guidance_is_no_value() -> None:
    text = "Event Name: A\nDescription (max 150 words): please include a summary and the main outcome(s) \u00a0Words."
    assert read(text)[0].fields["description"].text == "Words."


def test_a_template_left_empty_has_empty_fields() -> None:
    (block,) = read("Event Name:\nEvent Dates:\nWebsite (if applicable):")
    assert {value.text for value in block.fields.values()} == {""}


def test_what_stands_between_blocks_is_given_back() -> None:
    answer = Excerpt("Before.\n\nEvent Name: A\nEvent Dates: 1 May 2024", 0)
    assert [part.text for part in blocks.between(answer, blocks.read(answer))] == ["Before."]
