"""An insight: its evidence by searching, what speaks against it, and how strong that makes it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from actionlab.analysis.searching import CHOSEN, Match, find, phrases
from actionlab.analysis.strength import ANGLES, COUNTER, DAYS, ENOUGH_RECORDS, RECORDS, Strength, strength
from actionlab.cli import ask
from actionlab.cli.asking.fields import Answers, Question, later
from actionlab.cli.asking.known import Known, named
from actionlab.cli.values import main_text, shown
from actionlab.i18n import _, ngettext
from actionlab.model import vocabulary
from actionlab.model.build import build
from actionlab.model.fields import RecordData, field
from actionlab.model.insight import Evidence, Insight
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation
from actionlab.model.records import Record, day_of
from actionlab.model.references import MEASUREMENTS, outcome_ref, read_outcome_ref

if TYPE_CHECKING:
    from actionlab.cli.asking.record import Interview

_SOURCES = field(Evidence, "ref").asks.refers_to
_AGAINST = ("hindering", "mixed")
# so many hits are looked through at once
_HITS_MOST = 30
_OFFERED_MOST = 12
_ALL = "*"
# shorter words are in every text
_WORD_LEAST = 5
_PASSAGE, _TEXT_LEAST = 56, 25
_WRITE, _NOTHING = "write", "nothing"


def evidence(question: Question) -> Answers:
    """Ask for sources by searching: words, what was found to mark, and what each does for the insight."""
    known = question.interview.known
    marked = {each["ref"]: each["relation"] for each in question.now or ()}
    if not _sources(known):
        ask.show(_("There is nothing in this study yet that could support it: you can add that later."))
        return {}
    hint = _("(words to search; Enter: no more)")
    while True:
        _show_marked(known, marked)
        typed = ask.text(_("What supports or contradicts it?"), hint=hint).strip()
        if not typed:
            break
        hits = _found(typed, known)
        if hits:
            marked = _marked(known, hits, marked, _("Which of these say something about it?"))
        else:
            ask.show(_("Nothing was found with that. Try another word, or * for everything."))
    return {question.option: _as_typed(marked)} if marked else {}


def counter(question: Question) -> Answers:
    """Ask what speaks against it, after showing what hindered; 'nothing seen' is an answer too."""
    given: dict[str, Any] = {}
    marked = {each["ref"]: each["relation"] for each in question.interview.fields.get("evidence") or ()}
    hits = _hindering(question, marked)
    if hits:
        asked = _("This hindered, or was mixed. Does any of it speak against the insight?")
        more = _marked(question.interview.known, hits, marked, asked)
        if more != marked:
            given["evidence"] = _as_typed(more)
    answers = {
        _WRITE: _("Write it down"),
        _NOTHING: _("Nothing seen that speaks against it"),
        **later(),
    }
    answer = ask.choose(question.words, answers, ready=_WRITE if question.typed else "")
    if answer == _NOTHING:
        given[question.option] = (_("Nothing seen."),)
    elif answer == _WRITE:
        typed = ask.long_text(_("What speaks against it?"), ready="".join(question.typed))
        given |= {question.option: (typed,)} if typed.strip() else {}
    return given


def told(interview: "Interview") -> Iterator[tuple[str, str]]:
    """Give how strong the insight will be, and why."""
    known = interview.known
    data = build("insight", {**interview.writing().given.known, "study_id": known.study_id})
    if not isinstance(data, Insight):
        return
    record = Record(id="ins-", kind="insight", data=data, at="", by="", rev="", folder="")
    found = strength(record, known.records)
    yield _("How often it was seen"), f"{vocabulary.label('strength', found.id)}: {_why(found)}"


def _why(found: Strength) -> str:
    n, against = len(found.supporting), len(found.contradicting)
    supports = ngettext("{n} source supports it", "{n} sources support it", n).format(n=n)
    if found.id == "mixed":
        contradict = ngettext("{n} contradicts it", "{n} contradict it", against).format(n=against)
        return f"{supports}, {contradict}."
    lacking = [*_lacking(found)]
    if COUNTER in found.lacking:
        lacking.append(_("what speaks against it was not answered"))
    return "; ".join([supports, *lacking]) + "."


def _lacking(found: Strength) -> Iterator[str]:
    """Give what an insight needs to be *seen more often*."""
    if RECORDS in found.lacking:
        yield _("{n} are needed to say more").format(n=ENOUGH_RECORDS)
    elif DAYS in found.lacking:
        yield _("they are all of one day")
    elif ANGLES in found.lacking:
        yield _("they are all of one kind and one situation")


def _sources(known: Known) -> list[Record[RecordData]]:
    return [each for each in known.records if each.kind in _SOURCES]


def _found(typed: str, known: Known) -> dict[str, str]:
    """Give what was found, by the reference it will have; measurements with one instrument are one source."""
    asked, sources = phrases(typed), _sources(known)
    if asked:
        matches = find(asked, sources)
        hits = [(each.record, _passage(each)) for each in matches]
    else:
        newest = sorted(sources, key=lambda each: (day_of(each), each.at), reverse=True)
        hits = [(each, named(each)) for each in newest] if typed == _ALL else []
    return dict([*dict(_hit(record, text) for record, text in hits).items()][:_HITS_MOST])


def _passage(match: Match) -> str:
    """Give the words around what was found, with the day; the first words when it is in no longer text."""
    place = match.places[0]
    if place.closeness == CHOSEN or len(place.text) < _TEXT_LEAST:
        return named(match.record)
    date = getattr(match.record.data, "date", None)
    day = [shown(field(Observation, "date"), date)] if date else []
    return " · ".join([place.around(_PASSAGE).text, *day])


def _hit(record: Record[RecordData], text: str) -> tuple[str, str]:
    if isinstance(record.data, Measurement):
        return outcome_ref(record.data.study_id, record.data.instrument), _group(record.data.instrument)
    return record.id, text


def _marked(
    known: Known, hits: Mapping[str, str], marked: Mapping[str, str], question: str
) -> dict[str, str]:
    """Let sources be marked, ask what each new one does, and give all of them with that."""
    chosen = ask.choose_many(question, hits, ready=[ref for ref in marked if ref in hits])
    kept = {ref: relation for ref, relation in marked.items() if ref not in hits or ref in chosen}
    words = {word: vocabulary.label("relation", word) for word in vocabulary.ids("relation")}
    for ref in chosen:
        if ref not in kept:
            record = known.records.get(ref)
            ask.show(f"\n  {main_text(record) if record else hits[ref]}\n")
            kept[ref] = ask.choose(_("What does this do for the insight?"), words)
    return kept


def _hindering(question: Question, marked: Mapping[str, str]) -> dict[str, str]:
    """Give observations of what hindered that are no evidence yet, those with words of the insight first."""
    known = question.interview.known
    hindering = [
        each
        for each in known.records.of(Observation)
        if each.data.signal in _AGAINST and each.id not in marked
    ]
    statement = question.interview.fields.get("statement", "")
    words = [word for word in phrases(statement) if len(word) >= _WORD_LEAST]
    near = {match.record.id for word in words for match in find([word], hindering)}
    hindering.sort(key=lambda each: (day_of(each), each.at), reverse=True)
    hindering.sort(key=lambda each: each.id not in near)
    return {each.id: named(each) for each in hindering[:_OFFERED_MOST]}


def _show_marked(known: Known, marked: Mapping[str, str]) -> None:
    if marked:
        lines = [
            f"  {vocabulary.label('relation', relation)}: {_name(known, ref)}"
            for ref, relation in marked.items()
        ]
        ask.show("\n".join(["", *lines, ""]))


def _name(known: Known, ref: str) -> str:
    if not ref.startswith(MEASUREMENTS):
        return known.name(ref)
    return _group(read_outcome_ref(ref)[1])


def _group(instrument: str) -> str:
    return _("all measurements: {instrument}").format(instrument=vocabulary.label("instrument", instrument))


def _as_typed(marked: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{ref}:{relation}" for ref, relation in marked.items())
