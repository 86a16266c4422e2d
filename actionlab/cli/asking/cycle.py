"""The phases of a cycle: what is planned, what was done, and from when until when."""

from collections.abc import Mapping
from typing import Any

from actionlab.cli import ask
from actionlab.cli.asking.fields import Answers, Question
from actionlab.i18n import _
from actionlab.model import vocabulary


def phases(question: Question) -> Answers:
    """Ask which phases are described, and then per phase what was planned, what was done, and when."""
    before = {each["phase"]: each for each in question.now or ()}
    names = {each: vocabulary.label("phase", each) for each in vocabulary.ids("phase")}
    given: dict[str, tuple[str, ...]] = {}
    for phase in ask.choose_many(question.words, names, ready=tuple(before)):
        for option, typed in _phase(question, phase, names[phase], before.get(phase, {}), given):
            given[option] = (*given.get(option, ()), f"{phase}={typed}")
    return given


def _phase(
    question: Question, phase: str, name: str, before: Mapping[str, Any], given: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, str]]:
    """Give the answers about one phase, each with its option."""

    def line(option: str, words: str, ready: str, begin: str = "", hint: str = "") -> str:
        def check(typed: str) -> str | None:
            answer = (*given.get(option, ()), f"{phase}={begin}{typed}")
            return question.interview.wrong({**given, option: answer}) if typed.strip() else None

        return ask.text(f"{name}: {words}", ready=ready, check=check, hint=hint).strip()

    found: list[tuple[str, str]] = []
    waiting = [*before.get("planned_actions", ()), ""]
    while waiting:
        planned = line("planned", _("What is planned?"), waiting.pop(0), hint=_("(one at a time)"))
        if planned:
            found.append(("planned", planned))
            waiting = waiting or [""]
    first = line("phase_dates", _("From which day?"), before.get("date_from", ""))
    last = line("phase_dates", _("Until and including which day?"), before.get("date_to", ""), f"{first}..")
    if first or last:
        found.append(("phase_dates", f"{first}..{last}"))
    done = line("done_note", _("What was done?"), before.get("done_note", ""))
    return [*found, ("done_note", done)] if done else found
