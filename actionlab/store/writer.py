"""The writer: the code under which this installation writes, such as `onderzoeker-7k3f`; never a name."""

import os
import string
from collections.abc import Mapping

import click

from actionlab.errors import BadWriter, CannotRead
from actionlab.store.replacing import make_folder, reason, replace_files

_LETTERS = frozenset(string.ascii_lowercase + string.digits + "-")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def writer_code(environ: Mapping[str, str]) -> str:
    """Give the code of the writer: ACTIONLAB_WRITER, else that of this installation, made the first time.

    Raises `BadWriter` when it is not 2 to 41 of a-z, 0-9 and hyphens, `CannotSave` and
    `CannotRead` when it cannot be kept.
    """
    named = environ.get("ACTIONLAB_WRITER")
    if named:
        return _checked(named, "ACTIONLAB_WRITER")
    path = os.path.join(local_folder(), "writer")
    make_folder(local_folder())
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
    """Give the folder of this program on this computer; it is not synchronised and may not exist yet."""
    return click.get_app_dir("actionlab", roaming=False)


def random_code(length: int) -> str:
    """Give random Crockford characters (digits and lower case, without i, l, o and u): 5 bits each."""
    return "".join(_CROCKFORD[byte & 31] for byte in os.urandom(length))


def is_writer_code(code: str) -> bool:
    """Tell whether a text can be the code of a writer: 2 to 41 of a-z, 0-9 and hyphens."""
    return 2 <= len(code) <= 41 and _LETTERS.issuperset(code) and code[0] != "-"


def _checked(code: str, place: str) -> str:
    if not is_writer_code(code):
        raise BadWriter(code=ascii(code)[1:-1], place=place)
    return code
