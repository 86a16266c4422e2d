"""A note: what comes first in a section of the report, and what is left out of it."""

from typing import TYPE_CHECKING

from actionlab.cli import ask
from actionlab.cli.asking.fields import LATER, Answers, Question, later, several_chosen
from actionlab.i18n import _
from actionlab.model import vocabulary
from actionlab.model.measurement import Measurement
from actionlab.model.note import CHOOSES
from actionlab.model.references import outcome_ref

if TYPE_CHECKING:
    from actionlab.cli.asking.record import Interview


def order(question: Question) -> Answers:
    """Ask what comes first in the section, and what after that."""
    offered = to_choose_from(question.interview)
    given: list[str] = []
    while offered:
        words = _("And what after that?") if given else question.words
        ready = {LATER: _("That is all")} if given else later()
        chosen = ask.choose(words, ready | offered)
        fault = None if chosen == LATER else question.wrong(*given, chosen)
        if fault:
            ask.show(fault)
        elif chosen == LATER:
            break
        else:
            given.append(chosen)
            del offered[chosen]
    return {question.option: tuple(given)} if given else {}


def leave_out(question: Question) -> Answers:
    """Ask what the section does not show."""
    return several_chosen(question, to_choose_from(question.interview))


def to_choose_from(interview: "Interview") -> dict[str, str]:
    """Give what may be chosen in the section: records, and the measurements with an instrument as one."""
    known = interview.known
    kinds = CHOOSES.get(interview.fields.get("report_section", ""), ())
    offered = known.of_kinds(each for each in kinds if each != "measurement")
    if "measurement" in kinds and known.study_id:
        for instrument in dict.fromkeys(each.data.instrument for each in known.records.of(Measurement)):
            offered[outcome_ref(known.study_id, instrument)] = vocabulary.label("instrument", instrument)
    return offered
