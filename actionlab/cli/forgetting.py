"""Forgetting: `actionlab edit ID --forget`. The present version stays, all former ones go for good."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from actionlab.cli import show
from actionlab.cli.current import Current
from actionlab.cli.gate import Gate
from actionlab.cli.preview import check_writable, conclude, confirm, consequences, show_records
from actionlab.cli.terminal import give, say
from actionlab.cli.values import changes
from actionlab.i18n import _, current_language, ngettext
from actionlab.model.build import build
from actionlab.model.fields import RecordData
from actionlab.model.records import Draft, Records
from actionlab.report.format import day
from actionlab.store import Revision, history


def forget_former(
    current: Current, gate: Gate, fields: Mapping[str, Any], why: str | None, *, yes: bool
) -> None:
    """Show what goes and what stays, ask, and store `fields` as the only version of the record.

    Without a change the present version stays. Raises what `Gate.erase` raises.
    """
    check_writable(current.workspace)
    record = current.record
    former = list(history(current.workspace, record.id))
    told = dict(fields)
    if told == current.fields:
        former = [each for each in former if each.rev != record.rev]
    if not former:
        give(record.id)
        say(_("There are no former versions to erase."))
        return
    _preview(current, former, build(record.kind, told))
    effects = consequences(current.workspace, Records(()), (), (record.id,))
    confirm(gate.session, _("Erase the former versions for good?"), yes=yes)
    draft = Draft(kind=record.kind, fields=told, id=record.id, revises=record.heads, why=why, forgets=True)
    erased = gate.erase(current.workspace, (), [draft])
    give(record.id)
    conclude(erased, effects)


def _preview(current: Current, former: Sequence[Revision], data: RecordData) -> None:
    count = ngettext("{n} former version, to be erased", "{n} former versions, to be erased", len(former))
    show.heading(count.format(n=len(former)))
    for each in former:
        show.line(f"{_day(each.at)}, {each.by}", 2)
    show.heading(_("What stays"))
    show_records([msgspec.structs.replace(current.record, data=data)])
    for line in changes(current.record.data, data):
        show.line(line, 2)


def _day(at: str) -> str:
    """Give the day of a moment of writing where the person is; the text itself when it is no moment."""
    try:
        return day(dt.datetime.fromisoformat(at).astimezone().date(), current_language())
    except (ValueError, OverflowError):
        return at
