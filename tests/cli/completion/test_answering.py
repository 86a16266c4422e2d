"""The Tab key: what is offered for what is being typed, in four shells, and never a message."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from loaded import modules_loaded

from actionlab import i18n
from actionlab.cli import session
from actionlab.cli.completion.fitting import SIGNS, fitting
from actionlab.cli.completion.offered import fits, one_word, words
from actionlab.cli.completion.shells import SHELLS
from actionlab.cli.given import FieldOption
from actionlab.cli.main import COMPLETION, VERBS, program
from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.model.vocabulary import VOCABULARY, find
from actionlab.store import Workspace, init_workspace, open_workspace

from ..conftest import NOW

Call = Callable[..., Result]
Tab = Callable[[str], list[str]]
# what only a person can say
FREE = {"ID=TEXT", "NAME=FIELD", "NUMBER", "NUMBER=WORD", "NUMBERS", "OTHER=CODE", "PSEUDONYM", "REASON"}
FREE |= {"TEXT", "WORD", "WORDS...", "YYYY-MM"}


def asked(line: str, **environ: str) -> Result:
    """Press TAB in bash at the end of a line."""
    shell = {COMPLETION: "bash_complete", "COMP_LINE": line, "COMP_WORDBREAKS": " :="}
    return CliRunner().invoke(program, [], env={**shell, **environ})


@pytest.fixture
def tab() -> Tab:
    """A function that gives what bash is offered at the end of a line."""

    def pressed(line: str) -> list[str]:
        shown = asked(f"actionlab {line}")
        assert (shown.exit_code, shown.stderr) == (0, "")
        return [each.partition(",")[2] for each in shown.stdout.splitlines()]

    return pressed


@pytest.fixture
def example(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with the example studies, in which one stands."""
    root = own_folder / "voorbeeld"
    init_workspace(root, example=True)
    monkeypatch.chdir(root)
    return open_workspace(root)


def all_parameters() -> Iterator[click.Parameter]:
    context = click.Context(program)
    yield from program.params
    for verb in VERBS:
        command = program.get_command(context, verb)
        assert command is not None
        yield from command.params
        if verb == "log":
            assert isinstance(command, click.Group)
            for kind in KINDS_TYPED:
                found = command.get_command(context, kind)
                assert found is not None
                yield from found.params


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("sta", ["status"]),
        ("log obs", ["observation"]),
        ("log waa", ["waarneming"]),
        ("log observation --pha", ["--phase"]),
        ("log observation --phase pl", ["plannen"]),
        ("log observation --phase act", ["act"]),
        ("log observation --phase=pl", ["plannen"]),
        ("log eigen", []),
        ("status -s", ["-s"]),
        ("--lang en log observation --phase pla", ["plan"]),
        ("log training --attendance kl", ["klantmanager="]),
        ("log insight --evidence obs-0001:sp", ["spreekt-tegen"]),
        ("log member-check --outcome ins-0001:herk", ["herkend"]),
        ("log cycle --phase-dates hand", ["handelen="]),
        ("log observation --regie plan=kl", ["klantmanager:"]),
        ("log observation --regie plan=klantmanager:j", ["ja"]),
        ("log observation --date gis", ["gisteren"]),
        ("log measurement part", ["participatieladder"]),
        ("list waarn", ["waarneming"]),
        ("report --audience ond", ["onderzoekers"]),
        ("report -m bergen-o", ["Bergen-op-Zoom"]),
        ("report -m GM0321", ["GM0321"]),
        ("completion po", ["powershell"]),
        ("schema mea", ["measurement"]),
        ("new-study -t drie", ["driehoeksgesprek-en-regie"]),
        ("", list(VERBS)),
        ("zzz", []),
        ("zzz sta", []),
        ("log zzz --phase ", []),
        ("log observation --zzz a", []),
        ('log observation "een tekst', []),
        ("show zzz", []),
    ],
)
def test_what_is_being_typed_is_completed(line: str, offered: list[str], tab: Tab) -> None:
    assert tab(line) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list -s zei", ["zei-werkzorg"]),
        ("report -m ", ["Houten", "Zeist", "Nieuwegein"]),
        ("close cyc-001", ["cyc-0010"]),
        ("done act-0003", ["act-0003"]),
        # what is done, closed or withdrawn already
        ("done act-0001", []),
        ("close cyc-0001", []),
        ("new-study -m Bergen", ["bergen-l", "bergen-nh", "Bergen-op-Zoom"]),
        ("list --theme ", ["I1", "I2", "I3", "I4", "O1", "O2"]),
        ("show ins-0001", ["ins-0001"]),
        ("edit obs-0001", ["obs-0001"]),
        ("edit obs-0001 --sig", ["--signal"]),
        ("edit obs-0001 --clear sig", ["signal"]),
        ("erase obs-0001 obs-0002", ["obs-0002"]),
        ("withdraw HOU-B", ["HOU-B3XN"]),
        ("log member-check -s hou-driehoek --outcome ins-0001", ["ins-0001:"]),
        ("log observation -s hou-driehoek --participants HOU-B", ["HOU-B3XN"]),
        ("log observation -s zei-werkzorg --participants HOU-B", []),
        ("log action --insight-ids obs-0001", []),
        ("log observation --tags ruimte\\ ", ["ruimte inwoner"]),
        ("new-study --slug HOU-B", []),
        ('log observation --tags "ruimte', ["ruimte inwoner"]),
        ("log training -s hou-driehoek --module 2", ["2"]),
        ("log note --section sam", ["Samenvatting"]),
        ("new-study --plan hou-z", ["hou-zorgkennis"]),
        ("log evaluation trn-0001", ["trn-0001"]),
    ],
)
def test_what_stands_in_the_workspace_is_completed(
    line: str, offered: list[str], tab: Tab, example: Workspace
) -> None:
    assert tab(line) == offered


def test_the_workspace_that_is_named_counts(tab: Tab, example: Workspace, tmp_path: Path) -> None:
    os.chdir(tmp_path)

    assert tab("show ins-0001") == []
    assert tab(f"-C {example.root} show ins-0001") == ["ins-0001"]


def test_what_was_given_is_not_offered_again(tab: Tab) -> None:
    assert tab("log observation --date vandaag --dat") == []
    assert tab("log observation --tags a --tag") == ["--tags"]
    assert tab("status --json --js") == []


def test_what_was_erased_is_not_offered(tab: Tab, call: Call, study: str) -> None:
    record_id = call("log", "observation", "De klantmanager belt.").stdout.strip()
    assert tab("show obs-") == [record_id]

    call("erase", record_id, "--yes")

    assert tab("show obs-") == []


def test_an_erased_study_is_not_offered(tab: Tab, call: Call, study: str) -> None:
    assert tab("list -s ") == [study]

    call("erase", study, "--yes")

    assert tab("list -s ") == []


def test_what_was_written_last_and_what_is_used_most_stands_first(
    tab: Tab, call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for n, tag in enumerate(("afspraak", "regie", "regie")):
        monkeypatch.setattr(session, "clock", lambda n=n: NOW + dt.timedelta(minutes=n))
        made.append(call("log", "observation", f"Zij bellen {n}.", "--tags", tag).stdout.strip())

    assert tab("show obs-") == made[::-1]
    assert tab("log observation --tags ") == ["regie", "afspraak"]


def test_the_study_in_whose_folder_one_stands_counts(tab: Tab, example: Workspace) -> None:
    os.chdir(example.studies / "zei-werkzorg")

    assert tab("log observation --participants HOU-B") == []
    assert tab("log observation -s hou-driehoek --participants HOU-B") == ["HOU-B3XN"]


def test_a_template_with_faults_is_offered_too(tab: Tab, workspace: Workspace) -> None:
    folder = workspace.templates / "studies"
    folder.mkdir(parents=True)
    (folder / "mijn-sjabloon.toml").write_text("onzin", encoding="utf-8")

    assert tab("new-study -t mijn") == ["mijn-sjabloon"]


def test_between_quotes_a_value_is_given_whole(tab: Tab, call: Call, study: str) -> None:
    call("log", "observation", "Zij bellen.", "--tags", "regie: later")

    assert tab('log observation --tags "regie: l') == ["regie: later"]


@pytest.mark.parametrize("typed", ["", "x", "x=", "x:", "x=y:", "x;y;z;"])
def test_of_every_value_what_is_offered_begins_with_what_was_typed(typed: str, example: Workspace) -> None:
    for param in all_parameters():
        offered = [item.value for item in fitting(param, click.Context(program), typed)]
        assert [value for value in offered if not fits(value, typed)] == [], param.name


def test_what_a_terminal_would_obey_is_not_offered(tab: Tab, call: Call, study: str) -> None:
    call(
        "log",
        "observation",
        "Zij bellen.",
        "--tags",
        "regie",
        "--tags",
        "ro\x1b[2Jod",
        "--tags",
        "twee\nregels",
    )

    assert tab("log observation --tags ") == ["regie"]


@pytest.mark.parametrize("kind", ["dir", "file"])
def test_files_and_folders_are_left_to_the_shell(kind: str) -> None:
    line = {"dir": "actionlab -C na", "file": "actionlab import na"}[kind]

    assert asked(line).stdout == f"{kind},na\n"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("listed_in", VOCABULARY)
def test_every_word_that_is_offered_is_understood_and_needs_no_quotes(listed_in: str, language: str) -> None:
    i18n.activate(language)

    offered = [item.value for item in words(listed_in, "")]

    assert [find(listed_in, word) for word in offered] == list(VOCABULARY[listed_in])
    assert [word for word in offered if one_word(word) != word] == []


def test_every_sign_in_a_usage_is_completed_or_free() -> None:
    signs = {
        param.metavar
        for param in all_parameters()
        if param.metavar and not isinstance(param, FieldOption) and not isinstance(param.type, click.Choice)
    }

    assert signs - SIGNS.keys() - FREE == set()


def test_a_damaged_workspace_gives_no_message(tab: Tab, example: Workspace) -> None:
    for file in example.studies.rglob("*.json"):
        file.write_bytes(b"\0" * 100)

    assert tab("show ") == []
    assert tab("list -s ") == ["hou-driehoek", "hou-zorgkennis", "nie-taakbaan", "zei-werkzorg"]


def test_a_faulty_settings_file_gives_no_message(example: Workspace) -> None:
    (example.root / "actionlab.toml").write_text("onzin", encoding="utf-8")

    shown = asked("actionlab show ")

    assert (shown.exit_code, shown.stdout, shown.stderr) == (0, "", "")


@pytest.mark.parametrize("instruction", ["", "csh_complete", "bash", "bash_nonsense", "complete"])
def test_another_question_than_a_shell_asks_gives_no_message(instruction: str) -> None:
    shown = CliRunner().invoke(program, ["status"], env={COMPLETION: instruction})

    assert "Traceback" not in shown.output
    assert shown.stderr == ""


def test_zsh_and_fish_show_what_an_id_is(example: Workspace) -> None:
    words_typed = {"COMP_WORDS": "actionlab close cyc-0010", "COMP_CWORD": "2"}
    zsh = CliRunner().invoke(program, [], env={COMPLETION: "zsh_complete", **words_typed})
    fish = CliRunner().invoke(
        program, [], env={COMPLETION: "fish_complete", **words_typed, "COMP_CWORD": "cyc-0010"}
    )

    kind, value, told = zsh.stdout.splitlines()
    assert (kind, value) == ("plain", "cyc-0010")
    assert told.startswith("2 · Oefenen en verb")
    assert fish.stdout == f"plain,cyc-0010\t{told}\n"


def in_powershell(before: list[str], typed: str) -> Result:
    words_typed = {"COMP_WORDS": "\n".join(before), "COMP_CWORD": typed}
    return CliRunner().invoke(program, [], env={COMPLETION: "powershell_complete", **words_typed})


def test_powershell_gets_a_value_and_a_text_that_is_never_empty(example: Workspace) -> None:
    assert in_powershell(["log", "observation", "--phase"], "pl").stdout == "plannen\tplannen\n"
    assert in_powershell(["close"], "cyc-0010").stdout.startswith("cyc-0010\t2 · Oefenen en verb")
    assert in_powershell(["log", "observation"], "--phase=pl").stdout == "--phase=plannen\t--phase=plannen\n"


@pytest.mark.parametrize("typed", ["ruimte", "'ruimte", '"ruimte'])
def test_powershell_gets_quotes_where_it_needs_them(typed: str, example: Workspace) -> None:
    shown = in_powershell(["log", "observation", "--tags"], typed)

    assert shown.stdout.split("\t")[0] == "'ruimte inwoner'"


def test_powershell_gets_a_quote_within_quotes_twice(call: Call, study: str) -> None:
    call("log", "observation", "Zij bellen.", "--tags", "zo'n dag")

    assert in_powershell(["log", "observation", "--tags"], "zo").stdout.split("\t")[0] == "'zo''n dag'"


def test_powershell_completes_files_itself(tmp_path: Path) -> None:
    assert in_powershell(["-C", r"C:\Mijn map", "import"], "C:\\").stdout == "file\n"


def test_a_folder_of_windows_survives_powershell(example: Workspace, tmp_path: Path) -> None:
    odd = tmp_path / r"Mijn \map"
    shutil.copytree(example.root, odd)
    os.chdir(tmp_path)

    assert in_powershell(["-C", str(odd), "show"], "ins-0001").stdout.startswith("ins-0001\t")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_every_shell_is_printed_and_nothing_else(shell: str, call: Call) -> None:
    printed = call("completion", shell)

    assert (printed.exit_code, printed.stderr) == (0, "")
    assert COMPLETION in printed.stdout
    assert printed.stdout.isascii()
    assert "%(" not in printed.stdout


def test_the_script_for_powershell_asks_for_utf_8_and_puts_everything_back(call: Call) -> None:
    script = call("completion", "powershell").stdout

    assert script.startswith("Register-ArgumentCompleter -Native -CommandName actionlab, actionlab.exe ")
    assert script.index("OutputEncoding = [System.Text.UTF8Encoding]") < script.index("& $command")
    assert script.index("} finally {") < script.index("[Console]::OutputEncoding = $encoding")
    assert script.count("{") == script.count("}")


def test_an_unknown_shell_is_refused_with_those_there_are(call: Call) -> None:
    refused = call("completion", "csh")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "powershell" in refused.stderr


def test_the_program_without_a_tab_does_not_load_completion() -> None:
    assert [name for name in modules_loaded("--version") if "complet" in name] == []
