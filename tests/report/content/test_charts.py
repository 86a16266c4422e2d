"""What is drawn: only where there is something to compare, and always with its table."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from builders import FEEDBACK, example, findings, laddered, measured, people, record, study
from privacy.solver.random_studies import random_world
from publications import climbed, kept_figures, publication
from worlds import alone, changes, crossings, six_themes, small_groups

from actionlab.model.records import Record
from actionlab.report.blocks import Block, Chart, Heading, Table, plain
from actionlab.report.content.feedback import About, feedback
from actionlab.report.wording import read_wording

WORDING = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
AUDIENCES = ("researchers", "municipality", "public")
SEVERAL = (alone, changes, crossings, kept_figures, six_themes, small_groups)


def blocks_of(records: Any, audience: str = "municipality", **given: Any) -> Sequence[Block]:
    return feedback(findings(records, audience=audience, **given), WORDING, About()).blocks


def charts_of(records: Any, audience: str = "municipality", **given: Any) -> list[Chart]:
    return [each for each in blocks_of(records, audience, **given) if isinstance(each, Chart)]


def every_report() -> Iterator[Sequence[Block]]:
    for audience in AUDIENCES:
        for records in (example(), *(world() for world in SEVERAL)):
            yield blocks_of(records, audience)
        for seed in range(10):
            yield blocks_of(random_world(seed), audience)


def beside(blocks: Sequence[Block], place: int) -> str:
    """The words of the table that comes right after a chart."""
    table = blocks[place + 1]
    assert isinstance(table, Table), table
    cells = [cell for row in table.rows for cell in row]
    return " ".join([table.caption, *table.header, *(plain(cell) for cell in cells)])  # type: ignore[arg-type]


def written(value: float) -> str:
    """A number as a report writes it, whatever the number of decimals."""
    return f"{value:g}".replace(".", r",") + ("0?" if value % 1 else "(,00?)?")


# where there is something to compare


def test_every_number_of_a_chart_stands_in_the_table_right_after_it() -> None:
    seen = 0
    for blocks in every_report():
        for place, chart in enumerate(blocks):
            if isinstance(chart, Chart) and chart.kind != "timeline":
                seen += 1
                words = beside(blocks, place)
                for value in (value for series in chart.series for value in series.values):
                    assert value is not None
                    assert re.search(rf"(?<![\d,]){written(value)}(?![\d,])", words), (chart, words)
    assert seen > 60


def test_every_chart_has_two_bars_or_more_a_title_and_says_its_message_in_words() -> None:
    for blocks in every_report():
        for chart in (each for each in blocks if isinstance(each, Chart)):
            assert len(chart.categories) > 1
            assert all(len(series.values) == len(chart.categories) for series in chart.series)
            assert chart.title
            assert chart.description.endswith(".")
            assert re.search(r"\d", chart.description)


def test_outside_the_team_a_study_has_one_chart_at_most_in_a_section() -> None:
    for audience in AUDIENCES[1:]:
        for world in SEVERAL:
            number = 0
            for block in blocks_of(world(), audience):
                number = 0 if isinstance(block, Heading) and block.level < 3 else number
                number += isinstance(block, Chart)
                assert number < 2


def test_small_groups_are_not_drawn() -> None:
    assert charts_of(climbed(2, 1, 1)) == []
    assert charts_of(climbed(6, 2, 1)) == []
    assert charts_of(climbed(12, 0, 0)) == []


# one by one


def test_the_ladder_of_the_example_is_drawn_in_two_bars_and_for_the_team_in_three() -> None:
    (shown,) = (each for each in charts_of(example()) if "Participatieladder" in each.title)
    assert (shown.categories, shown.series[0].values) == (("Hoger", "Gelijk of lager"), (7.0, 5.0))
    assert shown.description.startswith("Van de 12 inwoners die twee keer zijn gemeten, staan er 7 hoger")
    steps = [each for each in charts_of(example(), "researchers") if each.kind == "columns"]
    assert [series.values for series in steps[0].series] == [(1, 4, 5, 2, 0, 0), (0, 2, 6, 3, 1, 0)]


def test_a_scan_is_drawn_on_its_whole_scale_when_nothing_else_is() -> None:
    (shown,) = (each for each in charts_of(example()) if "Expertise-zelfscan" in each.title)
    assert (shown.low, shown.high, shown.series[0].values) == (1, 5, (2.5, 3.25))
    assert "2,50 bij de startmeting en 3,25 bij de vervolgmeting" in shown.description


def test_a_division_is_drawn_before_the_middle_scores() -> None:
    group = people(12)
    scans = [
        measured(each.id, moment, [3] * 8, instrument="collaboration_scan")
        for each in group
        for moment in ("baseline", "follow_up_1")
    ]
    moved = laddered(group, [2] * 12, [3] * 7 + [2] * 5)
    (shown,) = charts_of([study(primary_indicator="collaboration_scan"), *group, *scans, *moved])
    assert shown.categories == ("Hoger", "Gelijk", "Lager")


def test_a_kept_figure_is_drawn_with_its_day() -> None:
    first = findings(climbed(7, 4, 1), today=dt.date(2026, 3, 12))
    (shown,) = charts_of([*climbed(8, 4, 1), publication(first)])
    assert shown.series[0].values == (7.0, 5.0)
    assert "(stand 12 maart 2026)" in shown.title
    assert "(stand 12 maart 2026)" in shown.description


def cycle(number: int, **fields: Any) -> Record[Any]:
    return record("cycle", number=number, **fields)


def test_cycles_are_drawn_in_whole_months_with_what_became_of_them() -> None:
    cycles = [
        cycle(1, start_date="2026-01-20", end_date="2026-03-02", decision="adjust", reason="Nodig."),
        cycle(2, start_date="2026-04-10", end_date="2026-06-15"),
        cycle(3, start_date="2026-06-20"),
        cycle(4, start_date="2026-09-01", end_date="2026-12-10"),
        cycle(5, start_date="2027-01-01"),
        cycle(6),
    ]
    (shown,) = charts_of([study(), *cycles, record("observation")], today=dt.date(2026, 7, 1))
    assert [each.split(", ")[1] for each in shown.categories] == [
        "afgerond",
        "afgelopen",
        "loopt nog",
        "gepland",
    ]
    first, days = (series.values for series in shown.series)
    begins = [dt.date(1970, 1, 1) + dt.timedelta(days=int(day or 0)) for day in first]
    assert begins == [dt.date(2026, month, 1) for month in (1, 4, 6, 9)]
    ends = [begin + dt.timedelta(days=int(n or 0)) for begin, n in zip(begins, days, strict=True)]
    assert ends == [dt.date(2026, 4, 1), dt.date(2026, 7, 1), dt.date(2026, 8, 1), dt.date(2027, 1, 1)]
    assert "Cyclus 1: januari 2026 tot en met maart 2026" in shown.description


def test_one_cycle_is_not_drawn() -> None:
    assert charts_of([study(), cycle(1, start_date="2026-01-01"), record("observation")]) == []


def trained(*sessions: dict[str, int]) -> list[Record[Any]]:
    return [
        record("training", attendance=[{"role": role, "n": n} for role, n in there.items()])
        for there in sessions
    ]


def test_it_is_drawn_at_how_many_sessions_each_role_was() -> None:
    sessions = trained({"jobcoach": 4, "klantmanager": 6}, {"klantmanager": 6}, {"klantmanager": 2})
    (shown,) = charts_of([study(), *sessions])
    assert (shown.categories, shown.series[0].values) == (("Klantmanagers", "Jobcoaches"), (3.0, 1.0))
    assert "klantmanagers bij 3 bijeenkomsten en jobcoaches bij 1 bijeenkomst" in shown.description


@pytest.mark.parametrize(
    "sessions",
    [
        [{"jobcoach": 4, "klantmanager": 6}, {"klantmanager": 6}],
        [{"jobcoach": 4, "klantmanager": 6}] * 3,
        [{"jobcoach": 4}, {}, {}, {}],
    ],
    ids=["few sessions", "equal roles", "roles not recorded"],
)
def test_sessions_that_are_read_as_fast_in_their_table_are_not_drawn(sessions: list[dict[str, int]]) -> None:
    assert charts_of([study(), *trained(*sessions)]) == []


def test_what_helped_and_hindered_is_drawn_phase_by_phase() -> None:
    (shown,) = (each for each in charts_of(example()) if each.kind == "stacked")
    assert shown.categories == ("Handelen", "Reflecteren", "Fase niet genoemd")
    assert {series.name: series.values for series in shown.series} == {
        "Helpend": (4, 1, 1),
        "Hinderend": (1, 0, 5),
        "Gemengd": (0, 1, 3),
    }
    assert "handelen: 4 helpend en 1 hinderend" in shown.description


def test_all_the_charts_of_the_example_for_the_team_are_exact() -> None:
    kinds = [each.kind for each in charts_of(example(), "researchers")]
    assert kinds == ["stacked", "stacked", "bars", "columns", "bars", "bars"]
