"""Chosen records: what `list` and `search` look at, by study, municipality, theme, phase, tag and day."""

import datetime as dt

import click
import msgspec

from actionlab.analysis.cycles import phase_of
from actionlab.analysis.strength import with_lost_groups
from actionlab.cli.commands import Option
from actionlab.cli.looking import look
from actionlab.cli.options import DATE, WordType, municipality_option, study_option
from actionlab.cli.session import Session
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_
from actionlab.model.records import Records
from actionlab.store import Reading


class TurnedAround(ActionlabError):
    """The first day asked for, `since`, comes after the last, `until`."""

    exit_code = MALFORMED
    sentence = N_("--since ({since}) is later than --until ({until}). Turn the two days around.")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, as click gives it; None does not narrow. Both days count in."""

    study: str | None = None
    municipality: str | None = None
    theme: str | None = None
    phase: str | None = None
    tag: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything was asked."""
        return self != Filters()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """All `records` that were read (of one study when that was asked), and those `found` that fit."""

    reading: Reading
    records: Records
    found: Records


def filter_options() -> list[click.Parameter]:
    """Make the options that choose records; their values are the fields of `Filters`."""
    return [
        study_option(),
        municipality_option(),
        Option(["--theme"], type=WordType("theme"), metavar=N_("THEME"), help=N_("Theme, such as I1 or O1.")),
        Option(
            ["--phase"],
            type=WordType("phase"),
            metavar=N_("PHASE"),
            help=N_("Phase of the cycle: as recorded, or by the date."),
        ),
        Option(["--tag"], metavar=N_("TAG"), help=N_("With this tag.")),
        Option(["--since"], type=DATE, metavar=N_("DATE"), help=N_("From this day on.")),
        Option(["--until"], type=DATE, metavar=N_("DATE"), help=N_("Up to and including this day.")),
    ]


def choose(session: Session, filters: Filters, kind: str | None = None) -> Chosen:
    """Read the records and give those that fit, of one kind or of all.

    Raises `TurnedAround`, what finding the workspace and the study raises, and `NewerFormat`.
    """
    if filters.since and filters.until and filters.since > filters.until:
        raise TurnedAround(since=filters.since, until=filters.until)
    workspace = session.workspace()
    slug = session.study(workspace, filters.study) if filters.study else None
    reading = look(workspace, (slug,) if slug else None)
    records = with_lost_groups(reading.records)
    if not (filters.narrow or kind):
        return Chosen(reading=reading, records=records, found=records)
    # TinyDB is loaded only when something is asked of it
    from actionlab.store.query import select

    found = select(
        records,
        kind=kind,
        study=slug,
        municipality=filters.municipality,
        theme=filters.theme,
        tag=filters.tag,
        since=filters.since.isoformat() if filters.since else None,
        until=filters.until.isoformat() if filters.until else None,
    )
    if filters.phase:
        found = found.where(lambda record: phase_of(record, records) == filters.phase)
    return Chosen(reading=reading, records=records, found=found)
