"""Begin: what `actionlab` alone says: where one is, what is most urgent there, and what one can do next."""

import datetime as dt
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from actionlab.cli.faults import NoFolderHere
from actionlab.cli.session import Session
from actionlab.cli.terminal import give, wrapped
from actionlab.errors import ActionlabError, NoWorkspace
from actionlab.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from actionlab.store import Reading, Workspace

# what decides what is due; observations, of which there are most, do not
_KINDS = (
    "study",
    "cycle",
    "participant",
    "training",
    "measurement",
    "insight",
    "action",
    "member_check",
    "decision",
)
# more codes of studies do not fit on a line
_CODES_MOST = 5
# of what is most urgent, however narrow the terminal is
_LEAST_SHOWN = 20

Step = tuple[str, str]
_INIT: Step = ("actionlab init werkmap", N_("make a workspace, in a new folder"))
_PRACTISE: Step = ("actionlab init oefenmap --example", N_("practise first, with invented studies"))
_NEW_STUDY: Step = ("actionlab new-study", N_("begin a study"))
_LOG: Step = ("actionlab log", N_("write down what you saw"))
_STATUS: Step = ("actionlab status", N_("all that asks for your attention"))
_REPORT: Step = ("actionlab report -m …", N_("a report in Word for a municipality"))
_CHECK: Step = ("actionlab check", N_("see what is damaged, and what to do about it"))
_HELP: Step = ("actionlab --help", N_("everything you can do"))

_NO_WORKSPACE = (_INIT, _PRACTISE, _HELP)
_EMPTY = (_NEW_STUDY, _HELP)
_AT_WORK = (_LOG, _STATUS, _REPORT, _HELP)
_LOOK_ONLY = (_STATUS, _REPORT, _INIT, _HELP)
_DAMAGED = (_CHECK, _STATUS, _HELP)


def tell_where_one_is(session: Session) -> None:
    """Print where one is and what one can do next. It never fails: what is wrong is said."""
    try:
        lines, steps = _here(session)
    except NoWorkspace as fault:
        lines, steps = [_("There is no workspace here: {folder}").format(**fault.facts)], _NO_WORKSPACE
    except NoFolderHere as fault:
        lines, steps = [str(fault)], (_HELP,)
    except ActionlabError as fault:
        lines, steps = [str(fault)], _DAMAGED
    for line in lines:
        give(wrapped(line) if sys.stdout.isatty() else line)
    give("")
    give(_("What you can do now:"))
    width = max(len(command) for command, _told in steps)
    for command, told in steps:
        give(f"  {command:{width}}  {_(told)}")


def _here(session: Session) -> tuple[list[str], Sequence[Step]]:
    """Give what is to be said of the workspace, and the steps that make sense in it."""
    from actionlab.model.study import Study  # who has no workspace yet needs none of these
    from actionlab.store import read

    workspace = session.workspace()
    reading = read(workspace, kinds=_KINDS)
    codes = [study.id for study in reading.records.of(Study)]
    lines = [_place(workspace), *_study_here(workspace), _studies(codes)]
    if reading.damaged:
        return [*lines, str(reading.damaged[0])], _DAMAGED
    urgent = _most_urgent(workspace, reading, session.today())
    lines += [urgent] if urgent else []
    if workspace.settings.read_only:
        return [*lines, _("This is an example: nothing can be changed in it.")], _LOOK_ONLY
    return lines, _AT_WORK if codes else _EMPTY


def _place(workspace: "Workspace") -> str:
    name = workspace.settings.name
    sentence = (
        _("You are in the workspace {name}: {folder}") if name else _("You are in a workspace: {folder}")
    )
    return sentence.format(name=name, folder=workspace.folder)


def _study_here(workspace: "Workspace") -> list[str]:
    """Give that one stands in the folder of a study, which is taken without a question."""
    from actionlab.store import study_here

    here = study_here(workspace, Path.cwd())
    return [_("You are in the study {study}.").format(study=here)] if here else []


def _studies(codes: Sequence[str]) -> str:
    if not codes:
        return _("There is no study in it yet.")
    more = len(codes) - _CODES_MOST
    shown = [
        *codes[:_CODES_MOST],
        *([ngettext("and {n} more", "and {n} more", more).format(n=more)] if more > 0 else []),
    ]
    told = ngettext("{n} study: {codes}", "{n} studies: {codes}", len(codes))
    return told.format(n=len(codes), codes=", ".join(shown))


def _most_urgent(workspace: "Workspace", reading: "Reading", today: dt.date) -> str:
    """Give the one thing that asks for attention first, with its study; "" when there is nothing."""
    from actionlab.analysis.due import waiting_for
    from actionlab.analysis.morning import urgency
    from actionlab.cli.pages.waiting import how_long, what_waits
    from actionlab.model.study import Study

    records = reading.records
    found = [
        (study.id, waiting)
        for study in records.of(Study)
        for waiting in waiting_for(study, records, today, settings=workspace.settings)
    ]
    if not found:
        return ""
    study_id, first = min(found, key=lambda pair: urgency(*pair))
    rest = "".join(f" · {part}" for part in (how_long(first, today), study_id) if part)
    room = shutil.get_terminal_size().columns - len(_("Most urgent: {told}").format(told=rest))
    what = textwrap.shorten(what_waits(first), max(room, _LEAST_SHOWN), placeholder=" …")
    return _("Most urgent: {told}").format(told=what + rest)
