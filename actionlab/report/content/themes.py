"""The theme pages: one table per theme, only for themes of the studies in the report."""

from collections.abc import Callable, Iterator

from actionlab.analysis.citations import SOMEBODY
from actionlab.analysis.findings import Findings, StudyFindings
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Table
from actionlab.report.content.agreed import asked_of, decision_answer
from actionlab.report.content.outcomes import counted
from actionlab.report.content.voice import Voice, label

THEMES = ("I1", "I2", "I3", "I4", "O1", "O2")
# the outcome that belongs to a theme; its page says where that is
_BELOW = {"I1": "expertise_self_scan", "I2": "gas", "I4": "ladder", "O1": "collaboration_scan"}
_WIDTHS = {
    "I1": {"moment": 22, "what": 48, "then": 30},
    "I2": {"setting": 18, "present": 20, "what": 44, "signal": 18},
    "I3": {"what": 54, "who": 23, "real": 23},
    "O1": {"subject": 40, "who": 25, "agreed": 18, "times": 17},
}


def page(theme: str) -> Callable[[Findings, Voice], list[Block]]:
    """Give the section function of one theme; it says nothing when no study has the theme or rows for it."""

    def section(findings: Findings, voice: Voice) -> list[Block]:
        studies = [study for study in findings.studies if study.study.theme == theme]
        blocks: list[Block] = []
        for study in studies:
            rows = list(_ROWS[theme](study, findings, voice))
            if rows and len(studies) > 1:
                blocks.append(Heading(study.study.title, 2))
            blocks += rows
            blocks += _below(study, theme, voice) if rows else []
        return [Paragraph(voice(f"themes.{theme.lower()}.intro")), *blocks] if blocks else []

    return section


def _below(study: StudyFindings, theme: str, voice: Voice) -> list[Block]:
    said, instrument = [], _BELOW.get(theme)
    shown = {each.instrument for each in study.outcomes if each.change and not each.change.words_only}
    if instrument in shown:
        name = voice.term("instrument", instrument)
        said.append(voice("themes.outcome", instrument=name, heading=voice("change.heading")))
    if theme == "I1" and any(training.numbers.use for training in study.trainings):
        said.append(voice("themes.applied", heading=voice("training.heading")))
    return [Paragraph(" ".join(said))] if said else []


def _table(
    theme: str, study: StudyFindings, names: tuple[str, ...], rows: list[tuple[str, ...]], voice: Voice
) -> Table:
    key = f"themes.{theme.lower()}"
    return Table(
        caption=voice(f"{key}.caption", study=study.study.title),
        description=voice(f"{key}.description"),
        header=tuple(voice(f"{key}.{name}") for name in names),
        rows=tuple(rows),
        widths=tuple(_WIDTHS[theme][name] for name in names) if theme in _WIDTHS else (),
    )


def _setting(setting: str | None, voice: Voice) -> str:
    return voice.term("setting", setting) if setting else voice("themes.unknown_setting")


def _missing(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    # a column in which nothing may be told tells nothing
    settings = any(row.setting for row in study.theme_page.missing)
    for row in study.theme_page.missing:
        kind = voice.term("missing_kind", row.kind) if row.kind else ""
        what = voice("themes.i1.what_kind", what=row.what, kind=kind) if kind else row.what
        said = (what, row.then or voice("themes.i1.nothing"))
        rows.append((_setting(row.setting, voice), *said) if settings else said)
    if rows:
        names = ("moment", "what", "then")
        yield _table("I1", study, names if settings else names[1:], rows, voice)


def _talks(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    talks = study.theme_page.talks
    names = ["what", "signal"]
    # a column in which nothing may be told tells nothing
    if any(row.present != SOMEBODY for row in talks):
        names.insert(0, "present")
    if any(row.setting for row in talks):
        names.insert(0, "setting")
    rows: list[tuple[str, ...]] = []
    for row in talks:
        cells = {
            "setting": _setting(row.setting, voice),
            "present": _present(row.present, voice),
            "what": row.what,
            "signal": voice.term("signal", row.signal),
        }
        rows.append(tuple(cells[name] for name in names))
    if rows:
        yield _table("I2", study, tuple(names), rows, voice)


def _present(groups: tuple[str, ...], voice: Voice) -> str:
    if groups == SOMEBODY:
        return voice("themes.i2.somebody")
    return voice.phrase([voice(f"people.{group}") for group in groups]) or voice("general.not_recorded")


def _barriers(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for row in study.theme_page.barriers:
        real = voice("general.not_recorded")
        if row.real is not None:
            real = voice("themes.i3.real_yes" if row.real else "themes.i3.real_no")
        rows.append((row.what, voice.term("role", row.who_decides), real))
    if rows:
        yield _table("I3", study, ("what", "who", "real"), rows, voice)
    asked = [each for each in findings.decisions if each.study_id == study.id]
    if asked:
        yield Table(
            caption=voice("themes.i3.decisions_caption"),
            description=voice("themes.i3.decisions_description"),
            header=tuple(voice(f"since.{name}") for name in ("question", "asked_of", "answer")),
            rows=tuple(
                (each.question, asked_of(each, findings.audience, voice), decision_answer(each, voice))
                for each in asked
            ),
        )
    yield from _counts(study, voice)


def _counts(study: StudyFindings, voice: Voice) -> Iterator[Block]:
    for outcome in study.outcomes:
        if outcome.counts:
            yield from counted(outcome.counts, study.study.title, voice)


def _places(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    yield from _counts(study, voice)
    if study.theme_page.scarcity:
        yield label(voice("themes.i4.scarcity"))
        yield Bullets(items=study.theme_page.scarcity)


def _leads(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for row in study.theme_page.leads:
        unnamed = "hidden" if row.hidden else "nobody"
        who = voice.term("role", row.who) if row.who else voice(f"themes.o1.{unnamed}")
        agreed = voice("general.not_recorded")
        if row.agreed is not None:
            agreed = voice("themes.o1.agreed_yes" if row.agreed else "themes.o1.agreed_no")
        rows.append((row.subject, who, agreed, str(row.times)))
    if not rows:
        return
    yield _table("O1", study, ("subject", "who", "agreed", "times"), rows, voice)
    nobody = sum(1 for row in study.theme_page.leads if row.who is None and not row.hidden)
    if nobody:
        yield Paragraph(voice.count("themes.o1.nobody_named", nobody))


def _scale_map(study: StudyFindings, findings: Findings, voice: Voice) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = [
        (
            row.task,
            voice.term("scale_level", row.current),
            voice.term("scale_reason", row.reason),
            voice.term("scale_level", row.wished),
            voice("general.not_recorded") if row.satisfied is None else str(row.satisfied),
        )
        for row in study.theme_page.scale_map
    ]
    if rows:
        yield _table("O2", study, ("task", "now", "reason", "wished", "satisfied"), rows, voice)


_ROWS: dict[str, Callable[[StudyFindings, Findings, Voice], Iterator[Block]]] = {
    "I1": _missing,
    "I2": _talks,
    "I3": _barriers,
    "I4": _places,
    "O1": _leads,
    "O2": _scale_map,
}
