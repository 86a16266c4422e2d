"""Looking: what the verbs that show records share, from reading to the exit code."""

import json
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

import click
import msgspec

from actionlab.analysis.completeness import not_recorded
from actionlab.cli import session
from actionlab.cli.terminal import TURNING, give, say, say_error, takes_all_letters
from actionlab.errors import DAMAGED, Busy, CannotSave, DamagedFile, NewerFormat
from actionlab.i18n import _, ngettext
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.store import Reading, Workspace, read

# the number of the form of everything that `--json` gives
JSON_SCHEMA = 1
_NOT_SHOWN = re.compile(f"[\x7f-\x9f\ud800-\udfff\ufffe\uffff{TURNING}]")


def look(workspace: Workspace, studies: Collection[str] | None = None) -> Reading:
    """Read the records of some studies, or of all; say so when they are invented examples."""
    reading = read(workspace, studies=studies)
    if reading.returned and not workspace.settings.read_only:
        _remove_again(workspace)
    if workspace.settings.synthetic:
        say(_("All data here are invented examples."))
    return reading


def _remove_again(workspace: Workspace) -> None:
    """Remove what was erased and came back with an old copy; if not now, the next command does."""
    from actionlab.store import sweep

    with suppress(Busy, CannotSave, DamagedFile, NewerFormat):
        files = sweep(workspace, now=session.clock())
        message = _("An old copy brought back what was erased. It was removed again from: {files}.")
        say(message.format(files=", ".join(files)))


def refuse_personal_data(records: Iterable[Record[RecordData]], year: int) -> None:
    """Raise `HoldsPersonalData` for what was stored before the store refused it; before it leaves."""
    from actionlab.privacy.refusals import HoldsPersonalData
    from actionlab.privacy.texts import structured_places

    places = [
        (record.id, place)
        for record in records
        for place in structured_places(record.id, record.kind, msgspec.to_builtins(record.data), year=year)
    ]
    if places:
        raise HoldsPersonalData(places)


def finish(reading: Reading) -> None:
    """Say what could not be shown; ends with exit code 4 when a file is damaged."""
    if reading.newer:
        message = ngettext(
            "{n} record was made by a newer version of actionlab and may not be shown whole.",
            "{n} records were made by a newer version of actionlab and may not be shown whole.",
            reading.newer,
        )
        say(message.format(n=reading.newer))
    for damaged in reading.damaged:
        say_error(_("Error: {message}").format(message=damaged))
    if reading.damaged:
        click.get_current_context().exit(DAMAGED)


def give_json(content: dict[str, Any]) -> None:
    """Print an object with the number of its form; keys are English and dates ISO.

    Characters that a terminal would obey or does not know are escaped, so that what is read back is what was
    stored.
    """
    plain = msgspec.to_builtins({"schema": JSON_SCHEMA, **content})
    text = json.dumps(plain, ensure_ascii=not takes_all_letters(), indent=2, allow_nan=False)
    give(_NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def as_json(record: Record[RecordData], records: Records) -> dict[str, Any]:
    """Give a record as an object for `--json`; `data` is as stored, dates are ISO, None is not recorded."""
    return {
        "id": record.id,
        "kind": record.kind,
        "study": study_of(record),
        "date": day_of(record) or None,
        "at": record.at,
        "by": record.by,
        "rev": record.rev,
        "heads": record.heads,
        "why": record.why,
        "not_recorded": [field.name for field in not_recorded(record, records)],
        "data": msgspec.to_builtins(record.data),
    }
