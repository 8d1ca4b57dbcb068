"""A project's registry lies over the one that the package carries: its own entries and links win."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.errors import AssetError
from itu_kg.model.assets import carried
from itu_kg.registry import load

OWN = """# Ours.

- id: wmo
  name: World Meteorological Organization, as we write it
  acronym: WMO
  basis: our own name

- id: hail-office
  name: Hail Office
  parent: wmo
  basis: a made-up body
"""
HEAD = """#mapping_set_id: https://example.org/links
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  itukg: https://example.org/id/
#  schema: http://schema.org/
#  semapv: https://w3id.org/semapv/vocab/
#  wikidata: http://www.wikidata.org/entity/
subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment
"""


def _own(folder: Path, name: str = "organisations.yaml", text: str = OWN) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_an_entry_of_ones_own_wins_and_the_carried_ones_stay(tmp_path: Path) -> None:
    below, both = load(carried().registry), load(carried().registry, _own(tmp_path))
    assert both.organisations["wmo"].name == "World Meteorological Organization, as we write it"
    assert both.organisations["hail-office"].parent == "wmo"
    assert both.organisations.keys() == below.organisations.keys() | {"hail-office"}
    assert both.places == below.places


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_without_entries_adds_none(tmp_path: Path, text: str) -> None:
    assert load(carried().registry, _own(tmp_path, text=text)) == load(carried().registry)


def test_the_same_folder_twice_doubles_nothing() -> None:
    once, twice = load(carried().registry), load(carried().registry, carried().registry)
    assert twice == once


def test_an_entry_that_points_nowhere_is_named_in_its_own_file(tmp_path: Path) -> None:
    with pytest.raises(AssetError) as refused:
        load(carried().registry, _own(tmp_path, text=OWN.replace("parent: wmo", "parent: no-such-body")))
    assert str(refused.value).startswith(f"{tmp_path}/organisations.yaml:10: [hail-office].parent: 'no-such-body'")


def test_a_circle_through_both_layers_is_refused_where_it_closes(tmp_path: Path) -> None:
    text = "- {id: itu, name: ITU, parent: hail, basis: x}\n- {id: hail, name: Hail, parent: itu, basis: x}\n"
    with pytest.raises(AssetError) as refused:
        load(carried().registry, _own(tmp_path, text=text))
    assert str(refused.value).startswith(f"{tmp_path}/organisations.yaml:1: [itu].parent: this leads back")


def test_a_link_of_ones_own_stands_for_the_carried_one_between_the_same_two(tmp_path: Path) -> None:
    below = load(carried().registry)
    link = next(each for each in below.links if each.object_id.startswith("http://www.wikidata.org/entity/"))
    target = link.object_id.removeprefix("http://www.wikidata.org/entity/")
    row = f"itukg:{link.subject_id}\t\tschema:sameAs\twikidata:{target}\tsemapv:LexicalMatching\t0.5\tours\n"
    _own(_own(tmp_path), "links.sssom.tsv", HEAD + row)
    both = load(carried().registry, tmp_path)
    (own,) = [each for each in both.links if (each.subject_id, each.object_id) == (link.subject_id, link.object_id)]
    assert (own.comment, len(both.links)) == ("ours", len(below.links))


def test_the_first_folder_must_have_every_file(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"countries\.yaml: no such file"):
        load(_own(tmp_path))
