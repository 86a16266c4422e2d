"""Finding records again by words."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import session
from actionlab.errors import MALFORMED
from actionlab.i18n import _
from actionlab.model.answers import DAMAGED_TEXT
from actionlab.model.records import Draft
from actionlab.store import Workspace, add
from actionlab.store.erasing import erase

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]
MakeStudy = Callable[..., str]


def put(workspace: Workspace, kind: str, record_id: str, **fields: Any) -> None:
    add(workspace, [Draft(kind=kind, id=record_id, fields=fields)], now=NOW)


@pytest.fixture
def two_studies(workspace: Workspace, make_study: MakeStudy) -> Workspace:
    """Two studies with another municipality and theme, with conversations on some days in a cycle."""
    make_study()
    make_study(id="nie-taakbaan", title="Van taak naar baan", municipality=["GM0356"], theme="I3")
    phases = [{"phase": "act", "date_from": "2026-03-01", "date_to": "2026-03-31"}]
    dates = {"start_date": "2026-03-01", "end_date": "2026-05-31"}
    put(workspace, "cycle", "cyc-aaaa", study_id="hou-driehoek", number=1, phases=phases, **dates)
    observations: dict[str, dict[str, Any]] = {
        "obs-aaaa": {"what_seen": "Een [bold]gesprek[/] aan tafel.", "date": "2026-03-01", "tags": ["Regie"]},
        "obs-bbbb": {"what_seen": "Twee\ngesprekken\tthuis", "date": "2026-04-01"},
        "obs-cccc": {"what_seen": "Stil.", "interpretation": "Er ging een gesprek aan vooraf."},
        "obs-dddd": {"study_id": "nie-taakbaan", "what_seen": "Een keukentafelgesprek.", "phase": "act"},
    }
    for record_id, fields in observations.items():
        put(workspace, "observation", record_id, **{"study_id": "hou-driehoek", **fields})
    put(workspace, "insight", "ins-aaaa", study_id="nie-taakbaan", statement="Gesprekken helpen.", theme="O2")
    return workspace


def ids(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [line.split("\t")[0] for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("two_studies")
def test_every_place_is_one_line_with_its_record_field_and_text(call: Call) -> None:
    lines = call("search", "gesprek").stdout.splitlines()
    meant, seen = _("What do you think this means?"), _("What did you see or hear? (facts)")
    assert lines[:2] == [
        f"obs-cccc\twaarneming\t–\thou-driehoek\t{meant}\tEr ging een gesprek aan vooraf.",
        f"obs-aaaa\twaarneming\t2026-03-01\thou-driehoek\t{seen}\tEen [bold]gesprek[/] aan tafel.",
    ]
    assert lines[-1].endswith("\tEen keukentafelgesprek.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), ["obs-cccc", "obs-aaaa", "ins-aaaa", "obs-bbbb", "obs-dddd"]),
        (("-s", "nie-taakbaan"), ["ins-aaaa", "obs-dddd"]),
        (("-m", "Nieuwegein"), ["ins-aaaa", "obs-dddd"]),
        (("--kind", "inzicht"), ["ins-aaaa"]),
        (("--theme", "O1"), ["obs-cccc", "obs-aaaa", "obs-bbbb"]),
        (("--theme", "O2"), ["ins-aaaa"]),
        (("--theme", "I3"), ["obs-dddd"]),
        (("--phase", "act"), ["obs-aaaa", "obs-dddd"]),
        (("--tag", "regie"), ["obs-aaaa"]),
        (("--since", "2026-03-02"), ["obs-bbbb"]),
        (("--until", "2026-03-31"), ["obs-aaaa"]),
        (("--phase", "act", "--tag", "regie", "-s", "hou-driehoek"), ["obs-aaaa"]),
    ],
)
@pytest.mark.usefixtures("two_studies")
def test_records_are_chosen_by_what_is_asked_of_them(
    call: Call, asked: tuple[str, ...], found: list[str]
) -> None:
    assert ids(call("search", "gesprek", *asked)) == found


@pytest.mark.usefixtures("two_studies")
def test_one_argument_with_spaces_is_a_phrase(call: Call) -> None:
    assert ids(call("search", "gesprek", "aan")) == ["obs-cccc", "obs-aaaa"]
    assert ids(call("search", "gesprek aan tafel")) == ["obs-aaaa"]


@pytest.mark.usefixtures("two_studies")
def test_json_has_the_records_with_the_places_of_the_words(call: Call) -> None:
    found = json.loads(call("search", "twee", "gesprek", "--json").stdout)
    assert found["asked"] == ["twee", "gesprek"]
    (match,) = found["matches"]
    assert (match["record"]["id"], match["closeness"]) == ("obs-bbbb", "form")
    (place,) = match["places"]
    assert [place["text"][start:end] for start, end in place["spans"]] == ["Twee", "gesprekken"]


@pytest.mark.usefixtures("two_studies")
def test_of_a_word_that_does_not_occur_the_nearest_is_told(call: Call) -> None:
    result = call("search", "gespreck", "xylofoon")
    assert (result.exit_code, result.stdout) == (0, "")
    nothing, near = _("Nothing found for '{text}'."), _("Did you mean '{near}'?").format(near="gesprek")
    assert result.stderr.splitlines() == [
        f"{nothing.format(text='gespreck')} {near}",
        nothing.format(text="xylofoon"),
    ]


@pytest.mark.usefixtures("two_studies")
def test_words_that_occur_apart_only_are_told_with_how_often(call: Call) -> None:
    result = call("search", "keukentafelgesprek", "twee")
    sentence = _("No record has all of it. One by one they do occur: {told}.")
    assert result.stderr.strip() == sentence.format(told="keukentafelgesprek (1), twee (1)")


@pytest.mark.usefixtures("two_studies")
def test_of_a_phrase_that_does_not_occur_its_words_are_told_with_how_often(call: Call) -> None:
    told = call("search", "thuis twee").stderr
    assert "thuis (1), twee (1)" in told


@pytest.mark.usefixtures("two_studies")
def test_no_other_word_is_proposed_for_a_code_and_a_long_text_is_not_repeated_whole(call: Call) -> None:
    for code in ("tafe-l1", "HOU-3SYT", "ges-prekke"):
        told = call("--lang", "en", "search", code)
        assert (told.exit_code, "Did you mean" in told.stderr) == (0, code == "tafe-l1")
    assert len(call("search", "a" * 20_000).stderr) < 300


@pytest.mark.usefixtures("two_studies")
def test_letters_that_the_console_damaged_are_refused(call: Call) -> None:
    refused = call("search", "caf\udce9")
    assert (refused.exit_code, refused.stdout) == (MALFORMED, "")
    assert _(DAMAGED_TEXT) in refused.stderr


@pytest.mark.usefixtures("two_studies")
@pytest.mark.parametrize("verb", [("search", "gesprek"), ("list",)])
def test_days_that_are_turned_around_are_refused(verb: tuple[str, ...], call: Call) -> None:
    refused = call("--lang", "en", *verb, "--since", "2026-05-01", "--until", "2026-03-01")
    assert (refused.exit_code, refused.stdout) == (MALFORMED, "")
    assert "--since (2026-05-01) is later than --until (2026-03-01)." in refused.stderr


@pytest.mark.usefixtures("two_studies")
def test_what_was_found_outside_the_choice_is_counted(call: Call) -> None:
    told = call("--lang", "en", "search", "keukentafelgesprek", "-m", "Houten").stderr
    assert "Found in all records together: 1." in told


def test_nothing_is_found_of_an_erased_person(call: Call, two_studies: Workspace) -> None:
    person = {
        "pseudonym": "HOU-K7M2",
        "study_id": "hou-driehoek",
        "group": "resident",
        "consent": {"status": "given"},
    }
    add(two_studies, [Draft(kind="participant", fields=person)], now=NOW)
    put(two_studies, "observation", "obs-eeee", study_id="hou-driehoek", what_seen="HOU-K7M2 vertelt.")
    assert ids(call("search", "hou-k7m2")) == ["obs-eeee", "HOU-K7M2"]
    erase(two_studies, ["HOU-K7M2"], now=NOW)
    assert ids(call("search", "hou-k7m2")) == []
    assert ids(call("search", "vertelt")) == ["obs-eeee"]


@pytest.mark.usefixtures("two_studies")
@pytest.mark.parametrize("words", [("",), ("?!",), ("…", "--")])
def test_without_a_letter_there_is_nothing_to_look_for(call: Call, words: tuple[str, ...]) -> None:
    assert call("search", *words).exit_code == MALFORMED


def test_searching_keeps_nothing(call: Call, two_studies: Workspace) -> None:
    before = sorted(two_studies.root.rglob("*"))
    assert ids(call("search", "gesprek"))
    assert sorted(two_studies.root.rglob("*")) == before


@pytest.mark.long
def test_searching_everything_loads_no_tinydb_and_nothing_to_ask_with(two_studies: Workspace) -> None:
    program = (
        "import sys; from actionlab.cli.main import program\n"
        "try: program(['search', 'gesprek'])\n"
        "except SystemExit: print(sorted({'tinydb', 'rich', 'questionary', 'docx', 'lxml'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=two_studies.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
@pytest.mark.usefixtures("two_studies")
def test_on_a_terminal_the_words_stand_out_and_text_is_never_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    from pseudo_terminal import at_terminal, walked

    monkeypatch.setattr(session, "clock", lambda: NOW)
    walk = walked("search", "gesprek aan", "tafel", keys=[], language="en")
    assert walk.screens[-1].splitlines()[:5] == [
        "",
        "obs-aaaa · observation · 1 Mar 2026 · hou-driehoek",
        "    Een [bold]gesprek[/] aan tafel.",
        "",
        "1 record found.",
    ]
    _code, screen, _told = at_terminal("search", "gesprek aan", "tafel", keys=[])
    assert "\x1b[1mtafel\x1b[0m" in screen
