"""list: the records of a workspace, by kind, study, municipality, theme, phase, tag and day."""

from collections.abc import Sequence
from typing import Any

from actionlab.cli import show
from actionlab.cli.chosen_records import Filters, choose, filter_options
from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.guiding.kind_words import KIND
from actionlab.cli.looking import finish, give_json
from actionlab.cli.lost import lost_sources, marked_json
from actionlab.cli.pages.participant import consent_in_short
from actionlab.cli.pages.when import short
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label, main_text
from actionlab.i18n import N_, _, ngettext
from actionlab.model.fields import RecordData
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, day_of, study_of


@verb(
    "list",
    params=[Argument(["kind"], metavar=N_("KIND"), required=False, type=KIND), *filter_options()],
    help=N_("List records: all of them, or one kind such as observation or waarneming."),
)
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, kind: str | None, as_object: bool, **asked: Any) -> None:
    """Print the records that fit; an empty list is said on standard error."""
    chosen = choose(session, Filters(**asked), kind)
    if as_object:
        give_json({"records": [marked_json(record, chosen.records) for record in chosen.found]})
    elif len(chosen.found):
        with show.paged():
            _show(chosen.found, chosen.records, kind is not None)
    else:
        say(_("Nothing found."))
    finish(chosen.reading)


def _show(found: Records, records: Records, one_kind: bool) -> None:
    by_study: dict[str, list[Record[RecordData]]] = {}
    for record in found:
        by_study.setdefault(study_of(record) or "", []).append(record)
    for slug, listed in sorted(by_study.items(), key=lambda each: (each[0] == "", each[0])):
        study = records.get(slug)
        title = f"{slug}: {main_text(study)}" if study else slug or _("Shared by studies")
        if show.on_terminal():
            show.heading(title, _how_many(len(listed)))
            _show_kinds(listed, one_kind)
        else:
            show.heading(title)
            _show_rows(listed, with_kind=not one_kind)


def _show_kinds(listed: Sequence[Record[RecordData]], one_kind: bool) -> None:
    """Show records kind by kind; one kind needs no name, but then its columns have one."""
    by_kind: dict[str, list[Record[RecordData]]] = {}
    for record in listed:
        by_kind.setdefault(record.kind, []).append(record)
    for kind, records in by_kind.items():
        if not one_kind:
            show.heading(kind_label(kind), str(len(records)))
        _show_rows(records, named=one_kind)


def _show_rows(records: Sequence[Record[RecordData]], *, with_kind: bool = False, named: bool = True) -> None:
    dated = not show.on_terminal() or any(map(day_of, records))
    names = [_("Id"), *[_("Kind")] * with_kind, *[_("Date")] * dated, _("What it says")]
    rows = [
        (
            record.id,
            *[kind_label(record.kind)] * with_kind,
            *[_day(record)] * dated,
            _says(record),
        )
        for record in records
    ]
    header = names if named else [""] * len(names)
    show.table(header, rows, [_mark(record) for record in records], right=(len(names) - 2,) if dated else ())


def _how_many(n: int) -> str:
    return ngettext("{n} record", "{n} records", n).format(n=n)


def _day(record: Record[RecordData]) -> str:
    day = day_of(record)
    # a program that reads the list wants days that it can compare
    return short(day) if show.on_terminal() else day or "–"


def _says(record: Record[RecordData]) -> str:
    if isinstance(record.data, Participant):
        return f"{main_text(record)} · {consent_in_short(record.data.consent)}"
    return main_text(record)


def _mark(record: Record[RecordData]) -> str:
    return lost_sources(record.lost) if record.kind == "insight" and record.lost else ""
