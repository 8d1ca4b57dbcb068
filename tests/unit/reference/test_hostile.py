"""Texts, names and addresses that mean harm come to a page as what they are: text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from itu_kg.model.answer import AnsweredQuery, Cell, Table
from itu_kg.model.edition import Edition, Written
from itu_kg.model.graph import NamedGraph
from itu_kg.model.shapes import Shapes, Target
from itu_kg.model.stored_query import Parameter, StoredQuery
from itu_kg.model.vocab import BASE, IKG, ONTOLOGY, VOCABULARIES
from itu_kg.reference import index_page, ontology_page, queries_page, shape_rules, shapes_page
from itu_kg.reference.ontology_terms import read
from itu_kg.reference.usage import measure

if TYPE_CHECKING:
    from itu_kg.model.edition import Artefact

EVIL = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"
LITERAL = f'"{EVIL}"@en'
ADDRESS = "<javascript:alert(1)>"
TYPE = f"<{VOCABULARIES['rdf']}type>"
CLASS = f"<{VOCABULARIES['owl']}Class>"
EDITION = Edition(EVIL, EVIL, EVIL, "javascript:alert(1)", BASE, EVIL, EVIL, EVIL)
TERM = f"<{IKG}Evil>"
TABLE = Table(("a", EVIL), ((Cell("literal", EVIL), Cell("uri", "javascript:alert(1)")),))


def _ontology_page() -> Artefact:
    said = [(f"<{VOCABULARIES['rdfs']}label>", LITERAL), (f"<{VOCABULARIES['skos']}definition>", LITERAL)]
    said += [(f"<{VOCABULARIES['rdfs']}seeAlso>", ADDRESS), (TYPE, CLASS)]
    header = [
        (f"<{ONTOLOGY}>", f"<{VOCABULARIES['dcterms']}{name}>", LITERAL) for name in ("title", "abstract", "creator")
    ]
    header += [(f"<{ONTOLOGY}>", f"<{VOCABULARIES['dcterms']}license>", ADDRESS)]
    data = NamedGraph("", tuple(sorted([("<urn:x>", TYPE, TERM), ("<urn:x>", ADDRESS, LITERAL)])))
    ontology = read([*((TERM, p, o) for p, o in said), *header], ())
    shapes = {TERM: (EVIL,)}
    return ontology_page.page(EDITION, ontology_page.Sources(ontology, measure([data]), shapes, ((EVIL, EVIL, EVIL),)))


def _shapes_page() -> Artefact:
    shape, sh = "<https://w3id.org/itu-kg/shapes#Evil>", VOCABULARIES["sh"]
    said = [(shape, f"<{sh}{name}>", f'"{EVIL}"') for name in ("name", "description", "message", "pattern")]
    found = shape_rules.read(Shapes(tuple(said), (Target(shape, (), (ADDRESS,), (), (), ()),), {}, {}, frozenset()))
    return shapes_page.page(EDITION, found, [shape_rules.Example("Evil", EVIL, EVIL, EVIL, ())], ())


def _queries_page() -> Artefact:
    parameter = Parameter(EVIL, EVIL, (), EVIL, EVIL, (EVIL,), EVIL, required=True)
    graph = NamedGraph("", ((ADDRESS, ADDRESS, LITERAL),))
    query = StoredQuery(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,), (parameter,))
    answered = [AnsweredQuery(query, {"a": EVIL}, answer) for answer in (TABLE, graph, EVIL, True)]
    return queries_page.page(EDITION, answered, ())


def _index_page() -> Artefact:
    files = [Written(EVIL, EVIL, 1, EVIL), Written("javascript:alert(1)", "", 1, "")]
    return index_page.page(EDITION, index_page.Contents([(EVIL, 1)], files, EVIL))


@pytest.fixture(params=[_ontology_page, _shapes_page, _queries_page, _index_page])
def page(request: pytest.FixtureRequest) -> html.HtmlElement:
    return html.document_fromstring(b"".join(request.param().chunks))


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
