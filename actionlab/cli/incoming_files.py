"""Files to bring in: which there are, what each of them is, and what they bring per study."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from actionlab.cli import show
from actionlab.cli.columns import Columns
from actionlab.cli.faults import unknown_study
from actionlab.cli.session import Session
from actionlab.errors import MALFORMED, ActionlabError, RemovedStudy
from actionlab.exchange.columns.kobo import kobo_sheet
from actionlab.exchange.columns.own_tables import own_sheets
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.comments.reading import is_report
from actionlab.exchange.files.packages import Package, open_package, read_bytes, sniff
from actionlab.exchange.files.tables import Sheet, read_tables
from actionlab.exchange.forms.drafts import incoming_of_form
from actionlab.exchange.forms.reading import is_form, read_form
from actionlab.exchange.incoming import Incoming, Source
from actionlab.exchange.workbook.reading import read_workbook_measurements
from actionlab.exchange.workbook.reading import study_of as study_of_workbook
from actionlab.i18n import N_, _, ngettext
from actionlab.model.study import Study
from actionlab.privacy.harmless import masked
from actionlab.store import Reading, Workspace, read, study_slugs

_ENDINGS = (".docx", ".csv", ".tsv", ".xlsx", ".json")
# what somebody may have filled in all the same; the rest of a folder is passed over without a word
_FILLED_IN = (
    *(
        ".doc",
        ".docm",
        ".odt",
        ".rtf",
        ".pdf",
        ".pages",
        ".txt",
        ".tab",
        ".xls",
        ".xlsm",
        ".xlsb",
        ".ods",
        ".zip",
    ),
    *(".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff"),
)


class NothingFound(ActionlabError):
    """There is nothing in `place` that can be brought in."""

    exit_code = MALFORMED
    sentence = N_(
        "There is nothing in {place} to take in. What can be taken in: filled forms (.docx), tables (.xlsx,"
        " .csv) and exports of KoboToolbox and Microsoft Forms."
    )

    def __str__(self) -> str:
        passed_over = self.facts["passed_over"]
        return " ".join([super().__str__(), *(passed_over if isinstance(passed_over, list) else ())])


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What files bring, per study (its code), and sentences about what was passed over."""

    incomings: dict[str, list[Incoming]]
    passed_over: tuple[str, ...] = ()


def report_in(place: Path) -> Package | None:
    """Give the report of ours that `place` is, opened; None for a folder and for any other file.

    Raises what reading raises, for a file that cannot be opened.
    """
    if not place.is_file():
        return None
    content = read_bytes(place, _shown(place))
    if sniff(content) != "zip/docx":
        return None
    package = open_package(content, _shown(place))
    return package if is_report(package) else None


class Taker:
    """Reads the files of one call of the program."""

    def __init__(self, session: Session, workspace: Workspace, study: str | None, columns: Columns) -> None:
        """Take the study that was named, if one was, and what is known about columns."""
        self._session = session
        self._workspace = workspace
        self._named = study
        self._columns = columns
        self._readings: dict[str, Reading] = {}
        self._incomings: dict[str, list[Incoming]] = {}
        self._passed_over: list[str] = []

    def take(self, place: Path) -> Brought:
        """Give what a file brings, or all files in a folder and below it.

        In a folder, empty forms and other documents are passed over. Raises `NothingFound`, and what reading
        raises for a file that was named or is one of ours.
        """
        whole_folder = place.is_dir()
        files = tuple(_files_in(place, _ENDINGS)) if whole_folder else (place,)
        for path in show.tracked(files, _("Reading")):
            self._take_file(path, alone=not whole_folder)
        for path in _files_in(place, _FILLED_IN) if whole_folder else ():
            told = _("{file} was not read. Save it as .docx, .xlsx or .csv, or type it over.")
            self._passed_over.append(told.format(file=_shown(path)))
        if not any(self._incomings.values()):
            raise NothingFound(place=place, passed_over=self._passed_over)
        return Brought(incomings=self._incomings, passed_over=tuple(self._passed_over))

    def _take_file(self, path: Path, *, alone: bool) -> None:
        file = _shown(path)
        content = read_bytes(path, file)
        kind = sniff(content)
        if kind == "zip/docx":
            self._take_document(content, file, alone=alone)
        elif kind == "json":
            self._take_sheets((kobo_sheet(content, file),), file)
        else:
            self._take_sheets(read_tables(content, file), file)

    def _take_document(self, content: bytes, file: str, *, alone: bool) -> None:
        if not alone and (told := _not_for_a_folder(open_package(content, file))):
            self._passed_over.append(told)
            return
        form = read_form(content, file)
        study_id = self._study(form.study)
        reading = self._reading(study_id)
        today = self._session.today()
        source = Source(file=file)
        found = incoming_of_form(form, source, records=reading.records, study_id=study_id, today=today)
        if not alone and all(each.is_empty for each in found):
            self._passed_over.append(_("{file}: nothing was filled in.").format(file=file))
            return
        self._incomings.setdefault(study_id, []).extend(found)

    def _take_sheets(self, sheets: tuple[Sheet, ...], file: str) -> None:
        of_workbook = study_of_workbook(sheets)
        study_id = self._study(of_workbook)
        coming = self._incomings.setdefault(study_id, [])
        if of_workbook:
            coming += read_workbook_measurements(sheets, study_id=study_id, file=file)
            return
        study = self._reading(study_id).records.find(Study, study_id)
        if study is None:
            raise RemovedStudy(slug=study_id)
        own = own_sheets(sheets)
        self._tell_rows_passed_over(sheets, own, file)
        for sheet in self._tables(own, file):
            mapping = self._columns.of(sheet, study.data, file)
            coming += apply(sheet, mapping, file=file, study_id=study_id)

    def _tell_rows_passed_over(self, before: tuple[Sheet, ...], after: tuple[Sheet, ...], file: str) -> None:
        """Tell of rows of our own export that came back without a part of what the record says."""
        rows = {sheet.name: len(sheet.rows) for sheet in before}
        n = sum(rows[sheet.name] - len(sheet.rows) for sheet in after)
        if n:
            told = ngettext(
                "{file}: {n} row was passed over, because the export left out a part of it. Change that"
                " record with 'actionlab edit'.",
                "{file}: {n} rows were passed over, because the export left out a part of them. Change those"
                " records with 'actionlab edit'.",
                n,
            )
            self._passed_over.append(told.format(file=file, n=n))

    def _tables(self, sheets: tuple[Sheet, ...], file: str) -> list[Sheet]:
        """Give the sheets that are tables; beside one, what is hidden or no table is passed over.

        Raises what is wrong with the first sheet when there is no table at all.
        """
        filled = [sheet for sheet in sheets if sheet.rows]
        tables = [sheet for sheet in filled if not (sheet.hidden or sheet.problem)]
        if not tables:
            for problem in (sheet.problem for sheet in filled if sheet.problem and not sheet.hidden):
                raise problem
        for sheet in filled:
            if sheet.hidden:
                told = _("{file}, sheet '{sheet}' was not read: it is hidden.")
            elif sheet.problem:
                told = _("{file}, sheet '{sheet}' was not read: it is no table.")
            else:
                continue
            name = masked(sheet.name, self._session.today().year)
            self._passed_over.append(told.format(file=file, sheet=name))
        return tables

    def _study(self, told: str | None) -> str:
        """Give the study: as named, else as the file tells, else the one that is meant here.

        A file of another study than the one that was named is refused by who reads it.
        """
        if self._named or not told:
            return self._session.study(self._workspace, self._named)
        known = study_slugs(self._workspace)
        if told not in known:
            raise unknown_study(told, known)
        return told

    def _reading(self, study_id: str) -> Reading:
        """Read a study once. Raises `DamagedFile`: who knows only a part takes what is known for new."""
        if study_id not in self._readings:
            found = read(self._workspace, studies=(study_id,))
            for damaged in found.damaged:
                raise damaged
            self._readings[study_id] = found
        return self._readings[study_id]


def _not_for_a_folder(package: Package) -> str:
    """Say why a document in a folder is passed over; "" for a form."""
    if is_report(package):
        told = _("{file}: a report of actionlab. For its comments, import this file by itself.")
    else:
        told = "" if is_form(package) else _("{file}: not a form of actionlab.")
    return told.format(file=package.file)


def _shown(path: Path) -> str:
    # the folder tells files of two colleagues apart, and is the same from wherever one looks
    return f"{Path(os.path.abspath(path)).parent.name}/{path.name}"  # noqa: PTH100 - it takes out ".."


def _files_in(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Give the files with these endings in a folder and below it, in order."""
    for name, below, files in os.walk(folder, onerror=_raise):
        below[:] = sorted(each for each in below if not each.startswith("."))
        for each in sorted(files):
            if each.lower().endswith(endings) and not each.startswith((".", "~$")):
                yield Path(name, each)


def _raise(fault: OSError) -> None:
    """Say that a folder cannot be read, rather than pass over what is in it."""
    raise fault
