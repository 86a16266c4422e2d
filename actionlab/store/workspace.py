"""A workspace: the folder with `actionlab.toml` in which a team keeps its studies, templates and reports.

Code that every `log` runs knows folders and files as text: to load pathlib costs 7 % of the least a
command of click can cost (15 of 216 million instructions). Elsewhere a path is a `Path`.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from actionlab.errors import CannotRead, Malformed, NoWorkspace, Problem
from actionlab.i18n import N_
from actionlab.model.settings import FILE, Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path

SHARED = "_shared"

AnyPath = str | os.PathLike[str]


class Workspace(msgspec.Struct, frozen=True):
    """Where a workspace is (an absolute folder, as text) and what its settings say."""

    folder: str
    settings: Settings

    @property
    def root(self) -> "Path":
        """The folder of the workspace."""
        from pathlib import Path

        return Path(self.folder)

    @property
    def studies(self) -> "Path":
        """The folder with one folder per study, and `_shared`."""
        return self.root / "studies"

    @property
    def reports(self) -> "Path":
        """The folder where reports are written."""
        return self.root / "reports"

    @property
    def templates(self) -> "Path":
        """The folder with the team's own templates; it may be absent."""
        return self.root / "templates"

    def records(self, study: str) -> "Path":
        """The folder with the record files of one study, or of `_shared`."""
        return self.studies / study / "records"

    def place(self, *names: str) -> str:
        """A file or folder below the folder of studies, as text."""
        return os.path.join(self.folder, "studies", *names)


def find_workspace(start: AnyPath, explicit: AnyPath | None, environ: Mapping[str, str]) -> Workspace:
    """Give the workspace: `explicit` (-C), else ACTIONLAB_WORKSPACE, else from `start` upwards.

    Raises `NoWorkspace` when there is none, `Malformed` when its settings cannot be read.
    """
    named = explicit or environ.get("ACTIONLAB_WORKSPACE")
    begin = folder = (
        os.path.realpath(os.path.join(start, os.path.expanduser(named))) if named else os.path.abspath(start)
    )
    while not os.path.isfile(os.path.join(folder, FILE)):
        above = os.path.dirname(folder)
        if named or above == folder:
            raise NoWorkspace(folder=begin)
        folder = above
    return open_workspace(folder)


def open_workspace(folder: AnyPath) -> Workspace:
    """Give the workspace in exactly this folder; raises `Malformed` when its settings cannot be read."""
    file = os.path.join(folder, FILE)
    try:
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
    except UnicodeDecodeError:
        sentence = N_("{file} is not saved as UTF-8. In Notepad: Save as, and choose UTF-8 at Encoding.")
        raise Malformed([Problem("", sentence, file=file)]) from None
    except OSError as fault:
        sentence = N_("{file} cannot be read: {fault}.")
        raise Malformed([Problem("", sentence, file=file, fault=fault.strerror or fault)]) from None
    return Workspace(os.fspath(folder), read_settings(text))


def study_here(workspace: Workspace, cwd: AnyPath) -> str | None:
    """Give the code of the study whose folder holds `cwd`, or None."""
    studies = os.path.join(os.path.realpath(workspace.place()), "")
    here = os.path.join(os.path.realpath(cwd), "")
    slug = here[len(studies) :].split(os.sep)[0] if here.startswith(studies) else ""
    return slug if slug in study_slugs(workspace) else None


def study_slugs(workspace: Workspace) -> tuple[str, ...]:
    """Give the codes of all studies, in alphabetical order: every folder with a record file."""
    studies = workspace.place()
    try:
        names = names_in(studies)
        return tuple(name for name in names if name != SHARED and _has_records(workspace, name))
    except OSError as fault:
        raise CannotRead(file=fault.filename or studies, line=1, reason=fault.strerror) from fault


def _has_records(workspace: Workspace, folder: str) -> bool:
    # a command that was killed may leave a folder without any: that is no study yet
    return any(is_record_file(each) for each in names_in(workspace.place(folder, "records")))


def names_in(folder: str) -> list[str]:
    """Give the names in a folder, in order; none when there is no such folder.

    Raises OSError when it cannot be looked at: `os.path.isdir` would call it absent, and its files would be
    begun anew.
    """
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def is_record_file(name: str) -> bool:
    """Tell whether a file in a folder of records counts: every `*.json` whose name has no dot in front."""
    return name.endswith(".json") and not name.startswith(".")
