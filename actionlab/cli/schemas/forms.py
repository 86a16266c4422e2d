"""JSON forms: what `--json` gives, as data: one class per listing, and the envelope of a record.

A verb makes its object by itself; a test holds the object of every verb against the class given here. So
what a verb adds is added here too. Names of keys and ids are English in every language.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from actionlab.analysis.completeness import Incomplete
from actionlab.analysis.due import Waiting
from actionlab.i18n import N_

Ids = tuple[str, ...]
Count = Annotated[int, Meta(ge=0)]
Counts = dict[str, Count]
Closeness = Literal["exact", "form", "inside", "chosen"]


class Form(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Base of an object in JSON of which we decide the keys; one that is `UNSET` is not always there."""


class Output(Form):
    """Base of all that a verb prints with --json."""

    schema: Annotated[
        Literal[1],
        Meta(description=N_("The number of this form; it changes when a key goes or means something else.")),
    ]


class RecordForm(Form):
    """A record with its envelope; `data` has the form of its kind."""

    id: str
    kind: str
    study: Annotated[str | None, Meta(description=N_("Code of the study; null for what spans studies."))]
    date: Annotated[str | None, Meta(description=N_("Day or month of the event; null is not recorded."))]
    at: Annotated[str, Meta(description=N_("Moment of writing, in UTC."))]
    by: Annotated[str, Meta(description=N_("Code of the writer."))]
    rev: Annotated[str, Meta(description=N_("Mark of this version."))]
    heads: Annotated[
        Ids, Meta(description=N_("Versions that nobody followed; two or more: changed by two people apart."))
    ]
    why: Annotated[str | None, Meta(description=N_("Why it was changed."))]
    not_recorded: Annotated[Ids, Meta(description=N_("Fields that were asked for and not recorded."))]
    data: dict[str, Any]
    lost_sources: Annotated[
        int | UnsetType, Meta(description=N_("How many sources of an insight were erased."))
    ] = UNSET
    confirmed: Annotated[
        str | UnsetType | None,
        Meta(description=N_("Who stored it all the same after a warning about personal data, and why.")),
    ] = UNSET


class ListForm(Output):
    """What `list --json` prints."""

    records: tuple[RecordForm, ...]


class Version(Form):
    """A version of a record that two people changed apart, with the fields in which it differs."""

    rev: str
    at: str
    by: str
    why: str | None
    differs: dict[str, Any]


class Revision(Form):
    """One change in the history of a record; `data` is as it was stored then."""

    rev: str
    revises: Ids
    at: str
    by: str
    why: str | None
    confirmed: str | None
    data: dict[str, Any]


class StudyRecorded(Form):
    """How much was recorded in a study."""

    records: Annotated[Counts, Meta(description=N_("Number of records per kind."))]
    observations_per_phase: Counts
    observations_per_prompt: Counts
    measurements: Annotated[
        dict[str, Counts], Meta(description=N_("Number of values per instrument and moment."))
    ]


class StrengthForm(Form):
    """How often an insight was seen, and from which sources that follows."""

    id: str
    supports: Ids
    contradicts: Ids
    nuances: Ids
    recognised: str | None


class ShowForm(Output):
    """What `show --json` prints."""

    record: RecordForm
    used_in: Annotated[Ids, Meta(description=N_("Reports on this computer that were made from it."))]
    recorded: StudyRecorded | UnsetType = UNSET
    strength: StrengthForm | UnsetType = UNSET
    named_in: Annotated[
        dict[str, Ids] | UnsetType, Meta(description=N_("Ids of the records that name a person, per kind."))
    ] = UNSET
    versions: tuple[Version, ...] | UnsetType = UNSET
    history: tuple[Revision, ...] | UnsetType = UNSET


class PlaceFound(Form):
    """A text in which something was found."""

    field: str
    text: str
    spans: Annotated[
        tuple[tuple[int, int], ...],
        Meta(description=N_("What was found: begin and end in the text, in characters from 0.")),
    ]
    closeness: Closeness


class MatchForm(Form):
    """A record in which everything was found that was asked for."""

    record: RecordForm
    closeness: Annotated[Closeness, Meta(description=N_("How near the nearest text is to what was asked."))]
    places: tuple[PlaceFound, ...]


class SearchForm(Output):
    """What `search --json` prints, the nearest first."""

    asked: Ids
    matches: tuple[MatchForm, ...]


class CycleForm(Form):
    """A cycle of a study."""

    id: str
    number: int
    title: str | None
    start: str | None
    end: str | None


class ToArrange(Form):
    """What a record still lacks of what a study is set up with."""

    id: str
    kind: str
    fields: Ids


class LastWritten(Form):
    """The last record that was written down."""

    id: str
    kind: str
    at: str


class RecordedForm(Form):
    """How much was recorded in a study, of late."""

    records: Annotated[Counts, Meta(description=N_("Number of records per kind."))]
    observations_in_cycle: int | None
    observations_per_week: Annotated[
        tuple[int, ...], Meta(description=N_("Observations of each of the last weeks, the oldest first."))
    ]
    last: LastWritten | None


class StudyState(Form):
    """Where a study stands."""

    id: str
    title: str
    municipalities: Ids
    status: str | None
    cycle: Annotated[CycleForm | None, Meta(description=N_("The cycle of today."))]
    phase: Annotated[str | None, Meta(description=N_("The phase of today, when the phases have dates."))]
    last_phase: str | None
    next_cycle: CycleForm | None
    due: tuple[Waiting, ...]
    to_arrange: tuple[ToArrange, ...]
    not_complete: tuple[Incomplete, ...]
    recorded: RecordedForm


class Due(Waiting, frozen=True, kw_only=True):
    """One thing that waits, with its study."""

    study: str


class StatusForm(Output):
    """What `status --json` prints."""

    due: Annotated[tuple[Due, ...], Meta(description=N_("What waits, the most urgent first."))]
    studies: tuple[StudyState, ...]
    changed_apart: Annotated[Ids, Meta(description=N_("Records that two people changed apart."))]
    unknown_records: Annotated[int, Meta(description=N_("Records of a newer version of the program."))]


class WhereForm(Output):
    """What `where --json` prints: folders and files of this computer."""

    workspace: str
    settings: str
    studies: str
    reports: str
    templates: str
    program_templates: str
    program_folder: str
    writer: Annotated[str, Meta(description=N_("Code under which you write."))]


class SettingForm(Form):
    """A setting."""

    name: Annotated[str, Meta(description=N_("Its heading and key in actionlab.toml."))]
    type: Literal["string", "boolean", "integer"]
    value: str | bool | int
    default: str | bool | int
    least: Annotated[int | None, Meta(description=N_("The least that a number may be."))]
    source: Literal["file", "default"]
    line: int | None
    meaning: str


class VariableForm(Form):
    """A variable of the surroundings."""

    name: str
    value: str | None
    meaning: str


class SettingsForm(Output):
    """What `settings --json` prints."""

    file: str
    settings: tuple[SettingForm, ...]
    environment: tuple[VariableForm, ...]


class TemplateForm(Form):
    """A template for studies."""

    id: str
    title: str
    theme: str | None
    version: int


class TemplatesForm(Output):
    """What `new-study --list-templates --json` prints."""

    templates: tuple[TemplateForm, ...]


class ExportForm(Output):
    """What `export FILE.json` writes: each table as a list of rows, and the codebook."""

    tables: dict[str, tuple[dict[str, Any], ...]]
    codebook: tuple[dict[str, Any], ...]


class NameForm(Form):
    """The name of a schema."""

    name: str
    what: str


class NamesForm(Output):
    """What `schema --json` prints."""

    names: tuple[NameForm, ...]
