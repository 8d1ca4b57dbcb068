"""world-atlas (npm) → src/itu_kg/charts/world.json: the outlines of countries, made when the package is built.

Natural Earth's data are in the public domain; world-atlas keeps them as TopoJSON, with the numbers of ISO 3166-1. Its
version and sum are pinned here. Refuses what is not that package, byte by byte. Without npm or the network the package
is built without outlines, and `--chart map` says so (docs/decisions/0021-outlines-of-countries.md).
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "world-atlas@2.0.2"
INTEGRITY = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
"""SHA-512 of the package's archive, as the npm registry has it."""

TARGET = Path("src/itu_kg/charts/world.json")
OF_ISO = {"N. Cyprus": "196", "Somaliland": "706"}
"""Areas without a number in ISO 3166-1, and the country of ISO that they lie in."""

CRIMEA = ((32.0, 44.0), (37.0, 46.3))
"""Natural Earth draws who administers; the United Nations count this peninsula to Ukraine (A/RES/68/262)."""
RUSSIA, UKRAINE, ANTARCTICA = "643", "804", "010"

Ring = list[tuple[float, float]]
Topology = dict[str, Any]


class Outlines(BuildHookInterface):
    """Writes the outlines before anything is packed, once for each version of the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the hook's signature
        """Fetch, check and convert, unless it has been done."""
        target = Path(self.root) / TARGET
        if target.is_file() and json.loads(target.read_text("utf-8")).get("package") == PACKAGE:
            return
        try:
            archive = _archive()
        except (OSError, subprocess.SubprocessError) as problem:
            self.app.display_warning(f"built without outlines of countries, as {PACKAGE} is not to be had: {problem}")
            return
        target.write_text(json.dumps(_world(archive), separators=(",", ":")) + "\n", "utf-8")


def _archive() -> bytes:
    """Fetch the package as npm is set up here, and compare it with its sum."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("there is no npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts", "--pack-destination", folder]
        subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)  # noqa: S603  no shell
        (packed,) = Path(folder).glob("*.tgz")
        archive = packed.read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != INTEGRITY:
        raise RuntimeError(f"{PACKAGE} is not the one that this project was made with: its SHA-512 differs")
    return archive


def _world(archive: bytes) -> dict[str, Any]:
    """The outlines of the coarse map, and a point for each country that only the fine one has."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        coarse, fine = (json.load(packed.extractfile(f"package/countries-{scale}.json")) for scale in ("110m", "10m"))  # type: ignore[arg-type]  # the sum says that they are there
    outlines: dict[str, list[Ring]] = {}
    for code, rings in _countries(coarse):
        if code != ANTARCTICA:  # which nobody reports, and which winds round the pole
            outlines.setdefault(code, []).extend(part for ring in rings for part in _cut(ring))
    moved = [ring for ring in outlines[RUSSIA] if _lies_in(ring, *CRIMEA)]
    outlines[RUSSIA] = [ring for ring in outlines[RUSSIA] if ring not in moved]
    outlines[UKRAINE] += moved
    points = {
        code: _middle(max(rings, key=_area))
        for code, rings in _countries(fine)
        if code not in outlines and code.isdigit() and code != ANTARCTICA
    }
    return {
        "package": PACKAGE, "source": "Natural Earth, public domain",
        "outlines": dict(sorted(outlines.items())), "points": dict(sorted(points.items())),
    }  # fmt: skip


def _countries(topology: Topology) -> Iterator[tuple[str, list[Ring]]]:
    """Each country's number, or its name where it has none, and its rings in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [list(_degrees(arc, scale, shift)) for arc in topology["arcs"]]
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        code = geometry.get("id", OF_ISO.get(name, name))
        yield code, [_ring(indices, arcs) for polygon in polygons for indices in polygon]


def _degrees(arc: list[list[int]], scale: list[float], shift: list[float]) -> Iterator[tuple[float, float]]:
    """Differences of whole numbers as longitudes and latitudes (TopoJSON 1.0 §2.1.2, §2.1.3)."""
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield round(x * scale[0] + shift[0], 2), round(y * scale[1] + shift[1], 2)


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Arcs end to end; a negative index is the arc turned round (TopoJSON 1.0 §2.1.4)."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _cut(ring: Ring) -> list[Ring]:
    """Part a ring that crosses the 180th meridian, where a flat map ends."""
    turned = [ring[0]]
    for x, y in ring[1:]:
        turned.append((x - 360 * round((x - turned[-1][0]) / 360), y))
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        moved = [(x + turn, y) for x, y in turned]
        part = _clip([(-x, y) for x, y in _clip(moved)])  # right of it, then left
        if len(part) > 3:
            parts.append([(-x, y) for x, y in part])
    return parts


def _clip(ring: Ring) -> Ring:
    """Keep what lies west of the 180th meridian, closed (Sutherland, Hodgman 1974)."""
    clipped: Ring = []
    for (x, y), (to_x, to_y) in pairwise(ring):
        if x <= 180:
            clipped.append((x, y))
        if (x < 180) != (to_x < 180) and x != to_x and 180 not in {x, to_x}:
            clipped.append((180.0, round(y + (to_y - y) * (180 - x) / (to_x - x), 2)))
    return [*clipped, clipped[0]] if clipped else []


def _lies_in(ring: Ring, low: tuple[float, float], high: tuple[float, float]) -> bool:
    return all(low[0] <= x <= high[0] and low[1] <= y <= high[1] for x, y in ring)


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    across, up = zip(*ring, strict=True)
    return round((min(across) + max(across)) / 2, 2), round((min(up) + max(up)) / 2, 2)
