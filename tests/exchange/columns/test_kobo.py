"""Tables and submissions of KoboToolbox: complete, once, and without what says who sent them."""

import json
from typing import Any

import pytest
from tables_by_hand import brought, fields_of, given, guessed, sheet, targets

from actionlab.exchange.columns.kobo import NotKobo, is_kobo, kobo_sheet
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.files.tables import Cell, Sheet

OWN = ("_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "__version__", "_index")
ALL = given("*=what_seen", kinds=["observation"])


def export(header: list[str], *rows: list[Cell], status: str = "", by: str = "") -> Sheet:
    """A table as Kobo exports it: the questions first, then its own columns."""
    own = [("", f"uuid-{n}", "2026-03-01T10:00:00", status, by, "v1", n) for n in range(1, len(rows) + 1)]
    return sheet([*header, *OWN], *([*row, *more] for row, more in zip(rows, own, strict=True)))


def test_every_answer_is_found_again_in_the_text_of_its_submission() -> None:
    table = export(
        ["wijk", "gesprek/wat_ging_goed", "gesprek/hoe_lang"],
        ["Noord", "Het luisteren", "20"],
        ["Zuid", "", "5"],
    )
    assert [each["what_seen"] for each in fields_of(brought(table, said=ALL))] == [
        "wijk: Noord\ngesprek/wat_ging_goed: Het luisteren\ngesprek/hoe_lang: 20",
        "wijk: Zuid\ngesprek/hoe_lang: 5",
    ]


def test_columns_of_0_and_1_are_told_by_the_question_that_has_them_all() -> None:
    header = ["vorm", "vorm/telefoon", "vorm/aan_tafel"]
    table = export(
        header, ["telefoon aan_tafel", "1", "1"], ["aan_tafel", 0.0, 1.0], ["", "0", "0"], ["", "", ""]
    )
    said = given("vorm=what_seen", kinds=["observation"])
    told = [(each.source.row, each.fields["what_seen"]) for each in brought(table, said=said)]
    assert told == [(2, "telefoon aan_tafel"), (3, "aan_tafel")]


@pytest.mark.parametrize("cells", [["telefoon", "0", "1"], ["telefoon", "1", "1"], ["", "1", "0"]])
def test_an_answer_and_columns_of_0_and_1_that_do_not_agree_are_refused(cells: list[Cell]) -> None:
    table = export(
        ["vorm", "vorm/telefoon", "vorm/aan_tafel", "nr"],
        ["telefoon aan_tafel", "1", "1", "1"],
        [*cells, "2"],
    )
    good, bad = brought(table, said=ALL)
    assert not good.problems
    assert [(bad.source.row, problem.facts["column"]) for problem in bad.problems] == [(3, "vorm")]


def test_a_question_of_the_same_group_that_is_answered_with_0_or_1_is_not_lost() -> None:
    table = export(["lezen", "lezen/1", "lezen/keer_hardop"], ["1", "1", "1"], ["", "0", "1"])
    texts = [each["what_seen"] for each in fields_of(brought(table, said=ALL))]
    assert texts == ["lezen: 1\nlezen/keer_hardop: 1", "lezen/keer_hardop: 1"]


def test_labels_with_spaces_as_answers_are_told_apart_by_their_columns() -> None:
    header = ["Wat zag u?", "Aanwezig", "Aanwezig/klantmanager", "Aanwezig/Wmo-consulent", "Aanwezig/inwoner"]
    table = export(
        header, ["x", "Wmo-consulent inwoner", "0", "1", "1"], ["y", "klantmanager", "1", "0", "0"]
    )
    roles = [each["present_roles"] for each in fields_of(brought(table))]
    assert roles == [["wmo_consultant", "resident"], ["klantmanager"]]


def test_names_behind_each_other_are_told_apart_without_columns_too() -> None:
    table = export(["what_seen", "present_roles"], ["x", "klantmanager jobcoach"])
    assert fields_of(brought(table))[0]["present_roles"] == ["klantmanager", "jobcoach"]


def test_questions_in_groups_are_known_by_their_own_name() -> None:
    table = export(["gesprek/what_seen", "gesprek/over/date"], ["x", "2026-03-01"])
    assert fields_of(brought(table)) == [{"what_seen": "x", "date": "2026-03-01"}]


def test_a_measurement_in_a_group_is_known_by_its_own_name() -> None:
    for name in ("Cijfer", "gesprek/Cijfer"):
        found = guessed(export(["what_seen", name], ["x", "7"]), "grade")
        assert targets(found)[name] == ("measurement(grade).value",)


def test_the_day_that_kobo_adds_is_the_date_when_nobody_was_asked_for_one() -> None:
    assert fields_of(brought(export(["today", "what_seen"], ["2026-03-02", "x"])))[0]["date"] == "2026-03-02"
    both = export(["datum", "what_seen", "today"], ["2026-03-01", "x", "2026-03-02"])
    assert fields_of(brought(both))[0]["date"] == "2026-03-01"


def test_who_sent_it_from_what_and_where_is_never_taken() -> None:
    header = [
        "start",
        "end",
        "deviceid",
        "username",
        "what_seen",
        "plek",
        "_plek_latitude",
        "_plek_longitude",
        "foto",
    ]
    secret = [
        "2026-03-01T09:00",
        "2026-03-01T09:10",
        "imei:12",
        "j.jansen",
        "x",
        "52.1 5.1",
        "52.1",
        "5.1",
        "a.jpg",
    ]
    table = export([*header, "foto_URL"], [*secret, "https://example.org/a.jpg"], by="jjansen")
    said = given(*(f"{name}=interpretation" for name in header if name != "what_seen"), "*=interpretation")
    [seen] = brought(table, said=said)
    assert seen.fields == {"what_seen": "x"}
    named = {"start", "deviceid", "username", "plek", "foto", "_submitted_by"}
    assert all(any(f"'{name}'" in note for note in seen.notes) for name in named)


@pytest.mark.parametrize("status", ["validation_status_not_approved", "Not Approved"])
def test_what_was_not_approved_is_left_out_and_said(status: str) -> None:
    table = export(["what_seen"], ["x"], ["y"])
    cells = list(table.rows[0].cells)
    cells[4] = status
    first = type(table.rows[0])(table.rows[0].number, tuple(cells))
    [seen] = apply(
        Sheet(name="", header=table.header, rows=(first, table.rows[1]), header_row=1),
        guessed(table).mapping,
        file="lijst.csv",
    )
    assert seen.fields == {"what_seen": "y"}
    assert any("2" in note and "KoboToolbox" in note for note in seen.notes)


def test_a_submission_is_known_by_its_number_which_stays_when_it_is_changed() -> None:
    table = export(["what_seen"], ["x"])
    assert brought(table)[0].key == ("kobo", "uuid-1")
    header = list(table.header)
    cells = list(table.rows[0].cells)
    cells[header.index("_id")] = 3281043.0
    numbered = sheet(header, cells)
    assert targets(guessed(numbered))["_id"] == ("key",)
    assert brought(numbered)[0].key == ("kobo", "3281043")


def test_a_table_of_somebody_else_is_not_taken_for_one_of_kobo() -> None:
    assert not is_kobo(["_id", "Datum", "Tekst"])


SUBMISSION: dict[str, Any] = {
    "_id": 7,
    "_uuid": "a-b",
    "_submitted_by": "jjansen",
    "_geolocation": [52.1, 5.1],
    "_validation_status": {"uid": "validation_status_approved", "by_whom": "jjansen"},
    "gesprek/what_seen": "Zoë zei ja",
    "gesprek/present_roles": "klantmanager inwoner",
    "bezoek": [{"bezoek/wie": "klant", "bezoek/hoe": "thuis"}, {"bezoek/wie": "collega"}],
}
SURVEY = [
    {"type": "begin_group", "name": "gesprek"},
    {"type": "select_multiple rol", "name": "present_roles"},
    {"type": "text", "name": "what_seen"},
    {"type": "end_group"},
]


@pytest.mark.parametrize(
    "told",
    [
        {"content": {"survey": SURVEY}, "submissions": [SUBMISSION]},
        {"count": 1, "next": None, "results": [SUBMISSION]},
        [SUBMISSION],
    ],
)
def test_submissions_from_the_interface_come_in_as_a_table(told: object) -> None:
    table = kobo_sheet(json.dumps(told).encode(), "gesprekken.json")
    [seen] = brought(table, said=given("bezoek=interpretation"))
    assert seen.key == ("kobo", "7")
    assert seen.fields == {
        "what_seen": "Zoë zei ja",
        "present_roles": ["klantmanager", "resident"],
        "interpretation": "wie: klant\nhoe: thuis\nwie: collega",
    }


def test_the_questions_of_a_form_stand_in_its_order() -> None:
    told = {"content": {"survey": SURVEY}, "submissions": [SUBMISSION]}
    header = kobo_sheet(json.dumps(told).encode(), "gesprekken.json").header
    assert header[:2] == ("gesprek/present_roles", "gesprek/what_seen")


def test_a_submission_that_was_not_approved_in_the_interface_is_left_out() -> None:
    refused = {**SUBMISSION, "_id": 8, "_validation_status": {"uid": "validation_status_not_approved"}}
    table = kobo_sheet(json.dumps([SUBMISSION, refused]).encode(), "gesprekken.json")
    assert [each.key for each in brought(table, said=given("bezoek=-"))] == [("kobo", "7")]


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"{}",
            b"[1, 2]",
            b'{"results": []}',
            b'{"results": [null]}',
            b"[{}]",
            b"\xff\xfe",
        ),
        b"[" * 100_000,
        b'[{"a": ' + b'{"b": ' * 900 + b"1" + b"}" * 900 + b"}]",
    ],
)
def test_another_json_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotKobo):
        kobo_sheet(content, "iets.json")
