"""A person who withdraws: everything goes that says something about that person, and nothing else."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.model import rules
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record, Records
from actionlab.model.withdrawal import ERASE, KEEP, REWRITE
from actionlab.store import Workspace, history, read

Call = Callable[..., Result]
ANNA, BERT = "HOU-K7M2", "HOU-R4TD"
SCOPES = ("observe_conversations", "measurements", "anonymous_quote", "reuse")


def log(call: Call, *arguments: str) -> str:
    """Give the id of a record that is logged."""
    logged = call("log", *arguments)
    assert logged.exit_code == 0, logged.output
    return logged.stdout.strip()


def join(call: Call, code: str, *scopes: str, study: str = "hou-driehoek") -> None:
    """Log a participant who agreed to these."""
    agreed = [part for scope in scopes for part in ("--consent-scopes", scope)]
    known = ("-s", study, "--role", "inwoner", "--consent-status", "gegeven")
    log(call, "participant", code, *known, *agreed)


def lines_with(workspace: Workspace, text: str) -> list[str]:
    """Give every line of every file in the workspace that holds a text, in any case."""
    files = (path for path in workspace.root.rglob("*") if path.is_file())
    lines = (line for path in files for line in path.read_bytes().splitlines())
    return [line.decode() for line in lines if text.lower().encode() in line.lower()]


def record_files(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.studies.rglob("*.json")}


@pytest.fixture
def known(workspace: Workspace) -> Callable[[], Records]:
    """A function that gives all current records."""
    return lambda: read(workspace).records


@pytest.fixture(autouse=True)
def people(call: Call, study: str) -> None:
    """Two people who agreed to everything."""
    for code in (ANNA, BERT):
        join(call, code, *SCOPES)


@pytest.fixture
def world(call: Call) -> dict[str, str]:
    """The ids of records that speak of Anna in every way, and of Bert."""
    ladder = ("measurement", "ladder", "--moment", "baseline", "--value")
    ids = {
        "hers": log(call, *ladder, "2", "--participant", ANNA),
        "his": log(call, *ladder, "3", "--participant", BERT),
        "mistyped": log(call, "measurement", "grade", "--value", "7", "--participant", ANNA),
        "linked": log(
            call, "observation", "Zij vertelt veel.", "--participants", ANNA, "--participants", BERT
        ),
        "quoted": log(
            *(call, "observation", "Het gesprek loopt."),
            *("--quote", "Ik wil werken.", "--quote-speaker", ANNA, "--participants", ANNA),
        ),
        "named": log(call, "observation", f"Na het gesprek met {ANNA.lower()} belt zij."),
        "agenda": log(call, "agenda-item", f"Hoe gaat het met {ANNA}?"),
        "other": log(call, "observation", "Bert praat.", "--participants", BERT),
    }
    call("edit", ids["mistyped"], "--participant", BERT)
    call("edit", ids["other"], "--interpretation", f"zoals {ANNA}", "--why", f"op verzoek van {ANNA}")
    call("edit", ids["other"], "--clear", "interpretation")
    return ids


def test_without_a_terminal_everything_is_shown_and_nothing_happens(
    call: Call, world: dict[str, str], workspace: Workspace
) -> None:
    before = record_files(workspace)
    shown = call("--lang", "en", "withdraw", ANNA)
    assert shown.exit_code == 1
    assert "--yes" in shown.stderr
    for line in ("Measurements that go: 1", "Quotes that go: 1", "Links that go: 2", "this person: 4"):
        assert line in shown.stdout
    for text in ("Zij vertelt veel.", "Het gesprek loopt.", "belt zij.", "Hoe gaat het met"):
        assert text in shown.stdout
    assert record_files(workspace) == before


def test_of_a_person_who_withdraws_nothing_is_left_but_the_code_of_the_tombstone(
    call: Call, world: dict[str, str], workspace: Workspace
) -> None:
    done = call("withdraw", ANNA, "--yes")
    assert done.exit_code == 0, done.output
    (tombstone,) = lines_with(workspace, ANNA)
    said = json.loads(tombstone.partition(":")[2].rstrip(","))
    assert set(said) == {"rev", "at", "by", "id", "kind", "schema"}
    assert (said["id"], said["kind"]) == (ANNA, "tombstone")
    assert lines_with(workspace, "Ik wil werken") == []


def test_the_words_about_the_work_stay_without_the_person(
    call: Call, world: dict[str, str], known: Callable[[], Records]
) -> None:
    call("withdraw", ANNA, "--yes")
    records = known()
    data: dict[str, Any] = {name: getattr(records.get(each), "data", None) for name, each in world.items()}
    assert records.get(ANNA) is None
    assert data["hers"] is None
    assert (data["his"].participant, data["mistyped"].participant) == (BERT, BERT)
    assert (data["linked"].what_seen, data["linked"].participants) == ("Zij vertelt veel.", (BERT,))
    assert (data["quoted"].what_seen, data["quoted"].quote) == ("Het gesprek loopt.", None)
    assert data["named"].what_seen == "Na het gesprek met […] belt zij."
    assert data["agenda"].text == "Hoe gaat het met […]?"
    assert data["other"].what_seen == "Bert praat."


def test_texts_that_nobody_decided_about_are_to_be_read_again(call: Call, world: dict[str, str]) -> None:
    told = call("--lang", "en", "withdraw", ANNA, "--keep", world["linked"], "--yes").stderr
    (line,) = (line for line in told.splitlines() if "recognised?" in line)
    assert world["linked"] not in line
    for undecided in ("quoted", "named", "agenda"):
        assert world[undecided] in line
    assert "key list" in told
    assert "OneDrive" in told


def test_a_text_is_rewritten_and_its_old_words_are_nowhere(
    call: Call, world: dict[str, str], workspace: Workspace, known: Callable[[], Records]
) -> None:
    call("edit", world["linked"], "--what-seen", "Zij vertelt nog meer.")
    call("withdraw", ANNA, "--rewrite", f"{world['linked'][:9]}=Een = inwoner vertelt.", "--yes")
    record = known().get(world["linked"])
    assert record is not None
    assert (record.data.what_seen, record.data.participants) == ("Een = inwoner vertelt.", (BERT,))  # type: ignore[attr-defined]
    assert lines_with(workspace, "Zij vertelt") == []
    assert len(history(workspace, record.id)) == 1


def test_a_text_that_is_erased_takes_its_evidence_along(
    call: Call, world: dict[str, str], workspace: Workspace, known: Callable[[], Records]
) -> None:
    insight = log(call, "insight", "Een inzicht", "--evidence", f"{world['linked']}:supports")
    done = call("--lang", "en", "withdraw", ANNA, "--erase", world["linked"], "--yes")
    assert done.exit_code == 0, done.output
    assert insight in done.stdout
    assert f"lost evidence: {insight}" in done.stderr
    assert lines_with(workspace, "Zij vertelt") == []
    record = known().get(insight)
    assert record is not None
    assert record.lost == 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--keep", "obs-99999999"), "--keep"),
        (("--keep", "obs"), "--keep"),
        (("--erase", ""), "--erase"),
        (("--rewrite", "{linked}"), "--rewrite"),
        (("--rewrite", "{linked}= "), "--rewrite"),
        (("--rewrite", "{linked}=Dit is hou-k7m2."), "--rewrite"),
        (("--rewrite", "{linked}=caf\udce9"), "--rewrite"),
        (("--keep", "{other}"), "{linked}"),
        (("--keep", "{linked}", "--erase", "{linked}"), "{linked}"),
        (("--rewrite", "{linked}=Een.", "--rewrite", "{linked}=Twee."), "{linked}"),
        (
            (
                "--scope",
                "weer",
            ),
            "--scope",
        ),
        (("--scope", "metingen", "--keep", "{linked}"), "--keep"),
    ],
)
def test_a_wrong_option_changes_nothing_and_is_named(
    call: Call, world: dict[str, str], workspace: Workspace, options: tuple[str, ...], named: str
) -> None:
    before = record_files(workspace)
    refused = call("withdraw", ANNA, *(each.format(**world) for each in options), "--yes")
    assert refused.exit_code == 2
    assert named.format(**world) in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert record_files(workspace) == before


def test_a_record_without_a_text_of_its_own_is_not_rewritten(call: Call) -> None:
    meeting = log(call, "meeting", "Overleg", "--type", "kickoff", "--agreed", f"{ANNA} komt ook.")
    refused = call("withdraw", ANNA, "--rewrite", f"{meeting}=Iets", "--yes")
    assert refused.exit_code == 2
    assert meeting in refused.stderr


def test_a_text_that_others_cannot_do_without_is_not_erased(
    call: Call, study: str, workspace: Workspace
) -> None:
    call("edit", study, "--problem", f"Het verhaal van {ANNA}")
    before = record_files(workspace)
    refused = call("withdraw", ANNA, "--erase", study, "--yes")
    assert refused.exit_code == 1
    assert record_files(workspace) == before


@pytest.mark.parametrize("typed", ["HOU-99999", "hou-driehoek", "HOU", "", "obs-"])
def test_somebody_unknown_or_something_else_is_refused(
    call: Call, world: dict[str, str], workspace: Workspace, typed: str
) -> None:
    before = record_files(workspace)
    assert call("withdraw", typed, "--yes").exit_code == 1
    assert record_files(workspace) == before


def test_the_beginning_of_a_code_is_enough_in_any_case(
    call: Call, world: dict[str, str], known: Callable[[], Records]
) -> None:
    assert call("withdraw", "hou-k", "--yes").exit_code == 0
    assert known().get(ANNA) is None


def test_a_code_is_never_used_again(call: Call, world: dict[str, str]) -> None:
    call("withdraw", ANNA, "--yes")
    again = call("log", "participant", ANNA, "--role", "inwoner", "--consent-status", "gegeven")
    assert again.exit_code == 1
    assert ANNA in again.stderr


def test_withdrawing_again_is_said_and_cleans_what_an_old_copy_brought_back(
    call: Call, world: dict[str, str], workspace: Workspace
) -> None:
    (own,) = workspace.records("hou-driehoek").glob("*.json")
    old = own.read_bytes()
    call("withdraw", ANNA, "--yes")
    assert call("withdraw", ANNA).exit_code == 0
    copy = own.with_name("kopie van een laptop.json")
    copy.write_bytes(old)
    again = call("--lang", "en", "withdraw", ANNA)
    assert again.exit_code == 0
    assert "withdrawn before" in again.stderr
    assert copy.name in again.stderr
    assert all('"tombstone"' in line for line in lines_with(workspace, ANNA))
    assert lines_with(workspace, "Ik wil werken") == []


def test_who_was_withdrawn_before_has_no_texts_to_decide_about(call: Call, world: dict[str, str]) -> None:
    call("withdraw", ANNA, "--yes")
    refused = call("withdraw", ANNA, "--erase", world["linked"])
    assert refused.exit_code == 1
    assert "actionlab erase" in refused.stderr


def test_the_reports_that_used_it_are_named(call: Call, world: dict[str, str]) -> None:
    report = call("report", "-m", "Houten").stdout.strip()
    assert report in call("withdraw", ANNA, "--yes").stderr


def test_a_damaged_file_that_may_hold_it_is_named_with_exit_code_3(
    call: Call, world: dict[str, str], workspace: Workspace
) -> None:
    own = workspace.records("hou-driehoek") / "onderzoeker-test.json"
    damaged = own.with_name("onderzoeker-ander.json")
    damaged.write_bytes(own.read_bytes().replace(b"Zij vertelt", b"Zij vertalt"))
    done = call("withdraw", ANNA, "--yes")
    assert done.exit_code == 3
    assert str(damaged) in done.stderr
    assert ANNA.encode() in damaged.read_bytes()
    assert own.read_bytes().count(ANNA.encode()) == 1


def consent(records: Records, code: str) -> Any:
    """Give what a person agreed to."""
    record: Record[Any] | None = records.get(code)
    assert record is not None
    return record.data.consent


def test_without_measurements_only_those_go(
    call: Call, world: dict[str, str], workspace: Workspace, known: Callable[[], Records]
) -> None:
    done = call("withdraw", ANNA, "--scope", "metingen", "--yes")
    assert done.exit_code == 0, done.output
    records = known()
    assert records.get(world["hers"]) is None
    assert {records.get(world[name]) is None for name in ("his", "mistyped", "linked", "quoted")} == {False}
    assert consent(records, ANNA).scopes == ("observe_conversations", "anonymous_quote", "reuse")
    assert consent(records, ANNA).status == "given"
    assert consent(records, ANNA).withdrawn_on.isoformat() == "2026-06-15"
    measured = [line for line in lines_with(workspace, ANNA) if '"measurement"' in line]
    assert measured == []


def test_without_quotes_only_those_go_also_from_former_versions(
    call: Call, world: dict[str, str], workspace: Workspace, known: Callable[[], Records]
) -> None:
    former = log(call, "observation", "Eerder.", "--quote", "Ik wil niet.", "--quote-speaker", ANNA)
    call("edit", former, "--clear", "quote")
    his = log(call, "observation", "Bert.", "--quote", "Ik wel.", "--quote-speaker", BERT)
    done = call("withdraw", ANNA, "--scope", "quote without a name", "--yes")
    assert done.exit_code == 0, done.output
    records = known()
    quoted: Any = records.get(world["quoted"])
    assert (quoted.data.quote, quoted.data.participants) == (None, (ANNA,))
    for gone in ("Ik wil werken", "Ik wil niet"):
        assert lines_with(workspace, gone) == []
    assert len(lines_with(workspace, "Ik wel")) == 1
    assert his in {record.id for record in records}
    assert records.get(world["hers"]) is not None
    assert "anonymous_quote" not in consent(records, ANNA).scopes


def test_without_conversations_links_and_quotes_go_and_texts_are_decided_on(
    call: Call, world: dict[str, str], workspace: Workspace, known: Callable[[], Records]
) -> None:
    done = call(
        *("withdraw", ANNA, "--scope", "observe_conversations", "--keep", world["linked"]),
        *("--rewrite", f"{world['quoted']}=Het loopt.", "--erase", world["named"], "--yes"),
    )
    assert done.exit_code == 0, done.output
    records = known()
    data: dict[str, Any] = {name: getattr(records.get(each), "data", None) for name, each in world.items()}
    assert (data["linked"].what_seen, data["linked"].participants) == ("Zij vertelt veel.", (BERT,))
    assert (data["quoted"].what_seen, data["quoted"].quote) == ("Het loopt.", None)
    assert data["named"] is None
    assert data["agenda"].text == "Hoe gaat het met […]?"
    assert data["hers"].participant == ANNA
    assert "observe_conversations" not in consent(records, ANNA).scopes
    left = [line for line in lines_with(workspace, ANNA) if f'"id":"{ANNA}"' not in line]
    assert [line for line in left if '"measurement"' not in line] == []
    assert world["agenda"] in done.stderr


def test_without_reuse_only_the_consent_changes(
    call: Call, world: dict[str, str], known: Callable[[], Records]
) -> None:
    before = {record.id: record.rev for record in known()}
    done = call("withdraw", ANNA, "--scope", "reuse", "--yes")
    assert done.exit_code == 0, done.output
    after = {record.id: record.rev for record in known()}
    assert {record_id for record_id in before if after[record_id] != before[record_id]} == {ANNA}
    assert consent(known(), ANNA).scopes == SCOPES[:3]


def test_several_purposes_are_withdrawn_at_once(
    call: Call, world: dict[str, str], known: Callable[[], Records]
) -> None:
    call("withdraw", ANNA, "--scope", "measurements", "--scope", "citaat zonder naam", "--yes")
    assert consent(known(), ANNA).scopes == ("observe_conversations", "reuse")
    assert known().get(world["hers"]) is None


def test_who_agrees_to_nothing_any_more_has_withdrawn(
    call: Call, known: Callable[[], Records], world: dict[str, str]
) -> None:
    scopes = [part for scope in SCOPES for part in ("--scope", scope)]
    assert call("withdraw", ANNA, *scopes, "--yes").exit_code == 0
    assert (consent(known(), ANNA).status, consent(known(), ANNA).scopes) == ("withdrawn", ())
    assert call("log", "measurement", "grade", "--value", "7", "--participant", ANNA).exit_code == 1


def test_what_was_never_recorded_is_not_made_up(call: Call, known: Callable[[], Records]) -> None:
    join(call, "HOU-N4GW")
    done = call("withdraw", "HOU-N4GW", "--scope", "measurements", "--yes")
    assert done.exit_code == 0
    assert "--consent-scopes" in done.stderr
    assert (consent(known(), "HOU-N4GW").status, consent(known(), "HOU-N4GW").scopes) == ("given", ())
    assert consent(known(), "HOU-N4GW").withdrawn_on is not None


@pytest.mark.parametrize("code", [ANNA, "HOU-N4GW"])
def test_a_part_that_was_withdrawn_before_is_said_and_nothing_is_written(
    call: Call, workspace: Workspace, code: str
) -> None:
    join(call, "HOU-N4GW")
    call("withdraw", code, "--scope", "measurements", "--yes")
    before = record_files(workspace)
    again = call("--lang", "en", "withdraw", code, "--scope", "measurements")
    assert again.exit_code == 0
    assert "does not agree to this any more" in again.stderr
    assert record_files(workspace) == before


def test_something_about_a_part_withdrawn_before_that_turned_up_later_goes_too(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("withdraw", ANNA, "--scope", "anonymous_quote", "--yes")
    with monkeypatch.context() as elsewhere:
        # a colleague whose computer does not know yet
        elsewhere.setattr(rules, "problems", lambda *_: ())
        log(call, "observation", "Later.", "--quote", "Toch gezegd.", "--quote-speaker", ANNA)
    assert call("withdraw", ANNA, "--scope", "anonymous_quote", "--yes").exit_code == 0
    assert lines_with(workspace, "Toch gezegd") == []


def test_what_only_a_newer_program_knows_is_cleaned_or_named(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = log(call, "note", f"Over {ANNA}.", "--report-section", "summary")
    log(call, "observation", "Gezien.", "--participants", ANNA)
    with monkeypatch.context() as older:
        older.delitem(KINDS, "note")
        part = call("withdraw", ANNA, "--scope", "observe_conversations", "--yes")
        assert note in part.stderr
        assert call("withdraw", ANNA, "--yes").exit_code == 0
    assert all('"tombstone"' in line for line in lines_with(workspace, ANNA))


def test_a_study_whose_name_looks_like_the_code_stays_as_it_is(
    call: Call, make_study: Callable[..., str], known: Callable[[], Records]
) -> None:
    make_study(id="hou-zaak")
    code = "HOU-ZAAK"
    join(call, code, "observe_conversations", study="hou-zaak")
    seen = log(call, "observation", f"{code} praat.", "--participants", code, "-s", "hou-zaak")
    assert call("withdraw", code, "--yes").exit_code == 0
    record: Any = known().get(seen)
    assert (record.data.study_id, record.data.what_seen) == ("hou-zaak", "[…] praat.")
    assert known().get("hou-zaak") is not None


def test_a_quote_goes_even_when_its_record_breaks_a_rule_of_today(call: Call, workspace: Workspace) -> None:
    cycle = log(call, "cycle", "--number", "1", "--start-date", "2026-01-01", "--end-date", "2026-12-31")
    log(
        *(call, "observation", "Gezien.", "--date", "2026-11-01", "--cycle-id", cycle),
        *("--quote", "Ik wil werken.", "--quote-speaker", ANNA),
    )
    call("edit", cycle, "--end-date", "2026-06-01")
    done = call("withdraw", ANNA, "--scope", "anonymous_quote", "--yes")
    assert done.exit_code == 0, done.stderr
    assert lines_with(workspace, "Ik wil werken") == []


def answering(monkeypatch: pytest.MonkeyPatch, answers: Sequence[str], texts: Sequence[str] = ()) -> None:
    """Let somebody sit at a terminal and give these answers, one after the other."""
    chosen, written = iter(answers), iter(texts)
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "choose", lambda question, possible, *, ready="": next(chosen))
    monkeypatch.setattr(ask, "new_text", lambda question, before: next(written))


def test_on_a_terminal_each_text_is_shown_and_asked(
    call: Call, world: dict[str, str], monkeypatch: pytest.MonkeyPatch, known: Callable[[], Records]
) -> None:
    # in the order of the records: two linked, one named, and the agenda item, of which one is given
    order = [
        each.id for each in known() if each.id in {world[name] for name in ("linked", "quoted", "named")}
    ]
    wanted = {world["linked"]: REWRITE, world["quoted"]: KEEP, world["named"]: ERASE}
    texts = ["", f"over {ANNA}", "Er werd veel verteld."]
    answering(monkeypatch, [*(wanted[each] for each in order), ask.YES], texts)
    done = call("withdraw", ANNA, "--keep", world["agenda"])
    assert done.exit_code == 0, done.output
    for text in ("Zij vertelt veel.", "Het gesprek loopt.", "Hoe gaat het met HOU-K7M2?"):
        assert text in done.stdout
    records = known()
    linked: Any = records.get(world["linked"])
    assert linked.data.what_seen == "Er werd veel verteld."
    assert records.get(world["named"]) is None
    assert "actionlab edit ID --forget" not in done.stderr


def test_a_record_without_a_text_of_its_own_offers_no_rewriting(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[str]] = []

    def choose(question: str, possible: dict[str, str], *, ready: str = "") -> str:
        offered.append(list(possible))
        return next(iter(possible))

    log(call, "meeting", "Overleg", "--type", "kickoff", "--agreed", f"{ANNA} komt ook.")
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "choose", choose)
    assert call("withdraw", ANNA).exit_code == 1
    assert offered == [[KEEP, ERASE], [ask.NO, ask.YES]]


def test_who_stops_halfway_changes_nothing(
    call: Call, world: dict[str, str], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(question: str, possible: object) -> str:
        raise KeyboardInterrupt

    before = record_files(workspace)
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "choose", stop)
    assert call("withdraw", ANNA).exit_code == 130
    assert record_files(workspace) == before


def test_with_yes_nobody_is_asked(
    call: Call, world: dict[str, str], monkeypatch: pytest.MonkeyPatch, known: Callable[[], Records]
) -> None:
    answering(monkeypatch, ())
    assert call("withdraw", ANNA, "--yes").exit_code == 0
    assert known().get(world["named"]) is not None
