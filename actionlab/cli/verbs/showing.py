"""show: one record with all its fields, what is not recorded, and how it came to be so."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec

from actionlab.analysis.completeness import not_recorded
from actionlab.analysis.cycles import cycle_of, phase_of
from actionlab.analysis.strength import with_lost_groups
from actionlab.cli import show
from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.faults import unknown_record
from actionlab.cli.looking import finish, give_json, look
from actionlab.cli.lost import look_again, marked_json
from actionlab.cli.pages.insight import show_insight, strength_json
from actionlab.cli.pages.participant import ids_by_kind, show_participant
from actionlab.cli.pages.published import about_figure, shown_in_words
from actionlab.cli.pages.referred import in_words
from actionlab.cli.pages.study import show_recorded, study_json
from actionlab.cli.session import Session, pass_session
from actionlab.cli.values import changes, kind_label, main_text, shown
from actionlab.errors import ActionlabError, UnknownRecord
from actionlab.i18n import N_, _, current_language
from actionlab.model.fields import Field, RecordData, fields
from actionlab.model.insight import Insight
from actionlab.model.kinds import KINDS
from actionlab.model.participant import Participant
from actionlab.model.publication import Figure, Publication
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import label
from actionlab.report.format import day
from actionlab.store import Revision, history
from actionlab.store.reports import reports_that_used

_LABEL_WIDTH = 26
# these are shown below, with more than the record itself says
_SHOWN_APART = {
    ("study", "observation_prompts"),
    ("insight", "evidence"),
    ("participant", "consent"),
    ("publication", "figures"),
}
# "onderzoeker, 2026-03-12: about the course", as the store writes it
_CONFIRMATION = re.compile(r"([^,]+), (\d{4}-\d\d-\d\d): (.+)", re.DOTALL)


class AmbiguousId(ActionlabError):
    """The short id `id` fits more than one record: `known`."""

    sentence = N_("'{id}' fits more than one record: {known}. Type more of it.")


@verb(
    "show",
    params=[Argument(["record_id"], metavar=N_("ID"))],
    help=N_("Show one record: what it says, what is not recorded and, with --history, every change."),
)
@option("--history", "with_history", is_flag=True, help=N_("Show every change: when, by whom and why."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, record_id: str, with_history: bool, as_object: bool) -> None:
    """Print the record; an unambiguous beginning of its id is enough."""
    workspace = session.workspace()
    reading = look(workspace)
    try:
        records = with_lost_groups(reading.records)
        record = _find(record_id, records)
    except UnknownRecord:
        finish(reading)
        raise
    apart = len(record.heads) > 1
    revisions = history(workspace, record.id) if with_history or apart else ()
    versions = _versions(record, revisions) if apart else ()
    used_in = reports_that_used(workspace, [record.id]).known
    if as_object:
        content: dict[str, Any] = {"record": {**marked_json(record, records), "confirmed": record.confirmed}}
        content["used_in"] = [str(path) for path in used_in]
        content |= _beside_json(record, records)
        if apart:
            content["versions"] = _versions_json(versions)
        if with_history:
            content["history"] = [_revision_json(revision) for revision in revisions]
        give_json(content)
    else:
        with show.paged():
            _show(record, records)
            for path in used_in:
                show.beside(_("Used in:"), str(path), 2, _LABEL_WIDTH)
            _show_beside(record, records)
            _show_versions(versions)
            _show_history(revisions if with_history else ())
    finish(reading)


def _find(record_id: str, records: Records) -> Record[RecordData]:
    fitting = records.with_prefix(record_id.strip()) if record_id.strip() else ()
    if len(fitting) > 1:
        raise AmbiguousId(id=record_id, known=[record.id for record in fitting[:5]])
    if not fitting:
        raise unknown_record(record_id, records)
    return fitting[0]


def _show(record: Record[RecordData], records: Records) -> None:
    show.heading(f"{kind_label(record.kind).capitalize()} {record.id}")
    for name, value in _lines(record, records):
        asks = name if name.endswith("?") else f"{name}:"
        if value == getattr(record.data, "file", None):
            show.beside(asks, value, 2, _LABEL_WIDTH)
        else:
            show.columns((asks, value), 2, (_LABEL_WIDTH,))
    show.columns((_("Written down:"), f"{_moment(record.at)}, {record.by}"), 2, (_LABEL_WIDTH,))
    if record.confirmed:
        show.columns((_("Confirmed:"), _confirmation(record.confirmed)), 2, (_LABEL_WIDTH,))
    if record.kind == "insight" and record.lost:
        show.line(look_again(record.lost))
    if len(record.heads) > 1:
        show.line(
            _(
                "Two people changed this record apart from each other. The last version is shown;"
                " see 'actionlab show {id} --history'. The next edit brings them together."
            ).format(id=record.id)
        )


def _show_beside(record: Record[RecordData], records: Records) -> None:
    """Show what is known of a study, an insight or a person beside what its own record says."""
    if isinstance(record.data, Study):
        show_recorded(cast("Record[Study]", record), records)
    elif isinstance(record.data, Insight):
        show_insight(cast("Record[Insight]", record), records)
    elif isinstance(record.data, Participant):
        show_participant(cast("Record[Participant]", record), records)
    elif isinstance(record.data, Publication):
        _show_figures(record.data.figures)


def _show_figures(figures: Sequence[Figure]) -> None:
    if figures:
        show.heading(_("What was shown about people"))
    for figure in figures:
        show.line(about_figure(figure), 2)
        show.line(shown_in_words(figure), 4)


def _beside_json(record: Record[RecordData], records: Records) -> dict[str, Any]:
    if isinstance(record.data, Study):
        return {"recorded": study_json(cast("Record[Study]", record), records)}
    if isinstance(record.data, Insight):
        return {"strength": strength_json(cast("Record[Insight]", record), records)}
    if isinstance(record.data, Participant):
        return {"named_in": ids_by_kind(record.id, records)}
    return {}


def _versions(record: Record[RecordData], revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """Give the versions that nobody revised, the one that is shown first."""
    by_rev = {revision.rev: revision for revision in revisions}
    return tuple(by_rev[rev] for rev in record.heads if rev in by_rev)


def _show_versions(versions: Sequence[Revision]) -> None:
    """Show who made each version and when, with the fields in which the versions differ."""
    if not versions:
        return
    show.heading(_("What each version says differently"))
    said = [_data(version) for version in versions]
    readable = [data for data in said if data]
    alike = [_("The same as the others.")] if len(readable) == len(said) else []
    for version, data in zip(versions, said, strict=True):
        show.line(f"{_moment(version.at)}, {version.by}:", 2)
        told = list(_differing(data, readable)) if data else [_("This version cannot be shown.")]
        for line in told or alike:
            show.line(line, 4)


def _differing(data: RecordData, others: Sequence[RecordData]) -> Iterator[str]:
    for field in fields(type(data)):
        answer = getattr(data, field.name)
        if any(getattr(other, field.name) != answer for other in others):
            yield f"{field.label}: {shown(field, answer)}"


def _data(revision: Revision) -> RecordData | None:
    """Give what a revision says; None when it does not have the form of its kind."""
    try:
        data: RecordData = msgspec.convert(revision.fields, KINDS[revision.kind].data_class)
    except (KeyError, msgspec.ValidationError):
        return None
    return data


def _lines(record: Record[RecordData], records: Records) -> Iterator[tuple[str, str]]:
    lacking = {field.name for field in not_recorded(record, records)}
    for field in fields(type(record.data)):
        answer = getattr(record.data, field.name)
        if (record.kind, field.name) in _SHOWN_APART and answer not in (None, ()):
            continue
        if answer not in (None, ()) or field.name in lacking:
            yield field.label, _told(field, answer, record, records)
        elif field.asks.asked and field.name in ("cycle_id", "phase"):
            yield (
                field.label,
                _("{answer} (follows from the date)").format(answer=_derived(field, record, records)),
            )


def _told(field: Field, answer: Any, record: Record[RecordData], records: Records) -> str:
    if field.name == "sub_questions" and answer:
        return "\n".join(f"{number}. {question}" for number, question in enumerate(answer, 1))
    named = in_words(field, answer, record, records) if answer not in (None, ()) else None
    return named or shown(field, answer, "\n")


def _derived(field: Field, record: Record[RecordData], records: Records) -> str:
    if field.name == "phase":
        return label("phase", phase_of(record, records) or "")
    cycle = cycle_of(record, records)
    return f"{cycle.id} · {main_text(cycle)}" if cycle else ""


def _show_history(revisions: Sequence[Revision]) -> None:
    if not revisions:
        return
    show.heading(_("History"))
    by_rev = {revision.rev: revision for revision in revisions}
    for revision in revisions:
        parents = [by_rev[rev] for rev in revision.revises if rev in by_rev]
        show.line(f"{_moment(revision.at)}, {revision.by}: {revision.why or _reason(parents)}", 2)
        if revision.confirmed:
            show.line(_("Confirmed: {confirmed}").format(confirmed=_confirmation(revision.confirmed)), 4)
        for change in _changes(parents[-1], revision) if parents else ():
            show.line(change, 4)


def _reason(parents: list[Revision]) -> str:
    return _("changed") if parents else _("written down")


def _changes(before: Revision, after: Revision) -> Iterator[str]:
    old, new = _data(before), _data(after)
    if old and new:
        yield from changes(old, new)


def _versions_json(versions: Sequence[Revision]) -> list[dict[str, Any]]:
    said: list[Mapping[str, Any]] = [version.fields for version in versions]
    names = sorted({name for each in said for name in each})
    differ = [name for name in names if any(each.get(name) != said[0].get(name) for each in said)]
    return [
        {
            "rev": version.rev,
            "at": version.at,
            "by": version.by,
            "why": version.why,
            "differs": {name: each.get(name) for name in differ},
        }
        for version, each in zip(versions, said, strict=True)
    ]


def _revision_json(revision: Revision) -> dict[str, Any]:
    return {
        "rev": revision.rev,
        "revises": revision.revises,
        "at": revision.at,
        "by": revision.by,
        "why": revision.why,
        "confirmed": revision.confirmed,
        "data": revision.fields,
    }


def _confirmation(stored: str) -> str:
    """Give who confirmed it, when and why, with the day in words; as it stands when it has another form."""
    found = _CONFIRMATION.fullmatch(stored)
    if found is None:
        return stored
    who, on, reason = found.groups()
    return f"{who}, {day(dt.date.fromisoformat(on), current_language())}: {reason}"


def _moment(at: str) -> str:
    """Give a moment of writing as day and time where the person is; as it stands when it is no moment."""
    try:
        here = dt.datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return at
    return f"{day(here.date(), current_language())} {here:%H:%M}"
