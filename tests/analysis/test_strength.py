"""How often an insight was seen: every rule of the domain description, section 2.7."""

from typing import Any

import msgspec
import pytest
from builders import insight, measured, observation, record

from actionlab.analysis.strength import (
    MemberChecked,
    last_member_check,
    sources,
    strength,
    with_lost_groups,
)
from actionlab.model.records import Record, Records

S, C, N = "supports", "contradicts", "nuances"

# day and setting of each source, in short
SEEN = {
    "obs-1": ("2026-01-05", "intake_conversation"),
    "obs-2": ("2026-01-05", "case_discussion"),
    "obs-3": ("2026-01-06", "intake_conversation"),
    "obs-4": ("2026-01-07", "intake_conversation"),
    "obs-5": ("2026-01-05", "intake_conversation"),
    "obs-6": ("2026-01-05", "intake_conversation"),
    "obs-7": (None, None),
    "obs-8": (None, None),
}
KNOWN = [
    *(observation(ref, date=day, setting=setting) for ref, (day, setting) in SEEN.items()),
    record("training", "trn-1", date="2026-02-03"),
    record("meeting", "mtg-1", date="2026-01-05"),
    measured("HOU-AAAA", "after_conversation", 7, date="2026-01-05"),
    measured("HOU-AAAB", "after_conversation", 8, date="2026-02-09"),
]


def judged(evidence: dict[str, str], *checks: Record[Any], **given: Any) -> str:
    told = [{"ref": ref, "relation": relation} for ref, relation in evidence.items()]
    found = insight(evidence=told, **{"counter": "Niets gezien.", **given})
    return strength(found, Records([*KNOWN, *checks])).id


def check(day: str | None, recognised: str | None, changes: str | None = None, **given: Any) -> Record[Any]:
    outcome = {"insight_id": "ins-0001", "recognised": recognised, "changes": changes}
    return record("member_check", date=day, outcome=[outcome] if recognised else [], **given)


OFTEN = {"obs-1": S, "obs-2": S, "obs-3": S}


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({}, "tentative"),
        ({"obs-1": S, "obs-2": S}, "tentative"),
        (OFTEN, "supported"),
        ({"obs-1": S, "obs-3": S, "obs-4": S}, "tentative"),
        ({"obs-1": S, "obs-5": S, "obs-6": S, "obs-2": S}, "tentative"),
        ({"obs-1": S, "obs-3": S, "trn-1": S}, "supported"),
        ({"obs-1": S, "obs-5": S, "mtg-1": S}, "tentative"),
        ({"obs-1": S, "obs-3": S, "measurement:een:grade": S}, "supported"),
        ({"obs-1": S, "measurement:een:grade": S}, "tentative"),
        ({"obs-1": S, "obs-5": S, "measurement:een:grade": S}, "supported"),
        ({"obs-1": S, "obs-2": S, "obs-7": S}, "tentative"),
        ({"obs-1": S, "obs-2": S, "obs-3": S, "obs-7": S}, "supported"),
        ({"obs-1": S, "obs-2": S, "obs-9": S}, "tentative"),
        ({"obs-1": S, "obs-2": S, "obs-3": N}, "tentative"),
        ({"obs-1": C}, "mixed"),
        ({"obs-1": S, "obs-2": C}, "mixed"),
        ({**OFTEN, "obs-4": C}, "supported"),
        ({**OFTEN, "obs-4": C, "obs-5": C}, "supported"),
        ({**OFTEN, "obs-4": C, "obs-5": C, "obs-6": C}, "mixed"),
        ({"obs-1": N}, "tentative"),
    ],
    ids=str,
)
def test_sources_kinds_settings_and_days_are_counted(evidence: dict[str, str], expected: str) -> None:
    assert judged(evidence) == expected


def test_without_an_answer_to_the_counter_question_it_stays_tentative() -> None:
    assert judged(OFTEN, counter=None) == "tentative"
    assert judged(OFTEN, check("2026-03-01", "recognised"), counter=None) == "tentative"


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check("2026-03-01", "recognised")], "confirmed"),
        ([check("2026-03-01", "partly", "Zin aangepast.")], "confirmed"),
        ([check("2026-03-01", "partly")], "supported"),
        ([check("2026-03-01", "not")], "mixed"),
        ([check("2026-03-01", None)], "supported"),
        ([check("2026-03-01", "not"), check("2026-03-02", "recognised")], "confirmed"),
        ([check("2026-03-02", "not"), check("2026-03-01", "recognised")], "mixed"),
        ([check("2026-03-01", "recognised"), check(None, "not")], "confirmed"),
        ([check("2026-03-01", "not", insight_ids=["ins-0002"])], "supported"),
    ],
)
def test_the_last_member_check_counts(checks: list[Record[Any]], expected: str) -> None:
    assert judged(OFTEN, *checks) == expected


def test_recognition_makes_nothing_of_what_was_seen_once() -> None:
    assert judged({"obs-1": S}, check("2026-03-01", "recognised")) == "tentative"


def test_of_two_checks_on_a_day_the_one_with_the_later_id_counts() -> None:
    outcome = [{"insight_id": "ins-0001", "recognised": "recognised", "remark": "Goed."}]
    checks = [
        record("member_check", "mck-2", date="2026-03-01", outcome=outcome),
        record("member_check", "mck-1", date="2026-03-01"),
    ]
    last = last_member_check("ins-0001", Records(checks))
    assert last == MemberChecked(day="2026-03-01", recognised="recognised", remark="Goed.")


def test_an_insight_that_was_never_put_before_people_has_no_check() -> None:
    assert last_member_check("ins-0001", Records(KNOWN)) is None


def test_a_group_of_measurements_is_one_source_with_the_last_day() -> None:
    refs = ["measurement:een:grade", "measurement:een:ladder", "measurement:twee:grade", "obs-99"]
    told = [{"ref": ref, "relation": S} for ref in refs]
    (group,) = sources(insight(evidence=told).data, Records(KNOWN))
    assert (group.ref, group.kind, group.day, group.setting) == (refs[0], "measurement", "2026-02-09", None)


def test_sources_are_kept_apart_by_what_they_do() -> None:
    told = [{"ref": f"obs-{n}", "relation": relation} for n, relation in ((4, N), (3, C), (2, S), (1, S))]
    found = strength(insight(evidence=told), Records(KNOWN))
    parts = (found.supporting, found.contradicting, found.nuancing)
    assert [[each.ref for each in part] for part in parts] == [["obs-2", "obs-1"], ["obs-3"], ["obs-4"]]


def lost(*refs: str, erased: int = 0) -> int:
    """How many sources of an insight are lost, among the known records, when reading left out `erased`."""
    told = [{"ref": ref, "relation": S} for ref in refs]
    found = msgspec.structs.replace(insight(evidence=told), lost=erased)
    marked = with_lost_groups(Records([*KNOWN, found])).get("ins-0001")
    assert marked
    assert marked.data == found.data
    return marked.lost


def test_a_group_of_which_no_measurement_is_left_is_lost() -> None:
    assert lost("measurement:een:grade") == 0
    assert lost("measurement:een:ladder") == 1
    assert lost("measurement:een:ladder", "measurement:een:gas", "obs-1", "measurement:een:grade") == 2


def test_lost_groups_are_added_to_the_sources_that_were_erased_one_by_one() -> None:
    assert lost("obs-1", erased=2) == 2
    assert lost("obs-1", "measurement:een:ladder", erased=2) == 3


def test_only_the_insight_that_lost_a_group_is_marked_and_nothing_else_changes() -> None:
    gone = insight("ins-1", evidence=[{"ref": "measurement:een:ladder", "relation": S}])
    whole = insight("ins-2", evidence=[{"ref": "obs-1", "relation": S}])
    known = Records([*KNOWN, gone, whole], unknown=3)
    marked = with_lost_groups(known)
    assert marked.unknown == 3
    assert [each.id for each in marked] == [each.id for each in known]
    assert [each.id for each in marked if each != known.get(each.id)] == ["ins-1"]
