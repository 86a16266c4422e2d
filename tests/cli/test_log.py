"""Writing something down."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
MakeStudy = Callable[..., str]

TEMPLATE = """
id = "eigen"
version = 1
title = "Eigen sjabloon"
[[training_modules]]
title = "Vragen naar kunnen"
learning_goals = ["Je stelt open vragen"]
duration_minutes = 150
work_forms = ["role_play"]
[[training_modules]]
title = "Casusbespreking met de zorg"
learning_goals = ["Je brengt een casus in", "Je vat samen"]
duration_minutes = 90
"""


@pytest.fixture
def templated(workspace: Workspace, make_study: MakeStudy) -> str:
    """A study made from a template with two training modules."""
    folder = workspace.templates / "studies"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "eigen.toml").write_text(TEMPLATE)
    return make_study(template_id="eigen")


def test_an_observation_needs_its_text_and_nothing_else(call: Call, study: str, stored: Stored) -> None:
    result = call("log", "observation", "-s", study, "Er zaten drie mensen.")
    (record,) = stored()
    assert result.exit_code == 0
    assert result.stdout == record.id + "\n"
    assert record.data.what_seen == "Er zaten drie mensen."
    assert record.at.startswith("2026-06-15T10:00")
    assert record.data.date is None


def test_what_was_not_recorded_is_said_with_the_way_to_add_it(call: Call, study: str) -> None:
    result = call("--lang", "en", "log", "observation", "Tekst", "--setting", "werkplek")
    assert "Not recorded yet: Cycle, Phase, Date, Observer" in result.stderr
    assert f"actionlab edit {result.stdout.strip()} --date" in result.stderr
    assert "Setting" not in result.stderr


def test_a_date_answers_the_cycle_and_the_phase(call: Call, study: str) -> None:
    result = call("--lang", "en", "log", "observation", "Tekst", "--date", "vandaag")
    assert "Cycle" not in result.stderr
    assert "Setting" in result.stderr


def test_an_insight_without_counter_evidence_is_asked_for_it(call: Call, study: str) -> None:
    without = call("--lang", "en", "log", "insight", "Rust helpt.")
    assert "What speaks against this insight?" in without.stderr
    with_it = call("--lang", "en", "log", "insight", "Rust helpt.", "--counter", "Niets gezien")
    assert "What speaks against" not in with_it.stderr


def test_the_study_is_found_from_the_folder_one_stands_in(
    call: Call,
    make_study: MakeStudy,
    workspace: Workspace,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_study()
    make_study(id="nie-taakbaan")
    unclear = call("log", "observation", "Tekst")
    assert (unclear.exit_code, stored()) == (2, ())
    assert "hou-driehoek" in unclear.stderr
    assert "nie-taakbaan" in unclear.stderr
    monkeypatch.chdir(workspace.studies / "nie-taakbaan")
    assert call("log", "observation", "Tekst").exit_code == 0
    assert [record.folder for record in stored()] == ["nie-taakbaan"]


@pytest.mark.parametrize("typed", ["nie-taakbaan", "NIE-Taakbaan", "nie"])
def test_a_study_is_known_by_its_code_or_a_clear_beginning(
    typed: str, call: Call, make_study: MakeStudy, stored: Stored
) -> None:
    make_study()
    make_study(id="nie-taakbaan")
    call("log", "observation", "Tekst", "--study", typed)
    assert [record.data.study_id for record in stored()] == ["nie-taakbaan"]


def test_an_unclear_or_unknown_study_is_refused_with_the_codes(
    call: Call, make_study: MakeStudy, stored: Stored
) -> None:
    make_study(id="hou-driehoek")
    make_study(id="hou-zorgkennis")
    for typed in ("hou", "utr-iets", "../../etc"):
        refused = call("log", "observation", "Tekst", "-s", typed)
        assert refused.exit_code == 1
        assert "hou-driehoek, hou-zorgkennis" in refused.stderr
    assert stored() == ()


def test_without_a_study_the_next_step_is_named(call: Call, workspace: Workspace) -> None:
    refused = call("log", "observation", "Tekst")
    assert refused.exit_code == 1
    assert "new-study" in refused.stderr


def test_text_comes_from_a_file_or_standard_input(
    call: Call, study: str, stored: Stored, own_folder: Path
) -> None:
    file = own_folder / "notitie.txt"
    file.write_bytes(b"\xef\xbb\xbfVan een Windows-computer\r\n")
    call("log", "observation", "--text-file", str(file))
    call("log", "observation", "--text-file", "-", text="Regel één\n\nRegel drie\n")
    assert {record.data.what_seen for record in stored()} == {
        "Van een Windows-computer",
        "Regel één\n\nRegel drie",
    }


def test_what_is_far_too_long_for_a_text_is_not_read_whole(
    call: Call, stored: Stored, own_folder: Path
) -> None:
    film = own_folder / "film.mp4"
    # longer than the memory of any computer, and no byte of it on the disk
    with film.open("wb") as stream:
        stream.truncate(2**42)

    for more, text in ((str(film), None), ("-", "a" * 1_000_001)):
        refused = call("log", "observation", "--text-file", more, text=text)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "1 MB" in refused.stderr
    assert stored() == ()


def test_text_is_given_in_one_way_only(call: Call, study: str, stored: Stored, own_folder: Path) -> None:
    (own_folder / "notitie.txt").write_text("Twee")
    for more in (("--what-seen", "Twee"), ("--text-file", "notitie.txt")):
        refused = call("log", "observation", "Eén", *more)
        assert refused.exit_code == 2
        assert more[0] in refused.stderr
    assert stored() == ()


def test_a_text_of_several_words_needs_quotes(call: Call, study: str, stored: Stored) -> None:
    refused = call("--lang", "en", "log", "observation", "twee", "woorden")
    assert refused.exit_code == 2
    assert "quotes" in refused.stderr
    assert stored() == ()


def test_a_text_that_begins_with_a_hyphen_stands_after_two_hyphens(
    call: Call, study: str, stored: Stored
) -> None:
    call("log", "observation", "-s", study, "--", "--help")
    assert [record.data.what_seen for record in stored()] == ["--help"]


def test_participants_get_random_codes_that_nobody_has(call: Call, study: str, stored: Stored) -> None:
    arguments = ("log", "participant", "--role", "klantmanager", "--consent-status", "requested")
    result = call(*arguments, "--count", "25")
    codes = result.stdout.split()
    assert len(set(codes)) == 25
    assert all(re.fullmatch(r"HOU-[A-HJ-NP-Z2-9]{4}", code) for code in codes)
    assert {record.id for record in stored()} == set(codes)
    assert {record.data.group for record in stored()} == {"professional"}


def test_a_participant_code_can_be_given(call: Call, study: str, stored: Stored) -> None:
    given = ("--group", "inwoner", "--consent-status", "gegeven")
    assert call("log", "participant", "HOU-K7M2", *given).stdout == "HOU-K7M2\n"
    again = call("log", "participant", "HOU-K7M2", *given)
    assert again.exit_code == 1
    assert len(stored()) == 1


def test_consent_and_group_are_never_made_up(call: Call, study: str, stored: Stored) -> None:
    refused = call("log", "participant")
    assert refused.exit_code == 2
    assert "--consent-status" in refused.stderr
    assert "--group" in refused.stderr
    assert stored() == ()


@pytest.mark.parametrize("module", ["2", "casusbespreking met de zorg", "CASUS"])
def test_a_module_of_the_template_fills_the_session(
    module: str, call: Call, templated: str, stored: Stored
) -> None:
    call("log", "training", "--module", module, "--date", "2026-05-01", "--attendance", "klantmanager=4")
    (training,) = stored()
    assert training.data.title == "Casusbespreking met de zorg"
    assert training.data.module_ref == "Casusbespreking met de zorg"
    assert training.data.learning_goals == ("Je brengt een casus in", "Je vat samen")
    assert training.data.duration_minutes == 90
    assert training.data.attendance[0].n == 4


def test_what_is_given_goes_before_what_the_module_says(call: Call, templated: str, stored: Stored) -> None:
    call("log", "training", "Eigen titel", "--module", "1", "--duration-minutes", "60")
    (training,) = stored()
    assert (training.data.title, training.data.duration_minutes) == ("Eigen titel", 60)
    assert training.data.module_ref == "Vragen naar kunnen"


@pytest.mark.parametrize("module", ["3", "0", "", "niets", "e"])
def test_an_unclear_module_is_refused_with_the_titles(
    module: str, call: Call, templated: str, stored: Stored
) -> None:
    refused = call("log", "training", "--module", module)
    assert refused.exit_code == 1
    assert "1 Vragen naar kunnen, 2 Casusbespreking met de zorg" in refused.stderr
    assert stored() == ()


def test_a_study_without_template_asks_for_a_title(call: Call, make_study: MakeStudy) -> None:
    make_study(template_id=None)
    refused = call("log", "training", "--module", "1")
    assert refused.exit_code == 1
    assert "--title" in refused.stderr


def test_a_session_needs_a_module_or_a_title(call: Call, templated: str) -> None:
    refused = call("log", "training", "--date", "2026-05-01")
    assert refused.exit_code == 2
    assert "--title" in refused.stderr


def test_an_evaluation_keeps_what_was_evaluated_before(call: Call, study: str, stored: Stored) -> None:
    training = call("log", "training", "Samen spreken").stdout.strip()
    call("log", "evaluation", training, "--grades", "7,8")
    call("log", "evaluation", training[:6], "--fits-my-work", "4")
    call("log", "evaluation", training, "--statement", "Ik kan het", "--before", "2", "--after", "4")
    (record,) = stored()
    assert record.data.evaluation.level1.grades == (7, 8)
    assert record.data.evaluation.level1.fits_my_work == (4,)
    assert [entry.statement for entry in record.data.evaluation.level2] == ["Ik kan het"]
    assert record.why


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), "--grades"),
        (("--grades", "acht"), "--grades"),
        (("--grades", "11"), "--grades"),
        (("--before", "3", "--after", "4"), "--statement"),
        (("--statement", "Ja", "--before", "6"), "--before"),
        (("--statement", "Ja", "--before", "3,3", "--after", "4"), "--before"),
    ],
)
def test_a_wrong_evaluation_names_the_option(
    given: tuple[str, ...], named: str, call: Call, study: str, stored: Stored
) -> None:
    training = call("log", "training", "Samen spreken").stdout.strip()
    refused = call("log", "evaluation", training, *given)
    assert refused.exit_code in (1, 2)
    assert named in refused.stderr
    assert stored()[0].data.evaluation is None


@pytest.mark.parametrize(("asked_on", "early"), [("2026-02-10", True), ("2026-02-11", False)])
def test_a_follow_up_within_six_weeks_is_kept_with_a_remark(
    call: Call, study: str, asked_on: str, early: bool
) -> None:
    training = call("log", "training", "-s", study, "Regie", "--date", "2025-12-31").stdout.strip()
    numbers = ("--n-asked", "12", "--n-responded", "10", "--n-applied", "8")
    done = call("log", "follow-up", training, "--asked-on", asked_on, *numbers)

    assert (done.exit_code, done.stdout) == (0, f"{training}\n")
    assert ("binnen 6 weken" in done.stderr) is early


def test_a_follow_up_needs_all_its_numbers(call: Call, study: str, stored: Stored) -> None:
    training = call("log", "training", "Samen spreken").stdout.strip()
    refused = call("log", "follow-up", training, "--n-asked", "12")
    assert refused.exit_code == 2
    for option in ("--asked-on", "--n-responded", "--n-applied"):
        assert option in refused.stderr
    assert stored()[0].data.evaluation is None


@pytest.mark.parametrize(
    ("instrument", "value", "kept"),
    [
        ("ladder", "3", 3),
        ("gas", "-2", -2),
        ("teller", "7,5", 7.5),
        ("counter", "7", 7),
        ("samenwerkingsscan", "3,4,4,-,5,3,4,4", [3, 4, 4, None, 5, 3, 4, 4]),
        ("expertise_self_scan", "3 4 4 - 5 3", [3, 4, 4, None, 5, 3]),
    ],
)
def test_a_value_has_the_form_of_its_instrument(
    instrument: str, value: str, kept: object, call: Call, study: str, stored: Stored
) -> None:
    needed = ("--goal", "Twee dagen werken", "--label", "contacten", "--group-count", "1")
    result = call("log", "measurement", instrument, "--value", value, *needed)
    assert result.exit_code == 0, result.stderr
    assert stored()[0].data.value == kept


def test_the_scale_map_has_a_row_per_task(call: Call, study: str, stored: Stored) -> None:
    rows = ("--row", "Intake;gemeente;kosten;wijk;2", "--row", "Jobcoaching;;;subregio;")
    result = call("log", "measurement", "schaalkaart", *rows)
    assert result.exit_code == 0, result.stderr
    assert stored()[0].data.value == [
        {
            "task": "Intake",
            "current_scale": "municipality",
            "reason": "costs",
            "wished_scale": "neighbourhood",
            "satisfied": 2,
        },
        {"task": "Jobcoaching", "wished_scale": "subregion"},
    ]


def test_kinds_that_span_studies_take_no_study(call: Call, workspace: Workspace, stored: Stored) -> None:
    assert call("log", "organisation", "Sociaal team").exit_code == 0
    assert call("log", "organisation", "Sociaal team", "-s", "x").exit_code == 2
    assert [record.folder for record in stored()] == ["_shared"]


@pytest.mark.parametrize(
    "given",
    [
        ("observation", "Tekst"),
        ("training", "Luisteren"),
        ("meeting", "--type", "team_meeting"),
        ("measurement", "grade", "--group-count", "2", "--moment", "after_training", "--value", "7"),
    ],
    ids=lambda given: given[0],
)
def test_a_day_that_is_still_to_come_is_stored_and_told(
    call: Call, study: str, stored: Stored, given: tuple[str, ...]
) -> None:
    today = call("--lang", "en", "log", *given, "--date", "today")
    assert (today.exit_code, "still to come" in today.stderr) == (0, False), today.stderr
    later = call("--lang", "en", "log", *given, "--date", "2027-03-14")
    told = f"14 March 2027 is still to come. Not right? actionlab edit {later.stdout.strip()} --date …"
    assert told in later.stderr.splitlines()
    assert {str(record.data.date) for record in stored()} == {"2026-06-15", "2027-03-14"}


def test_an_action_is_agreed_for_a_day_that_is_still_to_come(call: Call, study: str) -> None:
    assert "to come" not in call("--lang", "en", "log", "action", "Bel.", "--due-date", "2027-03-14").stderr


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        (("ladder",), True),
        (("ladder", "--group-count", "1"), False),
        (("counter", "--label", "contacten"), False),
    ],
)
def test_a_value_of_nobody_is_told(call: Call, study: str, given: tuple[str, ...], is_told: bool) -> None:
    result = call("--lang", "en", "log", "measurement", *given, "--moment", "baseline", "--value", "3")
    assert result.exit_code == 0, result.stderr
    assert ("whose value this is" in result.stderr) is is_told
    assert (f"actionlab edit {result.stdout.strip()} --participant" in result.stderr) is is_told


@pytest.mark.parametrize(
    ("kind", "sign"), [("participant", "[CODE]"), ("member-check", "[ID]"), ("observation", "[TEXT]")]
)
def test_the_argument_has_a_sign_that_can_be_translated(call: Call, kind: str, sign: str) -> None:
    usage = next(
        line for line in call("--lang", "en", "log", kind, "--help").stdout.splitlines() if "Usage" in line
    )
    assert usage.endswith(sign)
