"""Any records that the model accepts: made from the fields of the kinds, so that no kind is forgotten.

What a report may never show is marked when it is made: internal remarks and quotes without permission hold
the word `SECRET`, and only observations are dated in `SEEN_IN`.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builders import AGREED, HOUTEN, NIEUWEGEIN, VALID, ZEIST, record
from hypothesis import strategies as st

from actionlab.errors import Malformed
from actionlab.model.fields import Field, fields
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.kinds import KINDS
from actionlab.model.note import CHOOSES
from actionlab.model.records import Record, Records, study_of
from actionlab.model.references import outcome_ref
from actionlab.model.rules import problems
from actionlab.model.vocabulary import ids

SECRET = "geheimenis"
SEEN_IN = 2024
MUNICIPALITIES = (HOUTEN, NIEUWEGEIN, ZEIST)
CODES = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TRIES = 4
# these are made apart, in groups, or are made by the program
MADE_APART = {"study", "participant", "measurement", "publication", "removal"}
INTERNAL = {"interpretation", "notes", "note"}
SENTENCES = (
    "De inwoner vertelt wat hij wil.",
    "Wij bellen eerst en spreken dan af",
    "Het formulier (versie 2) was nodig; dat kostte 3 dagen.",
    "Wat helpt bij het begin?",
    "Een lange zin over samenwerken, " * 12 + "tot het einde.",
    "Iemand schreef \u202eneroov nav \u2067ook\u200f zo",
)


def texts() -> st.SearchStrategy[list[str]]:
    """Texts that somebody could type, odd ones among them."""
    # lone surrogates are refused when a text comes in
    return st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), max_size=4)


def worlds() -> st.SearchStrategy[list[Record[Any]]]:
    """All records of a workspace with one to three studies, at least one of them in Houten."""
    return st.builds(_world, st.integers(0, 2**32), texts(), st.integers(0, 40), st.integers(0, 26))


def _world(seed: int, odd: list[str], most: int, people: int) -> list[Record[Any]]:
    return list(_Maker(random.Random(seed), odd).world(most, people))


class _Maker:
    """Makes records, and keeps those that the rules of the model accept."""

    def __init__(self, chance: random.Random, odd: Sequence[str]) -> None:
        self.chance = chance
        self.odd = odd
        self.known: list[Record[Any]] = []
        self.fullness = chance.uniform(0.2, 1)
        self.secrets = 0

    def world(self, most: int, people: int) -> list[Record[Any]]:
        for name in ("een", "twee", "drie")[: self.chance.randint(1, 3)]:
            towns = (
                [HOUTEN] if name == "een" else self.chance.sample(MUNICIPALITIES, self.chance.randint(1, 2))
            )
            self.add("study", {**self.given("study"), "id": name, "municipality": towns})
        self.add("organisation", self.given("organisation"))
        for number in range(people):
            self.person(number)
        kinds = [kind for kind in KINDS if kind not in MADE_APART]
        # most of them twice, so that what comes first can be referred to by what comes later
        more = [*kinds, *["observation"] * 12, *["insight"] * 4]
        for kind in (*kinds, *self.chance.choices(more, k=most)):
            self.add(kind, self.given(kind))
            if kind == "meeting":
                self.measured()
        return self.known

    def add(self, kind: str, given: Mapping[str, Any]) -> None:
        """Keep a record, without the fields that the model refuses; not at all when it needs these."""
        required = {field.name for field in fields(KINDS[kind].data_class) if field.required}
        for _try in range(TRIES):
            try:
                made = record(kind, **given)
                found = problems(made.id, kind, made.data, Records(self.known)) if kind != "study" else ()
            except Malformed as refused:
                found = refused.problems
            if not found:
                self.known.append(made)
                return
            refused_fields = {each.field.partition(".")[0] for each in found}
            if refused_fields & required:
                return
            given = {name: value for name, value in given.items() if name not in refused_fields}

    def given(self, kind: str) -> dict[str, Any]:
        """Give values for some of the fields of a kind."""
        study = self.chance.choice(["een", "twee", "drie"])
        known = {each.id for each in self.known if each.kind == "study"}
        values = dict(VALID[kind])
        for field in fields(KINDS[kind].data_class):
            if field.name == "study_id":
                values["study_id"] = study if study in known else "een"
            elif (field.required or self._is_given()) and self._is_free(field, values):
                values[field.name] = self.answer(field, kind, values.get("study_id"))
        if kind == "note":
            values |= self.choice(values)
        if kind == "insight" and self.chance.random() < 0.9:
            values["evidence"] = self.evidence(values["study_id"])
        return values

    def _is_given(self) -> bool:
        return self.chance.random() < self.fullness

    def _is_free(self, field: Field, values: Mapping[str, Any]) -> bool:
        return field.name not in values or self.chance.random() < 0.5

    def answer(self, field: Field, kind: str, study: str | None) -> Any:
        """Give an answer to a field, or several."""
        if not field.many:
            return self.one(field, kind, study)
        found = [self.one(field, kind, study) for _ in range(self.chance.randint(1, 4))]
        return [each for at, each in enumerate(found) if each not in found[:at]]

    def one(self, field: Field, kind: str, study: str | None) -> Any:
        asks = field.asks
        if field.parts:
            return self.part(field, kind, study)
        if asks.refers_to:
            there = [each.id for each in self.known if each.kind in asks.refers_to]
            own = [each.id for each in self.known if each.kind in asks.refers_to and study_of(each) == study]
            return self.chance.choice(own or there or ["niets-0000"])
        if asks.vocabulary:
            word = self.chance.choice(ids(asks.vocabulary))
            return int(word) if field.type is int else word
        if asks.municipality:
            return self.chance.choice(MUNICIPALITIES)
        return self.plain(field, kind)

    def plain(self, field: Field, kind: str) -> Any:
        asks = field.asks
        if field.type is bool:
            return self.chance.random() < 0.6
        if field.type is int:
            low = asks.low or 0
            return self.chance.randint(low, asks.high if asks.high is not None else low + 12)
        if field.type is dt.date:
            year = SEEN_IN if kind == "observation" else self.chance.choice([2025, 2026])
            return dt.date(year, self.chance.randint(1, 12), self.chance.randint(1, 28)).isoformat()
        if asks.month:
            return "2026-03"
        return self.secret() if field.name in INTERNAL else self.text()

    def part(self, field: Field, kind: str, study: str | None) -> dict[str, Any]:
        values = {
            inner.name: self.answer(inner, kind, study)
            for inner in field.parts
            if inner.required or self.chance.random() < max(self.fullness, 0.5)
        }
        if "permission" in {inner.name for inner in field.parts} and not values.get("permission"):
            values["text"] = self.secret()
        return values

    def text(self) -> str:
        return self.chance.choice([*SENTENCES, *self.odd])

    def secret(self) -> str:
        self.secrets += 1
        return f"{SECRET} {self.secrets}"

    def choice(self, note: Mapping[str, Any]) -> dict[str, list[str]]:
        """Choose what comes first in the section of a note and what is left out of it."""
        kinds = CHOOSES.get(note.get("report_section", ""), ())
        near = (each for each in self.known if each.kind in kinds and self._stands_near(each, note))
        there = sorted({_named(each) for each in near})
        chosen = self.chance.sample(there, min(len(there), self.chance.randint(0, 4)))
        cut = self.chance.randint(0, len(chosen))
        return {"order": chosen[:cut], "leave_out": chosen[cut:]}

    def _stands_near(self, record: Record[Any], note: Mapping[str, Any]) -> bool:
        """Tell whether a report that a note is for may say something of a record."""
        studies: dict[str | None, tuple[str, ...]] = {
            each.id: each.data.municipality for each in self.known if each.kind == "study"
        }
        if record.kind == "agenda_item":
            return bool({note.get("municipality") or HOUTEN} & {*record.data.municipalities})
        if note.get("study_id"):
            return bool(study_of(record) == note["study_id"])
        return note.get("municipality") in studies.get(study_of(record), ())

    def evidence(self, study: str) -> list[dict[str, str]]:
        kinds = ("observation", "training", "meeting")
        there = [each.id for each in self.known if each.kind in kinds and study_of(each) == study]
        refs = self.chance.sample(there, self.chance.randint(0, len(there)))
        relations = ["supports", "supports", *ids("relation")]
        return [{"ref": ref, "relation": self.chance.choice(relations)} for ref in refs]

    def person(self, number: int) -> None:
        code = "HOU-" + "".join(CODES[number // 32**place % 32] for place in range(4))
        given = self.given("participant")
        consent = AGREED if self.chance.random() < 0.9 else given.get("consent", AGREED)
        self.add("participant", {**given, "pseudonym": code, "consent": consent})

    def measured(self) -> None:
        """Measure everybody in a study with one instrument, at one moment or two; some are missed."""
        taken = [each for each in INSTRUMENTS.values() if each.form != "refused"]
        instrument = self.chance.choice(taken)
        people = [each for each in self.known if each.kind == "participant"]
        moments = self.chance.choice([["baseline", "follow_up_1"], ["baseline"], ["after_conversation"]])
        spread = self.chance.randint(1, 3)
        for each in people if instrument.per_participant else (None,):
            for moment in moments:
                if self.chance.random() < 0.9:
                    self._measure(instrument.id, each, moment, spread)

    def _measure(self, instrument: str, person: Record[Any] | None, moment: str, spread: int) -> None:
        known = INSTRUMENTS[instrument]
        low = known.low + self.chance.randint(0, spread)
        values: dict[str, Any] = {
            "number": min(low, known.high),
            "answers": [min(low, known.high)] * known.statements,
            "amount": self.chance.randint(0, 30),
            "rows": [{"task": self.text()}, {"task": self.text(), "satisfied": 3}],
        }
        study = study_of(person) if person else "een"
        told = {"goal": "Een doel", "label": "Gesprekken"}
        given: dict[str, Any] = {"instrument": instrument, "value": values[known.form], "moment": moment}
        given |= {"study_id": study, "participant": person.id if person else None}
        self.add("measurement", {**self.given("measurement"), **told, **given})


def _named(record: Record[Any]) -> str:
    """Give what a record is called in a note."""
    if record.kind == "measurement":
        return outcome_ref(record.data.study_id, record.data.instrument)
    return record.id


def secret_ids(records: Sequence[Record[Any]]) -> Iterator[str]:
    """Give what no reader outside the team may see: the codes of people and the ids of records."""
    yield from (each.id for each in records if each.kind != "study")
