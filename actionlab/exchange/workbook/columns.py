"""The sheets of the measurement workbook: which columns an instrument has, and what may stand in them.

A ladder, goal or counter has a column per moment. A scan and a grade have a row per moment, and the scale map
a row per task. All words are Dutch: people fill it in who never see the program.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec

from actionlab.i18n import translated
from actionlab.model import vocabulary
from actionlab.model.fields import field
from actionlab.model.forms import MOMENTS
from actionlab.model.instruments import INSTRUMENTS, Instrument
from actionlab.model.measurement import Measurement, ScaleRow

LANGUAGE = "nl"
SCALE_MAP = "scale_map"
# a box of help in Excel holds no more, nor do the words above a column of a table
HELP_MOST, HEADER_MOST = 255, 250
_CODE, _DAY, _WORD, _NUMBER, _STATEMENT, _TEXT = 12, 16, 20, 16, 17, 34


class Words(Protocol):
    """The checked sentences of a wording file (`actionlab.report.wording`)."""

    def __call__(self, key: str, **values: object) -> str:
        """Give the sentence for a key, with its placeholders filled."""
        ...

    def lines(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give the sentences right below a key, in order, each with its own name."""
        ...


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: the words above it, the field it fills, and what may stand in it.

    `field` is that of a measurement or of a row of the scale map. `moment` is empty where the row tells the
    moment, `statement` is 0 outside scans. What may stand there is a word of the list `listed_in`, a whole
    number of `numbers`, an amount, a day, or any text. `width` is in characters.
    """

    header: str
    field: str
    moment: str = ""
    statement: int = 0
    listed_in: str = ""
    numbers: tuple[int, ...] = ()
    amount: bool = False
    help: str = ""
    width: int = _WORD


def sheet_name(instrument: str) -> str:
    """Give what the sheet of an instrument is called."""
    name = vocabulary.label("instrument", instrument, LANGUAGE)
    return name[:1].upper() + name[1:]


def columns_of(instrument: str, say: Words, instruments: Words) -> tuple[Column, ...]:
    """Give the columns of the sheet of an instrument, from left to right.

    `say` is the wording of the workbook; `instruments` that of the report, which names the steps of the
    ladder and the statements of the scans.
    """
    found = INSTRUMENTS[instrument]
    if instrument == SCALE_MAP:
        columns = [_moment(say), _date(say), *_tasks(say)]
    elif found.form == "answers":
        columns = [_code(say), _moment(say), _date(say), *_statements(found, say, instruments)]
    elif instrument == "grade":
        value = _value(found, say, instruments)
        columns = [_code(say), _moment(say), _date(say), value]
        columns += [_word("about", say), _word("assessor_role", say)]
    else:
        columns = [*_who_and_what(found, say), *_per_moment(found, say, instruments)]
    return tuple(_told_apart(columns))


def scale_words(instrument: str, say: Words, instruments: Words) -> tuple[tuple[int, str], ...]:
    """Give the numbers of an instrument that have a name, each with that name."""
    found = INSTRUMENTS[instrument]
    if instrument == "ladder":
        names = instruments.lines("instruments.statements.ladder")
    elif instrument == "gas" or found.form == "answers":
        names = say.lines("scale.gas" if instrument == "gas" else "scale.answers")
    else:
        return ()
    return tuple((number, name) for number, (_key, name) in enumerate(names, found.low))


def _told_apart(columns: Iterable[Column]) -> Iterator[Column]:
    """Give the columns with different words above each, whatever the wording of a workspace makes of them."""
    given: set[str] = set()
    for each in columns:
        words = header = " ".join(each.header.split())[:HEADER_MOST] or each.field
        number = 1
        while header.casefold() in given:
            number += 1
            header = f"{words} ({number})"
        given.add(header.casefold())
        yield msgspec.structs.replace(each, header=header)


def _who_and_what(found: Instrument, say: Words) -> Iterator[Column]:
    if found.id == "counter":
        yield _text("label", say)
        yield _word("unit", say)
        yield _code(say, "help.code_counter")
    else:
        yield _code(say)
    if found.id == "gas":
        yield _text("goal", say)


def _per_moment(found: Instrument, say: Words, instruments: Words) -> Iterator[Column]:
    for moment in MOMENTS:
        columns = [_value(found, say, instruments), _date(say)]
        if found.per_participant:
            columns.append(_word("assessor_role", say))
        if found.id == "ladder" and moment == MOMENTS[0]:
            value = columns[0]
            columns.append(
                msgspec.structs.replace(value, header=say("columns.potential"), field="potential_12m")
            )
        when = vocabulary.label("moment", moment, LANGUAGE)
        for each in columns:
            header = say("columns.at_moment", what=each.header, moment=when)
            yield msgspec.structs.replace(each, header=header, moment=moment)


def _value(found: Instrument, say: Words, instruments: Words) -> Column:
    names = scale_words(found.id, say, instruments)
    told = "\n".join(f"{number} {name}" for number, name in names) or say(f"help.{found.id}")
    return Column(
        header=say(f"columns.{found.id}"),
        field="value",
        numbers=tuple(range(found.low, found.high + 1)) if found.form == "number" else (),
        amount=found.form == "amount",
        help=told[:HELP_MOST],
        width=_NUMBER,
    )


def _statements(found: Instrument, say: Words, instruments: Words) -> Iterator[Column]:
    told = "\n".join(f"{number} {name}" for number, name in scale_words(found.id, say, instruments))
    for number, (_key, text) in enumerate(instruments.lines(f"instruments.statements.{found.id}"), 1):
        yield Column(
            header=say("columns.statement", n=number, statement=text),
            field="value",
            statement=number,
            numbers=tuple(range(found.low, found.high + 1)),
            help=told[:HELP_MOST],
            width=_STATEMENT,
        )


def _tasks(say: Words) -> Iterator[Column]:
    yield Column(header=_label(ScaleRow, "task"), field="task", help=say("help.task"), width=_TEXT)
    for name in ("current_scale", "reason", "wished_scale"):
        listed_in = field(ScaleRow, name).asks.vocabulary
        yield Column(
            header=_label(ScaleRow, name), field=name, listed_in=listed_in, help=say("help.word"), width=_WORD
        )
    yield Column(
        header=_label(ScaleRow, "satisfied"),
        field="satisfied",
        numbers=(1, 2, 3, 4, 5),
        help=say("help.satisfied"),
        width=_NUMBER,
    )


def _code(say: Words, help_key: str = "help.code") -> Column:
    return Column(header=say("columns.code"), field="participant", help=say(help_key), width=_CODE)


def _moment(say: Words) -> Column:
    return msgspec.structs.replace(_word("moment", say), width=_WORD + 6)


def _date(say: Words) -> Column:
    return Column(header=_label(Measurement, "date"), field="date", help=say("help.date"), width=_DAY)


def _word(name: str, say: Words) -> Column:
    listed_in = field(Measurement, name).asks.vocabulary
    return Column(
        header=_label(Measurement, name), field=name, listed_in=listed_in, help=say("help.word"), width=_WORD
    )


def _text(name: str, say: Words) -> Column:
    return Column(header=_label(Measurement, name), field=name, help=say(f"help.{name}"), width=_TEXT)


def _label(data_class: Any, name: str) -> str:
    return translated(field(data_class, name).asks.label, LANGUAGE)
