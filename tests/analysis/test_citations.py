"""Numbered sources, described only as far as enough people fit the description."""

import time
from collections.abc import Iterable
from typing import Any

import pytest
from builders import HOUTEN, NIEUWEGEIN, ZEIST, example, measured, observation, people, record, study

from actionlab.analysis.citations import SOMEBODY, Citation, Citations
from actionlab.analysis.cycles import phase_of
from actionlab.analysis.scope import scope
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.privacy.disclosure import Protection

FIVE, TEN, EXACT = Protection(k=5), Protection(k=10), Protection(k=None)
RESIDENTS = people(24, role="resident")
TEAM = people(12, "PRO", group="professional", role="jobcoach")
CODES = [each.id for each in RESIDENTS]


def cited(records: Records, protection: Protection, *refs: str) -> tuple[Citation, ...]:
    citations = Citations(records, protection)
    for ref in refs:
        citations.number(ref)
    return citations.cited()


def fitting(source: Citation, cited_one: Record[Observation], records: Records) -> set[str]:
    """The different people at all observations of the study that fit everything that is said."""

    def fits(other: Record[Observation]) -> bool:
        traits = (
            (source.phase, phase_of(other, records)),
            (source.setting, other.data.setting),
            (source.month, day_of(other)[:7]),
        )
        return study_of(other) == study_of(cited_one) and all(said in (None, is_) for said, is_ in traits)

    return {code for other in records.of(Observation) if fits(other) for code in other.data.participants}


def unmasked(records: Records, protection: Protection) -> Iterable[Citation]:
    """What a manager with a calendar could trace back to fewer than k people."""
    seen = records.of(Observation)
    sources = cited(records, protection, *(each.id for each in seen))
    for source, record_cited in zip(sources, seen, strict=True):
        says = source.phase or source.setting or source.month
        if says and len(fitting(source, record_cited, records)) < (protection.k or 0):
            yield source


@pytest.mark.parametrize("municipality", [HOUTEN, NIEUWEGEIN, ZEIST])
@pytest.mark.parametrize("protection", [FIVE, TEN], ids=["municipality", "public"])
def test_no_description_in_the_example_fits_fewer_than_k_people(
    municipality: str, protection: Protection
) -> None:
    assert list(unmasked(scope(example(), municipality).basis, protection)) == []


def test_descriptions_in_the_example_still_say_something() -> None:
    known = scope(example(), HOUTEN).basis
    refs = [each.id for each in known.of(Observation)]
    assert sum(1 for each in cited(known, FIVE, *refs) if each.setting and each.phase) >= 9


def test_sources_are_numbered_as_they_are_first_cited() -> None:
    citations = Citations(Records([observation("obs-0001"), observation("obs-0002")]), FIVE)
    assert [citations.number(ref) for ref in ("obs-0002", "obs-0001", "obs-0002")] == [1, 2, 1]
    assert [each.number for each in citations.cited()] == [1, 2]


def met(record_id: str, codes: Iterable[str], **fields: Any) -> Record[Any]:
    """An observation of residents with these codes, with nobody else there."""
    return observation(record_id, participants=list(codes), present_roles=["resident"], **fields)


def told(*seen: Record[Any], protection: Protection = FIVE) -> dict[str, tuple[str | None, ...]]:
    """What is said of the setting, phase and month of each observation."""
    known = Records([study(), *RESIDENTS, *TEAM, *seen])
    sources = cited(known, protection, *(each.id for each in seen))
    return {
        each.id: (source.setting, source.phase, source.month)
        for each, source in zip(seen, sources, strict=True)
    }


NOTHING = (None, None, None)


def test_enough_people_give_a_full_description() -> None:
    one = met("obs-1", CODES[:5], setting="interview", phase="act", date="2026-01-05")
    assert told(one) == {"obs-1": ("interview", "act", "2026-01")}
    assert told(one, protection=TEN) == {"obs-1": NOTHING}


def test_what_fits_too_few_people_is_left_unsaid() -> None:
    seen = [
        met("obs-1", CODES[:5], setting="interview", phase="act", date="2026-01-05"),
        met("obs-2", CODES[5:10], setting="interview", phase="plan", date="2026-01-05"),
        met("obs-3", CODES[10:15], setting="interview", phase="plan", date="2026-02-05"),
        met("obs-4", CODES[15:16], setting="workplace", phase="plan", date="2026-02-05"),
        met("obs-5", CODES[16:20], setting="telephone", phase="plan", date="2026-03-05"),
    ]
    assert told(*seen) == {
        "obs-1": ("interview", "act", "2026-01"),
        "obs-2": ("interview", "plan", "2026-01"),
        "obs-3": ("interview", "plan", "2026-02"),
        "obs-4": (None, "plan", None),
        "obs-5": (None, "plan", None),
    }


def test_a_source_is_not_found_out_by_what_is_unsaid() -> None:
    many = [met(f"obs-{n}", [CODES[n]], setting="interview") for n in range(12)]
    odd = met("obs-odd", [CODES[20]], setting="workplace")
    said = told(*many, odd)

    unsaid = [name for name, (setting, *_) in said.items() if setting is None]
    # four others stay unsaid, so that five people fit
    assert said["obs-odd"] == NOTHING
    assert len(unsaid) == 5


def test_when_no_others_can_hide_it_nothing_is_said_of_anybody() -> None:
    many = met("obs-1", CODES[:6], setting="interview")
    odd = met("obs-2", CODES[6:7], setting="workplace")
    assert told(many, odd) == {"obs-1": NOTHING, "obs-2": NOTHING}


def test_a_resident_among_many_professionals_is_not_many_residents() -> None:
    team = [each.id for each in TEAM[:6]]
    alone = {"setting": "case_discussion", "present_roles": ["jobcoach"]}
    with_one = {"setting": "team_meeting", "present_roles": ["jobcoach", "resident"]}
    assert told(observation("obs-1", participants=team, **alone))["obs-1"][0] == "case_discussion"
    assert told(observation("obs-1", participants=[*team, CODES[0]], **with_one)) == {"obs-1": NOTHING}
    assert told(observation("obs-1", participants=team, **with_one)) == {"obs-1": NOTHING}


def test_people_who_were_not_written_down_are_not_counted() -> None:
    many = {"setting": "interview", "participants": CODES[:6]}
    assert told(observation("obs-1", **many)) == {"obs-1": NOTHING}
    unknown = {**many, "participants": [*CODES[:4], "HOU-ZZZZ"], "present_roles": ["resident"]}
    assert told(observation("obs-1", **unknown)) == {"obs-1": NOTHING}
    with_us = {**many, "present_roles": ["resident", "researcher", "trainer"]}
    assert told(observation("obs-1", **with_us))["obs-1"][0] == "interview"


def test_people_of_another_study_do_not_fit() -> None:
    here = met("obs-1", CODES[:4], setting="interview")
    there = met("obs-2", CODES[4:8], setting="interview", study_id="twee")
    known = Records([study(), study("twee"), *RESIDENTS, here, there])
    assert [each.setting for each in cited(known, FIVE, "obs-1", "obs-2")] == [None, None]


def test_the_order_of_records_changes_nothing() -> None:
    seen = [
        met(f"obs-{n}", [CODES[n % 14]], setting=("interview", "workplace")[n % 9 == 0]) for n in range(30)
    ]
    assert told(*seen) == told(*reversed(seen))


def test_the_groups_that_were_there_are_told_only_where_a_page_tells_them() -> None:
    seen = observation(
        "obs-1",
        participants=[*CODES[:5], *(each.id for each in TEAM[:5])],
        present_roles=["researcher", "jobcoach", "resident"],
    )
    for theme, groups in (("I2", ("resident", "professional")), ("I1", SOMEBODY)):
        known = Records([study(theme=theme), *RESIDENTS, *TEAM, seen])
        assert Citations(known, FIVE).present(seen) == groups
    fewer = observation("obs-1", participants=CODES[:4], present_roles=["resident"])
    known = Records([study(theme="I2"), *RESIDENTS, fewer])
    assert Citations(known, FIVE).present(fewer) == SOMEBODY
    assert Citations(known, EXACT).present(fewer) == ("resident",)


def test_a_role_is_told_when_enough_people_have_it_and_enough_were_there() -> None:
    seen = observation(
        "obs-1",
        participants=[*CODES[:5], *(each.id for each in TEAM[:5])],
        present_roles=["jobcoach", "resident", "team_manager"],
    )
    attendance = [{"role": "klantmanager", "n": 9}]
    known = Records([study(), *RESIDENTS, *TEAM, seen, record("training", attendance=attendance)])
    told_of = Citations(known, FIVE)
    roles = ("jobcoach", "resident", "team_manager", "klantmanager")
    # there is one team manager; no case manager was ever there
    assert [told_of.names_role("een", role) for role in roles] == [True, True, False, False]
    assert all(Citations(known, EXACT).names_role("een", role) for role in roles)


def test_a_session_has_a_month_when_enough_people_of_each_group_were_there() -> None:
    def month(kind: str, **present: int) -> str | None:
        lines = [{"role": role, "n": n} for role, n in present.items()]
        session = record(kind, "x-1", attendance=lines, date="2026-01-05")
        return cited(Records([session]), FIVE, "x-1")[0].month

    for kind in ("training", "meeting"):
        assert month(kind, jobcoach=3, klantmanager=2, trainer=1) == "2026-01"
        assert month(kind, jobcoach=4, trainer=1) is None
        assert month(kind, jobcoach=9, resident=1) is None
        assert month(kind) is None


def test_measurements_name_their_instrument_when_enough_people_were_measured() -> None:
    ref = "measurement:een:grade"
    for n, said in ((5, "grade"), (4, None)):
        known = Records([*RESIDENTS, *(measured(code, "after_training", 7) for code in CODES[:n])])
        assert cited(known, FIVE, ref) == (Citation(number=1, kind="measurement", instrument=said),)
    single = measured("HOU-AAAA", "after_training", 7, date="2026-01-05")
    assert cited(Records([single]), FIVE, single.id) == (Citation(number=1, kind="measurement"),)


def test_anonymous_forms_of_two_moments_are_not_twice_as_many_people() -> None:
    def instrument(*forms: int) -> str | None:
        asked = (measured(None, "baseline", 7, group_count=n) for n in forms)
        return cited(Records(asked), FIVE, "measurement:een:grade")[0].instrument

    assert [instrument(3, 3), instrument(5, 3)] == [None, "grade"]


def test_an_instrument_of_few_people_hides_behind_the_others() -> None:
    grades = [measured(code, "after_training", 7) for code in CODES[:9]]
    steps = [measured(code, "baseline", 2, instrument="ladder") for code in CODES[:2]]
    counted = record("measurement", instrument="counter", label="Plekken", value=3)
    refs = ("measurement:een:grade", "measurement:een:ladder", "measurement:een:counter")
    known = Records([*RESIDENTS, *grades, *steps, counted])
    assert [each.instrument for each in cited(known, FIVE, *refs)] == [None, None, None]
    # what is counted without people hides nobody and needs no hiding
    known = Records([*RESIDENTS, *grades, counted])
    assert [each.instrument for each in cited(known, FIVE, refs[0], refs[2])] == ["grade", None]


def test_outside_the_team_nothing_exact_is_told() -> None:
    known = scope(example(), HOUTEN).basis
    refs = [each.id for each in known if each.kind in ("observation", "training", "meeting")]
    for protection in (FIVE, TEN):
        assert {(each.ref, each.day, each.theme) for each in cited(known, protection, *refs)} == {
            (None, None, None)
        }


def test_researchers_get_the_exact_source() -> None:
    known = scope(example(), HOUTEN).basis
    first, group = cited(known, EXACT, "obs-0005", "measurement:hou-driehoek:grade")
    assert first == Citation(
        number=1,
        kind="observation",
        phase="act",
        setting="three_way_conversation",
        month="2025-10",
        ref="obs-0005",
        day="2025-10-21",
        theme="O1",
    )
    assert (group.ref, group.instrument) == ("measurement:hou-driehoek:grade", "grade")


def test_describing_a_thousand_sources_takes_no_longer_than_ten_hundreds() -> None:
    def seconds(n: int) -> float:
        settings = ("interview", "workplace", "telephone")
        seen = [
            met(f"obs-{each}", [CODES[each % 24]], setting=settings[each % 3], date="2026-01-05")
            for each in range(n)
        ]
        known = Records([study(), *RESIDENTS, *seen])
        begun = time.process_time()
        cited(known, FIVE, *(each.id for each in seen))
        return time.process_time() - begun

    # walking all observations for each of them makes it a hundred times
    assert min(seconds(1000) for _ in range(3)) < 40 * min(seconds(100) for _ in range(3))


def test_of_a_record_that_is_no_source_only_the_kind_is_told() -> None:
    made = record("action", "act-1", agreed_on="2026-01-05")
    assert cited(Records([made]), FIVE, "act-1") == (Citation(number=1, kind="action"),)


def test_what_does_not_exist_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        cited(Records([]), FIVE, "obs-0001")
