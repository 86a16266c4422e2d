"""Final reports in tests: what a report showed, as the record that remembers it."""

import datetime as dt
import itertools
from typing import Any

import msgspec
from builders import findings, laddered, measured, people, record, study

from actionlab.analysis.findings import Findings
from actionlab.model.records import Record

MARCH, MAY, JULY = dt.date(2026, 3, 12), dt.date(2026, 5, 7), dt.date(2026, 7, 1)

_MOMENTS = itertools.count(1)


def publication(shown: Findings) -> Record[Any]:
    """The publication of a final report, written after all others."""
    written = record(
        "publication",
        municipality=shown.municipality,
        audience=shown.audience,
        date=shown.today,
        smallest_group=shown.protection.k,
        figures=msgspec.to_builtins(shown.figures),
    )
    return msgspec.structs.replace(written, at=f"{next(_MOMENTS):06}")


def published(records: list[Record[Any]], *earlier: Record[Any], **given: Any) -> Record[Any]:
    """The publication of a final report of 12 March on these records."""
    return publication(findings([*records, *earlier], **{"today": MARCH, **given}))


def climbed(up: int, same: int, down: int, **fields: Any) -> list[Record[Any]]:
    """A study of residents of whom so many went up on the ladder, stayed and went down."""
    found = people(up + same + down, **fields)
    return [study(), *found, *laddered(found, [2] * len(found), [3] * up + [2] * same + [1] * down)]


def trained(**evaluation: Any) -> Record[Any]:
    """A training session of 8 and 6 people with this evaluation."""
    there = [{"role": "jobcoach", "n": 8}, {"role": "klantmanager", "n": 6}]
    return record("training", "trn-0001", title="Oefenen", attendance=there, evaluation=evaluation)


def kept_figures() -> list[Record[Any]]:
    """A study of which one more of everything was seen since its first report, and groups of every size."""
    few = [{"role": "jobcoach", "n": 3}]
    before = [*climbed(12, 3, 1), trained()]
    graded = {"level1": {"grades": [7] * 15}}
    seldom = {"asked_on": "2026-06-01", "n_asked": 15, "n_responded": 15, "n_applied": 2}
    there = [{"role": "jobcoach", "n": 9}, {"role": "klantmanager", "n": 6}]
    after = [
        *climbed(13, 3, 1),
        record("training", "trn-0001", title="Oefenen", attendance=there, evaluation=graded),
        record("training", title="Later", attendance=there, evaluation={"level3_applied": seldom}),
        record("meeting", type="support", date="2026-02-01", attendance=few, agreed="Bel elkaar."),
        *_still("twee", 6),
        *_still("drie", 24),
        measured(None, "baseline", 3, instrument="counter", label="Plaatsingen", unit="number"),
    ]
    return [*after, published(before)]


def _still(name: str, n: int) -> list[Record[Any]]:
    """A study of residents of whom most stayed where they were on the ladder."""
    found = people(n, "AAA", study_id=name)
    return [study(name, title=name), *found, *laddered(found, [2] * n, [3] * (n // 4) + [2] * (n - n // 4))]
