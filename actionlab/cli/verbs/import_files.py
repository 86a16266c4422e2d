"""import: filled forms, tables and comments on a report are taken in, after a preview, all or nothing."""

from pathlib import Path
from typing import Any

import click

from actionlab.cli.columns import Columns
from actionlab.cli.commands import Argument, Option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import Gate, gate_options
from actionlab.cli.importing import bring_in
from actionlab.cli.incoming_files import Taker, report_in
from actionlab.cli.options import WordType, study_option
from actionlab.cli.preview import check_writable, yes_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.errors import Malformed, Problem
from actionlab.exchange.columns.options import parse_column_options
from actionlab.i18n import N_

_AGAIN = N_("Take in what was erased or taken back before, too.")
_DRY_RUN = N_("Show what would happen, row by row, and store nothing.")


def _column_options() -> list[Option]:
    """Make the options that answer what is asked about columns."""
    return [
        Option(
            ["--as", "kinds"],
            multiple=True,
            metavar=N_("KIND"),
            help=N_("What a row holds, such as observation or measurement; may be given again."),
        ),
        Option(
            ["--column", "columns"],
            multiple=True,
            metavar=N_("NAME=FIELD"),
            help=N_(
                'Where a column goes, such as "Wat viel op=what_seen"; with - it is left out, and * stands'
                " for every other column. It is kept for the next time."
            ),
        ),
        Option(
            ["--code", "codes"],
            multiple=True,
            metavar=N_("OTHER=CODE"),
            help=N_("Which participant somebody else's code stands for; with - it is left out."),
        ),
    ]


def _comment_options() -> list[Option]:
    """Make the options that answer what is asked about the comments in a report."""
    return [
        Option(
            ["--take", "take"],
            multiple=True,
            metavar=N_("NUMBER=WORD"),
            help=N_(
                "What a comment in a report is, such as 3=recognised: recognised, partly or not of an"
                " insight; yes, partly, no or later of a decision; question, note or - of any. The numbers"
                " are those of --dry-run; may be given again."
            ),
        ),
        Option(
            ["--from", "role"],
            type=WordType("role"),
            metavar=N_("ROLE"),
            help=N_("Who wrote the comments: a role. They are counted, never named."),
        ),
    ]


@verb(
    "import",
    params=[
        Argument(["place"], metavar=N_("FILE|FOLDER"), type=click.Path(path_type=Path)),
        study_option(),
        Option(["--dry-run"], is_flag=True, help=_DRY_RUN),
        Option(["--again"], is_flag=True, help=_AGAIN),
        *_column_options(),
        *_comment_options(),
        *gate_options(),
        yes_option(),
    ],
    help=N_(
        "Take in filled forms (Word), tables (Excel, CSV), exports of KoboToolbox and Microsoft Forms, and"
        " the comments of readers in a report (Word). You see first what is new, what changes and what is"
        " refused; then all is stored, or nothing. The same file again adds nothing twice. The files"
        " themselves are not changed."
    ),
)
@pass_session
def command(session: Session, /, place: Path, **values: Any) -> None:
    """Show what files bring, and store it."""
    gate = Gate(session, values)
    given = parse_column_options(
        values["columns"], kinds=values["kinds"], codes=values["codes"], year=session.today().year
    )
    workspace = session.workspace()
    check_writable(workspace)
    if report := report_in(place):
        from actionlab.cli.taking_comments import Wanted, take_comments  # forms and tables come every week

        names = ("study", "take", "dry_run", "yes", "again")
        wanted = Wanted(role=values["role"] or "", **{name: values[name] for name in names})
        take_comments(session, workspace, report, gate=gate, wanted=wanted)
        return
    if values["take"] or values["role"]:
        raise Malformed([Problem("", N_("--take and --from go with a report that has comments."))])
    columns = Columns(session, workspace, given)
    brought = Taker(session, workspace, values["study"], columns).take(place)
    # also when something else is refused: what somebody answered is not asked again
    columns.keep()
    for told in brought.passed_over:
        say(told)
    bring_in(
        session,
        workspace,
        brought.incomings,
        gate=gate,
        dry_run=values["dry_run"],
        yes=values["yes"],
        again=values["again"],
    )
