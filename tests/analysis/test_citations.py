"""Numbered sources, described only as far as enough people fit the description."""

from collections.abc import Iterable
from typing import Any

import pytest
from builders import HOUTEN, NIEUWEGEIN, ZEIST, example, measured, observation, people, record, study
from hypothesis import given
from hypothesis import strategies as st

from actionlab.analysis.citations import Citation, Citations
from actionlab.analysis.cycles import phase_of
from actionlab.analysis.scope import scope
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.privacy.disclosure import Protection

FIVE, TEN, EXACT = Protection(k=5), Protection(k=10), Protection(k=None)
CODES = [each.id for each in people(12)]


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
    assert sum(1 for each in cited(known, FIVE, *refs) if each.setting and each.month and each.phase) >= 3


SEEN = st.fixed_dictionaries(
    {
        "study_id": st.sampled_from(["een", "twee"]),
        "setting": st.sampled_from([None, "three_way_conversation", "case_discussion"]),
        "phase": st.sampled_from([None, "act", "reflect"]),
        "date": st.sampled_from([None, "2026-01-05", "2026-01-20", "2026-02-03"]),
        "participants": st.lists(st.sampled_from(CODES), max_size=4, unique=True),
    }
)


@given(st.lists(SEEN, min_size=1, max_size=8))
def test_no_description_in_any_study_fits_fewer_than_k_people(seen: list[dict[str, Any]]) -> None:
    known = Records([study(), study("twee"), *(observation(**fields) for fields in seen)])
    assert list(unmasked(known, FIVE)) == []
    told = Citations(known, FIVE)
    for each in known.of(Observation):
        setting = told.setting(each)
        like = Citation(number=1, kind="observation", setting=setting)
        assert setting is None or len(fitting(like, each, known)) >= 5


def test_sources_are_numbered_as_they_are_first_cited() -> None:
    citations = Citations(Records([observation("obs-0001"), observation("obs-0002")]), FIVE)
    assert [citations.number(ref) for ref in ("obs-0002", "obs-0001", "obs-0002")] == [1, 2, 1]
    assert [each.number for each in citations.cited()] == [1, 2]


def met(record_id: str, n: int, **fields: Any) -> Record[Any]:
    return observation(record_id, participants=CODES[:n], **fields)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], ("act", "three_way_conversation", "2026-01")),
        ([{"phase": "plan", "participants": []}], ("act", "three_way_conversation", "2026-01")),
    ],
)
def test_enough_people_give_a_full_description(others: list[dict[str, Any]], said: tuple[str, ...]) -> None:
    first = met("obs-0001", 5, phase="act", setting="three_way_conversation", date="2026-01-05")
    known = Records([first, *(observation(**fields) for fields in others)])
    (source,) = cited(known, FIVE, "obs-0001")
    assert (source.phase, source.setting, source.month) == said


def test_too_few_people_give_less_and_at_last_nothing() -> None:
    first = met("obs-0001", 2, phase="act", setting="three_way_conversation", date="2026-01-05")
    others = {
        "other phase": met("obs-0002", 5, phase="plan", setting="three_way_conversation", date="2026-01-20"),
        "other month": met("obs-0002", 5, phase="act", setting="three_way_conversation", date="2026-03-20"),
        "other both": met("obs-0002", 5, phase="plan", setting="three_way_conversation", date="2026-03-20"),
        "other setting": met("obs-0002", 5, phase="act", setting="intake_conversation", date="2026-03-20"),
        "other all": met("obs-0002", 5, phase="plan", setting="intake_conversation", date="2026-01-20"),
        "other study": met(
            "obs-0002", 5, phase="act", setting="three_way_conversation", date="2026-01-05", study_id="twee"
        ),
    }
    said = {name: cited(Records([first, other]), FIVE, "obs-0001")[0] for name, other in others.items()}
    assert {name: (each.phase, each.setting, each.month) for name, each in said.items()} == {
        "other phase": (None, "three_way_conversation", "2026-01"),
        "other month": ("act", "three_way_conversation", None),
        "other both": (None, "three_way_conversation", None),
        "other setting": ("act", None, None),
        "other all": (None, None, None),
        "other study": (None, None, None),
    }


def test_a_session_has_a_month_when_enough_people_were_there() -> None:
    def month(kind: str, n: int) -> str | None:
        lines = [{"role": "jobcoach", "n": n - 1}, {"role": "resident", "n": 1}]
        session = record(kind, "x-1", attendance=lines, date="2026-01-05")
        return cited(Records([session]), FIVE, "x-1")[0].month

    for kind in ("training", "meeting"):
        assert (month(kind, 5), month(kind, 4)) == ("2026-01", None)


def test_measurements_name_their_instrument_when_enough_people_were_measured() -> None:
    ref = "measurement:een:grade"
    for n, said in ((5, "grade"), (4, None)):
        known = Records([measured(code, "after_training", 7) for code in CODES[:n]])
        assert cited(known, FIVE, ref) == (Citation(number=1, kind="measurement", instrument=said),)
    single = measured("HOU-AAAA", "after_training", 7, date="2026-01-05")
    assert cited(Records([single]), FIVE, single.id) == (Citation(number=1, kind="measurement"),)


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


def test_what_does_not_exist_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        cited(Records([]), FIVE, "obs-0001")
