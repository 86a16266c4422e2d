"""A note: what the authors say and choose for a section of a report; it survives making the report again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from actionlab.errors import Problem
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.fields import Asks, RecordData, field
from actionlab.model.measurement import Measurement
from actionlab.model.municipalities import by_code
from actionlab.model.records import Records, study_of
from actionlab.model.references import MEASUREMENTS, outcome_ref, read_outcome_ref
from actionlab.model.study import Study

# what may be put in order or left out, section by section; in a section that is not here nothing is chosen
CHOOSES: Mapping[str, tuple[str, ...]] = {
    "since_last_report": ("decision",),
    "summary": ("insight", "decision"),
    "insights": ("insight",),
    "change": ("measurement",),
    "training": ("training",),
    "actions": ("action",),
    "agenda": ("agenda_item",),
}
_CHOSEN = ("insight", "decision", "measurement", "training", "action", "agenda_item")


class Note(RecordData, frozen=True, kw_only=True):
    """The authors' own part in one section of the report on a study or on a municipality.

    `text` is printed at the end of the section. `order` names what comes first, in that order; of insights
    in the summary it names all that stand there. `leave_out` names what is not shown. Both hold ids, and
    ``measurement:<study>:<instrument>`` for an outcome. Missing means that the program decides.
    """

    report_section: Annotated[str, Asks(N_("Section of the report"), vocabulary="report_section")]
    text: Annotated[str | None, Asks(N_("Own text"))] = None
    order: Annotated[tuple[str, ...], Asks(N_("First, in this order"), refers_to=_CHOSEN)] = ()
    leave_out: Annotated[tuple[str, ...], Asks(N_("Left out"), refers_to=_CHOSEN)] = ()
    study_id: Annotated[str | None, Asks(N_("Study"), refers_to=("study",))] = None
    municipality: Annotated[str | None, Asks(N_("Municipality"), municipality=True)] = None


def note_problems(data: Note, known: Records) -> Iterator[Problem]:
    """Give what is wrong with a note beside its form; `known` holds the records that it names."""
    if not data.study_id and not data.municipality:
        yield _problem("study_id", N_("Give a study or a municipality."))
    if not data.text and not data.order and not data.leave_out:
        yield _problem("text", N_("Give a text, or choose with --order or --leave-out."))
    for name, refs in (("order", data.order), ("leave_out", data.leave_out)):
        for ref in dict.fromkeys(refs):
            if refs.count(ref) > 1:
                yield _problem(name, N_("'{ref}' stands there twice."), ref=ref)
            yield from _misplaced(name, ref, data.report_section, known)
    for ref in sorted({*data.order} & {*data.leave_out}):
        yield _problem("leave_out", N_("'{ref}' cannot be put in order and left out."), ref=ref)
    yield from _elsewhere(data, known)


def _misplaced(name: str, ref: str, section: str, known: Records) -> Iterator[Problem]:
    record = known.get(ref)
    is_outcome = ref.startswith(MEASUREMENTS)
    if not is_outcome and (record is None or record.kind not in _CHOSEN):
        # that it does not exist, or is no such thing, is said already
        return
    kinds = CHOOSES.get(section, ())
    if not kinds:
        yield _problem(name, N_("In this section nothing is put in order or left out."))
    elif ("measurement" if is_outcome else record and record.kind) not in kinds:
        sentence = N_("'{ref}' does not stand in this section. Name one of: {kinds}.")
        labels = [vocabulary.label("record_kind", each) for each in kinds]
        yield _problem(name, sentence, ref=ref, kinds=labels)
    elif record and isinstance(record.data, Measurement):
        sentence = N_("'{ref}' is one measurement. Name all of an instrument: {group}.")
        yield _problem(
            name, sentence, ref=ref, group=outcome_ref(record.data.study_id, record.data.instrument)
        )


def _elsewhere(data: Note, known: Records) -> Iterator[Problem]:
    """Give a problem for everything that stands in no report that the note is for."""
    study = known.find(Study, data.study_id)
    wanted = (data.municipality,) if data.municipality else study.data.municipality if study else ()
    if study and data.municipality and data.municipality not in study.data.municipality:
        yield _misses("study_id", study.id, study.data.municipality, wanted)
        return
    for name, refs in (("order", data.order), ("leave_out", data.leave_out)):
        for ref in dict.fromkeys(refs):
            if data.study_id and not known.find(AgendaItem, ref):
                # that it is of another study is said already
                continue
            places = _municipalities(ref, known)
            if wanted and places is not None and not {*places} & {*wanted}:
                yield _misses(name, ref, places, wanted)


def _misses(name: str, ref: str, places: Iterable[str], wanted: Iterable[str]) -> Problem:
    found = [by_code(each).name for each in places]
    sentence = N_("'{ref}' never stands in a report on {municipality}.")
    if found:
        sentence = N_("'{ref}' never stands in a report on {municipality}. It is of {places}.")
    return _problem(
        name, sentence, ref=ref, places=found, municipality=[by_code(each).name for each in wanted]
    )


def _municipalities(ref: str, known: Records) -> tuple[str, ...] | None:
    """Give the municipalities in whose reports something may stand; None when it is not known."""
    record = known.get(ref)
    if record and isinstance(record.data, AgendaItem):
        sources = [study_of(source) for each in record.data.origin if (source := known.get(each))]
        studies = [study for each in sources if (study := known.find(Study, each))]
        own = (place for study in studies for place in study.data.municipality)
        return tuple(dict.fromkeys((*record.data.municipalities, *own)))
    found = known.find(Study, study_of(record) if record else read_outcome_ref(ref)[0])
    return found.data.municipality if found else None


def _problem(name: str, sentence: str, **facts: object) -> Problem:
    return Problem(name, sentence, label=field(Note, name).asks.label, **facts)
