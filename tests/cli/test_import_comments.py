"""A report that comes back with comments: shown, and taken in after a look."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from click.testing import Result
from pseudo_terminal import DOWN, ENTER, at_terminal
from word_comments import (
    ACTION,
    BRAM,
    DECISION,
    INSIGHT,
    OTHER_INSIGHT,
    REPORT_MARK,
    TITLES,
    Margin,
    commented,
    edited,
    report,
    run_with,
    track,
)

from actionlab.i18n import _
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, read

from .conftest import NOW

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

SEEN = "De professionals zagen dit vaker (1)."
THREADS = (
    Margin(text="Mooi rapport.", on="Terugkoppelrapport gemeente Houten"),
    Margin(text="Ja, tot 50 euro.", on=TITLES[DECISION], author=BRAM),
    Margin(text="Herkenbaar!", on=SEEN, replies=(Margin(text="Bij ons niet.", author=BRAM),)),
    Margin(text="Herkend", on=TITLES[OTHER_INSIGHT], is_resolved=True),
    Margin(text="Is dit al gedaan?", on=TITLES[ACTION]),
)


@pytest.fixture
def known(workspace: Workspace, study: str) -> None:
    """What the report says something of."""
    kinds = {INSIGHT: ("insight", "statement"), OTHER_INSIGHT: ("insight", "statement")}
    kinds |= {DECISION: ("decision", "question"), ACTION: ("action", "description")}
    drafts = [
        Draft(kind=kind, fields={"study_id": study, main: TITLES[record_id]}, id=record_id)
        for record_id, (kind, main) in kinds.items()
    ]
    add(workspace, drafts, now=NOW)


@pytest.fixture
def back(own_folder: Path, known: None) -> Path:
    """The report as it came back from two readers."""
    file = own_folder / "terug" / "rapport.docx"
    file.parent.mkdir()
    file.write_bytes(commented(report(), THREADS))
    return file


def new(stored: Stored) -> dict[str, Any]:
    """What the records say that were not there before, by kind."""
    before = {INSIGHT, OTHER_INSIGHT, DECISION, ACTION}
    return {each.kind: each.data for each in stored() if each.id not in before}


def test_a_trial_shows_every_comment_with_what_it_is_about(call: Call, stored: Stored, back: Path) -> None:
    result = call("import", str(back), "--dry-run")
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert [line.split()[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "3.1", "4", "5"]
    for record_id in (INSIGHT, OTHER_INSIGHT, DECISION, ACTION):
        assert record_id in result.stdout
    for margin in (*THREADS, *THREADS[2].replies):
        assert margin.text in lines
    assert new(stored) == {}


def test_without_a_choice_nothing_is_stored_and_the_option_is_named(
    call: Call, stored: Stored, back: Path
) -> None:
    result = call("import", str(back))
    assert result.exit_code == 1
    assert "Mooi rapport." in result.stdout
    assert "--take 1=" in result.stderr
    assert new(stored) == {}


def test_what_is_chosen_is_stored_once(call: Call, stored: Stored, workspace: Workspace, back: Path) -> None:
    takes = ["--take", "3=herkend", "--take", "3.1=niet", "--take", "2=ja", "--take", "1=toelichting"]
    takes += ["--take", "5=agendavraag", "--take", "4=-", "--from", "teammanager"]
    first = call("import", str(back), *takes)
    assert first.exit_code == 0, first.output
    found = new(stored)
    [outcome] = found["member_check"].outcome
    assert (outcome.recognised, outcome.remark) == ("not", "Herkenbaar!\n\nBij ons niet.")
    assert [(each.role, each.n) for each in found["member_check"].participants] == [("team_manager", 2)]
    assert found["note"].text == "Mooi rapport."
    assert found["agenda_item"].text == "Is dit al gedaan?"
    decision: Any = read(workspace).records.get(DECISION)
    assert (decision.data.answer, decision.data.reason) == ("yes", "Ja, tot 50 euro.")
    ids = set(first.stdout.split()) & {each.id for each in stored()}
    assert len(ids) == 4

    again = call("import", str(back), *takes)
    assert again.exit_code == 0, again.output
    assert stored() == read_without_study(workspace)
    assert len(new(stored)) == 3
    assert call("import", str(back), "--take", "3=deels").exit_code == 0
    assert new(stored)["member_check"].outcome[0].recognised == "not"


def read_without_study(workspace: Workspace) -> tuple[Record[Any], ...]:
    return tuple(each for each in read(workspace).records if each.kind != "study")


def test_no_reader_is_named_in_a_file_of_the_workspace(call: Call, workspace: Workspace, back: Path) -> None:
    result = call("import", str(back), "--take", "3=herkend", "--take", "3.1=niet", "--from", "teammanager")
    assert result.exit_code == 0
    held = "".join(path.read_text() for path in workspace.studies.rglob("*.json"))
    for name in ("Anna", "Vries", "Bram", "Jansen", "AdV"):
        assert name not in held + result.output


@pytest.mark.parametrize(
    ("take", "code"),
    [
        pytest.param("9=herkend", 2, id="a number that is not there"),
        pytest.param("3=ja", 2, id="an answer to an insight"),
        pytest.param("5=herkend", 2, id="recognition of an action"),
        pytest.param("herkend", 2, id="no number"),
        pytest.param("3=", 2, id="no word"),
        pytest.param("3=nie", 2, id="a word that is none"),
    ],
)
def test_what_cannot_be_taken_so_is_refused(
    call: Call, stored: Stored, back: Path, take: str, code: int
) -> None:
    result = call("import", str(back), "--take", take)
    assert (result.exit_code, new(stored)) == (code, {})
    assert "--take" in result.stderr


def test_a_number_that_is_given_twice_is_refused(call: Call, stored: Stored, back: Path) -> None:
    result = call("import", str(back), "--take", "3=herkend", "--take", "3=niet")
    assert (result.exit_code, new(stored)) == (2, {})


@pytest.mark.parametrize("word", ["deels", "partly", "Deels herkend", "partly recognised"])
def test_words_are_typed_in_dutch_or_english(call: Call, stored: Stored, back: Path, word: str) -> None:
    assert call("import", str(back), "--take", f"3={word}").exit_code == 0
    assert new(stored)["member_check"].outcome[0].recognised == "partly"


def test_an_answer_that_stands_there_goes_only_when_that_is_said(
    call: Call, workspace: Workspace, back: Path
) -> None:
    assert call("edit", DECISION, "--answer", "nee", "--reason", "Te duur.").exit_code == 0
    refused = call("import", str(back), "--take", "2=ja")
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert call("import", str(back), "--take", "2=ja", "--yes").exit_code == 0
    decision: Any = read(workspace).records.get(DECISION)
    assert decision.data.answer == "yes"


def test_what_looks_like_personal_data_passes_the_gate(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    file = own_folder / "r.docx"
    file.write_bytes(commented(report(), [Margin(text="Bel Jan de Boer op 06-12345678.", on=SEEN)]))
    for options, code in (((), 1), (("--confirmed", "mag"), 1), (("--mask",), 0)):
        result = call("import", str(file), "--take", "1=herkend", *options)
        assert result.exit_code == code, result.output
        assert "12345678" not in result.output
        assert "Boer" not in result.output
    assert new(stored)["member_check"].outcome[0].remark == "Bel [naam] op [telefoonnummer]."
    assert call("import", str(file), "--take", "1=herkend", "--mask").exit_code == 0
    assert len(new(stored)) == 1


def test_what_is_found_is_told_by_its_comment_and_the_line_in_it(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    threads = [
        Margin(text="Eens.", on=SEEN, replies=(Margin(text="Zeker.\nBel mij: 06-12345678.", author=BRAM),)),
        Margin(text="Mail: anna@voorbeeld.nl", on=TITLES[OTHER_INSIGHT], author=BRAM),
    ]
    (own_folder / "r.docx").write_bytes(commented(report(), threads))
    takes = [option for number in ("1", "1.1", "2") for option in ("--take", f"{number}=herkend")]

    result = call("--lang", "en", "import", "r.docx", *takes)

    assert (result.exit_code, new(stored)) == (1, {})
    refused = [line.strip() for line in result.stdout.splitlines() if "r.docx, comment" in line]
    assert [line.split(": ")[:2] for line in refused] == [
        ["work/r.docx, comment 1.1", "Remark, line 2, character 10"],
        ["work/r.docx, comment 2", "Remark, line 1, character 7"],
    ]


def test_the_words_of_an_earlier_reader_do_not_count_as_lines_of_a_comment(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    (own_folder / "een.docx").write_bytes(commented(report(), [Margin(text="Groet, Jan de Boer.", on=SEEN)]))
    assert call("import", "een.docx", "--take", "1=herkend", "--confirmed", "mag").exit_code == 0
    (own_folder / "twee.docx").write_bytes(commented(report(), [Margin(text="Bel 06-12345678.", on=SEEN)]))

    result = call("--lang", "en", "import", "twee.docx", "--take", "1=herkend")

    assert result.exit_code == 1
    assert "twee.docx, comment 1: Remark, line 1, character 5" in " ".join(result.stdout.split())


def test_changes_in_the_text_are_shown_and_nothing_else(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    file = own_folder / "r.docx"
    file.write_bytes(edited(report(), lambda body: track(run_with(body, "vaker"), "del")))
    result = call("import", str(file))
    assert (result.exit_code, new(stored)) == (0, {})
    assert "“vaker”" in result.stdout
    assert TITLES[INSIGHT] in result.stdout


def test_a_report_that_nobody_wrote_in_says_so(call: Call, own_folder: Path, known: None) -> None:
    (own_folder / "r.docx").write_bytes(report())
    result = call("import", "r.docx")
    assert result.exit_code == 1
    assert "r.docx" in result.stderr


def test_another_document_is_neither_form_nor_report(call: Call, own_folder: Path, known: None) -> None:
    docx.Document().save(str(own_folder / "r.docx"))
    assert call("import", "r.docx").exit_code == 2
    for option in ("--take", "1=herkend"), ("--from", "teammanager"):
        result = call("import", "r.docx", *option)
        assert (result.exit_code, option[0] in result.stderr) == (2, True)


def test_in_a_folder_a_report_is_passed_over_with_a_word(call: Call, stored: Stored, back: Path) -> None:
    (back.parent / "dag.csv").write_text("wat zag u\nEen inwoner vroeg iets.\n", encoding="utf-8")
    result = call("import", "terug", "--as", "waarneming", "--column", "wat zag u=what_seen")
    assert result.exit_code == 0, result.output
    assert "rapport.docx" in result.stderr
    assert set(new(stored)) == {"observation"}


def test_a_report_of_a_municipality_without_a_study_here_is_refused(
    call: Call, workspace: Workspace, own_folder: Path, make_study: Callable[..., str]
) -> None:
    make_study(id="zei-1", municipality=["GM0355"])
    (own_folder / "r.docx").write_bytes(commented(report(), [Margin(text="Eens", on=SEEN)]))
    result = call("import", "r.docx", "--dry-run")
    assert result.exit_code == 1
    assert "Houten" in result.stderr


def test_a_real_report_comes_back_by_its_places(call: Call, stored: Stored, known: None) -> None:
    assert call("log", "observation", "Een inwoner vroeg iets.", "--date", "2026-06-01").exit_code == 0
    assert call("report", "-m", "Houten", "-o", "r.docx").exit_code == 0
    file = Path("r.docx")
    file.write_bytes(commented(file.read_bytes(), [Margin(text="Klopt niet.", on=TITLES[INSIGHT])]))
    result = call("import", "r.docx", "--take", "1=niet")
    assert result.exit_code == 0, result.output
    check = next(each.data for each in stored() if each.kind == "member_check")
    assert [(each.insight_id, each.recognised) for each in check.outcome] == [(INSIGHT, "not")]


def test_a_comment_without_words_is_shown_and_cannot_be_taken(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    (own_folder / "r.docx").write_bytes(commented(report(), [Margin(text="", on=SEEN)]))
    assert call("import", "r.docx", "--dry-run").exit_code == 0
    result = call("import", "r.docx", "--take", "1=herkend")
    assert (result.exit_code, new(stored)) == (2, {})
    assert _("Comment {number} holds no words.").format(number="1") in result.stderr


def test_a_note_on_a_report_of_several_studies_needs_the_study(
    call: Call, stored: Stored, own_folder: Path, known: None, make_study: Callable[..., str]
) -> None:
    make_study(id="zei-1", municipality=["GM0355"])
    regional = msgspec.structs.replace(REPORT_MARK, municipality="", report="region")
    content = commented(report(regional), [Margin(text="Mooi.", on="Wat we zagen")])
    (own_folder / "r.docx").write_bytes(content)
    refused = call("import", "r.docx", "--take", "1=toelichting")
    assert (refused.exit_code, new(stored)) == (2, {})
    assert "--study" in refused.stderr
    assert call("import", "r.docx", "--take", "1=toelichting", "-s", "zei-1").exit_code == 0
    assert new(stored)["note"].study_id == "zei-1"


def test_a_place_of_a_study_of_another_municipality_is_nobody_s(
    call: Call, workspace: Workspace, study: str, own_folder: Path, make_study: Callable[..., str]
) -> None:
    other = make_study(id="zei-1", municipality=["GM0355"])
    fields = {"study_id": other, "statement": TITLES[INSIGHT]}
    add(workspace, [Draft(kind="insight", fields=fields, id=INSIGHT)], now=NOW)
    (own_folder / "r.docx").write_bytes(commented(report(), [Margin(text="Eens", on=SEEN)]))
    result = call("import", "r.docx", "--dry-run")
    assert (result.exit_code, INSIGHT in result.stdout) == (0, False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
def test_on_a_terminal_what_was_taken_before_is_not_asked_and_an_old_answer_only_goes_on_request(
    call: Call, workspace: Workspace, back: Path
) -> None:
    assert call("import", str(back), "--take", "3=herkend", "--take", "3.1=niet").exit_code == 0
    assert call("edit", DECISION, "--answer", "nee").exit_code == 0
    keys = [
        ("What is comment 1?", ENTER),
        # its words do not stand ready: they say more than yes
        ("What is comment 2?", DOWN + ENTER),
        ("Put the new answer in its place?", DOWN + ENTER),
        ("What is comment 4?", ENTER),
        ("What is comment 5?", ENTER),
        ("Store this?", DOWN + ENTER),
    ]
    code, screen, _told = at_terminal("import", str(back), keys=keys, language="en")
    assert code == 0, screen
    assert "What is comment 3" not in screen
    decision: Any = read(workspace).records.get(DECISION)
    assert decision.data.answer == "yes"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
def test_on_a_terminal_each_comment_is_asked_about(call: Call, stored: Stored, back: Path) -> None:
    keys = [
        ("What is comment 1?", ENTER),
        ("What is comment 2?", ENTER),
        # what it plainly says stands ready
        ("What is comment 3?", ENTER),
        ("What is comment 3.1?", DOWN * 3 + ENTER),
        ("What is comment 4?", ENTER),
        ("What is comment 5?", DOWN + ENTER),
        ("Store this?", DOWN + ENTER),
    ]
    code, screen, _told = at_terminal("import", str(back), keys=keys, language="en")
    assert code == 0, screen
    found = new(stored)
    [outcome] = found["member_check"].outcome
    assert (outcome.recognised, outcome.remark) == ("not", "Herkenbaar!\n\nBij ons niet.")
    assert set(found) == {"member_check", "agenda_item"}
    assert "(AdV)" in screen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
def test_who_leaves_everything_has_stored_nothing(
    call: Call, stored: Stored, own_folder: Path, known: None
) -> None:
    file = own_folder / "r.docx"
    file.write_bytes(commented(report(), [Margin(text="Mooi, maar lang.", on=SEEN)]))
    code, screen, _told = at_terminal(
        "import", str(file), keys=[("What is comment 1?", ENTER)], language="en"
    )
    assert (code, new(stored)) == (0, {}), screen
    assert "Nothing was stored." in screen
