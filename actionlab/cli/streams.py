"""Streams: standard input, output and error, made such that none of them stops a command in the middle.

A stream may be closed, its disk full, its reader gone, or its letters few. What was stored is stored all the
same, so a command goes on, and at its end says what could not be shown.
"""

import codecs
import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from actionlab.cli.terminal import say, say_error
from actionlab.errors import CANNOT_SAVE
from actionlab.i18n import N_, _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_MOST_SHOWN = 2000
# what Windows says when nobody reads any more
_GONE = {errno.EPIPE, errno.ESHUTDOWN} | ({errno.EINVAL} if sys.platform == "win32" else set())
_NOTHING_DONE = N_("Not shown: standard output cannot be written ({reason}). Solve this and try again.")
_DONE = N_(
    "It is done, but standard output cannot be written ({reason}). Do not give the command again. This was to"
    " be shown:\n{text}"
)


class Patient(io.RawIOBase):
    """The file under a stream; it takes everything. `fault` is the first of the system, None without one.

    `kept` is what could not be written: from the fault on, and at the least as much as is worth repeating.
    """

    def __init__(self, file: "io.FileIO | None") -> None:
        """Go on writing in `file`; None for one that was closed before the program began."""
        self.file = file
        self.fault = None if file else OSError(errno.EBADF, os.strerror(errno.EBADF))
        self.kept = b""

    def writable(self) -> bool:
        """Tell that it can be written, always."""
        return True

    def isatty(self) -> bool:
        """Tell whether the file is a terminal."""
        return self.file is not None and self.file.isatty()

    def fileno(self) -> int:
        """Give the number of the file. Raises OSError when it is closed."""
        if self.file is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self.file.fileno()

    def write(self, content: "ReadableBuffer", /) -> int | None:
        """Write what can be written, and give how much of it the caller needs not write again."""
        if self.file is not None and self.fault is None:
            try:
                return self.file.write(content)
            except OSError as fault:
                self.fault = fault
        if len(self.kept) < _MOST_SHOWN:
            self.kept += bytes(content)
        return memoryview(content).nbytes


def prepare() -> None:
    """Make the three streams of this process patient, and let them print every character in some way."""
    if sys.stdin is None:
        # whatever is opened next would else be taken for standard input
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stdout is sys.__stdout__:
        sys.stdout = _patient(sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _patient(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        make_printable(stream)


def make_printable(stream: TextIO) -> None:
    """Let a stream print every character: as UTF-8, or in the letters that the person says it has.

    That is said with PYTHONIOENCODING, or on Linux and macOS with the locale. A letter that it does not have
    becomes one that looks like it, or a question mark.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    encoding = _encoding(stream)
    if codecs.lookup(encoding).name == "utf-8":
        stream.reconfigure(encoding="utf-8", errors="replace")
        return
    from actionlab.cli import few_letters  # seldom

    stream.reconfigure(encoding=few_letters.codec(encoding), errors=few_letters.NEAR)


def finish(code: int) -> int:
    """Write what is still to be written, say what could not be shown, and give the exit code.

    It is that of the command, but `CANNOT_SAVE` when it was to show something, could not, and stored nothing.
    A reader who reads no further, as `head`, has seen enough.
    """
    output = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(output, Patient):
        return code
    sys.stdout.flush()
    if output.fault is None or not output.kept or output.fault.errno in _GONE:
        return code
    return _told(output, output.fault, code)


def _told(output: Patient, fault: OSError, code: int) -> int:
    from actionlab.store.replacing import reason, replaced  # seldom
    from actionlab.store.writer import local_folder

    why = _("it is closed") if fault.errno == errno.EBADF else reason(fault)
    ours = os.path.join(local_folder(), "")
    if any(not each.startswith(ours) for each in replaced()):
        text = output.kept.decode(sys.stdout.encoding, "replace").rstrip()
        if len(text) > _MOST_SHOWN:
            text = text[:_MOST_SHOWN] + " …"
        say(_(_DONE).format(reason=why, text=text))
        return code
    say_error(_("Error: {message}").format(message=_(_NOTHING_DONE).format(reason=why)))
    return code or CANNOT_SAVE


def _patient(stream: TextIO | None) -> TextIO:
    """Give a stream that writes where `stream` wrote; a terminal stays as it is."""
    if stream is None:
        # takes the number that is free, for the same reason as with standard input
        os.open(os.devnull, os.O_WRONLY)
        return io.TextIOWrapper(io.BufferedWriter(Patient(None)), encoding="utf-8")
    if stream.isatty():
        return stream
    stream.flush()
    file = io.FileIO(stream.fileno(), "w", closefd=False)
    by_line = bool(getattr(stream, "line_buffering", False))
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(file)), encoding=stream.encoding, line_buffering=by_line
    )


def _encoding(stream: io.TextIOWrapper) -> str:
    named = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    # what goes into a file on Windows would else be in the letters of that one computer
    return "utf-8" if sys.platform == "win32" and not named and not stream.isatty() else stream.encoding
