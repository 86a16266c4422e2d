"""Evaluation forms: which of those that come in were counted before, which correct one, and which are new.

A form is known by its file and a row by its number. That alone is weak: everybody may call a file the same,
and a list may begin again. So they are the same only when they say much the same as well.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.exchange.incoming import Incoming
from actionlab.model.training import EvaluationForm

# so much may differ and still be by the same person, or be the same table; one always may
_ONE_IN = 4
# with fewer answers two people often say the same
_TELLING = 4
# bits of the number of a form that stand for its folder; 32 more make it exact in any program
_FOLDER = 20


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one form or row. `form` is None when it was counted before.

    `goals` are the statements that it asks about, `replaces` is what it said before it was corrected.
    `twin` tells that another form says exactly the same.
    """

    incoming: Incoming
    goals: tuple[str, ...] = ()
    form: EvaluationForm | None = None
    replaces: EvaluationForm | None = None
    twin: bool = False


def answers_of(fields: Mapping[str, Any], key: int = 0) -> EvaluationForm:
    """Give the answers of one person, as `Incoming.fields` hold them."""
    before, after = list(fields.get("before") or ()), list(fields.get("after") or ())
    asked = max(_answered(before), _answered(after))
    return EvaluationForm(
        key=key,
        grade=fields.get("grade"),
        fits=fields.get("fits"),
        before=tuple((before + [None] * asked)[:asked]),
        after=tuple((after + [None] * asked)[:asked]),
    )


def pairs(form: EvaluationForm) -> dict[int, tuple[int, int]]:
    """Give the answers before and after of the goals, by number from 0, for which both were given."""
    both = enumerate(zip(form.before, form.after, strict=True))
    return {number: (was, now) for number, (was, now) in both if was is not None and now is not None}


def has_open_pairs(form: EvaluationForm) -> bool:
    """Tell whether "before" or "after" was left open for a goal: that cannot be compared."""
    return any((was is None) != (now is None) for was, now in zip(form.before, form.after, strict=True))


def forms_of(incomings: Sequence[Incoming], known: Sequence[EvaluationForm]) -> list[EvaluationForm]:
    """Give the answers of each form or row, with the number of its key or of the table that it stands in.

    A form that says the same and only stands in another folder was moved, and keeps its number. Rows
    without a key have the number of their table, which follows from its file and sheet. A table of that
    name in which little of what was counted stands again is another one; the same rows under another name
    are not.
    """
    numbers = {place: _number(_own_key(each)) for place, each in enumerate(incomings) if each.key}
    tables: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(incomings):
        if not each.key:
            tables.setdefault((each.source.file.casefold(), each.source.sheet.casefold()), []).append(place)
    for name, places in tables.items():
        rows = Counter(answers_of(incomings[place].fields) for place in places)
        numbers |= dict.fromkeys(places, _table_number(name, rows, known))
    there = {_without_folder(each): each for each in known}
    found: list[EvaluationForm] = []
    for place, each in enumerate(incomings):
        form = answers_of(each.fields, numbers[place])
        if _is_telling(form):
            form = there.setdefault(_without_folder(form), form)
        found.append(form)
    return found


def clashing(incomings: Sequence[Incoming], forms: Sequence[EvaluationForm]) -> dict[int, int]:
    """Give the places of what the same form says otherwise elsewhere, each with that other place."""
    first: dict[int, list[int]] = {}
    found: dict[int, int] = {}
    for place, (incoming, form) in enumerate(zip(incomings, forms, strict=True)):
        if not incoming.key:
            continue
        for other in first.setdefault(form.key, []):
            if forms[other] != form:
                found |= {place: other, other: place}
        first[form.key].append(place)
    return found


def counted(
    incomings: Sequence[Incoming],
    forms: Sequence[EvaluationForm],
    goals: Sequence[tuple[str, ...]],
    *,
    known: Sequence[EvaluationForm],
    former: Collection[EvaluationForm],
) -> list[Counted]:
    """Give what becomes of each form and row, in order; three sequences of one length.

    `known` are the forms that are counted now, `former` those that ever were. What a form said before it
    was corrected changes nothing when it comes in again.
    """
    outcome = _paired(incomings, forms, known, former)
    told: list[Counted] = []
    for incoming, form, asked, (is_known, replaces) in zip(incomings, forms, goals, outcome, strict=True):
        new = None if is_known else form
        twin = incoming.is_form and _has_twin(form, (*known, *forms))
        told.append(Counted(incoming=incoming, goals=asked, form=new, replaces=replaces, twin=twin))
    return told


def alike(one: EvaluationForm, other: EvaluationForm) -> int:
    """Give how many answers two forms have in common; 0 when they are not by the same person.

    Of what both answered, one answer in four may differ, or a single one.
    """
    both = [(was, now) for was, now in zip(_slots(one), _slots(other), strict=False) if was and now]
    same = sum(was == now for was, now in both)
    return same if len(both) - same <= max(1, len(both) // _ONE_IN) else 0


def _paired(
    incomings: Sequence[Incoming],
    forms: Sequence[EvaluationForm],
    known: Sequence[EvaluationForm],
    former: Collection[EvaluationForm],
) -> list[tuple[bool, EvaluationForm | None]]:
    """Tell of each whether it was counted before, and what it replaces."""
    free: dict[int, Counter[EvaluationForm]] = {form.key: Counter() for form in (*known, *forms)}
    for each in known:
        free[each.key][each] += 1
    seen = set[EvaluationForm]()
    outcome: list[tuple[bool, EvaluationForm | None]] = [(False, None)] * len(forms)
    rest: list[int] = []
    for place, form in enumerate(forms):
        again = bool(incomings[place].key) and form in seen
        seen.add(form)
        if free[form.key][form] or again:
            outcome[place] = (True, None)
            free[form.key][form] -= not again
        else:
            rest.append(place)
    for place in sorted(rest, key=lambda place: msgspec.json.encode(forms[place])):
        form, is_certain = forms[place], bool(incomings[place].key) and not incomings[place].weak
        own = [each for each in +free[form.key] if is_certain or alike(each, form)]
        if own:
            earlier = max(own, key=lambda each: (alike(each, form), msgspec.json.encode(each)))
            free[form.key][earlier] -= 1
            outcome[place] = (True, None) if form in former else (False, earlier)
    return outcome


def _has_twin(form: EvaluationForm, others: Sequence[EvaluationForm]) -> bool:
    return _is_telling(form) and any(each.key != form.key and _same(each, form) for each in others)


def _without_folder(form: EvaluationForm) -> EvaluationForm:
    return msgspec.structs.replace(form, key=form.key >> _FOLDER)


def _is_telling(form: EvaluationForm) -> bool:
    return sum(answer is not None for answer in _slots(form)) >= _TELLING


def _same(one: EvaluationForm, other: EvaluationForm) -> bool:
    return msgspec.structs.replace(one, key=0) == msgspec.structs.replace(other, key=0)


def _table_number(
    name: tuple[str, str], rows: Counter[EvaluationForm], known: Sequence[EvaluationForm]
) -> int:
    tables: dict[int, Counter[EvaluationForm]] = {}
    for each in known:
        tables.setdefault(each.key, Counter())[msgspec.structs.replace(each, key=0)] += 1
    own = _number(("table", *name))
    if own in tables and (tables[own] - rows).total() <= max(1, tables[own].total() // _ONE_IN):
        return own
    for number, table in tables.items():
        if table == rows and table.total() > 1:
            return number
    if own not in tables:
        return own
    return _number(("table", *name, *sorted(msgspec.json.encode(each).decode() for each in rows.elements())))


def _own_key(incoming: Incoming) -> tuple[str, ...]:
    # rows are numbered from 1 in every table, so the table stands for the folder
    source, key = incoming.source, incoming.key
    table = f"{source.file}/{source.sheet}/".casefold()
    # its own place and sheet stand behind the first word; what follows may be of several columns
    return (key[0], *key[3:-1], table + key[-1]) if key[0] == "row" else key


def _number(key: Sequence[str]) -> int:
    """Give a number for a key; its last bits are those of the folder, when the key ends with one and a name.

    It is no text: of letters and digits some would pass for personal data.
    """
    *first, name = key
    folder, _slash, stem = name.rpartition("/")
    return _digest([*first, stem], 32) << _FOLDER | _digest([folder], _FOLDER)


def _digest(parts: Sequence[str], bits: int) -> int:
    found = hashlib.blake2b(msgspec.json.encode(parts), digest_size=8).digest()
    return int.from_bytes(found) >> (64 - bits)


def _answered(answers: Sequence[int | None]) -> int:
    return max((number for number, answer in enumerate(answers, 1) if answer is not None), default=0)


def _slots(form: EvaluationForm) -> Iterator[int | None]:
    yield from (form.grade, form.fits)
    for both in zip(form.before, form.after, strict=True):
        yield from both
