"""A record asked for: an interview that fills in the options, a summary, and then on as without questions."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from actionlab.cli import ask
from actionlab.cli.asking import fields, summary
from actionlab.cli.asking.beginning import begin
from actionlab.cli.asking.fitting import fits
from actionlab.cli.asking.known import Known
from actionlab.cli.asking.order import ORDERS, TOLD, Order
from actionlab.cli.faults import without_personal_data
from actionlab.cli.notations import notation_of
from actionlab.cli.options import asked_fields, by_option
from actionlab.cli.session import Session
from actionlab.cli.values import kind_label
from actionlab.errors import ActionlabError, Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model.fields import Field
from actionlab.model.kinds import Kind
from actionlab.model.records import Draft
from actionlab.store import Workspace, read, trial

if TYPE_CHECKING:
    from actionlab.cli.verbs.log_record import Way, Writing

# stands in for what is made when it is stored, or asked later, so that an answer can be judged before that
_STANDS_IN: Mapping[str, Mapping[str, Any]] = {
    "participant": {"pseudonym": "XXX-2222", "group": "professional", "consent": {"status": "requested"}}
}


class NothingToName(ActionlabError):
    """A record has to name one of another `kind`, and the study has none."""

    sentence = N_("There is nothing of this kind in the study yet: {kind}. Write that down first.")


class Interview:
    """One record on its way: what was given and answered so far, as options, and what it says.

    `values` are the options as click would have given them. `ready` has texts that stand ready in questions,
    by field. `left_open` are the fields that were asked and not answered.
    """

    def __init__(self, session: Session, way: "Way", values: Mapping[str, Any], known: Known) -> None:
        self.session = session
        self.way = way
        self.values = dict(values)
        self.known: Known = known
        self.ready: dict[str, str] = {}
        self.left_open: set[str] = set()

    @property
    def kind(self) -> Kind:
        """The kind of the record."""
        return self.way.kind

    @property
    def order(self) -> Order:
        """What is asked of this kind, in order."""
        return ORDERS[self.kind.id]

    @cached_property
    def asked(self) -> dict[str, Field]:
        """The fields that may be asked, by name, in the order of asking."""
        own = {each.name: each for each in asked_fields(self.kind.data_class, without=("id", "study_id"))}
        return {name: own[name] for name in self.order.all}

    @property
    def fields(self) -> dict[str, Any]:
        """What is known so far, as it is stored: what follows from the answers too."""
        return self.writing().given.known

    def said(self, writing: "Writing") -> dict[str, Any]:
        """Give what would be stored, with its study, and with something in the place of what comes later."""
        study = {} if self.kind.shared or not self.known.study_id else {"study_id": self.known.study_id}
        return {**_STANDS_IN.get(self.kind.id, {}), **study, **writing.given.known}

    def writing(self, answers: Mapping[str, Any] | None = None) -> "Writing":
        """Give the record as the verb reads it from the options, with these answers among them."""
        return self.way.writing(self.session, {**self.values, **(answers or {})})

    def wrong(self, answers: Mapping[str, Any]) -> str | None:
        """Give why these options cannot be added, in one text; None when they can.

        What the store would refuse is told too, as soon as nothing that is needed is missing; not what is
        still to be asked. Raises what is the fault of no answer, such as `DamagedFile`.
        """
        try:
            writing = self.writing(answers)
        except ActionlabError as fault:
            return without_personal_data(str(fault))
        found = writing.given.faults or self._refused(writing, answers)
        told = dict.fromkeys(summary.told(each, answers) for each in found)
        return without_personal_data(" ".join(told)) if told else None

    def tell_still_to_come(self, answers: Mapping[str, Any]) -> None:
        """Say that a day that was answered is still to come, which is no fault."""
        from actionlab.cli.verbs.log_record import still_to_come  # it is loaded, and imports this module

        sentence = still_to_come(self.kind, self.writing(answers).given.known, self.session.today())
        if sentence:
            ask.show(sentence)

    def _refused(self, writing: "Writing", answers: Mapping[str, Any]) -> list[Problem]:
        found = self._problems(writing)
        own = [each for each in found if each.field in answers]
        if own or not found or self._lacks(self.writing()):
            # what an answer cannot mend would be told for ever; the summary comes back to it
            return own
        before = {str(each) for each in self._problems(self.writing())}
        dealt_with = {
            *self.left_open,
            *(name for name, given in self.values.items() if given not in (None, ())),
        }
        return [each for each in found if each.field in dealt_with and str(each) not in before]

    def _problems(self, writing: "Writing") -> tuple[Problem, ...]:
        """Give why the store would refuse the record as it is; nothing while something needed is missing."""
        if writing.given.faults or self._lacks(writing):
            return ()
        draft = Draft(kind=self.kind.id, fields=self.said(writing))
        (found,) = trial(self.known.workspace, [draft], now=self.session.now()).problems
        renamed = by_option(Malformed(found), writing.asked)
        return renamed.problems if isinstance(renamed, Malformed) else found

    def _lacks(self, writing: "Writing") -> bool:
        return self.way.lacks(writing) and self.kind.id not in _STANDS_IN

    def ask(self, field: Field) -> None:
        """Ask one question anew, with what was answered before standing ready, and keep the answer."""
        now = self.fields.get(field.name)
        options = [each.name or "" for each in notation_of(field).options(field)]
        typed = tuple(self.values.get(notation_of(field).option_of(field, field.name)) or ())
        self.values |= fields.emptied({name: self.values.get(name) for name in options})
        answers = fields.answers(self, field, now, typed)
        self.values |= answers
        open_again = all(given in (None, ()) for given in answers.values())
        (self.left_open.add if open_again else self.left_open.discard)(field.name)

    def hold(self) -> None:
        """Ask the first questions, whether there is more to say, and what belongs to that.

        Raises `NothingToName` when the record has to name another one and there is none.
        """
        for field in self.asked.values():
            if field.required and not fits(self, field) and self._is_needed(field):
                raise NothingToName(kind=kind_label(field.asks.refers_to[0]))
        self._ask_all(self.order.first)
        if any(self._is_open(name) for name in self.order.rest) and ask.agrees(_("Write down more?")):
            self._ask_all(self.order.rest)
        self._ask_all(self.order.last)

    def _is_needed(self, field: Field) -> bool:
        return bool(field.asks.refers_to) and field.name not in self.fields

    def _ask_all(self, names: Iterable[str]) -> None:
        for name in names:
            if self._is_open(name):
                self.ask(self.asked[name])

    def _is_open(self, name: str) -> bool:
        return name not in self.fields and fits(self, self.asked[name])

    def settle(self) -> tuple[str, ...]:
        """Show the summary until the record is stored, and give its id; Abort when the person stops."""

        def change(name: str) -> None:
            self.ask(self.asked[name])
            self._ask_all(self.order.last)

        return summary.settled(self._lines, self._changeable, change, self._stored)

    def _stored(self) -> tuple[str, ...]:
        writing = self.writing()
        writing.left_open = frozenset(self.left_open)
        return self.way.store(writing)

    def _lines(self) -> Iterable[tuple[str, str]]:
        study = self.known.study
        if study and self.known.study_id:
            yield _("Study"), f"{study.title} ({self.known.study_id})"
        told = self._answers()
        for name in self._in_order(told):
            yield told[name]
        if self.values.get("count"):
            yield _("Number of codes"), str(self.values["count"])
        if self.kind.id in TOLD:
            yield from fields.asked_by(TOLD[self.kind.id])(self)

    def _answers(self) -> dict[str, tuple[str, str]]:
        writing = self.writing()
        told = summary.answers(self.kind, self.said(writing), self.known)
        return {name: told[name] for name in told if name in writing.given.known}

    def _changeable(self) -> dict[str, str]:
        told = self._answers()
        open_text = _("not recorded")
        return {
            name: f"{summary.before_answer(field.label)} {told[name][1] if name in told else open_text}"
            for name, field in self.asked.items()
            if name in told or fits(self, field)
        }

    def _in_order(self, names: Iterable[str]) -> list[str]:
        first = [name for name in self.order.all if name in names]
        return [*first, *(name for name in names if name not in first)]


def one(interview: Interview) -> tuple[str, ...]:
    """Ask for one record and store it; give its id. Raises what `Interview.hold` and `settle` raise."""
    interview.hold()
    return interview.settle()


def hold(
    session: Session,
    way: "Way",
    values: Mapping[str, Any],
    stored: Callable[[Interview], tuple[str, ...]] = one,
) -> tuple[str, ...]:
    """Ask for one record after the other, store each as `stored` does, and give the ids of the last.

    Raises `KeyboardInterrupt` or `click.Abort` when the person stops: what was not confirmed is not stored;
    before anything is asked `ReadOnlyWorkspace` and what `check_undamaged` raises.
    """
    begin(session.workspace())
    study = _study(session, way, values)
    check_undamaged(session.workspace(), study)
    ready: dict[str, str] = {}
    while True:
        values = {**values, "study": study}
        interview = Interview(session, way, values, Known(session.workspace(), study))
        interview.ready = ready
        made = stored(interview)
        if not ask.agrees(_("Another one?")):
            return made
        day = interview.values.get("date")
        ready = {"date": day[0]} if day else {}
        values = fields.emptied(interview.values)


def check_undamaged(workspace: Workspace, study: str | None) -> None:
    """Raise `DamagedFile` or `NewerFormat` when nothing can be stored in a study."""
    for damaged in read(workspace, studies=(study,) if study else (), kinds={"study"}).damaged:
        raise damaged


def _study(session: Session, way: "Way", values: Mapping[str, Any]) -> str | None:
    writing = way.writing(session, values)
    writing.place()
    return writing.study_given
