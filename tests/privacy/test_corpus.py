"""How much the gate finds, and how often it asks for nothing: measured on a corpus written by hand."""

from pathlib import Path

import measure_screen
import pytest
from measure_screen import HALVES, NAME, PAGE, STRUCTURED, Entry, corpus, figures

from actionlab.privacy.screen import Hit

EVERYTHING = [entry for half in HALVES for entry in corpus(half)]


@pytest.mark.parametrize("kind", STRUCTURED)
def test_there_are_a_hundred_spellings_of_each_structured_kind(kind: str) -> None:
    assert sum(entry.kind == kind for entry in EVERYTHING) >= 100


def test_there_are_names_after_titles_and_ordinary_sentences() -> None:
    assert sum(entry.kind == NAME for entry in EVERYTHING) >= 120
    assert sum(not entry.kind for entry in EVERYTHING) >= 200


@pytest.mark.parametrize("kind", [*STRUCTURED, NAME, ""])
def test_both_halves_hold_as_many_of_each_kind(kind: str) -> None:
    seen, held_out = (sum(entry.kind == kind for entry in corpus(half)) for half in HALVES)

    assert abs(seen - held_out) <= 1


def test_no_sentence_stands_twice() -> None:
    texts = [" ".join(entry.text.split()).casefold() for entry in EVERYTHING]

    assert len(texts) == len(set(texts))


def test_what_is_to_be_found_stands_in_its_text_once() -> None:
    positive = [entry for entry in EVERYTHING if entry.kind]

    assert [entry.text for entry in positive if entry.text.count(entry.found) != 1 or not entry.found] == []
    assert {entry.kind for entry in positive} == {*STRUCTURED, NAME}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kind", STRUCTURED)
def test_structured_data_is_found_and_hardly_anything_else(kind: str, half: str) -> None:
    counted = figures(kind, half)

    assert counted.recall >= 0.99
    assert counted.precision >= 0.98


@pytest.mark.parametrize("half", HALVES)
def test_names_after_titles_are_found(half: str) -> None:
    assert figures(NAME, half).recall >= 0.95


def test_at_most_one_in_twenty_observations_of_the_example_gets_a_question(own_folder: Path) -> None:
    observations, asked = measure_screen.example_questions(own_folder)

    assert observations >= 20
    assert asked <= observations / 20


def test_the_privacy_page_shows_the_figures_of_now(own_folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")

    # after a change of the gate: python tools/measure_screen.py
    assert page == measure_screen.with_tables(page, measure_screen.example_questions(own_folder))


def test_a_page_without_its_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 places"):
        measure_screen.with_tables("no marks", (20, 1))


def test_a_hit_that_leaves_out_a_digit_does_not_count() -> None:
    entry = Entry(text="Bel 06-12345678.", kind="phone", found="06-12345678")

    assert measure_screen.is_recalled(entry, [Hit("phone", 4, 15)])
    assert not measure_screen.is_recalled(entry, [Hit("phone", 4, 14)])
    assert not measure_screen.is_recalled(entry, [Hit("bsn", 4, 15)])
