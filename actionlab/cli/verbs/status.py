"""status: where each study stands today, what is due, and what is not arranged yet."""

import datetime as dt
from typing import Any

import msgspec

from actionlab.analysis.due import StudyStatus, study_status
from actionlab.analysis.morning import Recorded, most_urgent, recorded
from actionlab.analysis.strength import with_lost_groups
from actionlab.cli import show
from actionlab.cli.calendar_file import write_calendar
from actionlab.cli.commands import command as verb
from actionlab.cli.commands import option
from actionlab.cli.looking import finish, give_json, look
from actionlab.cli.options import study_option
from actionlab.cli.pages.morning import show_page, show_study
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.whole_studies import what_became_of
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_, _
from actionlab.model.cycle import Cycle
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.store import Workspace


class OneForm(ActionlabError):
    """More than one form of output was asked for: `options`."""

    exit_code = MALFORMED
    sentence = N_("Give only one of these: {options}.")


@verb(
    "status",
    params=[study_option()],
    help=N_("Where each study stands today, what is due, and what is still to arrange."),
)
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@option(
    "--ics",
    "calendar",
    metavar=N_("FILE"),
    help=N_(
        "Write what is to come as a calendar (.ics); - is standard output. It names municipality, study and"
        " code, never a person or a text."
    ),
)
@pass_session
def command(session: Session, /, study: str | None, as_object: bool, calendar: str | None) -> None:
    """Print the state of one study or of all, or write their days into a calendar."""
    if as_object and calendar is not None:
        raise OneForm(options=("--json", "--ics"))
    workspace = session.workspace()
    slug = session.study(workspace, study) if study else None
    reading = look(workspace, (slug,) if slug else None)
    records = with_lost_groups(reading.records)
    today = session.today()
    if calendar is not None:
        write_calendar(calendar, workspace, records)
        finish(reading)
        return
    states, facts = _states(workspace, records, today)
    if as_object:
        give_json(_as_json(states, facts, records))
    else:
        with show.paged():
            _show(states, facts, today)
            _show_apart(records)
        if not states:
            gone = what_became_of(slug, reading) if slug else None
            say(gone or _("There is no study yet. Begin one with 'actionlab new-study'."))
    finish(reading)


def _states(
    workspace: Workspace, records: Records, today: dt.date
) -> tuple[list[StudyStatus], dict[str, Recorded]]:
    """Give where each study stands, and what was recorded in it."""
    states = [study_status(each, records, today, settings=workspace.settings) for each in records.of(Study)]
    facts = {state.study.id: recorded(state.study.id, state.cycle, records, today) for state in states}
    return states, facts


def _show(states: list[StudyStatus], facts: dict[str, Recorded], today: dt.date) -> None:
    if len(states) > 1:
        show_page(states, facts, today)
    elif states:
        (state,) = states
        show_study(state, facts[state.study.id], today)


def _show_apart(records: Records) -> None:
    """Name the records that people changed apart from each other."""
    apart = _apart(records)
    if apart:
        show.heading(_("Changed by two people apart from each other"))
        show.line(_("The next edit brings them together: {ids}").format(ids=", ".join(apart)), 2)


def _apart(records: Records) -> list[str]:
    return [record.id for record in records if len(record.heads) > 1]


def _as_json(states: list[StudyStatus], facts: dict[str, Recorded], records: Records) -> dict[str, Any]:
    return {
        "due": [
            {"study": state.study.id, **msgspec.structs.asdict(waiting)}
            for state, waiting in most_urgent(states)
        ],
        "studies": [_state_json(state, facts[state.study.id]) for state in states],
        "changed_apart": _apart(records),
        "unknown_records": records.unknown,
    }


def _state_json(state: StudyStatus, facts: Recorded) -> dict[str, Any]:
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
        "recorded": _recorded_json(facts),
    }


def _recorded_json(facts: Recorded) -> dict[str, Any]:
    last = facts.last
    return {
        "records": facts.kinds,
        "observations_in_cycle": facts.in_cycle,
        "observations_per_week": facts.weeks,
        "last": {"id": last.id, "kind": last.kind, "at": last.at} if last else None,
    }


def _cycle_json(cycle: Record[Cycle] | None) -> dict[str, Any] | None:
    if cycle is None:
        return None
    data = cycle.data
    dates = {"start": data.start_date, "end": data.end_date}
    return {"id": cycle.id, "number": data.number, "title": data.title, **dates}
