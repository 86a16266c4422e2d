"""Column names: what people call the fields of a record at the top of a table, in Dutch and English."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from actionlab.exchange.columns.never_taken import folded
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION
from actionlab.i18n import LANGUAGES, N_, translated
from actionlab.model.fields import Asks, Field, Part, fields, is_part
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.kinds import KINDS
from actionlab.model.vocabulary import VOCABULARY, find


class EvaluationRow(Part, frozen=True, kw_only=True):
    """What one anonymous person answered about a training session; `before` and `after` per learning goal."""

    training: Annotated[str, Asks(N_("Training session"))]
    date: Annotated[dt.date | None, Asks(N_("Date"))] = None
    grade: Annotated[int | None, Asks(N_("Grade"), low=1, high=10)] = None
    fits: Annotated[int | None, Asks(N_("Fits my work"), low=1, high=5)] = None


class AttendanceRow(Part, frozen=True, kw_only=True):
    """How many people of one role were at a training session; one person when `n` has no column."""

    training: Annotated[str, Asks(N_("Training session"))]
    date: Annotated[dt.date | None, Asks(N_("Date"))] = None
    role: Annotated[str | None, Asks(N_("Role"), vocabulary="role")] = None
    n: Annotated[int | None, Asks(N_("Number of people"), low=0)] = None


_ROWS = {EVALUATION: EvaluationRow, ATTENDANCE: AttendanceRow}
TAKEN = ("observation", "measurement", "participant", EVALUATION, ATTENDANCE)
# answers that stand one behind the other: statements of a scan, learning goals
NUMBERED = {
    "measurement": ("value",),
    EVALUATION: ("before", "after"),
}
_PERSON = ("participant", "participants", "pseudonym")

# words beside the id and the labels of a field
_WORDS: dict[str, str] = {
    "date": "datum|date|dag|day|wanneer|when|today",
    "what_seen": "tekst|text|waarneming|waarnemingen|observatie|observaties|observation|observations"
    "|beschrijving|omschrijving|description|notitie|notities|gespreksverslag|verslag",
    "interpretation": "interpretatie|betekenis|duiding|meaning",
    "setting": "situatie|soort gesprek|type gesprek|gesprekssoort",
    "observer_role": "rol waarnemer|waarnemer|rol van de waarnemer",
    "present_roles": "aanwezig|aanwezigen|aanwezige rollen|wie waren erbij|wie was erbij|present",
    "participants": "code|codes|deelnemer|deelnemers|deelnemercode|deelnemercodes|participant|participants"
    "|pseudoniem|pseudonym",
    "signal": "signaal",
    "prompt": "kijkvraag|prompt",
    "tags": "trefwoord|trefwoorden|tags",
    "quote.text": "citaat|quote|uitspraak",
    "quote.speaker_role": "rol spreker|wie zei het",
    "quote.permission": "citaat mag|mag citaat gebruikt worden|citaat mag gebruikt worden",
    "instrument": "instrument|meetinstrument",
    "moment": "moment|meetmoment",
    "value": "waarde|value|score|uitkomst|trede",
    "assessor_role": "beoordelaar|beoordeeld door",
    "group_count": "aantal formulieren",
    "goal": "doel|goal",
    "weight": "gewicht|weging|weight",
    "label": "wat wordt geteld",
    "unit": "eenheid",
    "potential_12m": "groeipotentieel|potentieel",
    "group": "groep",
    "role": "rol|functie|role",
    "consent.status": "toestemming|consent",
    "consent.scopes": "toestemming voor|waarvoor",
    "consent.date": "datum toestemming|toestemming op",
    "age_band": "leeftijdsgroep",
    "training": "training|bijeenkomst|trainingsbijeenkomst|sessie|module|session|training session",
    "grade": "cijfer|rapportcijfer|grade|score",
    "fits": "past bij mijn werk|fits|fits my work",
    "n": "aantal|aantal deelnemers|aantal personen|number",
}
_BEGINNINGS = {
    "what_seen": ("wat zag", "wat hoorde", "wat viel", "wat gebeurde", "what did you see", "what happened"),
    "interpretation": ("wat betekent", "wat denkt u dat", "what does it mean", "what do you think"),
    "before": ("voor", "vooraf", "before"),
    "after": ("na", "achteraf", "after"),
    "value": ("stelling", "vraag", "statement", "question", "q"),
}
_DATE_WORDS = (
    "datum date van het de gesprek waarneming bijeenkomst training meting afname bezoek invullen ingevuld of"
    " the conversation observation session measurement"
)
_MOMENTS = {
    "baseline": "startmeting t0|startmeting|nulmeting|0 meting|beginmeting|voormeting|t0|start|begin"
    "|baseline",
    "follow_up_1": "vervolgmeting t1|vervolgmeting 1|eerste vervolgmeting|vervolgmeting|1 meting|nameting|t1"
    "|eindmeting|follow up 1|follow up|followup 1|followup",
    "follow_up_2": "tweede vervolgmeting t2|tweede vervolgmeting|vervolgmeting 2|2 meting|t2|follow up 2"
    "|followup 2",
    "after_conversation": "na een gesprek|na het gesprek|na gesprek|after a conversation|after conversation",
    "after_training": "na een training|na de training|na training|after a training|after training",
}
_INSTRUMENTS = {
    "ladder": "participatieladder|ladder|trede|participation ladder",
    "grade": "rapportcijfer|cijfer|grade",
    "gas": "doelbereikingsschaal gas|doelbereikingsschaal|doelbereiking|gas|gas score"
    "|goal attainment scaling",
    "collaboration_scan": "samenwerkingsscan|samenwerking scan|collaboration scan",
    "expertise_self_scan": "expertise zelfscan|zelfscan expertise|expertise self scan|zelfscan",
    "counter": "teller|counter",
}


def _by_saying(words: dict[str, str]) -> dict[str, str]:
    return {saying: term for term, sayings in words.items() for saying in sayings.split("|")}


_MOMENT_OF, _INSTRUMENT_OF = _by_saying(_MOMENTS), _by_saying(_INSTRUMENTS)
_FILLING = "van de het bij op waarde score stap of at the"
_MEASURED = {"date": {"datum", "date"}, "potential_12m": {"potentieel", "groeipotentieel", "potential"}}


@cache
def fields_of(kind: str) -> dict[str, Field]:
    """Give the fields that a column may go to, by path (dots for parts), of a kind in `TAKEN`."""
    found: dict[str, Field] = {}
    for field in fields(_ROWS.get(kind) or KINDS[kind].data_class):
        if is_part(field.type):
            found |= {f"{field.name}.{part.name}": part for part in field.parts}
        elif field.name not in ("study_id", "erased_on"):
            found[field.name] = field
    return found


def kind_named(text: str) -> str | None:
    """Give the kind for an id or a Dutch or English word; None when a table cannot bring it."""
    wanted = folded(text).replace(" ", "_")
    answer_sheets = {"evaluatie": EVALUATION, "presentie": ATTENDANCE, "aanwezigheid": ATTENDANCE}
    found = answer_sheets.get(wanted) or (wanted if wanted in _ROWS else find("record_kind", text))
    return found if found in TAKEN else None


def path_named(kind: str, name: str) -> str | None:
    """Give the path of a field by its id, its Dutch or English label or a usual word; None for no such field.

    >>> path_named("observation", "Wat viel u op?"), path_named("evaluation", "Voor 2")
    ('what_seen', 'before.2')
    """
    if name in fields_of(kind):
        return name
    said = folded(name)
    return _words_of(kind).get(said) or _numbered(kind, said) or _begun(kind, said) or _dated(kind, said)


def person_path(kind: str) -> str | None:
    """Give the path of the field that holds codes of participants; None when the kind has none."""
    return next((path for path in _PERSON if path in fields_of(kind)), None)


def moment_named(text: str) -> str | None:
    """Give the moment of a measurement for a word such as T0 or nameting; None when it is none."""
    return find("moment", text) or _MOMENT_OF.get(folded(text))


def instrument_named(text: str) -> str | None:
    """Give the instrument for its id, its label or a usual word; None when it is none."""
    return find("instrument", text) or _INSTRUMENT_OF.get(folded(text))


def measured_in(name: str) -> tuple[str, str, str] | None:
    """Give instrument, moment ("" for what is not said) and path when a column is called after a measurement.

    >>> measured_in("Datum startmeting ladder")
    ('ladder', 'baseline', 'date')
    """
    rest, moment = _taken_out(f" {folded(name)} ", _MOMENT_OF)
    rest, instrument = _taken_out(rest, _INSTRUMENT_OF)
    words = set(rest.split()) - set(_FILLING.split())
    path = next((path for path, said in _MEASURED.items() if words & said), "value")
    words -= _MEASURED.get(path, set())
    return (instrument, moment, path) if not words and (instrument or moment) else None


@cache
def _words_of(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, field in fields_of(kind).items():
        own = [path, *(translated(field.asks.label, language) for language in LANGUAGES)]
        # a label of a part, such as Date of consent, says too little without what it is part of
        names = own[:1] if "." in path else own
        usual = "participants" if path in _PERSON else path
        names += _WORDS.get(usual, "").split("|")
        found |= {folded(name): path for name in names if name and folded(name) not in found}
    return found


def _numbered(kind: str, said: str) -> str | None:
    digits = re.fullmatch(r"(?P<word>[^\W\d]*) ?0?(?P<number>[1-9][0-9]?)", said)
    if not digits:
        return None
    for path in NUMBERED.get(kind, ()):
        if digits["word"] in (path, *_BEGINNINGS[path]) or (path == "value" and not digits["word"]):
            return f"{path}.{int(digits['number'])}"
    return None


def _begun(kind: str, said: str) -> str | None:
    for path in ("what_seen", "interpretation"):
        if path in fields_of(kind) and said.startswith(_BEGINNINGS[path]):
            return path
    return None


def _dated(kind: str, said: str) -> str | None:
    words = set(said.split())
    dated = bool(words & {"datum", "date"}) and words <= set(_DATE_WORDS.split())
    return "date" if dated and "date" in fields_of(kind) else None


def _taken_out(said: str, sayings: dict[str, str]) -> tuple[str, str]:
    """Give what is left of a name without the longest of these sayings in it, and whose saying that was."""
    found = [(saying, term) for saying, term in sayings.items() if f" {saying} " in said]
    if not found:
        return said, ""
    saying, term = max(found, key=lambda each: len(each[0]))
    return said.replace(f" {saying} ", " ", 1), term


def usable_instruments(listed: Iterable[str]) -> tuple[str, ...]:
    """Give the instruments that a column can hold: those a study lists, or all when it lists none."""
    taken = [name for name, each in INSTRUMENTS.items() if each.form not in ("refused", "rows")]
    return tuple(name for name in taken if name in set(listed)) or tuple(taken)


def role_named(name: str) -> str | None:
    """Give the role that a column is called after, also in the plural; None when it is none."""
    last = folded(name.rpartition("/")[2])
    for said in (last, *(last.removesuffix(ending) for ending in ("s", "es", "en"))):
        for term, words in VOCABULARY["role"].items():
            if said in (folded(term), *(folded(word) for word in words)):
                return term
    return None
