"""Accounting: how reliable this is, privacy, where every number points, and the instruments explained."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from actionlab.analysis.citations import Citation
from actionlab.analysis.findings import Findings
from actionlab.analysis.shown_change import ShownChange
from actionlab.i18n import translated
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.places import source_place
from actionlab.privacy.disclosure import Protection
from actionlab.report.blocks import Block, Bullets, Paragraph, Run, Table
from actionlab.report.content.rests_on import recorded
from actionlab.report.content.voice import Voice, capital, label

OWN_SCANS = {"collaboration_scan", "expertise_self_scan"}
STRENGTHS = ("tentative", "supported", "confirmed", "mixed")


def reliability(findings: Findings, voice: Voice) -> list[Block]:
    """Give the limits, what was and was not recorded, and who did the looking and measuring."""
    used = _instruments(findings)
    several = any(len(study.study.municipality) > 1 for study in findings.studies)
    blocks: list[Block] = [
        Paragraph(voice("reliability.limits_several" if several else "reliability.limits"))
    ]
    if used - {"counter", "scale_map", "kirkpatrick"}:
        own = [voice("reliability.own_scans")] if used & OWN_SCANS else []
        blocks.append(Paragraph(" ".join([voice("reliability.other_reasons"), *own])))
    blocks.append(Paragraph(" ".join(_basis(findings, voice))))
    blocks += _not_recorded(findings, voice)
    if findings.insights:
        blocks += strength_meanings(STRENGTHS, voice)
    return blocks


def strength_meanings(used: Collection[str], voice: Voice) -> list[Block]:
    """Give what each strength that is used means; nothing when none is."""
    meanings = [
        voice(f"reliability.{each}", label=capital(voice.term("strength", each)))
        for each in STRENGTHS
        if each in used
    ]
    return [label(voice("reliability.strength")), Bullets(items=tuple(meanings))] if meanings else []


def privacy(findings: Findings, voice: Voice, contact: str) -> list[Block]:
    """Give the privacy text with the limit for small numbers and the contact point."""
    k = findings.protection.k
    text = voice("privacy.researchers") if k is None else voice("privacy.text", k=k)
    ask = voice("privacy.contact", contact=contact) if contact else voice("privacy.no_contact")
    blocks: list[Block] = [Paragraph(f"{text} {ask}", "body" if k else "warning")]
    if any(figure.as_of != findings.today for figure in findings.figures):
        blocks.append(Paragraph(voice("privacy.kept")))
    return blocks


def sources(findings: Findings, voice: Voice) -> Iterator[Block]:
    """Give the list of sources; nothing when the text points to none."""
    if not findings.citations:
        return
    exact = findings.protection.k is None
    yield Paragraph(voice("sources.intro_researchers" if exact else "sources.intro"))
    yield _exact_sources(findings, voice) if exact else _sources(findings, voice)


def explained(findings: Findings, voice: Voice) -> Iterator[Block]:
    """Give the instruments that were used and how sure their numbers are; nothing when none was."""
    used = _instruments(findings)
    about = [(name, text) for name, text in voice.wording.lines("instruments.about") if name in used]
    for name, text in about:
        known = (Run(capital(voice.term("instrument", name)), strong=True),)
        said = " ".join([text, *_statements(name, voice)])
        yield Paragraph(voice.runs("instruments.explained", instrument=known, text=said))
    for name, _ in about:
        for study in findings.studies:
            for outcome in study.outcomes:
                if outcome.instrument == name and outcome.change:
                    yield from _uncertainty(study.study.title, outcome.change, voice)


def _statements(instrument: str, voice: Voice) -> Iterator[str]:
    lines = [line for _, line in voice.wording.lines(f"instruments.statements.{instrument}")]
    if lines and INSTRUMENTS[instrument].form == "number":
        steps = [f"{number} {line.lower()}" for number, line in enumerate(lines, 1)]
        yield voice("instruments.steps", lines=voice.phrase(steps))
    elif lines:
        said = (voice("instruments.statement", number=n, line=line) for n, line in enumerate(lines, 1))
        yield voice("instruments.statements_are", lines=" ".join(said))


def _uncertainty(study: str, found: ShownChange, voice: Voice) -> Iterator[Block]:
    """Give how sure the numbers of a change are; of the middles and T-scores to the team alone."""
    said = []
    about = {"study": study, "instrument": capital(voice.term("instrument", found.instrument))}
    up = found.groups.count("up") if found.groups else None
    if found.interval is not None and up is not None:
        low, high = _ends(found.interval, voice)
        said.append(voice("instruments.interval", part=up, n=found.n_paired, low=low, high=high, **about))
    if found.p is not None and up is not None:
        said.append(voice("instruments.test", p=voice.number(found.p, decimals=3)))
    if found.middle_interval:
        low, high = _ends(found.middle_interval, voice)
        said.append(voice("instruments.middle_interval", n=found.n_paired, low=low, high=high, **about))
    if found.t_scores:
        first, later = (voice.number(score, decimals=1) for score in found.t_scores)
        said.append(voice("instruments.t_scores", n=found.people, first=first, later=later, **about))
    if said:
        yield Paragraph(" ".join(said), "note")


def _ends(interval: tuple[float, float], voice: Voice) -> tuple[str, str]:
    low, high = interval
    return voice.number(low), voice.number(high)


def _basis(findings: Findings, voice: Voice) -> Iterator[str]:
    seen = findings.coverage
    known = recorded(findings, voice)
    yield (
        voice("reliability.basis", sources=voice.phrase(known))
        if known
        else voice("reliability.basis_nothing")
    )
    if seen.observers:
        yield voice("reliability.observers", roles=voice.terms("role", seen.observers))
    yield voice("reliability.double_role")
    if seen.assessors:
        others = [voice.term("role", role) for role in seen.assessors if role != "self"]
        themselves = [voice("reliability.themselves")] if "self" in seen.assessors else []
        yield voice("reliability.assessors", roles=voice.phrase([*themselves, *others]))
    if seen.observations and not seen.not_recorded:
        yield voice("reliability.complete")
    for name, n in (
        ("unchecked", seen.unchecked),
        ("without_counter", seen.without_counter),
        ("quotes_left_out", findings.quotes_left_out),
    ):
        if n:
            yield voice.count(f"reliability.{name}", n)
    yield from _left_out(findings.observations_left_out, findings.protection, voice)


def _left_out(n: int, protection: Protection, voice: Voice) -> Iterator[str]:
    # each of these is a resident who said no or was not asked
    if not protection.allows(n):
        yield voice("reliability.observations_left_out.some")
    elif n:
        yield voice.count("reliability.observations_left_out", n)


def _not_recorded(findings: Findings, voice: Voice) -> Iterator[Block]:
    seen = findings.coverage
    if not seen.not_recorded:
        return
    yield label(voice.count("reliability.not_recorded", seen.observations))
    rows = [
        voice("reliability.not_recorded_row", label=translated(message, voice.language), n=n)
        for message, n in seen.not_recorded
    ]
    yield Bullets(items=tuple(rows))


def _sources(findings: Findings, voice: Voice) -> Table:
    # sources with the same description are one row: they are told apart by nothing else
    alike: dict[str, list[int]] = {}
    for each in findings.citations:
        alike.setdefault(_source(each, voice), []).append(each.number)
    return Table(
        caption=voice("sources.caption"),
        description=voice("sources.description"),
        header=(voice("sources.col_number"), voice("sources.col_source")),
        rows=tuple((_numbers(numbers, voice), source) for source, numbers in alike.items()),
        widths=(35, 65),
        places=tuple(tuple(source_place(number) for number in numbers) for numbers in alike.values()),
    )


def _numbers(numbers: Sequence[int], voice: Voice) -> str:
    return ", ".join(voice("sources.label", number=number) for number in numbers)


def _source(source: Citation, voice: Voice) -> str:
    said = _described(source, voice)
    if source.month:
        said.append(voice.month(dt.date.fromisoformat(f"{source.month}-01")))
    if source.kind == "observation" and len(said) == 1:
        return capital(voice("sources.undescribed", source=said[0]))
    return capital(", ".join(said))


def _described(source: Citation, voice: Voice) -> list[str]:
    said = [voice(f"sources.kind.{source.kind}")]
    if source.instrument:
        said.append(voice.term("instrument", source.instrument))
    if source.setting:
        said.append(voice.term("setting", source.setting))
    if source.phase:
        said.append(voice("sources.phase", phase=voice.term("phase", source.phase)))
    return said


def _exact_sources(findings: Findings, voice: Voice) -> Table:
    columns = ("number", "id", "date", "source")
    return Table(
        caption=voice("sources.caption"),
        description=voice("sources.description"),
        header=tuple(voice(f"sources.col_{column}") for column in columns),
        rows=tuple(_exact_source(each, voice) for each in findings.citations),
        widths=(12, 32, 20, 36),
        places=tuple((source_place(each.number),) for each in findings.citations),
    )


def _exact_source(source: Citation, voice: Voice) -> tuple[str, ...]:
    said = _described(source, voice)
    if source.theme:
        said.append(voice("sources.theme", theme=source.theme))
    day = voice.day(dt.date.fromisoformat(source.day) if source.day else None)
    number, ref = voice("sources.label", number=source.number), source.ref or ""
    if source.kind == "measurement":
        # too long for one line: it may only break before the instrument
        ref, day = ":\n".join(ref.rsplit(":", 1)), voice("sources.days")
    return number, ref, day, capital(", ".join(said))


def _instruments(findings: Findings) -> set[str]:
    used = {outcome.instrument for study in findings.studies for outcome in study.outcomes}
    if any(study.theme_page.scale_map for study in findings.studies):
        used.add("scale_map")
    if any(study.trainings for study in findings.studies):
        used.add("kirkpatrick")
    return used
