"""Closing: what is asked to close a cycle or to mark an action as done, where it was not given."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from actionlab.analysis.cycles import cycle_of
from actionlab.analysis.due import is_late
from actionlab.cli import ask
from actionlab.cli.asking.beginning import begin
from actionlab.cli.asking.fields import not_empty
from actionlab.cli.asking.known import Known, named, shortened
from actionlab.cli.asking.summary import settled
from actionlab.cli.current import Current
from actionlab.cli.faults import problem_of
from actionlab.cli.session import Session
from actionlab.cli.values import shown
from actionlab.errors import ActionlabError, Unreadable
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.action import Action
from actionlab.model.answers import read_answer
from actionlab.model.cycle import Cycle
from actionlab.model.fields import field
from actionlab.model.observation import Observation
from actionlab.model.records import Draft, Record, Records
from actionlab.store import read, trial

# label and answer
Lines = list[tuple[str, str]]

# so much of a text that question and answer stay on a line
_TITLE_MOST, _STUDY_MOST, _ACTION_MOST = 30, 22, 44

# what each decision means
_DECISIONS = {
    "continue": N_("go on in the same way"),
    "adjust": N_("go on, but differently"),
    "stop": N_("this way of working ends"),
}


class NothingOpen(ActionlabError):
    """There is no cycle left to close."""

    sentence = N_("There is no cycle to close: they are all closed, or there is none yet.")


class NothingToDo(ActionlabError):
    """There is no action left to do."""

    sentence = N_("There is no open action. All of them are done or dropped, or there is none yet.")


class NothingToRestOn(ActionlabError):
    """A study has no insight, and a cycle no observation, on which a decision could be based."""

    sentence = N_(
        "A decision about a cycle is based on an insight or an observation, and there is none yet. Write one"
        " down first: actionlab log insight"
    )


def which_cycle(session: Session) -> str:
    """Give the id of the cycle to close: chosen among those that are open, what ended first on top.

    Raises `NothingOpen`, and `ReadOnlyWorkspace` before anything is asked.
    """
    records = _records(session)
    found = [each for each in records.of(Cycle) if not each.data.is_closed]
    if not found:
        raise NothingOpen
    found.sort(key=lambda each: _by_end(each.data, session.today()))
    return ask.choose(_("Which cycle do you close?"), {each.id: _cycle(each, records) for each in found})


def close(
    session: Session, current: Current, values: Mapping[str, Any], store: Callable[[dict[str, Any]], str]
) -> str:
    """Ask what is missing among the options of `close`, and give what `store` gives for all of them.

    Raises `ReadOnlyWorkspace` before anything is asked, `NothingToRestOn`, and `KeyboardInterrupt` or
    `click.Abort` when the person stops.
    """
    begin(current.workspace)
    closing = _Closing(session, current, values)
    before = {name: current.fields.get(name) for name in ("decision", "reason", "because")}
    for name, question in closing.questions.items():
        if not values.get(name) and not before.get(name):
            closing.answers[name] = question()
    labels = {name: field(Cycle, name).label for name in closing.questions}

    def stored() -> str:
        return store({**values, **_said(closing.answers)})

    return _settled(closing.answers, closing.lines, closing.questions, labels, stored)


def done(session: Session, values: Mapping[str, Any], store: Callable[[str, dict[str, Any]], str]) -> str:
    """Ask which action was done and what came of it, and give what `store` gives for it and the options.

    It is chosen among those that are open, the late ones first. Raises `NothingToDo`, `ReadOnlyWorkspace`
    before anything is asked, and `KeyboardInterrupt` or `click.Abort` when the person stops.
    """
    records = _records(session)
    actions = _open_actions(records, session.today())
    answers: dict[str, tuple[str, ...]] = {}

    def action() -> tuple[str, ...]:
        return (ask.choose(_("Which action was done?"), actions, ready="".join(answers.get("action", ()))),)

    def result() -> tuple[str, ...]:
        before = "".join(answers.get("result", ()))
        said = ask.long_text(_("What came of it? (Enter: nothing to say)"), ready=before)
        return (said,) if said.strip() else ()

    def lines() -> Lines:
        said = {**values, **answers}
        found = records.find(Action, answers["action"][0])
        return [
            (_("Action"), found.data.description if found else ""),
            (field(Action, "status").label, vocabulary.label("action_status", "done")),
            (field(Action, "result").label, "".join(said.get("result") or ()) or _("not recorded")),
        ]

    questions = {"action": action, **({} if values.get("result") else {"result": result})}
    for name, question in questions.items():
        answers[name] = question()
    labels = {"action": _("Action"), "result": field(Action, "result").label}

    def stored() -> str:
        said = _said(answers)
        return store(said.pop("action")[0], {**values, **said})

    return _settled(answers, lines, questions, labels, stored)


def _settled(
    answers: dict[str, tuple[str, ...]],
    lines: Callable[[], Lines],
    questions: Mapping[str, Callable[[], tuple[str, ...]]],
    labels: Mapping[str, str],
    store: Callable[[], str],
) -> str:
    """Show the summary and ask again what is to be changed, until it is stored; give what `store` gives."""
    changeable = {name: labels[name] for name in questions if name in answers}

    def change(name: str) -> None:
        answers[name] = questions[name]()

    return settled(lines, lambda: changeable, change, store)


def _said(answers: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: said for name, said in answers.items() if said}


class _Closing:
    """A cycle on its way to its end: what was given, and what was answered so far, as options."""

    def __init__(self, session: Session, current: Current, values: Mapping[str, Any]) -> None:
        self._session = session
        self._current = current
        self._given = values
        self._known = Known(current.workspace, current.fields["study_id"])
        self.answers: dict[str, tuple[str, ...]] = {}
        self.questions = {
            "decision": self._decision,
            "reason": self._reason,
            "because": self._because,
            "end_date": self._end_date,
        }

    def lines(self) -> Lines:
        """Give what will be stored, a line for each field."""
        fields = self._fields()
        named = (str(fields["number"]), fields.get("title"))
        lines = [(_("Cycle"), " · ".join(filter(None, named)))]
        for name in self.questions:
            asked, answer = field(Cycle, name), fields.get(name)
            if name == "because":
                lines.append((asked.label, "\n".join(map(self._known.name, answer or ()))))
            elif name == "end_date" and answer:
                lines.append((asked.label, shown(asked, dt.date.fromisoformat(answer))))
            else:
                lines.append((asked.label, shown(asked, answer)))
        return lines

    def _decision(self) -> tuple[str, ...]:
        words = {word: vocabulary.label("cycle_decision", word) for word in vocabulary.ids("cycle_decision")}
        answers = {word: f"{said} — {_(_DECISIONS[word])}" for word, said in words.items()}
        before = "".join(self.answers.get("decision", ()))
        return (ask.choose(_("What was decided?"), answers, ready=before),)

    def _reason(self) -> tuple[str, ...]:
        before = "".join(self.answers.get("reason", ()))
        return (ask.long_text(_("Why? Give the reason:"), ready=before, check=not_empty),)

    def _because(self) -> tuple[str, ...]:
        records = self._known.records
        observed = [
            each
            for each in records.of(Observation)
            if (cycle := cycle_of(each, records)) and cycle.id == self._current.record.id
        ]
        observed.sort(key=lambda each: (str(each.data.date or ""), each.at), reverse=True)
        possible = {**self._known.of_kinds(("insight",)), **{each.id: named(each) for each in observed}}
        if not possible:
            raise NothingToRestOn
        before = self.answers.get("because", ())
        while True:
            chosen = ask.choose_many(_("What is the decision based on?"), possible, ready=before)
            if chosen:
                return chosen
            ask.show(_("Mark at least one insight or observation: a decision needs a ground."))

    def _end_date(self) -> tuple[str, ...]:
        recorded = self._current.fields.get("end_date")
        ready = "".join(self.answers.get("end_date", ())) or recorded or _("today")
        said = ask.text(
            _("On which day did the cycle end? (empty: not recorded)"), ready=ready, check=self._wrong_end
        )
        return (said,) if said.strip() else ()

    def _wrong_end(self, said: str) -> str | None:
        if not said.strip():
            return None
        try:
            fields = self._fields(end_date=(said,))
        except Unreadable as fault:
            return str(problem_of(fault))
        record = self._current.record
        draft = Draft(kind="cycle", fields=fields, id=record.id, revises=record.heads)
        tried = trial(self._current.workspace, [draft], now=self._session.now())
        return next((str(each) for each in tried.problems[0] if each.field == "end_date"), None)

    def _fields(self, **answers: tuple[str, ...]) -> dict[str, Any]:
        """Give the fields of the cycle as they will be stored. Raises `Unreadable`."""
        fields = {**self._current.fields, "status": "finished"}
        for name in self.questions:
            said = {**self._given, **self.answers, **answers}.get(name)
            if said:
                read = [read_answer(field(Cycle, name), each, self._session.today()) for each in said]
                fields[name] = read if field(Cycle, name).many else read[0]
        return fields


def _records(session: Session) -> Records:
    workspace = session.workspace()
    begin(workspace)
    return read(workspace).records


def _open_actions(records: Records, today: dt.date) -> dict[str, str]:
    found = [each for each in records.of(Action) if not each.data.is_settled]
    if not found:
        raise NothingToDo
    found.sort(key=lambda each: (each.data.due_date or dt.date.max, each.id))
    return {each.id: _action(each, today) for each in found}


def _by_end(cycle: Cycle, today: dt.date) -> tuple[bool, dt.date, int]:
    begun = cycle.start_date is None or cycle.start_date <= today
    return not begun, cycle.end_date or dt.date.max, cycle.number


def _cycle(cycle: Record[Cycle], records: Records) -> str:
    study = records.get(cycle.data.study_id)
    title = getattr(study.data, "title", "") if study else cycle.data.study_id
    number = _("Cycle {number}").format(number=cycle.data.number)
    said = f"{number}: {shortened(cycle.data.title, _TITLE_MOST)}" if cycle.data.title else number
    return f"{said} · {shortened(title, _STUDY_MOST)}"


def _action(action: Record[Action], today: dt.date) -> str:
    said = shortened(action.data.description, _ACTION_MOST)
    if not action.data.due_date:
        return said
    sentence = _("late: {day}") if is_late(action.data, today) else _("due {day}")
    return f"{said} · {sentence.format(day=shown(field(Action, 'due_date'), action.data.due_date))}"
