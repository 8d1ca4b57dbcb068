from __future__ import annotations

import pytest

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.shapes import Shapes, Target
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.index import by_subject
from itu_kg.reference.shape_rules import Rule, example, read

PREFIXES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in VOCABULARIES.items())
SHAPE = "<https://w3id.org/itu-kg/shapes#S>"


def _rule(constraint: str) -> Rule:
    (graph,) = rdf.parse(f"{PREFIXES}{SHAPE} a sh:NodeShape ; {constraint} .".encode(), Format.TURTLE, where="test")
    target = Target(SHAPE, (), (), (), (), ())
    (node_shape,) = read(Shapes(graph.triples, (target,), {}, {}, frozenset()))
    return node_shape.rules[0]


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        ("sh:minCount 1", "at least 1"),
        ("sh:maxCount 2", "at most 2"),
        ("sh:datatype xsd:date", "of the datatype xsd:date"),
        ("sh:class schema:Place", "of the class schema:Place"),
        ("sh:nodeKind sh:IRI", "an IRI"),
        ('sh:pattern "^a$"', "matches ^a$"),
        ('sh:in ( "a" "b" )', "one of a b"),
        ('sh:languageIn ( "en" )', "in a language of en"),
        ("sh:uniqueLang true", "one text in each language at the most"),
        ("sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )", "one of these holds: "),
        ("sh:not [ sh:class schema:Place ]", "not: of the class schema:Place"),
        ("sh:lessThan schema:endDate", "before schema:endDate"),
        ('sh:sparql [ sh:select "SELECT" ]', "this query finds nothing: SELECT"),
        (
            "sh:qualifiedValueShape [ sh:class schema:Place ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
            "exactly 1 of its values: of the class schema:Place",
        ),
        ("sh:hasValue schema:Place", "one value is schema:Place"),
    ],
)
def test_a_constraint_is_put_in_words(constraint: str, words: str) -> None:
    ((said, terms, code),) = _rule(constraint).constraints
    names = [next(f"{p}:{t[len(s) + 1 : -1]}" for p, s in VOCABULARIES.items() if t.startswith(f"<{s}")) for t in terms]
    assert " ".join([said, *names, code]).strip().startswith(words.strip())


def test_a_shape_without_severity_is_a_violation_and_a_warning_says_so() -> None:
    assert _rule("sh:minCount 1").severity == "violation"
    assert _rule("sh:minCount 1 ; sh:severity sh:Warning").severity == "warning"


def test_an_example_shows_what_its_subject_said_before() -> None:
    conforming = by_subject([("<urn:x:a>", "<urn:x:p>", '"good"'), ("<urn:x:a>", "<urn:x:q>", '"other"')])
    text = "# expect: Write it.\n@prefix x: <urn:x:> .\n\nx:a x:p 'bad' .\n"
    found = example(text, stem="S-p--bad-value", conforming=conforming)
    assert (found.rule, found.what, found.message) == ("S-p", "bad value", "Write it.")
    assert (found.failing, found.passing) == ("x:a x:p 'bad' .", (("<urn:x:a>", "<urn:x:p>", '"good"'),))


def test_an_example_that_takes_something_out_says_so() -> None:
    conforming = by_subject([("<urn:x:a>", "<urn:x:p>", '"good"')])
    found = example("# expect: m\n# without: x:a x:p\n@prefix x: <urn:x:> .\n", stem="S--gone", conforming=conforming)
    assert (found.failing, found.passing) == ("# x:a has no x:p", (("<urn:x:a>", "<urn:x:p>", '"good"'),))
