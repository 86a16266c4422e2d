"""JSON forms of `check`: what it finds, what it repairs, and what it says of one Word file."""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from actionlab.cli.schemas.forms import Count, Form, Ids, Output
from actionlab.model.report_mark import Compared


class FindingForm(Form):
    """One thing that `check` found."""

    kind: str
    file: str
    line: int | None
    record: str | None
    what: str
    remedy: str | None


class RepairedLine(Form):
    """A damaged line and what becomes of it."""

    line: int
    becomes: Literal["removed", "set_aside", "adopted"]
    record: str | UnsetType = UNSET
    kind: str | UnsetType = UNSET
    why_not: str | UnsetType | None = UNSET
    data: dict[str, Any] | UnsetType = UNSET
    former: dict[str, Any] | UnsetType | None = UNSET


class RepairedFile(Form):
    """A damaged file and what becomes of its lines."""

    file: str
    unharmed: Count
    set_aside_whole: bool
    lines: tuple[RepairedLine, ...]


class SetAside(Form):
    """A file that is kept under another name."""

    file: str
    as_: str = msgspec.field(name="as")


class RepairForm(Form):
    """What `check --repair` will do, or did."""

    damaged: tuple[RepairedFile, ...]
    no_longer_expected: Ids
    removed: Ids
    set_aside: tuple[SetAside, ...]
    closed: Ids


class CheckForm(Output):
    """What `check --json` prints; with --repair also what is repaired."""

    findings: tuple[FindingForm, ...] | UnsetType = UNSET
    notes: tuple[FindingForm, ...] | UnsetType = UNSET
    files: Count | UnsetType = UNSET
    revisions: Count | UnsetType = UNSET
    repair: RepairForm | UnsetType = UNSET
    repaired: bool | UnsetType = UNSET


class CheckReportForm(Output):
    """What `check --report FILE --json` prints."""

    report: str
    date: str
    audience: str
    records: Compared
    no_longer: Ids
    not_yet: Ids


class PlaceForm(Form):
    """A place in a Word document."""

    heading: str | None
    paragraph: int | None


class BarrierForm(Form):
    """What keeps people from reading a Word document."""

    rule: str
    places: tuple[PlaceForm, ...]
    facts: dict[str, str]
    what: str
    remedy: str


class CheckAccessibleForm(Output):
    """What `check --accessible FILE --json` prints."""

    file: str
    findings: tuple[BarrierForm, ...]
    notes: tuple[BarrierForm, ...]
