"""Fitting: whether a question makes sense, after what was answered before it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from actionlab.analysis.cycles import cycle_on, phase_on
from actionlab.cli.asking.note import to_choose_from
from actionlab.model.fields import Field
from actionlab.model.records import Record

if TYPE_CHECKING:
    from actionlab.cli.asking.record import Interview


def fits(interview: "Interview", field: Field) -> bool:
    """Tell whether a question can be answered in this study, and matters after the answers so far."""
    asks = _FITS.get((interview.kind.id, field.name)) or _FITS.get(("", field.name))
    if asks is not None and not asks(interview):
        return False
    kinds = field.asks.refers_to
    # people are chosen by what they agreed to
    return not kinds or "participant" in kinds or bool(interview.known.of_kinds(kinds))


def _date(interview: "Interview") -> dt.date | None:
    written = interview.fields.get("date")
    return dt.date.fromisoformat(written) if written else None


def _cycle(interview: "Interview") -> Record[Any] | None:
    """Give the cycle that the date falls in."""
    day, study = _date(interview), interview.known.study_id
    return cycle_on(interview.known.records, study, day) if day and study else None


def _no_cycle(interview: "Interview") -> bool:
    # on a day outside all cycles none of them can be chosen
    return _date(interview) is None


def _no_phase(interview: "Interview") -> bool:
    day, cycle = _date(interview), _cycle(interview)
    return not (day and cycle and phase_on(cycle.data, day))


def _answered(name: str, *words: str) -> Callable[["Interview"], bool]:
    def tell(interview: "Interview") -> bool:
        answer = interview.fields.get(name)
        return answer in words if words else answer is not None

    return tell


def _numbered(name: str) -> Callable[["Interview"], bool]:
    return lambda interview: bool(interview.known.numbered(name))


def _themed(theme: str) -> Callable[["Interview"], bool]:
    return lambda interview: getattr(interview.known.study, "theme", "") == theme


def _something_to_choose(interview: "Interview") -> bool:
    return bool(to_choose_from(interview))


# (kind or "", field) -> when it is asked
_FITS: Mapping[tuple[str, str], Callable[["Interview"], bool]] = {
    ("", "cycle_id"): _no_cycle,
    ("observation", "phase"): _no_phase,
    ("observation", "prompt"): _numbered("prompt"),
    ("observation", "participants"): lambda interview: bool(interview.known.people()),
    ("observation", "regie"): _themed("O1"),
    ("observation", "missing"): _themed("I1"),
    ("observation", "barriers"): _themed("I3"),
    ("measurement", "label"): _answered("instrument", "counter"),
    ("measurement", "unit"): _answered("instrument", "counter"),
    ("insight", "sub_question"): _numbered("sub_question"),
    ("decision", "answered_on"): _answered("answer"),
    ("decision", "reason"): _answered("answer"),
    ("action", "result"): _answered("status", "done", "dropped"),
    ("participant", "stop_reason"): _answered("status", "stopped"),
    ("cycle", "decision"): _answered("status", "finished"),
    ("cycle", "reason"): _answered("decision"),
    ("cycle", "because"): _answered("decision"),
    ("note", "order"): _something_to_choose,
    ("note", "leave_out"): _something_to_choose,
}
