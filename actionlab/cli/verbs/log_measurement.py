"""Logging measurements: one value by its options, or a table of codes and values as copied from Excel."""

import datetime as dt
import sys
from collections.abc import Mapping
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.commands import Command, Option
from actionlab.cli.given import NEEDED
from actionlab.cli.session import Session
from actionlab.cli.terminal import give, say
from actionlab.cli.text import STANDARD_INPUT, read_text, with_text
from actionlab.cli.verbs.log_record import (
    Way,
    Writing,
    argument_field,
    record_command,
    tell_not_recorded,
    tell_still_to_come,
)
from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.fields import field
from actionlab.model.kinds import KINDS
from actionlab.model.measurement import Measurement

# these stand in the lines of the table
_IN_TABLE = ("value", "row", "participant", "group_count")
_BOTH = N_("This stands in the table. Give either this or --table.")
_NO_TABLE = N_("{instrument} has too many columns for this. Use the Excel file: actionlab forms -s {study}")


def measurement_command(help_text: str) -> Command:
    """Make `log measurement`: the fields of one value, and `--table` for the values of many people."""
    made = record_command(_WAY.kind, help_text, _log)
    made.params += [
        Option(
            ["--table"],
            metavar=N_("FILE"),
            help=N_(
                "Read code and value per line from this file, as copied from Excel; - is standard input, or"
                " what you paste. A scan has all answers behind the code, a goal stands between code and"
                " value. All other options hold for every line."
            ),
        ),
        Option(["--dry-run", "dry_run"], is_flag=True, help=N_("With --table: show it and store nothing.")),
    ]
    return made


def _log(session: Session, /, table: str | None, dry_run: bool, **values: Any) -> tuple[str, ...]:
    """Store the value or the table, and give the ids; on a terminal a value that was not given is asked."""
    if table is not None:
        return _log_table(session, table=table, dry_run=dry_run, **values)
    if dry_run:
        raise click.UsageError(_("--dry-run goes with --table."), click.get_current_context())
    values = with_text(values, argument_field(_WAY.kind))
    writing = _WAY.writing(session, values)
    if writing.lacks() and not writing.given.faults and ask.can_ask(session):
        from actionlab.cli.asking.measurement import hold  # who gives the value is asked nothing

        return hold(session, _WAY, {**values, "study": writing.study_given})
    return _store(writing)


def _store(writing: Writing) -> tuple[str, ...]:
    writing.check()
    workspace = writing.place()
    made = writing.store(workspace, [writing.given.known])
    for record_id in made:
        give(record_id)
        if writing.left_open is None:
            _tell_whose(record_id, writing.given.known)
            tell_not_recorded(record_id, writing.kind, writing.given.known)
    return made


def _tell_whose(record_id: str, fields: Mapping[str, Any]) -> None:
    """Say that nobody knows whose value it is, when it is one of people."""
    from actionlab.model.instruments import INSTRUMENTS

    found = INSTRUMENTS.get(fields["instrument"])
    if found and found.per_participant and not {"participant", "group_count"} & {*fields}:
        sentence = _(
            "Not recorded yet: whose value this is. Add it with: actionlab edit {id} --participant …"
            " or, for anonymous forms, --group-count …"
        )
        say(sentence.format(id=record_id))


_WAY = Way(kind=KINDS["measurement"], store=_store)


def _log_table(session: Session, /, table: str, dry_run: bool, **values: Any) -> tuple[str, ...]:
    writing = Writing(session, KINDS["measurement"], values)
    for name in _IN_TABLE:
        if writing.given.has(name):
            writing.given.faults.append(Problem(name, _BOTH))
    if "instrument" not in writing.given.known and not writing.given.faults:
        label = field(Measurement, "instrument").asks.label
        writing.given.faults.append(Problem("instrument", NEEDED, label=label))
    writing.given.check()
    workspace = writing.place()
    study = writing.given.known.pop("study_id")
    _check_fits(writing.given.known["instrument"], study)
    from actionlab.cli.importing import AllGone, bring_in  # a single value needs none of these
    from actionlab.exchange.pasted import pasted_measurements

    text, file = _text_of(table)
    incomings = pasted_measurements(text, writing.given.known["instrument"], writing.given.known, file=file)
    coming = {study: incomings}
    try:
        ids = bring_in(session, workspace, coming, gate=writing.gate, dry_run=dry_run)
    except AllGone:
        # who took all of them back and pastes them again wants them in
        ids = bring_in(session, workspace, coming, gate=writing.gate, again=True)
    if ids:
        _tell_open(ids[0], writing.given.known, session.today())
    return ids


def _check_fits(instrument: str, study: str) -> None:
    from actionlab.model.instruments import INSTRUMENTS

    found, name = INSTRUMENTS[instrument], vocabulary.label("instrument", instrument)
    label = field(Measurement, "instrument").asks.label
    if found.form == "refused":
        raise Malformed([Problem("instrument", found.refusal, label=label, instrument=name)])
    if found.form == "rows":
        raise Malformed([Problem("instrument", _NO_TABLE, label=label, instrument=name, study=study)])


def _text_of(table: str) -> tuple[str, str]:
    """Give the text of the table, and how people know where it came from."""
    from pathlib import PurePath

    if table != STANDARD_INPUT:
        return read_text(table), PurePath(table).name
    if sys.stdin.isatty():
        say(
            _(
                "Paste the table: code and value on every line. End with Enter and then Ctrl-D (Windows:"
                " Ctrl-Z, Enter)."
            )
        )
    return read_text(table), _("standard input")


def _tell_open(record_id: str, common: Mapping[str, Any], today: dt.date) -> None:
    tell_still_to_come(record_id, KINDS["measurement"], common, today)
    tell_not_recorded(record_id, KINDS["measurement"], {**common, "participant": "", "value": ""})
