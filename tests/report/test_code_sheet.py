"""The code sheet, read as blocks: who is on it, what is to be written by pen, and how the paper is kept."""

import datetime as dt
from typing import Any

import pytest
from builders import AGREED, CHECKOUT, people, person, study

from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.vocabulary import ids
from actionlab.report import blocks
from actionlab.report.content.code_sheet import BLANK, code_sheet, people_on_sheet
from actionlab.report.wording import Wording, read_wording

TEXT = (CHECKOUT / "templates/reports/code_sheet.nl.toml").read_text(encoding="utf-8")
WORDING = read_wording(TEXT, TEXT, "code_sheet.nl.toml")
TODAY = dt.date(2026, 3, 12)


class Noting(Wording):
    """The wording, noting which of its keys are used."""

    def __init__(self) -> None:
        super().__init__({})
        self.used: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        self.used.add(key)
        return WORDING(key, **values)

    def lines(self, key: str) -> tuple[tuple[str, str], ...]:
        found = WORDING.lines(key)
        self.used |= {f"{key}.{name}" for name, _text in found}
        return found


def sheet(
    *records: Record[Any], wording: Wording = WORDING, settings: Settings | None = None, **fields: Any
) -> blocks.Document:
    known = Records([study(title="Samen aan tafel", **fields), *records])
    return code_sheet(known, "een", wording, settings=settings or Settings(), today=TODAY)


def text(document: blocks.Document) -> str:
    """Everything above the table."""
    said = []
    for block in document.blocks:
        if isinstance(block, blocks.Heading):
            said.append(block.text)
        elif isinstance(block, blocks.Paragraph):
            said.append(blocks.plain(block.text))
        elif isinstance(block, blocks.Bullets):
            said += [blocks.plain(item) for item in block.items]
    return "\n".join(said)


def table(document: blocks.Document) -> blocks.Table:
    (found,) = [block for block in document.blocks if isinstance(block, blocks.Table)]
    return found


def test_the_sheet_says_before_the_codes_how_the_paper_is_kept() -> None:
    made = sheet(person("HOU-K7M2", role="resident"), key_file_destroy_by="2027-06-30")
    assert text(made).splitlines() == [
        "Codeblad",
        "Studie: Samen aan tafel",
        "Gemeente: Houten",
        "Gemaakt op: 12 maart 2026",
        "Lees dit eerst",
        "Druk dit blad af en vul het in met een pen. Vul het nooit in op de computer."
        " Maak er ook geen foto of scan van.",
        "Bewaar het papier achter slot, buiten de werkmap van actionlab."
        " Alleen wie de namen echt nodig heeft, mag erbij.",
        "Zet de namen nooit in actionlab. In actionlab staat alleen de code.",
        "Kruis bij Toestemming aan waar de deelnemer ja op zegt. Zet dat daarna bij de code in actionlab.",
        "Vernietig het ingevulde blad vóór 30 juni 2027.",
        "De codes",
    ]
    assert made.footer == "Vul dit blad nooit in op de computer. Bewaar het achter slot."
    assert isinstance(made.blocks[-1], blocks.Table)


def test_a_row_has_the_code_and_role_and_room_for_a_pen() -> None:
    made = table(sheet(person("HOU-K7M2", role="resident")))
    assert made.header == ("Code", "Rol", "Naam (met pen invullen)", "Toestemming", "Datum")
    boxes = "☐ bij gesprekken zijn\n☐ metingen\n☐ citaat zonder naam\n☐ later onderzoek"
    assert made.rows == (("HOU-K7M2", "inwoner", BLANK, boxes, BLANK),)
    assert made.caption
    assert made.description


def test_there_is_a_box_for_everything_that_can_be_agreed_to() -> None:
    assert [name for name, _text in WORDING.lines("scopes")] == list(ids("consent_scope"))


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({}, True),
        ({"status": "active"}, True),
        ({"status": "stopped"}, True),
        ({"status": "erased"}, False),
        ({"consent": {"status": "requested"}}, True),
        ({"consent": {"status": "requested"}, "status": "erased"}, False),
        ({"consent": {"status": "refused"}}, False),
        ({"consent": {"status": "withdrawn"}}, False),
        ({"consent": {"status": "given", "withdrawn_on": "2026-03-01"}}, False),
        ({"consent": {**AGREED, "withdrawn_on": "2026-03-01"}}, True),
    ],
)
def test_only_people_of_whom_something_may_be_kept_are_on_it(fields: dict[str, Any], there: bool) -> None:
    known = Records([study(), person("HOU-K7M2", **fields)])
    assert [each.id for each in people_on_sheet(known, "een")] == ["HOU-K7M2"] * there


def test_people_stand_by_group_and_role_and_those_of_another_study_do_not() -> None:
    found = [
        *people(1, "EMP", group="employer"),
        *people(1, "KLA", group="professional", role="klantmanager"),
        *people(1, "JOB", group="professional", role="jobcoach"),
        *people(1, "PRO", group="professional"),
        *reversed(people(2, "RES", role="resident")),
        *people(1, "TWE", study_id="twee"),
    ]
    rows = table(sheet(*found)).rows
    assert [(row[0], row[1]) for row in rows] == [
        ("RES-AAAA", "inwoner"),
        ("RES-AAAB", "inwoner"),
        ("PRO-AAAA", "professional"),
        ("JOB-AAAA", "jobcoach"),
        ("KLA-AAAA", "klantmanager"),
        ("EMP-AAAA", "werkgever"),
    ]


def test_without_a_day_the_months_of_the_settings_are_told() -> None:
    assert "binnen 6 maanden na het einde" in text(sheet(*people(1)))
    assert "binnen 1 maand na het einde" in text(sheet(*people(1), settings=Settings(key_file_months=1)))


def test_invented_data_are_marked() -> None:
    assert "verzonnen" in text(sheet(*people(1), settings=Settings(synthetic=True)))
    assert "verzonnen" not in text(sheet(*people(1)))


def test_the_file_says_about_itself_what_it_is_and_names_nobody() -> None:
    made = sheet(*people(1), settings=Settings(knowledge_institute="Hogeschool (voorbeeld)"))
    assert (made.title, made.author) == ("Codeblad: Samen aan tafel", "Hogeschool (voorbeeld)")
    assert (made.language, made.created) == ("nl-NL", "2026-03-12")
    assert sheet(*people(1)).author == "actionlab"


def test_every_sentence_of_the_wording_is_used() -> None:
    wording = Noting()
    two: dict[str, Any] = {"municipality": ["GM0321", "GM0356"], "key_file_destroy_by": "2027-06-30"}
    sheet(*people(1), wording=wording, settings=Settings(synthetic=True), **two)
    for months in (1, 6):
        sheet(*people(1), wording=wording, settings=Settings(key_file_months=months))
    assert WORDING.keys() - wording.used == set()


def test_a_study_that_is_not_there_has_no_sheet() -> None:
    with pytest.raises(KeyError):
        code_sheet(Records(people(1)), "een", WORDING, settings=Settings(), today=TODAY)
