"""import: tables and forms come in after a preview, all or nothing, and never twice."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result
from forms_made import STATEMENTS

from actionlab.cli import importing
from actionlab.exchange.planning import plan
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, read

from .conftest import NOW

CODE = "HOU-K7M2"
SEEN = "Een inwoner vroeg wat een proefplaatsing is."

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def person(workspace: Workspace, study: str) -> str:
    """The code of somebody who agreed to be measured and to conversations being observed."""
    consent = {"status": "given", "scopes": ["observe_conversations", "measurements"]}
    fields = {"pseudonym": CODE, "study_id": study, "group": "resident", "consent": consent}
    return add(workspace, [Draft(kind="participant", fields=fields)], now=NOW)[0]


def table(name: str, text: str) -> str:
    """Write a .csv file in the current folder and give its name."""
    Path(name).write_bytes(text.encode())
    return name


def of_kind(records: tuple[Record[Any], ...], kind: str) -> list[Any]:
    """What the records of a kind say."""
    return [each.data for each in records if each.kind == kind]


def test_a_table_of_observations_comes_in_once(call: Call, stored: Stored, study: str) -> None:
    file = table("dag.csv", f"datum;wat zag u?\n5-3-2026;{SEEN}\n2026-03-06;Een jobcoach belde.\n")

    first = call("import", file)
    again = call("import", file)

    assert (first.exit_code, again.exit_code) == (0, 0)
    ids = [line for line in first.stdout.splitlines() if line.startswith("obs-")]
    assert len(ids) == 2
    assert [str(each.date) for each in of_kind(stored(), "observation")] == ["2026-03-05", "2026-03-06"]


def test_a_trial_shows_every_row_and_stores_nothing(call: Call, stored: Stored, study: str) -> None:
    rows = "\n".join(f"2026-03-05;Een gesprek over onderwerp {n}." for n in range(30))

    result = call("import", table("dag.csv", f"datum;tekst\n{rows}\n"), "--dry-run")

    assert result.exit_code == 0
    assert all(f"onderwerp {n}." in result.stdout for n in range(30))
    assert of_kind(stored(), "observation") == []


def test_one_wrong_row_keeps_everything_out_and_is_named(call: Call, stored: Stored, study: str) -> None:
    file = table("dag.csv", f"datum;tekst\n05/03/2026;{SEEN}\n2026-03-06;Een jobcoach belde.\n")

    result = call("import", file)

    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "dag.csv" in line
    assert "2" in line
    assert "datum" in line
    assert "05/03/2026" in line
    assert of_kind(stored(), "observation") == []


def test_what_breaks_a_rule_ends_with_1_and_names_each_row(call: Call, stored: Stored, study: str) -> None:
    file = table("ladder.csv", "code;participatieladder startmeting\nHOU-AAAA;3\nHOU-BBBB;4\n")

    result = call("import", file)

    assert result.exit_code == 1
    assert "HOU-AAAA" in result.stdout
    assert "HOU-BBBB" in result.stdout
    assert of_kind(stored(), "measurement") == []


def test_personal_data_are_refused_with_their_row_and_never_repeated(
    call: Call, stored: Stored, study: str
) -> None:
    file = table("dag.csv", f"tekst\n{SEEN}\nDe inwoner belt met 06-12345678 terug.\n")

    refused = call("import", file)
    masked = call("import", file, "--mask")

    assert refused.exit_code == 1
    assert "12345678" not in refused.output
    assert masked.exit_code == 0
    texts = [each.what_seen for each in of_kind(stored(), "observation")]
    assert any("[telefoonnummer]" in text for text in texts)


def test_a_foreign_table_is_asked_about_once(call: Call, stored: Stored, study: str, person: str) -> None:
    text = f"gesprek;wie;viel op;cijfer\n2026-03-05;D1;{SEEN};7\n"
    options = ["--as", "observation", "--column", "gesprek=date", "--column", "viel op=what_seen"]
    options += ["--column", "wie=participants", "--code", f"D1={CODE}"]
    options += ["--column", "cijfer=measurement(grade).value"]

    unknown = call("import", table("lijst.csv", text))
    told = call("import", "lijst.csv", *options)
    later = table("vervolg.csv", text.replace("03-05", "04-05").replace("7\n", "8\n"))
    known = call("import", later, "--code", f"D1={CODE}")

    assert unknown.exit_code == 2
    assert "--as" in unknown.stderr
    assert (told.exit_code, known.exit_code) == (0, 0), (told.output, known.output)
    assert [each.participants for each in of_kind(stored(), "observation")] == [(CODE,), (CODE,)]
    assert len(list(Path("studies", study, "columns").iterdir())) == 1


def test_names_and_addresses_are_never_taken(call: Call, stored: Stored, study: str) -> None:
    text = f"tekst;E-mail;Naam\n{SEEN};iemand@example.org;Iemand\n"

    result = call("import", table("forms.csv", text))

    assert result.exit_code == 0
    assert "E-mail" in result.stderr
    assert "iemand@example.org" not in result.output
    assert all(b"example.org" not in path.read_bytes() for path in Path("studies").rglob("*.json"))


def test_a_whole_folder_comes_in_with_one_command(
    call: Call, stored: Stored, study: str, person: str
) -> None:
    Path("map/onder").mkdir(parents=True)
    table("map/dag.csv", f"tekst\n{SEEN}\n")
    table("map/~$dag.csv", "tekst\nniet dit\n")
    Path("map/foto.jpg").write_bytes(b"\xff\xd8\xff")
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet("Participatieladder")
        sheet.write_row(0, 0, ["code", "startmeting"])
        sheet.write_row(1, 0, [CODE, 3])
    Path("map/onder/ladder.xlsx").write_bytes(book.getvalue())

    result = call("import", "map")

    assert result.exit_code == 0, result.output
    assert [each.what_seen for each in of_kind(stored(), "observation")] == [SEEN]
    assert [each.value for each in of_kind(stored(), "measurement")] == [3]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"<html></html>", bytes(range(256)), b"%PDF-1.7"])
def test_what_is_no_table_is_refused_in_one_line(call: Call, study: str, content: bytes) -> None:
    Path("x.csv").write_bytes(content)

    result = call("import", "x.csv")

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "x.csv" in result.stderr


def test_an_empty_folder_is_told(call: Call, study: str) -> None:
    Path("leeg").mkdir()

    result = call("import", "leeg")

    assert result.exit_code == 2
    assert "leeg" in result.stderr


def test_consent_that_records_rest_on_is_not_taken_back_by_a_table(
    call: Call, stored: Stored, study: str, person: str
) -> None:
    call("import", table("ladder.csv", f"code;participatieladder startmeting\n{CODE};3\n"))

    result = call("import", table("mensen.csv", f"code;groep;waarvoor\n{CODE};inwoner;reuse\n"))

    assert result.exit_code == 1
    assert "withdraw" in result.stderr
    [participant] = of_kind(stored(), "participant")
    assert "measurements" in participant.consent.scopes


def test_a_withdrawn_person_does_not_come_back_with_an_old_file(
    call: Call, stored: Stored, study: str, person: str
) -> None:
    file = table("ladder.csv", f"code;participatieladder startmeting\n{CODE};3\n")
    call("import", file)
    assert call("withdraw", CODE, "--yes").exit_code == 0

    result = call("import", file)

    assert of_kind(stored(), "measurement") == []
    assert result.exit_code in (0, 1)


def test_the_file_itself_is_not_touched(call: Call, study: str) -> None:
    path = Path(table("dag.csv", f"tekst\n{SEEN}\n"))
    before = path.stat()

    call("import", "dag.csv")

    assert path.read_text() == f"tekst\n{SEEN}\n"
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_another_list_with_the_same_numbers_is_no_correction(call: Call, stored: Stored, study: str) -> None:
    call("import", table("week1.csv", f"nr;tekst\n1;{SEEN}\n"))

    result = call("import", table("week2.csv", f"nr;tekst\n1;{SEEN.replace('proefplaatsing', 'werkplek')}\n"))

    assert result.exit_code == 0
    assert len(of_kind(stored(), "observation")) == 2


def test_the_same_file_by_another_way_is_the_same_file(
    call: Call, stored: Stored, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table("cijfers.csv", "cijfer na training\n7\n7\n8\n")
    options = ["--column", "cijfer na training=measurement(grade, after_training).value"]
    assert call("import", file, *options).exit_code == 0
    Path("onder").mkdir()
    monkeypatch.chdir("onder")

    again = call("import", f"../{file}")

    assert again.exit_code == 0
    assert len(of_kind(stored(), "measurement")) == 3


def test_answers_about_columns_are_kept_when_a_row_is_refused(call: Call, study: str) -> None:
    file = table("lijst.csv", f"gesprek;viel op\nooit;{SEEN}\n")

    refused = call("import", file, "--column", "gesprek=date", "--column", "viel op=what_seen")

    assert refused.exit_code == 2
    assert len(list(Path("studies", study, "columns").iterdir())) == 1


def test_what_was_taken_back_comes_in_again_when_that_is_said(call: Call, stored: Stored, study: str) -> None:
    file = table("dag.csv", f"tekst\n{SEEN}\n")
    [made] = call("import", file).stdout.split()
    assert call("erase", made, "--yes").exit_code == 0

    away, again, known = call("import", file), call("import", file, "--again"), call("import", file)

    assert (away.exit_code, again.exit_code, known.exit_code) == (1, 0, 0)
    assert "--again" in away.stderr
    assert len(of_kind(stored(), "observation")) == 1


def test_what_somebody_may_have_filled_in_is_named_when_it_is_passed_over(call: Call, study: str) -> None:
    Path("map").mkdir()
    table("map/dag.csv", f"tekst\n{SEEN}\n")
    Path("map/waarneming.odt").write_bytes(b"PK\x03\x04")
    Path("map/notitie.xyz").write_bytes(b"x")

    result = call("import", "map")

    assert result.exit_code == 0
    assert "waarneming.odt" in result.stderr
    assert "notitie.xyz" not in result.stderr


BELLS = "De inwoner belt met 06-12345678 terug."


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--mask",), 0)])
def test_a_trial_says_what_the_gate_would_do_and_shows_no_personal_data(
    call: Call, study: str, options: tuple[str, ...], code: int
) -> None:
    result = call("import", table("dag.csv", f"tekst\n{BELLS}\n"), "--dry-run", *options)

    assert result.exit_code == code
    assert "12345678" not in result.output
    assert "telefoon" in result.stdout


def test_a_trial_with_a_reason_stops_only_at_what_is_never_stored(call: Call, study: str) -> None:
    named = table("naam.csv", "tekst\nMevrouw Jansen belde over het rooster.\n")
    reason = ("--confirmed", "dat is een voorbeeld")

    assert call("import", named, "--dry-run").exit_code == 1
    assert call("import", named, "--dry-run", *reason).exit_code == 0
    assert call("import", table("tel.csv", f"tekst\n{BELLS}\n"), "--dry-run", *reason).exit_code == 1


def test_a_wrong_word_is_told_once_with_the_number_of_rows(call: Call, study: str) -> None:
    rows = "\n".join(f"Een gesprek over onderwerp {n}.;nergens" for n in range(5))

    result = call("--lang", "en", "import", table("dag.csv", f"tekst;situatie\n{rows}\n"))

    assert result.exit_code == 2
    assert result.stdout.count("nergens") == 1
    assert "(5 rows)" in result.stdout


def test_a_hidden_sheet_beside_a_table_is_told(call: Call, stored: Stored, study: str) -> None:
    with xlsxwriter.Workbook("dag.xlsx") as written:
        for name, text in (("waarnemingen", SEEN), ("geheim", "Niet dit.")):
            sheet = written.add_worksheet(name)
            sheet.write_column(0, 0, ["tekst", text])
        sheet.hide()

    result = call("import", "dag.xlsx")

    assert result.exit_code == 0
    assert "geheim" in result.stderr
    assert [each.what_seen for each in of_kind(stored(), "observation")] == [SEEN]


def test_a_row_that_the_export_left_something_out_of_is_told(call: Call, stored: Stored, study: str) -> None:
    [made] = call("import", table("dag.csv", f"tekst\n{SEEN}\n")).stdout.split()
    header = "id;what_seen;interpretation;computed.left_out"
    rows = [f"{made};{SEEN};Misschien;", f"{made};;Anders;what_seen"]

    result = call("import", table("uit.csv", "\n".join([header, *rows])))

    assert result.exit_code == 0
    assert "uit.csv: 1" in result.stderr
    assert [each.interpretation for each in of_kind(stored(), "observation")] == ["Misschien"]


def test_the_name_of_a_person_in_the_name_of_a_file_is_not_kept(call: Call, study: str) -> None:
    file = table("mevrouw Jansen.csv", f"viel op\n{SEEN}\n")

    assert call("import", file, "--column", "viel op=what_seen").exit_code == 0
    [kept] = Path("studies", study, "columns").iterdir()
    assert "Jansen" not in kept.read_text(encoding="utf-8")


def test_a_table_with_the_statements_of_a_scan_above_it_is_known(
    call: Call, stored: Stored, study: str, person: str
) -> None:
    header = ";".join(["code", "moment", *STATEMENTS["collaboration_scan"]])
    row = ";".join([CODE, "startmeting", *"34543212"])

    result = call("import", table("scan.csv", f"{header}\n{row}\n"))

    assert result.exit_code == 0, result.stderr
    assert [list(each.value) for each in of_kind(stored(), "measurement")] == [[3, 4, 5, 4, 3, 2, 1, 2]]


def test_nothing_is_stored_when_somebody_revised_a_record_meanwhile(
    call: Call, stored: Stored, workspace: Workspace, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "nr;tekst;betekenis\n1;{};{}\n"
    [made] = call("import", table("dag.csv", text.format(SEEN, "Misschien"))).stdout.split()

    def planned(*arguments: Any, **options: Any) -> Any:
        steps = plan(*arguments, **options)
        record = read(workspace).records.get(made)
        assert record is not None
        fields = {"study_id": study, "what_seen": "Iemand anders schreef dit."}
        add(workspace, [Draft(kind="observation", fields=fields, id=made, revises=record.heads)], now=NOW)
        return steps

    monkeypatch.setattr(importing, "plan", planned)
    result = call("import", table("dag.csv", text.format(SEEN, "Zeker")))

    assert result.exit_code == 5
    assert made in result.stderr
    assert [each.what_seen for each in of_kind(stored(), "observation")] == ["Iemand anders schreef dit."]


@pytest.mark.parametrize("header", ["nr;tekst", "study_id;tekst"])
def test_a_fault_of_a_formula_beside_a_text_is_told_with_its_row(
    call: Call, stored: Stored, study: str, header: str
) -> None:
    result = call("import", table("dag.csv", f"{header}\n#N/B;{SEEN}\n"))

    assert result.exit_code == 2
    assert "dag.csv, rij 2" in result.stderr
    assert of_kind(stored(), "observation") == []


@pytest.mark.parametrize("written", ["gisteren", "-1000d", "-3d"])
def test_a_day_that_counts_from_today_is_no_day_in_a_file(call: Call, study: str, written: str) -> None:
    assert call("import", table("dag.csv", f"datum;tekst\n{written};{SEEN}\n")).exit_code == 2
