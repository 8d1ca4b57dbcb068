from __future__ import annotations

import pytest

from itu_kg.errors import UsageError
from itu_kg.query.sparql_tokens import declare_prefixes, keywords, over_graphs, query_form, require_local

KNOWN = {"ikg": "https://example.org/ikg#", "sdg": "https://example.org/sdg/"}


@pytest.mark.parametrize(
    "text",
    [
        "# SERVICE\nASK {}", 'ASK { ?s ?p "SERVICE FROM" }', "ASK { ?service ?from <http://FROM> }",
        "ASK { ?s x:SERVICE 'it''s FROM' }", "ASK { ?s ?p '''FROM\n''' }",
    ],
)  # fmt: skip
def test_a_word_inside_a_string_name_or_comment_is_no_keyword(text: str):
    require_local(text)


@pytest.mark.parametrize("text", ["ASK { service <http://a> {} }", "SELECT*FROM<http://a>{}", "ASK{'x'}SERVICE"])
def test_service_and_from_are_refused_in_any_spelling(text: str):
    with pytest.raises(UsageError, match="is off"):
        require_local(text)


def test_the_form_is_the_first_of_its_keywords():
    assert query_form("PREFIX select: <http://ask>\n# ask\ndescribe <a:b>") == "DESCRIBE"


@pytest.mark.parametrize("text", ["LOAD <http://a>", "INSERT DATA {}", "with <a:b> delete {} where {}"])
def test_an_update_is_refused(text: str):
    with pytest.raises(UsageError, match="queries here only read"):
        query_form(text)


def test_known_prefixes_are_declared_where_they_are_used_and_not_declared():
    text = "PREFIX sdg: <http://mine/>\nASK { ?s a ikg:X ; a sdg:1 }"
    assert declare_prefixes(text, KNOWN) == "PREFIX ikg: <https://example.org/ikg#> " + text


def test_words_come_in_upper_case_and_in_order():
    assert keywords("Select ?a { ?a a <b:c> } limit 1") == ("SELECT", "A", "LIMIT")


OVER = "FROM <g:a> FROM <g:b>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", f"SELECT *  {OVER} WHERE {{ ?s ?p ?o }}"),
        ("SELECT (EXISTS { ?s ?p 1 } AS ?a) { }", f"SELECT (EXISTS {{ ?s ?p 1 }} AS ?a)  {OVER} {{ }}"),
        ("ASK { { ?s ?p ?o } }", f"ASK  {OVER} {{ {{ ?s ?p ?o }} }}"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { }", f"CONSTRUCT {{ ?s ?p ?o }}  {OVER} WHERE {{ }}"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", f"CONSTRUCT {{ ?s ?p ?o }}  {OVER} {{ ?s ?p ?o }}"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", f"CONSTRUCT  {OVER} WHERE {{ ?s ?p ?o }}"),
        ("DESCRIBE <a:b> # where {", f"DESCRIBE <a:b> {OVER}  # where {{"),
        ("DESCRIBE ?s { ?s a <a:b> } LIMIT 1", f"DESCRIBE ?s  {OVER} {{ ?s a <a:b> }} LIMIT 1"),
        ("DESCRIBE <a:b> LIMIT 1", f"DESCRIBE <a:b>  {OVER} LIMIT 1"),
        ("ASK { GRAPH ?g { } }", f"ASK  {OVER} FROM NAMED <g:a> FROM NAMED <g:b> {{ GRAPH ?g {{ }} }}"),
        (
            "ASK { GRAPH <g:a> { } GRAPH x:c { } }",
            f"ASK  {OVER} FROM NAMED <g:a> FROM NAMED <g:b> FROM NAMED x:c {{ GRAPH <g:a> {{ }} GRAPH x:c {{ }} }}",
        ),
        ("SELECT * FROM <g:c> { ?s ?p ?o }", "SELECT * FROM <g:c> { ?s ?p ?o }"),
    ],
)
def test_a_query_is_put_over_graphs_before_its_pattern(text: str, expected: str):
    assert over_graphs(text, ("g:a", "g:b")).split() == expected.split()


def test_over_no_graphs_a_query_stays_as_it_is():
    assert over_graphs("ASK { }", ()) == "ASK { }"
