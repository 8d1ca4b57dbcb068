from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from itu_kg.errors import UsageError
from itu_kg.query.header import parse
from itu_kg.query.memory_store import MemoryStore
from itu_kg.query.parameters import fill, to_terms

SDG = "http://metadata.un.org/sdg/"
XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    '"} DROP ALL #', "'} DROP ALL #", '" } ?s ?p ?o . { "', "> } DROP ALL #", "\\", '\\"', '\\\\"', "\n} DROP ALL",
    "\t", "#", "}", "{", "UNDEF", "?x", "$x", '"""', "'''", "<http://example.org/>", "@en", "^^xsd:integer", "{}",
    "VALUES ?_x { UNDEF }", "\\n", "\\t", "ﬀ", "\u202e", "a" * 10_000, "''", '""', "/*", "--", ";", "%22", "&quot;",
    "\\\\", '\\" }', "\\g<0>", "\\1", "🜁", "é", "''' } #", '""" } #', "\r} #", "\\\n}", "_:b", "(", ")", "[ ]",
]  # fmt: skip


def _named(kind: str, text: str) -> tuple[NamedNode, ...]:
    return (NamedNode(f"https://example.org/{kind}/{text.replace(' ', '-')}"),)


def _bound(kind: str, value: str | None, **more: str) -> str:
    extra = "".join(f", {name}: {text}" for name, text in more.items())
    header = f"#+ summary: S\n#+ parameters:\n#+   x: {{type: {kind}{extra}}}\n"
    query = parse(header + "SELECT ?_x WHERE { VALUES ?_x { UNDEF } }", name="q", where="q.rq")
    return fill(query, to_terms(query, {} if value is None else {"x": value}, _named)).rpartition("\n")[2]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("goal", "9", f"<{SDG}9>"),
        ("goal", "SDG 9", f"<{SDG}9>"),
        ("goal", "goal 13", f"<{SDG}13>"),
        ("goal", "SDG #13", f"<{SDG}13>"),
        ("goal", "climate action", f"<{SDG}13>"),
        ("goal", "climate-action", f"<{SDG}13>"),
        ("goal", "Pas de pauvrete", f"<{SDG}1>"),
        ("goal", "气候行动", f"<{SDG}13>"),
        ("target", "SDG 13.2", f"<{SDG}13.2>"),
        ("target", "Ending extreme poverty", f"<{SDG}1.1>"),
        ("language", "fr", '"fr"'),
        ("language", "French", '"fr"'),
        ("language", "français", '"fr"'),
        ("language", "francais", '"fr"'),
        ("language", "zh-Hant", '"zh-Hant"'),
        ("thing", "AI for Good", "<https://example.org/thing/AI for Good>".replace(" ", "-")),
        ("thing", "https://example.org/a", "<https://example.org/a>"),
        ("target", "9.C", f"<{SDG}9.c>"),
        ("iri", "https://example.org/a", "<https://example.org/a>"),
        ("date", "2024-05-27", f'"2024-05-27"^^<{XSD}date>'),
        ("year", "2024", f'"2024"^^<{XSD}gYear>'),
        ("integer", "+07", f'"7"^^<{XSD}integer>'),
        ("decimal", "2.5", f'"2.5"^^<{XSD}decimal>'),
        ("string", 'say "hi"', '"say \\"hi\\""'),
        ("organisation", "itu", "<https://example.org/organisation/itu>"),
        ("country", "CH", "<https://example.org/country/CH>"),
    ],
)
def test_a_value_becomes_a_term_of_its_type(kind: str, value: str, term: str):
    assert f"VALUES ?_x {{ {term} }}" in _bound(kind, value)


def test_what_stands_for_several_things_is_written_as_all_of_them():
    header = "#+ summary: S\n#+ parameters:\n#+   x: {type: country}\n"
    countries = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")
    for where in ("VALUES ?_x { UNDEF } ?s ?p ?_x", "?s ?p ?_x"):  # the latter as queries made for grlc have it
        query = parse(f"{header}SELECT ?s WHERE {{ {where} }}", name="q", where="q.rq")
        text = fill(query, to_terms(query, {"x": "somewhere"}, lambda _kind, _name: countries))
        assert "VALUES ?_x { <https://example.org/a> <https://example.org/b> }" in text


def test_a_misspelt_goal_is_refused_with_its_name_and_number():
    with pytest.raises(UsageError, match=r"did you mean Climate action \(13\)"):
        _bound("goal", "climte action")


@pytest.mark.parametrize("value", ["14", "14.z", "goal 14", "14,1"])
def test_a_target_that_is_none_is_refused_with_those_of_its_goal(value: str):
    with pytest.raises(UsageError, match=r"goal 14 has the targets 14\.1, 14\.2, .*, 14\.c$"):
        _bound("target", value)


def test_a_string_takes_the_language_of_its_parameter():
    assert 'VALUES ?_x { "Genf"@de }' in _bound("string", "Genf", language="de")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("goal", "18"), ("goal", "0"), ("goal", "climate"), ("goal", "-"), ("goal", "13.2"), ("language", "frensh"),
        ("language", "xx"), ("target", "climate action"),
        ("goal", "nine"), ("goal", "９"), ("target", "9"), ("target", "18.1"),
        ("iri", "example"), ("iri", "http://a b"), ("iri", "http://a/\\u003e"), ("iri", "http://a/>"),
        ("date", "2024-02-30"), ("date", "27 May"), ("date", "2024-5-1 "), ("year", "24"), ("integer", "1.5"),
        ("integer", "1" * 5000), ("decimal", "1e3"), ("string", "\\u0022 }"), ("string", "a\x00b"),
        ("string", "\udcff"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(kind: str, value: str):
    with pytest.raises(UsageError, match="is no"):
        _bound(kind, value)


def test_without_a_value_the_variable_is_free():
    assert _bound("goal", None) == "SELECT ?_x WHERE {  }"


def test_a_default_stands_where_no_value_is_given():
    assert f"<{SDG}4>" in _bound("goal", None, default="4")


def test_a_missing_required_value_is_refused_with_an_example():
    with pytest.raises(UsageError, match="q needs --x, for example --x 9"):
        _bound("goal", None, required="true", example="9")


def test_a_value_outside_the_allowed_ones_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match="did you mean 'explicit'"):
        _bound("string", "explicite", allowed="[explicit, all]")


def test_an_unknown_parameter_is_refused_with_the_nearest():
    query = parse(
        "#+ summary: S\n#+ parameters:\n#+   goal: {type: goal}\nASK { VALUES ?_goal { UNDEF } }", name="q", where="q"
    )
    with pytest.raises(UsageError, match="did you mean 'goal'"):
        to_terms(query, {"gaol": "9"}, _named)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_comes_back_as_the_value_it_is(value: str):
    (row,) = MemoryStore().select(_bound("string", value)).rows
    assert [cell.value for cell in row if cell] == [value]
