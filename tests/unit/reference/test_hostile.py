"""Texts, names and addresses that mean harm come to a page as what they are: text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from itu_kg.model.graph import NamedGraph
from itu_kg.model.table import Cell, Table
from itu_kg.model.vocab import BASE, IKG, ONTOLOGY, VOCABULARIES
from itu_kg.reference import index_page, ontology_page, queries_page, shape_rules, shapes_page
from itu_kg.reference.html_page import Publication
from itu_kg.reference.ontology_terms import read
from itu_kg.reference.usage import measure

if TYPE_CHECKING:
    from itu_kg.reference.html_page import Document

EVIL = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"
LITERAL = f'"{EVIL}"@en'
ADDRESS = "<javascript:alert(1)>"
TYPE = f"<{VOCABULARIES['rdf']}type>"
CLASS = f"<{VOCABULARIES['owl']}Class>"
PUBLICATION = Publication(EVIL, EVIL, EVIL, "javascript:alert(1)", BASE)
TERM = f"<{IKG}Evil>"
TABLE = Table(("a", EVIL), ((Cell("literal", EVIL), Cell("uri", "javascript:alert(1)")),))


def _ontology_page() -> Document:
    said = [(f"<{VOCABULARIES['rdfs']}label>", LITERAL), (f"<{VOCABULARIES['skos']}definition>", LITERAL)]
    said += [(f"<{VOCABULARIES['rdfs']}seeAlso>", ADDRESS), (TYPE, CLASS)]
    header = [
        (f"<{ONTOLOGY}>", f"<{VOCABULARIES['dcterms']}{name}>", LITERAL) for name in ("title", "abstract", "creator")
    ]
    header += [(f"<{ONTOLOGY}>", f"<{VOCABULARIES['dcterms']}license>", ADDRESS)]
    data = NamedGraph("", tuple(sorted([("<urn:x>", TYPE, TERM), ("<urn:x>", ADDRESS, LITERAL)])))
    ontology = read([*((TERM, p, o) for p, o in said), *header], ())
    shapes = {TERM: (EVIL,)}
    return ontology_page.page(
        PUBLICATION, ontology_page.Sources(ontology, measure([data]), shapes, ((EVIL, EVIL, EVIL),))
    )


def _shapes_page() -> Document:
    shape, sh = "<https://w3id.org/itu-kg/shapes#Evil>", VOCABULARIES["sh"]
    said = [(shape, f"<{sh}{name}>", f'"{EVIL}"') for name in ("name", "description", "message", "pattern")]
    found = shape_rules.read(said, [shape_rules.Aim(shape, (), (ADDRESS,))], {}, {})
    return shapes_page.page(PUBLICATION, found, [shape_rules.Example("Evil", EVIL, EVIL, EVIL, ())], ())


def _queries_page() -> Document:
    parameter = queries_page.Parameter(EVIL, EVIL, EVIL, EVIL, (EVIL,), EVIL, required=True)
    graph = NamedGraph("", ((ADDRESS, ADDRESS, LITERAL),))
    asked = [
        queries_page.Question(EVIL, EVIL, EVIL, EVIL, (EVIL,), (parameter,), EVIL, {"a": EVIL}, answer)
        for answer in (TABLE, graph, EVIL, True)
    ]
    return queries_page.page(PUBLICATION, asked, ())


def _index_page() -> Document:
    files = [index_page.File(EVIL, EVIL, 1, EVIL), index_page.File("javascript:alert(1)", "", 1, "")]
    return index_page.page(PUBLICATION, index_page.Contents([(EVIL, 1)], files, EVIL))


@pytest.fixture(params=[_ontology_page, _shapes_page, _queries_page, _index_page])
def page(request: pytest.FixtureRequest) -> html.HtmlElement:
    return html.document_fromstring(request.param().data)


def test_no_element_comes_of_it(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //img | //iframe | //form") == []
    assert len(page.xpath("//style")) == 1


def test_no_link_leads_to_it(page: html.HtmlElement) -> None:
    schemes = {href.partition(":")[0] for href in page.xpath("//@href") if ":" in href.partition("<")[0]}
    assert schemes <= {"http", "https"}


def test_no_attribute_comes_of_it(page: html.HtmlElement) -> None:
    assert {name for each in page.iter() for name in each.attrib if name.startswith("on")} == set()


def test_it_is_shown_as_text(page: html.HtmlElement) -> None:
    assert "<script>alert(1)</script>" in page.text_content()
