"""check: everything that is wrong with the files of a workspace, and its repair."""

import sys
from pathlib import Path
from typing import Any

import click

from actionlab.cli import show
from actionlab.cli.commands import Option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import SEEN, confirmed_option, reason_given
from actionlab.cli.looking import give_json, look
from actionlab.cli.preview import NotConfirmed, confirm, yes_option
from actionlab.cli.repairing import place, repair_json, show_repair
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_, _, ngettext
from actionlab.store import Workspace
from actionlab.store.checking import Checked, check
from actionlab.store.findings import Finding
from actionlab.store.repairing import Repair, repair, repairs


class OneCheck(ActionlabError):
    """More than one check was asked for at once."""

    exit_code = MALFORMED
    sentence = N_("Give one of --repair, --report and --accessible at a time.")


_PATH = click.Path(dir_okay=False, path_type=Path)


@verb(
    "check",
    params=[
        Option(
            ["--repair", "wants_repair"], is_flag=True, help=N_("Repair what is damaged, after showing it.")
        ),
        Option(
            ["--report"],
            type=_PATH,
            metavar=N_("FILE"),
            help=N_("Say of a report (Word) that was made before whether the records still say the same."),
        ),
        Option(
            ["--accessible"],
            type=_PATH,
            metavar=N_("FILE"),
            help=N_("Say of any Word document what keeps people from reading it; this needs no workspace."),
        ),
        Option(["--json", "as_object"], is_flag=True, help=N_("Print JSON.")),
        yes_option(),
        confirmed_option(),
    ],
    help=N_(
        "Read and verify every file, and name what is wrong and what to do about it. With --repair damaged"
        " lines are set aside; what can still be read in them is shown and taken in."
    ),
    epilog=SEEN,
)
@pass_session
def command(session: Session, /, report: Path | None, accessible: Path | None, **values: Any) -> None:
    """Check a workspace, or one file; ends with the exit code of what was found."""
    if sum(map(bool, (report, accessible, values["wants_repair"]))) > 1:
        raise OneCheck
    as_object = values["as_object"]
    if accessible:
        from actionlab.cli.accessible import check_accessible

        exit_code = check_accessible(accessible, as_object=as_object)
    elif report:
        from actionlab.cli.checking_reports import check_report

        exit_code = check_report(session, session.workspace(), report, as_object=as_object)
    else:
        exit_code = _check(session, session.workspace(), **values)
    click.get_current_context().exit(exit_code)


def _check(
    session: Session, workspace: Workspace, *, wants_repair: bool, as_object: bool, **values: Any
) -> int:
    """Print the findings, after a repair what is left of them; give the exit code, that of `Checked`."""
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
    return checked.exit_code


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
