"""A canary in every text, through every command: it stays in the records, and goes when its person goes."""

import datetime as dt
import errno
import itertools
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from privacy.canary import CANARY, INTERNAL, NO_TEXT, PERSON, WITHDRAWN, Canaries, holding

from actionlab.cli import session
from actionlab.cli.main import VERBS, program
from actionlab.model.fields import Field, fields, is_part
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, find_workspace, init_workspace, lock

Call = Callable[..., Result]

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
TYPED = f"{CANARY}zz"
GONE = "zanglijsterq"
BSN = "123456782"
AUDIENCES = ("municipality", "public", "researchers")
# a text typed in every verb that takes one; {} is the text
TEXTS = [
    (
        "log",
        "observation",
        "-s",
        "een",
        "{}",
        "--interpretation",
        "{}",
        "--tags",
        "{}",
        "--regie",
        "{}=jobcoach",
    ),
    ("log", "observation", "-s", "een", "Iets.", "--quote", "{}", "--missing", "{}", "--barriers", "{}"),
    ("log", "training", "-s", "een", "--title", "{}", "--learning-goals", "{}", "--notes", "{}"),
    ("log", "evaluation", "trn-0001", "--level4-note", "{}"),
    ("log", "measurement", "-s", "een", "counter", "--value", "3", "--label", "{}"),
    (
        "log",
        "participant",
        "-s",
        "een",
        "--role",
        "resident",
        "--consent-status",
        "given",
        "--consent-version",
        "{}",
    ),
    ("log", "organisation", "{}", "--local-name", "{}"),
    ("log", "approach", "{}", "--aim", "{}", "--core-elements", "{}", "--conditions", "{}"),
    ("log", "cycle", "{}", "-s", "een", "--number", "2", "--title", "{}", "--planned", "act={}"),
    ("log", "insight", "{}", "-s", "een", "--title", "{}", "--counter", "{}", "--transferability", "{}"),
    ("log", "action", "{}", "-s", "een", "--result", "{}"),
    ("log", "meeting", "{}", "-s", "een", "--type", "team_meeting", "--agreed", "{}"),
    ("log", "decision", "{}", "-s", "een", "--reason", "{}"),
    (
        "log",
        "member-check",
        "-s",
        "een",
        "--outcome",
        "ins-0001:partly",
        "--remark",
        "ins-0001={}",
        "--changes",
        "ins-0001={}",
    ),
    ("log", "agenda-item", "{}"),
    ("log", "note", "{}", "-s", "een", "--report-section", "summary"),
    ("edit", "obs-0001", "--what-seen", "{}", "--why", "{}"),
    ("edit", "obs-0001", "--interpretation", "{}", "--forget", "--yes"),
    ("edit", "een", "--problem", "{}", "--dpo-consulted-note", "{}", "--approved-words", "{}"),
    ("done", "act-0001", "--result", "{}"),
    ("close", "cyc-0002", "--decision", "continue", "--reason", "{}", "--because", "ins-0001"),
    (
        "new-study",
        "-m",
        "Zeist",
        "-t",
        "leeg",
        "--theme",
        "O1",
        "--slug",
        "twee",
        "--title",
        "{}",
        "--aim",
        "{}",
    ),
    ("withdraw", PERSON, "--rewrite", "trn-0001={}", "--yes"),
]
READ = [
    ("list",),
    ("list", "observation"),
    ("list", "--json"),
    *(
        (("show", each, *more))
        for each in ("een", "obs-0001", PERSON, "ins-0001")
        for more in ((), ("--history",))
    ),
    ("show", "trn-0001", "--json"),
    ("status",),
    ("status", "--json"),
    ("search", "kwam"),
    ("search", "kwam", "--json"),
    ("settings",),
    ("settings", "--json"),
    ("completion", "bash"),
    ("schema", "observation"),
    ("where",),
    ("check",),
    ("check", "--json"),
    ("forms", "-s", "een"),
    ("new-study", "--plan", "een"),
    *(("report", "-m", "Houten", "--audience", each) for each in AUDIENCES),
    ("report", "-m", "Houten", "--preview"),
    *(("report", "-m", "Houten", each) for each in ("--short", "--letter", "--practice-card")),
    *(("report", each) for each in ("--region", "--agenda", "--conference")),
    ("report", "-m", "Houten", "--final"),
    *(("export", f"reports/tabellen{end}", "-s", "een") for end in (".xlsx", ".csv", ".json")),
    *(("export", "reports/voor.xlsx", "-s", "een", "--audience", each) for each in AUDIENCES),
    ("import", "../typed.csv", "-s", "een"),
]
WRONG = [
    ("show", "obs-99999999"),
    ("log", "observation", TYPED, "-s", "nergens"),
    ("log", "observation", TYPED, "-s", "een", "--date", "ooit"),
    ("log", "observation", TYPED, "-s", "een", "--phase", "nergens", "--interpretation", TYPED),
    ("log", "observation", TYPED, "-s", "een", "--participants", "HOU-ZZZZ"),
    ("log", "observation", TYPED, "--text-file", "nergens.txt"),
    ("log", "training", TYPED, "--what-learned", TYPED, "--attendance", "zeven"),
    ("log", "insight", TYPED, "-s", "een", "--evidence", "obs-99999999:supports"),
    ("edit", "obs-99999999", "--what-seen", TYPED),
    ("edit", "ins-0001", "--statement", TYPED, "--clear", "onzin"),
    ("done", "act-99999999", "--result", TYPED),
    ("close", "cyc-99999999", "--decision", "continue", "--reason", TYPED, "--because", "ins-0001"),
    ("close", "cyc-0002", "--decision", "misschien", "--reason", TYPED, "--because", "ins-0001"),
    ("new-study", "-m", "Nergenshuizen", "--title", TYPED),
    ("new-study", "-m", "Houten", "--slug", "een", "--title", TYPED),
    ("withdraw", "HOU-ZZZZ", "--yes"),
    ("withdraw", PERSON, "--rewrite", f"obs-99999999={TYPED}", "--yes"),
    ("erase", "obs-99999999", "--yes"),
    ("merge", "nergens"),
    ("import", "../wrong.csv", "-s", "een"),
    ("import", "../nowhere.csv", "-s", "een"),
    ("report", "-m", "Nergenshuizen"),
    ("search", TYPED, "-s", "nergens"),
    ("completion", "onzin"),
    ("schema", "onzin"),
    ("onzin", TYPED),
]
# these end by taking something away, in this order
LAST = [
    ("merge", "../other"),
    ("undo", "--yes"),
    ("tidy", "--yes"),
    ("check", "--repair", "--yes"),
    ("erase", "obs-0001"),
    ("erase", "obs-0001", "--yes"),
    ("edit", "een", "--retention-until", "2026-01-01"),
    ("purge", "--due", "-s", "een", "--yes"),
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this computer, empty; the clock goes a minute with each command."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    minutes = itertools.count()
    monkeypatch.setattr(session, "clock", lambda: NOW + dt.timedelta(minutes=next(minutes)))
    return folder


@pytest.fixture
def canaries() -> Canaries:
    """A record of each kind with a canary in each text."""
    return Canaries()


@pytest.fixture
def workspace(own_folder: Path, canaries: Canaries) -> Workspace:
    """A workspace in the current folder with these records and an open cycle, and a copy of it elsewhere."""
    init_workspace(own_folder, name="Werkplaats", contact="het team")
    made = find_workspace(own_folder, None, {})
    add(made, [*canaries.drafts, _draft("cycle", "cyc-0002", number=3)], now=NOW)
    shutil.copytree(own_folder, own_folder.parent / "other")
    own_folder.parent.joinpath("typed.csv").write_text(f"tekst\n{TYPED} kwam langs.\n", encoding="utf-8")
    wrong = f"datum;tekst;code\nooit;{TYPED};D9\n"
    own_folder.parent.joinpath("wrong.csv").write_text(wrong, encoding="utf-8")
    return made


@pytest.fixture
def call(workspace: Workspace) -> Call:
    """A function that calls the program in this workspace."""

    def called(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(program, ["--no-input", *arguments], input=text)

    return called


def _draft(kind: str, record_id: str, **given: object) -> Draft:
    return Draft(kind=kind, id=record_id, fields={"study_id": "een", **given})


def _filled(command: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(part.replace("{}", text) for part in command)


def _outside(tmp_path: Path, *words: str) -> list[str]:
    """The files in the home and in the folder for temporary files that hold one of these words."""
    return [name for place in ("home", "tmp") for name in holding(tmp_path / place, *words)]


def _free(found: tuple[Field, ...], before: str = "") -> Iterator[str]:
    for field in found:
        asks = field.asks
        if is_part(field.type):
            yield from _free(field.parts, f"{before}{field.name}.")
        elif field.type is str and not (asks.vocabulary or asks.refers_to or asks.municipality or asks.month):
            yield f"{before}{field.name}"


def test_every_free_text_of_every_kind_holds_a_canary(canaries: Canaries) -> None:
    texts = {
        (kind, name)
        for kind, each in KINDS.items()
        for name in _free(tuple(fields(each.data_class)))
        if name not in NO_TEXT.get(kind, ())
    }
    assert texts - canaries.fields() == set()
    assert {field.split(".")[0] for field in INTERNAL} <= KINDS.keys()


def test_every_verb_is_driven() -> None:
    driven = {command[0] for command in (*TEXTS, *READ, *WRONG, *LAST)}
    assert driven >= VERBS.keys() - {"init"}


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_no_command_lets_a_text_out(call: Call, tmp_path: Path, language: str) -> None:
    right = [*READ, *map(_typed, TEXTS)]
    # the person withdrew by then, so that some of these end otherwise than before
    told = [(each, call("--lang", language, *each)) for each in (*right, *WRONG, *READ, *LAST)]

    assert [command for command, result in told[: len(right)] if result.exit_code] == []
    assert [command for command, result in told[len(right) :][: len(WRONG)] if not result.exit_code] == []
    assert [command for command, result in told if CANARY in result.stderr.lower()] == []
    assert [command for command, result in told if "Traceback" in result.stderr] == []
    assert _outside(tmp_path, CANARY) == []


def _typed(command: tuple[str, ...]) -> tuple[str, ...]:
    return _filled(command, TYPED)


@pytest.mark.parametrize("refusing", ["write", "replace", "fsync", "mkdir", "unlink"])
def test_a_disk_that_refuses_lets_no_text_out(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, refusing, refuse)
        full.setattr(lock, "TIMEOUT", 0.01)
        results = [call(*command) for command in (*map(_typed, TEXTS), *READ, *LAST)]

    assert any(result.exit_code == 3 for result in results) or refusing in ("mkdir", "unlink", "fsync")
    assert [result.stderr for result in results if CANARY in result.stderr.lower()] == []
    assert _outside(tmp_path, CANARY) == []


def test_a_lock_that_another_holds_lets_no_text_out(
    call: Call, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TIMEOUT", 0.01)
    with lock.locked(workspace.folder):
        results = [call(*command) for command in (*map(_typed, TEXTS), *LAST)]

    assert {5} <= {result.exit_code for result in results}
    assert [result.stderr for result in results if CANARY in result.stderr.lower()] == []
    assert _outside(tmp_path, CANARY) == []


def test_damage_lets_no_text_out(call: Call, workspace: Workspace, tmp_path: Path) -> None:
    for path in workspace.studies.rglob("*.json"):
        content = path.read_bytes()
        path.write_bytes(content.replace(CANARY.encode(), CANARY.upper().encode(), 3)[:-30])

    results = [call(*command) for command in (*READ, *map(_typed, TEXTS), *LAST)]

    assert {4} <= {result.exit_code for result in results}
    assert [result.stderr for result in results if CANARY in result.stderr.lower()] == []
    assert _outside(tmp_path, CANARY) == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_takes_no_text_along(call: Call, workspace: Workspace) -> None:
    for command in (*READ, ("log", "observation", "-s", "een", TYPED)):
        call(*command)

    def git(*arguments: str) -> bytes:
        return subprocess.run(
            ["git", "-C", workspace.folder, *arguments], capture_output=True, check=True
        ).stdout

    git("init")
    git("add", "--all")

    assert set(git("ls-files").decode().split()) == {".gitignore", "actionlab.toml"}
    assert CANARY.encode() not in git("cat-file", "--batch-all-objects", "--batch")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_tells_its_readers_nothing_that_is_for_others(
    call: Call, canaries: Canaries, audience: str
) -> None:
    path = Path(call("report", "-m", "Houten", "--audience", audience).stdout.strip())
    shown = call("report", "-m", "Houten", "--audience", audience, "--preview").stdout
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    told = "\n".join([*parts, docx.Document(str(path)).element.xpath("string(.)"), shown])

    # the report is made of these records, of which nothing internal is told
    assert any(word in told for word in canaries.of)
    assert canaries.internal_in(told) == []
    assert PERSON not in told
    ids = [draft.id for draft in canaries.drafts if draft.id]
    assert audience == "researchers" or [each for each in ids if each in told] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_code_that_was_typed_in_a_text_is_in_no_report(
    call: Call, workspace: Workspace, audience: str
) -> None:
    text = f"{PERSON.lower()} en {WITHDRAWN} lachten"
    add(workspace, [_draft("note", "nte-0009", report_section="summary", text=text)], now=NOW)

    path = Path(call("report", "-m", "Houten", "--audience", audience).stdout.strip())

    told = docx.Document(str(path)).element.xpath("string(.)")
    assert "[…] en […] lachten" in told
    assert [each for each in (PERSON, WITHDRAWN) if each in told.upper()] == []


def _of_withdrawn(workspace: Workspace) -> None:
    """Let everything there can be about a person be there, in the own file, a colleague's and copies."""
    add(
        workspace,
        [
            _draft(
                "observation",
                "obs-0005",
                what_seen=f"{GONE} zei iets, en {WITHDRAWN} knikte.",
                participants=[WITHDRAWN],
                residents_agreed="oral",
                quote={"text": f"Ja, {GONE}.", "speaker": WITHDRAWN, "permission": True},
            ),
            _draft("measurement", "met-0005", instrument="gas", value=1, goal=GONE, participant=WITHDRAWN),
            _draft("note", "nte-0005", report_section="summary", text=f"{WITHDRAWN} en {GONE}."),
        ],
        now=NOW,
    )
    own = workspace.records("een") / "onderzoeker-test.json"
    lines = own.read_bytes().split(b"\n")
    theirs = b"\n".join(line for line in lines if GONE.encode() in line)
    for name, content in (
        ("onderzoeker-test (conflicted copy).json", own.read_bytes()),
        (".onderzoeker-test.json.0123456789ab.tmp", own.read_bytes()),
        ("onderzoeker-test.json.damaged", theirs),
    ):
        (own.parent / name).write_bytes(content)
        (own.parent / name).chmod(0o600)


def test_nothing_in_reach_is_left_of_a_person_who_withdraws(
    call: Call, workspace: Workspace, tmp_path: Path
) -> None:
    _of_withdrawn(workspace)
    for command in READ:
        call(*command)
    assert len(holding(workspace.root, GONE)) >= 4

    given = ("--rewrite", "obs-0005=Iemand zei iets.", "--erase", "nte-0005")
    done = call("--lang", "en", "withdraw", WITHDRAWN, *given, "--yes")

    assert GONE not in done.stderr
    left = holding(workspace.root, GONE)
    assert [name for name in left if Path(name).name not in done.stderr + done.stdout] == []
    assert [name for name in left if not name.startswith("reports")] == []
    assert _outside(tmp_path, GONE) == []


@pytest.mark.parametrize("spelling", [BSN, "1234.56.782"])
@pytest.mark.parametrize("command", TEXTS, ids=lambda each: " ".join(each[:3]))
def test_a_number_of_a_citizen_is_refused_by_every_verb_and_repeated_nowhere(
    call: Call, tmp_path: Path, command: tuple[str, ...], spelling: str
) -> None:
    for more in ((), ("--confirmed", "het mag")):
        refused = call(*_filled(command, f"nummer {spelling}"), *more)
        assert refused.exit_code == 1, refused.output
        assert spelling not in refused.stderr
    assert holding(tmp_path, spelling) == []


@pytest.mark.parametrize("place", [("--confirmed", f"zie {BSN}"), ("--text-file", "-")])
def test_a_number_is_refused_wherever_it_comes_from(
    call: Call, tmp_path: Path, place: tuple[str, str]
) -> None:
    text = () if place[1] == "-" else ("Mevrouw Jansen belde.",)
    refused = call("log", "observation", "-s", "een", *text, *place, text=f"nummer {BSN}")
    assert (refused.exit_code, BSN in refused.stderr) == (1, False)
    assert holding(tmp_path, BSN) == []


@pytest.mark.parametrize("option", ["--name", "--contact"])
@pytest.mark.parametrize("number", [f"bsn {BSN}", "NL91 ABNA 0417 1643 00"])
def test_a_number_does_not_come_into_the_settings(
    call: Call, tmp_path: Path, option: str, number: str
) -> None:
    refused = call("--lang", "en", "init", "../nieuw", option, number)
    assert refused.exit_code == 1
    assert number not in refused.output
    assert "office or mailbox" in refused.stderr
    assert not (tmp_path / "nieuw").exists()


def test_a_contact_point_may_be_reached(call: Call, tmp_path: Path) -> None:
    contact = "het team, 030 123 45 67, team@voorbeeld.invalid"
    assert call("init", "../nieuw", "--name", "Werkplaats 2026", "--contact", contact).exit_code == 0
    assert contact in (tmp_path / "nieuw" / "actionlab.toml").read_text()
