"""`actionlab report` with --letter, --practice-card and --conference: files, refusals and advice."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from outline import outline

from actionlab.i18n import _
from actionlab.store import Workspace, init_workspace
from actionlab.store.reports import reports_that_used

Call = Callable[..., Result]

CHECKOUT = Path(__file__).parents[2]
SAME_DAY = ("--date", "2026-07-01")
KINDS = {
    "letter": ("-m", "Houten", "--letter"),
    "practice_card": ("-m", "Houten", "--practice-card"),
    "conference": ("--conference",),
}


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("letter", "brief-houten.docx"),
        ("practice_card", "praktijkkaart-houten.docx"),
        ("conference", "werkconferentie.docx"),
    ],
)
def test_a_document_gets_a_name_of_its_own(example: Workspace, call: Call, kind: str, name: str) -> None:
    done = call("report", *KINDS[kind], *SAME_DAY)

    path = example.reports / name
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert docx.Document(str(path)).core_properties.language == "nl-NL"


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_as_it_was_approved(kind: str, own_folder: Path, call: Call) -> None:
    """The files in tests/golden were read line by line; a change of them is a change for readers."""
    call("-C", str(CHECKOUT), "report", *KINDS[kind], *SAME_DAY, "-o", "made.docx")

    approved = CHECKOUT / "tests" / "golden" / f"{kind}.txt"
    assert outline(Path("made.docx").read_bytes()) == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_day_gives_the_same_bytes(example: Workspace, call: Call, kind: str) -> None:
    for name in ("een.docx", "twee.docx"):
        assert call("report", *KINDS[kind], *SAME_DAY, "-o", name).exit_code == 0

    assert Path("een.docx").read_bytes() == Path("twee.docx").read_bytes()


def test_a_card_of_one_study_can_be_asked_for(example: Workspace, call: Call) -> None:
    done = call("report", "-m", "Houten", "--practice-card", "-s", "hou-zorgkennis", *SAME_DAY)

    path = example.reports / "praktijkkaart-houten-hou-zorgkennis.docx"
    assert done.stdout == f"{path}\n"
    assert "Driehoeksgesprek" not in outline(path.read_bytes())


def test_a_card_without_a_situation_says_how_to_write_one_and_then_shows_it(
    example: Workspace, call: Call
) -> None:
    card = ("report", "-m", "Houten", "--practice-card", "-s", "hou-driehoek", *SAME_DAY)
    advised = 'actionlab log note -s hou-driehoek --section card_situation "…"'

    assert advised in call(*card).stderr
    noted = ("log", "note", "-s", "hou-driehoek", "--section", "card_situation", "Een vader zoekt werk.")
    assert call(*noted).exit_code == 0
    done = call(*card)

    assert "card_situation" not in done.stderr
    assert "De situatie\nEen vader zoekt werk.\n" in outline(Path(done.stdout.strip()).read_bytes())


def test_own_words_that_take_more_than_a_page_are_kept_and_told(example: Workspace, call: Call) -> None:
    long = "Dit wilden wij u graag nog vertellen over de studies. " * 80
    call("log", "note", "-m", "Houten", "--section", "letter", long)

    done = call("report", "-m", "Houten", "--letter", *SAME_DAY)

    assert _("The letter takes more than one page. Make your own text for it shorter.") in done.stderr
    assert long.strip() in outline(Path(done.stdout.strip()).read_bytes())


def test_own_words_on_a_card_that_take_more_than_a_page_are_kept_and_told(
    example: Workspace, call: Call
) -> None:
    long = "Wat wij in deze situatie zien gebeuren, hangt af van wie er is. " * 80
    call("log", "note", "-s", "hou-driehoek", "--section", "card_situation", long)

    done = call("report", "-m", "Houten", "--practice-card", "-s", "hou-driehoek", *SAME_DAY)

    told = _("The practice card of {study} takes more than one page. Make your own texts for it shorter.")
    assert told.format(study="hou-driehoek") in done.stderr
    assert long.strip() in outline(Path(done.stdout.strip()).read_bytes())


def test_a_card_without_an_approach_says_how_to_write_the_steps(study: str, call: Call) -> None:
    call("log", "observation", "-s", study, "Er werd doorgevraagd.")

    done = call("report", "-m", "Houten", "--practice-card", *SAME_DAY)

    assert done.exit_code == 0
    assert f'actionlab log note -s {study} --section card_steps "…"' in done.stderr


def test_a_study_in_which_nothing_was_recorded_has_no_card(example: Workspace, call: Call) -> None:
    new = (
        "new-study",
        "-m",
        "Houten",
        "-t",
        "eerlijk-matchen",
        "--title",
        "Nog niet begonnen",
        "--start",
        "2026-06-01",
    )
    assert call(*new).exit_code == 0

    made = outline(
        Path(call("report", "-m", "Houten", "--practice-card", *SAME_DAY).stdout.strip()).read_bytes()
    )

    assert "Driehoeksgesprek met een regievak" in made
    assert "Nog niet begonnen" not in made


def test_a_letter_is_not_for_the_researchers(example: Workspace, call: Call) -> None:
    refused = call("report", "-m", "Houten", "--letter", "--audience", "researchers")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--letter" in refused.stderr


def test_a_conference_without_any_study_has_nothing_to_talk_about(workspace: Workspace, call: Call) -> None:
    refused = call("report", "--conference")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "new-study" in refused.stderr


def test_what_a_letter_was_made_from_is_remembered_for_erasing(example: Workspace, call: Call) -> None:
    done = call("report", "-m", "Houten", "--letter", *SAME_DAY)

    known = reports_that_used(example, ["obs-0005"]).known
    assert [Path(each).name for each in known] == [Path(done.stdout.strip()).name]
