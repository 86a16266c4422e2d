"""Sessions of a study: which of them a sheet belongs to, by id, or by title and day."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import Problem
from actionlab.exchange.incoming import Incoming
from actionlab.exchange.made_ids import living_id, made_id
from actionlab.i18n import N_
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record
from actionlab.model.training import Training
from actionlab.model.words import caseless
from actionlab.store.versions import Versions

_PREFIX = f"{KINDS['training'].prefix}-"
_LABEL = N_("Training session")

_NO_SESSION = N_("There is no session {id} in this study. Look it up with 'actionlab list training'.")
_MANY_IDS = N_("'{value}' fits more than one record: {ids}. Type more of it.")
_WHICH = N_("It does not say which session this is about. Give its title or its id.")
_WHICH_DAY = N_("It does not say of which day this is, and there is no session '{title}' yet. Give the date.")
_MANY = N_("More than one session fits: {ids}. Give the date, or the id of the session.")
_SAME_DAY = N_("More than one session fits on {date}: {ids}. Give the id of the session.")
_NO_DAY = N_(
    "The session {id} has no date, so it is not certain that this belongs to it. Give it one first:"
    " actionlab edit {id} --date {date}"
)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The session that a sheet belongs to, by its id; a new one has a title and a day as well."""

    training_id: str
    title: str = ""
    day: str = ""

    def begun(self, sheets: Sequence[Incoming]) -> dict[str, Any]:
        """Give the fields of a new session, with the module that its sheets name."""
        module = next((each.fields["module_ref"] for each in sheets if each.fields.get("module_ref")), None)
        fields = {"title": self.title, "module_ref": module, "date": self.day}
        return {name: value for name, value in fields.items() if value}


class Sessions:
    """The training sessions of a study, and the new ones that sheets brought so far."""

    def __init__(self, versions: Versions, study_id: str, *, again: bool = False) -> None:
        """Take the sessions of one study; with `again` one that was erased may begin once more."""
        self._versions = versions
        self._again = again
        self._is_erased = versions.is_erased
        self._sessions = {each.id: each for each in versions.records.of_study(Training, study_id)}
        self._study_id = study_id
        self._new: dict[str, Place] = {}

    def find(self, fields: Mapping[str, Any]) -> Place | Problem:
        """Give the session of a sheet, or why it is not known which; sheets with a day come first.

        `fields` may hold *training* (an id, its beginning, or a title) and *date*. A session that sheets
        began is found again, also when somebody changed its title or day since, or erased it.
        """
        typed, day = str(fields.get("training") or "").strip(), str(fields.get("date") or "")
        if typed in self._sessions or typed.casefold().startswith(_PREFIX):
            return self._with_id(typed)
        fitting = [each for each in self._sessions.values() if not typed or _is_called(typed, each)]
        found = self._on_day(fitting, day) if day else self._only(fitting, typed)
        if found is not None:
            return found
        if not typed or not day:
            return _problem(_WHICH_DAY, title=typed) if typed else _problem(_WHICH)
        own = made_id("training", self._study_id, "session", caseless(typed), day)
        own = living_id(own, self._versions, again=self._again)
        if own in self._sessions or self._is_erased(own):
            return Place(training_id=own)
        new = Place(training_id=own, title=typed, day=day)
        return self._new.setdefault(own, new)

    def _with_id(self, typed: str) -> Place | Problem:
        if self._is_erased(typed):
            return Place(training_id=typed)
        wanted = typed.casefold()
        fitting = [each for each in self._sessions if each.casefold().startswith(wanted)]
        fitting = [typed] if typed in self._sessions else fitting
        if len(fitting) > 1:
            return _problem(_MANY_IDS, value=typed, ids=fitting[:5])
        return Place(training_id=fitting[0]) if fitting else _problem(_NO_SESSION, id=typed)

    def _on_day(self, fitting: list[Record[Training]], day: str) -> Place | Problem | None:
        there = [each.id for each in fitting if str(each.data.date) == day]
        undated = [each.id for each in fitting if each.data.date is None]
        if len(there) == 1:
            return Place(training_id=there[0])
        if there:
            return _problem(_SAME_DAY, date=day, ids=there[:5])
        return _problem(_NO_DAY, id=undated[0], date=day) if undated else None

    def _only(self, fitting: list[Record[Training]], typed: str) -> Place | Problem | None:
        """Give the one session that fits without a day, among those there are and those that are new."""
        new = [each for each in self._new.values() if not typed or caseless(each.title) == caseless(typed)]
        if len(fitting) + len(new) > 1:
            return _problem(_MANY, ids=[each.id for each in fitting[:5]] or [each.day for each in new])
        return new[0] if new else Place(training_id=fitting[0].id) if fitting else None


def _problem(sentence: str, **facts: object) -> Problem:
    return Problem("training", sentence, label=_LABEL, **facts)


def _is_called(typed: str, session: Record[Training]) -> bool:
    return caseless(typed) in (caseless(session.data.title), caseless(session.data.module_ref or ""))
