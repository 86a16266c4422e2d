"""Checking: everything there is to say about the files of a workspace and the records in them."""

import datetime as dt

import msgspec

from actionlab.errors import DAMAGED, NEWER, NOT_POSSIBLE
from actionlab.model.participant import Participant
from actionlab.store.checking_files import of_files
from actionlab.store.checking_records import of_records
from actionlab.store.cleaning import people
from actionlab.store.examining import examine
from actionlab.store.findings import Finding
from actionlab.store.key_files import key_files
from actionlab.store.lock import finish_unfinished
from actionlab.store.overdue import overdue
from actionlab.store.stored_before import held_aside, stored_before
from actionlab.store.surroundings import around, online_only
from actionlab.store.whole import set_aside
from actionlab.store.workspace import Workspace


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: what needs action, what is only to be known, and how much was read and verified.

    `files` counts the record files, `revisions` those that stand in them unharmed.
    """

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    files: int
    revisions: int

    @property
    def exit_code(self) -> int:
        """4 when something is damaged, else 6 when a file has a newer format, else 1; 0 without findings."""
        codes = {each.exit_code for each in self.findings}
        return next((code for code in (DAMAGED, NEWER, NOT_POSSIBLE) if code in codes), 0)


def check(workspace: Workspace, *, today: dt.date | None = None) -> Checked:
    """Read and verify every file of a workspace, and give everything there is to say about them, by place.

    In a workspace with invented data only damage and a newer format are findings, the rest is notes.
    Without `today` nothing is said about what should be gone by now, or never have been there.
    Nothing is changed; what was erased and came back is told. Raises OSError.
    """
    online = [*online_only(workspace)]
    finish_unfinished(workspace.folder)
    examined = examine(workspace)
    every = [*of_files(examined), *of_records(examined), *online, *around(workspace, examined)]
    codes = (each.id for each in examined.reading.records.of(Participant))
    every += key_files(workspace, {*codes, *people(examined.whole.erased)})
    if today:
        every += [*overdue(workspace, examined, today), *stored_before(examined, today)]
        every += held_aside(set_aside(workspace), today)
    if workspace.settings.synthetic:
        every = [_harmless(each) for each in every]
    every.sort(key=lambda each: (each.path, each.line or 0, each.kind))
    whole = examined.whole
    return Checked(
        findings=tuple(each for each in every if not each.is_note),
        notes=tuple(each for each in every if each.is_note),
        files=len({*whole.files, *whole.damage, *whole.unreadable, *whole.newer}),
        revisions=len(examined.lines),
    )


def _harmless(finding: Finding) -> Finding:
    serious = finding.exit_code in (DAMAGED, NEWER)
    return finding if serious else msgspec.structs.replace(finding, is_note=True)
