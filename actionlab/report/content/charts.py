"""Charts: what is drawn besides being told; always the numbers of a table beside it, and nothing else.

A chart is drawn only where there is something to compare: two bars or more. In every section a study has one
chart at most (docs/decisions/0020).
"""

import datetime as dt
from calendar import monthrange
from collections import Counter

from actionlab.analysis.charted import PhaseSignals, signals_named
from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.shown_change import ShownChange
from actionlab.analysis.steps import CycleSteps
from actionlab.model.instruments import INSTRUMENTS
from actionlab.report.blocks import Block, Chart, Paragraph, Series, Table
from actionlab.report.chart_layout import DAY_ZERO, decimals_of
from actionlab.report.content.stand import stamped
from actionlab.report.content.voice import Voice, capital

# with fewer sessions the table of sessions is read as fast
SESSIONS_FROM = 3
CELLS = (("up", ("up",)), ("same", ("same",)), ("down", ("down",)), ("rest", ("same", "down")))


def moved(found: ShownChange, name: str, people: str, said: str, voice: Voice) -> Chart:
    """Give how many went up, stayed and went down, exactly as far as it is told.

    `said` tells the same in a sentence, `people` is who they are.
    """
    groups = found.groups
    shown = [(column, groups.count(*labels)) for column, labels in CELLS] if groups else []
    cells = [(voice(f"charts.{column}"), float(n)) for column, n in shown if n is not None]
    counted = voice("charts.people", people=people)
    return Chart(
        kind="bars",
        title=stamped(voice("charts.moved", instrument=name, people=people), found.stand, voice),
        description=said,
        categories=tuple(label for label, _ in cells),
        series=(Series(counted, tuple(n for _, n in cells)),),
        value_title=counted,
        low=0,
    )


def middles(found: ShownChange, name: str, voice: Voice) -> Chart:
    """Give the middle score of a scan at the start and later, on its whole scale."""
    scale = INSTRUMENTS[found.instrument]
    ends = {"low": scale.low, "high": scale.high}
    said = voice("charts.middles_description", **scores(found.middles, voice), **ends)
    return Chart(
        kind="bars",
        title=stamped(voice("charts.middles", instrument=name), found.stand, voice),
        description=stamped(said, found.stand, voice),
        categories=(voice("charts.start"), voice("charts.follow_up")),
        series=(Series(voice("charts.middle_score"), found.middles or ()),),
        value_title=voice("charts.middle_score_of", **ends),
        **ends,
    )


def scores(middles: tuple[float, float] | None, voice: Voice) -> dict[str, str]:
    """Give the two middle scores as text, with as many decimals each as the chart of them has."""
    first, later = middles or (0.0, 0.0)
    decimals = decimals_of((first, later))
    return {"first": voice.number(first, decimals), "later": voice.number(later, decimals)}


def ladder(found: ShownChange, name: str, voice: Voice) -> list[Block]:
    """Give how many people stood on each step, at the start and later; the team alone is shown this."""
    if not found.steps:
        return []
    steps = [text for _, text in voice.wording.lines("instruments.statements.ladder")]
    columns = voice("charts.start"), voice("charts.follow_up")
    counted = [(voice("charts.step", number=n), pair) for n, pair in enumerate(found.steps, 1)]
    title = voice("charts.ladder", instrument=name)
    rows = [(f"{n}. {text}", pair) for n, (text, pair) in enumerate(zip(steps, found.steps, strict=True), 1)]
    said = [voice("charts.ladder_part", step=step, first=a, later=b) for step, (a, b) in counted if a or b]
    chart = Chart(
        kind="columns",
        title=title,
        description=voice("charts.ladder_description", steps=voice.phrase(said)),
        categories=tuple(step for step, _ in counted),
        series=tuple(
            Series(column, tuple(float(pair[place]) for _, pair in counted))
            for place, column in enumerate(columns)
        ),
        value_title=voice("charts.people", people=voice(f"people.{found.group or 'mixed'}")),
        low=0,
    )
    table = Table(
        caption=voice("charts.ladder_caption"),
        description=voice("charts.ladder_table"),
        header=(voice("charts.step_column"), *columns),
        rows=tuple((label, str(a), str(b)) for label, (a, b) in rows),
        widths=(60, 20, 20),
        numeric=(1, 2),
    )
    return [chart, table]


def roles(findings: Findings, voice: Voice) -> list[Block]:
    """Give at how many training sessions each role was; nothing for few sessions or equal roles."""
    sessions = [
        training.numbers.attendance.roles
        for study in findings.studies
        for training in study.trainings
        if training.numbers.attendance.roles
    ]
    counted = Counter(role for there in sessions for role in there).most_common()
    if len(sessions) < SESSIONS_FROM or len({n for _, n in counted}) < 2:
        return []
    named = [(capital(voice.roles([role])), n) for role, n in counted]
    said = [voice.count("charts.role_part", n, roles=voice.roles([role])) for role, n in counted]
    columns = voice("charts.role"), voice("charts.sessions")
    title = voice("charts.roles", n=len(sessions))
    chart = Chart(
        kind="bars",
        title=title,
        description=voice("charts.roles_description", n=len(sessions), roles=voice.phrase(said)),
        categories=tuple(name for name, _ in named),
        series=(Series(columns[1], tuple(float(n) for _, n in named)),),
        value_title=voice("charts.sessions_axis"),
        low=0,
    )
    rows = tuple((name, str(n)) for name, n in named)
    described = voice("charts.roles_table")
    return [
        chart,
        Table(
            caption=voice("charts.roles_caption"),
            description=described,
            header=columns,
            rows=rows,
            widths=(70, 30),
            numeric=(1,),
        ),
    ]


def signals(found: StudyFindings, voice: Voice, *, exact: bool) -> list[Block]:
    """Give what helped and hindered in the observations, phase by phase; nothing when not shown.

    For the team (`exact`) a phase that is missing was not recorded, for others it may also be kept back.
    """
    phases, stand = found.signals.phases, found.signals.stand
    if not phases:
        return []
    # a signal that was never seen needs no column
    seen = [place for place in range(len(signals_named())) if any(phase.signals[place] for phase in phases)]
    words = [voice(f"charts.signal.{signals_named()[place]}") for place in seen]
    unknown = capital(voice("general.not_recorded")) if exact else voice("charts.no_phase")
    names = [capital(voice.term("phase", each.phase)) if each.phase else unknown for each in phases]
    title = stamped(voice("charts.signals", study=found.study.title), stand, voice)
    said = voice.phrase([_counted(name, phase, voice) for name, phase in zip(names, phases, strict=True)])
    chart = Chart(
        kind="stacked",
        title=title,
        description=stamped(voice("charts.signals_description", phases=said), stand, voice),
        categories=tuple(names),
        series=tuple(
            Series(word, tuple(float(phase.signals[place]) for phase in phases))
            for place, word in zip(seen, words, strict=True)
        ),
        value_title=voice("charts.observations"),
        low=0,
    )
    table = Table(
        caption=stamped(voice("charts.signals_caption", study=found.study.title), stand, voice),
        description=voice("charts.signals_table"),
        header=(voice("charts.phase_column"), *words),
        rows=tuple(
            (name, *(str(phase.signals[place]) for place in seen))
            for name, phase in zip(names, phases, strict=True)
        ),
        numeric=tuple(range(1, len(words) + 1)),
    )
    kept_back = not exact and any(each.phase is None for each in phases)
    return [chart, table, *([Paragraph(voice("charts.no_phase_note"), "note")] if kept_back else [])]


def timeline(found: StudyFindings, today: dt.date, voice: Voice) -> Chart | None:
    """Give the cycles of a study in time, in whole months like the table beside it; None for fewer than two.

    A cycle without an end is drawn up to `today`; one that has not begun needs an end.
    """
    drawn = [(each, span) for each in found.steps.cycles if (span := _months(each, today))]
    if len(drawn) < 2:
        return None
    said = [
        voice("charts.cycle_period", number=each.number, period=voice.period(each.start, each.end))
        for each, _ in drawn
    ]
    starts = tuple(float((start - DAY_ZERO).days) for _, (start, _) in drawn)
    lengths = tuple(float((end - start).days + 1) for _, (start, end) in drawn)
    return Chart(
        kind="timeline",
        title=voice("charts.timeline", study=found.study.title),
        description=voice("charts.timeline_description", cycles=voice.phrase(said)),
        categories=tuple(_cycle(each, today, voice) for each, _ in drawn),
        series=(Series(voice("charts.begins"), starts), Series(voice("charts.days"), lengths)),
    )


def _counted(name: str, phase: PhaseSignals, voice: Voice) -> str:
    signals = zip(signals_named(), phase.signals, strict=True)
    parts = [f"{n} {voice(f'charts.signal.{signal}').lower()}" for signal, n in signals if n]
    return voice("charts.phase_part", phase=name.lower(), signals=voice.phrase(parts))


def _cycle(cycle: CycleSteps, today: dt.date, voice: Voice) -> str:
    return voice(f"charts.cycle_{cycle.state(today)}", number=cycle.number)


def _months(cycle: CycleSteps, today: dt.date) -> tuple[dt.date, dt.date] | None:
    if cycle.start is None or (cycle.end is None and cycle.start > today):
        return None
    last = cycle.end or today
    end = last.replace(day=monthrange(last.year, last.month)[1])
    return cycle.start.replace(day=1), end
