"""Every file operation of every writing verb fails in turn: there is what was, or what was asked for."""

import json
from collections import Counter
from pathlib import Path

import pytest
from reliability.counts import record_figures, trials
from reliability.fault_shim import Fault
from reliability.rehearsal import Rehearsal, Verb
from reliability.stage import Stage

NOT_ALL_IN_REACH = "Not finished: these files could not be changed"

VERBS = {
    "init": Verb(("init", "{root}/nieuw")),
    "init --example": Verb(("init", "{root}/nieuw", "--example")),
    "new-study": Verb(
        ("new-study", "-m", "Houten", "-t", "driehoeksgesprek-en-regie", "--slug", "hou-nieuw"),
        done_but="The study hou-nieuw is stored, but its study plan is not",
    ),
    "new-study --plan": Verb(("new-study", "--plan", "een")),
    "log observation": Verb(("log", "observation", "-s", "een", "Een nieuwe waarneming.")),
    "log, the first here": Verb(("log", "observation", "-s", "een", "De eerste."), new_home=True),
    "log participant": Verb(
        ("log", "participant", "--role", "resident", "--consent-status", "given", "--count", "3")
    ),
    "log training": Verb(("log", "training", "Oefenen", "--attendance", "klantmanager=6")),
    "log organisation": Verb(("log", "organisation", "Werkgever (voorbeeld)")),
    "log insight": Verb(("log", "insight", "Rust helpt.", "--evidence", "obs-0001:supports")),
    "edit": Verb(("edit", "obs-0001", "--signal", "helping", "--why", "aangevuld")),
    "close": Verb(("close", "cyc-0001", "--decision", "continue", "--reason", "x", "--because", "ins-0001")),
    "done": Verb(("done", "act-0001", "--result", "Gebeld.")),
    "undo, of a change": Verb(("undo", "--yes"), first=(("edit", "obs-0001", "--signal", "helping"),)),
    "undo, of what is new": Verb(
        ("undo", "--yes"),
        first=(("log", "observation", "-s", "een", "Verschrijving."),),
        done_but=NOT_ALL_IN_REACH,
        gone="Verschrijving.",
    ),
    "erase": Verb(
        ("erase", "obs-0002", "org-1001", "--yes"), done_but=NOT_ALL_IN_REACH, gone="stond al vast"
    ),
    "edit --forget": Verb(
        ("edit", "obs-0003", "--what-seen", "Nieuwer.", "--forget", "--yes"),
        done_but=NOT_ALL_IN_REACH,
        gone="Vergeet dit.",
    ),
    "withdraw": Verb(
        ("withdraw", "HOU-AAAA", "--rewrite", "obs-0002=Wat iemand zei.", "--yes"),
        done_but=NOT_ALL_IN_REACH,
        gone="Ik wil wel.",
    ),
    "withdraw --scope": Verb(
        ("withdraw", "HOU-AAAA", "--scope", "anonymous_quote", "--yes"),
        done_but=NOT_ALL_IN_REACH,
        gone="Ik wil wel.",
    ),
    "purge": Verb(
        ("purge", "--due", "--yes"),
        first=(
            (
                *("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug", "hou-oud"),
                *("--retention-until", "2020-01-01", "--start", "2010-01-04"),
            ),
            ("log", "observation", "-s", "hou-oud", "Lang genoeg bewaard."),
        ),
        done_but=NOT_ALL_IN_REACH,
        gone="Lang genoeg bewaard.",
    ),
    "log, after an old copy came back": Verb(
        ("log", "observation", "-s", "een", "Verder."),
        first=(("erase", "obs-0002", "--yes"),),
        gone="stond al vast",
        old_copy=True,
    ),
    "tidy": Verb(("tidy", "--yes"), done_but="1 file was tidied up"),
    "merge": Verb(("merge", "{root}/other")),
    "check --repair": Verb(
        ("check", "--repair", "--yes"), first=(("tidy", "--yes"),), done_but="Repaired.", damaged=True
    ),
    "report": Verb(("report", "-m", "Houten", "--date", "2026-07-01")),
    "report --final": Verb(
        ("report", "-m", "Houten", "--date", "2026-07-01", "--final"),
        done_but="What the report shows is remembered already",
    ),
    "report -o": Verb(("report", "-m", "Houten", "--date", "2026-07-01", "-o", "{root}/space/hier.docx")),
}


@pytest.mark.long
@pytest.mark.parametrize("name", VERBS)
def test_what_is_there_is_what_was_or_what_was_asked_for(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if VERBS[name].new_home:
        monkeypatch.delenv("ACTIONLAB_WRITER")
    rehearsal = Rehearsal(stage, VERBS[name])
    faults = rehearsal.faults(trials(8, 10_000))

    done = [rehearsal.trial(fault) for fault in faults]

    wrong = {str(trial): rehearsal.complaints(trial) for trial in done if rehearsal.complaints(trial)}
    ends = Counter("killed" if not each.called.codes else f"exit {each.called.codes[0]}" for each in done)
    record_figures(f"every file operation fails: {name}", trials=len(done), wrong=len(wrong), **ends)
    assert wrong == {}


def test_an_old_copy_that_is_damaged_does_not_let_a_stored_record_look_refused(stage: Stage) -> None:
    assert stage.call(("erase", "obs-0002", "--yes")).codes == (0,)
    copy = stage.old_copy_comes_back()
    copy.write_bytes(copy.read_bytes().replace(b"stond al vast", b"stond al wast"))
    before = stage.state()

    called = stage.call(("log", "observation", "-s", "een", "Nieuw."), seed=2)

    stored = stage.state().records != before.records
    assert (called.codes == (0,), bool(called.out)) == (stored, stored), called.err
    assert "a fault in actionlab itself" not in called.err


def test_check_names_what_a_killed_process_left_and_the_next_command_removes_it(stage: Stage) -> None:
    typed = VERBS["log observation"].typed
    writes = [at for at, each in enumerate(stage.call(typed).operations) if each.name == "write"]
    stage.restore()
    assert stage.call(("tidy", "--yes")).codes == (0,)

    assert stage.call(typed, fault=Fault(writes[-1], "kill after")).codes == ()
    (left_over,) = stage.state().left_over
    found = stage.call(("check", "--json"))
    following = stage.call(typed, ("check",), seed=2)

    findings = json.loads(found.out)["findings"]
    assert [Path(each["file"]).name for each in findings] == [Path(left_over).name]
    assert following.codes == (0, 0)
    assert stage.state().left_over == ()
