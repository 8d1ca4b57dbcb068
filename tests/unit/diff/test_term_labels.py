"""Differences in words that a manager reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from itu_kg.diff.json_report import document
from itu_kg.diff.markdown import MOST, changelog, markdown, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.diff.changes import Diff
    from itu_kg.model.graph import Dataset

    Compare = Callable[[Dataset, Dataset], Diff]
    Data = Callable[[str], Dataset]

_EVENT = """
graph <urn:x:g> {
  event:wrc-23 a ikg:ReportedEvent ; schema:name "World Conference"@en ; schema:alternateName "WRC-23"@en ; %s .
  sdg:4 a ikg:Goal ; schema:name "Éducation de qualité"@fr, "Quality education"@en .
  place:dubai a schema:City ; schema:name "Dubai"@en .
}
"""


def _changed(old: str, new: str, compare: Compare, trig: Data) -> str:
    """The line that Markdown has of the event."""
    lines = markdown(compare(trig(_EVENT % old), trig(_EVENT % new))).splitlines()
    return next(line for line in lines if line.startswith("- Event"))


@given(data=st.data())
def test_data_does_not_differ_from_itself(
    datasets: st.SearchStrategy[Dataset], compare: Compare, data: st.DataObject
) -> None:
    dataset = data.draw(datasets)
    found = compare(dataset, dataset)
    assert found.same
    assert (found.added, found.removed, found.changed) == ((), (), ())


@given(data=st.data())
def test_data_that_differ_are_never_called_the_same(
    datasets: st.SearchStrategy[Dataset], compare: Compare, data: st.DataObject
) -> None:
    old, new = data.draw(datasets), data.draw(datasets)
    assert compare(old, new).same == (old == new)


@given(data=st.data())
def test_what_one_way_adds_the_other_removes(
    datasets: st.SearchStrategy[Dataset], compare: Compare, data: st.DataObject
) -> None:
    old, new = data.draw(datasets), data.draw(datasets)
    there, back = compare(old, new), compare(new, old)
    assert [each.iri for each in there.added] == [each.iri for each in back.removed]
    assert tuple(there.statements) == tuple(reversed(back.statements))


@given(data=st.data())
def test_texts_of_the_data_never_break_a_line_of_markdown(
    datasets: st.SearchStrategy[Dataset], compare: Compare, data: st.DataObject
) -> None:
    old, new = data.draw(datasets), data.draw(datasets)
    found = compare(old, new)
    for written in (markdown(found), changelog(found, "1.1.0", "2026-01-01")):
        lines = written.split("\n")
        assert lines == [*written.removesuffix("\n").splitlines(), ""]
        assert all(line == "" or line[0] in "#-|" or line[0].isalnum() for line in lines)


@given(data=st.data())
def test_json_can_be_read_and_names_every_thing(
    datasets: st.SearchStrategy[Dataset], compare: Compare, data: st.DataObject
) -> None:
    found = compare(data.draw(datasets), data.draw(datasets))
    said = json.loads(document(found))
    assert said["same"] == found.same
    assert [each["iri"] for each in said["entities"]["changed"]] == [each.iri for each in found.changed]


@given(st.text())
def test_a_text_is_one_line_without_markup(given: str) -> None:
    written = text(given)
    assert len(written.splitlines()) <= 1
    assert "<" not in written.replace("\\<", "") or written.startswith("<http")


def test_no_differences_are_one_line(compare: Compare, trig: Data) -> None:
    same = trig(_EVENT % "schema:url <urn:x:a>")
    assert markdown(compare(same, same)) == "No differences: old and new say the same 9 statements.\n"


def test_a_date_that_changed_is_said_as_before_and_after(compare: Compare, trig: Data) -> None:
    said = _changed('schema:endDate "2023-12-15"^^xsd:date', 'schema:endDate "2023-12-16"^^xsd:date', compare, trig)
    assert said == "- Event WRC-23: end date 2023-12-15 → 2023-12-16"


def test_a_goal_is_said_by_number_and_english_title(compare: Compare, trig: Data) -> None:
    said = _changed("ikg:contributesTo sdg:9", "ikg:contributesTo sdg:9, sdg:4, sdg:9.c", compare, trig)
    assert said == "- Event WRC-23: contributes to added goal 4 (Quality education), target 9.c"


def test_a_thing_is_said_by_its_name(compare: Compare, trig: Data) -> None:
    said = _changed("schema:location place:geneva", "schema:location place:dubai", compare, trig)
    assert said == "- Event WRC-23: location place:geneva → Dubai"


def test_a_long_text_that_changed_is_said_to_be_reworded(compare: Compare, trig: Data) -> None:
    said = _changed(f'schema:description "{"a" * 81}"', 'schema:description "b"', compare, trig)
    assert said == "- Event WRC-23: description reworded"


def test_markup_in_the_data_is_text(compare: Compare, trig: Data) -> None:
    said = _changed('schema:description "a"', 'schema:description "<b>*x* |\\n# y&amp;"', compare, trig)
    assert said == "- Event WRC-23: description a → \\<b\\>\\*x\\* \\| \\# y&amp;amp;"


def test_things_that_came_are_listed_by_kind(compare: Compare, trig: Data) -> None:
    new = trig('event:a a ikg:ReportedEvent ; schema:name "A" . event:b a ikg:MentionedEvent ; schema:name "B" .')
    assert "- 2 events: A; B" in markdown(compare(trig(""), new)).splitlines()


def test_a_long_list_is_cut_and_says_so(compare: Compare, trig: Data) -> None:
    new = trig("".join(f'event:e{number:02} schema:name "E{number}" .' for number in range(MOST + 2)))
    assert markdown(compare(trig(""), new)).count("; and 2 more") == 1


def test_evidence_is_summed_up_and_not_listed(compare: Compare, trig: Data) -> None:
    one = "evidence:x%d a oa:SpecificResource ; oa:hasSelector selector:x%d . selector:x%d a oa:TextPositionSelector ."
    event = "event:a a ikg:ReportedEvent ; ikg:evidence evidence:x%d ."
    old, new = (trig((one % (n, n, n)) + event % n) for n in (1, 2))
    said = markdown(compare(old, new))
    assert "- Evidence and its positions in the texts: 2 added, 2 removed" in said
    assert "- 1 thing changed only in evidence, in links to parts, or in the graph that says it" in said
    assert "## Changed" not in said


def test_the_description_of_the_dataset_is_summed_up(compare: Compare, trig: Data) -> None:
    old, new = (
        trig(f"graph <https://w3id.org/itu-kg/graph/dataset> {{ <urn:x:d> void:triples {number} }}")
        for number in (1, 2)
    )
    found = compare(old, new)
    assert found.churn.description == (1, 1)
    assert not found.changed


def test_a_triple_that_moved_to_another_graph_is_no_change_of_a_thing(compare: Compare, trig: Data) -> None:
    found = compare(trig("graph <urn:x:a> { event:a a ikg:ReportedEvent }"), trig("event:a a ikg:ReportedEvent ."))
    assert found.churn.links_only == 1
    assert dict(found.graphs) == {"": (0, 1), "urn:x:a": (1, 0)}


def test_what_moved_to_another_graph_is_said_with_both_graphs(compare: Compare, trig: Data) -> None:
    event = 'event:a a ikg:ReportedEvent ; schema:name "Fair"'
    old, new = (trig(f"graph <urn:x:a> {{ {event} }}"), trig(f"graph <urn:x:a> {{ }} graph <urn:x:b> {{ {event} }}"))
    found = compare(old, new)
    assert found.churn.moved == {("urn:x:a", "urn:x:b"): 2}
    assert "- 2 statements of urn:x:a are said by urn:x:b now" in markdown(found).splitlines()


def test_foreign_data_are_said_by_class_and_label(compare: Compare, trig: Data) -> None:
    new = trig('<urn:x:s> a <http://example.org/SeaPort> ; rdfs:label "Hafen"@de, "Harbour"@en .')
    assert "- 1 sea port: Harbour" in markdown(compare(trig(""), new)).splitlines()


def test_a_changelog_has_the_version_the_date_and_the_sections_of_the_release_before(
    compare: Compare, trig: Data
) -> None:
    first = changelog(compare(trig(""), trig('event:a schema:name "A" .')), "1.1.0", "2026-01-01")
    both = changelog(compare(trig(""), trig("")), "1.1.1", "2026-02-01", before=first)
    assert first == "# Changelog\n\n## 1.1.0 - 2026-01-01\n\n### Added\n\n- 1 event: A\n"
    assert both == (
        "# Changelog\n\n## 1.1.1 - 2026-02-01\n\n"
        "Nothing changed in the data, the ontology or the stored queries.\n\n"
        "## 1.1.0 - 2026-01-01\n\n### Added\n\n- 1 event: A\n"
    )
