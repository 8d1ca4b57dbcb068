"""Graphs are written the same everywhere and read back as they were."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itu_kg import rdf
from itu_kg.errors import SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import XSD
from itu_kg.rdf import ntriples
from itu_kg.rdf.order import Keys, natural

PROJECT = Path(__file__).resolve().parents[3]
CONTEXT = rdf.Context.load(PROJECT / "ontology" / "context.jsonld")
EVENT = "<https://w3id.org/itu-kg/id/event/wg-24>"
IKG = "https://w3id.org/itu-kg/ontology#"

IRIS = st.sampled_from(
    [
        "https://w3id.org/itu-kg/id/event/wg-24",
        "https://w3id.org/itu-kg/id/evidence/small/9-10",
        "https://w3id.org/itu-kg/id/selector/small/9-10",
        "https://w3id.org/itu-kg/ontology",
        "https://w3id.org/itu-kg/a//b",
        "https://w3id.org/itu-kg/../x",
        "https://w3id.org/itu-kg/",
        "http://schema.org/",
        "http://schema.org/.",
        "http://schema.org/a.",
        "http://schema.org/-a",
        "http://schema.org/name",
        "http://schema.org/é",
        "http://metadata.un.org/sdg/9.c",
        "https://w3id.org/itu-kg/scheme/role/role",
        "https://w3id.org/itu-kg/scheme/role/partner",
        "urn:isbn:1",
        f"{IKG}Submission",
    ]
)
PROPERTIES = st.sampled_from(
    ["http://schema.org/name", f"{IKG}role", "http://schema.org/startDate", f"{IKG}edtf", "http://example.org/p#q",
     "http://schema.org/url", f"{IKG}questionNumber", f"{IKG}pairingInferred", "http://purl.org/dc/terms/issued"]
)  # fmt: skip
LITERALS = st.builds(
    lambda text, kind: ntriples.literal(text, *kind),
    st.one_of(
        st.sampled_from(["007", "1", "-0", "+1", "true", "2024", "2024-05-27", "1.50", "a\\b", '"', "\n\r\t", "\x7f"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=8),
    ),
    st.sampled_from([(), ("", "en"), ("", "zh-hans"), *((f"{XSD}{name}",) for name in ("integer", "boolean", "date"))]),
)
TRIPLES = st.tuples(
    IRIS.map(ntriples.iri), PROPERTIES.map(ntriples.iri), st.one_of(IRIS.map(ntriples.iri), LITERALS)
) | st.tuples(IRIS.map(ntriples.iri), st.just(ntriples.RDF_TYPE), IRIS.map(ntriples.iri))
GRAPHS = st.sets(TRIPLES, min_size=1, max_size=30).map(lambda triples: tuple(sorted(triples)))


def _graph(turtle: str) -> Dataset:
    prefixes = (
        f"@prefix schema: <http://schema.org/> . @prefix ikg: <{IKG}> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"
    )
    return Dataset(rdf.parse((prefixes + turtle).encode(), Format.TURTLE, where="x.ttl", graph="https://example.org/g"))


@pytest.mark.parametrize("form", Format)
@settings(max_examples=60, deadline=None)
@given(triples=GRAPHS)
def test_what_is_written_reads_back_as_it_was(form: Format, triples: tuple[tuple[str, str, str], ...]) -> None:
    dataset = Dataset((NamedGraph("https://w3id.org/itu-kg/graph/x", triples),))
    read = rdf.parse(rdf.write(dataset, form, context=CONTEXT), form, where="x", graph=dataset.graphs[0].iri)
    assert read == dataset.graphs


@pytest.mark.parametrize("base", ["https://example.org/kg#", "https://example.org/a/b/"])
@pytest.mark.parametrize("form", [Format.TURTLE, Format.TRIG, Format.JSONLD])
def test_any_base_reads_back_as_it_was(form: Format, base: str) -> None:
    context = rdf.Context.load(PROJECT / "ontology" / "context.jsonld", base=base)
    triple = (f"<{base}id/event/a>", "<http://schema.org/superEvent>", f"<{base}id/series/b.c>")
    dataset = Dataset((NamedGraph(f"{base}graph/x", (triple,)),))
    data = rdf.write(dataset, form, base=base, context=context)
    assert rdf.parse(data, form, where="x", graph=dataset.graphs[0].iri, base="https://other.org/") == dataset.graphs


@pytest.mark.parametrize("form", Format)
def test_bytes_are_the_same_in_every_process(form: Format, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from itu_kg import rdf; from itu_kg.model.formats import Format;"
        "p=Path(sys.argv[1]); c=rdf.Context.load(p/'context.jsonld');"
        "sys.stdout.buffer.write(rdf.write(rdf.read([p/'schemes']), Format(sys.argv[2]), context=c))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", code, str(PROJECT / "ontology"), form.value],
            env={"PYTHONHASHSEED": seed},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(written) == 1


def test_the_order_of_files_changes_nothing() -> None:
    paths = sorted((PROJECT / "ontology" / "schemes").glob("*.ttl"))
    shuffled = random.Random(1).sample(paths, len(paths))  # noqa: S311  a fixed shuffle
    assert rdf.read(shuffled) == rdf.read(paths)


def test_turtle_tells_of_a_subject_once_type_first_and_evidence_last() -> None:
    turtle = rdf.write(
        _graph(
            f"{EVENT} ikg:evidence <https://w3id.org/itu-kg/id/evidence/small/10-20>, "
            "<https://w3id.org/itu-kg/id/evidence/small/9-10> ; schema:endDate 1 ; schema:startDate 1 ;"
            'schema:name "WG"@en ; a ikg:ReportedEvent .'
            "<https://w3id.org/itu-kg/id/evidence/small/9-10> a oa:SpecificResource ."
            "<https://w3id.org/itu-kg/id/selector/small/9-10> a oa:TextPositionSelector ."
            "<https://w3id.org/itu-kg/id/evidence/small/10-20> a oa:SpecificResource ."
            "<https://w3id.org/itu-kg/id/submission/small> a ikg:Submission ."
        ),
        Format.TURTLE,
    )
    assert turtle.decode() == (
        "@prefix at: <https://w3id.org/itu-kg/id/evidence/small/> .\n"
        "@prefix event: <https://w3id.org/itu-kg/id/event/> .\n"
        f"@prefix ikg: <{IKG}> .\n"
        "@prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "@prefix schema: <http://schema.org/> .\n"
        "@prefix sel: <https://w3id.org/itu-kg/id/selector/small/> .\n"
        "@prefix submission: <https://w3id.org/itu-kg/id/submission/> .\n"
        "\nsubmission:small a ikg:Submission .\n"
        "\nevent:wg-24 a ikg:ReportedEvent ;\n"
        '    schema:name "WG"@en ;\n'
        "    schema:startDate 1 ;\n"
        "    schema:endDate 1 ;\n"
        "    ikg:evidence at:9-10, at:10-20 .\n"
        "\nat:9-10 a oa:SpecificResource .\n"
        "\nsel:9-10 a oa:TextPositionSelector .\n"
        "\nat:10-20 a oa:SpecificResource .\n"
    )


def test_goal_2_comes_before_goal_10() -> None:
    turtle = rdf.write(
        _graph(f"{EVENT} ikg:contributesTo <http://metadata.un.org/sdg/10>, <http://metadata.un.org/sdg/2> ."),
        Format.TURTLE,
    )
    assert b"sdg:2, sdg:10" in turtle


def test_evidence_of_two_submissions_has_two_prefixes() -> None:
    places = ("<https://w3id.org/itu-kg/id/evidence/a/1-2>", "<https://w3id.org/itu-kg/id/evidence/b/1-2>")
    trig = rdf.write(_graph("".join(f"{place} a oa:SpecificResource ." for place in places)), Format.TRIG).decode()
    assert "at-a:1-2 a" in trig
    assert "at-b:1-2 a" in trig


def test_a_triple_that_two_graphs_state_counts_once_where_graphs_have_no_names() -> None:
    triple = (EVENT, ntriples.RDF_TYPE, f"<{IKG}ReportedEvent>")
    dataset = Dataset((NamedGraph("https://example.org/a", (triple,)), NamedGraph("https://example.org/b", (triple,))))
    assert rdf.write(dataset, Format.NTRIPLES).count(b"\n") == 1


def test_lines_of_n_quads_are_sorted() -> None:
    lines = rdf.write(rdf.read([PROJECT / "ontology" / "schemes" / "role.ttl"]), Format.NQUADS).splitlines()
    assert lines == sorted(lines)


def test_triples_of_a_document_are_sorted_and_unique_however_often_it_says_them() -> None:
    nodes = [
        {"id": "id/event/b", "schema:url": {"id": "http://b.org/"}, "url": ["http://b.org/", "http://a.org/"]},
        {"id": "id/event/a", "url": "http://a.org/"},
        {"id": "id/event/b", "type": "Place", "url": "http://a.org/"},
    ]
    graph = CONTEXT.graph({"@graph": nodes})
    assert len(graph.triples) == 4
    assert graph.triples == tuple(sorted(set(graph.triples)))


def test_json_ld_says_in_full_what_a_key_has_no_way_to_say() -> None:
    graph = NamedGraph(
        "",
        (
            ("<http://a.org/>", "<http://schema.org/name>", "<http://a.org/b>"),
            ("<http://a.org/>", ntriples.RDF_TYPE, '"a text"'),
            ("<http://a.org/>", ntriples.RDF_TYPE, f"<{IKG}Submission>"),
        ),
    )
    data = rdf.write(Dataset((graph,)), Format.JSONLD, context=CONTEXT)
    assert set(rdf.parse(data, Format.JSONLD, where="x")[0].triples) == set(graph.triples)


@settings(max_examples=60, deadline=None)
@given(one=st.text("0123456789ab/-", max_size=24), other=st.text("0123456789ab/-", max_size=24))
def test_numbers_sort_by_what_they_count(one: str, other: str) -> None:
    def pieces(text: str) -> list[str | int]:
        parted: list[str | int] = [*re.split("([0-9]{1,18})", text)]
        parted[1::2] = map(int, parted[1::2])
        return parted

    assert (natural(one) < natural(other)) == (pieces(one) < pieces(other))
    assert Keys().iri(one) == natural(one)


def test_literals_stay_as_they_are_written() -> None:
    graph = _graph(f"{EVENT} schema:value 007, 1.50, 1e3, true, 'x'@en-GB .")
    assert {thing for _, _, thing in graph.graphs[0].triples} == {
        f'"007"^^<{XSD}integer>',
        f'"1.50"^^<{XSD}decimal>',
        f'"1e3"^^<{XSD}double>',
        f'"true"^^<{XSD}boolean>',
        '"x"@en-gb',
    }


def test_a_file_of_triples_is_the_graph_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "small.ttl").write_text(f"{EVENT} a <http://schema.org/Event> .")
    (graph,) = rdf.read([tmp_path], "https://example.org/").graphs
    assert graph.iri == "https://example.org/graph/small"


def test_blank_nodes_get_the_same_labels_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://a.org/> <http://a.org/b> [ <http://a.org/c> ( 1 2 ) ] .")
    assert rdf.read([path]) == rdf.read([path])


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<http://a.org/> a <http://a.org/b> .\n<http://a.org/> a .\n")
    with pytest.raises(SourceError) as caught:
        rdf.read([path])
    assert str(caught.value).startswith(f"{path}:2: broken turtle: ")


def test_a_control_character_is_refused_at_its_line() -> None:
    with pytest.raises(SourceError, match=r"x\.ttl:2: a text holds a control character; take it out"):
        rdf.parse(b'<http://a.org/> <http://a.org/>\n"a\\u0007" .', Format.TURTLE, where="x.ttl")


def test_a_remote_context_is_refused() -> None:
    with pytest.raises(SourceError, match="broken jsonld"):
        rdf.parse(b'{"@context": "http://a.org/c.jsonld", "@id": "http://a.org/"}', Format.JSONLD, where="x")


def test_a_property_that_xml_cannot_name_is_refused() -> None:
    dataset = Dataset((NamedGraph("", (("<http://a.org/a>", "<http://a.org/9>", '"x"'),)),))
    with pytest.raises(SourceError, match=r"RDF/XML has no way to write the property <http://a\.org/9>"):
        rdf.write(dataset, Format.RDFXML)


def test_a_file_that_is_no_rdf_by_its_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(SourceError, match="this is no RDF file by its name"):
        rdf.read([tmp_path / "a.txt"])


def test_a_format_is_told_by_the_end_of_a_name() -> None:
    assert Format.of(Path("a/B.TTL")) is Format.TURTLE
