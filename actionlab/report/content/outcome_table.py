"""The table of all outcomes of a study, one row per indicator, and the words for a change."""

from collections.abc import Sequence

from actionlab.analysis.findings import StudyFindings
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.shown_change import ShownChange
from actionlab.model.instruments import INSTRUMENTS
from actionlab.report.blocks import Table
from actionlab.report.content import charts
from actionlab.report.content.stand import stamped
from actionlab.report.content.voice import Voice, capital

# who began and who was measured twice stand there always, the others where there is anything to tell
_COLUMNS = ("indicator", "started", "paired", "missing", "moved", "middles", "median")
_ALWAYS = 4
_WIDTHS = {"indicator": 19, "paired": 13, "moved": 17, "middles": 17, "median": 17}


def table(study: StudyFindings, voice: Voice) -> list[Table]:
    """Give the table of what changed in a study; nothing when no number of it may be shown."""
    told = [(outcome, outcome.change) for outcome in study.outcomes if outcome.change]
    rows = [_row(outcome, found, voice) for outcome, found in told if not found.words_only]
    if not rows:
        return []
    kept = [
        place for place, column in enumerate(_COLUMNS) if place < _ALWAYS or any(row[place] for row in rows)
    ]
    columns = [_COLUMNS[place] for place in kept]
    return [
        Table(
            caption=voice("change.caption", study=study.study.title),
            description=voice("change.description"),
            header=tuple(voice(f"change.col_{column}") for column in columns),
            rows=tuple(tuple(row[place] or voice("change.none") for place in kept) for row in rows),
            widths=tuple(_WIDTHS.get(column, 10) for column in columns),
        )
    ]


def name_of(outcome: Outcome, voice: Voice) -> str:
    """Give the name of an instrument, and for a later follow-up that it is the second."""
    name = capital(voice.term("instrument", outcome.instrument))
    return voice("change.second", instrument=name) if outcome.moment == "follow_up_2" else name


def change_words(instrument: str, amount: float, voice: Voice) -> str:
    """Give a change in words with its unit: "1 trede omhoog", "0,75 punt omlaag", "geen verandering"."""
    if amount == 0:
        return voice("change.same")
    size = abs(amount)
    unit = voice(f"change.unit.{instrument}.{'one' if size == 1 else 'many'}")
    if size == 0.5:
        shown, unit = voice("change.amount.half"), voice(f"change.unit.{instrument}.half")
    else:
        shown = voice("change.amount.one") if size == 1 else voice.number(size)
    return voice("change.up" if amount > 0 else "change.down", amount=shown, unit=unit)


def is_scan(found: ShownChange) -> bool:
    """Tell whether a change is one of means, of which less than a quarter of a point is told as none."""
    return INSTRUMENTS[found.instrument].step < 1


def _row(outcome: Outcome, found: ShownChange, voice: Voice) -> Sequence[str]:
    groups = found.groups
    counted = [(column, groups.count(*labels)) for column, labels in charts.CELLS] if groups else []
    return (
        stamped(name_of(outcome, voice), found.stand, voice),
        str(found.n_start),
        str(found.n_paired),
        str(found.n_missing),
        ", ".join(voice(f"change.cell.{column}", n=n) for column, n in counted if n is not None),
        voice("change.cell_middles", **charts.scores(found.middles, voice)) if found.middles else "",
        _middle(found, voice),
    )


def _middle(found: ShownChange, voice: Voice) -> str:
    if found.not_up:
        return voice("change.cell_not_up_scan" if is_scan(found) else "change.cell_not_up")
    if found.median_change is None:
        return ""
    if not found.median_change and is_scan(found):
        return voice("change.cell_same_scan")
    return change_words(found.instrument, found.median_change, voice)
