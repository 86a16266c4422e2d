"""check: everything that is wrong with the files of a workspace, and its repair."""

import sys
from typing import Any

import click

from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.commands import option
from actionlab.cli.gate import SEEN, confirmed_option, reason_given
from actionlab.cli.looking import give_json, look
from actionlab.cli.preview import NotConfirmed, confirm, yes_option
from actionlab.cli.repairing import place, repair_json, show_repair
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _, ngettext
from actionlab.store import Workspace
from actionlab.store.checking import Checked, check
from actionlab.store.findings import Finding
from actionlab.store.repairing import Repair, repair, repairs


@verb(
    "check",
    params=[yes_option(), confirmed_option()],
    help=N_(
        "Read and verify every file, and name what is wrong and what to do about it. With --repair damaged"
        " lines are set aside; what can still be read in them is shown and taken in."
    ),
    epilog=SEEN,
)
@option("--repair", "wants_repair", is_flag=True, help=N_("Repair what is damaged, after showing it."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(session: Session, /, wants_repair: bool, as_object: bool, **values: Any) -> None:
    """Print the findings, after a repair what is left of them; the exit code is that of `Checked`."""
    workspace = session.workspace()
    planned = _repair(session, workspace, values, as_object=as_object) if wants_repair else None
    checked = check(workspace, today=session.today())
    if any(each.kind == "came_back" for each in checked.findings) and not workspace.settings.read_only:
        look(workspace)
        checked = check(workspace, today=session.today())
    if as_object:
        repaired = (
            {}
            if planned is None
            else {"repair": repair_json(planned, session.today()), "repaired": planned.is_needed}
        )
        give_json({**repaired, **_as_json(checked)})
    else:
        _show(workspace, checked)
    click.get_current_context().exit(checked.exit_code)


def _repair(session: Session, workspace: Workspace, values: dict[str, Any], *, as_object: bool) -> Repair:
    """Show what there is to repair, ask, and do it. Raises `NotConfirmed`, and what repairing raises."""
    confirmed, yes = reason_given(values), values["yes"]
    planned = repairs(workspace, now=session.now(), confirmed=confirmed)
    if not planned.is_needed:
        say(_("There is nothing to repair."))
        return planned
    if not as_object:
        show_repair(workspace, planned, session.today())
        confirm(session, _("Repair this?"), yes=yes)
    elif not yes:
        give_json({"repair": repair_json(planned, session.today()), "repaired": False})
        raise NotConfirmed
    repair(workspace, planned, now=session.now(), confirmed=confirmed)
    say(_("Repaired."))
    return planned


def _show(workspace: Workspace, checked: Checked) -> None:
    if workspace.settings.synthetic:
        say(_("All data here are invented examples."))
    for finding in (*checked.findings, *checked.notes):
        _show_finding(workspace, finding)
    told = _("{files}, {revisions} verified; {findings}, {notes}.")
    show.line(told.format(**_counts(checked)))


def _counts(checked: Checked) -> dict[str, str]:
    findings, notes = len(checked.findings), len(checked.notes)
    return {
        "files": ngettext("{n} file", "{n} files", checked.files).format(n=checked.files),
        "revisions": ngettext("{n} version", "{n} versions", checked.revisions).format(n=checked.revisions),
        "findings": ngettext("{n} finding", "{n} findings", findings).format(n=findings),
        "notes": ngettext("{n} note", "{n} notes", notes).format(n=notes),
    }


def _show_finding(workspace: Workspace, finding: Finding) -> None:
    line = f":{finding.line}" if finding.line else ""
    where = f"{place(workspace, finding.path)}{line}:"
    mark = [_("note:")] if finding.is_note else []
    told = " ".join(filter(None, [*mark, finding.what, finding.remedy]))
    if sys.stdout.isatty():
        show.line(where)
        show.line(told, 4)
    else:
        # one line for each, so that it can be searched
        show.line(f"{where} {told}")


def _as_json(checked: Checked) -> dict[str, Any]:
    return {
        "findings": [_finding_json(each) for each in checked.findings],
        "notes": [_finding_json(each) for each in checked.notes],
        "files": checked.files,
        "revisions": checked.revisions,
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "file": finding.path,
        "line": finding.line,
        "record": finding.facts.get("id"),
        "what": finding.what,
        "remedy": finding.remedy or None,
    }
