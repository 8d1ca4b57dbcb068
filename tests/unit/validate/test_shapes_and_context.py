"""The shapes speak of everything the JSON-LD context can say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itu_kg.validate import Shapes

CONTEXT = Path(__file__).resolve().parents[3] / "ontology" / "context.jsonld"
OUTSIDE = {"references", "url", "exactMatch", "sameAs"}  # point at other people's things
UNNAMED = {"evidence", "hasSelector"}  # point at positions, which have no names
# The shape of each class says what these may be.
ELSEWHERE = {"source", "wasDerivedFrom", "attendanceMode", "eventStatus", "actionStatus"}


FOLLOWS = {  # point at what the property of ours points at that they follow from
    *(
        "about",
        "agent",
        "author",
        "instrument",
        "isPartOf",
        "member",
        "mentions",
        "object",
        "parentItem",
        "parentOrganization",
        "result",
    )
}


def expanded() -> dict[str, tuple[str | None, str]]:
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]

    def iri(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{context[prefix]}{local}"

    return {
        key: (value["@type"] if isinstance(value, dict) and "@type" in value else None, iri(_id(value)))
        for key, value in context.items()
        if not key.startswith("@") and ":" in _id(value) and not _id(value).startswith("http")
    }


def _id(value: object) -> str:
    return str(value["@id"]) if isinstance(value, dict) else str(value)


def test_whatever_a_link_points_at_must_be_described(shapes: Shapes) -> None:
    guarded = {link for target in shapes.targets for link in target.objects_of}
    links = {
        f"<{iri}>"
        for key, (kind, iri) in expanded().items()
        if kind in ("@id", "@vocab") and key not in OUTSIDE | UNNAMED | ELSEWHERE | FOLLOWS
    }
    assert links - guarded == set()


def test_every_class_of_the_context_has_a_shape(shapes: Shapes) -> None:
    targeted = {kind for target in shapes.targets for kind in target.classes}
    classes = {f"<{iri}>" for key, (_, iri) in expanded().items() if key[0].isupper()}
    assert classes - targeted == set()


def test_every_property_of_the_context_is_spoken_of(shapes: Shapes) -> None:
    properties = {f"<{iri}>" for key, (_, iri) in expanded().items() if key[0].islower()}
    assert properties - shapes.properties == set()
