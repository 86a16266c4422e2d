"""The store: everything of ours on disk (workspace, records, templates, reports). `add` is the one door in.

Listings import `actionlab.store.query` themselves: it loads TinyDB, which logging does not need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from actionlab.store.reading import Reading, history, read
from actionlab.store.revisions import Revision
from actionlab.store.workspace import Workspace, find_workspace, open_workspace, study_here, study_slugs

if TYPE_CHECKING:
    from actionlab.store.adding import add
    from actionlab.store.beginning import init_workspace
    from actionlab.store.erasing import Erased, erase, sweep
    from actionlab.store.reports import SavedReport, save_file, save_files, save_reports
    from actionlab.store.templates import study_template_ids, template_bytes, template_text
    from actionlab.store.trying import Trial, trial
    from actionlab.store.undoing import Change, last_command

__all__ = [
    "Change",
    "Erased",
    "Reading",
    "Revision",
    "SavedReport",
    "Trial",
    "Workspace",
    "add",
    "erase",
    "find_workspace",
    "history",
    "init_workspace",
    "last_command",
    "open_workspace",
    "read",
    "save_file",
    "save_files",
    "save_reports",
    "study_here",
    "study_slugs",
    "study_template_ids",
    "sweep",
    "template_bytes",
    "template_text",
    "trial",
]

# what not every command uses is loaded when it is first asked for
_LATER = {
    "Change": "undoing",
    "Erased": "erasing",
    "Trial": "trying",
    "add": "adding",
    "erase": "erasing",
    "last_command": "undoing",
    "sweep": "erasing",
    "SavedReport": "reports",
    "init_workspace": "beginning",
    "save_file": "reports",
    "save_files": "reports",
    "save_reports": "reports",
    "study_template_ids": "templates",
    "template_bytes": "templates",
    "template_text": "templates",
    "trial": "trying",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"actionlab.store.{_LATER[name]}"), name)
