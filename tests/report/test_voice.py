"""The words, numbers and dates of a report, in its own language."""

import datetime as dt

import pytest
from builders import FEEDBACK

from actionlab.i18n import activate
from actionlab.report.blocks import Paragraph, Run, plain
from actionlab.report.content.voice import Voice, label, sentence
from actionlab.report.wording import read_wording

VOICE = Voice(read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml"))


def test_a_report_keeps_its_language_whatever_the_program_speaks() -> None:
    activate("en")
    assert VOICE.term("phase", "act") == "handelen"
    assert VOICE.month(dt.date(2026, 3, 12)) == "maart 2026"


def test_what_is_missing_was_not_recorded() -> None:
    assert VOICE.term("phase", None) == "niet vastgelegd"
    assert VOICE.day(None) == "niet vastgelegd"


def test_dates_and_numbers_are_dutch() -> None:
    assert VOICE.day(dt.date(2026, 3, 12)) == "12 maart 2026"
    assert VOICE.period(dt.date(2025, 9, 1), dt.date(2026, 6, 30)) == "september 2025 tot en met juni 2026"
    assert VOICE.number(7.5) == "7,5"
    assert VOICE.percent(58) == "58%"


def test_roles_are_named_in_the_plural() -> None:
    assert VOICE.roles(["klantmanager", "jobcoach", "resident"]) == "klantmanagers, jobcoaches en inwoners"
    assert VOICE.roles(["a_role_of_a_newer_program"]) == "a_role_of_a_newer_program"
    assert VOICE.roles([]) == ""


def test_words_become_one_phrase() -> None:
    assert VOICE.terms("signal", ["helping", "hindering"]).count(" en ") == 1
    assert VOICE.phrase(["a"]) == "a"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([3], "[3]"),
        ([2, 1], "[1] en [2]"),
        ([1, 2, 3], "[1] tot en met [3]"),
        ([1, 2, 3, 4, 7, 9, 10, 1], "[1] tot en met [4], [7], [9] en [10]"),
        ([], ""),
    ],
)
def test_source_numbers_in_a_row_are_taken_together(numbers: list[int], said: str) -> None:
    found = VOICE.sources(numbers)

    assert plain(found) == said
    assert [run.link for run in found if run.link] == [
        f"bron_{run.text[1:-1]}" for run in found if run.text.startswith("[")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("het lukte", "Het lukte."),
        (" Het lukte. ", "Het lukte."),
        ("lukte het?", "Lukte het?"),
        ("‘nu wel’", "‘nu wel’"),
        ("…", "…"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_has_an_end(text: str, said: str) -> None:
    assert sentence(text) == said


def test_a_label_is_set_apart_by_weight() -> None:
    assert label("Deelvragen:") == Paragraph((Run("Deelvragen:", strong=True),))


def test_a_number_has_as_many_decimals_as_it_is_asked_for() -> None:
    assert (VOICE.number(0.0039, decimals=3), VOICE.number(0.0039)) == ("0,004", "0")
