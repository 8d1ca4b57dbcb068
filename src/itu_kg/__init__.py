"""itu-kg: UN organisations' yearly SDG questionnaires as a knowledge graph.

`itu_kg.open()` is the way in for notebooks and scripts; it is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what `typing` calls so, and type checkers know by name; importing the package imports nothing
if TYPE_CHECKING:
    from itu_kg.api import open as open  # noqa: A004  the package's own word; repeated, it is exported

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "open":
        from itu_kg.api import open as opened  # noqa: PLC0415  `import itu_kg` stays light

        return opened
    raise AttributeError(f"module 'itu_kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), "open"]
