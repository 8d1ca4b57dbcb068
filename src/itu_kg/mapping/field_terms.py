"""Fields of a record → terms of the JSON-LD context: dates, places, goals, websites, names.

Each function gives the keys that its field adds to a node; a value that is None or an empty list says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itu_kg.model import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from itu_kg.mapping.iris import Minter
    from itu_kg.mapping.references import References
    from itu_kg.model.fields import Dates, Goals, Location, Website

Said = dict[str, Any]
"""Keys of a node and what is said under them."""

MODES = {
    "physical": "OfflineEventAttendanceMode",
    "virtual": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
"""The attendance modes of schema.org by our words for them."""


def english(*texts: str | None) -> dict[str, list[str]] | None:
    """Give texts as English ones."""
    given = list(dict.fromkeys(text for text in texts if text))
    return {"en": given} if given else None


def dates(field: Dates | None) -> Said:
    """Say from when to when, over all sessions; as EDTF too where days alone do not say it."""
    if field is None:
        return {}
    said = interval(field.ranges)
    if len(field.ranges) > 1 or any(len(period.partition("/")[0]) < len("2024-05-27") for period in field.ranges):
        said["edtf"] = list(dict.fromkeys(field.ranges))
    if field.year_round is not None:
        said["temporal"] = f"{field.year_round:04}"
    return said


def interval(ranges: Iterable[str]) -> Said:
    """Say the earliest start and the latest end of EDTF dates or intervals."""
    periods = [edtf.parse(text) for text in ranges]
    if not periods:
        return {}
    start = min(period.start for period in periods)
    # A month ends after each of its days, a year after each of its months.
    end = max((period.end for period in periods), key=lambda date: date.ljust(len("2024-05-27"), "~"))
    return {"startDate": _date(start), "endDate": _date(end)}


def year(number: int | None) -> str | None:
    """Write a year as XML Schema does, four digits."""
    return None if number is None else f"{number:04}"


def period(text: str | None) -> Said:
    """Say the period of a figure: a year as such, anything else as EDTF."""
    if text is None:
        return {}
    return {"temporal": text} if len(text) == len("2024") else {"edtf": text}


def location(field: Location | None, references: References, where: str) -> Said:
    """Say where, and in which mode of attendance."""
    if field is None:
        return {}
    return {
        "location": references.all(field.places, where, "place", "country"),
        "attendanceMode": MODES[field.mode] if field.mode else None,
    }


def goals(field: Goals | None, minter: Minter) -> Said:
    """Say which goals and targets: all 17 where the report says all, and those it emphasises."""
    if field is None:
        return {}
    numbers = range(1, 18) if field.scope == "all" else (*field.goals, *field.emphasised)
    return {
        "contributesTo": list(dict.fromkeys(minter.goal(each) for each in (*numbers, *field.targets))),
        "emphasises": list(dict.fromkeys(minter.goal(number) for number in field.emphasised)),
        "sdgScope": field.scope,
    }


def websites(given: tuple[Website, ...], shorten: Callable[[str], str]) -> Said:
    """Say the address, or the link text where the report has no more."""
    return {
        "url": list(dict.fromkeys(shorten(website.url) for website in given if website.url)),
        "websiteLabel": english(*(website.text for website in given if not website.url)),
    }


def _date(text: str) -> Any:
    kind = edtf.datatype(text)
    return text if kind == "date" else {"@type": f"xsd:{kind}", "@value": text}
