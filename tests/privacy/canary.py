"""Canaries: words that nobody else uses, one in each free text of each kind of record, and where they are."""

import itertools
import string
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builders import AGREED, HOUTEN

from actionlab.model.records import Draft
from actionlab.privacy.texts import texts_of

CANARY = "kanarieq"
PERSON, WITHDRAWN = "HOU-K7M2", "HOU-R4TD"
# codes and names of files are no words of a person
NO_TEXT = {
    "study": {"id", "template_id"},
    "participant": {"pseudonym"},
    "publication": {"file", "figures.shown"},
    "removal": {"study"},
}
# the team's own: no reader outside it gets to see these
INTERNAL = (
    "study.dpo_consulted.note",
    "study.ethics_review.note",
    "study.approved_words",
    "participant.consent.version",
    "observation.interpretation",
    "observation.tags",
    "training.notes",
)
_X = "…"  # a canary comes here

_FULL: list[tuple[str, str | None, dict[str, Any]]] = [
    ("organisation", "org-0001", {"name": _X, "local_name": _X, "type": "employer"}),
    (
        "approach",
        "app-0001",
        {
            "title": _X,
            "municipalities": [HOUTEN],
            "target_group": _X,
            "aim": _X,
            "core_elements": [_X, _X],
            "conditions": [_X],
        },
    ),
    (
        "study",
        None,
        {
            "id": "een",
            "title": _X,
            "municipality": [HOUTEN],
            "theme": "O1",
            "approach_id": "app-0001",
            "problem": _X,
            "main_question": _X,
            "sub_questions": [_X],
            "mechanism": _X,
            "target_group": _X,
            "start_date": "2026-01-01",
            "organisations": ["org-0001"],
            "instruments": [{"instrument": "grade", "indicator": _X}],
            "primary_indicator": "grade",
            "observation_prompts": [_X],
            "success_definition": _X,
            "dpo_consulted": {"done": True, "note": _X},
            "ethics_review": {"done": True, "note": _X},
            "approved_words": [_X],
        },
    ),
    (
        "cycle",
        "cyc-0001",
        {
            "study_id": "een",
            "number": 1,
            "title": _X,
            "goal": _X,
            "start_date": "2026-01-01",
            "end_date": "2026-03-01",
            "status": "finished",
            "phases": [{"phase": "act", "planned_actions": [_X], "done_note": _X}],
            "decision": "adjust",
            "reason": _X,
            "because": ["obs-0001"],
        },
    ),
    *(
        ("participant", None, {"pseudonym": code, "group": "resident", "study_id": "een", "consent": agreed})
        for code, agreed in ((PERSON, {**AGREED, "version": _X}), (WITHDRAWN, AGREED))
    ),
    (
        "observation",
        "obs-0001",
        {
            "study_id": "een",
            "what_seen": _X,
            "date": "2026-02-01",
            "participants": [PERSON],
            "residents_agreed": "written",
            "signal": "hindering",
            "setting": "case_discussion",
            "interpretation": _X,
            "quote": {"text": _X, "speaker": PERSON, "permission": True},
            "tags": [_X],
            "regie": [{"subject": _X, "who": "jobcoach"}],
            "missing": [{"what": _X}],
            "barriers": [{"what": _X}],
        },
    ),
    (
        "training",
        "trn-0001",
        {
            "study_id": "een",
            "title": _X,
            "module_ref": _X,
            "learning_goals": [_X],
            "date": "2026-02-02",
            "attendance": [{"role": "jobcoach", "n": 12}],
            "evaluation": {"level2": [{"statement": _X, "before": [2], "after": [3]}], "level4_note": _X},
            "what_learned": _X,
            "notes": f"{PERSON} zei {_X}.",
        },
    ),
    ("measurement", "met-0001", {"study_id": "een", "instrument": "counter", "value": 3, "label": _X}),
    (
        "measurement",
        "met-0002",
        {"study_id": "een", "instrument": "gas", "value": 0, "goal": _X, "participant": PERSON},
    ),
    (
        "measurement",
        "met-0003",
        {
            "study_id": "een",
            "instrument": "scale_map",
            "value": [{"task": _X, "current_scale": "municipality"}],
        },
    ),
    (
        "insight",
        "ins-0001",
        {
            "study_id": "een",
            "statement": _X,
            "title": _X,
            "counter": _X,
            "transferability": _X,
            "evidence": [{"ref": "obs-0001", "relation": "supports"}],
        },
    ),
    ("action", "act-0001", {"study_id": "een", "description": _X, "result": _X, "insight_ids": ["ins-0001"]}),
    (
        "member_check",
        "chk-0001",
        {
            "study_id": "een",
            "insight_ids": ["ins-0001"],
            "date": "2026-03-01",
            "outcome": [{"insight_id": "ins-0001", "recognised": "partly", "remark": _X, "changes": _X}],
        },
    ),
    ("meeting", "mtg-0001", {"study_id": "een", "type": "team_meeting", "title": _X, "agreed": _X}),
    (
        "decision",
        "dec-0001",
        {"study_id": "een", "question": _X, "answer": "no", "answered_on": "2026-03-01", "reason": _X},
    ),
    ("agenda_item", "agd-0001", {"text": _X, "municipalities": [HOUTEN]}),
    ("note", "nte-0001", {"study_id": "een", "report_section": "summary", "text": _X}),
]


class Canaries:
    """Records of each kind with a canary in each text: `drafts`, and `of` which field each one is."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        self._letters = itertools.product(string.ascii_lowercase, repeat=2)
        self.drafts = [
            Draft(kind=kind, id=record_id, fields=self._filled(kind, fields, ""))
            for kind, record_id, fields in _FULL
        ]

    def fields(self) -> set[tuple[str, str]]:
        """The free texts that hold a canary, as kind and field."""
        return {
            (draft.kind, text.field)
            for draft in self.drafts
            for text in texts_of(draft.kind, draft.fields)
            if CANARY in text.text
        }

    def internal_in(self, text: str) -> list[str]:
        """The fields for the team only of which the canary stands in a text."""
        return [field for word, field in self.of.items() if word in text and field in INTERNAL]

    def _filled(self, kind: str, value: Any, field: str) -> Any:
        if isinstance(value, str) and _X in value:
            word = CANARY + "".join(next(self._letters))
            self.of[word] = f"{kind}{field}"
            return value.replace(_X, word)
        if isinstance(value, Mapping):
            return {name: self._filled(kind, each, f"{field}.{name}") for name, each in value.items()}
        if isinstance(value, list):
            return [self._filled(kind, each, field) for each in value]
        return value


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder with its bytes, names included; what is packed is unpacked."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield path, str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield path, name.encode() + b"\n" + archive.read(name)


def holding(folder: Path, *words: str) -> list[str]:
    """The names of the files below a folder in which one of these words stands, in small or large letters."""
    wanted = [each.lower().encode() for each in words]
    found = (path for path, content in contents(folder) if any(each in content.lower() for each in wanted))
    return sorted({str(path.relative_to(folder)) for path in found})
