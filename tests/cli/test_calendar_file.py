"""status --ics: the days that studies wait for, in a calendar that others may see."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import AGREED
from click.testing import Result
from icalendar import Calendar

from actionlab.cli import session
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, read

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]


def stored(
    workspace: Workspace, kind: str, record_id: str | None, at: dt.datetime = NOW, **fields: Any
) -> None:
    before = read(workspace).records.get(record_id)
    draft = Draft(
        kind=kind,
        id=record_id,
        fields={"study_id": "hou-driehoek", **fields},
        revises=before.heads if before else (),
    )
    add(workspace, [draft], now=at)


@pytest.fixture
def busy(workspace: Workspace, make_study: Callable[..., str]) -> Workspace:
    """A study in which something of every sort has a day."""
    make_study(end_date="2026-12-31")
    cycle: dict[str, Any] = {"number": 1, "start_date": "2026-04-01", "end_date": "2026-06-30"}
    stored(workspace, "cycle", "cyc-aaaa", **cycle)
    stored(workspace, "action", "act-aaaa", description="Bel over het zonnetje", due_date="2026-07-20")
    stored(workspace, "decision", "dec-aaaa", question="Mag dit geheim?", needed_by="2026-07-01")
    stored(workspace, "training", "trn-aaaa", title="Oefenen", date="2026-06-01")
    stored(workspace, "insight", "ins-aaaa", statement="Geheim inzicht")
    stored(workspace, "participant", None, pseudonym="HOU-AAAA", group="resident", consent=AGREED)
    measured: dict[str, Any] = {
        "instrument": "ladder",
        "value": 2,
        "participant": "HOU-AAAA",
        "moment": "baseline",
    }
    stored(workspace, "measurement", "met-aaaa", **measured)
    return workspace


def components(content: bytes) -> list[Any]:
    """Give the events of a calendar as another program reads them."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def events(content: bytes) -> dict[str, tuple[str, str]]:
    """Give the day and the summary of every event by its uid."""
    return {
        str(each["UID"]): (each["DTSTART"].dt.isoformat(), str(each["SUMMARY"]))
        for each in components(content)
    }


def test_everything_with_a_day_comes_in_the_calendar(call: Call, busy: Workspace) -> None:
    result = call("--lang", "en", "status", "--ics", "lab.ics")
    assert (result.exit_code, result.stdout) == (0, f"{Path('lab.ics').absolute()}\n")
    assert result.stderr.startswith("7 days in the calendar.")
    assert "you take out of your calendar yourself" in result.stderr
    title = "(Samen aan tafel)"
    assert events(Path("lab.ics").read_bytes()) == {
        "cyc-aaaa.cycle_to_close@hou-driehoek.actionlab": (
            "2026-06-30",
            f"Houten: end of the cycle {title}",
        ),
        "ladder.follow_up_measurement@hou-driehoek.actionlab": (
            "2026-06-30",
            f"Houten: last day for the follow-up measurement {title}",
        ),
        "dec-aaaa.decision_awaited@hou-driehoek.actionlab": (
            "2026-07-01",
            f"Houten: decision needed {title}",
        ),
        "trn-aaaa.training_follow_up@hou-driehoek.actionlab": (
            "2026-07-13",
            f"Houten: ask what people use of the training {title}",
        ),
        "act-aaaa.action_late@hou-driehoek.actionlab": (
            "2026-07-20",
            f"Houten: action to be done {title}",
        ),
        "hou-driehoek.key_file_to_destroy@hou-driehoek.actionlab": (
            "2027-06-30",
            f"Houten: destroy the key file before today {title}",
        ),
        "hou-driehoek.data_to_remove@hou-driehoek.actionlab": (
            "2036-12-31",
            f"Houten: last day that the data are kept {title}",
        ),
    }


def test_no_person_and_no_text_of_a_record_comes_in_it(call: Call, busy: Workspace) -> None:
    content = call("status", "--ics", "-").stdout_bytes.replace(b"\r\n ", b"")
    for secret in (b"HOU-AAAA", b"zonnetje", b"geheim", b"Geheim", b"onderzoeker-test"):
        assert secret not in content


def test_a_changed_day_moves_the_same_event(call: Call, busy: Workspace) -> None:
    def event() -> Any:
        found = components(call("status", "--ics", "-").stdout_bytes)
        return next(each for each in found if str(each["UID"]).startswith("act-aaaa."))

    before = event()
    later = NOW + dt.timedelta(hours=1)
    stored(busy, "action", "act-aaaa", later, description="Bel", due_date="2026-08-01")
    after = event()
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == dt.date(2026, 8, 1)
    stored(busy, "action", "act-aaaa", later, description="Bel", due_date="2026-08-01", status="done")
    assert b"act-aaaa" not in call("status", "--ics", "-").stdout_bytes


def test_another_title_of_the_study_changes_its_events(
    call: Call, busy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def event() -> Any:
        found = components(call("status", "--ics", "-").stdout_bytes)
        return next(each for each in found if str(each["UID"]).startswith("act-aaaa."))

    before = event()
    monkeypatch.setattr(session, "clock", lambda: NOW + dt.timedelta(hours=1))
    assert call("edit", "hou-driehoek", "--title", "Anders").exit_code == 0
    after = event()
    assert (after["UID"], "Anders" in after["SUMMARY"]) == (before["UID"], True)
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_day_of_the_study_changes_when_anything_of_it_does(call: Call, busy: Workspace) -> None:
    def sequences() -> dict[str, int]:
        found = components(call("status", "--ics", "-").stdout_bytes)
        return {str(each["UID"]).partition("@")[0]: each["SEQUENCE"] for each in found}

    before = sequences()
    stored(busy, "meeting", None, NOW + dt.timedelta(hours=1), type="team_meeting")
    after = sequences()
    assert {uid for uid in after if after[uid] > before[uid]} == {
        "ladder.follow_up_measurement",
        "hou-driehoek.key_file_to_destroy",
        "hou-driehoek.data_to_remove",
    }


def test_an_event_says_how_to_record_that_it_was_done(call: Call, busy: Workspace) -> None:
    found = components(call("--lang", "en", "status", "--ics", "-").stdout_bytes)
    told = {str(each["UID"]).partition("@")[0]: str(each["DESCRIPTION"]) for each in found}
    assert told["act-aaaa.action_late"] == "act-aaaa\nWhen it is done: actionlab done act-aaaa"
    assert told["hou-driehoek.key_file_to_destroy"] == (
        "hou-driehoek\nrecord it with: actionlab edit hou-driehoek --key-file-destroyed-on DATE"
    )
    assert told["ladder.follow_up_measurement"] == (
        "Write down what you measure (participation ladder): actionlab log measurement -s hou-driehoek"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a link asks for rights on Windows")
def test_behind_a_link_the_calendar_itself_is_replaced(call: Call, busy: Workspace) -> None:
    Path("map").mkdir()
    Path("lab.ics").symlink_to(Path("map") / "echt.ics")
    assert call("status", "--ics", "lab.ics").exit_code == 0
    assert Path("lab.ics").is_symlink()
    assert len(events((Path("map") / "echt.ics").read_bytes())) == 7


def test_our_own_calendar_is_replaced_and_nothing_else_is(call: Call, busy: Workspace) -> None:
    path = Path("lab.ics")
    assert call("status", "--ics", "lab.ics").exit_code == 0
    first = path.read_bytes()
    stored(busy, "action", "act-bbbb", description="Nog een", due_date="2026-09-01")
    assert call("status", "--ics", "lab.ics").exit_code == 0
    assert len(events(path.read_bytes())) == len(events(first)) + 1
    assert [each.name for each in Path().glob("*lab.ics*")] == ["lab.ics"]

    others = first.replace(b"actionlab//NL", b"iemand anders")
    path.write_bytes(others)
    result = call("--lang", "en", "status", "--ics", "lab.ics")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "was not made by actionlab" in result.stderr
    assert path.read_bytes() == others


@pytest.mark.parametrize(
    ("file", "code"), [("lab.txt", 2), ("lab", 2), ("weg/lab.ics", 2), ("map.ics", 1), ("", 2)]
)
def test_a_wrong_name_is_refused_in_one_line(call: Call, busy: Workspace, file: str, code: int) -> None:
    Path("map.ics").mkdir()
    result = call("status", "--ics", file)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such devices")
def test_a_link_to_a_device_is_refused(call: Call, busy: Workspace) -> None:
    Path("nul.ics").symlink_to("/dev/zero")
    assert call("status", "--ics", "nul.ics").exit_code == 1


def test_only_the_study_that_was_asked_for_comes_in_it(
    call: Call, busy: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(id="andere", title="Andere studie", end_date="2026-12-31")
    assert b"@andere" in call("status", "--ics", "-").stdout_bytes
    only = call("status", "-s", "hou-driehoek", "--ics", "-").stdout_bytes
    assert b"@andere" not in only
    assert b"@hou-driehoek" in only


def test_without_a_day_nothing_is_written(call: Call, study: str) -> None:
    result = call("--lang", "en", "status", "--ics", "lab.ics")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing was written." in result.stderr
    assert not Path("lab.ics").exists()


def test_json_and_a_calendar_are_not_given_at_once(call: Call, study: str) -> None:
    assert call("status", "--json", "--ics", "-").exit_code == 2
