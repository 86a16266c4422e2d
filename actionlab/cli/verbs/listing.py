"""list: the records of a workspace, by kind, study, municipality and day."""

import datetime as dt

from actionlab.analysis.strength import with_lost_groups
from actionlab.cli import show
from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.looking import finish, give_json, look
from actionlab.cli.lost import lost_sources, marked_json
from actionlab.cli.options import DATE, WordType, municipality_option, study_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label, main_text
from actionlab.i18n import N_, _
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records, day_of, study_of


@verb(
    "list",
    params=[
        Argument(["kind"], metavar=N_("KIND"), required=False, type=WordType("record_kind")),
        study_option(),
        municipality_option(),
    ],
    help=N_("List records: all of them, or one kind such as observation or waarneming."),
)
@option("--since", type=DATE, metavar=N_("DATE"), help=N_("From this day on."))
@option("--until", type=DATE, metavar=N_("DATE"), help=N_("Up to and including this day."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(
    session: Session,
    /,
    kind: str | None,
    study: str | None,
    municipality: str | None,
    since: dt.date | None,
    until: dt.date | None,
    as_object: bool,
) -> None:
    """Print the records that fit; an empty list is said on standard error."""
    from actionlab.store.query import select

    workspace = session.workspace()
    slug = session.study(workspace, study) if study else None
    reading = look(workspace, (slug,) if slug else None)
    records = with_lost_groups(reading.records)
    found = select(
        records,
        kind=kind,
        study=slug,
        municipality=municipality,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
    )
    if as_object:
        give_json({"records": [marked_json(record, records) for record in found]})
    elif len(found):
        _show(found, records, kind is not None)
    else:
        say(_("Nothing found."))
    finish(reading)


def _show(found: Records, records: Records, one_kind: bool) -> None:
    folders = list(dict.fromkeys(study_of(record) or "" for record in found))
    for slug in sorted(folders, key=lambda each: (each == "", each)):
        study = records.get(slug)
        title = f"{slug}: {main_text(study)}" if study else slug or _("Shared by studies")
        show.heading(title)
        listed = _of_study(found, slug)
        header, rows = _columns(listed, one_kind)
        show.table(header, rows, [_mark(record) for record in listed])


def _columns(
    records: list[Record[RecordData]], one_kind: bool
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give header and rows; a list of one kind does not repeat the kind."""
    header = (_("Id"), *(() if one_kind else (_("Kind"),)), _("Date"), _("What it says"))
    return header, [
        (
            record.id,
            *(() if one_kind else (kind_label(record.kind),)),
            day_of(record) or "–",
            main_text(record),
        )
        for record in records
    ]


def _mark(record: Record[RecordData]) -> str:
    return lost_sources(record.lost) if record.kind == "insight" and record.lost else ""


def _of_study(found: Records, slug: str) -> list[Record[RecordData]]:
    return [record for record in found if (study_of(record) or "") == slug]
