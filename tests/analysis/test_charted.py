"""What a chart may show of what was seen, phase by phase."""

import datetime as dt
from typing import Any

import pytest
from builders import example, findings, observation, people, study
from publications import publication, published

from actionlab.analysis.charted import PhaseSignals, ShownSignals
from actionlab.model.records import Record

Found = list[Record[Any]]
RESIDENTS = people(12)


def seen(phase: str | None, *signals: str | None, start: int = 0, **fields: Any) -> Found:
    """An observation of two residents for every signal; of ten different residents in five of them."""
    return [
        observation(
            f"obs-{phase}-{start + number}",
            phase=phase,
            signal=signal,
            present_roles=["resident"],
            participants=[RESIDENTS[(2 * number + each) % 12].id for each in range(2)],
            **fields,
        )
        for number, signal in enumerate(signals)
    ]


def shown(records: Found, audience: str = "municipality", **given: Any) -> ShownSignals:
    return findings([study(), *RESIDENTS, *records], audience=audience, **given).studies[0].signals


MIXED = ["helping", "helping", "helping", "hindering", "mixed"]


def test_every_phase_that_may_be_told_has_its_numbers() -> None:
    act, reflect = shown([*seen("act", *MIXED), *seen("reflect", *MIXED, None)]).phases
    assert (act.phase, act.signals) == ("act", (3, 1, 1, 0, 0))
    assert (reflect.phase, reflect.signals, reflect.observations) == ("reflect", (3, 1, 1, 0, 1), 6)


def test_observations_of_a_phase_with_too_few_people_are_counted_without_a_phase() -> None:
    records = [*seen("act", *MIXED), *seen("reflect", *MIXED), *seen("plan", "neutral", "hindering")]
    phases = {each.phase: each.signals for each in shown(records).phases}
    assert phases.keys() == {"act", "reflect", None}
    assert sum(sum(each) for each in phases.values()) == 12
    assert {each.phase for each in shown(records, "researchers").phases} == {"plan", "act", "reflect"}


def test_nothing_is_shown_when_in_one_phase_all_that_is_known_is_the_same() -> None:
    alike = seen("reflect", *["hindering"] * 5)
    assert shown([*seen("act", *MIXED), *alike]).phases == ()
    assert shown([*seen("act", *MIXED), *alike, *seen("reflect", None, start=5)]).phases == ()
    assert len(shown([*seen("act", *MIXED), *alike], "researchers").phases) == 2


def test_one_phase_is_nothing_to_compare() -> None:
    assert shown(seen("act", *MIXED)).phases == ()
    assert shown(seen("act", *MIXED), "researchers").phases == ()


def test_the_public_is_shown_no_division() -> None:
    assert shown([*seen("act", *MIXED * 2), *seen("reflect", *MIXED * 2)], "public").phases == ()


def test_a_period_does_not_change_what_is_shown() -> None:
    records = [*seen("act", *MIXED, date="2026-01-10"), *seen("reflect", *MIXED, date="2026-05-10")]
    assert shown(records, since=dt.date(2026, 5, 1)) == shown(records)


def test_what_was_published_stays_until_every_number_is_the_same_or_differs_enough() -> None:
    records = [*seen("act", *MIXED), *seen("reflect", *MIXED)]
    first = published([study(), *RESIDENTS, *records])
    one_more = [*records, *seen("act", "hindering", start=5)]
    kept = shown([*one_more, first])
    assert (kept.phases[0].signals, kept.stand) == ((3, 1, 1, 0, 0), dt.date(2026, 3, 12))
    five_more = [*records, *seen("act", *["hindering"] * 5, start=5)]
    fresh = shown([*five_more, first])
    assert (fresh.phases[0].signals, fresh.stand) == ((3, 6, 1, 0, 0), None)


def test_a_publication_of_signals_can_be_read_back() -> None:
    records = [study(), *RESIDENTS, *seen("act", *MIXED), *seen("reflect", *MIXED)]
    first = publication(findings(records))
    assert findings([*records, first]).studies[0].signals == findings(records).studies[0].signals


def test_the_example_shows_its_signals_where_nobody_can_be_found() -> None:
    one, other = findings(example()).studies
    assert [each.phase for each in one.signals.phases] == ["act", "reflect", None]
    assert sum(each.observations for each in one.signals.phases) == one.steps.observations
    assert other.signals.phases == ()


@pytest.mark.parametrize(
    ("signals", "mixed"), [((1, 1, 0, 0, 0), True), ((2, 0, 0, 0, 1), False), ((0, 0, 0, 0, 3), False)]
)
def test_not_recorded_is_no_signal(signals: tuple[int, ...], mixed: bool) -> None:
    assert PhaseSignals(phase="act", signals=signals).is_mixed is mixed
