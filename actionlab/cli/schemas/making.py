"""JSON Schemas (2020-12) of all that `--json` gives: one for each kind of record and for each listing."""

from collections.abc import Sequence

import msgspec

from actionlab.cli.schemas import forms as json_forms
from actionlab.cli.schemas import forms_of_check as json_forms_of_check
from actionlab.cli.schemas.forms import Output, RecordForm
from actionlab.i18n import _
from actionlab.model.json_schema import REFERENCE, Schema, definitions, objects
from actionlab.model.kinds import KINDS, Kind
from actionlab.model.vocabulary import label

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# name -> its form, and what gives it
FORMS: dict[str, tuple[type[Output], str]] = {
    "status": (json_forms.StatusForm, "status --json"),
    "list": (json_forms.ListForm, "list --json"),
    "search": (json_forms.SearchForm, "search WORDS --json"),
    "show": (json_forms.ShowForm, "show ID --json"),
    "where": (json_forms.WhereForm, "where --json"),
    "settings": (json_forms.SettingsForm, "settings --json"),
    "templates": (json_forms.TemplatesForm, "new-study --list-templates --json"),
    "check": (json_forms_of_check.CheckForm, "check --json"),
    "check-report": (json_forms_of_check.CheckReportForm, "check --report FILE --json"),
    "check-accessible": (json_forms_of_check.CheckAccessibleForm, "check --accessible FILE --json"),
    "export": (json_forms.ExportForm, "export FILE.json"),
    "schema": (json_forms.NamesForm, "schema --json"),
}


def names() -> dict[str, str]:
    """Give the name of every schema with what it describes: the listings, then the kinds of record."""
    listings = {name: f"actionlab {command}" for name, (_form, command) in FORMS.items()}
    kinds = {kind: _("a record: {kind}").format(kind=label("record_kind", kind)) for kind in KINDS}
    return listings | kinds


def schema_of(name: str) -> Schema:
    """Give the schema with this name; KeyError when there is none. Texts follow the language of this call."""
    if name in KINDS:
        head, found = _record_name(KINDS[name]), _records([KINDS[name]])
    else:
        form, _command = FORMS[name]
        head, found = form.__name__, _forms(form)
        if RecordForm.__name__ in found:
            every = tuple(KINDS.values())
            found |= _records(every)
            found[RecordForm.__name__] = {"anyOf": [_reference(_record_name(kind)) for kind in every]}
    title = f"actionlab {name}"
    return {"$schema": _DIALECT, "title": title, **_reference(head), "$defs": dict(sorted(found.items()))}


def _records(kinds: Sequence[Kind]) -> Schema:
    """Give the schema of the record of each kind, and all it refers to."""
    found = definitions(kind.data_class for kind in kinds)
    for kind in kinds:
        found[_record_name(kind)] = _record(kind)
    return found


def _record(kind: Kind) -> Schema:
    envelope: Schema = _forms(RecordForm)[RecordForm.__name__]
    properties = envelope["properties"]
    properties["kind"] = {"const": kind.id}
    properties["data"] = _reference(kind.class_name)
    if kind.id != "insight":
        del properties["lost_sources"]
    return {**envelope, "description": label("record_kind", kind.id)}


def _forms(form: type[msgspec.Struct]) -> Schema:
    """Give the schema of a form and of the forms inside it; a key that can be absent is not required."""
    found = objects([form])
    for made in found.values():
        properties = made["properties"]
        made["required"] += [name for name, each in properties.items() if "default" in each]
        for each in properties.values():
            each.pop("default", None)
            told = each.get("description")
            if told:
                each["description"] = _(told)
    return found


def _reference(name: str) -> Schema:
    return {"$ref": REFERENCE.format(name=name)}


def _record_name(kind: Kind) -> str:
    return f"record.{kind.id}"
