"""JSON Schema of what records say: made from the fields of the kinds, so that it cannot drift from them.

A field that is left out, or null, is not recorded. Words come as ids; a newer program may know more of them,
so another text is not refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from actionlab.model import vocabulary
from actionlab.model.fields import Field, fields, is_part

Schema = dict[str, Any]

REFERENCE = "#/$defs/{name}"
# a number, the answers to statements, or the rows of a scale map
_MEASURED = ("number", "array")
_MUNICIPALITY, _MONTH = r"^GM\d{4}$", r"^\d{4}-\d{2}$"


def definitions(data_classes: Iterable[type[msgspec.Struct]]) -> Schema:
    """Give the schema of each record class by its name, with those of its parts and its lists of words."""
    wanted = list(data_classes)
    found = objects(wanted)
    classes = {each.__name__: each for each in _with_parts(wanted)}
    for name, made in found.items():
        for field in fields(classes[name]):
            made["properties"][field.name] = _property(made["properties"][field.name], field)
    lists = {each.asks.vocabulary for name in found for each in fields(classes[name])} - {""}
    return {**found, **{_word(each): _words(each) for each in sorted(lists)}}


def objects(classes: Sequence[type[msgspec.Struct]]) -> Schema:
    """Give the schema of each class, and of those inside it, by its name; other keys are refused."""
    _refs, found = msgspec.json.schema_components(classes, ref_template=REFERENCE)
    for made in found.values():
        made["description"] = " ".join(made.get("description", "").split())
        made["additionalProperties"] = False
    return found


def _with_parts(classes: Iterable[Any]) -> Iterator[Any]:
    for each in classes:
        yield each
        yield from _with_parts(field.type for field in fields(each) if is_part(field.type))


def _property(made: Schema, field: Field) -> Schema:
    asks = field.asks
    kinds = f" ({', '.join(asks.refers_to)})" if asks.refers_to else ""
    return {"description": field.label + kinds, **_narrowed(made, field)}


def _narrowed(made: Schema, field: Field) -> Schema:
    """Give the schema of an answer, with what the field says of the form of one answer."""
    if "anyOf" in made:
        return {**made, "anyOf": [_narrowed(each, field) for each in made["anyOf"]]}
    if "items" in made:
        return {**made, "items": _narrowed(made["items"], field)}
    if made.get("type") == "integer":
        limits = {"minimum": field.asks.low, "maximum": field.asks.high}
        return {**made, **{name: limit for name, limit in limits.items() if limit is not None}}
    if not made:
        return {"type": list(_MEASURED)}
    return _text(field) if made == {"type": "string"} else made


def _text(field: Field) -> Schema:
    asks = field.asks
    if asks.vocabulary:
        return {"$ref": REFERENCE.format(name=_word(asks.vocabulary))}
    pattern = _MUNICIPALITY if asks.municipality else _MONTH if asks.month else ""
    return {"type": "string", **({"pattern": pattern} if pattern else {})}


def _word(listed_in: str) -> str:
    return f"word.{listed_in}"


def _words(listed_in: str) -> Schema:
    known = [
        {"const": term, "title": vocabulary.label(listed_in, term)} for term in vocabulary.ids(listed_in)
    ]
    return {"anyOf": [*known, {"type": "string"}]}
