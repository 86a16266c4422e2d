"""Column options: what somebody says about the columns of a table on the command line, unasked.

--as observation --column "Wat viel op=what_seen" --column "Naam=-" --code "D1=HOU-K7M2"
--column "*=what_seen"                                  every column that nobody knows
--column "evaluation.training:=Samen aan tafel"         the same for every row
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from actionlab.errors import Malformed, Problem, Unreadable
from actionlab.exchange.columns.mapping import Target, as_problem, in_every_kind, read_target
from actionlab.exchange.columns.names import TAKEN, kind_named
from actionlab.i18n import N_
from actionlab.model.rules import PSEUDONYM
from actionlab.privacy.screen import look_for_somebody

EVERY_OTHER = "*"
_LONGEST_NUMBER = 5

_NO_KIND = N_("'{value}' is not what a row can be. Choose from: {kinds}.")
_NO_COLUMN = N_(
    "'{value}' does not say where a column goes. Write it as NAME=FIELD, or NAME=- to leave it out."
)
_NO_CODE = N_(
    "'{value}' does not say whose code it is. Write it as CODE=HOU-K7M2, or CODE=- to leave it out."
)
_TELLS_WHO = N_(
    "'{value}' can tell who somebody is, and then this would be a key file. Put codes in the table that mean"
    " nothing by themselves, and try again."
)


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What was said about a table. Targets are kept as typed: some can be read only with the table there.

    `rest` is where every other column goes; `fixed` is what is the same for every row.
    """

    kinds: tuple[str, ...] = ()
    columns: dict[str, str] = {}
    rest: str = ""
    fixed: dict[str, str] = {}
    codes: dict[str, str] = {}

    def fixed_for(self, kinds: Iterable[str]) -> dict[Target, str]:
        """Give what is the same for every row, by target, for these kinds of record."""
        wanted = tuple(kinds)
        return {each: text for name, text in self.fixed.items() for each in read_target(name, wanted)}


def parse_column_options(
    columns: Sequence[str] = (), *, kinds: Sequence[str] = (), codes: Sequence[str] = (), year: int
) -> Given:
    """Give what the options --column, --as and --code say. Raises `Malformed` with every fault.

    `year` is this year: a code that can tell who somebody is, is refused.
    """
    faults: list[Problem] = []
    found_kinds = [kind for text in kinds if (kind := _kind(text, faults))]
    named: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for text in columns:
        try:
            name, target, is_fixed = _column(text, found_kinds)
        except Unreadable as fault:
            faults.append(as_problem(fault, "column"))
            continue
        (fixed if is_fixed else named)[name] = target
    read_codes = dict(pair for text in codes if (pair := _code(text, year, faults)))
    if faults:
        raise Malformed(faults)
    rest = named.pop(EVERY_OTHER, "")
    return Given(
        kinds=tuple(dict.fromkeys(found_kinds)), columns=named, rest=rest, fixed=fixed, codes=read_codes
    )


def check_code(theirs: str, year: int) -> None:
    """Raise `Unreadable` when somebody else's code can tell who a person is: a name, a client number."""
    number = re.search(rf"[0-9]{{{_LONGEST_NUMBER},}}", theirs)
    if number or look_for_somebody(theirs, year=year):
        raise Unreadable(_TELLS_WHO, value=theirs)


def _kind(text: str, faults: list[Problem]) -> str:
    found = kind_named(text)
    if found is None:
        faults.append(Problem("as", _NO_KIND, value=text, kinds=TAKEN))
    return found or ""


def _column(text: str, kinds: Sequence[str]) -> tuple[str, str, bool]:
    """Read ``NAME=FIELD``, or ``FIELD:=VALUE``; a column can be called ``Opmerking:`` too."""
    target, fixed, value = (part.strip() for part in text.partition(":="))
    name, equals, field = (part.strip() for part in text.rpartition("="))
    if fixed and value and ("." in target or not _is_target(field)) and _is_target(target):
        return target, value, True
    if not name or not equals or not field:
        raise Unreadable(_NO_COLUMN, value=text)
    if not _is_target(field):
        read_target(field, kinds)
    return name, field, False


def _is_target(text: str) -> bool:
    if in_every_kind(text, TAKEN):
        return True
    try:
        return bool(read_target(text))
    except Unreadable:
        return False


def _code(text: str, year: int, faults: list[Problem]) -> tuple[str, str] | None:
    theirs, equals, ours = (part.strip() for part in text.rpartition("="))
    try:
        if not theirs or not equals or not (ours == "-" or re.fullmatch(PSEUDONYM, ours.upper())):
            raise Unreadable(_NO_CODE, value=text)
        check_code(theirs, year)
    except Unreadable as fault:
        faults.append(as_problem(fault, "code"))
        return None
    return theirs, ours if ours == "-" else ours.upper()
