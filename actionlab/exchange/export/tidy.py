"""Tidy: the records of studies as tables, one per kind, with one answer in each cell. For researchers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.analysis.cycles import cycle_of, phase_of
from actionlab.analysis.strength import strength
from actionlab.exchange.columns.own_tables import LEFT_OUT
from actionlab.exchange.export.codebook import Table, Value, Variable, choice, of_type, text, variable, whole
from actionlab.exchange.export.outgoing import Outgoing
from actionlab.exchange.export.tidy_sessions import STUDY, attendance, evaluation
from actionlab.i18n import N_
from actionlab.model.fields import field, fields
from actionlab.model.instruments import INSTRUMENTS, score
from actionlab.model.kinds import KINDS
from actionlab.model.measurement import Measurement, ScaleRow
from actionlab.model.records import Record, Records, study_of

# worked out here, so nobody can hand it in again
COMPUTED = "computed."
STATEMENTS = max(each.statements for each in INSTRUMENTS.values())

# who works where, and when somebody signed, tells who somebody is
_WITHHELD = {
    "participant": {
        *("organisation_id", "erased_on"),
        *("consent.version", "consent.date", "consent.withdrawn_on"),
    },
    "study": {"approved_words"},
}
# told by `tidy_sessions.evaluation`, or not at all
_ANSWERS = "evaluation."
_OF_SESSION = (f"{_ANSWERS}level3_applied.", f"{_ANSWERS}level4_note")

_TABLES = {
    "observation": ("observations", N_("One row per observation.")),
    "measurement": ("measurements", N_("One row per measurement: one value, or the answers of one scan.")),
    "participant": ("participants", N_("One row per participant, by code.")),
    "training": ("trainings", N_("One row per training session.")),
    "insight": ("insights", N_("One row per insight.")),
    "action": ("actions", N_("One row per action agreed.")),
    "member_check": ("member_checks", N_("One row per member check.")),
    "meeting": ("meetings", N_("One row per meeting.")),
    "decision": ("decisions", N_("One row per decision asked for.")),
    "cycle": ("cycles", N_("One row per cycle.")),
    "study": ("studies", N_("One row per study.")),
    "approach": ("approaches", N_("One row per municipal approach.")),
    "organisation": ("organisations", N_("One row per organisation.")),
    "agenda_item": ("agenda_items", N_("One row per question on the agenda.")),
    "note": ("notes", N_("One row per own text in a report.")),
}
# parts of which a record may have several: (kind, field) -> table
_PARTS = {
    ("observation", "regie"): ("leads", N_("One row per lead named in an observation.")),
    ("observation", "missing"): ("lacking", N_("One row per thing that was lacking in an observation.")),
    ("observation", "barriers"): ("barriers", N_("One row per barrier seen in an observation.")),
    ("insight", "evidence"): ("evidence", N_("One row per source of an insight.")),
    ("member_check", "outcome"): ("outcomes", N_("One row per insight that was put before people.")),
    ("cycle", "phases"): ("phases", N_("One row per phase of a cycle.")),
    ("study", "instruments"): ("instruments", N_("One row per instrument of a study.")),
}

# whose value of what comes before the value
_FIRST = {"measurement": ("study_id", "participant", "group_count", "instrument", "moment", "date")}

_ID = of_type("id", "id", N_("Id"), "")
_NUMBER = whole("number", N_("Number"), "")
_LEFT_OUT = text(
    LEFT_OUT,
    N_("Columns of which something was left out"),
    N_("nothing was left out"),
    many=True,
)
_WITHOUT_DATE = N_("not recorded, and there is no date from which it follows")


def tidy_tables(going: Outgoing, statements: Mapping[str, Sequence[str]]) -> tuple[Table, ...]:
    """Give every table of an export for researchers, also those without rows, in a fixed order.

    `statements` are the words of an instrument in order: the statements of a scan, the steps of the ladder.
    """
    records = going.records
    tables: list[Table] = []
    for kind_id in _TABLES:
        tables.append(_table(kind_id, going, statements))
        tables += [_parts(*place, records) for place in _PARTS if place[0] == kind_id]
        if kind_id == "measurement":
            tables.append(_scale_map(records))
        if kind_id == "training":
            tables += [attendance(records), evaluation(records)]
    return tuple(tables)


def _table(kind_id: str, going: Outgoing, statements: Mapping[str, Sequence[str]]) -> Table:
    name, label = _TABLES[kind_id]
    plain = sorted(_plain(KINDS[kind_id].data_class, kind_id), key=_place(kind_id))
    # a study and a participant say themselves what they are called
    own = (_ID,) if plain[0][0] not in ("id", "pseudonym") else ()
    rows = (
        (
            *(record.id for _ in own),
            *_told(record, [path for path, _ in plain]),
            *_computed(record, going),
            tuple(going.left_out.get(record.id, ())),
        )
        for record in going.records.of(KINDS[kind_id].data_class)
    )
    columns = _measured(plain, statements) if kind_id == "measurement" else (each for _, each in plain)
    variables = (*own, *columns, *_COMPUTED.get(kind_id, ()), _LEFT_OUT)
    remarks = going.remarks(name)
    return Table(name=name, label=label, variables=variables, rows=tuple(rows), remarks=remarks)


def _place(kind_id: str) -> Callable[[tuple[str, Variable]], int]:
    first = _FIRST.get(kind_id, ())
    return lambda column: first.index(column[0]) if column[0] in first else len(first)


def _told(record: Record[Any], paths: Iterable[str]) -> Iterator[Value]:
    for path in paths:
        if record.kind == "measurement" and path == "value":
            yield from _value(record.data.value)
        else:
            yield _at(record.data, path)


def _plain(holder: Any, kind_id: str, inside: str = "") -> Iterator[tuple[str, Variable]]:
    """Give the path and the column of every field that has one answer, or several in one cell."""
    for each in fields(holder):
        path = f"{inside}{each.name}"
        if path in _WITHHELD.get(kind_id, ()) or (each.parts and each.many):
            continue
        if each.parts:
            yield from _plain(each.type, kind_id, f"{path}.")
        elif not path.startswith(_ANSWERS) or path.startswith(_OF_SESSION):
            yield path, variable(each, path)


def _at(data: Any, path: str) -> Value:
    for name in path.split("."):
        data = getattr(data, name, None)
    found: Value = data
    return found


_COMPUTED: dict[str, tuple[Variable, ...]] = {
    "observation": (
        of_type("id", f"{COMPUTED}cycle_id", N_("Cycle, also by date"), _WITHOUT_DATE),
        choice(f"{COMPUTED}phase", N_("Phase, also by date"), "phase", _WITHOUT_DATE),
    ),
    "measurement": (
        of_type(
            "number",
            f"{COMPUTED}score",
            N_("Score: the value, or the mean of the answers"),
            N_("too few answers, or no number"),
        ),
    ),
    "insight": (choice(f"{COMPUTED}strength", N_("How often it was seen"), "strength", ""),),
}


def _computed(record: Record[Any], going: Outgoing) -> tuple[Value, ...]:
    if record.kind == "observation":
        cycle = cycle_of(record, going.records)
        return cycle.id if cycle else None, phase_of(record, going.records)
    if record.kind == "measurement":
        return (score(record.data.instrument, record.data.value),)
    # an insight rests on all that was seen, also on what stays behind
    return (strength(record, going.basis).id,) if record.kind == "insight" else ()


def _value(value: Any) -> tuple[Value, ...]:
    """Give the one number and then an answer per statement; rows of a scale map have a table of their own."""
    single = value if isinstance(value, int | float) else None
    answers = value if isinstance(value, list | tuple) else ()
    numbers = [each if isinstance(each, int) else None for each in answers][:STATEMENTS]
    return (single, *numbers, *[None] * (STATEMENTS - len(numbers)))


def _measured(
    plain: Iterable[tuple[str, Variable]], statements: Mapping[str, Sequence[str]]
) -> Iterator[Variable]:
    """Give the columns of measurements: an answer per statement, each with what the instruments say there."""
    for path, each in plain:
        if path != "value":
            yield each
            continue
        missing = N_("the answers stand in statement_1 and so on, or in the table scale_map")
        steps = "; ".join(f"{n} = {said}" for n, said in enumerate(statements.get("ladder", ()), 1))
        more = f"ladder: {steps}" if steps else ""
        yield msgspec.structs.replace(each, type="number", missing=missing, more=more)
        for number in range(1, STATEMENTS + 1):
            label = N_("Answer to this statement of a scan")
            answer = whole(f"statement_{number}", label, N_("not answered, or no such statement"))
            said = " ".join(
                f"{name}: {words[number - 1]}"
                for name, words in statements.items()
                if INSTRUMENTS[name].form == "answers" and number <= len(words)
            )
            yield msgspec.structs.replace(answer, low=1, high=5, more=said)


def _parts(kind_id: str, name: str, records: Records) -> Table:
    holder = KINDS[kind_id].data_class
    columns = [each for _, each in _plain(field(holder, name).type, kind_id)]
    rows = (
        (*_whose(record), number, *(_at(part, each.name) for each in columns))
        for record in records.of(holder)
        for number, part in enumerate(getattr(record.data, name), 1)
    )
    table, label = _PARTS[kind_id, name]
    return Table(name=table, label=label, variables=(*_of(kind_id), *columns), rows=tuple(rows))


def _of(kind_id: str) -> tuple[Variable, ...]:
    """Give the columns that say to which record a row belongs."""
    whose = of_type("id", kind_id, N_("Id"), "")
    return (STUDY, _NUMBER) if kind_id == "study" else (whose, STUDY, _NUMBER)


def _whose(record: Record[Any]) -> tuple[Value, ...]:
    return (record.id,) if record.kind == "study" else (record.id, study_of(record))


def _scale_map(records: Records) -> Table:
    columns = [each for _, each in _plain(ScaleRow, "measurement")]
    rows = (
        (*_whose(record), number, *(row.get(each.name) for each in columns))
        for record in records.of(Measurement)
        if record.data.instrument == "scale_map"
        for number, row in enumerate(record.data.value, 1)
    )
    return Table(
        name="scale_map",
        label=N_("One row per task on a scale map."),
        variables=(*_of("measurement"), *columns),
        rows=tuple(rows),
    )
