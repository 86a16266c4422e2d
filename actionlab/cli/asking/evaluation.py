"""Looking back on a training session: the questions of `log evaluation` and of `log follow-up`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from actionlab.cli import ask
from actionlab.cli.asking import summary
from actionlab.cli.asking.beginning import begin, study_of
from actionlab.cli.asking.fields import LATER, emptied, later
from actionlab.cli.asking.known import Known
from actionlab.cli.current import Current, find_current
from actionlab.cli.faults import without_personal_data
from actionlab.cli.given import NEEDED, Given
from actionlab.cli.session import Session
from actionlab.cli.values import shown
from actionlab.errors import ActionlabError, Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model.answers import read_answer
from actionlab.model.fields import field, fields
from actionlab.model.training import Applied, Evaluation, Learning, Reaction
from actionlab.store import Workspace, trial

if TYPE_CHECKING:
    from actionlab.cli.verbs.log_evaluation import Way

_NUMBERS = N_("(one number for each person, such as 7,8,8)")


class NoTraining(ActionlabError):
    """There is no training session in the study `study` to look back on."""

    sentence = N_(
        "There is no training session in {study} yet. Write one down first: actionlab log training -s {study}"
    )


def chosen_training(workspace: Workspace, study: str) -> str:
    """Give the id of the session that the person chooses, the last one first. Raises `NoTraining`."""
    sessions = Known(workspace, study).of_kinds(("training",))
    if not sessions:
        raise NoTraining(study=study)
    return ask.choose(_("Which training session is it about?"), sessions)


def hold(session: Session, way: "Way", training: str | None, values: Mapping[str, Any]) -> str:
    """Ask how people looked back on one session after the other, and store it; give the id of the last.

    Raises `ReadOnlyWorkspace` before anything is asked, `NoTraining`, `Malformed` for options that do not
    fit, and `KeyboardInterrupt` or `click.Abort` when the person stops.
    """
    workspace = session.workspace()
    begin(workspace)
    study = "" if training else study_of(session, workspace)
    while True:
        chosen = training or chosen_training(workspace, study)
        looking = LookingBack(session, way, find_current(session, chosen, "training"), values)
        looking.hold()
        stored = looking.settle()
        if training or not ask.agrees(_("Another one?")):
            return stored
        values = emptied(values)


class LookingBack:
    """The answers about one session so far, as options; each is checked as the store would."""

    def __init__(self, session: Session, way: "Way", current: Current, values: Mapping[str, Any]) -> None:
        self.session = session
        self.way = way
        self.current = current
        self.values = dict(values)
        self._before = current.fields.get("evaluation") or {}

    def hold(self) -> None:
        """Ask every question that no option answered. Raises `Malformed` for options that do not fit."""
        too_many = [self._too_many(name, self._given(name)) for name in _OUT_OF]
        if any(too_many):
            raise Malformed([each for each in too_many if each])
        if any(self._recorded(name) for name in self._questions()):
            ask.show(_("There are answers of this session already. What you change takes their place."))
        for name in self._questions():
            if self.values.get(name) in (None, ()):
                self._ask(name)

    def settle(self) -> str:
        """Show the summary until it is stored, and give the id; Abort when the person stops."""
        labels = {name: _label(name) for name in self._questions()}
        return summary.settled(self._lines, lambda: labels, self._ask, self._stored)

    def _questions(self) -> tuple[str, ...]:
        if self.way.name == "follow-up":
            return tuple(each.name for each in fields(Applied))
        return ("grades", "fits_my_work", "before", "level4_note")

    def _ask(self, name: str) -> None:
        if name == "before":
            self._ask_learning()
        elif name == "level4_note":
            words = _("What did it bring residents or the organisation?")
            typed = ask.long_text(words, ready=self._ready(name), check=self._check(name))
            self.values[name] = (typed,) if typed.strip() else ()
        else:
            needed = self.way.name == "follow-up"
            hint = "" if needed else _(_NUMBERS)
            typed = ask.text(
                _(_WORDS[name]), ready=self._ready(name), check=self._check(name, needed=needed), hint=hint
            )
            self.values[name] = (typed,) if typed.strip() else ()

    def _ask_learning(self) -> None:
        """Ask what people could before and after, learning goal by learning goal, and statements besides."""
        there = self._learning()
        goals = dict.fromkeys([*self.current.fields.get("learning_goals", ()), *there])
        found: dict[str, tuple[str, ...]] = {"statement": (), "before": (), "after": ()}
        for goal in goals:
            ask.show("\n" + goal)
            before, after = self._pair(goal, *there.get(goal, ("", "")))
            if before or after:
                line = {"statement": goal, "before": before, "after": after}
                found = {name: (*found[name], line[name]) for name in found}
        self.values |= found
        if any(found["before"]):
            self._ask_whether_afterwards()

    def _pair(self, goal: str, before: str, after: str) -> tuple[str, str]:
        """Ask both numbers of one statement; what is wrong with the two together asks them anew."""
        hint = _(_NUMBERS)
        while True:
            before = ask.text(
                _("What did people answer before (1 to 5)?"),
                ready=before,
                check=self._check_learning(goal, "before"),
                hint=hint,
            ).strip()
            after = ask.text(
                _("And after (1 to 5)?"), ready=after, check=self._check_learning(goal, "after"), hint=hint
            ).strip()
            line = {"statement": (goal,), "before": (before,), "after": (after,)}
            fault = self.wrong(line) if before or after else None
            if fault is None:
                return before, after
            ask.show(fault)

    def _ask_whether_afterwards(self) -> None:
        answers = {**later(), ask.NO: _("No"), ask.YES: _("Yes")}
        now = self.values.get("retrospective")
        if now is None:
            now = next((each.get("retrospective") for each in self._before.get("level2", ())), None)
        ready = "" if now is None else ask.YES if now else ask.NO
        chosen = ask.choose(_("Was 'before' asked afterwards?"), answers, ready=ready)
        self.values["retrospective"] = None if chosen == LATER else chosen == ask.YES

    def _learning(self) -> dict[str, tuple[str, str]]:
        """Give what was answered of each statement: just now, or else before."""
        if self.values.get("statement"):
            return {goal: (before, after) for goal, before, after in self._statements()}
        level2 = self._before.get("level2", ())
        return {each["statement"]: (_typed(each.get("before")), _typed(each.get("after"))) for each in level2}

    def _statements(self) -> Iterator[tuple[str, str, str]]:
        """Give what was answered just now: statement, before and after."""
        return zip(*(self.values.get(name) or () for name in ("statement", "before", "after")), strict=True)

    def _given(self, name: str) -> str:
        return next(iter(self.values.get(name) or ()), "")

    def _recorded(self, name: str) -> str:
        """Give what the session says already, as it is typed."""
        if name == "before":
            return "".join(each["statement"] for each in self._before.get("level2", ()))
        if self.way.name == "follow-up":
            return _typed(self._before.get("level3_applied", {}).get(name))
        return _typed(self._before.get(name) or self._before.get("level1", {}).get(name))

    def _ready(self, name: str) -> str:
        return self._given(name) or self._recorded(name) or (_("today") if name == "asked_on" else "")

    def _check(self, name: str, *, needed: bool = False) -> ask.Check:
        def check(typed: str) -> str | None:
            if not typed.strip():
                return _(NEEDED) if needed else None
            too_many = self._too_many(name, typed)
            return str(too_many) if too_many else self.wrong({name: (typed,)})

        return check

    def _check_learning(self, goal: str, name: str) -> ask.Check:
        def check(typed: str) -> str | None:
            alone = {"statement": (goal,), "before": (), "after": (), name: (typed,)}
            return self.wrong(alone) if typed.strip() else None

        return check

    def _too_many(self, name: str, typed: str) -> Problem | None:
        """Give why so many people cannot have answered, or use it: no more were asked, or answered."""
        most, number = self._given(_OUT_OF[name]) if name in _OUT_OF else "", typed.strip()
        if not (most.strip().isdecimal() and number.isdecimal() and int(number) > int(most)):
            return None
        return Problem(name, N_("That cannot be more than {most}."), label=_label(name), most=int(most))

    def wrong(self, answers: Mapping[str, Any]) -> str | None:
        """Give why these options cannot be added, in one text; None when they can."""
        from actionlab.cli.verbs.log_evaluation import by_option

        given = Given({**self.values, **answers}, self.session.today())
        try:
            draft = self.way.draft(given, self.current)
        except ActionlabError as fault:
            return without_personal_data(str(fault))
        found = [each for each in given.faults if each.field in answers]
        if not given.faults:
            (refused,) = trial(self.current.workspace, [draft], now=self.session.now()).problems
            found = by_option(refused)
        return without_personal_data(" ".join(str(each) for each in found)) if found else None

    def _stored(self) -> str:
        return self.way.store(self.session, self.current.record.id, dict(self.values))

    def _lines(self) -> Iterator[tuple[str, str]]:
        known = Known(self.current.workspace, str(self.current.fields.get("study_id")))
        yield _("Training session"), known.name(self.current.record.id)
        for name in self._questions():
            if name == "before":
                yield from self._learned()
            elif name == "asked_on" and self._given(name):
                asked = field(Applied, name)
                day = read_answer(asked, self._given(name), self.session.today())
                yield asked.label, shown(asked, dt.date.fromisoformat(day))
            elif self._given(name):
                yield _label(name), self._given(name)

    def _learned(self) -> Iterator[tuple[str, str]]:
        for goal, before, after in self._statements():
            yield goal, _("before {before}, after {after}").format(before=before or "–", after=after or "–")


_WORDS = {
    "grades": N_("Which grades did people give (1 to 10)?"),
    "fits_my_work": N_("How far does it fit their work (1 to 5)?"),
    "asked_on": N_("When was it asked?"),
    "n_asked": N_("How many people were asked?"),
    "n_responded": N_("How many answered?"),
    "n_applied": N_("How many use what they learned?"),
}

# the number of people of whom these are a part
_OUT_OF = {"n_responded": "n_asked", "n_applied": "n_responded"}


def _typed(answer: Any) -> str:
    """Give an answer as it is stored in the way people type it; "" for none."""
    if isinstance(answer, list | tuple):
        return ",".join(map(str, answer))
    return "" if answer is None else str(answer)


def _label(name: str) -> str:
    if name == "before":
        return _("Learning goals")
    for holder in (Reaction, Learning, Applied, Evaluation):
        for each in fields(holder):
            if each.name == name:
                return each.label
    raise KeyError(name)
