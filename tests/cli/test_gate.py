"""The gate: what looks like personal data is refused, replaced or confirmed, whichever verb brings it."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result

from actionlab.cli import ask, session
from actionlab.cli.gate_questions import ALL, APPROVE, CHANGE, KEEP, REPLACE
from actionlab.cli.gate_questions import STOP as NOTHING
from actionlab.model.records import Record
from actionlab.store import Workspace, adding, history

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

NUMBER, NAME, ILLNESS = "06-12345678", "mevrouw Jansen", "depressie"
CALLED, MET, ILL = (
    f"Zij belt op {NUMBER}.",
    f"Er was een gesprek met {NAME}.",
    f"Het ging over een {ILLNESS}.",
)
PERSON = ("--pseudonym", "HOU-K7M2", "--role", "inwoner", "--consent-status", "gegeven")
SCOPES = ("--consent-scopes", "observe_conversations")


def log(call: Call, *arguments: str) -> str:
    """Give the id of a record that is logged."""
    logged = call("log", *arguments)
    assert logged.exit_code == 0, logged.output
    return logged.stdout.split()[0]


def on_disk(workspace: Workspace) -> bytes:
    """Everything that stands in the workspace."""
    paths = sorted(Path(workspace.folder).rglob("*"))
    return b"".join(path.read_bytes() for path in paths if path.is_file())


class Terminal:
    """Somebody who answers: what was chosen and typed, and what was shown."""

    def __init__(self, answers: Sequence[str], texts: Sequence[str]) -> None:
        self.answers = iter(answers)
        self.texts = iter(texts)
        self.shown: list[str] = []
        self.offered: list[dict[str, str]] = []

    def choose(self, question: str, possible: dict[str, str]) -> str:
        self.offered.append(dict(possible))
        answer = next(self.answers)
        assert answer in possible, (answer, possible)
        return answer


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Terminal]]:
    """Let somebody sit at a terminal and give these answers and texts; none may be left over."""
    seated: list[Terminal] = []

    def down(*answers: str, texts: Sequence[str] = ()) -> Terminal:
        terminal = Terminal(answers, texts)
        monkeypatch.setattr(ask, "can_ask", lambda session: True)
        monkeypatch.setattr(ask, "choose", terminal.choose)
        monkeypatch.setattr(ask, "new_text", lambda question, before: next(terminal.texts))
        monkeypatch.setattr(ask, "show", terminal.shown.append)
        seated.append(terminal)
        return terminal

    yield down
    assert [each for terminal in seated for each in (*terminal.answers, *terminal.texts)] == []


@pytest.fixture(autouse=True)
def ticking(clock: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second pass each time the program looks at the clock."""
    moments = iter(range(1, 10_000))
    monkeypatch.setattr(session, "clock", lambda: clock + dt.timedelta(seconds=next(moments)))


@pytest.fixture
def cycle(call: Call, study: str) -> str:
    return log(call, "cycle", "--number", "1")


@pytest.fixture
def doors(call: Call, study: str, cycle: str, own_folder: Path) -> dict[str, list[str]]:
    """Every way to store a text, each with NUMBER in it."""
    seen = log(call, "observation", "Er zaten drie mensen.")
    training = log(call, "training", "--title", "Oefenen")
    action = log(call, "action", "Bel elkaar.")
    log(call, "participant", *PERSON, *SCOPES)
    named = log(call, "observation", "HOU-K7M2 zegt ja", "--participants", "HOU-K7M2")
    (own_folder.parent / "tekst.txt").write_text(CALLED, encoding="utf-8")
    (own_folder.parent / "antwoorden.toml").write_text(f'question = "{CALLED}"\n', encoding="utf-8")
    new = ["new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1", "--title", "Nieuw"]
    told: dict[str, list[str]] = {
        "observation": ["log", "observation", CALLED],
        "file": ["log", "observation", "--text-file", "../tekst.txt"],
        "tags": ["log", "observation", "Gezien.", "--tags", NUMBER],
        "quote": ["log", "observation", "Gezien.", "--quote", CALLED],
        "training": ["log", "training", "--title", "Oefenen", "--notes", CALLED],
        "measurement": ["log", "measurement", "--instrument", "counter", "--value", "7", "--label", CALLED],
        "row": ["log", "measurement", "--instrument", "scale_map", "--row", f"{CALLED};gemeente;;wijk;2"],
        "organisation": ["log", "organisation", CALLED],
        "approach": ["log", "approach", "Aanpak", "--aim", CALLED],
        "cycle": ["log", "cycle", "--number", "2", "--goal", CALLED],
        "phase": ["log", "cycle", "--number", "2", "--planned", f"act={CALLED}"],
        "insight": ["log", "insight", CALLED],
        "action": ["log", "action", CALLED],
        "meeting": ["log", "meeting", "--type", "team_meeting", "--agreed", CALLED],
        "decision": ["log", "decision", CALLED],
        "agenda": ["log", "agenda-item", CALLED],
        "note": ["log", "note", CALLED, "--report-section", "summary"],
        "evaluation": ["log", "evaluation", training, "--level4-note", CALLED],
        "statement": ["log", "evaluation", training, "--statement", CALLED, "--before", "3", "--after", "4"],
        "edit": ["edit", seen, "--what-seen", CALLED],
        "why": ["edit", seen, "--tags", "wachten", "--why", CALLED],
        "forget": ["edit", seen, "--what-seen", CALLED, "--forget", "--yes"],
        "study": ["edit", study, "--problem", CALLED],
        "words": ["edit", study, "--approved-words", NUMBER],
        "close": ["close", cycle, "--decision", "stop", "--because", seen, "--reason", CALLED],
        "done": ["done", action, "--result", CALLED],
        "title": [*new[:-1], CALLED],
        "question": [*new, "--question", CALLED],
        "aim": [*new, "--aim", CALLED],
        "answers": [*new, "--answers", "../antwoorden.toml"],
        "rewrite": ["withdraw", "HOU-K7M2", "--rewrite", f"{named}={CALLED}", "--yes"],
    }
    return told


def test_a_number_comes_in_by_no_door(call: Call, doors: dict[str, list[str]], workspace: Workspace) -> None:
    before = on_disk(workspace)
    for name, arguments in doors.items():
        refused = call("--lang", "en", *arguments)
        assert refused.exit_code == 1, (name, refused.output)
        assert "--mask" in refused.stderr, (name, refused.stderr)
        assert "--confirmed" not in refused.stderr, (name, refused.stderr)
        assert NUMBER not in refused.stderr, name
        assert on_disk(workspace) == before, name


def test_by_every_door_a_number_can_be_replaced(
    call: Call, doors: dict[str, list[str]], workspace: Workspace
) -> None:
    cycles = iter(range(10, 20))
    for name, arguments in doors.items():
        own = [str(next(cycles)) if each == "2" else each for each in arguments]
        titled = [
            f"{each} {name}" if each in (CALLED, "Nieuw") and own[0] == "new-study" else each for each in own
        ]
        done = call("--lang", "en", *titled, "--mask")
        assert done.exit_code == 0, (name, done.output)
        assert "Replaced: " in done.stderr, (name, done.stderr)
        assert NUMBER.encode() not in on_disk(workspace), name
    assert b"[telefoonnummer]" in on_disk(workspace)


def test_each_place_is_named_with_what_to_write_and_never_the_text(call: Call, study: str) -> None:
    refused = call("--lang", "en", "log", "observation", f"Regel een.\n{MET} {CALLED}")
    assert refused.exit_code == 1
    assert "line 2, character 32" in refused.stderr
    assert "line 2, character 52" in refused.stderr
    for text in (NUMBER, "Jansen"):
        assert text not in refused.output


def test_a_traceback_does_not_hold_the_text(call: Call, study: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONLAB_DEBUG", "1")
    refused = call("log", "observation", CALLED)
    fault: BaseException | None = refused.exception
    told = ""
    while fault:
        told += f"{fault!r} {fault.args} {fault}"
        fault = fault.__cause__ or fault.__context__
    assert "PersonalData" in told
    assert NUMBER not in told


def test_what_is_only_asked_about_is_stored_with_a_reason(call: Call, study: str, stored: Stored) -> None:
    refused = call("--lang", "en", "log", "observation", ILL)
    assert (refused.exit_code, stored()) == (1, ())
    assert "--confirmed" in refused.stderr
    assert call("log", "observation", ILL, "--confirmed", "gaat over de cursus").exit_code == 0
    (record,) = stored()
    assert record.confirmed is not None
    assert record.confirmed.startswith("onderzoeker, 2026-06-15: ")
    assert record.confirmed.endswith(": gaat over de cursus")
    assert ILLNESS not in record.confirmed
    assert "Confirmed:  onderzoeker, 15 June 2026: " in call("--lang", "en", "show", record.id).stdout


def test_a_number_is_refused_whatever_is_said_of_it(call: Call, study: str, stored: Stored) -> None:
    refused = call("log", "observation", f"{CALLED} {ILL}", "--confirmed", "het mag")
    assert (refused.exit_code, stored()) == (1, ())
    assert NUMBER not in refused.output


def test_a_reason_without_anything_to_confirm_is_not_kept(call: Call, study: str, stored: Stored) -> None:
    log(call, "observation", "Er zaten drie mensen.", "--confirmed", "voor de zekerheid")
    (record,) = stored()
    assert record.confirmed is None


@pytest.mark.parametrize("reason", [f"die {ILLNESS} is algemeen", f"bel {NUMBER}", f"{NAME} vindt het goed"])
def test_a_reason_does_not_repeat_what_was_found(call: Call, study: str, stored: Stored, reason: str) -> None:
    refused = call("--lang", "en", "log", "observation", ILL, "--confirmed", reason)
    assert (refused.exit_code, stored()) == (1, ())
    assert "in other words" in refused.stderr
    for text in (ILLNESS, NUMBER, "Jansen"):
        assert text not in refused.output


def test_a_typing_error_is_repeated_without_personal_data(call: Call, study: str) -> None:
    refused = call("log", "observation", "Gezien.", "--setting", f"{NAME} {NUMBER}")
    assert refused.exit_code == 2
    assert "mevrouw [naam] [telefoonnummer]" in refused.stderr
    for text in (NUMBER, "Jansen"):
        assert text not in refused.output


@pytest.mark.parametrize(
    "options", [("--confirmed", " "), ("--confirmed", "het mag", "--mask")], ids=["empty", "both"]
)
def test_a_reason_says_something_and_is_not_for_what_is_replaced(
    call: Call, study: str, stored: Stored, options: tuple[str, ...]
) -> None:
    refused = call("log", "observation", ILL, *options)
    assert (refused.exit_code, stored()) == (2, ())


def test_what_was_replaced_is_told_in_kinds_and_numbers(call: Call, study: str, stored: Stored) -> None:
    done = call("--lang", "en", "log", "observation", f"{MET} {CALLED} {CALLED}", "--mask")
    (record,) = stored()
    assert record.data.what_seen == (
        "Er was een gesprek met mevrouw [naam]. Zij belt op [telefoonnummer]. Zij belt op [telefoonnummer]."
    )
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Replaced: ")]
    assert line.count(",") == 1
    assert line.count(" (2 times)") == 1
    for text in (NUMBER, "Jansen"):
        assert text not in done.output


def test_a_study_that_is_replaced_has_nothing_of_it_in_its_code_and_its_plan(
    call: Call, workspace: Workspace
) -> None:
    made = call(
        *("new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1", "--title", f"Studie {NUMBER}"),
        *("--question", CALLED, "--mask"),
    )
    assert made.exit_code == 0, made.output
    assert made.stdout == "studie-telefoonnummer\n"
    plan = docx.Document(str(workspace.studies / "studie-telefoonnummer" / "studieplan.docx"))
    written = "\n".join(each.text for each in plan.paragraphs)
    assert "12345678" not in written + made.output
    assert "Zij belt op [telefoonnummer]." in written


def test_words_of_a_template_are_not_asked_about(call: Call, workspace: Workspace) -> None:
    for template in json.loads(call("new-study", "--list-templates", "--json").stdout)["templates"]:
        made = call(
            "new-study", "-m", "Houten", "-t", template["id"], "--theme", "O1", "--title", template["id"]
        )
        assert made.exit_code == 0, made.output


def test_on_a_terminal_the_careful_answers_come_first(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal]
) -> None:
    terminal = sit(REPLACE, REPLACE)
    done = call("log", "observation", f"{ILL} {CALLED}")
    assert done.exit_code == 0, done.output
    assert [list(each) for each in terminal.offered] == [
        [REPLACE, CHANGE, ALL, KEEP, APPROVE, NOTHING],
        [REPLACE, CHANGE, NOTHING],
    ]
    assert f">>{ILLNESS}<<" in terminal.shown[0]
    assert f">>{NUMBER}<<" in terminal.shown[1]
    (record,) = stored()
    assert "[telefoonnummer]" in record.data.what_seen
    for text in (NUMBER, ILLNESS):
        assert text not in done.output + record.data.what_seen


def test_the_same_words_are_asked_about_once(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal]
) -> None:
    terminal = sit(REPLACE)
    done = call("--lang", "en", "log", "observation", f"{CALLED} {CALLED}", "--interpretation", CALLED)
    assert done.exit_code == 0, done.output
    assert "3 times" in terminal.shown[0]
    (record,) = stored()
    assert NUMBER not in f"{record.data}"


def test_a_text_that_is_changed_is_looked_at_again(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal]
) -> None:
    sit(CHANGE, CHANGE, texts=[MET, " ", "Er was een gesprek."])
    assert call("log", "observation", CALLED).exit_code == 0
    (record,) = stored()
    assert record.data.what_seen == "Er was een gesprek."


def test_what_stays_as_it_is_needs_a_reason_that_tells_nothing(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal]
) -> None:
    sit(KEEP, REPLACE, texts=["", f"een {ILLNESS}", "over de cursus"])
    done = call("log", "observation", f"{ILL} {CALLED}")
    assert done.exit_code == 0, done.output
    (record,) = stored()
    assert ILL in record.data.what_seen
    assert NUMBER not in record.data.what_seen
    assert str(record.confirmed).endswith(": over de cursus")
    assert ILLNESS not in done.output


def test_approved_words_are_stored_with_the_study_and_not_asked_about_again(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal]
) -> None:
    sit(APPROVE)
    first = call("log", "observation", ILL)
    assert first.exit_code == 0, first.output
    assert len(first.stdout.split()) == 1
    sit()
    assert call("log", "observation", f"Ook hier: een {ILLNESS}.").exit_code == 0
    assert [record.confirmed for record in stored()] == [None, None]
    assert ILLNESS in call("show", study).stdout


def test_words_approved_with_a_record_are_taken_back_with_it(
    call: Call, study: str, stored: Stored, sit: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    sit(APPROVE)
    call("log", "observation", ILL)
    monkeypatch.setattr(ask, "can_ask", lambda session: False)
    assert call("undo", "--yes").exit_code == 0
    assert stored() == ()
    assert call("log", "observation", ILL).exit_code == 1


def test_words_are_approved_in_a_study_that_is_being_made(
    call: Call, workspace: Workspace, sit: Callable[..., Terminal]
) -> None:
    sit(APPROVE)
    made = call(
        "new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1", "--title", "Zorg", "--question", ILL
    )
    assert made.exit_code == 0, made.output
    shown = json.loads(call("show", "zorg", "--json").stdout)["record"]["data"]
    assert shown["approved_words"] == [ILLNESS]


def test_names_are_never_approved(call: Call, study: str, sit: Callable[..., Terminal]) -> None:
    terminal = sit(NOTHING)
    assert call("log", "observation", MET).exit_code == 1
    assert list(terminal.offered[0]) == [REPLACE, CHANGE, KEEP, NOTHING]


def test_words_are_approved_without_a_terminal_too(call: Call, study: str, stored: Stored) -> None:
    assert call("edit", study, "--approved-words", ILLNESS, "--approved-words", "kanker").exit_code == 0
    assert call("log", "observation", ILL).exit_code == 0
    assert call("log", "observation", MET).exit_code == 1
    assert (
        "persoon" in call("edit", study, "--help").stdout or "person" in call("edit", study, "--help").stdout
    )


def test_a_person_can_store_nothing(
    call: Call, study: str, stored: Stored, workspace: Workspace, sit: Callable[..., Terminal]
) -> None:
    before = on_disk(workspace)
    sit(KEEP, NOTHING)
    stopped = call("--lang", "en", "log", "observation", f"{ILL} {CALLED}")
    assert stopped.exit_code == 1
    assert "Nothing was stored" in stopped.stderr
    assert on_disk(workspace) == before


def test_who_stops_leaves_nothing_half_stored(
    call: Call,
    study: str,
    workspace: Workspace,
    sit: Callable[..., Terminal],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = on_disk(workspace)
    sit(APPROVE, CHANGE)

    def stop(question: str, text: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(ask, "new_text", stop)
    assert call("log", "observation", f"{ILL} {CALLED}").exit_code == 130
    assert on_disk(workspace) == before


def test_a_withdrawal_is_asked_about_too_and_can_stop(
    call: Call, study: str, workspace: Workspace, sit: Callable[..., Terminal]
) -> None:
    log(call, "participant", *PERSON, *SCOPES)
    named = log(call, "observation", "HOU-K7M2 zegt ja", "--participants", "HOU-K7M2")
    before = on_disk(workspace)
    sit(NOTHING)
    assert call("withdraw", "HOU-K7M2", "--rewrite", f"{named}={CALLED}", "--yes").exit_code == 1
    assert on_disk(workspace) == before


@pytest.fixture
def stored_before(call: Call, study: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A function that stores a text as it was before there was a gate, and then another version."""

    def store(text: str) -> str:
        with monkeypatch.context() as before:
            before.setattr(adding, "screened", lambda workspace, entries, *rest, **more: list(entries))
            made = log(call, "observation", text)
        assert call("edit", made, "--what-seen", "Er werd gebeld.").exit_code == 0
        return made

    return store


def test_undo_does_not_bring_a_number_back(
    call: Call, workspace: Workspace, stored_before: Callable[[str], str]
) -> None:
    made = stored_before(CALLED)
    refused = call("--lang", "en", "undo", "--yes")
    assert refused.exit_code == 1
    assert made in refused.stderr
    assert "line 1, character 13" in refused.stderr
    assert "--mask" not in refused.stderr
    assert NUMBER not in refused.stderr
    assert len(history(workspace, made)) == 2


def test_undo_brings_back_what_is_only_asked_about(
    call: Call, stored: Stored, stored_before: Callable[[str], str]
) -> None:
    stored_before(ILL)
    assert call("undo", "--yes").exit_code == 0
    (record,) = stored()
    assert record.data.what_seen == ILL


def test_who_confirmed_what_is_shown(call: Call, study: str) -> None:
    made = log(call, "observation", ILL, "--confirmed", "over de cursus")
    for arguments in (("show", made), ("show", made, "--history")):
        (line,) = [line for line in call(*arguments).stdout.splitlines() if "over de cursus" in line][:1]
        assert "onderzoeker, 15 juni 2026: over de cursus" in line
    told = json.loads(call("show", made, "--history", "--json").stdout)
    assert told["record"]["confirmed"].endswith(": over de cursus")
    assert told["history"][0]["confirmed"] == told["record"]["confirmed"]


def change(path: Path, before: str, after: str) -> None:
    """Change a file as somebody with an editor does."""
    content = path.read_bytes()
    assert before.encode() in content
    path.write_bytes(content.replace(before.encode(), after.encode()))


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["lines", "json"])
def test_a_number_written_into_a_file_is_not_adopted_and_not_shown(
    call: Call, study: str, workspace: Workspace, stored: Stored, form: tuple[str, ...]
) -> None:
    log(call, "observation", "Er zaten drie mensen.")
    change(workspace.records(study) / "onderzoeker-test.json", "drie mensen", NUMBER)
    repaired = call("--lang", "en", "check", "--repair", "--yes", "--confirmed", "het mag", *form)
    assert "line 1, character 10" in repaired.stdout
    assert NUMBER not in repaired.output
    assert stored() == ()


def test_what_is_asked_about_is_adopted_with_a_reason(
    call: Call, study: str, workspace: Workspace, stored: Stored
) -> None:
    log(call, "observation", "Er zaten drie mensen.")
    path = workspace.records(study) / "onderzoeker-test.json"
    change(path, "Er zaten drie mensen.", ILL)
    refused = call("--lang", "en", "check", "--repair")
    assert ILLNESS not in refused.output
    assert call("check", "--repair", "--yes", "--confirmed", "over de cursus").exit_code == 0
    (record,) = stored()
    assert record.data.what_seen == ILL
    assert str(record.confirmed).endswith(": over de cursus")


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ("log", kind)
            for kind in ("observation", "training", "insight", "note", "measurement", "evaluation")
        ),
        ("close",),
        ("done",),
        ("new-study",),
        ("withdraw",),
    ],
    ids=" ".join,
)
def test_help_says_that_a_typed_text_can_be_seen(call: Call, study: str, arguments: tuple[str, ...]) -> None:
    told = " ".join(call("--lang", "en", *arguments, "--help").stdout.split())
    assert "can be seen by other users of this computer" in told
    for option in ("--confirmed REASON", "--mask"):
        assert option in told


def test_help_of_edit_says_so_too(call: Call, study: str, cycle: str) -> None:
    for record_id in (study, cycle):
        told = " ".join(call("--lang", "en", "edit", record_id, "--help").stdout.split())
        assert "can be seen by other users of this computer" in told
        assert "--mask" in told
