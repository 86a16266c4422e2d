"""Open elsewhere: a file that another program has open, so that it cannot be replaced."""

import os
from pathlib import Path

from actionlab.errors import CannotSave
from actionlab.i18n import N_
from actionlab.store.windows import on_windows


class OpenElsewhere(CannotSave):
    """Another program has `file` open, and does not let it be replaced."""

    sentence = N_("Not saved: {file} is open in Word or another program. Close it there and try again.")


def explained(fault: CannotSave) -> CannotSave:
    """Give a fault as one that says that the file is open, when that is why it cannot be saved."""
    path = Path(str(fault.facts["file"]))
    is_open = type(fault) is CannotSave and (_is_held(fault, path) or _is_marked(path))
    return OpenElsewhere(file=path) if is_open else fault


def _is_marked(path: Path) -> bool:
    """Tell whether another program put its mark beside a file that it has open."""
    # Word leaves out the first letters of a long name
    marks = (f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    # asked in this way a name that is too long is no fault of its own
    return any(map(os.path.lexists, map(path.with_name, marks)))


def _is_held(fault: CannotSave, path: Path) -> bool:
    """Tell whether Windows refuses a file that one may change: Excel marks nothing beside a .csv file."""
    refused = on_windows() and isinstance(fault.__cause__, PermissionError)
    return refused and os.path.isfile(path) and os.access(path, os.W_OK)  # noqa: PTH113 - as above
