"""`actionlab check --accessible`: what it says about a Word file, without a workspace."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile_files import workbook
from word_by_hand import good, painted, saved

from actionlab.cli.main import program

Check = Callable[..., Result]


@pytest.fixture
def check(own_folder: Path) -> Check:
    """A function that checks a file as a person does, in English."""

    def run(name: str, content: bytes, *options: str) -> Result:
        Path(name).write_bytes(content)
        return CliRunner().invoke(program, ["--lang", "en", "check", "--accessible", name, *options])

    return run


def faulty() -> bytes:
    """A document with one fault in two places, and something to look at."""
    made = good()
    painted(made, "8A8A8A")
    painted(made, "8A8A8A")
    made.core_properties.subject = ""
    return saved(made)


def test_a_good_document_passes(check: Check) -> None:
    result = check("verslag.docx", saved(good()))

    assert result.exit_code == 0
    assert "verslag.docx: 0 findings, " in result.stdout
    assert result.stdout.splitlines()[-1].endswith("only a person can judge.")


def test_a_fault_is_one_line_with_its_places_and_what_to_do(check: Check) -> None:
    result = check("verslag.docx", faulty())

    assert result.exit_code == 1
    line = result.stdout.splitlines()[0]
    assert line.startswith("‘Wat helpt’, paragraph ")
    assert ", 1 more place: The words are hard to read: colour 8A8A8A on FFFFFF" in line
    assert line.endswith("Choose a darker colour for the words, or a lighter one behind them.")
    assert "verslag.docx: 1 finding, " in result.stdout


def test_a_place_below_an_endless_heading_is_named_by_its_beginning(check: Check) -> None:
    made = good()
    made.add_heading("lang " * 2000, 2)
    painted(made, "8A8A8A")

    line = check("verslag.docx", saved(made)).stdout.splitlines()[0]

    assert line.startswith("‘lang lang ")
    assert len(line) < 400
    (place,) = json.loads(check("verslag.docx", saved(made), "--json").stdout)["findings"][0]["places"]
    assert len(place["heading"]) > 9000


def test_what_is_to_be_looked_at_is_a_note(check: Check) -> None:
    lines = check("verslag.docx", faulty()).stdout.splitlines()

    (note,) = [line for line in lines if "subject" in line]
    assert note.startswith("verslag.docx: note: ")


def test_json_has_all_places_and_a_schema_number(check: Check) -> None:
    result = check("verslag.docx", faulty(), "--json")

    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["schema"], told["file"]) == (1, "verslag.docx")
    (finding,) = told["findings"]
    assert (finding["rule"], len(finding["places"])) == ("contrast", 2)
    assert finding["facts"]["ratio"] == "3.45"
    assert {"subject_missing"} <= {each["rule"] for each in told["notes"]}
    assert told["notes"][0]["places"][0].keys() == {"heading", "paragraph"}


def test_another_kind_of_file_is_refused_with_one_line(check: Check) -> None:
    result = check("metingen.xlsx", workbook())

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "metingen.xlsx is an Excel workbook" in result.stderr


def test_a_file_that_is_not_there_is_named(own_folder: Path) -> None:
    result = CliRunner().invoke(program, ["--lang", "en", "check", "--accessible", "weg.docx"])

    assert result.exit_code == 2
    assert "weg.docx" in result.stderr


def test_one_check_at_a_time(check: Check) -> None:
    result = check("verslag.docx", saved(good()), "--repair")

    assert result.exit_code == 2
    assert "Give one of --repair, --report and --accessible at a time." in result.stderr
