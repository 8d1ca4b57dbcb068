"""Fields of a record → terms of the JSON-LD context, as their rows say.

Most become the properties of their row by value and context alone; dates, places, goals and websites say more than
they hold. A value that is None, false or empty says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from itu_kg.mapping.references import References, unique
from itu_kg.model import edtf
from itu_kg.model.curation import parted
from itu_kg.model.entity import RecordField, rows
from itu_kg.model.fields import (
    Citation,
    Dates,
    Goals,
    Location,
    Name,
    Part,
    Participant,
    Passage,
    Pointer,
    Quote,
    Related,
    Website,
)
from itu_kg.model.occasion import RELATIONS
from itu_kg.rdf.jsonld_terms import Definition, Kind
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.mapping.submission_document import Claims
    from itu_kg.model.base import Model
    from itu_kg.rdf.jsonld_context import Context, Node

MODES = {
    "physical": "OfflineEventAttendanceMode",
    "virtual": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
"""The attendance modes of schema.org by our words for them."""

ONLINE = (MODES["virtual"], MODES["hybrid"])
"""The modes of what takes place online, be it elsewhere too."""


class _Property(NamedTuple):
    """A property of a row: its name, the attribute of the value that says it (empty: the value does), its key."""

    name: str
    part: str
    key: str
    definition: Definition
    row: RecordField


class Terms(NamedTuple):
    """What is stated of a thing: as reported, and in our reading; its evidence is with what is reported."""

    reported: Node
    ours: Node


def terms(entity: Model, iri: str, where: str, claims: Claims) -> Terms:
    """The keys that the fields of an entity add to its node, whose id is given.

    As reported is what its row has evidence for and does not list as concluded, but for values that a curator answers
    for: they are ours, on the basis of his reason.

    Raises:
        SourceError: a field points at what exists nowhere.
    """
    reported: Node = {}
    ours: Node = {}
    evidence: list[str] = []
    reasons: dict[str, str] = getattr(entity, "curated", {})
    for name, row, properties in _compiled(type(entity), claims.context):
        whole = getattr(entity, name)
        if whole is None or whole is False or whole == ():
            continue
        first = whole[0] if isinstance(whole, tuple) else whole
        # A part is cited by the node it has of its own.
        if isinstance(first, Quote | Passage) and not isinstance(first, Part):
            evidence += claims.evidence.cite(iri, whole, row.evidence)
        mapped = _OF_TYPE.get(type(first))
        for value, curated in parted(whole, reasons.get(name)):
            values = mapped(value, f"{where}.{name}", claims) if mapped else {}
            guessed = curated or bool(row.guessed and getattr(value, row.guessed))
            for each in properties:
                node = ours if guessed or row.ours(each.name) else reported
                if mapped:
                    _add(node, each.key, values.get(each.key))
                    continue
                inner = _part(value, each.part)
                if each.part and isinstance(inner, tuple) and isinstance(next(iter(inner), None), Quote):
                    evidence += claims.evidence.cite(iri, inner, row.evidence)
                pointed = _value(inner, each, f"{where}.{name}", claims)
                if row.named_in:
                    evidence += claims.named(iri, pointed, getattr(entity, row.named_in), row.evidence)
                _add(node, each.key, pointed)
    if reasons:
        ours["editorialNote"] = english(*(f"{name}: {reason}" for name, reason in reasons.items()))
    return Terms({**reported, "evidence": evidence}, ours)


@lru_cache(maxsize=256)
def _compiled(entity: type[Model], context: Context) -> tuple[tuple[str, RecordField, tuple[_Property, ...]], ...]:
    return tuple((name, row, tuple(_properties(row, context))) for name, row in rows(entity).items())


def _properties(row: RecordField, context: Context) -> Iterator[_Property]:
    for number, name in enumerate(row.properties if row.mapped else ()):
        key, definition = context.property(term(name))
        yield _Property(name, row.parts[number] if row.parts else "", key, definition, row)


def _part(value: Any, attribute: str) -> Any:
    """The attribute of a value that says something, or of each of several; the value itself where it has none."""
    if isinstance(value, tuple) and attribute:
        return tuple(getattr(each, attribute) for each in value)
    return getattr(value, attribute) if attribute else value


def _add(node: Node, key: str, value: Any) -> None:
    """Add to what stands under a key; two fields may speak of one property."""
    if value is not None:
        node[key] = both(node[key], value) if key in node else value


def both(one: Any, other: Any) -> Any:
    """What two values of a key say together: texts by language, a single value if they are alike, or a list."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys() == {"en"}:
        return english(*one["en"], *other["en"])
    return one if one == other else [*_listed(one), *(each for each in _listed(other) if each not in _listed(one))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _value(value: Any, to: _Property, where: str, claims: Claims) -> Any:
    """A value as documents write it; a list for several, None for nothing."""
    kind = to.definition.kind
    if kind is Kind.LANGUAGE:
        return english(*value) if isinstance(value, tuple) else english(value)
    if isinstance(value, tuple):
        return unique(_value(each, to, where, claims) for each in value)
    if value is None or value is False:
        return None
    if kind is Kind.CONCEPT:
        return claims.context.concept(to.key, value)
    if kind is Kind.NODE:
        return _thing(value, to.row, where, claims.references)
    return _literal(value, to.definition.datatype)


def _thing(value: Any, row: RecordField, where: str, references: References) -> str:
    if isinstance(value, Participant):
        return references.party(value, where)[1]
    if isinstance(value, Pointer):
        return references.reference(value.to, where)
    if isinstance(value, Citation):
        return references.one(value.document, where, "document")
    return references.one(value, where, *row.refers_to) if row.refers_to else references.reference(value, where)


def english(*texts: str | None) -> dict[str, list[str]] | None:
    """Texts as English ones, each once; None where there is none."""
    kept = list(dict.fromkeys(text for text in texts if text))
    return {"en": kept} if kept else None


def _dates(field: Dates, *_: Any) -> Node:
    """From when to when, over all sessions; as EDTF too where days alone do not say it."""
    node = interval(field.ranges)
    if len(field.ranges) > 1 or any(len(period.partition("/")[0]) < len("2024-05-27") for period in field.ranges):
        node["edtf"] = unique(field.ranges)
    if field.year_round is not None:
        node["temporal"] = f"{field.year_round:04}"
    return node


def interval(ranges: Iterable[str]) -> Node:
    """The earliest start and the latest end of EDTF dates or intervals."""
    periods = [edtf.parse(text) for text in ranges]
    if not periods:
        return {}
    start = min(period.start for period in periods)
    # A month ends after each of its days, a year after each of its months.
    end = max((period.end for period in periods), key=lambda date: date.ljust(len("2024-05-27"), "~"))
    return {"startDate": date(start), "endDate": date(end)}


def year(number: int | None) -> str | None:
    """A year as XML Schema writes it, four digits."""
    return None if number is None else f"{number:04}"


def period(text: str | None) -> Node:
    """The period of a figure: a year as such, anything else as EDTF."""
    if text is None:
        return {}
    return {"temporal": text} if len(text) == len("2024") else {"edtf": text}


def called(name: Name, *, named: bool = True) -> Node:
    """What a thing is called besides its name: as a name where the words begin as one, else to be found by.

    Where the words of the source are `named` no name of it, since they say no more than "first phase" or name its
    series, what begins with a capital is there to be found by, and the rest is no label.
    """
    words = [text for text in (each.text for each in (name, *name.also)) if text != name.text or not named]
    short = [name.acronym] if name.acronym else []
    proper = [text for text in words if not text[0].islower()]
    if not named:
        return {"alternateName": english(*short), "hiddenLabel": english(*unique(proper))}
    others = [text for text in words if text[0].islower()]
    return {"alternateName": english(*unique((*short, *proper))), "hiddenLabel": english(*unique(others))}


def _name(field: Name, _: str, __: Claims) -> Node:
    """The name, and what else the source calls the thing."""
    return {"name": english(field.text), **called(field)}


def _location(field: Location, where: str, claims: Claims) -> Node:
    """Where, and in which mode of attendance."""
    return {
        "location": claims.references.places(field, where),
        "attendanceMode": MODES[field.mode] if field.mode else None,
    }


def _goals(field: Goals, _: str, claims: Claims) -> Node:
    """Goals and targets: all 17 where the report says all, and those it emphasises."""
    goal = claims.minter.goal
    numbers = range(1, 18) if field.scope == "all" else (*field.goals, *field.emphasised)
    return {
        "contributesTo": unique(goal(each) for each in (*numbers, *field.targets)),
        "emphasises": unique(goal(number) for number in field.emphasised),
        "sdgScope": field.scope,
    }


def _websites(field: tuple[Website, ...], _: str, claims: Claims) -> Node:
    """The addresses, and the link text where the report has no more."""
    return {
        "url": unique(claims.context.shorten(website.url) for website in field if website.url),
        "websiteLabel": english(*(website.text for website in field if not website.url)),
    }


def _related(field: tuple[Related, ...], where: str, claims: Claims) -> Node:
    """How an event stands to each of others, and, but for one that it is a part of, that it stands to it at all."""
    node: Node = {}
    for each in field:
        key, _ = claims.context.property(term(RELATIONS[each.how]))
        for name in (key, *(("relatedEvent",) if each.how != "part-of" else ())):
            _add(node, name, [claims.references.reference(each.to, where)])
    return {key: unique(others) for key, others in node.items()}


_OF_TYPE: dict[type, Callable[[Any, str, Claims], Node]] = {
    Dates: _dates,
    Name: _name,
    Location: _location,
    Goals: _goals,
    Website: _websites,
    Related: _related,
}
"""The fields that say more than they hold, by the type of their value."""


def date(text: str) -> Any:
    """A day as a document writes it, a month or year with its type."""
    kind = edtf.datatype(text)
    return text if kind == "date" else {"@type": f"xsd:{kind}", "@value": text}


def _literal(value: Any, datatype: str) -> Any:
    """A year with four digits, a decimal in its canonical form (XML Schema 1.1 part 2, §3.3.3 and appendix E)."""
    if datatype.endswith("#date"):
        return date(value)
    if not isinstance(value, Decimal):
        return year(value) if datatype.endswith("#gYear") else value
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
