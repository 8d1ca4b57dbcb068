"""Shapes and examples → the page that says what valid data is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from itu_kg.model.edition import Artefact, Edition
from itu_kg.model.graph import Term
from itu_kg.reference.html_page import SHAPES, Entry
from itu_kg.reference.html_page import page as html_page
from itu_kg.reference.markup import Child, Markup, h, link, quoted
from itu_kg.reference.shape_rules import Example, NodeShape, Rule, local
from itu_kg.reference.snippet import Linker

_SHOWN = 2
"""Examples that a rule shows; the others differ little."""
_EXAMPLES = "https://data.example/"
"""The base of the examples' own data."""


def page(
    edition: Edition, shapes: Sequence[NodeShape], examples: Iterable[Example], known: Collection[Term]
) -> Artefact:
    """Make the page; `known` are the terms that the ontology's page has."""
    writer = _Writer(edition, shapes, examples, known)
    rules = sum(len(shape.rules) for shape in shapes)
    body: list[Child] = [
        h(
            "p",
            "What must hold of data before it is released, in words: the SHACL shapes of this folder.",
            class_="lead",
        ),
        h(
            "p",
            f"{len(shapes)} shapes, {rules} rules. A violation keeps data from being released; a warning asks a person "
            "to look again. The examples are those of the tests: each that fails is a change to data that pass, and "
            "each breaks the rule it stands at.",
        ),
        h("h2", "Shapes", id="the-shapes"),
        *map(writer.shape, shapes),
        h("h2", "Rules that several shapes share", id="the-shared-rules"),
        *map(writer.shared_rule, writer.shared.values()),
    ]
    contents = [
        Entry("Shapes", "#the-shapes", tuple(Entry(c.title or c.name, f"#{c.name}") for c in shapes)),
        Entry(
            "Shared rules",
            "#the-shared-rules",
            tuple(Entry(rule.title, f"#{rule.name}") for rule in writer.shared.values()),
        ),
    ]
    summary = "What must hold of the data: every shape and rule, with examples that pass and fail."
    return html_page(SHAPES, edition, title="Shapes", summary=summary, body=body, contents=contents)


class _Writer:
    def __init__(
        self, edition: Edition, shapes: Sequence[NodeShape], examples: Iterable[Example], known: Collection[Term]
    ) -> None:
        self._linker = Linker(known, edition.base, SHAPES)
        self._samples = Linker(known, _EXAMPLES, SHAPES, things=False)
        self._shapes = {shape.name for shape in shapes}
        shared = {rule.name: rule for shape in shapes for rule in shape.rules if _is_shared(rule, shape)}
        self.shared = dict(sorted(shared.items()))
        self._users: dict[str, list[str]] = {}
        for shape in shapes:
            for rule in shape.rules:
                self._users.setdefault(rule.name, []).append(shape.name)
        self._examples: dict[str, list[Example]] = {}
        for example in examples:
            self._examples.setdefault(example.rule, []).append(example)

    def shape(self, shape: NodeShape) -> Markup:
        """Write the section of one shape."""
        own = [rule for rule in shape.rules if rule.name not in self.shared]
        shared = [rule for rule in shape.rules if rule.name in self.shared]
        targets: list[Child] = []
        for words, terms in (
            ("every ", shape.target.classes),
            ("whatever has ", shape.target.subjects_of),
            ("the values of ", shape.target.objects_of),
            ("", shape.target.nodes),
        ):
            if terms:
                targets += ["; " if targets else "", words, self._linker.names(terms)]
        rows: list[tuple[str, Child]] = [
            ("Looks at", targets or "what other shapes refer to it for"),
            ("Shared rules", self._links(rule.name for rule in shared)),
        ]
        return h(
            "section",
            h(
                "h3",
                shape.title or shape.name,
                h("code", f"shape:{shape.name}"),
                link(f"#{shape.name}", "#", class_="anchor", aria_label=f"Link to {shape.title or shape.name}"),
            ),
            h("p", quoted(shape.description)) if shape.description else None,
            h("dl", [[h("dt", name), h("dd", value)] for name, value in rows if value], class_="facts"),
            [self._rule(rule, at=rule.name if rule.name != shape.name else None) for rule in own],
            id=shape.name,
            class_="term",
        )

    def shared_rule(self, rule: Rule) -> Markup:
        """Write the section of a rule that several shapes share."""
        users = h("p", "Used by ", self._links(self._users[rule.name]), ".", class_="small soft")
        return h("section", self._rule(rule, at=rule.name, level="h3"), users)

    def _rule(self, rule: Rule, *, at: str | None, level: str = "h4") -> Markup:
        constraints = [
            h(
                "li",
                words,
                " " if terms or code else None,
                self._names(terms),
                " " if terms and code else None,
                h("pre", h("code", code), tabindex="0") if "\n" in code else h("code", code) if code else None,
            )
            for words, terms, code in rule.constraints
        ]
        severity = h("span", rule.severity, class_="kind hm" if rule.severity == "warning" else "kind no")
        return h(
            "div",
            h(level, rule.title, h("code", rule.path, class_="soft") if rule.path else None, severity),
            h("p", quoted(rule.description)) if rule.description else None,
            h("ul", constraints) if constraints else None,
            h("p", "Says: ", h("span", "“", quoted(rule.message), "”", class_="message")) if rule.message else None,
            h("p", "Field of the record: ", h("code", rule.field), class_="small soft") if rule.field else None,
            [self._example(each) for each in self._examples.get(rule.name, [])[:_SHOWN]],
            id=at,
            class_="rule",
        )

    def _example(self, example: Example) -> Markup:
        passes = (
            h("figure", h("figcaption", "Passes"), self._samples.turtle(example.passing)) if example.passing else None
        )
        fails = h("figure", h("figcaption", f"Fails: {example.what}"), self._samples.code(example.failing))
        return h("div", passes, fails, class_="pair")

    def _names(self, terms: Iterable[Term]) -> list[Child]:
        names: list[Child] = []
        for iri in terms:
            here = local(iri) in self._shapes and "/shapes#" in iri
            name = link(f"#{local(iri)}", h("code", local(iri))) if here else self._linker.name(iri)
            names += [", ", name] if names else [name]
        return names

    @staticmethod
    def _links(names: Iterable[str]) -> list[Child]:
        links: list[Child] = []
        for name in names:
            links += [", ", link(f"#{name}", h("code", name))] if links else [link(f"#{name}", h("code", name))]
        return links


def _is_shared(rule: Rule, shape: NodeShape) -> bool:
    return rule.name != shape.name and not rule.name.startswith(f"{shape.name}-")
