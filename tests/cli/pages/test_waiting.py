"""What is due in words: what it is, by when, and how long that is from today."""

import datetime as dt

import pytest

from actionlab import i18n
from actionlab.analysis.due import Waiting
from actionlab.cli.pages.waiting import by_when, how_long, what_waits

TODAY = dt.date(2026, 6, 15)
DAY = dt.date(2026, 6, 20)


def waiting(what: str, due_on: dt.date | None = DAY, *, late: bool = False) -> Waiting:
    return Waiting(what=what, subject="ladder", record_id="hou-driehoek", due_on=due_on, late=late)


@pytest.mark.parametrize(
    ("what", "late", "said"),
    [
        ("key_file_to_destroy", False, "before 20 June 2026"),
        ("key_file_to_destroy", True, "it had to be gone before 20 June 2026"),
        ("data_to_remove", False, "kept until 20 June 2026"),
        ("data_to_remove", True, "it could be kept until 20 June 2026"),
        ("action_late", True, "it was due on 20 June 2026"),
        ("decision_awaited", False, "before or on 20 June 2026"),
        ("training_follow_up", False, "from 20 June 2026"),
    ],
)
def test_it_is_told_by_when_something_is_to_be_done(what: str, late: bool, said: str) -> None:
    i18n.activate("en")
    assert by_when(waiting(what, late=late)) == said


@pytest.mark.parametrize(
    ("what", "late", "said"),
    [
        ("decision_awaited", False, "in 5 days"),
        ("training_follow_up", False, "since 20 Jun 2026"),
        ("key_file_to_destroy", True, "too late"),
    ],
)
def test_it_is_told_how_far_that_is_from_today(what: str, late: bool, said: str) -> None:
    i18n.activate("en")
    assert how_long(waiting(what, late=late), TODAY) == said


def test_without_a_day_nothing_is_said_of_when() -> None:
    one = waiting("decision_awaited", None)
    assert (by_when(one), how_long(one, TODAY)) == ("", "")


def test_what_is_due_is_told_in_the_language_of_the_moment() -> None:
    said = []
    for language in ("nl", "en", "nl"):
        i18n.activate(language)
        said.append(what_waits(waiting("action_late")))
    assert said[0] == said[2] != said[1]
    assert said[1] == "Action not done: ladder"


def test_of_what_is_kept_for_a_time_only_it_is_told_what_to_do_when_it_goes() -> None:
    i18n.activate("en")
    assert what_waits(waiting("key_file_to_destroy")) == (
        "Destroy the key file · record it with: actionlab edit hou-driehoek --key-file-destroyed-on DATE"
    )
    assert (
        what_waits(waiting("data_to_remove"))
        == "Remove the data · look what goes with: actionlab purge --due"
    )


def test_a_measurement_is_told_by_the_name_of_its_instrument() -> None:
    i18n.activate("en")
    assert what_waits(waiting("follow_up_measurement")) == "Follow-up measurement: participation ladder"
