"""A baseline of twenty people and seven scans: from forms to status, in a few commands (docs/import.md)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from forms_filled import fill
from workbook_filled import filled

from actionlab.exchange.files.tables import read_tables
from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

LADDER = "Participatieladder"


def codes(result: Result) -> list[str]:
    """The codes that were made."""
    return [line for line in result.stdout.split() if line.startswith("HOU-")]


def test_a_baseline_comes_in_with_one_import(call: Call, stored: Stored, workspace: Workspace) -> None:
    call("new-study", "-m", "Houten", "-t", "driehoeksgesprek-en-regie", "--slug", "samen")
    residents = codes(call("log", "participant", "--count", "20", "--role", "resident"))
    managers = codes(call("log", "participant", "--count", "7", "--role", "klantmanager"))
    assert call("forms").exit_code == 0
    _fill_in(Path("studies/samen/forms"), residents, managers)

    tried = call("import", "terug", "--dry-run")
    taken = call("import", "terug")
    again = call("import", "terug")

    assert [each.exit_code for each in (tried, taken, again)] == [0, 0, 0], taken.output
    assert len(taken.stdout.split()) == 54
    assert not again.stdout.startswith("met-")
    measured = [each.data for each in stored() if each.kind == "measurement"]
    assert {each.participant for each in measured} == {*residents, *managers}
    assert sum(each.instrument == "ladder" for each in measured) == 20
    status = call("status")
    assert status.exit_code == 0
    assert "samen" in status.stdout


def _fill_in(forms: Path, residents: list[str], managers: list[str]) -> None:
    """Fill in the workbook and the scans, and write down who agreed, in the folder `terug`."""
    back = Path("terug")
    back.mkdir()
    book = (forms / "metingen.xlsx").read_bytes()
    ladder = next(sheet for sheet in read_tables(book, "metingen.xlsx") if sheet.name == LADDER)
    cells: dict[str, object] = {}
    for row in ladder.rows:
        if row.cells[0] in residents:
            cells[f"{LADDER}!B{row.number}"] = row.number % 6 + 1
            cells[f"{LADDER}!C{row.number}"] = dt.date(2026, 6, 10)
    (back / "metingen.xlsx").write_bytes(filled(book, cells))
    scan = (forms / "samenwerkingsscan.docx").read_bytes()
    for number, code in enumerate(managers):
        ticked = {"moment.baseline", *(f"answer.{n}.{1 + (n + number) % 5}" for n in range(1, 9))}
        answers = {"participant": code, "date": "2026-06-11"}
        (back / f"scan {number}.docx").write_bytes(fill(scan, answers, ticked))
    lines = [f"{code};gegeven;metingen;1-6-2026" for code in (*residents, *managers)]
    header = "code;toestemming;toestemming voor;datum toestemming"
    (back / "toestemming.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
