"""`actionlab check`: findings as lines and as JSON, exit codes, and the repair that is shown first."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from colleague import document, revision, write

from actionlab.cli import ask
from actionlab.store import Workspace

CHECKOUT = Path(__file__).parents[2]
Call = Callable[..., Result]
OTHER = revision("obs-nooit000", data={"study_id": "hou-driehoek", "what_seen": "Nooit bevestigd."})


@pytest.fixture
def own_file(call: Call, study: str, workspace: Workspace) -> Path:
    """The record file of the study, with two observations."""
    for text in ("Er zaten drie mensen.", "De inwoner begon zelf."):
        call("log", "observation", text)
    return workspace.records(study) / "onderzoeker-test.json"


def change(path: Path, before: str, after: str) -> None:
    """Change a file as somebody with an editor does."""
    content = path.read_bytes()
    assert before.encode() in content
    path.write_bytes(content.replace(before.encode(), after.encode()))


def test_a_workspace_without_faults_gives_one_line(call: Call, own_file: Path) -> None:
    result = call("--lang", "en", "check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 file, 3 versions verified; 0 findings, 0 notes.\n"


def test_each_finding_is_a_line_with_file_line_fault_and_remedy(call: Call, own_file: Path) -> None:
    change(own_file, "drie mensen", "vier mensen")
    (own_file.parent / "notulen.docx").write_bytes(b"PK")
    (own_file.parent / "notulen.docx").chmod(0o600)
    (own_file.parent / "x.json.damaged").write_bytes(b"x\n")
    (own_file.parent / "x.json.damaged").chmod(0o600)

    result = call("--lang", "en", "check")

    assert result.exit_code == 4
    first, second, third, last = result.stdout.splitlines()
    records = "studies/hou-driehoek/records"
    assert first.startswith(f"{records}/notulen.docx: This is no record file")
    assert second.startswith(
        f"{records}/onderzoeker-test.json:4: Damaged: the line was changed outside actionlab."
    )
    assert second.endswith("or run 'actionlab check --repair'.")
    assert third.startswith(f"{records}/x.json.damaged: note: ")
    assert last == "1 file, 2 versions verified; 2 findings, 1 note."


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("notulen.docx", b"PK", 1), ("leeg.json", b"", 4), ("x.json", None, 6)],
    ids=["foreign", "damaged", "newer"],
)
def test_the_exit_code_tells_how_bad_it_is(
    name: str, content: bytes | None, code: int, call: Call, own_file: Path
) -> None:
    path = own_file.with_name(name)
    if content is None:
        write(path, format=2)
    else:
        path.write_bytes(content)

    assert call("check").exit_code == code


def test_json_has_the_same_findings(call: Call, own_file: Path) -> None:
    shutil.copy(own_file, own_file.with_name("kopie.json"))

    result = call("check", "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["schema"], told["files"], told["revisions"], told["notes"]) == (1, 2, 6, [])
    (finding,) = told["findings"]
    assert (finding["kind"], finding["file"]) == ("copy", str(own_file.with_name("kopie.json")))
    assert (finding["line"], finding["record"]) == (None, None)
    assert "tidy" in finding["remedy"]


def test_the_words_of_records_are_not_told(call: Call, own_file: Path) -> None:
    change(own_file, "drie mensen", "vier mensen")
    shutil.copy(own_file, own_file.with_name("kopie.json"))

    for arguments in (("check",), ("check", "--json")):
        result = call(*arguments)
        assert "mensen" not in result.output


def test_what_was_erased_and_came_back_is_removed_again(call: Call, own_file: Path) -> None:
    old = own_file.read_bytes()
    erased = json.loads(call("list", "observation", "--json").stdout)["records"][0]["id"]
    call("erase", erased, "--yes")
    copy = own_file.with_name("onderzoeker-test-LAPTOP.json")
    copy.write_bytes(old)
    copy.chmod(0o600)

    result = call("--lang", "en", "check")

    assert "brought back what was erased" in result.stderr
    assert [line for line in result.stdout.splitlines() if "brought back" in line] == []
    assert f'"id":"{erased}"'.encode() not in copy.read_bytes()


def test_in_the_example_there_are_only_notes(call: Call, own_folder: Path) -> None:
    made = own_folder / "oefenen"
    call("init", str(made), "--example")
    shutil.copy(
        made / "studies/hou-driehoek/records/voorbeeld-0000.json",
        made / "studies/hou-driehoek/records/kopie.json",
    )

    result = call("--lang", "en", "-C", str(made), "check")

    assert result.exit_code == 0
    assert "kopie.json: note: This is a copy of the file voorbeeld-0000.json.\n" in result.stdout
    assert "invented examples" in result.stderr
    assert call("-C", str(CHECKOUT), "check").exit_code == 0
    assert call("-C", str(CHECKOUT), "check", "--repair", "--yes").exit_code == 1


def test_a_repair_is_shown_and_without_yes_not_done(call: Call, own_file: Path) -> None:
    change(own_file, "drie mensen", "vier mensen")
    change(own_file, '"De inwoner begon zelf."}', '"De inwoner begon zelf."]')
    before = own_file.read_bytes()

    result = call("--lang", "en", "check", "--repair")

    assert result.exit_code == 1
    assert "repeat the command with --yes" in result.stderr
    shown = result.stdout
    assert "1 version in this file is unharmed and stays." in shown
    assert "Line 4 was changed outside actionlab. It becomes a new version of obs-" in shown
    assert "What did you see or hear? (facts): Er zaten vier mensen." in shown
    assert "Line 5 cannot be read. It is set aside:" in shown
    assert "De inwoner begon zelf." in shown
    assert own_file.read_bytes() == before


def test_a_repair_with_yes_is_done_and_what_is_left_is_told(call: Call, own_file: Path) -> None:
    (own_file.parent / "notulen.docx").write_bytes(b"PK")
    change(own_file, "drie mensen", "vier mensen")

    result = call("--lang", "en", "check", "--repair", "--yes")

    assert result.exit_code == 1
    assert result.stderr == "Repaired.\n"
    assert "notulen.docx: This is no record file" in result.stdout
    assert "Er zaten vier mensen." in call("list", "observation").stdout
    (own_file.parent / "notulen.docx").unlink()
    again = call("--lang", "en", "check", "--repair")
    assert (again.exit_code, again.stderr) == (0, "There is nothing to repair.\n")


def test_a_changed_record_is_shown_beside_what_it_says_now(call: Call, own_file: Path) -> None:
    record = json.loads(call("list", "observation", "--json").stdout)["records"][0]["id"]
    call("edit", record, "--date", "2026-06-01", "--tags", "wachten")
    change(own_file, '"tags":["wachten"]', '"tags":["w\\u0007eer"]')

    shown = call("--lang", "en", "check", "--repair").stdout

    assert "Tags: w␇eer (now: not recorded)" in shown
    assert "Date: 1 June 2026 (now: not recorded)" in shown
    assert "mensen" not in shown


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_on_a_terminal_it_asks(
    call: Call, own_file: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int
) -> None:
    change(own_file, "drie mensen", "vier mensen")
    before = own_file.read_bytes()
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "agrees", lambda question: answer)

    assert call("check", "--repair").exit_code == code
    assert (own_file.read_bytes() == before) is not answer


def test_a_repair_as_json_says_what_becomes_of_each_line(call: Call, own_file: Path) -> None:
    change(own_file, "drie mensen", "vier mensen")

    shown = call("check", "--repair", "--json")
    done = call("check", "--repair", "--json", "--yes")

    assert (shown.exit_code, done.exit_code) == (1, 0)
    planned, told = json.loads(shown.stdout), json.loads(done.stdout)
    assert (planned["repaired"], told["repaired"]) == (False, True)
    assert planned["repair"] == told["repair"]
    (damaged,) = told["repair"]["damaged"]
    (line,) = damaged["lines"]
    assert (damaged["file"], damaged["unharmed"], line["line"], line["becomes"]) == (
        str(own_file),
        2,
        4,
        "adopted",
    )
    assert line["data"]["what_seen"] == "Er zaten vier mensen."
    assert [each["kind"] for each in told["notes"]] == ["set_aside"]


def test_every_sort_of_repair_is_shown(call: Call, own_file: Path) -> None:
    first = revision("obs-theirs00", data={"study_id": "hou-driehoek", "what_seen": "Van een collega."})
    later = {**first, "revises": [first["rev"]], "why": "later"}
    colleague = write(own_file.with_name("collega-0001.json"), first, later)
    lines = colleague.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"collega.", b"ander.")
    colleague.write_bytes(b"\n".join(lines))
    old = own_file.read_bytes()
    records = json.loads(call("list", "observation", "--json").stdout)["records"]
    call("erase", *(each["id"] for each in records if "drie" in each["data"]["what_seen"]), "--yes")
    own_file.with_name("oud.json").write_bytes(old.replace(b'mensen."}', b'mensen."]'))
    own_file.with_name("leeg.json").write_bytes(b"")
    own_file.with_name("login.json").write_bytes(b"<html>Sign in</html>")
    own_file.with_name(".x.json.0123456789ab.tmp").write_bytes(b"")
    own_file.with_name(".y.json.0123456789ab.tmp").write_bytes(b"\n".join([*lines[:2], document(OTHER)]))

    shown = call("--lang", "en", "check", "--repair", "--yes").stdout

    for sentence in (
        "holds something that was erased. It is removed.",
        "There is nothing in this file. It is removed.",
        "Nothing in this file is unharmed. All of it is set aside as login.json.damaged.",
        "It is set aside: a later version follows it already",
        "Everything in this temporary file is stored. It is removed.",
        "It is set aside as y.json.0123456789ab.damaged.",
        "closed to other people on this computer.",
    ):
        assert sentence in shown
    call("tidy", "--yes")
    assert call("check").exit_code == 0
