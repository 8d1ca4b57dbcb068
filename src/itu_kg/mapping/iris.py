"""Type and slug → IRI. IRIs are minted here and nowhere else.

`<base>id/<type>/<slug>`; slugs come from the record or the registry, never from an order. In a JSON-LD document IRIs
are written relative to the base where that resolves to the same (RFC 3986 §5.2 drops what follows the last slash).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from itu_kg.model.vocab import BASE, DRAFT, READING, graph_iri

if TYPE_CHECKING:
    from itu_kg.model.base import Span


_APART = str.maketrans("/:.", "__-")
"""How the id of a thing, or the number of a target, stands inside a name: no slug has an underscore."""


class Minter:
    """Mints the IRIs below one base, as documents write them."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self._stem = "" if base.endswith("/") else base

    def thing(self, kind: str, slug: str) -> str:
        """Name a thing: `event`, `wrc-23`."""
        return f"{self._stem}id/{kind}/{slug}"

    def unsettled(self, kind: str, slug: str) -> str:
        """Name what the registry does not know, until it does."""
        return f"{self._stem}id/unsettled/{kind}/{slug}"

    def reference(self, reference: str) -> str:
        """Name a thing by its `type/slug`."""
        return f"{self._stem}id/{reference}"

    def answer(self, submission: str, question: str) -> str:
        """Name the answer to one question."""
        return f"{self._stem}id/answer/{submission}-q{question.replace('.', '-')}"

    def question(self, form: str, number: str) -> str:
        """Name one question of a form."""
        return f"{self._stem}id/question/{form}-q{number.replace('.', '-')}"

    def session(self, event: str, what: str) -> str:
        """Name one session of an event by its first day, else its place."""
        return f"{self._stem}id/session/{event}-{what}"

    def online(self, event: str) -> str:
        """Name where an event is attended online."""
        return f"{self._stem}id/place/online-{event}"

    def participation(self, submission: str, partnership: str, role: str, party: str) -> str:
        """Name one party's part in a partnership, as one submission tells of it."""
        return f"{self._stem}id/participation/{submission}-{partnership}-{role}-{party}"

    def evidence(self, submission: str, span: Span, subject: str, field: str) -> str:
        """Name what a stretch of a submission's source text says of a thing in a field: `1-9_event_wrc-23_dates`."""
        about = subject.removeprefix(f"{self._stem}id/").translate(_APART)
        return f"{self._stem}id/evidence/{submission}/{span.start}-{span.end}_{about}_{field}"

    def selector(self, submission: str, span: Span) -> str:
        """Name the position of a stretch of a submission's source text."""
        return f"{self._stem}id/selector/{submission}/{span.start}-{span.end}"

    def goal(self, number: int | str) -> str:
        """Name a goal or a target by the United Nations' own IRI, http as they have it."""
        return f"sdg:{number}"

    def graph(self, name: str) -> str:
        """Name a graph."""
        return graph_iri(name, self._stem)

    def reading(self, submission: str) -> str:
        """Name the graph of what we concluded from a submission, and of our words for it."""
        return self.graph(f"{submission}/{READING}")

    def draft(self, submission: str) -> str:
        """Name the graph of what nobody has confirmed of a submission."""
        return self.graph(f"{submission}/{DRAFT}")

    def dataset(self, part: str = "") -> str:
        """Name the dataset as a whole, or a part of its description."""
        return f"{self._stem}dataset{part and '/'}{part}"

    def edition(self, version: str = "", part: str = "") -> str:
        """Name a version of the dataset, or a part of its description, as an absolute IRI; without it, the dataset."""
        return "/".join((f"{self.base}dataset", *(quote(each) for each in (version, part) if each)))

    def folder(self, version: str) -> str:
        """The address that the files of a version are at, unless a publisher says otherwise.

        Below a base that ends in `#` there are no addresses of files, so they are below what comes before it.
        """
        return f"{self.base.removesuffix('#').removesuffix('/')}/release/{quote(version)}/"


def reference(term: str, base: str) -> str:
    """Read the `type/slug` of a thing back from a term of N-Triples; empty for what is none of ours."""
    stem = f"<{base}id/"
    return term[len(stem) : -1] if term.startswith(stem) else ""
