"""A small registry of real bodies and made-up documents, and a reader over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from itu_kg.extract.excerpt import Stretch
from itu_kg.extract.prose import Proposals, Report, read
from itu_kg.model.registry import Country, Document, Organisation, Place, Registry, Series
from itu_kg.registry.gazetteer import Gazetteer, gazetteer

_ORGANISATIONS = {
    "who": ("World Health Organization", "WHO"),
    "fao": ("Food and Agriculture Organization of the United Nations", "FAO"),
    "undp": ("United Nations Development Programme", "UNDP"),
    "unga": ("United Nations General Assembly", "UNGA"),
    "ecosoc": ("Economic and Social Council", "ECOSOC"),
    "wha": ("World Health Assembly", "WHA"),
    "cfs": ("Committee on World Food Security", "CFS"),
    "un": ("United Nations", "UN"),
    "one-health-group": ("One Health Working Group", "OHWG"),
    "itu-pp": ("ITU Plenipotentiary Conference", None),
}
_REGISTRY = Registry(
    organisations={
        slug: Organisation(
            id=slug,
            name=name,
            acronym=acronym,
            forms=("UN General Assembly", "General Assembly") * (slug == "unga"),
            basis="x",
        )
        for slug, (name, acronym) in _ORGANISATIONS.items()
    },
    countries={"ita": Country(id="ita", name="Italy", alpha2="IT", alpha3="ITA", m49="380", basis="x")},
    places={
        "rome": Place(id="rome", name="Rome", country="ita", basis="x"),
        "milan": Place(id="milan", name="Milan", country="ita", basis="x"),
    },
    series={
        "food-day": Series(id="food-day", name="Global Food Day", basis="x"),
        "soil-forum": Series(id="soil-forum", name="Soil Forum", acronym="SFO", basis="x"),
        "seed-summit": Series(id="seed-summit", name="World Seed Summit", acronym="WSS", basis="x"),
    },
    documents={
        "a-res-70-1": Document(id="a-res-70-1", name="2030 Agenda", symbol="A/RES/70/1", basis="x"),
        "soil-charter": Document(id="soil-charter", name="World Soil Charter", basis="x"),
    },
)

QUESTIONS = {
    "decisions": "1. Has your governing body taken any decisions?",
    "coordination": "2. What actions improved coordination among UN entities?",
    "events": "3. Which mandated events did your organization hold?",
    "transitions": "5. How have you contributed to the six key transitions?",
    "strategies": "6. Which strategies implement the Ministerial Declaration?",
}

Reader = Callable[..., Proposals]


@pytest.fixture(scope="session")
def known() -> Gazetteer:
    return gazetteer(_REGISTRY)


@pytest.fixture(scope="session")
def propose(known: Gazetteer) -> Reader:
    """Read one answer (or the description of an event) of a report by FAO in 2025."""

    def reader(
        text: str, about: str = "", names: tuple[str, ...] = (), series: str = "", asked: str = "events"
    ) -> Proposals:
        kind = "description" if about else "answer"
        stretch = Stretch(text, 100, kind, 1, QUESTIONS[asked], about, names, series)
        return read([stretch], Report("fao-2025", "fao", 2025, known))

    return reader
