"""From fields as stored to a typed record: form, words and numbers are checked here, all at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.fields import Asks, Field, RecordData, fields, is_part
from actionlab.model.kinds import KINDS
from actionlab.model.slugs import check_slug

# patterns are compiled when first used: every `log` would pay for them here
MONTH = r"\d{4}-(0[1-9]|1[0-2])"
MUNICIPALITY_CODE = r"GM\d{4}"

DAMAGED_TEXT = N_("The text holds a character that is damaged. Type it again, or save the file as UTF-8.")


def build(kind_id: str, values: Mapping[str, Any]) -> RecordData:
    """Give the typed record for fields as stored (ids, ISO dates, numbers).

    Unknown fields, written by a newer program, are passed over here and kept by the store.
    Raises `Malformed` with every fault of form: type, date, unknown word, number out of range, empty text.
    """
    data_class = KINDS[kind_id].data_class
    present = {name: value for name, value in values.items() if value is not None}
    try:
        data = msgspec.convert(present, data_class)
    except msgspec.ValidationError as fault:
        raise Malformed([_translated(str(fault), data_class)]) from None
    found = [*_faults(data, ""), *_value_faults(kind_id, data)]
    if found:
        raise Malformed(found)
    return data


def _faults(data: Any, inside: str) -> Iterator[Problem]:
    for field in fields(type(data)):
        answer = getattr(data, field.name)
        if answer is None or answer == ():
            if field.required and field.many:
                yield Problem(inside + field.name, N_("Give at least one."), label=field.asks.label)
            continue
        for each in answer if field.many else (answer,):
            if is_part(field.type):
                yield from _faults(each, f"{inside}{field.name}.")
            elif not _is_right(field.asks, each):
                yield from _answer_faults(field, each, inside + field.name)


def _is_right(asks: Asks, answer: Any) -> bool:
    """Tell at a glance that nothing is wrong with an answer, as with nearly all; else it is looked at."""
    if not isinstance(answer, str):
        return False
    if asks.vocabulary:
        return answer in vocabulary.VOCABULARY[asks.vocabulary]
    return answer.isascii() and not (asks.month or asks.municipality or answer.isspace() or not answer)


def _answer_faults(field: Field, answer: Any, name: str) -> Iterator[Problem]:
    asks = field.asks
    if isinstance(answer, str):
        yield from _text_faults(field, answer, name)
    if asks.vocabulary and str(answer) not in vocabulary.VOCABULARY[asks.vocabulary]:
        yield unknown_word(name, asks.label, asks.vocabulary, str(answer))
    elif isinstance(answer, int | float) and not isinstance(answer, bool):
        yield from _range_faults(field, answer, name)


def _text_faults(field: Field, answer: str, name: str) -> Iterator[Problem]:
    label = field.asks.label
    if not answer.strip():
        yield Problem(name, N_("The text is empty."), label=label)
    if not _is_unicode(answer):
        yield Problem(name, DAMAGED_TEXT, label=label)
    if field.asks.month and not re.fullmatch(MONTH, answer):
        yield Problem(name, N_("'{value}' is not a month. Write it as 2026-03."), label=label, value=answer)
    if field.asks.municipality and not re.fullmatch(MUNICIPALITY_CODE, answer):
        sentence = N_("'{value}' is not a municipality. Give its name or its CBS code, such as GM0321.")
        yield Problem(name, sentence, label=label, value=answer)


def _range_faults(field: Field, answer: float, name: str) -> Iterator[Problem]:
    low, high = field.asks.low, field.asks.high
    if (low is None or answer >= low) and (high is None or answer <= high):
        return
    sentence = N_("{value} is too low. Give {low} or more.")
    if high is not None:
        sentence = N_("{value} is not possible. Give a number from {low} to {high}.")
    yield Problem(name, sentence, label=field.asks.label, value=answer, low=low, high=high)


def _value_faults(kind_id: str, data: Any) -> Iterator[Problem]:
    if kind_id == "study":
        yield from _slug_faults(data.id)
    if kind_id == "measurement":
        from actionlab.model import instruments  # only measurements need the instruments

        yield from instruments.value_problems(data.instrument, data.value)
        if not all(_is_unicode(text) for text in _texts(data.value)):
            yield Problem("value", DAMAGED_TEXT, label=N_("Value"))


def _slug_faults(slug: str) -> tuple[Problem, ...]:
    try:
        check_slug(slug)
    except Malformed as fault:
        return fault.problems
    return ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def unknown_word(name: str, label: str, listed_in: str, answer: str) -> Problem:
    """Give the problem of a word that is not in its list, with the nearest word or the whole list."""
    near = vocabulary.suggest(listed_in, answer)
    if near:
        sentence = N_("'{value}' is not in the list. Did you mean '{near}'?")
        return Problem(name, sentence, label=label, value=answer, near=near)
    words = [vocabulary.label(listed_in, term) for term in vocabulary.ids(listed_in)]
    sentence = N_("'{value}' is not in the list. Choose from: {words}.")
    return Problem(name, sentence, label=label, value=answer, words=words)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# msgspec says these in English, one at a time; tests/model/test_build.py provokes each of them
_SHAPES = (
    (r"missing required field `(?P<name>\w+)`", N_("This is needed.")),
    (r"Invalid RFC3339 encoded date", N_("This is not a date. Write it as 2026-03-12.")),
    (r"Expected `int", N_("Give a whole number.")),
    (r"Expected `bool", N_("Answer yes or no.")),
    (r"Expected `date", N_("This is not a date. Write it as 2026-03-12.")),
    (r"Expected `array", N_("Give a list.")),
    (r"Expected `object", N_("This answer has parts: give each of them.")),
    (r"Expected `str", N_("Give a text.")),
    (r".", N_("This answer does not have the right form.")),
)


def _translated(message: str, data_class: type[RecordData]) -> Problem:
    place = re.search(r"at `\$(?P<path>[^`]*)`", message)
    path = re.sub(r"\[[^]]*\]", "", place["path"]).strip(".") if place else ""
    for shape, sentence in _SHAPES:
        found = re.search(shape, message)
        if found:
            name = ".".join(part for part in (path, found.groupdict().get("name")) if part)
            return Problem(name, sentence, label=_label(data_class, name))
    raise AssertionError(message)


def _label(data_class: Any, name: str) -> str:
    first, _, rest = name.partition(".")
    for field in fields(data_class):
        if field.name == first:
            return _label(field.type, rest) if rest and is_part(field.type) else field.asks.label
    return ""
