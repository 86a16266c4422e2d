"""Measurements asked for: the instrument, the moment, and then the values of many people at once.

What is measured of people is filled in a grid, and stored in one write. A counter and the scale map are of
the study as a whole, and asked as any other record.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actionlab.cli import ask
from actionlab.cli.asking import record
from actionlab.cli.asking.fields import LATER, ONE_BY_ONE, Answers, Question, later, text
from actionlab.cli.asking.filling import COMMON, Filling
from actionlab.cli.asking.record import Interview
from actionlab.cli.asking.sheet import AllMeasured, check_somebody
from actionlab.cli.given import NEEDED
from actionlab.cli.session import Session
from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.forms import MOMENTS
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.measurement import Measurement
from actionlab.model.withdrawal import MEASUREMENTS

if TYPE_CHECKING:
    from actionlab.cli.verbs.log_record import Way

# what each instrument is, in a few words
ABOUT: Mapping[str, str] = {
    "ladder": N_("how somebody takes part, in six steps"),
    "gas": N_("goals that somebody chooses, from -2 to +2"),
    "grade": N_("a grade from 1 to 10"),
    "collaboration_scan": N_("eight statements about working together"),
    "expertise_self_scan": N_("six statements about what somebody knows"),
    "counter": N_("a number of things or days"),
    "scale_map": N_("per task: at which scale it lies now, and where it should lie"),
}

_SEPARATOR = ";"
_OTHER = "other"


def hold(session: Session, way: "Way", values: Mapping[str, Any]) -> tuple[str, ...]:
    """Ask for measurements and store them, until the person has no more; give the ids stored last.

    Raises what `record.hold` raises, `Malformed` for an instrument that is not taken, and `NobodyToMeasure`
    or `NobodyAgreed` when there is nobody whose values could be stored.
    """
    _check_taken(way.writing(session, values).given.known.get("instrument"))
    return record.hold(session, way, values, _stored)


def _stored(interview: Interview) -> tuple[str, ...]:
    _ask_open(interview, "instrument")
    of_one = INSTRUMENTS[interview.fields["instrument"]].form in ("amount", "rows")
    if of_one or "value" in interview.fields:
        return record.one(interview)
    check_somebody(interview.known, interview.fields)
    for name in COMMON:
        _ask_open(interview, name)
    while True:
        try:
            return Filling(interview).settle()
        except AllMeasured as fault:
            ask.show(str(fault))
            # the moment after it stands ready
            interview.values["moment"] = ()
            interview.ask(interview.asked["moment"])


def _ask_open(interview: Interview, name: str) -> None:
    if name not in interview.fields:
        interview.ask(interview.asked[name])


def _check_taken(instrument: str | None) -> None:
    found = INSTRUMENTS.get(instrument or "")
    if found and found.form == "refused":
        name = vocabulary.label("instrument", found.id)
        raise Malformed([Problem("instrument", found.refusal, label=N_("Instrument"), instrument=name)])


def instrument(question: Question) -> Answers:
    """Ask the instrument: those of the study first, each with what it is to show or what it is."""
    study = question.interview.known.study
    listed = {each.instrument: each.indicator or "" for each in (study.instruments if study else ())}
    names = [*listed, *(each for each in INSTRUMENTS if each not in listed)]
    answers = {
        name: f"{vocabulary.label('instrument', name)} — {listed.get(name) or _(ABOUT[name])}"
        for name in names
        if name in ABOUT
    }
    return {question.option: (ask.choose(question.words, answers, ready=str(question.now or "")),)}


def moment(question: Question) -> Answers:
    """Ask the moment; the one that comes next for this instrument stands ready."""
    known, wanted = question.interview.known, question.interview.fields.get("instrument")
    done: dict[str, set[str | None]] = {}
    for each in known.records.of(Measurement):
        if each.data.instrument == wanted and each.data.moment:
            done.setdefault(each.data.moment, set()).add(each.data.participant)
    words = {each: vocabulary.label("moment", each) for each in vocabulary.ids("moment")}
    ready = str(question.now or "") or _next_moment(done, set(known.people(MEASUREMENTS)))
    chosen = ask.choose(question.words, {**words, **later()}, ready=ready)
    return {} if chosen == LATER else {question.option: (chosen,)}


def _next_moment(done: Mapping[str, set[str | None]], people: set[str]) -> str:
    """Give the last moment that was begun, or the one after it when everybody has a value for that."""
    begun = [place for place, each in enumerate(MOMENTS) if each in done]
    if not begun:
        return MOMENTS[0]
    last = begun[-1]
    return MOMENTS[last] if people - done[MOMENTS[last]] else MOMENTS[min(last + 1, len(MOMENTS) - 1)]


def counted(question: Question) -> Answers:
    """Ask what is counted: what was counted before, or something new."""
    known = question.interview.known.records.of(Measurement)
    labels = dict.fromkeys(each.data.label for each in known if each.data.label)
    if labels:
        answers = {**{each: each for each in labels}, _OTHER: _("Something else")}
        chosen = ask.choose(question.words, answers, ready=str(question.now or ""))
        if chosen != _OTHER:
            return {question.option: (chosen,)}
    return text(question)


def value(question: Question) -> Answers:
    """Ask the value of a counter, or the tasks of the scale map one by one."""
    if INSTRUMENTS[question.interview.fields["instrument"]].form == "amount":
        return text(question)
    rows: list[str] = []
    while True:
        row = _task(question, rows)
        if row:
            rows.append(row)
        elif rows:
            return {"row": tuple(rows)}
        else:
            ask.show(_(NEEDED))


def _task(question: Question, rows: list[str]) -> str:
    """Give one row of the scale map as the option takes it; "" when there are no more tasks."""

    def wrong(typed: str) -> str | None:
        if _SEPARATOR in typed:
            return _("Leave out the sign {sign} here.").format(sign=_SEPARATOR)
        return question.interview.wrong({"row": (*rows, typed)}) if typed.strip() else None

    pieces = [ask.text(_("Which task?"), check=wrong, hint=_(ONE_BY_ONE)).strip()]
    if not pieces[0]:
        return ""
    for asked, listed_in in (
        (_("At which scale does it lie now?"), "scale_level"),
        (_("Why there?"), "scale_reason"),
        (_("At which scale should it lie?"), "scale_level"),
    ):
        answers = {each: vocabulary.label(listed_in, each) for each in vocabulary.ids(listed_in)}
        chosen = ask.choose(f"{pieces[0]}: {asked}", {**later(), **answers})
        pieces.append("" if chosen == LATER else chosen)
    grades = {str(each): str(each) for each in range(1, 6)}
    chosen = ask.choose(_("How satisfied are people with it? (1 to 5)"), {**later(), **grades})
    return _SEPARATOR.join([*pieces, "" if chosen == LATER else chosen])
