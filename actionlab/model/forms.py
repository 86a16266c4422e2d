"""Forms: which ones there are, and the names of their fields. Both who makes and who reads them looks here.

A name (tag) is fixed words and dots, such as ``what_seen`` or ``present.klantmanager``. A question with a
choice has a box to tick for each answer: on paper a list that folds out would be empty.
"""

from collections.abc import Iterator

import msgspec

from actionlab.i18n import N_
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.vocabulary import ids

VERSION = 1
MARK = "actionlab"
MOMENTS = ("baseline", "follow_up_1", "follow_up_2")
SCANS = ("collaboration_scan", "expertise_self_scan")


class FormKind(msgspec.Struct, frozen=True, kw_only=True):
    """A form: its id, what people call it (a message id) and the kind of record that it fills."""

    id: str
    label: str
    fills: str


FORMS: dict[str, FormKind] = {
    form.id: form
    for form in (
        FormKind(id="observation", label=N_("observation form"), fills="observation"),
        FormKind(id="evaluation", label=N_("evaluation form"), fills="training"),
        FormKind(id="collaboration_scan", label=N_("collaboration scan"), fills="measurement"),
        FormKind(id="expertise_self_scan", label=N_("expertise self-scan"), fills="measurement"),
        FormKind(id="attendance", label=N_("attendance sheet"), fills="training"),
        FormKind(id="consent", label=N_("consent form"), fills="participant"),
    )
}

_SCALE = range(1, 6)
_GRADES = range(1, 11)


def tags(form: str, *, prompts: int = 0, goals: int = 0) -> tuple[str, ...]:
    """Give the names of all fields of a form, in order; `prompts` and `goals` are those of the study.

    Raises KeyError for a form that does not exist.
    """
    return tuple(_TAGS[form](prompts, goals))


def _observation(prompts: int, goals: int) -> Iterator[str]:
    yield "date"
    yield from _boxes("setting", "setting")
    yield from _boxes("observer_role", "role")
    yield from _boxes("present", "role")
    yield "participants"
    yield from _boxes("residents_agreed", "residents_agreed")
    yield from (f"prompt.{n}" for n in range(1, prompts + 1))
    yield from ("what_seen", "interpretation")
    yield from _boxes("signal", "signal")
    yield "quote.text"
    yield from _boxes("quote.speaker_role", "role")
    yield from ("quote.permission.yes", "quote.permission.no")


def _evaluation(prompts: int, goals: int) -> Iterator[str]:
    yield "date"
    yield from (f"grade.{n}" for n in _GRADES)
    yield from (f"fits.{n}" for n in _SCALE)
    for goal in range(1, goals + 1):
        yield from (f"{when}.{goal}.{n}" for when in ("before", "after") for n in _SCALE)


def _scan(form: str) -> Iterator[str]:
    yield "participant"
    yield from (f"moment.{moment}" for moment in MOMENTS)
    yield "date"
    for statement in range(1, INSTRUMENTS[form].statements + 1):
        yield from (f"answer.{statement}.{n}" for n in _SCALE)


def _attendance(prompts: int, goals: int) -> Iterator[str]:
    yield "date"
    yield from _boxes("n", "role")


def _consent(prompts: int, goals: int) -> Iterator[str]:
    yield "participant"
    yield from _boxes("scope", "consent_scope")
    yield "date"


def _boxes(name: str, listed_in: str) -> Iterator[str]:
    return (f"{name}.{term}" for term in ids(listed_in))


_TAGS = {
    "observation": _observation,
    "evaluation": _evaluation,
    "collaboration_scan": lambda prompts, goals: _scan("collaboration_scan"),
    "expertise_self_scan": lambda prompts, goals: _scan("expertise_self_scan"),
    "attendance": _attendance,
    "consent": _consent,
}
