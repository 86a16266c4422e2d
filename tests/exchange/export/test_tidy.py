"""Tidy: one table per kind, one answer per cell, and no answers that belong to one person side by side."""

from typing import Any

from builders import example, insight, measured, observation, people, record, study
from hypothesis import given
from hypothesis import strategies as st

from actionlab.exchange.export.codebook import Table
from actionlab.exchange.export.outgoing import outgoing
from actionlab.exchange.export.tidy import tidy_tables
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record, Records
from actionlab.model.study import Study

SCAN = {"instrument": "collaboration_scan", "participant": None, "group_count": 1}


def tables(*found: Record[Any], **statements: tuple[str, ...]) -> dict[str, Table]:
    """The tables of these records of one study, by name."""
    going = outgoing(Records([study(), *found]), ["een"])
    return {each.name: each for each in tidy_tables(going, statements)}


def rows(table: Table) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    return [dict(zip((each.name for each in table.variables), row, strict=True)) for row in table.rows]


def test_every_kind_of_record_but_the_proofs_has_a_table_that_is_always_there() -> None:
    names = [each.name for each in tidy_tables(outgoing(Records([study()]), ["een"]), {})]

    assert len(names) == len(set(names)) == len(KINDS) - 2 + 10
    assert max(map(len, names)) <= 31


def test_the_example_fills_every_column_of_every_row() -> None:
    records = example()
    going = outgoing(records, [each.id for each in records.of(Study)])

    for table in tidy_tables(going, {}):
        assert {len(row) for row in table.rows} <= {len(table.variables)}
        names = [each.name for each in table.variables]
        assert len(set(names)) == len(names)


def test_a_value_stands_in_one_column_and_the_answers_of_a_scan_in_columns_of_their_own() -> None:
    number, scan = rows(
        tables(
            record("measurement", "met-0001", value=7),
            record("measurement", "met-0002", value=[1, 2, 3, 4, 5, None, 3, None], **SCAN),
        )["measurements"]
    )

    assert (number["value"], number["statement_1"], number["computed.score"]) == (7, None, 7.0)
    assert scan["value"] is None
    assert [scan[f"statement_{n}"] for n in range(1, 9)] == [1, 2, 3, 4, 5, None, 3, None]
    assert scan["computed.score"] == 3.0


def test_a_scan_with_few_answers_has_no_score() -> None:
    (scan,) = rows(tables(record("measurement", value=[1, *[None] * 7], **SCAN))["measurements"])

    assert (scan["statement_1"], scan["computed.score"]) == (1, None)


def test_a_scan_with_fewer_statements_leaves_the_rest_empty() -> None:
    fields = {**SCAN, "instrument": "expertise_self_scan"}
    (scan,) = rows(tables(record("measurement", value=[4] * 6, **fields))["measurements"])

    assert [scan[f"statement_{n}"] for n in (6, 7, 8)] == [4, None, None]


def test_the_statements_stand_in_the_codebook() -> None:
    columns = tables(collaboration_scan=("Ik weet wie.",), ladder=("Laag", "Hoog"))["measurements"].variables
    said = {each.name: each.more for each in columns}

    assert said["statement_1"] == "collaboration_scan: Ik weet wie."
    assert (said["value"], said["statement_2"], said["date"]) == ("ladder: 1 = Laag; 2 = Hoog", "", "")


def test_rows_of_a_scale_map_have_a_table_of_their_own() -> None:
    tasks = [{"task": "Intake", "satisfied": 2}, {"task": "Matchen", "wished_scale": "municipality"}]
    found = tables(record("measurement", "met-0001", instrument="scale_map", value=tasks))

    first, second = rows(found["scale_map"])
    assert (first["measurement"], first["number"], first["task"], first["satisfied"]) == (
        *("met-0001", 1),
        *("Intake", 2),
    )
    assert (second["number"], second["wished_scale"], second["satisfied"]) == (2, "municipality", None)
    assert rows(found["measurements"])[0]["value"] is None


def test_parts_of_a_record_are_rows_that_name_it() -> None:
    leads = [{"subject": "vervoer", "who": "jobcoach"}, {"subject": "werkplek"}]
    found = tables(observation("obs-0001", regie=leads))

    assert [
        (row["observation"], row["study_id"], row["number"], row["who"]) for row in rows(found["leads"])
    ] == [
        ("obs-0001", "een", 1, "jobcoach"),
        ("obs-0001", "een", 2, None),
    ]


def test_a_quote_and_other_single_parts_are_columns_with_a_dot() -> None:
    (row,) = rows(tables(observation(quote={"text": "Ja.", "permission": True}))["observations"])

    assert (row["quote.text"], row["quote.speaker"], row["quote.permission"]) == ("Ja.", None, True)


def test_the_cycle_and_the_phase_that_follow_from_the_date_stand_apart_from_what_was_recorded() -> None:
    cycle = record(
        "cycle", "cyc-0001", start_date="2026-01-01", phases=[{"phase": "act", "date_from": "2026-01-01"}]
    )
    (row,) = rows(tables(cycle, observation(date="2026-02-01"))["observations"])

    assert (row["cycle_id"], row["phase"]) == (None, None)
    assert (row["computed.cycle_id"], row["computed.phase"]) == ("cyc-0001", "act")


def test_what_tells_who_a_participant_is_or_when_somebody_signed_is_not_there() -> None:
    consent = {"status": "given", "scopes": ["reuse"], "version": "v7", "date": "2026-01-01"}
    person = record("participant", consent=consent, organisation_id="org-a", age_band="25_34")
    (row,) = rows(tables(person, record("organisation", "org-a"))["participants"])

    assert row["age_band"] == "25_34"
    assert (
        row.keys() & {"organisation_id", "consent.version", "consent.date", "consent.withdrawn_on"} == set()
    )


def test_attendance_is_a_row_per_session_and_role() -> None:
    there = [{"role": "jobcoach", "n": 3}, {"role": "resident", "n": 2}]
    found = tables(
        record("training", "trn-0001", attendance=there),
        record("meeting", "mtg-0001", attendance=there[:1]),
        insight("ins-0001"),
        record("member_check", "mck-0001", participants=there[1:]),
    )

    assert [(row["session"], row["kind"], row["role"], row["n"]) for row in rows(found["attendance"])] == [
        ("trn-0001", "training", "jobcoach", 3),
        ("trn-0001", "training", "resident", 2),
        ("mtg-0001", "meeting", "jobcoach", 3),
        ("mck-0001", "member_check", "resident", 2),
    ]


def evaluated(**evaluation: Any) -> list[dict[str, Any]]:
    return rows(tables(record("training", "trn-0001", evaluation=evaluation))["training_evaluation"])


def test_answers_stand_per_question_in_the_order_of_the_answers() -> None:
    answers = evaluated(
        level1={"grades": [9, 6, 7], "fits_my_work": [5, 1]},
        level2=[{"statement": "Ik kan het.", "before": [4, 1, 2], "after": [4, 5, 3], "retrospective": True}],
    )

    assert [(row["question"], row["value"], row["before"], row["after"]) for row in answers] == [
        *(("grade", n, None, None) for n in (6, 7, 9)),
        *(("fits_my_work", n, None, None) for n in (1, 5)),
        *(("learning_goal", None, *pair) for pair in ((1, 5), (2, 3), (4, 4))),
    ]
    assert answers[-1]["statement"] == "Ik kan het."
    assert answers[-1]["retrospective"] is True


def test_answers_of_which_nobody_knows_whose_they_are_make_no_pairs() -> None:
    answers = evaluated(level2=[{"statement": "Ik kan het.", "before": [], "after": [3, 1]}])

    assert [(row["before"], row["after"]) for row in answers] == [(None, 1), (None, 3)]


@given(st.permutations([(6, 1, 2, 3), (7, 2, 1, 5), (9, 5, 4, 4), (6, 3, 3, 3)]))
def test_who_answered_what_cannot_be_told_from_the_order(people: list[tuple[int, int, int, int]]) -> None:
    grades, fits, before, after = map(list, zip(*people, strict=True))
    goal = {"statement": "Ik kan het.", "before": before, "after": after}
    forwards = evaluated(level1={"grades": grades, "fits_my_work": fits}, level2=[goal])

    assert forwards == evaluated(
        level1={"grades": sorted(grades), "fits_my_work": sorted(fits)},
        level2=[
            {
                **goal,
                "before": [b for b, _ in sorted(zip(before, after, strict=True))],
                "after": [a for _, a in sorted(zip(before, after, strict=True))],
            }
        ],
    )


def test_of_an_evaluation_only_what_came_of_it_stands_beside_the_training() -> None:
    columns = [each.name for each in tables()["trainings"].variables if each.name.startswith("evaluation.")]

    assert columns == [
        *(
            f"evaluation.level3_applied.{name}"
            for name in ("asked_on", "n_asked", "n_responded", "n_applied")
        ),
        "evaluation.level4_note",
    ]


def test_columns_of_which_something_stayed_behind_are_named_in_the_row() -> None:
    hidden = observation("obs-0001", quote={"text": "Nee.", "permission": False})
    first, second = rows(tables(hidden, observation("obs-0002"))["observations"])

    assert (first["computed.left_out"], second["computed.left_out"]) == (("quote",), ())


def test_order_in_the_store_does_not_matter() -> None:
    found = [*people(3), observation("obs-0001"), observation("obs-0002"), measured(None, "baseline", 7)]

    assert tables(*found) == tables(*reversed(found))
