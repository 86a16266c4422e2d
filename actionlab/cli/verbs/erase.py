"""erase: records go for good, with every version of them, out of every file within reach."""

from collections.abc import Iterable, Sequence

import msgspec

from actionlab.cli import show
from actionlab.cli.chosen import chosen
from actionlab.cli.commands import Argument
from actionlab.cli.commands import command as verb
from actionlab.cli.preview import (
    begin,
    check_not_needed,
    conclude,
    confirm,
    consequences,
    counted,
    show_records,
    sweep_again,
    yes_option,
)
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.whole_studies import beside, stored_unknown
from actionlab.errors import ActionlabError, ErasedRecord
from actionlab.i18n import N_, _, ngettext
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records
from actionlab.store import Reading, erase


class UseWithdraw(ActionlabError):
    """A person is not a record like others: `id` is a participant."""

    sentence = N_(
        "{id} is a person. Use 'actionlab withdraw {id}': that takes out measurements, quotes and links too."
    )


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """The records that were meant, and the ids of those that were erased before."""

    records: tuple[Record[RecordData], ...]
    before: tuple[str, ...]


@verb(
    "erase",
    params=[Argument(["ids"], nargs=-1, required=True, metavar=N_("ID...")), yes_option()],
    help=N_(
        "Erase records, with all their former versions, from every file within reach. This cannot be undone."
        " Give one id or more. A study goes with everything in it."
    ),
)
@pass_session
def command(session: Session, /, ids: tuple[str, ...], yes: bool) -> None:
    """Show what goes, ask, and erase it all or nothing."""
    workspace, reading = begin(session)
    meant = _meant(ids, reading)
    for record_id in meant.before:
        say(_("{id} was erased before.").format(id=record_id))
    if not meant.records:
        sweep_again(session, workspace)
        return
    going = _with_studies(meant.records, reading.records)
    studies = [record.id for record in meant.records if record.kind == "study"]
    unknown = (each for slug in studies for each in stored_unknown(slug, workspace, reading))
    gone = [*dict.fromkeys([*(record.id for record in going), *unknown])]
    check_not_needed(gone, reading.records)
    found = consequences(workspace, reading.records, gone)
    _preview(meant.records, going, found.insights)
    confirm(session, _("Erase this for good?"), yes=yes)
    erased = erase(workspace, gone, now=session.now())
    told = ngettext("{n} record was erased.", "{n} records were erased.", len(gone))
    say(told.format(n=len(gone)))
    file = _("This file of the study: {file}")
    conclude(erased, found, *(file.format(file=path) for path in beside(studies, workspace)))


def _meant(ids: Iterable[str], reading: Reading) -> Meant:
    records: dict[str, Record[RecordData]] = {}
    before: dict[str, None] = {}
    for typed in ids:
        try:
            record = chosen(typed, reading)
        except ErasedRecord as fault:
            before[str(fault.facts["id"])] = None
            continue
        if record.kind == "participant":
            raise UseWithdraw(id=record.id)
        records[record.id] = record
    return Meant(records=tuple(records.values()), before=tuple(before))


def _with_studies(chosen: Sequence[Record[RecordData]], records: Records) -> list[Record[RecordData]]:
    going = {record.id: record for record in chosen}
    for record in chosen:
        if record.kind == "study":
            going |= {each.id: each for each in records.in_study(record.id)}
    return list(going.values())


def _preview(
    chosen: Sequence[Record[RecordData]], going: Sequence[Record[RecordData]], insights: Sequence[str]
) -> None:
    show.heading(_("To be erased, with all former versions"))
    show_records(chosen)
    if len(going) > len(chosen):
        show.line(_("In all: {counted}").format(counted=counted(going)), 2)
    if insights:
        show.line(_("Insights that lose evidence by it: {ids}").format(ids=", ".join(insights)), 2)
