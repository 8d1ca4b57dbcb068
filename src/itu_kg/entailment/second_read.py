"""Page × Registry × Submission → SecondRead: what the extractor makes of the page today, beside what the record says.

It holds the page's words, the draft read from them anew, and what everything goes by; the rules ask it. What the page
does not say (its year, its respondent, its form) is taken from the record, as `extract` takes it from a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from itu_kg.entailment.copied_words import folded
from itu_kg.entailment.entity_words import name_spans, overlap, place, quotes, things
from itu_kg.entailment.thing_names import Labels
from itu_kg.errors import SourceError
from itu_kg.extract.certain_record import keep_certain
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import websites
from itu_kg.extract.fields.name_list import known_names
from itu_kg.extract.form import respondent
from itu_kg.extract.form.entities import reader
from itu_kg.extract.prose.quantities import find_quantities
from itu_kg.extract.prose.sentences import split_paragraphs, split_sentences
from itu_kg.model.base import Span
from itu_kg.model.curation import bare
from itu_kg.model.occasion import Occasion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itu_kg.extract.page.page import Page
    from itu_kg.extract.prose.quantities import Quantity
    from itu_kg.model.entity import RecordField
    from itu_kg.model.fields import Quote, Website
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission


@dataclass(frozen=True)
class SecondRead:
    """A page as the extractor reads it now; `record` is what was made of it before."""

    record: Submission
    page: Page
    registry: Registry

    @cached_property
    def labels(self) -> Labels:
        """What every known and reported thing goes by."""
        return Labels(self.registry, self.record)

    @property
    def draft(self) -> Submission:
        """The page read anew, without what the record says; with it where the page says nothing."""
        return self._read_anew[0]

    @property
    def is_whole(self) -> bool:
        """Whether the extractor takes the page for a whole one by itself."""
        return not self._read_anew[1].partial

    @cached_property
    def _read_anew(self) -> tuple[Submission, DraftOptions]:
        record, where = self.record, "the page"
        says_who = record.respondent.organisation if record.respondent.quote is None else None
        says_when = record.year.year if record.year.quote is None else None
        options = DraftOptions(says_who, says_when, keep_text=False)
        attempts = (
            options,
            DraftOptions(says_who, says_when, keep_text=False, partial=True),
            DraftOptions(says_who, record.year.year, keep_text=False, form=record.form, partial=True),
            replace(self._by_hand, partial=True),
        )
        for attempt in attempts[:-1]:
            try:
                return draft(self.page, self.registry, attempt, where=where), attempt
            except SourceError:
                continue
        return draft(self.page, self.registry, attempts[-1], where=where), attempts[-1]

    @cached_property
    def by_form(self) -> Submission:
        """The page read anew as answers to the record's form."""
        record = self.record
        if (self.draft.form, self.draft.extent) == (record.form, record.extent):
            return self.draft
        return draft(self.page, self.registry, self._by_hand, where="the page")

    @property
    def _by_hand(self) -> DraftOptions:
        """What a person can say of a page, as the record has it."""
        record = self.record
        return DraftOptions(
            respondent=record.respondent.organisation,
            year=record.year.year,
            keep_text=False,
            form=record.form,
            partial=record.extent == "part",
        )

    @cached_property
    def _given(self) -> dict[str, Any]:
        called = () if self.record.respondent.organisation in self.registry.organisations else respondent.names
        known = known_names(self.registry, called(self.record.respondent) if called else ())
        return {"known": known, "year": self.record.year.year, "links": self.page.links}

    def read(self, row: RecordField, words: Quote) -> Any:
        """Read quoted words with the reader of a field."""
        given = (self._given[name] for name in row.reads_with)
        return reader(row.reader)(Excerpt(words.text, words.at.start), *given).value

    def given(self, name: str) -> Any:
        """What readers are given of the page: `known`, `year` or `links`."""
        return self._given[name]

    def words(self, at: Span) -> str:
        """Cut out the words of a span."""
        return self.page.text[at.start : at.end]

    @cached_property
    def folded(self) -> str:
        """The words of the page, to find others' sentences by."""
        return folded(self.page.text)

    @cached_property
    def _paragraphs(self) -> tuple[Span, ...]:
        return tuple(split_paragraphs(self.page.text))

    def paragraph(self, at: Span) -> Span:
        """Find the paragraph, or the paragraphs, that words stand in."""
        inside = [one for one in self._paragraphs if one.overlaps(at)]
        return Span(min([at.start, *(one.start for one in inside)]), max([at.end, *(one.end for one in inside)]))

    def sentence(self, at: Span) -> Span:
        """Find the sentence, or the sentences, that words stand in."""
        around = self.paragraph(at)
        inside = [one for one in split_sentences(self.page.text, around) if one.overlaps(at)]
        return Span(min([at.start, *(one.start for one in inside)]), max([at.end, *(one.end for one in inside)]))

    def surroundings(self, entity: Any) -> str:
        """Join the words that an entity is read from: its passage, else the paragraphs that its quotes stand in."""
        passage = getattr(entity, "passage", None)
        if passage:
            return self.words(passage.at)
        spans = dict.fromkeys(self.paragraph(quote.at) for quote in quotes(entity))
        return "\n".join(self.words(at) for at in spans)

    def enclosing(self, at: Span) -> tuple[str, str] | None:
        """Find the thing whose block a span stands in, by its type and slug."""
        for kind, slug, block in self._blocks:
            if block.holds(at):
                return kind, slug
        return None

    @cached_property
    def _blocks(self) -> tuple[tuple[str, str, Span], ...]:
        """The record's blocks: each from its name to the end of its last field; prose elsewhere may tell of it too."""
        blocks = []
        for kind, section in (("event", "events"), ("resource", "resources"), ("partnership", "partnerships")):
            for one in getattr(self.record, section):
                fields = [name for name in type(one).model_fields if name not in Occasion.model_fields]
                own = [quote.at for name in fields for quote in quotes(getattr(one, name), also=False)]
                blocks.append((kind, one.id, Span(one.name.at.start, max(at.end for at in own))))
        return tuple(blocks)

    def counterpart(self, section: str, entity: Any) -> Any:
        """Find what the draft makes of an entity's words: what overlaps them and says most of the same."""
        at = place(entity)
        if at is None:
            return None
        candidates = [one for one in getattr(self.draft, section) if overlap(place(one), at)]
        if not candidates:
            return None

        def alike(one: Any) -> tuple[int, int]:
            own = place(one) or at
            same = sum(bare(getattr(one, name)) == bare(getattr(entity, name)) for name in type(entity).model_fields)
            return min(own.end, at.end) - max(own.start, at.start) if section == "statistics" else same, same

        return max(candidates, key=alike)

    def website(self, quote: Website) -> str | None:
        """Read the address that words hold, or a link over them."""
        read = websites.read(Excerpt(quote.text, quote.at.start), self.page.links).value
        return next((website.url for website in read if website.url), None)

    def written_out(self, at: Span) -> tuple[Website, ...]:
        """List the addresses that a stretch writes out."""
        return websites.written_out(Excerpt(self.words(at), at.start))

    def dates_of(self, event: str | None) -> tuple[str, ...]:
        """List the dates of an event of the record."""
        dates = [one.dates for kind, one in things(self.record) if (kind, one.id) == ("event", event) and one.dates]
        return tuple(
            written for each in dates for written in (*each.ranges, *map(str, filter(None, [each.year_round])))
        )

    def quantity(self, at: Span) -> Quantity | None:
        """Read the number that a figure's words hold, with what stands around them."""
        around = self.paragraph(at)
        inside = [one for one in find_quantities(self.words(around)) if at.start <= around.start + one.at.end <= at.end]
        if not inside:
            return None
        one = inside[0]
        return one._replace(at=Span(around.start + one.at.start, around.start + one.at.end))

    def means(self, words: str, at: Span, kind: str, slug: str) -> bool:
        """Say whether words at a place mean a thing: by its names, or because the extractor takes them for it."""
        if self.labels.means(words, kind, slug) or self._given["known"].names.resolve(words, kind) == slug:
            return True
        shelf = {"organisation": "organisations", "place": "places", "country": "places", "document": "documents"}[kind]
        return any(overlap(quote.at, at) for quote in getattr(self.draft, shelf).get(slug, ())) and not any(
            overlap(quote.at, at)
            for other, quotes in getattr(self.draft, shelf).items()
            for quote in quotes
            if other != slug
        )

    def meaning(self, words: str, kind: Any) -> str | None:
        """Look up what words mean."""
        slug: str | None = self._given["known"].names.resolve(words, kind)
        return slug

    def certain(self, field: str) -> Any:
        """Read of what a page names what a machine-read record keeps."""
        return getattr(self._certain, field)

    def repeated(self, at: Span, others: Iterable[Span]) -> bool:
        """Say whether a name inside that of an event, resource or partnership is quoted from the same sentence too."""
        around = self.sentence(at)
        return any(span.holds(at) for span in self._name_spans) and any(around.holds(other) for other in others)

    @cached_property
    def _name_spans(self) -> tuple[Span, ...]:
        return tuple(span for _, one in things(self.record) for span in name_spans(one))

    @cached_property
    def _certain(self) -> Submission:
        return keep_certain(self.draft, self.page.text, self.registry, where="the page")

    def given_by_hand(self, field: str) -> bool:
        """Say whether a field is what a person gave, the page telling nothing: read so, the page is the record's."""
        return bool(getattr(self.by_form, field) == getattr(self.record, field))

    @cached_property
    def outside_answers(self) -> str:
        """The words around the answers: header, questions, foot."""
        text, begin = [], 0
        for answer in self.record.answers:
            if answer.passage:
                text.append(self.page.text[begin : answer.passage.at.start])
                begin = answer.passage.at.end
        return "\n".join([*text, self.page.text[begin:]])

    def named_at(self, at: Span, entity: Any) -> str | None:
        """Find the other thing, of whatever type, whose own name stands at a place."""
        return next((one.id for _, one in things(self.record) if one.name.at == at and one.id != entity.id), None)

    def series_named(self, entity: Any, words: str) -> bool:
        """Say whether words name the series of an event."""
        series = getattr(entity, "series", None)
        return series is not None and self.labels.names(words, "series", series)

    def renamed(self, value: Any) -> Any:
        """Give the things that a value of the draft points at the slugs that the record has for them."""
        if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
            return tuple(self._slugs.get(each, each) for each in value)
        return self._slugs.get(value, value) if isinstance(value, str) else value

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """The record's slugs of what the draft names otherwise, alone and behind their types."""
        ours = [(kind, one.id, at) for kind, one in things(self.record) for at in name_spans(one)]
        slugs = {}
        for kind, one in things(self.draft):
            apart = [
                (abs(at.start - one.name.at.start) + abs(at.end - one.name.at.end), slug)
                for of, slug, at in ours
                if of == kind and overlap(at, one.name.at)
            ]
            same = min(apart)[1] if apart else None
            if same and same != one.id:
                slugs[one.id], slugs[f"{kind}/{one.id}"] = same, f"{kind}/{same}"
        return slugs
