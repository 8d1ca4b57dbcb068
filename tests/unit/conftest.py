"""Submissions of every shape that the types allow, and a registry in which all their references resolve."""

from __future__ import annotations

import typing
from decimal import Decimal
from random import Random
from types import NoneType, UnionType
from typing import Any

import pytest
from hypothesis import strategies as st
from pydantic import BaseModel

from itu_kg.model.base import At, Reference, Slug, Span
from itu_kg.model.edtf import Edtf, EdtfDate
from itu_kg.model.entity import RecordField
from itu_kg.model.fields import Language, Participant, Plan, Target, Text
from itu_kg.model.registry import Registry
from itu_kg.model.submission import Submission, Wording

if typing.TYPE_CHECKING:
    from collections.abc import Sequence

POOL = ("itu", "undesa", "no", "010")
KINDS = ("event", "partnership", "resource", "organisation", "country", "place", "series", "document", "decision")
TRAPS = ("NO", "010", "1:30", "2024-05-27", "~", "null", "1e3", "- a", "{x}", "a: b", "a #b", "\u00a0x\u202f", "'", '"')
TEXTS = (
    *TRAPS,
    "\\",
    "\u2028",
    "\x85",
    "\ufeff",
    "a\nb",
    "\ta",
    " a ",
    "=",
    "<<",
    "*a",
    "&a",
    "!a",
    "é",
    "\U0001f30d",
    "\u202e",
)
DATES = ("2024-05-27", "2024-05", "2024", "2023-11-20/2023-12-15", "2024-02-29", "2024-05/2024-06", "2024/2025")
SOME: dict[Any, Sequence[Any]] = {
    Slug: POOL,
    Reference: [f"{kind}/{slug}" for kind in KINDS for slug in POOL],
    Edtf: DATES,
    EdtfDate: ("2024-05-27", "2024-05", "2024"),
    Language: ("en", "fr", "zh-Hans"),
    Target: ("9.c", "1.1", "17.19"),
    Decimal: [Decimal(text) for text in ("0", "-0.0", "600", "52700000000.00", "0.10", "1E+3", "-1.5")],
    bool: (True, False),
}
NAMED: dict[str, Sequence[Any]] = {
    "sha256": ("0" * 64, "1e2" + "0" * 61, "ab" * 32),
    "url": (None, "https://example.org/a?b=c#d", "http://schema.org/Event", "https://w3id.org/itu-kg/id/x"),
    "page": (None, "https://example.org/page"),
    "currency": (None, "USD"),
    "every": ("P1Y", "P4Y", "P6M"),
    "form": ("form", None),
    "in_form": (None, "none"),
}
"""By the name of the field, where its type says too little."""

SECTIONS = {
    "events": POOL[:2],
    "mentions": POOL[2:],
    "partnerships": POOL[:2],
    "initiatives": POOL[2:],
    "particulars": [f"organisation/{slug}" for slug in POOL],
}


class _Maker:
    """Makes values of types; no two positions overlap, so that no two texts claim the same one."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  it makes test data, not keys
        self._position = 0

    def submission(self) -> Submission:
        sections: dict[str, Any] = {}
        for name, field in Submission.model_fields.items():
            of = (typing.get_args(field.annotation) or (None,))[0]
            if isinstance(of, type) and issubclass(of, BaseModel) and "id" in of.model_fields:
                given = (
                    {"parts": ()}
                    if name in ("resources", "partnerships")
                    else {"sessions": ()}
                    if name == "events"
                    else {}
                )
                sections[name] = tuple(self.model(of, id=slug, **given) for slug in SECTIONS.get(name, POOL))
            elif name == "answers":
                sections[name] = tuple(
                    self.model(of, question=number) for number in range(1, self._random.randint(1, 8))
                )
        return typing.cast("Submission", self.model(Submission, **sections))

    def model(self, kind: type[BaseModel], **given: Any) -> Any:
        if kind is Plan:
            given["id"] = f"plan-{self._position}"
        if kind is Participant:
            given["organisation"] = self._random.choice(POOL)
        hints = typing.get_type_hints(kind, include_extras=True)
        values = {
            name: self._make(hints[name], name)
            for name, field in kind.model_fields.items()
            if name not in given and (field.is_required() or self._random.random() < 0.7)
        }
        if issubclass(kind, Wording) and ("text" in values) != ("at" in values):
            values = {name: value for name, value in values.items() if name not in ("text", "at")}
        return kind(**values, **given)

    def _make(self, kind: Any, name: str = "") -> Any:
        if typing.get_origin(kind) is typing.Annotated and isinstance(kind.__metadata__[-1], RecordField):
            kind = typing.Annotated[(kind.__origin__, *rest)] if (rest := kind.__metadata__[:-1]) else kind.__origin__
        if kind is At:
            self._position += 50
            return Span(self._position, self._position + self._random.randint(1, 49))
        if kind in (Text, str):
            return self._text()
        if name in NAMED or kind in SOME:
            return self._random.choice(NAMED.get(name) or SOME[kind])
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.model(kind)
        if name == "goals" and typing.get_origin(kind) is dict:
            return {"6": self._make(typing.get_args(kind)[1]), "14.c": self._make(typing.get_args(kind)[1])}
        return self._generic(kind)

    def _text(self) -> str:
        if self._random.random() < 0.5:
            return self._random.choice(TEXTS)
        letters = (chr(self._random.choice((0x20, 0xA0, 0x400, 0x4E00)) + self._random.randrange(95)) for _ in range(9))
        return "".join(letters)

    def _generic(self, kind: Any) -> Any:
        origin, inside = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated and inside[0] is int:
            limits = [each for part in inside[1:] for each in part.metadata]
            low = next((each.ge for each in limits if hasattr(each, "ge")), 0)
            return self._random.randint(low, next((each.le for each in limits if hasattr(each, "le")), 10**6))
        if origin is typing.Annotated:
            return self._make(inside[0])
        if origin is typing.Literal:
            return self._random.choice(inside)
        if origin in (typing.Union, UnionType):
            return self._make(next(each for each in inside if each is not NoneType))
        if origin is tuple:
            return tuple(self._make(inside[0]) for _ in range(self._random.randint(0, 2)))
        if origin is dict:
            return {slug: self._make(inside[1]) for slug in self._random.sample(POOL, self._random.randint(0, 2))}
        raise TypeError(kind)


@pytest.fixture(scope="session")
def submissions() -> st.SearchStrategy[Submission]:
    """Draw records whose references all resolve in `pool_registry`."""
    return st.integers(0, 10**9).map(lambda seed: _Maker(seed).submission())


@pytest.fixture(scope="session")
def pool_registry() -> Registry:
    """Every slug of the pool, as everything."""
    entries = {slug: {"id": slug, "name": f"The {slug}", "basis": "a test"} for slug in POOL}
    codes = {"alpha2": "AA", "alpha3": "AAA", "m49": "001"}
    questions = [{"number": number, "name": f"Question {number}", "kind": "events"} for number in range(1, 8)]
    return Registry.model_validate(
        {
            "organisations": entries,
            "countries": {slug: {**entry, **codes} for slug, entry in entries.items()},
            "places": {slug: {**entry, "country": "itu"} for slug, entry in entries.items()},
            "series": entries,
            "documents": entries,
            "forms": {"form": {"id": "form", "name": "Form", "basis": "a test", "questions": questions}},
        }
    )
