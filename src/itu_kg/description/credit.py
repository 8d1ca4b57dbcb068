"""Where an answer's data are → a line that names source, version, date and licence, to stand below a picture.

Refuses to claim a title or a licence for data that do not say them of themselves: of those it names the place alone,
and never a folder of the machine or a password.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from itu_kg import records
from itu_kg.errors import AssetError
from itu_kg.files import read_text
from itu_kg.model.dataset import About
from itu_kg.model.edition import DESCRIPTION

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets

_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?")
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/([0-9.]+)/?")


def credit(assets: Assets, place: str | None) -> str:
    """Name the source: the project's data where no place is given, else a release, an endpoint or files.

    Raises:
        AssetError: the project's dataset.yaml or the release's description is broken.
    """
    if place is None or (not _is_url(place) and _is_within(Path(place), assets.graphs)):
        about = records.read_model(assets.dataset, About, AssetError)
        return _line(about.title, _date(about.modified.isoformat()), about.attribution, licence=about.licence)
    if _is_url(place):
        address = urlsplit(place)
        return f"Source: {address.hostname or ''}{f':{address.port}' if address.port else ''}{address.path}"
    folder = Path(place) if Path(place).is_dir() else Path(place).parent
    if not (folder / DESCRIPTION).is_file():
        return f"Source: {Path(place).resolve().name}"
    stated = json.loads(read_text(folder / DESCRIPTION, error=AssetError))
    title, version, date, licence = (str(stated.get(key, "")) for key in ("title", "version", "date", "licence"))
    return _line(title, f"version {version}", _date(date), licence=licence)


def licence_name(address: str) -> str:
    """What a licence is called for short: CC BY 4.0; any other by its address."""
    if match := _CREATIVE_COMMONS.fullmatch(address):
        return f"CC {match[1].upper()} {match[2]}"
    match = _ZERO.fullmatch(address)
    return f"CC0 {match[1]}" if match else address


def _line(*parts: str, licence: str) -> str:
    return f"Source: {', '.join(filter(None, parts))}. Licence: {licence_name(licence)}"


def _date(text: str) -> str:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{date.day} {date:%B %Y}"


def _is_url(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve() == folder.resolve()
