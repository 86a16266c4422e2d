"""What was said about the columns of a table, kept in the study: the same table is not asked about again.

The text is exchange's; here it is read and written. Researchers may change the files.
"""

from pathlib import Path

from actionlab.errors import CannotRead
from actionlab.store.lock import locked
from actionlab.store.replacing import make_folder, reason, replace_files
from actionlab.store.workspace import Workspace

_FOLDER = "columns"


def columns_file(workspace: Workspace, study_id: str, fingerprint: str) -> Path:
    """Give where it is kept for the tables with this fingerprint."""
    return Path(workspace.place(study_id, _FOLDER, f"{fingerprint}.toml"))


def saved_columns(workspace: Workspace, study_id: str, fingerprint: str) -> str | None:
    """Give the text that is kept, with U+FFFD for bytes that are no UTF-8; None when there is none.

    Raises `CannotRead`.
    """
    path = columns_file(workspace, study_id, fingerprint)
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise CannotRead(file=path, line=1, reason=reason(fault)) from fault


def save_columns(workspace: Workspace, study_id: str, fingerprint: str, text: str) -> Path:
    """Keep a text in place of what was kept before, and give the file. Raises `CannotSave` and `Busy`."""
    path = columns_file(workspace, study_id, fingerprint)
    with locked(workspace.folder) as unfinished:
        make_folder(str(path.parent))
        replace_files({str(path): text.encode()}, unfinished)
    return path
