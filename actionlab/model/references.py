"""References: fields of a record that point at another record, and the short forms people type for them.

`obs-7k3f` stands for the one observation whose id begins so; an exact id always wins.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from actionlab.errors import Problem, RuleBroken
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.fields import Field, RecordData, fields, is_part
from actionlab.model.kinds import KINDS
from actionlab.model.nearest import nearest
from actionlab.model.records import Record, Records, study_of

MEASUREMENTS = "measurement:"
_NOT_THERE = N_("'{ref}' does not exist. Look it up with 'actionlab list'.")


def outcome_ref(study_id: str, instrument: str) -> str:
    """Give what all measurements with an instrument in a study are called in a note, and as evidence."""
    return f"{MEASUREMENTS}{study_id}:{instrument}"


def read_outcome_ref(ref: str) -> tuple[str, str]:
    """Give the study and the instrument that an `outcome_ref` names; "" twice for another id."""
    study, _, instrument = ref.removeprefix(MEASUREMENTS).partition(":")
    return (study, instrument) if ref.startswith(MEASUREMENTS) else ("", "")


def references(data: RecordData) -> Iterator[tuple[Field, str, str]]:
    """Give every reference of a record: the field, its name (dots for parts), and the id it holds."""
    yield from _references(data, "")


def expand(kind_id: str, values: Mapping[str, Any], known: Records) -> dict[str, Any]:
    """Give the fields with every short id written out in full; unknown ids stay as they are.

    Raises `RuleBroken` when a short id fits more than one record.
    """
    faults: list[Problem] = []
    expanded = _expanded(KINDS[kind_id].data_class, "", values, known, faults)
    if faults:
        raise RuleBroken(kind_id, faults)
    return expanded


def reference_problems(data: RecordData, known: Records) -> Iterator[Problem]:
    """Give a problem for every reference to what is not there, or that belongs to another study."""
    study_id = getattr(data, "study_id", None)
    for asked, name, ref in references(data):
        if ref.startswith(MEASUREMENTS) and "measurement" in asked.asks.refers_to:
            yield from _measurement_group_problems(asked, name, ref, study_id, known)
            continue
        found = _astray(name, ref, known.get(ref), asked.asks.refers_to, study_id, asked.asks.label)
        yield from (found,) if found else ()


def nearest_id(typed: str, records: Iterable[Record[Any]]) -> str | None:
    """Give the id most like one that nothing has, never that of an erased person; None when none is near."""
    ids = (each.id for each in records if getattr(each.data, "status", None) != "erased")
    # ids of one kind begin alike, so that only nearly the same one is meant
    return nearest(typed, ids, least=0.8)


def told_apart(problems: Iterable[Problem], everything: Records) -> tuple[Problem, ...]:
    """Give problems again, and say of a reference that is there after all why it is not taken.

    The rules look only at the kinds in `needs`, often of one study; `everything` holds every record.
    """
    return tuple(_told_apart(each, everything) if each.sentence == _NOT_THERE else each for each in problems)


def _told_apart(problem: Problem, everything: Records) -> Problem:
    facts = problem.facts
    ref, wanted = str(facts["ref"]), cast("Collection[str]", facts["wanted"])
    own = cast("str | None", facts["own"])
    record = everything.get(ref)
    if record is None:
        fitting = (each for each in everything if each.kind in wanted and study_of(each) in (None, own))
        near = nearest_id(ref, fitting)
        sentence = N_("'{ref}' does not exist. Did you mean '{near}'?")
        return Problem(problem.field, sentence, label=problem.label, ref=ref, near=near) if near else problem
    return _astray(problem.field, record.id, record, wanted, own, problem.label) or problem


def _astray(
    name: str,
    ref: str,
    record: Record[Any] | None,
    wanted: Collection[str],
    own: str | None,
    label: str,
) -> Problem | None:
    """Give what is wrong with a reference to a record, in the study `own`; None when nothing is."""
    if record is None:
        return Problem(name, _NOT_THERE, label=label, ref=ref, wanted=wanted, own=own)
    if record.kind not in wanted:
        found, *kinds = (vocabulary.label("record_kind", each) for each in (record.kind, *wanted))
        sentence = N_("'{ref}' is of another kind: {found}. Name one of: {kinds}.")
        return Problem(name, sentence, label=label, ref=ref, found=found, kinds=kinds)
    study = study_of(record)
    if own and study not in (None, own):
        sentence = N_("'{ref}' belongs to another study ({study}).")
        return Problem(name, sentence, label=label, ref=ref, study=study)
    return None


def without(kind_id: str, values: Mapping[str, Any], gone: Collection[str]) -> tuple[dict[str, Any], int]:
    """Give stored fields without references to records that are gone, and how many sources were lost so.

    A part that is nothing without its reference goes whole; such a part is a source (evidence). A reference
    that the record cannot do without stays.
    """
    return _without(KINDS[kind_id].data_class, values, gone)


def _without(holder: Any, values: Mapping[str, Any], gone: Collection[str]) -> tuple[dict[str, Any], int]:
    kept, lost = dict(values), 0
    for field in _pointing(holder):
        value = values.get(field.name)
        if field.many and isinstance(value, list):
            kept[field.name] = [each for each in value if not _is_lost(field, each, gone)]
            lost += is_part(field.type) * (len(value) - len(kept[field.name]))
        elif isinstance(value, Mapping):
            kept[field.name], below = _without(field.type, value, gone)
            lost += below
        elif isinstance(value, str) and value in gone and not field.required:
            del kept[field.name]
    return kept, lost


def _is_lost(field: Field, value: Any, gone: Collection[str]) -> bool:
    if not isinstance(value, Mapping):
        return isinstance(value, str) and value in gone
    return any(each.required and each.asks.refers_to and value.get(each.name) in gone for each in field.parts)


@cache
def _pointing(holder: Any) -> tuple[Field, ...]:
    """Give the fields of a record or part class that hold references, or parts with fields of their own."""
    return tuple(field for field in fields(holder) if field.asks.refers_to or is_part(field.type))


def _references(data: Any, inside: str) -> Iterator[tuple[Field, str, str]]:
    holder: Any = type(data)
    for field in _pointing(holder):
        answer = getattr(data, field.name)
        for each in answer if field.many else () if answer is None else (answer,):
            if field.asks.refers_to:
                yield field, inside + field.name, each
            else:
                yield from _references(each, f"{inside}{field.name}.")


def _expanded(
    holder: Any, inside: str, values: Mapping[str, Any], known: Records, faults: list[Problem]
) -> dict[str, Any]:
    written_out = dict(values)
    for field in _pointing(holder):
        value = values.get(field.name)
        name = inside + field.name
        if field.many and isinstance(value, list | tuple):
            written_out[field.name] = [_one(field, name, each, known, faults) for each in value]
        elif value is not None and not field.many:
            written_out[field.name] = _one(field, name, value, known, faults)
    return written_out


def _one(field: Field, name: str, value: Any, known: Records, faults: list[Problem]) -> Any:
    if isinstance(value, Mapping):
        return _expanded(field.type, f"{name}.", value, known, faults)
    # every id begins with an empty text
    if not isinstance(value, str) or not value or value.startswith(MEASUREMENTS):
        return value
    fitting = [record.id for record in known.with_prefix(value) if record.kind in field.asks.refers_to]
    if len(fitting) > 1:
        sentence = N_("'{value}' fits more than one record: {ids}. Type more of it.")
        faults.append(Problem(name, sentence, label=field.asks.label, value=value, ids=fitting[:5]))
    return fitting[0] if len(fitting) == 1 else value


def _measurement_group_problems(
    asked: Field, name: str, ref: str, study_id: str | None, known: Records
) -> Iterator[Problem]:
    study, instrument = read_outcome_ref(ref)
    label = asked.asks.label
    if study_id and study != study_id:
        sentence = N_("'{ref}' belongs to another study ({study}).")
        yield Problem(name, sentence, label=label, ref=ref, study=study or "?")
    elif (study, instrument) not in known.by(_measured):
        yield Problem(name, N_("There are no measurements yet for '{ref}'."), label=label, ref=ref)


def _measured(record: Record[Any]) -> tuple[str, str] | None:
    return (record.data.study_id, record.data.instrument) if record.kind == "measurement" else None
