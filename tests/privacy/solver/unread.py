"""Numbers that the reader of a report did not read: none should be left, or the solver is blind to them.

What is taken away first are the sentences about people that the reader knows, and per section the sentences
that count records or events.
"""

import re
from collections.abc import Iterator
from typing import Any

from privacy.solver.reader import COLUMNS, SENTENCES, lines
from privacy.solver.session_reader import CELLS
from privacy.solver.wording import WORDING, pattern, said

_COUNTED = tuple(
    f"count.{kind}.{number}" for kind in ("observation", "training", "meeting") for number in ("one", "many")
)
_EVENTS = {
    "summary.heading": ("summary.intro.one", "summary.intro.many", *_COUNTED),
    "steps.heading": ("steps.total.one", "steps.total.many", "steps.outside.one", "steps.outside.many"),
    "question.heading": ("question.theme",),
    "insights.heading": ("count.observation.one", "count.observation.many", "count.setting.one"),
    "reliability.heading": (
        *_COUNTED,
        *(
            f"reliability.{kind}.{number}"
            for kind in ("unchecked", "without_counter", "quotes_left_out", "not_recorded")
            for number in ("one", "many")
        ),
        "reliability.not_recorded_row",
    ),
    "privacy.heading": ("privacy.text",),
    "training.heading": (*CELLS, "training.learned_caption"),
    "instruments.heading": ("instruments.steps", "instruments.statement"),
    "rests_on.heading": (
        *_COUNTED,
        *(
            f"count.{kind}.{number}"
            for kind in ("insight", "action", "decision")
            for number in ("one", "many")
        ),
    ),
}
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NEVER_PEOPLE = re.compile(
    rf"\d+ (?:{_MONTHS}) \d{{4}}|(?:{_MONTHS}) \d{{4}}|\[\d+\]|^\d+\. |actionlab [\d.]+\d|\bB[123]\b"
)


def unread(text: str) -> Iterator[str]:
    """Give the lines of a report in which a number stands that nobody read."""
    sections = {said(key): keys for key, keys in _EVENTS.items()}
    for place, line in lines(text):
        rest = _NEVER_PEOPLE.sub("", line)
        for fixed in _FIXED:
            rest = rest.replace(fixed, "")
        for key in (*SENTENCES, "steps.participants", "change.median"):
            rest = pattern(key).sub("", rest)
        for key in ("instruments.interval", "instruments.test", *sections.get(place.section, ())):
            rest = pattern(key).sub("", rest)
        heading, _, cell = rest.partition(": ")
        if re.search(r"\d", rest) and not (heading in _COLUMNS and re.fullmatch(_COLUMNS[heading], cell)):
            yield line


def _without_gaps(wording: dict[str, Any]) -> Iterator[str]:
    for part in wording.values():
        if isinstance(part, dict):
            yield from _without_gaps(part)
        elif "{" not in part and re.search(r"\d", part):
            yield part


_FIXED = sorted(_without_gaps(WORDING), key=len, reverse=True)
_COLUMNS = {
    **{said(f"change.col_{column}"): r"\d+" for column in COLUMNS},
    said("change.col_median"): r"[\d,]+ .+",
    said("change.col_moved"): r"\d+ [^\d]+(\d+ [^\d]+)*",
    said("change.col_middles"): r"[\d,]+ en [\d,]+",
    # observations and sessions are events
    **{said(f"charts.signal.{signal}"): r"\d+" for signal in WORDING["charts"]["signal"]},
    said("charts.sessions"): r"\d+",
    said("training.attended"): r"\d+: \d+ .+|\d+, \D+|\d+ \D+",
    said("change.counter_first"): r"\d+",
    said("change.counter_later"): r"\d+",
}
