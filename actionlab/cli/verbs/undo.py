"""undo: the last thing one stored becomes again what it was."""

import os
from collections.abc import Sequence

import msgspec

from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.preview import begin, conclude, confirm, consequences, show_records, yes_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.values import changes, kind_label
from actionlab.errors import ActionlabError
from actionlab.i18n import N_, _
from actionlab.model.erasure import that_refer
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Records
from actionlab.privacy.refusals import PersonalData
from actionlab.store import Change, Erased, Workspace, add, erase, last_command
from actionlab.store.writer import writer_code


class BuiltUpon(ActionlabError):
    """The new record `id` is named by records that somebody else stored since: `known`."""

    sentence = N_(
        "{id} cannot be taken back: it is used by {known}. To have it gone: 'actionlab erase {id}'."
    )


class MadeByNewer(ActionlabError):
    """The last thing stored, `id`, is of a kind that only a newer program knows."""

    sentence = N_("{id} was stored by a newer version of actionlab. Undo it with that version.")


class CannotComeBack(ActionlabError):
    """The former version of `ids` holds personal data; `places` say where."""

    sentence = N_(
        "Not taken back: what {ids} said before looks like personal data, and that is not stored again."
        " {places} Change it with 'actionlab edit ID'."
    )


@verb(
    "undo",
    params=[yes_option()],
    help=N_(
        "Take back the last thing you stored: a change becomes what it was, something new is erased."
        " Undo again to bring a change back."
    ),
)
@pass_session
def command(session: Session, /, yes: bool) -> None:
    """Show what was stored last and what it will be again, ask, and do it."""
    workspace, reading = begin(session)
    found = last_command(workspace, writer_code(os.environ))
    for each in found:
        if each.latest.kind not in KINDS:
            raise MadeByNewer(id=each.latest.id)
    new = [each.latest.id for each in found if each.former is None]
    drafts = [draft for each in found if (draft := each.draft)]
    _check_not_used(new, reading.records)
    _preview(found, new, reading.records)
    effects = consequences(workspace, reading.records, new)
    confirm(session, _("Take this back?"), yes=yes)
    erased = _carry_out(session, workspace, new, drafts)
    if erased is None:
        say(_("Taken back. What was taken back is still in the history; 'actionlab undo' brings it back."))
        return
    say(_("Taken back, and erased: {ids}.").format(ids=", ".join(new)))
    conclude(erased, effects)


def _carry_out(
    session: Session, workspace: Workspace, new: Sequence[str], drafts: Sequence[Draft]
) -> Erased | None:
    """Store what is to be as it was, and give what was erased; None when there was nothing to erase."""
    try:
        if new:
            return erase(workspace, new, now=session.now(), drafts=drafts)
        add(workspace, drafts, now=session.now())
    except PersonalData as fault:
        ids = dict.fromkeys(draft.id for draft in drafts)
        raise CannotComeBack(ids=ids, places=" ".join(map(str, fault.places))) from None
    return None


def _check_not_used(new: Sequence[str], records: Records) -> None:
    for record_id in new:
        users = [record.id for record in that_refer(record_id, records) if record.id not in new]
        if users:
            raise BuiltUpon(id=record_id, known=users[:5])


def _preview(found: Sequence[Change], new: Sequence[str], records: Records) -> None:
    for each in found:
        if each.former is None:
            continue
        kind = each.latest.kind
        show.heading(_("To be as it was: {kind} {id}").format(kind=kind_label(kind), id=each.latest.id))
        now, then = (msgspec.convert(it.fields, KINDS[kind].data_class) for it in (each.latest, each.former))
        for line in changes(now, then):
            show.line(line, 2)
    if new:
        show.heading(_("New, and to be erased"))
        show_records(record for record in records if record.id in new)
