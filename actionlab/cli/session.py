"""A session: one call of the program, with the folder that was named, the clock, and the study in hand."""

import datetime as dt
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from actionlab.cli.faults import AmbiguousStudy, NoFolderHere, NoStudies, WhichStudy, unknown_study

if TYPE_CHECKING:
    from actionlab.store import Workspace


def clock() -> dt.datetime:
    """Give the moment now, in UTC: the one place where the program reads the clock."""
    return dt.datetime.now(dt.UTC)


class Session(NamedTuple):  # to load msgspec would cost `--help` a tenth of its time
    """What every verb may ask for. `explicit` is the folder of `-C`; `no_input` means: never ask."""

    explicit: str | None = None
    no_input: bool = False

    def workspace(self) -> "Workspace":
        """Give the workspace: of `-C`, of ACTIONLAB_WORKSPACE, or from this folder upwards.

        Raises `NoWorkspace` when there is none.
        """
        from actionlab.store import find_workspace  # not every verb has a workspace

        named = os.path.expanduser(self.explicit or os.environ.get("ACTIONLAB_WORKSPACE") or "")
        # a whole path is found from anywhere, also from a folder that is gone
        start = named if os.path.isabs(named) else _here()
        return find_workspace(start, self.explicit, os.environ)

    def now(self) -> dt.datetime:
        """Give the moment of writing, in UTC."""
        return clock()

    def today(self) -> dt.date:
        """Give the day of today where the person is."""
        return clock().astimezone().date()

    def study(self, workspace: "Workspace", given: str | None) -> str:
        """Give the code of the study meant: as given, of the folder one stands in, or the only one there is.

        An unambiguous beginning is enough, and a study that was erased or removed makes nothing ambiguous.
        Raises `UnknownStudy`, `AmbiguousStudy` or `WhichStudy`, which name the studies, or `NoStudies`.
        """
        from actionlab.store import study_here, study_slugs

        known = study_slugs(workspace)
        if given:
            return _fitting(given, known, workspace)
        here = study_here(workspace, _here())
        if here:
            return here
        if len(known) == 1:
            return known[0]
        present = _present(known, workspace)
        if len(present) == 1:
            return present[0]
        if not present:
            raise NoStudies(folder=workspace.folder)
        raise WhichStudy(known=present)


def _here() -> str:
    """Give the folder that the person stands in. Raises `NoFolderHere` when it was removed."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        raise NoFolderHere from None


def _fitting(given: str, known: tuple[str, ...], workspace: "Workspace") -> str:
    wanted = given.strip().casefold()
    if wanted in known:
        return wanted
    fitting = [slug for slug in known if wanted and slug.startswith(wanted)]
    if len(fitting) > 1:
        fitting = _present(fitting, workspace) or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousStudy(slug=given, known=fitting)
    raise unknown_study(given, _present(known, workspace))


def _present(known: Sequence[str], workspace: "Workspace") -> list[str]:
    """Leave out the studies that were erased or removed; only read when something is to be refused."""
    from actionlab.store import read

    erased = read(workspace, kinds=("study",)).erased
    return [slug for slug in known if slug not in erased]


pass_session = click.make_pass_decorator(Session)
