"""status: where each study stands today, what is due, and what is not arranged yet."""

from typing import Any

from actionlab.analysis.completeness import Incomplete, Unsettled
from actionlab.analysis.due import StudyStatus, Waiting, study_status
from actionlab.analysis.strength import with_lost_groups
from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.commands import option
from actionlab.cli.looking import finish, give_json, look
from actionlab.cli.lost import lost_sources
from actionlab.cli.options import study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label
from actionlab.cli.whole_studies import what_became_of
from actionlab.i18n import N_, _, current_language, ngettext
from actionlab.model.cycle import Cycle
from actionlab.model.municipalities import by_code
from actionlab.model.records import Record, Records
from actionlab.model.retention import DATA, KEY_FILE
from actionlab.model.study import Study
from actionlab.model.vocabulary import label
from actionlab.report.format import day, enumeration

_WHAT = {
    KEY_FILE: N_("Destroy the key file"),
    DATA: N_("Remove the data"),
    "action_late": N_("Action not done"),
    "decision_awaited": N_("Decision awaited"),
    "cycle_to_close": N_("Cycle to close"),
    "follow_up_measurement": N_("Follow-up measurement"),
    "training_follow_up": N_("Ask what people use of the training"),
    "insight_lost_sources": N_("Insight to look at again"),
    "insight_to_put_before_participants": N_("Insight to put before participants"),
}
# when it is near, when it is late, and how it is done
_TERMS = {
    KEY_FILE: (
        N_("before {date}"),
        N_("too late: it had to be gone before {date}"),
        N_("record it with: actionlab edit {id} --key-file-destroyed-on DATE"),
    ),
    DATA: (
        N_("kept until {date}"),
        N_("too late: it could be kept until {date}"),
        N_("look what goes with: actionlab purge --due"),
    ),
}
_ID_WIDTH = 12


@verb(
    "status",
    params=[study_option()],
    help=N_("Where each study stands today, what is due, and what is still to arrange."),
)
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, study: str | None, as_object: bool) -> None:
    """Print the state of one study or of all."""
    workspace = session.workspace()
    slug = session.study(workspace, study) if study else None
    reading = look(workspace, (slug,) if slug else None)
    records = with_lost_groups(reading.records)
    settings, today = workspace.settings, session.today()
    states = [study_status(each, records, today, settings=settings) for each in records.of(Study)]
    if as_object:
        give_json(_as_json(states, records))
    else:
        for state in states:
            _show(state)
        _show_apart(records)
        if not states:
            gone = what_became_of(slug, reading) if slug else None
            say(gone or _("There is no study yet. Begin one with 'actionlab new-study'."))
    finish(reading)


def _show(state: StudyStatus) -> None:
    study = state.study.data
    names = enumeration([by_code(code).name for code in study.municipality], current_language())
    show.heading(f"{study.title} ({study.id})")
    show.line(f"{names} · {label('study_status', study.status)}" if study.status else names, 2)
    show.line(_where_it_stands(state), 2)
    if state.waiting:
        show.line(_("Due:"), 2)
    for waiting in state.waiting:
        # the code of the study itself is in the heading
        record_id = waiting.record_id if waiting.record_id != study.id else None
        show.columns((record_id or "–", _sentence(waiting)), 4, (_ID_WIDTH,))
    if state.unsettled:
        show.line(_("Still to arrange:"), 2)
    for unsettled in state.unsettled:
        show.line(f"{_subject(unsettled)}: {', '.join(field.label for field in unsettled.fields)}", 4)
    if state.incomplete:
        counted = ", ".join(_counted(each) for each in state.incomplete)
        show.line(_("Not complete: {counted}").format(counted=counted), 2)


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
    return _("No cycle today")


def _named(cycle: Record[Cycle]) -> str:
    title = f" – {cycle.data.title}" if cycle.data.title else ""
    return f"{kind_label('cycle').capitalize()} {cycle.data.number}{title}"


def _sentence(waiting: Waiting) -> str:
    if waiting.what in _TERMS:
        return _term(waiting)
    instrument = waiting.what == "follow_up_measurement"
    subject = label("instrument", waiting.subject) if instrument else waiting.subject
    parts = [f"{_(_WHAT[waiting.what])}: {subject}"]
    if waiting.people is not None:
        people = ngettext("{n} person has no follow-up", "{n} people have no follow-up", waiting.people)
        parts.append(people.format(n=waiting.people))
    if waiting.lost_sources:
        parts.append(lost_sources(waiting.lost_sources))
    if waiting.due_on:
        parts.append(_when(waiting).format(date=day(waiting.due_on, current_language())))
    return " · ".join(parts)


def _when(waiting: Waiting) -> str:
    if waiting.late:
        return _("too late: it was due on {date}")
    return _("from {date}") if waiting.what == "training_follow_up" else _("before or on {date}")


def _term(waiting: Waiting) -> str:
    in_time, too_late, how = _TERMS[waiting.what]
    when = _(too_late if waiting.late else in_time)
    date = day(waiting.due_on, current_language()) if waiting.due_on else "–"
    told = [_(_WHAT[waiting.what]), when.format(date=date), _(how).format(id=waiting.record_id)]
    return " · ".join(told)


def _subject(unsettled: Unsettled) -> str:
    number = f" {unsettled.number}" if unsettled.number else ""
    return kind_label(unsettled.kind).capitalize() + number


def _counted(each: Incomplete) -> str:
    counted = _("{kind} {n} of {total}")
    return counted.format(kind=kind_label(each.kind), n=each.records, total=each.total)


def _show_apart(records: Records) -> None:
    """Name the records that people changed apart from each other."""
    apart = _apart(records)
    if apart:
        show.heading(_("Changed by two people apart from each other"))
        show.line(_("The next edit brings them together: {ids}").format(ids=", ".join(apart)), 2)


def _apart(records: Records) -> list[str]:
    return [record.id for record in records if len(record.heads) > 1]


def _as_json(states: list[StudyStatus], records: Records) -> dict[str, Any]:
    return {
        "studies": [_state_json(state) for state in states],
        "changed_apart": _apart(records),
        "unknown_records": records.unknown,
    }


def _state_json(state: StudyStatus) -> dict[str, Any]:
    return {
        "id": state.study.id,
        "title": state.study.data.title,
        "municipalities": state.study.data.municipality,
        "status": state.study.data.status,
        "cycle": _cycle_json(state.cycle),
        "phase": state.phase,
        "last_phase": state.last_phase,
        "next_cycle": _cycle_json(state.next_cycle),
        "due": state.waiting,
        "to_arrange": [
            {
                "id": each.record_id,
                "kind": each.kind,
                "fields": [field.name for field in each.fields],
            }
            for each in state.unsettled
        ],
        "not_complete": state.incomplete,
    }


def _cycle_json(cycle: Record[Cycle] | None) -> dict[str, Any] | None:
    if cycle is None:
        return None
    data = cycle.data
    dates = {"start": data.start_date, "end": data.end_date}
    return {"id": cycle.id, "number": data.number, "title": data.title, **dates}
