"""Participants: a new code, several at once, or a code that somebody has already."""

from actionlab.cli import ask
from actionlab.cli.asking.fields import Answers, Question, text
from actionlab.errors import Unreadable
from actionlab.i18n import _
from actionlab.model.answers import read_whole

_ONE, _SEVERAL, _OWN = "one", "several", "own"


def codes(question: Question) -> Answers:
    """Ask for how many people codes are made, or which code somebody has."""
    answers = {
        _ONE: _("One person: make a code"),
        _SEVERAL: _("Several people with the same answers: make codes at once"),
        _OWN: _("One person who has a code already"),
    }
    answer = ask.choose(_("Who takes part?"), answers)
    if answer == _SEVERAL:

        def check(typed: str) -> str | None:
            try:
                return question.interview.wrong({"count": read_whole(typed)})
            except Unreadable as fault:
                return str(fault)

        return {"count": read_whole(ask.text(_("How many people?"), check=check))}
    return text(question) if answer == _OWN else {}
