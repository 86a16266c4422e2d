"""The writer: the code under which this installation writes, such as `onderzoeker-7k3f`; never a name."""

import os
from collections.abc import Mapping

import click

from actionlab.errors import BadWriter, CannotRead, CannotSave
from actionlab.i18n import N_
from actionlab.model.slugs import LETTERS, is_windows_name
from actionlab.store.replacing import make_folder, reason, replace_files

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class NoHome(CannotSave):
    """The system names no home folder, so that there is no place `file` for what belongs to the program."""

    sentence = N_(
        "Nothing was saved: the system names no home folder, and the program keeps a few files there. Set"
        " HOME (on Windows LOCALAPPDATA) to a folder of yours and try again."
    )


def writer_code(environ: Mapping[str, str]) -> str:
    """Give the code of the writer: ACTIONLAB_WRITER, else that of this installation, made the first time.

    Raises `BadWriter` when it is not 2 to 41 of a-z, 0-9 and hyphens, `CannotSave` and
    `CannotRead` when it cannot be kept.
    """
    named = environ.get("ACTIONLAB_WRITER")
    if named:
        return _checked(named, "ACTIONLAB_WRITER")
    path = os.path.join(local_folder(), "writer")
    make_local_folder(local_folder())
    try:
        if not os.path.exists(path):
            replace_files({path: f"onderzoeker-{random_code(4)}\n".encode()})
        with open(path, encoding="utf-8", errors="replace") as file:
            code = file.read().strip()
    except OSError as fault:
        raise CannotRead(file=path, line=1, reason=reason(fault)) from fault
    return _checked(code, path)


def role_of(code: str) -> str:
    """Give the role in the code of a writer: what stands before its random part.

    >>> role_of("onderzoeker-7k3f")
    'onderzoeker'
    """
    return code.rpartition("-")[0] or code


def local_folder() -> str:
    """Give the folder of this program on this computer; it is not synchronised and may not exist yet.

    Where the system names no home folder it begins with ``~``: nothing is there, and nothing can be made.
    """
    return click.get_app_dir("actionlab", roaming=False)


def make_local_folder(folder: str) -> None:
    """Make `local_folder()` or a folder in it, when it is absent. Raises `NoHome` and `CannotSave`."""
    # without a home this would become a folder called ~, wherever the person stands
    if not os.path.isabs(folder):
        raise NoHome(file=folder)
    make_folder(folder)


def random_code(length: int) -> str:
    """Give random Crockford characters (digits and lower case, without i, l, o and u): 5 bits each."""
    return "".join(_CROCKFORD[byte & 31] for byte in os.urandom(length))


def is_writer_code(code: str) -> bool:
    """Tell whether a text can be the code of a writer: 2 to 41 of a-z, 0-9 and hyphens, and no device."""
    right = 2 <= len(code) <= 41 and LETTERS.issuperset(code) and code[0] != "-"
    # it names a file, and a colleague may have Windows
    return right and is_windows_name(code)


def _checked(code: str, place: str) -> str:
    if not is_writer_code(code):
        raise BadWriter(code=ascii(code)[1:-1], place=place)
    return code
