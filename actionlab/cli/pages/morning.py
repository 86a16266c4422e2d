"""The page of the morning: what is due over all studies, then each study in a few lines.

Where no terminal is, everything that is due stands in a table of which days are ISO dates.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence

from actionlab.analysis.completeness import Incomplete, Unsettled
from actionlab.analysis.due import StudyStatus, Waiting
from actionlab.analysis.morning import Recorded, most_urgent
from actionlab.cli import show
from actionlab.cli.pages.bars import row_of_bars
from actionlab.cli.pages.waiting import by_when, how_long, what_waits
from actionlab.cli.pages.when import ago
from actionlab.cli.values import kind_label
from actionlab.i18n import _, current_language, ngettext
from actionlab.model.cycle import Cycle
from actionlab.model.municipalities import by_code
from actionlab.model.records import Record
from actionlab.model.vocabulary import label
from actionlab.report.format import day, enumeration

# what fits on half a screen, so that the studies are seen too
_DUE_MOST = 8
_WHEN_WIDTH = 20
_INDENT = 2
_LINES_MOST = 2


def show_page(states: Sequence[StudyStatus], facts: Mapping[str, Recorded], today: dt.date) -> None:
    """Show several studies, each in short; `facts` has what was recorded in each."""
    found = most_urgent(states)
    show.heading(_("To do"), day(today, current_language()))
    if not found:
        show.line(_("Nothing is due."), _INDENT)
    most = _DUE_MOST if show.on_terminal() else len(found)
    _show_all_waiting(found[:most], today)
    _show_rest(found[most:])
    for state in states:
        _show_in_short(state, facts[state.study.id], today)
        open_points = [*_to_arrange(state.unsettled), *_not_complete(state.incomplete)]
        if open_points:
            show.line(" · ".join(open_points), _INDENT)


def show_study(state: StudyStatus, facts: Recorded, today: dt.date) -> None:
    """Show one study with everything that is due and that is not arranged or recorded."""
    _show_in_short(state, facts, today)
    if state.waiting:
        show.heading(_("To do"), day(today, current_language()))
    _show_all_waiting(most_urgent([state]), today, whole=True)
    if state.unsettled:
        show.heading(_("Still to arrange"))
    for unsettled in state.unsettled:
        names = ", ".join(field.label for field in unsettled.fields)
        show.line(f"{_subject(unsettled)}: {names}", _INDENT)
    if state.incomplete:
        show.heading(_("Not complete"))
        show.line(", ".join(_counted(each) for each in state.incomplete), _INDENT)
    if facts.kinds:
        show.heading(_("Recorded"))
        show.bars({kind_label(kind): n for kind, n in facts.kinds.items()}, _INDENT)


def _show_all_waiting(
    found: Sequence[tuple[StudyStatus, Waiting]], today: dt.date, *, whole: bool = False
) -> None:
    """Show what is due: with the code of its study, or as the `whole` of one study."""
    if show.on_terminal():
        for state, waiting in found:
            _show_waiting(waiting, state.study.id, today, whole=whole)
    else:
        show.table(("",) * 5, [_row(waiting, state.study.id) for state, waiting in found])


def _row(waiting: Waiting, study: str) -> tuple[str, ...]:
    late = _("late") if waiting.late else ""
    date = waiting.due_on.isoformat() if waiting.due_on else ""
    return date, late, _own_id(waiting, study) or "", study, what_waits(waiting)


def _own_id(waiting: Waiting, study: str) -> str | None:
    """Give the id of the record; None for the study itself, whose code is said already."""
    return waiting.record_id if waiting.record_id != study else None


def _show_waiting(waiting: Waiting, study: str, today: dt.date, *, whole: bool) -> None:
    record_id = _own_id(waiting, study)
    when = [part for part in (how_long(waiting, today), record_id) if part]
    if whole:
        told = [what_waits(waiting), by_when(waiting)]
        show.line(" · ".join(when), _INDENT, late=waiting.late)
        show.line(" · ".join(part for part in told if part), 2 * _INDENT)
        return
    text = " · ".join(_short([what_waits(waiting), study]))
    show.columns(("\n".join(when), text), _INDENT, (_WHEN_WIDTH,), late=waiting.late)


def _short(told: Sequence[str]) -> list[str]:
    """Give texts of which the first is cut between words, so that together they fit two lines."""
    first, *others = told
    room = show.room(_INDENT, (_WHEN_WIDTH,))
    words, kept = first.split(), [first, *others]
    while words and len(textwrap.wrap(" · ".join(kept), room, break_on_hyphens=False)) > _LINES_MOST:
        words.pop()
        kept = [" ".join([*words, "…"]), *others]
    return kept


def _show_rest(rest: Sequence[tuple[StudyStatus, Waiting]]) -> None:
    if not rest:
        return
    codes = {state.study.id for state, _waiting in rest}
    study = codes.pop() if len(codes) == 1 else _("STUDY")
    sentence = ngettext(
        "and {n} more: actionlab status -s {study}", "and {n} more: actionlab status -s {study}", len(rest)
    )
    show.line(sentence.format(n=len(rest), study=study), _INDENT)


def _show_in_short(state: StudyStatus, facts: Recorded, today: dt.date) -> None:
    """Show where a study stands and what was recorded in it, in a few lines."""
    study = state.study.data
    names = enumeration([by_code(code).name for code in study.municipality], current_language())
    show.heading(study.title, study.id)
    status = [label("study_status", study.status)] if study.status else []
    show.line(" · ".join([names, *status, _where_it_stands(state)]), _INDENT)
    _show_recorded(facts, today)


def _where_it_stands(state: StudyStatus) -> str:
    if state.cycle:
        parts = [_named(state.cycle)]
        if state.phase:
            parts.append(_("phase: {phase}").format(phase=label("phase", state.phase)))
        elif state.last_phase:
            sentence = _("phase last recorded: {phase}")
            parts.append(sentence.format(phase=label("phase", state.last_phase)))
        end = state.cycle.data.end_date
        if end:
            parts.append(_("until {date}").format(date=day(end, current_language())))
        return ", ".join(parts)
    start = state.next_cycle.data.start_date if state.next_cycle else None
    if state.next_cycle and start:
        named, date = _named(state.next_cycle), day(start, current_language())
        return _("{cycle} begins on {date}").format(cycle=named, date=date)
    return _("no cycle today")


def _named(cycle: Record[Cycle]) -> str:
    title = f" – {cycle.data.title}" if cycle.data.title else ""
    return f"{kind_label('cycle')} {cycle.data.number}{title}"


def _show_recorded(facts: Recorded, today: dt.date) -> None:
    total = facts.kinds.get("observation", 0)
    parts = [ngettext("{n} observation", "{n} observations", total).format(n=total)]
    if facts.in_cycle is not None:
        parts.append(_("{n} in this cycle").format(n=facts.in_cycle))
    if facts.recent:
        parts.append(_("{n} in the last four weeks").format(n=facts.recent))
    drawn = f"  {row_of_bars(facts.weeks)}" if any(facts.weeks) and show.on_terminal() else ""
    show.line(", ".join(parts) + drawn, _INDENT)
    if facts.last:
        sentence = _("Last written down: {kind} {id}, {when}")
        show.line(
            sentence.format(
                kind=kind_label(facts.last.kind), id=facts.last.id, when=_written(facts.last.at, today)
            ),
            _INDENT,
        )


def _written(at: str, today: dt.date) -> str:
    """Give when something was written down; as it stands when it is no moment."""
    try:
        here = dt.datetime.fromisoformat(at).astimezone().date()
    except (ValueError, OverflowError):
        return at
    return ago(here, today) if show.on_terminal() else here.isoformat()


def _to_arrange(unsettled: Sequence[Unsettled]) -> list[str]:
    counted = ", ".join(f"{_subject(each)} ({len(each.fields)})" for each in unsettled)
    return [_("Still to arrange: {counted}").format(counted=counted)] if counted else []


def _not_complete(incomplete: Sequence[Incomplete]) -> list[str]:
    counted = ", ".join(_counted(each) for each in incomplete)
    return [_("Not complete: {counted}").format(counted=counted)] if counted else []


def _subject(unsettled: Unsettled) -> str:
    number = f" {unsettled.number}" if unsettled.number else ""
    return kind_label(unsettled.kind) + number


def _counted(each: Incomplete) -> str:
    counted = _("{kind} {n} of {total}")
    return counted.format(kind=kind_label(each.kind), n=each.records, total=each.total)
