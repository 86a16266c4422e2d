"""Shown tables: for a municipality and the public, what their report says and nothing else."""

from collections.abc import Iterable
from typing import Any

import pytest
from builders import (
    HOUTEN,
    codes,
    example,
    findings,
    insight,
    laddered,
    observation,
    people,
    record,
    study,
    supported_by,
)
from privacy.canary import PERSON, Canaries

from actionlab.exchange.export.codebook import Table, Value, codebook
from actionlab.exchange.export.shown_tables import shown_tables
from actionlab.exchange.export.write_tables import as_json
from actionlab.model.observation import Observation
from actionlab.model.records import Record

READERS = ("municipality", "public")


def told(
    found: Iterable[Record[Any]], audience: str = "municipality", study_id: str = "een"
) -> dict[str, Table]:
    """The tables about one study, by name."""
    of = findings(found, HOUTEN, audience, study_id=study_id)
    return {each.name: each for each in shown_tables([of])}


def rows(table: Table) -> list[dict[str, Value]]:
    names = [each.name for each in table.variables]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def numbers(tables: dict[str, Table], about: str, **where: Value) -> dict[Value, Value]:
    """The numbers about something, by what they are."""
    found = [row for row in rows(tables["results"]) if row["about"] == about]
    return {row["measure"]: row["value"] for row in found if where.items() <= row.items()}


def text(tables: dict[str, Table]) -> str:
    return as_json(tables.values(), codebook(tables.values())).decode()


def test_the_numbers_of_the_example_are_those_of_its_report() -> None:
    tables = told(example(), study_id="hou-driehoek")

    assert numbers(tables, "change", instrument="ladder") == {
        "started": 13,
        "measured_twice": 12,
        "missing_later": 1,
        "up": 7,
        "same_or_down": 5,
        "median_change": 1.0,
    }
    assert numbers(tables, "participants", subject="resident") == {"people": 13}
    assert numbers(tables, "grades") == {"answers": 12, "median": 7.0}
    assert numbers(tables, "session", training=1, subject="grade") == {"answers": 14, "median": 7.5}


def test_for_the_public_what_is_smaller_than_its_limit_is_not_there() -> None:
    tables = told(example(), "public", "hou-driehoek")

    # seven professionals are too few, and with them beside it the number of residents tells theirs
    assert numbers(tables, "participants") == {}
    assert numbers(tables, "change", instrument="collaboration_scan") == {}


@pytest.mark.parametrize("n", [1, 4])
def test_of_a_small_group_no_number_is_there(n: int) -> None:
    found = people(n)
    tables = told([study(), *found, *laddered(found, [2] * n, [3] * n)])

    assert rows(tables["results"]) == []


@pytest.mark.parametrize("audience", READERS)
def test_no_row_is_about_one_person_or_one_observation(audience: str) -> None:
    records = example()
    for study_id in ("hou-driehoek", "hou-zorgkennis"):
        tables = told(records, audience, study_id)
        said = text(tables)
        assert tables.keys() & {"observations", "measurements", "participants", "attendance"} == set()
        assert [
            each.id for each in records if each.kind in ("participant", "observation") and each.id in said
        ] == []
        seen = [each.data.what_seen for each in records.of(Observation)]
        assert [each for each in seen if each in said] == []


@pytest.mark.parametrize("audience", READERS)
def test_what_is_internal_to_the_team_is_not_there(audience: str) -> None:
    canaries = Canaries()
    found = [record(each.kind, each.id or "", **each.fields) for each in canaries.drafts]
    said = text(told(found, audience))

    assert any(word in said for word in canaries.of)
    assert canaries.internal_in(said) == []
    assert PERSON not in said


def test_an_insight_names_its_sources_by_number_only() -> None:
    seen = [observation(f"obs-000{n}", date="2026-02-01") for n in (1, 2)]
    tables = told([study(), *seen, insight(evidence=supported_by(*codes(seen)))])

    assert rows(tables["insights"])[0]["supporting"] == 2
    assert [(row["insight"], row["relation"], row["source"]) for row in rows(tables["insight_sources"])] == [
        (1, "supports", 1),
        (1, "supports", 2),
    ]
    assert [(row["kind"], row["month"]) for row in rows(tables["sources"])] == [("observation", None)] * 2
    assert "obs-000" not in text(tables)


def test_an_employer_has_a_name_for_the_municipality_and_none_for_the_public() -> None:
    found = [
        study(),
        record("organisation", "org-a", name="Bakker Bart", type="employer"),
        record("action", owner_role="employer_account_manager", organisation_id="org-a"),
        record("decision", asked_of={"role": "employer_account_manager", "organisation_id": "org-a"}),
    ]

    for name in ("actions", "decisions"):
        (open_to_one,), (open_to_all,) = (rows(told(found, each)[name]) for each in READERS)
        assert (open_to_one["role"], open_to_one["organisation"]) == (
            "employer_account_manager",
            "Bakker Bart",
        )
        assert (open_to_all["role"], open_to_all["organisation"]) == ("employer", None)


def test_a_question_of_several_studies_stands_there_once() -> None:
    found = [
        *(study(), study("twee")),
        *(record("meeting", study_id=each) for each in ("een", "twee")),
        record("agenda_item", text="Wat werkt?", municipalities=[HOUTEN]),
    ]
    of = [findings(found, HOUTEN, study_id=each) for each in ("een", "twee")]
    tables = {each.name: each for each in shown_tables(of)}

    assert [row["text"] for row in rows(tables["agenda_items"])] == ["Wat werkt?"]
    assert [row["id"] for row in rows(tables["studies"])] == ["een", "twee"]


def test_days_of_studies_and_cycles_are_told_as_months() -> None:
    tables = told([study(), record("cycle", start_date="2026-01-15", end_date="2026-03-01"), observation()])
    (cycle,) = rows(tables["cycles"])

    assert (cycle["start"], cycle["end"]) == ("2026-01", "2026-03")


def test_every_row_has_a_cell_for_every_column() -> None:
    for audience in READERS:
        for table in told(example(), audience, "hou-driehoek").values():
            assert {len(row) for row in table.rows} <= {len(table.variables)}
