"""Whole studies: what goes with a study, what lies in its folder, and what became of one that is gone."""

from collections.abc import Collection
from pathlib import Path

from actionlab.i18n import _, current_language
from actionlab.model.records import Record, Records
from actionlab.model.removal import Removal
from actionlab.report.format import day
from actionlab.store import Reading, Workspace
from actionlab.store.whole import load


def stored_unknown(slug: str, workspace: Workspace, reading: Reading) -> tuple[str, ...]:
    """Give the ids of what is stored with a study and only a newer program knows."""
    files = (file for file in load(workspace).files.values() if file.folder == slug)
    ids = dict.fromkeys(each.revision.id for file in files for each in file.entries)
    return tuple(each for each in ids if each not in reading.erased and reading.records.get(each) is None)


def beside(slugs: Collection[str], workspace: Workspace) -> tuple[Path, ...]:
    """Give every file in the folders of these studies that is no record, such as a study plan."""
    files = (path for slug in slugs for path in sorted((workspace.studies / slug).rglob("*")))
    return tuple(path for path in files if path.is_file() and path.parent.name != "records")


def removal_of(slug: str, records: Records) -> Record[Removal] | None:
    """Give the last proof that the study with this code was removed, or None."""
    return next((each for each in reversed(records.of(Removal)) if each.data.study == slug), None)


def what_became_of(slug: str, reading: Reading) -> str | None:
    """Give the sentence that says that a study was removed or erased; None when it was not."""
    removal = removal_of(slug, reading.records)
    if removal:
        sentence = _("The study {study} was removed on {date}. The proof: actionlab show {id}")
        date = day(removal.data.removed_on, current_language())
        return sentence.format(study=slug, date=date, id=removal.id)
    return _("The study {study} was erased.").format(study=slug) if slug in reading.erased else None
