"""Until when a study and its key file may be there: the last day, the day after, and days not recorded."""

import datetime as dt
from typing import Any

import pytest
from builders import person, record, study

from actionlab.model.records import Record, Records
from actionlab.model.retention import DATA, KEY_FILE, Term, kept, left_behind, terms
from actionlab.model.settings import Settings

UNTIL = dt.date(2036, 6, 30)
DAY = dt.timedelta(days=1)
KEPT: dict[str, Any] = {"retention_until": "2036-06-30"}
DESTROY: dict[str, Any] = {"key_file_destroy_by": "2026-12-31"}
ENDED: dict[str, Any] = {"end_date": "2026-08-31"}


def found(
    today: dt.date, *others: Record[Any], settings: Settings | None = None, **fields: Any
) -> dict[str, Term]:
    one = study(**fields)
    records = Records([one, *others])
    return {each.what: each for each in terms(one, records, settings or Settings(), today)}


def test_data_are_kept_up_to_and_including_their_day() -> None:
    assert not found(UNTIL, **KEPT)[DATA].late
    assert found(UNTIL + DAY, **KEPT)[DATA].late


def test_a_key_file_has_to_be_gone_before_its_day() -> None:
    by, someone = dt.date(2026, 12, 31), person("HOU-K7M2")
    assert not found(by - DAY, someone, **DESTROY)[KEY_FILE].late
    assert found(by, someone, **DESTROY)[KEY_FILE].late


@pytest.mark.parametrize(("ahead", "soon"), [(31, False), (30, True), (-1, True)])
def test_what_is_near_is_known_thirty_days_before(ahead: int, soon: bool) -> None:
    assert found(UNTIL - ahead * DAY, **KEPT)[DATA].soon is soon


def test_a_day_that_was_not_recorded_is_counted_from_the_end_by_the_settings() -> None:
    someone, today = person("HOU-K7M2"), dt.date(2026, 1, 1)
    usual = found(today, someone, **ENDED)
    assert (usual[KEY_FILE].day, usual[DATA].day) == (dt.date(2027, 2, 28), dt.date(2036, 8, 31))
    shorter = found(today, someone, settings=Settings(retention_years=5, key_file_months=1), **ENDED)
    assert (shorter[KEY_FILE].day, shorter[DATA].day) == (dt.date(2026, 9, 30), dt.date(2031, 8, 31))


def test_a_day_that_was_recorded_goes_before_the_settings() -> None:
    terms_found = found(dt.date(2026, 1, 1), person("HOU-K7M2"), **ENDED, **KEPT, **DESTROY)
    assert terms_found[KEY_FILE].day == dt.date(2026, 12, 31)
    assert terms_found[DATA].day == UNTIL


def test_without_an_end_nothing_is_known() -> None:
    one = study()
    assert found(UNTIL, person("HOU-K7M2")) == {}
    assert kept(one, Records([one]), Settings(), UNTIL) is None


def test_without_participants_there_is_no_key_file() -> None:
    assert KEY_FILE not in found(UNTIL, **DESTROY)
    assert KEY_FILE not in found(UNTIL, person("HOU-K7M2", study_id="twee"), **DESTROY)


def test_a_key_file_is_waited_for_until_the_day_on_which_it_was_destroyed() -> None:
    gone: dict[str, Any] = {"key_file_destroyed_on": "2027-02-01"}
    before, after = dt.date(2027, 1, 31), dt.date(2027, 2, 1)
    assert found(before, person("HOU-K7M2"), **DESTROY, **gone)[KEY_FILE].late
    assert KEY_FILE not in found(after, person("HOU-K7M2"), **DESTROY, **gone)


@pytest.mark.parametrize("years", [8000, 10**12])
def test_a_term_beyond_the_calendar_is_never_past(years: int) -> None:
    term = found(UNTIL, settings=Settings(retention_years=years), **ENDED)[DATA]
    assert (term.day, term.late) == (dt.date.max, False)


def test_records_of_a_removed_study_that_came_back_are_left_behind() -> None:
    first = record("removal", "rem-1", study="een", removed_on="2036-07-01")
    last = record("removal", "rem-2", study="een", removed_on="2036-08-01")
    other = record("removal", "rem-3", study="twee", removed_on="2036-07-01")
    late = record("observation", "obs-1")
    assert left_behind(Records([last, first, other, late])) == {"een": last}
    assert left_behind(Records([first, other])) == {}
    assert left_behind(Records([first, late, study("een")])) == {}
