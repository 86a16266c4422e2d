"""An observation: the questions that are asked of it in a way of their own."""

from actionlab.cli import ask
from actionlab.cli.asking.fields import Answers, Question
from actionlab.cli.residents import UNKNOWN, how_resident_agreed, resident_without_code
from actionlab.i18n import _


def residents_agreed(question: Question) -> Answers:
    """Ask how a resident without a code agreed, when one was there."""
    interview = question.interview
    fields = {**interview.fields, "study_id": interview.known.study_id}
    if not resident_without_code(interview.known.workspace, fields):
        return {}
    while True:
        answer = how_resident_agreed()
        fault = question.wrong(answer) if answer != UNKNOWN else None
        if fault is None:
            return {} if answer == UNKNOWN else {question.option: (answer,)}
        ask.show(fault)


def tags(question: Question) -> Answers:
    """Ask tags: those that were used before to choose from, and then new ones."""
    before = [str(each) for each in question.now or ()]
    known = {**dict.fromkeys(before, ""), **question.interview.known.tags()}
    offered = {tag: tag for tag in known}
    chosen = ask.choose_many(question.words, offered, ready=before) if offered else ()

    def check(typed: str) -> str | None:
        new = _apart(typed)
        return question.wrong(*chosen, *new) if new else None

    words = _("New tags?") if offered else question.words
    typed = ask.text(words, check=check, hint=_("(with commas between them)"))
    given = tuple(dict.fromkeys([*chosen, *_apart(typed)]))
    return {question.option: given} if given else {}


def _apart(typed: str) -> list[str]:
    return [each.strip() for each in typed.split(",") if each.strip()]
