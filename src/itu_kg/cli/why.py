"""`itu-kg why`: what a fact rests on."""

from __future__ import annotations

import shlex
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg import rdf
from itu_kg.cli._shared import completion
from itu_kg.cli._shared.inputs import read_page
from itu_kg.cli._shared.options import (
    PATH,
    allow_private,
    as_json,
    assets,
    base_iri,
    built,
    excerpt,
    print_json,
    project,
)
from itu_kg.errors import UsageError
from itu_kg.ledger.explanation import Evidence, Explanation, Fact, explain
from itu_kg.model.names import nearest
from itu_kg.model.vocab import prefixes
from itu_kg.query.entity_names import Label, resolve
from itu_kg.query.parameter_values import as_iri
from itu_kg.rdf.entailments import entailments
from itu_kg.rdf.ntriples import value as literal
from itu_kg.rdf.prefixes import expand, shorten, term

if TYPE_CHECKING:
    from itu_kg.model.graph import Dataset

_LONGEST = 300
_NAMES = frozenset(
    term(name)
    for name in (
        "schema:name",
        "schema:alternateName",
        "skos:altLabel",
        "skos:hiddenLabel",
        "ikg:acronym",
        "ikg:symbol",
    )
)


@click.command()
@click.argument("thing", shell_complete=completion.things)
@click.option("--property", "only", metavar="P", help="Only this property: an IRI, or a name such as startDate.")
@click.option("--source", metavar="PAGE|URL|-", help="The page, to quote from it and to give line numbers.")
@click.option("--on", multiple=True, type=PATH, metavar="PATH", help="RDF file or folder to ask.")
@allow_private
@as_json
@base_iri
def command(  # noqa: PLR0913  one for each option
    thing: str,
    *,
    only: str | None,
    source: str | None,
    on: tuple[Path, ...],
    allow_private: bool,
    as_json: bool,
    base_iri: str,
) -> None:
    """Show what is said of THING, who says so, and on which words; drafts too, as what nobody has confirmed.

    THING is any of its names, "AI for Good", or its IRI, whole or shortened as tables show it: event:wrc-23.
    """
    known = prefixes(base_iri)
    here = assets() if on else project()
    dataset = rdf.read(on or (built(here),), base_iri)
    text = read_page(source, allow_private=allow_private).text if source else None
    iri = as_iri(thing, known) or _named_so(thing, dataset, known)
    explanation = explain(dataset, iri, text, entailments(here.terms))
    if explanation is None:
        raise UsageError("nothing is said of it", where=thing, hint=_near(iri, dataset, known))
    wanted = expand(only, known) if only else None
    facts = tuple(f for f in explanation.facts if wanted is None or _named(f, wanted))
    if not facts:
        properties = sorted({fact.property.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for fact in explanation.facts})
        raise UsageError(f"nothing is said of its {only}", where=thing, hint=f"there is {', '.join(properties)}")
    if as_json:
        print_json(_document(explanation, facts))
    else:
        _print(explanation, facts, known, asked=only is not None)


def _named_so(name: str, dataset: Dataset, known: dict[str, str]) -> str:
    """The IRI of the thing that goes by a name.

    Raises:
        UsageError: none or several do; names the nearest, or all of them.
    """
    labels = (
        Label(literal(subject), literal(text))
        for graph in dataset.graphs
        for subject, predicate, text in graph.triples
        if predicate in _NAMES
    )
    hint = f"look for words: itu-kg find {shlex.quote(name)}"
    return resolve(name, labels, "thing", shown=lambda iri: shorten(iri, known), otherwise=hint)


def _near(iri: str, dataset: Dataset, known: dict[str, str]) -> str:
    """The IRIs of the same kind that are most like one that nothing is said of."""
    space = iri.rpartition("/")[0]
    things = {literal(triple[0]) for graph in dataset.graphs for triple in graph.triples}
    parts = {each[len(space) + 1 :]: each for each in sorted(things) if each.rpartition("/")[0] == space}
    near = nearest(iri[len(space) + 1 :], parts)
    shown = " or ".join(shorten(parts[part], known) for part in near)
    return f"did you mean {shown}?" if near else "`itu-kg find` looks for words"


def _named(fact: Fact, wanted: str) -> bool:
    return fact.property == wanted or fact.property.rsplit("#", 1)[-1].rsplit("/", 1)[-1] == wanted


def _print(explanation: Explanation, facts: tuple[Fact, ...], known: dict[str, str], *, asked: bool) -> None:
    click.secho(explanation.name or explanation.iri, bold=True)
    click.echo(f"{explanation.iri}\n{', '.join(shorten(iri, known) for iri in explanation.types)}\n")
    for doubt in explanation.doubts:
        click.echo(f"to confirm: {doubt}")
    for (name, assertion, basis, graph, evidence), several in groupby(facts, key=_ground):
        for fact in several:
            value = shorten(literal(fact.value), known) if fact.value.startswith("<") else literal(fact.value)
            click.echo(f"{shorten(name, known)}  {value}{f'  ({fact.label})' if fact.label else ''}")
        click.echo(f"    {assertion}{f', on the basis: {basis}' if basis else ''}; in {graph}")
        for each in evidence:
            click.echo(f"    {_cited(each)}")
    if not asked and explanation.evidence:
        click.echo("\nIt rests on:")
        for each in explanation.evidence:
            click.echo(f"  {_cited(each)}")


def _ground(fact: Fact) -> tuple[str, str, str | None, str, tuple[Evidence, ...]]:
    return fact.property, fact.assertion, fact.basis, fact.graph, fact.evidence


def _cited(evidence: Evidence) -> str:
    question = f"question {evidence.question}" if evidence.question else "outside the answers"
    line = f", line {evidence.line}" if evidence.line else ""
    words = excerpt(evidence.words or "", _LONGEST)
    quoted = f": “{words}”" if words else " (give --source to see the words)"
    return f"{question}, {' and '.join(evidence.fields)}, {evidence.at}{line}{quoted}"


def _document(explanation: Explanation, facts: tuple[Fact, ...]) -> dict[str, Any]:
    def evidence(each: Evidence) -> dict[str, Any]:
        return {
            "question": each.question or None,
            "fields": list(each.fields),
            "at": list(each.at),
            "line": each.line,
            "words": each.words,
        }

    return {
        "iri": explanation.iri,
        "name": explanation.name,
        "types": list(explanation.types),
        "toConfirm": list(explanation.doubts),
        "facts": [
            {
                "property": fact.property,
                "value": literal(fact.value),
                "term": fact.value,
                "label": fact.label,
                "graph": fact.graph,
                "asserted": fact.assertion,
                "basis": fact.basis,
                "witnesses": [evidence(each) for each in fact.evidence],
            }
            for fact in facts
        ],
        "witnesses": [evidence(each) for each in explanation.evidence],
    }
