"""Windows: the names that it does not take, why it refuses a file, and how a command is typed there."""

import errno
import os
from collections.abc import Sequence

from actionlab.i18n import N_
from actionlab.model.slugs import is_windows_name

# longer names are refused unless somebody changed the registry; folders leave room for a file of 8.3
_LONGEST = 260 - 12

_OPEN = N_("the file is open in another program; close it there")
_LONG = N_("the path is longer than Windows takes (260 characters); choose a folder nearer to the disk")
_NAME = N_('Windows does not take this name; leave out < > : " | ? * and a dot or space at the end')
_DISTURBED = N_("the network folder cannot be reached now")
# by the number that Windows gives
_REASONS = {
    32: _OPEN,
    33: _OPEN,
    53: _DISTURBED,
    59: _DISTURBED,
    64: _DISTURBED,
    67: _DISTURBED,
    123: _NAME,
    206: _LONG,
    1224: _OPEN,
}


def on_windows() -> bool:
    """Tell whether this is Windows."""
    return os.name == "nt"


def windows_reason(fault: OSError) -> str | None:
    """Give the sentence (not translated) for what only Windows refuses, or None when it is something else."""
    if not on_windows():
        return None
    known = _REASONS.get(getattr(fault, "winerror", None) or 0)
    if known is None and fault.errno == errno.ENOENT and len(str(fault.filename or "")) >= _LONGEST:
        # it says of a name that is too long that there is no such thing
        return _LONG
    return known


def refused_name(path: str) -> OSError | None:
    """Give the fault of a path that Windows takes for something else than a file, such as ``con.docx``.

    Without it a report would go to a device, or into a hidden part of another file. None when all is well.
    """
    if not on_windows():
        return None
    from ntpath import splitdrive  # os.path there; elsewhere it costs every `log` an import

    rest = splitdrive(path)[1].replace("/", "\\")
    if all(is_windows_name(part) for part in rest.split("\\") if part not in ("", ".", "..")):
        return None
    fault = OSError(errno.EINVAL, "name", path)
    fault.winerror = 123  # type: ignore[attr-defined, unused-ignore]
    return fault


def typed(words: Sequence[str]) -> str:
    """Give a command as a person types it, in the quotes of the shells of this system."""
    import shlex  # both only for advice
    import subprocess

    return subprocess.list2cmdline(words) if on_windows() else shlex.join(words)
