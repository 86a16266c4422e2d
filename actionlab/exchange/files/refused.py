"""Refused: why a file of somebody else is not read. Each ends with exit code 2, and nothing was stored."""

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_


class Refused(ActionlabError):
    """A file that cannot be read, or not safely; `file` is its name as people see it."""

    exit_code = MALFORMED


class CannotOpen(Refused):
    """The system does not let `file` be read, with the `reason` that it gives."""

    sentence = N_("{file} cannot be read ({reason}).")


class NoFile(Refused):
    """What `file` names is a folder, or a device that cannot be read to its end."""

    sentence = N_("{file} is not a file that can be read. Give a .docx, .xlsx or .csv file.")


class EmptyFile(Refused):
    """There is nothing in `file`, or nothing but empty lines."""

    sentence = N_("{file} is empty. Save it again in the program that made it, and try again.")


class NotThisKind(Refused):
    """`file` is something else (`found`) than what can be read here (`wanted`)."""

    sentence = N_("{file} is {found}. Open it in its own program, save it as {wanted}, and try again.")


class OnlyToLookAt(Refused):
    """`file` shows what is wanted, as `found`: a PDF or a picture."""

    sentence = N_("{file} is {found}, and cannot be read. Type over what it says, in the form or in a table.")


class WrongName(Refused):
    """The name of `file` says something else than its content, which is `found`."""

    sentence = N_(
        "{file} is {found}, whatever its name says. Give it a name that ends in {ending}, and try again."
    )


class TooLarge(Refused):
    """`file` is larger than `most` megabytes, on disk or unpacked."""

    sentence = N_(
        "{file} is larger than {most} MB, or becomes that when it is unpacked. Make it smaller first."
    )


class TooManyCells(Refused):
    """The table in `file` has more than `most` cells, or a few that lie far apart."""

    sentence = N_(
        "{file} has more than {most} cells, or cells that lie very far apart. Copy the table to a new file,"
        " and try again."
    )


class DamagedPackage(Refused):
    """`file` is cut off, or is not as its program writes it."""

    sentence = N_("{file} is damaged. Open it in its own program, save it under another name, and try again.")


class Encrypted(Refused):
    """`file` has a password."""

    sentence = N_("{file} has a password. Open it, take the password off, save it, and try again.")


class HasMacros(Refused):
    """`file` holds a program; it was not run."""

    sentence = N_("{file} holds macros. Nothing was run. Save it as {ending} without macros, and try again.")


class PointsOutside(Refused):
    """`file` takes part of its content from somewhere else; nothing was fetched."""

    sentence = N_(
        "{file} takes part of its content from another file or from the internet. Nothing was fetched. Copy"
        " what you need to a new file (paste only the values), and try again."
    )
