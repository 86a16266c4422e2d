"""What changed: per indicator a sentence, and per study a table; honest about small groups."""

import datetime as dt
from collections.abc import Iterator

from actionlab.analysis.counts import ShownCount, ShownCounts
from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.grades import ShownGrades
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.shown_change import ShownChange
from actionlab.report.blocks import Block, Chart, Heading, Paragraph, Run, Table
from actionlab.report.content import charts
from actionlab.report.content.outcome_table import change_words, is_scan, name_of, table
from actionlab.report.content.stand import stamped
from actionlab.report.content.voice import Voice, sentence

# the page of a theme holds what was counted in its studies
COUNTED_ON_THEME_PAGE = ("I3", "I4")


def change(findings: Findings, voice: Voice) -> list[Block]:
    """Give the outcomes of all studies; nothing when nothing was measured."""
    blocks: list[Block] = []
    for study in findings.studies:
        if study.outcomes:
            blocks.append(Heading(study.study.title, 2))
            blocks += _study(study, findings.today, voice)
    if not blocks:
        return []
    said = [voice("change.intro")]
    if findings.protection.k:
        said.append(voice("change.rounded"))
    if any(_has_other_middles(outcome.change) for study in findings.studies for outcome in study.outcomes):
        said.append(voice("change.middles_note"))
    return [Paragraph(" ".join(said)), *blocks]


def headline(outcome: Outcome, voice: Voice) -> str:
    """Give what an outcome says in one or two sentences; "" when there is nothing to say yet."""
    said = ""
    if outcome.change is not None and not outcome.change.words_only:
        said = _change_sentence(outcome, outcome.change, voice)
    elif outcome.grades is not None and outcome.grades.n is not None:
        said = _grades_sentence(outcome, voice)
    return voice("summary.change_line", instrument=name_of(outcome, voice), sentence=said) if said else ""


def counted(found: ShownCounts, study: str, voice: Voice) -> list[Block]:
    """Give what was counted, with a line that says whether these are events or people."""
    intro = voice("change.counter_people" if found.of_people else "change.counter_intro")
    return [Paragraph(stamped(intro, found.stand, voice)), _counter_table(found, study, voice)]


def _counter_table(found: ShownCounts, study: str, voice: Voice) -> Table:
    return Table(
        caption=voice("change.counter_caption", study=study),
        description=voice("change.counter_description"),
        header=tuple(voice(f"change.counter_{name}") for name in ("label", "first", "later")),
        rows=tuple(
            (
                sentence(row.label).rstrip("."),
                _counted(row, row.first, voice),
                _counted(row, row.later, voice),
            )
            for row in found.rows
        ),
        widths=(50, 25, 25),
        numeric=(1, 2),
    )


def _study(study: StudyFindings, today: dt.date, voice: Voice) -> Iterator[Block]:
    for outcome in study.outcomes:
        if outcome.counts and study.study.theme not in COUNTED_ON_THEME_PAGE:
            yield from counted(outcome.counts, study.study.title, voice)
            yield from [Paragraph(_source(outcome.source, voice), "note")] if outcome.source else []
        else:
            yield _told(outcome, study, today, voice)
    yield from _chart(study, voice)
    yield from table(study, voice)
    for outcome in study.outcomes:
        if outcome.change:
            yield from charts.ladder(outcome.change, name_of(outcome, voice), voice)


def _told(outcome: Outcome, study: StudyFindings, today: dt.date, voice: Voice) -> Paragraph:
    """Give the paragraph of an outcome, for the researchers with a link to what it rests on."""
    name = name_of(outcome, voice)
    name = voice("change.primary", instrument=name) if outcome.primary else name
    said = _sentences(outcome, study, today, voice)
    runs = voice.runs("change.outcome", instrument=(Run(name, strong=True),), sentences=said)
    return Paragraph((*runs, Run(" "), *_source(outcome.source, voice)) if outcome.source else runs)


def _sentences(outcome: Outcome, study: StudyFindings, today: dt.date, voice: Voice) -> str:
    found = outcome.change
    if outcome.counts:
        return voice("change.counter_elsewhere", page=voice(f"themes.heading_{study.study.theme.lower()}"))
    if outcome.grades is not None:
        return _grades_sentence(outcome, voice)
    if found is None:
        return _expected(outcome.expected, today, voice)
    if found.words_only:
        return voice("change.too_small" if found.n_paired else "change.no_pairs")
    return f"{_change_sentence(outcome, found, voice)} {voice(f'change.scale.{outcome.instrument}')}"


def _chart(study: StudyFindings, voice: Voice) -> list[Chart]:
    """Give the one chart of a study: of how many moved, or else of the middle scores of a scan."""
    # one person is no chart
    several = (outcome for outcome in study.outcomes if outcome.change and outcome.change.n_paired > 1)
    changed = [(outcome, outcome.change) for outcome in several if outcome.change]
    for outcome, found in changed:
        if found.groups:
            people = voice("charts.goals") if outcome.instrument == "gas" else _people(found, voice)
            said = stamped(_split(outcome, found, voice), found.stand, voice)
            return [charts.moved(found, name_of(outcome, voice), people, said, voice)]
    scored = [(outcome, found) for outcome, found in changed if found.middles]
    return [charts.middles(found, name_of(outcome, voice), voice) for outcome, found in scored[:1]]


def _has_other_middles(found: ShownChange | None) -> bool:
    """Tell whether a reader would miscount who subtracts one middle score from the other."""
    if found is None or found.middles is None:
        return False
    first, later = found.middles
    return round(later - first, 2) != found.median_change


def _source(number: int, voice: Voice) -> tuple[Run, ...]:
    return voice.runs("change.source", source=(voice.source(number),))


def _change_sentence(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    said = [_split(outcome, found, voice) or _measured(outcome, found, voice)]
    if found.percent_up is not None:
        said.append(voice("change.percent", percent=voice.percent(found.percent_up), n=found.n_paired))
    if found.reached is not None and found.reached.part is not None:
        said.append(voice("change.reached", n=found.reached.whole, part=found.reached.part))
    in_parts = "_scan" if is_scan(found) else ""
    if found.not_up:
        said.append(voice(f"change.median_not_up{in_parts}"))
    if found.median_change is not None:
        key = "change.median" if found.median_change else f"change.median_same{in_parts}"
        said.append(voice(key, change=change_words(outcome.instrument, found.median_change, voice)))
    if found.n_missing:
        said.append(voice("change.missing", n=found.n_missing, n_start=found.n_start))
    return stamped(" ".join(said), found.stand, voice)


def _people(shown: ShownChange | ShownGrades, voice: Voice, n: int = 0) -> str:
    if n == 1:
        one = voice.term("participant_group", shown.group) if shown.group else ""
        return one or voice.term("record_kind", "participant")
    return voice(f"people.{shown.group or 'mixed'}")


def _measured(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    if outcome.instrument == "gas":
        return voice.count("change.measured_goals", found.n_paired)
    return voice.count("change.measured", found.n_paired, people=_people(found, voice, found.n_paired))


def _split(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    groups = found.groups
    if groups is None or found.n_paired == 1:
        return ""
    people, key = _people(found, voice), f"change.split.{outcome.instrument}"
    up, same, down = groups.count("up"), groups.count("same"), groups.count("down")
    if same is not None and down is not None:
        return voice(f"{key}.three", n=found.n_paired, people=people, up=up, same=same, down=down)
    return voice(f"{key}.two", n=found.n_paired, people=people, up=up, rest=groups.count("same", "down"))


def _grades_sentence(outcome: Outcome, voice: Voice) -> str:
    found = outcome.grades or ShownGrades()
    about = voice("change.grades_about", about=voice.term("setting", found.about)) if found.about else ""
    if found.n is None or found.median is None:
        return voice("change.grades_hidden", about=about)
    facts = {"people": _people(found, voice, found.n), "about": about, "median": voice.number(found.median)}
    said = voice.count("change.grades", found.n, **facts)
    if found.sufficient is not None and found.sufficient.part is not None:
        said += " " + voice("change.grades_sufficient", part=found.sufficient.part, n=found.n)
    return stamped(said, found.stand, voice)


def _expected(when: dt.date | None, today: dt.date, voice: Voice) -> str:
    if when is None:
        return voice("change.expected_unknown")
    return voice("change.expected" if when >= today else "change.expected_past", month=voice.month(when))


def _counted(row: ShownCount, value: float | None, voice: Voice) -> str:
    if value is None:
        return voice("change.counter_hidden" if row.hidden else "general.not_recorded")
    return (
        voice("change.counter_days", value=voice.number(value)) if row.unit == "days" else voice.number(value)
    )
