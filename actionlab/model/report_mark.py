"""The mark of a report: what its file knows of how it was made, in properties that nobody sees.

By it `check --report` tells whether the records still say the same, and `import` knows which report it was
that readers commented on. It holds no id and nothing that a record says. Ids are short, and who has a file
can try them all; so there is nothing in it of single participants or measurements, only of all together.
"""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.model.fields import RecordData
from actionlab.model.form_mark import joined, split
from actionlab.model.records import Record

NAME = "actionlab.report"
_PLACE, _SAID = 6, 4
# each of these is of one person: a code can be found by trying, and how many there are may not be told
_OF_PEOPLE = ("participant", "measurement")


class ReportMark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a report knows of itself.

    `report` is the kind of report, `municipality` its CBS code ("" when it spans several), `study` the one
    study that was asked for ("" for all). `date` is the day of the report, `since` and `until` the period, as
    ISO dates. `rests_on` holds the digests of `digests`, one after the other, in order.
    """

    report: str
    municipality: str = ""
    study: str = ""
    audience: str = ""
    date: str = ""
    since: str = ""
    until: str = ""
    final: bool = False
    short: bool = False
    program: str = ""
    rests_on: bytes = b""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the records that a report was made from.

    `same` and `changed` hold their ids, `gone` counts those that are not here (any more), and `added` holds
    the ids of records that were not among them. Participants and measurements stand there by their kind.
    """

    same: tuple[str, ...]
    changed: tuple[str, ...]
    gone: int
    added: tuple[str, ...]


def versions(records: Iterable[Record[RecordData]]) -> dict[str, str]:
    """Give the version (rev) of each record by its id; those of people by kind, all in one."""
    found: dict[str, str] = {}
    together: dict[str, list[str]] = {}
    for record in records:
        if record.kind in _OF_PEOPLE:
            together.setdefault(record.kind, []).append(record.rev)
        else:
            found[record.id] = record.rev
    return found | {kind: "/".join(sorted(revs)) for kind, revs in together.items()}


def digests(versions: Mapping[str, str]) -> bytes:
    """Give 10 bytes for each of `versions`: 6 of the id, 4 of the id and what the record says.

    With so few nobody can find out a text by trying: many texts fit.
    """
    return b"".join(sorted(_digest(record_id, rev) for record_id, rev in versions.items()))


def compared(mark: ReportMark, versions: Mapping[str, str]) -> Compared:
    """Tell what became of the records that a report was made from; `versions` has those it would use now."""
    size = _PLACE + _SAID
    pieces = [mark.rests_on[start : start + size] for start in range(0, len(mark.rests_on), size)]
    was = {piece[:_PLACE]: piece[_PLACE:] for piece in pieces}
    now = {record_id: _digest(record_id, rev) for record_id, rev in sorted(versions.items())}
    known = {record_id: piece for record_id, piece in now.items() if piece[:_PLACE] in was}
    same = [record_id for record_id, piece in known.items() if was[piece[:_PLACE]] == piece[_PLACE:]]
    return Compared(
        same=tuple(same),
        changed=tuple(record_id for record_id in known if record_id not in same),
        gone=len(was) - len(known),
        added=tuple(record_id for record_id in now if record_id not in known),
    )


def to_properties(mark: ReportMark) -> dict[str, str]:
    """Give the mark as named properties, none longer than Word keeps."""
    return split(NAME, msgspec.json.encode(mark, order="sorted").decode())


def from_properties(properties: Mapping[str, str]) -> ReportMark | None:
    """Give the mark that stands in the properties of a file; None when it is absent or not whole."""
    try:
        return msgspec.json.decode(joined(NAME, properties), type=ReportMark)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


def _digest(record_id: str, rev: str) -> bytes:
    place = hashlib.blake2b(record_id.encode(), digest_size=_PLACE).digest()
    return place + hashlib.blake2b(f"{record_id}/{rev}".encode(), digest_size=_SAID).digest()
