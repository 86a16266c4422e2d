"""Training and support: what was trained, how people looked back, and what they use."""

from collections.abc import Iterator

from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.analysis.sessions import ShownLearning, ShownMeeting, ShownTraining
from actionlab.analysis.shown_session import ShownAnswers, ShownUse
from actionlab.privacy.disclosure import ShownAttendance
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Run, Table
from actionlab.report.content import charts
from actionlab.report.content.outcome_table import change_words
from actionlab.report.content.stand import stamped
from actionlab.report.content.voice import Voice, label, sentence


def training(findings: Findings, voice: Voice) -> list[Block]:
    """Give the trainings and support of all studies; nothing when there were none."""
    blocks = [block for study in findings.studies for block in _study(study, voice)]
    if not blocks:
        return []
    caution = voice("training.caution")
    note = f"{voice('training.rounded')} {caution}" if findings.protection.k else caution
    return [*charts.roles(findings, voice), *blocks, Paragraph(note, "note")]


def _study(found: StudyFindings, voice: Voice) -> Iterator[Block]:
    if not (found.trainings or found.support):
        return
    yield Heading(found.study.title, 2)
    if found.trainings:
        yield _table(found, voice)
    learned = tuple(row for each in found.trainings for row in _learned(each, voice))
    if learned:
        yield _learned_table(learned, voice)
    texts = tuple(line for each in found.trainings for line in _texts(each, voice))
    yield from (Paragraph(text) for text in texts)
    if found.support:
        yield label(voice("training.support"))
        yield Bullets(items=tuple(_support(each, voice) for each in found.support))


def _table(found: StudyFindings, voice: Voice) -> Table:
    rows = tuple(
        (
            _title(each, voice),
            voice.day(each.date),
            _attended(each, voice),
            _grade(each, voice),
            applied(each, voice),
        )
        for each in found.trainings
    )
    return Table(
        caption=voice("training.caption", study=found.study.title),
        description=voice("training.description"),
        header=tuple(voice(f"training.{name}") for name in ("title", "date", "attended", "grade", "applied")),
        rows=rows,
        widths=(19, 14, 29, 16, 22),
    )


def _title(shown: ShownTraining, voice: Voice) -> tuple[Run, ...]:
    """Give the title, for the researchers with a link to the record that its row rests on."""
    source = (Run(" "), voice.source(shown.source)) if shown.source is not None else ()
    return (Run(shown.title), *source)


def _learned_table(rows: tuple[tuple[str, ...], ...], voice: Voice) -> Table:
    return Table(
        caption=voice("training.learned_caption"),
        description=voice("training.learned_description"),
        header=tuple(voice(f"training.{name}") for name in ("title", "learned", "fits")),
        rows=rows,
        widths=(20, 62, 18),
    )


def attended(shown: ShownAttendance, voice: Voice) -> str:
    """Give who was there: a total with roles in words, or numbers per role where all are large enough."""
    if not shown.roles:
        return voice("general.not_recorded")
    if shown.per_role is not None:
        named = [
            (voice.term("role", role) if n == 1 else voice.roles([role]), n) for role, n in shown.per_role
        ]
        each = [voice("training.attended_role", n=n, role=role) for role, n in named]
        if len(each) == 1:
            return each[0]
        return voice("training.attended_per_role", n=shown.total, roles=voice.phrase(each))
    roles = voice.roles(shown.roles)
    if shown.total is None:
        return voice("training.attended_words", roles=roles)
    return voice("training.attended_total", n=shown.total, roles=roles)


def _attended(shown: ShownTraining, voice: Voice) -> str:
    return stamped(attended(shown.numbers.attendance, voice), shown.numbers.stand, voice)


def _grade(shown: ShownTraining, voice: Voice) -> str:
    if not shown.graded:
        return voice("training.not_asked")
    answers = shown.numbers.grade
    if answers is None:
        return _unsaid(shown, voice)
    said = voice.number(answers.middle)
    if answers.n is None:
        return voice("training.grade_most", grade=said)
    return voice("training.grade_n", grade=said, n=answers.n)


def applied(shown: ShownTraining, voice: Voice) -> str:
    """Give whether people use what they learned, in numbers where both groups are large enough."""
    if not shown.asked_later:
        return voice("training.later_due")
    use = shown.numbers.use
    return _unsaid(shown, voice) if use is None else _used(use, voice)


def _unsaid(shown: ShownTraining, voice: Voice) -> str:
    # numbers that were kept have no answer to what was asked after that report
    return voice("training.not_yet" if shown.numbers.stand else "training.hidden")


def _used(use: ShownUse, voice: Voice) -> str:
    if use.part is not None:
        return voice("training.applied_part", part=use.part, n=use.n)
    mostly = "most" if use.most else "few"
    if use.n is None:
        return voice(f"training.applied_{mostly}_words")
    return voice(f"training.applied_{mostly}", n=use.n)


def _people(answers: ShownAnswers, voice: Voice) -> str:
    if answers.n is None:
        return voice("training.most_people")
    return voice("training.people", n=answers.n)


def _learned(shown: ShownTraining, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Give the row of a session about what people learned there; nothing when none of it may be shown."""
    lines = [line for entry in shown.learning if (line := _learning(shown, entry, voice))]
    if any(entry.answers and entry.retrospective for entry in shown.learning):
        lines.append(voice("training.retrospective"))
    learned = "\n".join(lines)
    fits = shown.numbers.fits
    fitting = ""
    if fits is not None:
        facts = {"fits": voice.number(fits.middle), "people": _people(fits, voice)}
        fitting = stamped(voice("training.fits_cell", **facts), shown.numbers.stand, voice)
    if learned or fitting:
        yield (
            shown.title,
            learned or _left_open(shown, voice, asked=bool(shown.learning)),
            fitting or _left_open(shown, voice, asked=shown.fitted),
        )


def _left_open(shown: ShownTraining, voice: Voice, *, asked: bool) -> str:
    return _unsaid(shown, voice) if asked else voice("training.not_asked")


def _learning(shown: ShownTraining, entry: ShownLearning, voice: Voice) -> str:
    answers = entry.answers
    if answers is None:
        return ""
    said = voice(
        "training.learning_row",
        statement=sentence(entry.statement).rstrip("."),
        change=change_words("collaboration_scan", answers.middle, voice),
        people=_people(answers, voice),
    )
    return stamped(said, shown.numbers.stand, voice)


def _texts(shown: ShownTraining, voice: Voice) -> Iterator[str]:
    if shown.what_learned:
        yield voice("training.what_learned", training=shown.title, text=shown.what_learned)
    if shown.result:
        yield voice("training.result", training=shown.title, text=shown.result)


def _support(shown: ShownMeeting, voice: Voice) -> str:
    title = shown.title or voice.term("meeting_type", shown.type)
    date = voice("training.support_date", date=voice.day(shown.date)) if shown.date else ""
    if shown.few:
        return sentence(voice("training.support_few", title=title, date=date))
    agreed = shown.agreed or voice("general.not_recorded")
    return sentence(voice("training.support_row", title=title, date=date, agreed=agreed))
