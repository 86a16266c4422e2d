"""Checking files: what is wrong with record files as files, and with what lies in them in the wrong place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from actionlab.i18n import _
from actionlab.model.kinds import KINDS
from actionlab.store import revisions
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.record_file import Damage
from actionlab.store.revisions import TOMBSTONE, Revision
from actionlab.store.whole import RecordFile
from actionlab.store.workspace import SHARED
from actionlab.store.writer import is_writer_code


class _InStudy(msgspec.Struct):
    study_id: str | None = None


def of_files(examined: Examined) -> Iterator[Finding]:
    """Give what is wrong with the record files that are there, and those that are gone."""
    whole = examined.whole
    for path, damage in [*whole.damage.items(), *examined.malformed.items()]:
        yield from _of_damage(path, damage)
    yield from (found("missing", path) for path in examined.missing)
    yield from (found("unreadable", path, reason=why) for path, why in whole.unreadable.items())
    yield from (found("newer_format", path, 2, format=number) for path, number in whole.newer.items())
    yield from (found("came_back", path) for path in examined.reading.returned)
    for file in whole.files.values():
        yield from _of_header(file)
    for folder in {file.folder: None for file in whole.files.values()}:
        yield from _of_other_study([file for file in whole.files.values() if file.folder == folder])
    yield from _in_wrong_folder(examined)
    newer = Counter(each.path for each in examined.stored if _is_newer(each.entry.revision))
    yield from (found("newer_records", path, n=n) for path, n in newer.items())


def _of_damage(path: str, damage: Sequence[Damage]) -> Iterator[Finding]:
    content = Path(path).read_bytes() if Path(path).is_file() else b""
    lines = content.split(b"\n")
    for each in sorted(damage, key=lambda one: one.line):
        if not content:
            yield found("empty", path, each.line)
        elif b"\0" in lines[min(each.line, len(lines)) - 1]:
            yield found("zeros", path, each.line)
        else:
            yield found("damaged", path, each.line, reason=_(each.reason))


def _of_header(file: RecordFile) -> Iterator[Finding]:
    writer = file.header.writer
    if not is_writer_code(writer):
        yield found("bad_writer", file.path, 2, writer=ascii(writer))
    elif file.is_copy:
        yield found("copy", file.path, own=f"{writer}.json")


def _of_other_study(files: Sequence[RecordFile]) -> Iterator[Finding]:
    """Give the files of one folder that have nothing in common with those of its study."""
    if files[0].folder == SHARED:
        return  # two laptops may both have begun it
    home = [file for file in files if any(each.revision.id == file.folder for each in file.entries)]
    study = Counter(file.header.study for file in home or files).most_common(1)[0][0]
    known = {document for file in files if file.header.study == study for document in file.stays}
    for file in files:
        if file.header.study != study and known.isdisjoint(file.stays):
            yield found("other_study", file.path, 2, study=file.header.study, others=study)


def _in_wrong_folder(examined: Examined) -> Iterator[Finding]:
    strangers = Counter(
        (each.path, each.folder, study)
        for each in examined.stored
        if (study := _folder_named_in(each.entry.revision)) not in (None, each.folder)
    )
    for (path, folder, study), n in strangers.items():
        yield found("wrong_folder", path, n=n, folder=folder, study=study)


def _folder_named_in(revision: Revision) -> str | None:
    """Give the folder that a revision belongs to; None when that is not known here."""
    if not revisions.is_known(revision):
        return None
    if KINDS[revision.kind].shared:
        return SHARED
    if revision.kind == "study":
        return revision.id
    try:
        return msgspec.json.decode(revision.data, type=_InStudy).study_id or SHARED
    except msgspec.DecodeError:
        return None


def _is_newer(revision: Revision) -> bool:
    if revision.kind == TOMBSTONE:
        return False
    return not revisions.is_known(revision) or revisions.has_unknown_fields(revision)
