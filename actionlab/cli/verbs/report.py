"""`actionlab report`: records in, a report in Word out."""

from pathlib import Path
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.commands import Command, Option
from actionlab.cli.options import DATE, WordType, municipality_option, study_option
from actionlab.cli.reporting import ACROSS, asked, report
from actionlab.cli.session import Session, pass_session
from actionlab.i18n import N_

_PATH = click.Path(dir_okay=False, path_type=Path)


@pass_session
def _report(session: Session, /, **options: Any) -> Path | None:
    """Make the report and give its path; on a terminal the municipality is asked when it was not given."""
    spans = any(options[kind] for kind in ACROSS)
    if not options["municipality"] and not spans and ask.can_ask(session):
        from actionlab.cli.asking.places import municipality_with_study  # who says which is asked nothing

        options["municipality"] = municipality_with_study(session, options["study"])
    return report(session, asked(options))


def _flag(name: str, told: str) -> Option:
    return Option([name], is_flag=True, help=told)


def _day(name: str, told: str) -> Option:
    return Option([name], type=DATE, metavar=N_("DATE"), help=told)


command = Command(
    "report",
    callback=_report,
    help=N_(
        "Make a report as a Word document: the feedback report of a municipality, or one for the region."
    ),
    params=[
        municipality_option(required=False),
        _flag("--short", N_("With -m: the feedback report on two pages.")),
        _flag("--letter", N_("With -m: a letter of one page to the people who took part.")),
        _flag("--practice-card", N_("With -m: a practice card of one page for each study.")),
        _flag("--region", N_("What the municipalities of the region learn together.")),
        _flag("--agenda", N_("The learning and knowledge agenda of the region.")),
        _flag("--conference", N_("For a working conference: a page per municipality, and cards to cut out.")),
        study_option(),
        Option(
            ["--audience"],
            type=WordType("audience"),
            default="municipality",
            metavar=N_("AUDIENCE"),
            help=N_("For whom: the municipality (default), the public, or the researchers only."),
        ),
        _day("--since", N_("Events from this day on; also the day of the previous report.")),
        _day("--until", N_("Events up to and including this day.")),
        _day("--date", N_("Day of the report; today when not given.")),
        _flag(
            "--final",
            N_("Make it final: with the date, never overwritten, and remembered for later reports."),
        ),
        Option(["-o", "--output"], type=_PATH, metavar=N_("FILE"), help=N_("Write the report to this file.")),
        Option(
            ["--house-style"],
            type=_PATH,
            metavar=N_("FILE"),
            help=N_("Word file with the styles of the municipality."),
        ),
        _flag("--preview", N_("Show the report in the terminal and write no file.")),
        _flag("--pdf", N_("Write it as PDF too, with LibreOffice when that is installed.")),
    ],
)
