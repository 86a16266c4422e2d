"""Findings: what `check` has to say about a file, as facts, each with what can be done about it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from actionlab.errors import DAMAGED, NEWER, NOT_POSSIBLE
from actionlab.i18n import N_, _
from actionlab.model.retention import DATA, KEY_FILE


class Sort(msgspec.Struct, frozen=True):
    """A sort of finding: what is wrong, what to do, and the exit code; a note needs no action."""

    what: str
    remedy: str
    exit_code: int = NOT_POSSIBLE
    is_note: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that `check` found: its `kind` (in `SORTS`), where it is, and the facts of its sentences.

    `line` counts from 1; None when it is about the file, or folder, as a whole. A note is only to be known.
    """

    kind: str
    path: str
    line: int | None = None
    facts: Mapping[str, Any] = {}
    is_note: bool = False

    @property
    def what(self) -> str:
        """What is wrong, as a sentence in the active language."""
        return _(SORTS[self.kind].what).format(**self.facts)

    @property
    def remedy(self) -> str:
        """What to do about it; empty when there is nothing to do."""
        sort = SORTS[self.kind]
        return _(sort.remedy).format(**self.facts) if sort.remedy and self.is_note == sort.is_note else ""

    @property
    def exit_code(self) -> int:
        """The exit code of `check` when this is the worst that there is; 0 for a note."""
        return 0 if self.is_note else SORTS[self.kind].exit_code


def found(kind: str, path: object, line: int | None = None, **facts: object) -> Finding:
    """Make a finding, or a note when that is what this kind is."""
    return Finding(kind=kind, path=str(path), line=line, facts=facts, is_note=SORTS[kind].is_note)


_REPAIR = N_(
    "Put back an earlier version from your backup or synchronised folder, or run 'actionlab check --repair'."
)
_NEWEST = N_("Install the newest version of actionlab.")
_CHANGE = N_("Look at it with 'actionlab show {id}' and change it with 'actionlab edit {id}'.")

SORTS = {
    "damaged": Sort(N_("Damaged: {reason}."), _REPAIR, DAMAGED),
    "empty": Sort(N_("The file is empty: 0 bytes."), _REPAIR, DAMAGED),
    "zeros": Sort(N_("There are zeros (NUL bytes) where text was."), _REPAIR, DAMAGED),
    "missing": Sort(
        N_("This file is gone: it was written on this computer before."),
        N_(
            "Put it back from your backup or synchronised folder. If it was removed on purpose, run"
            " 'actionlab check --repair'."
        ),
        DAMAGED,
    ),
    "unreadable": Sort(N_("This cannot be read ({reason})."), N_("Solve that and check again."), DAMAGED),
    "newer_format": Sort(
        N_("The file was made by a newer version of actionlab (format {format})."), _NEWEST, NEWER
    ),
    "newer_records": Sort(
        N_("There are records here with something that only a newer version of actionlab knows: {n}."),
        _NEWEST,
        is_note=True,
    ),
    "online_only": Sort(
        N_("The content of this file is not on this computer."),
        N_("Let your synchronisation program always keep the folder on this device."),
        is_note=True,
    ),
    "foreign": Sort(
        N_("This is no record file, and nothing reads it."), N_("Move it to another folder, or remove it.")
    ),
    "not_read": Sort(
        N_(
            "This is a record file in a place or with a name that is not read, and erasing does not reach it."
        ),
        N_("Put it in the folder records of its study with a name that ends in .json, or remove it."),
    ),
    "other_study": Sort(
        N_("By its header this file is of another study ({study}) than the files beside it ({others})."),
        N_("Move it to the folder of its own study."),
    ),
    "wrong_folder": Sort(
        N_("There are records of '{study}' here: {n}. This is the folder of '{folder}'."),
        N_("Give the folder the name '{study}', or move the file to the folder of that study."),
    ),
    "bad_writer": Sort(
        N_("The header names a writer that cannot be one: {writer}."),
        N_("This file was not made by actionlab as it is. Put back an earlier version, or move it away."),
    ),
    "writer": Sort("{reason}", N_("Correct it and check again.")),
    "copy": Sort(
        N_("This is a copy of the file {own}."),
        N_("Run 'actionlab tidy': it folds the copy into that file."),
    ),
    "came_back": Sort(
        N_("An old copy brought back something that was erased."),
        N_("Run 'actionlab status', or any other command: it is removed again."),
    ),
    "permissions": Sort(
        N_("Other people on this computer can open files or folders in here: {n}."),
        N_("Run 'actionlab check --repair', or: {command}"),
    ),
    "left_over": Sort(
        N_("A command that was cut short left this temporary file."), N_("Run 'actionlab check --repair'.")
    ),
    "unfinished": Sort(
        N_("A command that was cut short left its work unfinished, and it cannot be finished now."),
        N_("Close programs that have files of this workspace open, and check again."),
    ),
    "no_records": Sort(
        N_("There is no record file in this folder of a study."),
        N_("Put the files back from your backup or synchronised folder, or remove the folder."),
    ),
    "no_study": Sort(
        N_("There are records here, but the study '{study}' itself is not there."),
        N_("Let your synchronisation program finish, or put the file with the study back from your backup."),
    ),
    "removed_study": Sort(
        N_("This study was written on this computer and its folder is gone."),
        N_("If it was not removed on purpose, put it back from your backup or synchronised folder."),
        is_note=True,
    ),
    "set_aside": Sort(
        N_("Damaged lines were set aside in this file."),
        N_("Look whether anything in it is to be entered again; then remove it."),
        is_note=True,
    ),
    "dangling": Sort(N_("{id} refers to {ref}, which is not there."), _CHANGE),
    "lost_evidence": Sort(N_("Sources of {id} were erased: {n}."), _CHANGE, is_note=True),
    "broken_rule": Sort(N_("{id} does not keep to a rule. {problems}"), _CHANGE, is_note=True),
    "measured_twice": Sort(
        N_("{id} and {other} are the same measurement of the same person at the same moment."),
        N_("Look at both with 'actionlab show', and erase one: 'actionlab erase {id}'."),
    ),
    "two_heads": Sort(
        N_("{id} was changed by two people apart from each other: {versions}."),
        N_("Look with 'actionlab show {id} --history'. The next 'actionlab edit {id}' brings them together."),
    ),
    KEY_FILE: Sort(
        N_("The key file of {id} had to be gone before {date}, and it is not recorded that it is."),
        N_("Destroy it, and record on which day: actionlab edit {id} --key-file-destroyed-on DATE."),
    ),
    DATA: Sort(
        N_("The data of {id} were to be kept until {date}, and they are still here."),
        N_("Look what goes, and remove them: actionlab purge --due."),
    ),
    "key_file_here": Sort(
        N_("This looks like a key file: it seems to say who is behind which code."),
        N_("Keep it outside the workspace, where only you can open it, best on paper and locked up."),
    ),
    "personal_data": Sort(
        N_("{id} holds what looks like personal data. {places}"),
        N_("Change it, so that nothing of it is left: actionlab edit {id} --forget …"),
    ),
    "personal_data_aside": Sort(
        N_("A damaged line that was set aside holds what looks like personal data: {kinds}."),
        N_("Look whether anything in the file is to be entered again, without them; then remove the file."),
    ),
    "tracked": Sort(
        N_("Git keeps files with records or reports: {n}. Whoever gets the repository gets these."),
        N_("Take them out: {command}. They stay in its history until that is rewritten."),
    ),
    "git_unknown": Sort(
        N_("This folder is in a git repository. Whether it keeps records could not be found out ({reason})."),
        N_("Look with: {command}"),
        is_note=True,
    ),
}
