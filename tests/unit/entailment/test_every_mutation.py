"""All values of all records altered, one at a time; what the extractor reads is left out, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.entailment.entailment import entailment

from .mutations import unnoticed

if TYPE_CHECKING:
    from itu_kg.entailment.second_read import SecondRead


def test_every_altered_value_of_the_record_of_itu_is_noticed(again: SecondRead) -> None:
    assert list(unnoticed(again)) == []


def test_a_record_of_2018_as_it_is_raises_no_alarm(of_corpus: SecondRead) -> None:
    assert entailment(of_corpus.record, of_corpus.page, of_corpus.registry).differences == ()


def test_every_altered_or_omitted_value_of_a_record_of_2018_is_noticed(of_corpus: SecondRead) -> None:
    assert list(unnoticed(of_corpus, every=3, altered_only=False)) == []
