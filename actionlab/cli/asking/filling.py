"""Filling: the values of one instrument at one moment for many people, in a grid, stored in one write."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.asking.record import Interview
from actionlab.cli.asking.sheet import is_measured, measured, sheet, takes_forms, value_shown, what
from actionlab.cli.asking.summary import answers, attempted, decided
from actionlab.cli.cells import Cells
from actionlab.cli.faults import without_personal_data
from actionlab.cli.grid import fill
from actionlab.cli.terminal import give
from actionlab.cli.values import shown
from actionlab.errors import Problem, Unreadable
from actionlab.i18n import _, ngettext
from actionlab.model.answers import read_whole
from actionlab.model.consent import consent_problems
from actionlab.model.fields import field
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.measurement import Measurement
from actionlab.model.records import Draft
from actionlab.model.withdrawal import MEASUREMENTS
from actionlab.store import trial

# what is asked before the values
COMMON = ("moment", "date", "assessor_role")
_PEOPLE, _FORMS = "people", "forms"
_VALUES, _OTHERS, _STOP = "values", "others", "stop"
_FORMS_MOST = 200
# of more people one reads no sentences
_TOLD_MOST = 5


class Filling:
    """The measurements of one sitting: `interview` has what holds for all of them, the cells the values."""

    def __init__(self, interview: Interview) -> None:
        """Ask whose values they are. Raises `AllMeasured`."""
        self._interview = interview
        self._instrument = INSTRUMENTS[interview.fields["instrument"]]
        # how many anonymous forms there are, and for how many of them one line stands
        self._forms, self._per_line = self._asked_whose()
        self._cells = self._begun()

    def settle(self) -> tuple[str, ...]:
        """Let the grid be filled, show the summary, and store; give the ids, none when nothing was filled in.

        Raises `KeyboardInterrupt` or `click.Abort` when the person stops.
        """
        if not self._forms:
            self._tell_who_is_left_out()
        self._fill()
        while True:
            said = self._said()
            if not said:
                ask.show(_("Nothing was filled in, so there is nothing to store."))
                return ()
            refused = self._refused(said)
            wanted = self._put_right(said, refused) if refused else ""
            if wanted == _OTHERS:
                said = [each for number, each in enumerate(said) if number not in refused]
            elif wanted:
                self._change(wanted)
                continue
            wanted = decided(self._lines(said), self._changeable())
            if wanted:
                self._change(wanted)
            elif ids := self._stored(said):
                return ids

    def _asked_whose(self) -> tuple[int, int]:
        fields = self._interview.fields
        if fields.get("group_count"):
            return 1, fields["group_count"]
        if not takes_forms(fields):
            return 0, 0
        people = self._interview.known.people(MEASUREMENTS)
        possible = {_PEOPLE: _("Of participants with a code"), _FORMS: _("Forms without a code")}
        whose = ask.choose(_("Whose values are they?"), possible) if people else _FORMS
        if whose == _PEOPLE:
            return 0, 0
        return int(ask.text(_("How many forms are there?"), check=_wrong_number)), 1

    def _begun(self) -> Cells:
        interview = self._interview
        return sheet(interview.known, interview.fields, forms=self._forms)

    def _fill(self) -> None:
        fields = self._interview.fields
        names = (_("Form"),) if self._forms else (_("Participant"), _("Role"))
        title = what(fields)
        if fields.get("date"):
            day = dt.date.fromisoformat(fields["date"])
            title = f"{title}, {shown(field(Measurement, 'date'), day)}"
        fill(self._cells, title=title, names=names)

    def _tell_who_is_left_out(self) -> None:
        """Say who is not in the grid, because of what this person agreed to."""
        known = self._interview.known
        agreed = known.people(MEASUREMENTS)
        left_out = [code for code in known.people() if code not in agreed]
        if not left_out:
            return
        data = Measurement(study_id=known.study_id or "", instrument=self._instrument.id, value=None)
        problems = consent_problems("participant", left_out, data, known.records, scope=MEASUREMENTS)
        told = [str(each) for each in problems]
        if len(told) > _TOLD_MOST:
            sentence = _("Not in the list, because they did not agree to measurements: {codes}.")
            told = [sentence.format(codes=", ".join(left_out))]
        ask.show("\n".join(["", *told]))

    def _said(self) -> list[dict[str, Any]]:
        """Give what was filled in, line by line, as stored, with what holds for all."""
        common = self._common()
        return [
            {**common, **measured(self._instrument, line, texts, forms=self._per_line)}
            for line, texts in self._cells.filled()
            if is_measured(self._instrument, texts)
        ]

    def _common(self) -> dict[str, Any]:
        return {**self._interview.writing().given.known, "study_id": self._interview.known.study_id}

    def _refused(self, said: Sequence[Mapping[str, Any]]) -> dict[int, tuple[Problem, ...]]:
        """Give what the store would not take, by number, with why."""
        drafts = [Draft(kind="measurement", fields=dict(each)) for each in said]
        tried = trial(self._interview.known.workspace, drafts, now=self._interview.session.now())
        return {number: found for number, found in enumerate(tried.problems) if found}

    def _put_right(self, said: Sequence[Mapping[str, Any]], refused: Mapping[int, Sequence[Problem]]) -> str:
        """Tell what cannot be stored and why, and give what is to be done about it."""
        told = [
            f"{said[number].get('participant') or _('Form')}: {' '.join(map(str, found))}"
            for number, found in refused.items()
        ]
        ask.show(without_personal_data("\n".join(["", *told, ""])))
        possible = {_VALUES: _("Change the values"), **self._common_labels()}
        others = len(said) - len(refused)
        if others:
            sentence = ngettext("Store the other", "Store the {n} others", others)
            possible[_OTHERS] = sentence.format(n=others)
        possible[_STOP] = _("Stop, and store nothing")
        answer = ask.choose(_("This cannot be stored. What do you want to do?"), possible)
        if answer == _STOP:
            raise click.Abort
        return answer

    def _change(self, wanted: str) -> None:
        if wanted != _VALUES:
            self._interview.ask(self._interview.asked[wanted])
            before, self._cells = self._cells, self._begun()
            self._cells.take_over(before)
        if wanted in (_VALUES, "moment"):
            self._fill()

    def _changeable(self) -> dict[str, str]:
        return {_VALUES: _("The values"), **self._common_labels()}

    def _common_labels(self) -> dict[str, str]:
        return {name: self._interview.asked[name].label for name in COMMON}

    def _lines(self, said: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
        known = self._interview.known
        told = answers(self._interview.kind, said[0], known)
        lines = [(_("Study"), known.study.title)] if known.study else []
        for name in ("instrument", *COMMON):
            lines.append(told.get(name, (field(Measurement, name).label, _("not recorded"))))
        is_long = isinstance(said[0]["value"], list) or "goal" in said[0]
        values = ("\n" if is_long else ", ").join(
            ": ".join(filter(None, (each.get("participant"), each.get("goal"), value_shown(each["value"]))))
            for each in said
        )
        label = ngettext("{n} value", "{n} values", len(said)).format(n=len(said))
        return [*lines, (label, values)]

    def _stored(self, said: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Store it all and print the ids; () when that was refused, or the person wanted it no more."""
        writing = self._interview.writing()
        writing.left_open = frozenset(self._interview.left_open)
        ids = attempted(lambda: writing.store(writing.place(), said)) or ()
        if ids:
            give("\n".join(ids))
        return ids


def _wrong_number(typed: str) -> str | None:
    try:
        number = read_whole(typed)
    except Unreadable as fault:
        return str(fault)
    if 1 <= number <= _FORMS_MOST:
        return None
    return _("A whole number from {low} to {high}.").format(low=1, high=_FORMS_MOST)
