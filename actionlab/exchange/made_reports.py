"""A report that was made here before: how it was made, and what it says now, whoever edited it since."""

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.exchange.files.packages import open_package
from actionlab.exchange.files.properties import custom_properties
from actionlab.exchange.files.refused import DamagedPackage
from actionlab.exchange.forms.texts import Shown, TooDeep, transitional
from actionlab.i18n import N_
from actionlab.model.report_mark import ReportMark, from_properties


class NotAReport(ActionlabError):
    """The file `file` is no report of ours, or another program took out what it knew of itself."""

    exit_code = MALFORMED
    sentence = N_(
        "{file} is not a report of actionlab, or it was saved by a program that leaves out how it was made."
        " Make the report again with 'actionlab report' and compare them yourself."
    )


def read_mark(content: bytes, file: str) -> ReportMark:
    """Give how a report was made. Raises `NotAReport`, and `Refused` for what is no sound Word document."""
    package = open_package(content, file)
    mark = from_properties(custom_properties(package)) if package.kind == "docx" else None
    if mark is None:
        raise NotAReport(file=file)
    return mark


def paragraphs(content: bytes, file: str) -> tuple[str, ...]:
    """Give the paragraphs that a Word document shows, tables included, changes taken in; blank ones left out.

    Raises `Refused` for what is no sound Word document.
    """
    package = open_package(content, file)
    body = package.xml(package.main)
    if body is None:
        raise DamagedPackage(file=file)
    shown = Shown(frozenset())
    try:
        shown.read(transitional(body))
    except TooDeep:
        raise DamagedPackage(file=file) from None
    return tuple(text for each in shown.paragraphs if (text := " ".join(each.split())))
