from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import AssetError
from itu_kg.model.registry import Place
from itu_kg.registry import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = {
    "organisations.yaml": """\
- id: moon-union
  name: Union of the Moon
  acronym: UM
  forms: [Moon Union]
  basis: made up

- id: moon-council
  name: Council of the Union of the Moon
  parent: moon-union
  basis: made up
""",
    "countries.yaml": """\
- id: xaa
  name: Aland
  alpha2: XA
  alpha3: XAA
  m49: "901"
  basis: made up
""",
    "places.yaml": """\
- id: crater-town
  name: Crater Town
  country: xaa
  basis: made up
""",
    "series.yaml": """\
- id: moon-days
  name: Moon Days
  organizer: moon-union
  basis: made up
""",
    "documents.yaml": """\
- id: m-1
  name: Resolution on dust
  symbol: M/1
  issuer: moon-council
  kind: legislation
  basis: made up

- id: m-l-1
  name: Draft on dust
  symbol: M/L.1
  draft_of: m-1
  basis: made up
""",
    "forms.yaml": """\
- id: moon-form
  name: Questionnaire on dust
  basis: made up
  questions:
    - {number: 1, name: Decisions on dust, kind: decisions}
""",
    "links.sssom.tsv": """\
#mapping_set_id: https://example.org/links
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  itukg: https://example.org/id/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#  ex: https://example.org/other/
"""
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\n"
    "itukg:organisation/moon-union\tMoon\tskos:exactMatch\tex:7/\tsemapv:ManualMappingCuration\t0.9\tone; two\n"
    "itukg:place/crater-town\tTown\tskos:exactMatch\tex:8\tsemapv:LexicalMatching\t0.5\ta robot\n",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(file: str = "", old: str = "", new: str = "") -> Path:
        for name, text in FILES.items():
            assert name != file or old in text
            (tmp_path / name).write_text(text.replace(old, new) if name == file else text, "utf-8")
        return tmp_path

    return written


def test_a_folder_is_read_into_entries_by_slug(write: Callable[..., Path]) -> None:
    registry = load(write())
    assert registry.organisations["moon-council"].parent == "moon-union"
    assert registry.countries["xaa"].m49 == "901"
    assert registry.places["crater-town"].country == "xaa"
    assert registry.series["moon-days"].organizer == "moon-union"
    assert registry.documents["m-l-1"].draft_of == "m-1"


def test_a_form_has_its_questions_in_order_with_the_kind_of_their_answers(write: Callable[..., Path]) -> None:
    form = load(write()).forms["moon-form"]
    assert [(question.number, question.kind) for question in form.questions] == [("1", "decisions")]


def test_a_link_names_our_thing_by_type_and_slug_and_the_others_by_its_whole_iri(write: Callable[..., Path]) -> None:
    link = load(write()).links[0]
    assert (link.subject_id, link.object_id) == ("organisation/moon-union", "https://example.org/other/7/")


def test_only_a_curators_link_is_confirmed(write: Callable[..., Path]) -> None:
    assert [link.confirmed for link in load(write()).links] == [True, False]


def test_the_order_of_a_file_is_kept(write: Callable[..., Path]) -> None:
    assert list(load(write()).organisations) == ["moon-union", "moon-council"]


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        ("organisations.yaml", "id: moon-council", "id: moon-union", ":7: [moon-union].id", "another entry has the id"),
        ("organisations.yaml", "parent: moon-union", "parent: sun-union", ":9: [moon-council].parent", "'sun-union'"),
        (
            "organisations.yaml",
            "parent: moon-union",
            "parent: moon-council",
            ":9: [moon-council].parent",
            "leads back to 'moon-council' itself",
        ),
        ("organisations.yaml", "  forms:", "  froms:", ":4: [moon-union].froms", "this field is not known"),
        ("organisations.yaml", "acronym: UM", "acronym: [UM", ":4", "broken YAML"),
        ("countries.yaml", 'm49: "901"', 'm49: "9"', ":5: [xaa].m49", "pattern"),
        ("countries.yaml", "basis: made up", "", ":1: [xaa].basis", "this field is missing"),
        ("places.yaml", "country: xaa", "country: xbb", ":3: [crater-town].country", "not among the countries"),
        ("series.yaml", "organizer: moon-union", "organizer: sun", ":3: [moon-days].organizer", "'sun'"),
        ("documents.yaml", "issuer: moon-council", "issuer: sun", ":4: [m-1].issuer", "not among the organisations"),
        ("documents.yaml", "draft_of: m-1", "draft_of: m-2", ":11: [m-l-1].draft_of", "not among the documents"),
        ("documents.yaml", "draft_of: m-1", "draft_of: m-l-1", ":11: [m-l-1].draft_of", "leads back"),
        ("documents.yaml", "id: m-1", "id: M/1", ":1: [M/1].id", "lower-case letters"),
        ("forms.yaml", "kind: decisions", "kind: wishes", ":5: [moon-form].questions[1].kind", "decisions"),
        ("links.sssom.tsv", "place/crater-town", "place/dust-town", ":10: subject_id", "'place/dust-town'"),
        ("links.sssom.tsv", "itukg:place", "moon:place", ":10: subject_id", "no prefix of the curie_map"),
        ("links.sssom.tsv", "ex:8", "8", ":10: object_id", "no prefix of the curie_map"),
        ("links.sssom.tsv", "\t0.9\t", "\t9\t", ":9: confidence", "less than or equal to 1"),
        ("links.sssom.tsv", "\tone; two", "\tone", ":9: comment", "two sources"),
        (
            "links.sssom.tsv",
            "\tMoon\t",
            "\tCouncil of the Union of the Moon\t",
            ":9: subject_label",
            "is the name of organisation/",
        ),
        ("links.sssom.tsv", "\ta robot", "", ":10", "6 cells under 7 columns"),
        ("links.sssom.tsv", "object_id", "thing", ":8", "the column object_id is missing"),
        ("links.sssom.tsv", "#license", "#licence", ":1", "the metadata lacks license"),
        ("links.sssom.tsv", "#  skos: ", "# [skos: ", ":5", "broken YAML"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_field(
    write: Callable[..., Path], *, file: str, old: str, new: str, where: str, what: str
) -> None:
    folder = write(file, old, new)
    with pytest.raises(AssetError) as caught:
        load(folder)
    assert caught.value.where == f"{folder / file}{where}"
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_absent_is_an_error(write: Callable[..., Path], file: str) -> None:
    folder = write()
    (folder / file).unlink()
    with pytest.raises(AssetError, match="no such file"):
        load(folder)


def test_an_empty_list_of_entries_is_fine(write: Callable[..., Path]) -> None:
    folder = write()
    (folder / "series.yaml").write_text("[]\n", "utf-8")
    assert load(folder).series == {}


def test_a_broken_registry_leaves_with_the_code_of_a_broken_asset() -> None:
    assert AssetError.exit_code == 5


def test_the_language_of_what_an_entry_is_not_called_is_refused() -> None:
    with pytest.raises(ValueError, match="'Genf', which is neither the name nor among forms and hidden"):
        Place(id="geneva", name="Geneva", basis="a test", country="che", languages={"Genf": "de"})
