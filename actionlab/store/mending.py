"""Mending: a damaged record file as it is to be: its unharmed lines, behind a header that fits."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from actionlab.store import record_file, revisions
from actionlab.store.adding import new_uid
from actionlab.store.examining import Examined, folder_of
from actionlab.store.reading import Harvest, Stored
from actionlab.store.record_file import FORMAT, Header
from actionlab.store.revisions import Revision
from actionlab.store.salvaging import Piece
from actionlab.store.whole import RecordFile
from actionlab.store.writer import is_writer_code


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """The `file` as it is to be, None when nothing in it is unharmed, and the harmed `pieces` of it."""

    file: RecordFile | None
    pieces: tuple[Piece, ...]


def mend(examined: Examined, writer: str) -> tuple[dict[str, Mended], tuple[Stored, ...]]:
    """Give every damaged file mended, by path, and all unharmed lines of the workspace.

    `writer` is that of a file that does not tell whose it is.
    """
    unharmed, malformed = _well_formed(examined)
    paths = sorted({*examined.salvaged, *(each.path for each in malformed)})
    mended: dict[str, Mended] = {}
    for path in paths:
        harmed = [Piece(each.line, each.entry.document) for each in malformed if each.path == path]
        salvaged = examined.salvaged.get(path)
        mended[path] = Mended(
            file=_mended_file(path, [each for each in unharmed if each.path == path], examined, writer),
            pieces=(*(salvaged.pieces if salvaged else ()), *harmed),
        )
    return mended, unharmed


def _well_formed(examined: Examined) -> tuple[tuple[Stored, ...], tuple[Stored, ...]]:
    """Part the lines: a record of another form than its kind can be neither shown nor changed.

    When such a line is out, the one before it counts, which may have the same fault.
    """
    good, bad = list(examined.lines), list[Stored]()
    while True:
        harvest = Harvest(None)
        harvest.memory = examined.memory
        harvest.stored = good
        gone = harvest.reading().erased
        places = {(path, each.line) for path, damage in harvest.damage.items() for each in damage}
        suspects = (each for each in good if (each.path, each.line) in places)
        wrong = [each for each in suspects if not _has_form(each, gone)]
        if not wrong:
            return tuple(good), tuple(bad)
        copies = {each.entry.document for each in wrong}
        bad += [each for each in good if each.entry.document in copies]
        good = [each for each in good if each.entry.document not in copies]


def _has_form(stored: Stored, gone: Collection[str]) -> bool:
    revision = stored.entry.revision
    try:
        if revisions.is_known(revision):
            revisions.record([revision], stored.folder, gone)
    except msgspec.DecodeError:
        return False
    return True


def _mended_file(path: str, lines: Sequence[Stored], examined: Examined, writer: str) -> RecordFile | None:
    salvaged = examined.salvaged.get(path)
    header, first = (salvaged.header, salvaged.first) if salvaged else _header_of(examined.whole.files[path])
    if header is None or first is None:
        if not lines:
            return None
        header = _new_header(path, [each.entry.revision for each in lines], examined, writer)
        first = record_file.header_document(header.study, header.writer)
    entries = {each.entry.document: each.entry for each in lines}
    return RecordFile(
        path=path,
        folder=folder_of(path),
        header=header,
        first=first,
        entries=tuple(entries.values()),
        stays=list(entries),
    )


def _header_of(file: RecordFile) -> tuple[Header, bytes]:
    return file.header, file.first


def _new_header(path: str, found: Iterable[Revision], examined: Examined, writer: str) -> Header:
    """Make the header anew: a writer has written nearly everything in the file alone."""
    by = Counter(each.by for each in found).most_common(1)[0][0]
    codes = (code for code in (by, Path(path).stem) if is_writer_code(code))
    folder = folder_of(path)
    near = (each.header.study for each in examined.whole.files.values() if each.folder == folder)
    study = next(near, None) or new_uid(folder)
    return Header(kind="header", format=FORMAT, study=study, writer=next(codes, writer))
