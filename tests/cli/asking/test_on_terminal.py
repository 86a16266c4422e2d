"""The quick observation on a real terminal, in both languages, and what stopping leaves behind."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from loaded import modules_loaded
from pseudo_terminal import DOWN, ENTER, ESCAPE, SPACE, STOP, walked

from actionlab import i18n
from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.i18n import _
from actionlab.model import vocabulary
from actionlab.model.fields import field
from actionlab.model.observation import Observation
from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

TEXT = "De inwoner begint zelf."
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Dutch or English, in this process too."""
    i18n.activate(request.param)
    yield request.param
    i18n.activate("nl")


def seen() -> str:
    """Give the first question."""
    return field(Observation, "what_seen").label


def keys() -> list[tuple[str, bytes]]:
    """Give what a person types for a quick observation on 12 March 2026 with a case manager."""
    return [
        (seen(), TEXT.encode()),
        (TEXT, ENTER),
        (_("When was it?"), b"\x152026-03-12" + ENTER),
        (_("Who was there?"), SPACE + ENTER),
        (_("Did it help or hinder?"), DOWN + ENTER),
        (_("Write down more?"), ENTER),
        (_("Is this right?"), ENTER),
        (_("Another one?"), ENTER),
    ]


def block(*lines: str) -> str:
    """Give lines as one text, in which one space or more between words are alike."""
    return re.sub(r"(?<=\S) +", " ", "\n".join(lines))


def answered() -> list[str]:
    """Give what stands on the screen after the last question but one."""
    role, signal = vocabulary.label("role", "klantmanager"), vocabulary.label("signal", "helping")
    return [
        f"? {seen()}  {TEXT}",
        f"? {_('When was it?')}  {_('(such as today, -1d or 12-3-2026)')} 2026-03-12",
        f"? {_('Who was there?')}  {role}",
        f"? {_('Did it help or hinder?')}  {signal}",
        f"? {_('Write down more?')}  {_('No')}",
    ]


@posix_only
@pytest.mark.long
def test_the_screens_of_a_quick_observation(study: str, stored: Stored, language: str) -> None:
    code, screens = walked("log", "observation", keys=keys(), language=language)
    (record,) = stored()
    screens = [block(screen) for screen in screens]
    assert code == 0
    hint = _("(Enter: ready · Alt+Enter: new line · F4: own editor)")
    assert screens[0] == block(f"? {seen()}", f"  {hint}")
    roles = [vocabulary.label("role", role) for role in vocabulary.ids("role")]
    marks = _("(space marks, type to search, Enter)")
    assert screens[3] == block(
        *answered()[:2],
        f"? {_('Who was there?')} {marks}",
        f" » ○ {roles[0]}",
        *(f"   ○ {each}" for each in roles[1:]),
    )
    signals = [vocabulary.label("signal", each) for each in vocabulary.ids("signal")]
    assert screens[4] == block(
        *answered()[:3],
        f"? {_('Did it help or hinder?')} {_('(arrow keys, then Enter)')}",
        f" » {_('Later, or not known')}",
        *(f"   {each}" for each in signals),
    )
    assert screens[6] == block(
        *answered(),
        "",
        _("This will be stored:"),
        f"  {field(Observation, 'study_id').label}: Samen aan tafel (hou-driehoek)",
        f"  {seen()}{'' if seen().endswith('?') else ':'} {TEXT}",
        f"  {field(Observation, 'date').label}: {'12 maart 2026' if language == 'nl' else '12 March 2026'}",
        f"  {field(Observation, 'present_roles').label}: {roles[0]}",
        f"  {field(Observation, 'signal').label} {signals[0]}",
        "",
        f"? {_('Is this right?')} {_('(arrow keys, then Enter)')}",
        f" » {_('Store it')}",
        f"   {_('Change something')}",
        f"   {_('Stop, and store nothing')}",
    )
    assert f"\n{record.id[:4]}" in screens[-1]
    assert record.data.what_seen == TEXT


@posix_only
@pytest.mark.long
def test_log_alone_asks_for_the_study_and_the_kind_on_lines_that_fit(
    make_study: Callable[..., str], stored: Stored, language: str
) -> None:
    make_study(id="hou-een", title="Samen aan tafel")
    make_study(id="hou-twee", title="Samen op pad")
    kind = _("What do you want to write down?")
    steps = [(_("Which study is it for?"), DOWN + ENTER), (kind, ENTER), (seen(), STOP)]
    code, screens = walked("log", keys=steps, language=language)
    assert (code, stored()) == (130, ())
    titles = ["Samen aan tafel (hou-een)", "Samen op pad (hou-twee)"]
    assert sorted(line[3:] for line in screens[0].splitlines()[1:3]) == titles
    first, *kinds = (line[3:] for line in screens[1].splitlines() if " — " in line)
    assert first == f"{vocabulary.label('record_kind', 'observation')} — {_(KINDS_TYPED['observation'])}"
    assert len(kinds) == len(KINDS_TYPED) - 1
    assert all(len(line) <= 80 for screen in screens for line in screen.splitlines())


@posix_only
@pytest.mark.long
@pytest.mark.parametrize("place", range(7))
@pytest.mark.parametrize("way", ["escape", "control-c"])
def test_who_stops_at_a_question_has_stored_nothing(study: str, stored: Stored, place: int, way: str) -> None:
    i18n.activate("en")
    wait = keys()[place][0]
    stopped = [(wait, STOP)] if way == "control-c" else [(wait, ESCAPE), (_("Yes, stop"), DOWN + ENTER)]
    code, screens = walked("log", "observation", keys=[*keys()[:place], *stopped], language="en")
    assert (code, stored()) == (130, ()), screens[-1]
    assert screens[-1].splitlines()[-1].startswith(_("Stopped"))
    assert "Traceback" not in screens[-1]


@posix_only
@pytest.mark.long
def test_who_presses_escape_by_mistake_goes_on_with_the_same_text(study: str, stored: Stored) -> None:
    i18n.activate("en")
    typed, *rest = keys()
    changed_mind = [(TEXT, ESCAPE), (_("No, go on"), ENTER)]
    code, screens = walked("log", "observation", keys=[typed, *changed_mind, *rest], language="en")
    assert code == 0, screens[-1]
    assert stored()[0].data.what_seen == TEXT


@pytest.mark.long
@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "observation", "Tekst"),
        ("log", "training", "Samen spreken"),
        ("log", "note", "Tekst", "--section", "summary"),
        ("log", "organisation", "Sociaal team"),
    ],
)
def test_who_gives_what_is_needed_loads_no_questions(study: str, arguments: tuple[str, ...]) -> None:
    modules = modules_loaded(*arguments, at_terminal=True)
    assert [name for name in modules if "asking" in name or name in ("questionary", "prompt_toolkit")] == []
