"""Measurements and a new study at a real terminal of 80 columns: the screens, and how one stops."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from click.testing import Result
from pseudo_terminal import DOWN, ENTER, ESCAPE, STOP, TAB, walked

from actionlab import i18n
from actionlab.i18n import _
from actionlab.model.records import Record
from actionlab.model.study import Study
from actionlab.model.vocabulary import label
from actionlab.store import Workspace, read

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal"),
]

CODES = ("HOU-A2BC", "HOU-D3EF", "HOU-G4HJ")
CTRL_S = b"\x13"
GIVEN = ("ladder", "--moment", "baseline", "--date", "2026-01-12", "--assessor-role", "klantmanager")


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language of the program; what the tests expect is said in it."""
    i18n.activate(request.param)
    yield request.param
    i18n.activate("nl")


@pytest.fixture
def people(call: Call, study: str) -> None:
    """Three residents who agreed to measurements; the second one has a step already."""
    for code in CODES:
        agreed = ("--consent-status", "given", "--consent-scopes", "measurements")
        call("log", "participant", code, "--role", "resident", *agreed)
    call("log", "measurement", *GIVEN, "--participant", CODES[1], "--value", "4")


def values(stored: Stored) -> dict[str | None, Any]:
    return {each.data.participant: each.data.value for each in stored() if each.kind == "measurement"}


def grid(first: str, third: str) -> list[str]:
    """The lines of the grid, with the cells of the first and third person; spaces in a row count as one."""
    steps = (
        ("Geïsoleerd", "Isolated"),
        ("Sociale contacten buitenshuis", "Social contacts outside the home"),
        ("Deelname aan georganiseerde activiteiten", "Takes part in organised activities"),
        ("Onbetaald werk", "Unpaid work"),
        ("Betaald werk met ondersteuning", "Paid work with support"),
        ("Betaald werk", "Paid work"),
    )
    english = i18n.current_language() == "en"
    day = "12 January 2026" if english else "12 januari 2026"
    chosen = next((cell[1] for cell in (first, third) if cell.startswith("[")), " ")
    resident = label("role", "resident")
    lines = [
        f"{label('instrument', 'ladder')}, {label('moment', 'baseline')}, {day}",
        "",
        f"{_('Participant')} {_('Role')} {_('Step')}",
        *(f"{code} {resident} {cell}" for code, cell in zip(CODES, (first, " (4)", third), strict=True)),
        "",
        *(
            f"{'>' if str(number) == chosen else ' '}  {number}  {step[english]}"
            for number, step in enumerate(steps, 1)
        ),
        # here stands what is wrong
        "",
        _("Between brackets: stored before."),
        _("Empty: not measured. Tab, Enter and arrow keys: other cell."),
        _("Ctrl-S, or Enter in the last cell: ready. Esc: stop."),
    ]
    return _single_spaced(lines)


def test_a_grid_of_measurements_is_filled_with_keys(people: None, stored: Stored, language: str) -> None:
    # only what changes is drawn anew, so that is what comes
    keys = [("Ctrl-S", b"9" + DOWN), ("!9", b"3"), (">", CTRL_S), ("9.", b"2"), (">", CTRL_S)]
    keys += [(_("Is this right?"), ENTER), (_("Another one?"), ENTER)]
    code, screens = walked("log", "measurement", *GIVEN, keys=keys, language=language)
    assert (code, values(stored)) == (0, {CODES[0]: 2, CODES[1]: 4, CODES[2]: 3}), screens[-1]
    assert "[ " in screens[0]
    for screen, first, third in ((screens[0], "[       ]", " ."), (screens[2], "!9", "[3      ]")):
        shown = screen[screen.index(label("instrument", "ladder")) :]
        assert _single_spaced(shown.split("\n")) == grid(first, third)
    assert "whole number" in screens[3] or "heel getal" in screens[3]
    assert f"{CODES[0]}: 2, {CODES[2]}: 3" in screens[5]


def _single_spaced(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize(
    "stopped",
    [
        pytest.param([("Ctrl-S", STOP)], id="Ctrl-C"),
        pytest.param([("Ctrl-S", b"3"), (">", ESCAPE), ("Stop?", DOWN + ENTER)], id="Esc"),
    ],
)
def test_who_stops_in_the_grid_stores_nothing(
    people: None, stored: Stored, stopped: list[tuple[str, bytes]]
) -> None:
    code, screens = walked("log", "measurement", *GIVEN, keys=stopped, language="en")
    assert (code, values(stored)) == (130, {CODES[1]: 4}), screens[-1]
    assert "Stopped." in screens[-1]


def test_after_escape_one_can_go_on_where_one_was(people: None, stored: Stored) -> None:
    keys = [("Ctrl-S", b"3"), (">", ESCAPE), ("Stop?", ENTER), ("Ctrl-S", TAB + b"5" + CTRL_S)]
    keys += [("Is this right?", ENTER), ("Another one?", ENTER)]
    code, screens = walked("log", "measurement", *GIVEN, keys=keys, language="en")
    assert (code, values(stored)) == (0, {CODES[0]: 3, CODES[1]: 4, CODES[2]: 5}), screens[-1]


def test_sixty_people_scroll_on_a_terminal_of_24_lines(call: Call, study: str, stored: Stored) -> None:
    agreed = ("--consent-status", "given", "--consent-scopes", "measurements")
    call("log", "participant", "--role", "resident", *agreed, "--count", "60")
    keys = [("Ctrl-S", DOWN * 30), ("[", b"3" + CTRL_S), ("Is this right?", ENTER)]
    keys += [("Another one?", ENTER)]
    code, screens = walked("log", "measurement", *GIVEN, keys=keys, language="en", lines=24)
    assert (code, list(values(stored).values())) == (0, [3]), screens[-1]
    assert "1 to 9 of 60" in screens[0]
    assert "23 to 31 of 60" in screens[1]
    assert all(len(line) <= 80 for screen in screens for line in screen.split("\n"))


def test_a_study_is_made_by_answering(workspace: Workspace, language: str) -> None:
    keys = [
        (_("Which municipality is it about?"), b"zei"),
        ("Zeist", ENTER),
        (_("Which template do you begin with?"), b"samen intake"),
        ("samen intake doen", ENTER),
        (_("Begin with this template?"), ENTER),
        (_("What is the study called?"), ENTER),
        (_("Which code does the study get?"), ENTER),
        (_("What is the main question?"), ENTER),
        (_("On which day does it start? (Enter: not known yet)"), b"2026-12-01" + ENTER),
        (_("Is this right?"), ENTER),
    ]
    code, screens = walked("new-study", keys=keys, language=language)
    assert code == 0, screens[-1]
    (study,) = read(workspace).records.of(Study)
    assert (study.data.municipality, str(study.data.start_date)) == (("GM0355",), "2026-12-01")
    assert study.id in screens[-1]
    assert len(screens[1].split("\n")) < len(screens[0].split("\n"))
    assert all(len(line) <= 80 for screen in screens for line in screen.split("\n"))


@pytest.mark.parametrize(("keys", "shown"), [(STOP, "Stopped."), (ESCAPE, "Stop?")])
def test_who_stops_while_making_a_study_has_none(workspace: Workspace, keys: bytes, shown: str) -> None:
    questions = [("Which municipality", ENTER), ("Which template", keys)]
    more = [] if keys == STOP else [("Stop?", DOWN + ENTER)]
    code, screens = walked("new-study", keys=[*questions, *more], language="en")
    assert code == 130
    assert any(shown in screen for screen in screens)
    assert not len(read(workspace).records)
