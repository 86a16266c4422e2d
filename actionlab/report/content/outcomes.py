"""What changed: per indicator a sentence and a small table, honest about small groups."""

import datetime as dt
from collections.abc import Iterator

from actionlab.analysis.counts import ShownCount, ShownCounts
from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.grades import ShownGrades
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.shown_change import ShownChange
from actionlab.report.blocks import Block, Heading, Paragraph, Table
from actionlab.report.content.voice import Voice, capital, sentence


def change(findings: Findings, voice: Voice) -> list[Block]:
    """Give the outcomes of all studies; nothing when nothing was measured."""
    blocks: list[Block] = []
    for study in findings.studies:
        if study.outcomes:
            blocks.append(Heading(study.study.title, 2))
        for outcome in study.outcomes:
            blocks += _outcome(outcome, study, findings.today, voice)
    if not blocks:
        return []
    intro = voice("change.intro")
    return [Paragraph(f"{intro} {voice('change.rounded')}" if findings.protection.k else intro), *blocks]


def headline(outcome: Outcome, voice: Voice) -> str:
    """Give what an outcome says in one or two sentences; "" when there is nothing to say yet."""
    said = ""
    if outcome.change is not None and not outcome.change.words_only:
        said = _change_sentence(outcome, outcome.change, voice)
    elif outcome.grades is not None and outcome.grades.n is not None:
        said = _grades_sentence(outcome, voice)
    return voice("summary.change_line", instrument=_name(outcome, voice), sentence=said) if said else ""


def counted(found: ShownCounts, study: str, voice: Voice) -> list[Block]:
    """Give what was counted, with a line that says whether these are events or people."""
    intro = voice("change.counter_people" if found.of_people else "change.counter_intro")
    return [Paragraph(stamped(intro, found.stand, voice)), _counter_table(found, study, voice)]


def stamped(text: str, stand: dt.date | None, voice: Voice) -> str:
    """Give a text, with the day of the report that its numbers were kept from, if they were."""
    if stand is None:
        return text
    ended = text.endswith(".")
    return voice("general.as_of", text=text.removesuffix("."), date=voice.day(stand)) + "." * ended


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


def _outcome(outcome: Outcome, study: StudyFindings, today: dt.date, voice: Voice) -> Iterator[Block]:
    name = _name(outcome, voice)
    yield Heading(voice("change.primary", instrument=name) if outcome.primary else name, 3)
    if outcome.counts:
        yield from counted(outcome.counts, study.study.title, voice)
    elif outcome.grades is not None:
        yield Paragraph(_grades_sentence(outcome, voice))
    elif outcome.change is not None:
        yield from _changed(outcome, outcome.change, name, voice)
    else:
        yield Paragraph(_expected(outcome.expected, today, voice))


def _changed(outcome: Outcome, found: ShownChange, name: str, voice: Voice) -> Iterator[Block]:
    if found.n_paired == 0:
        yield Paragraph(voice("change.no_pairs"))
        return
    if found.words_only:
        yield Paragraph(voice("change.too_small"))
        return
    yield Paragraph(
        f"{_change_sentence(outcome, found, voice)} {voice(f'change.scale.{outcome.instrument}')}"
    )
    yield _change_table(outcome, found, name, voice)


def _change_sentence(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    said = [_split(outcome, found, voice) or _measured(outcome, found, voice)]
    if found.percent_up is not None:
        said.append(voice("change.percent", percent=voice.percent(found.percent_up), n=found.n_paired))
    if found.reached is not None and found.reached.part is not None:
        said.append(voice("change.reached", n=found.reached.whole, part=found.reached.part))
    if found.not_up:
        said.append(voice("change.median_not_up"))
    if found.median_change is not None:
        key = "change.median" if found.median_change else "change.median_same"
        said.append(voice(key, change=change_words(outcome.instrument, found.median_change, voice)))
    if found.n_missing:
        said.append(voice("change.missing", n=found.n_missing, n_start=found.n_start))
    return stamped(" ".join(said), found.stand, voice)


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


def _name(outcome: Outcome, voice: Voice) -> str:
    name = capital(voice.term("instrument", outcome.instrument))
    return voice("change.second", instrument=name) if outcome.moment == "follow_up_2" else name


def _people(shown: ShownChange | ShownGrades, voice: Voice) -> str:
    return voice(f"people.{shown.group or 'mixed'}")


def _measured(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    key = "change.measured_goals" if outcome.instrument == "gas" else "change.measured"
    return voice(key, people=_people(found, voice), n_paired=found.n_paired)


def _split(outcome: Outcome, found: ShownChange, voice: Voice) -> str:
    groups = found.groups
    if groups is None:
        return ""
    people, key = _people(found, voice), f"change.split.{outcome.instrument}"
    up, same, down = groups.count("up"), groups.count("same"), groups.count("down")
    if same is not None and down is not None:
        return voice(f"{key}.three", n=found.n_paired, people=people, up=up, same=same, down=down)
    return voice(f"{key}.two", n=found.n_paired, people=people, up=up, rest=groups.count("same", "down"))


def _change_table(outcome: Outcome, found: ShownChange, name: str, voice: Voice) -> Table:
    cells = [
        ("started", str(found.n_start)),
        ("paired", str(found.n_paired)),
        ("missing", str(found.n_missing)),
    ]
    if found.groups is not None:
        for column, labels in (
            ("up", ("up",)),
            ("same", ("same",)),
            ("down", ("down",)),
            ("rest", ("same", "down")),
        ):
            n = found.groups.count(*labels)
            cells += [(column, str(n))] if n is not None else []
    if found.median_change is not None:
        cells.append(("median", change_words(outcome.instrument, found.median_change, voice)))
    caption = voice("change.caption", instrument=name)
    return Table(
        caption=stamped(caption, found.stand, voice),
        description=voice("change.description"),
        header=tuple(voice(f"change.col_{column}") for column, _ in cells),
        rows=(tuple(cell for _, cell in cells),),
    )


def _grades_sentence(outcome: Outcome, voice: Voice) -> str:
    found = outcome.grades or ShownGrades()
    about = voice("change.grades_about", about=voice.term("setting", found.about)) if found.about else ""
    if found.n is None or found.median is None:
        return voice("change.grades_hidden", about=about)
    facts = {"n": found.n, "people": _people(found, voice), "about": about}
    said = voice("change.grades", median=voice.number(found.median), **facts)
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
