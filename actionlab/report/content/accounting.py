"""Accounting: how reliable this is, privacy, where every number points, and the instruments explained."""

import datetime as dt
from collections.abc import Iterator

from actionlab.analysis.citations import Citation
from actionlab.analysis.findings import Findings
from actionlab.i18n import translated
from actionlab.privacy.disclosure import Protection
from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Table
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
        blocks.append(Paragraph(voice("reliability.other_reasons")))
    blocks.append(Paragraph(" ".join(_basis(findings, voice))))
    blocks += _not_recorded(findings, voice)
    if used & OWN_SCANS:
        blocks.append(Paragraph(voice("reliability.own_scans")))
    if findings.insights:
        meanings = [
            voice(f"reliability.{each}", label=capital(voice.term("strength", each))) for each in STRENGTHS
        ]
        blocks += [label(voice("reliability.strength")), Bullets(items=tuple(meanings))]
    return blocks


def privacy(findings: Findings, voice: Voice, contact: str) -> list[Block]:
    """Give the privacy text with the limit for small numbers and the contact point."""
    k = findings.protection.k
    text = voice("privacy.researchers") if k is None else voice("privacy.text", k=k)
    ask = voice("privacy.contact", contact=contact) if contact else voice("privacy.no_contact")
    blocks: list[Block] = [Paragraph(f"{text} {ask}", "body" if k else "warning")]
    if any(figure.as_of != findings.today for figure in findings.figures):
        blocks.append(Paragraph(voice("privacy.kept")))
    return blocks


def appendices(findings: Findings, voice: Voice) -> Iterator[Block]:
    """Give the list of sources and the instruments that were used."""
    if findings.citations:
        yield Heading(voice("sources.heading"), 1, voice("sources.number"))
        exact = findings.protection.k is None
        yield Paragraph(voice("sources.intro_researchers" if exact else "sources.intro"))
        yield _exact_sources(findings, voice) if exact else _sources(findings, voice)
    used = _instruments(findings)
    about = [(name, text) for name, text in voice.wording.lines("instruments.about") if name in used]
    if about:
        yield Heading(voice("instruments.heading"), 1, voice("instruments.number"))
    for name, text in about:
        yield Heading(capital(voice.term("instrument", name)), 2)
        yield Paragraph(text)
        statements = tuple(line for _, line in voice.wording.lines(f"instruments.statements.{name}"))
        if statements:
            yield Bullets(items=statements, numbered=True)
        yield from _uncertainty(name, findings, voice)


def _uncertainty(instrument: str, findings: Findings, voice: Voice) -> Iterator[Block]:
    for study in findings.studies:
        for outcome in study.outcomes:
            found = outcome.change
            up = found.groups.count("up") if found and found.groups else None
            if outcome.instrument != instrument or found is None or found.interval is None or up is None:
                continue
            low, high = (voice.number(round(limit, 2)) for limit in found.interval)
            facts = {"study": study.study.title, "part": up, "n": found.n_paired, "low": low, "high": high}
            said = voice("instruments.interval", **facts)
            if found.p is not None:
                said += " " + voice("instruments.test", p=voice.number(found.p, decimals=3))
            yield Paragraph(said, "note")


def _basis(findings: Findings, voice: Voice) -> Iterator[str]:
    seen = findings.coverage
    counted = (("observation", seen.observations), ("training", seen.trainings), ("meeting", seen.meetings))
    sources = [voice.count(f"count.{kind}", n) for kind, n in counted if n or kind == "observation"]
    yield voice("reliability.basis", sources=voice.phrase(sources))
    if seen.observers:
        yield voice("reliability.observers", roles=voice.terms("role", seen.observers))
    yield voice("reliability.double_role")
    if seen.assessors:
        others = [voice.term("role", role) for role in seen.assessors if role != "self"]
        themselves = [voice("reliability.themselves")] if "self" in seen.assessors else []
        yield voice("reliability.assessors", roles=voice.phrase([*themselves, *others]))
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
    if not seen.observations:
        return
    if not seen.not_recorded:
        yield Paragraph(voice("reliability.complete"))
        return
    yield label(voice.count("reliability.not_recorded", seen.observations))
    rows = [
        voice("reliability.not_recorded_row", label=translated(message, voice.language), n=n)
        for message, n in seen.not_recorded
    ]
    yield Bullets(items=tuple(rows))


def _sources(findings: Findings, voice: Voice) -> Table:
    rows = tuple(
        (voice("sources.label", number=each.number), _source(each, voice)) for each in findings.citations
    )
    return Table(
        caption=voice("sources.caption"),
        description=voice("sources.description"),
        header=(voice("sources.col_number"), voice("sources.col_source")),
        rows=rows,
        widths=(15, 85),
    )


def _source(source: Citation, voice: Voice) -> str:
    said = [voice(f"sources.kind.{source.kind}")]
    if source.instrument:
        said.append(voice.term("instrument", source.instrument))
    if source.setting:
        said.append(voice.term("setting", source.setting))
    if source.phase:
        said.append(voice("sources.phase", phase=voice.term("phase", source.phase)))
    if source.month:
        said.append(voice.month(dt.date.fromisoformat(f"{source.month}-01")))
    return capital(", ".join(said))


def _exact_sources(findings: Findings, voice: Voice) -> Table:
    rows = tuple(
        (
            voice("sources.label", number=each.number),
            each.ref or "",
            voice(f"sources.kind.{each.kind}"),
            voice.day(dt.date.fromisoformat(each.day)) if each.day else voice("general.not_recorded"),
            voice.term("setting", each.setting),
            voice.term("phase", each.phase),
            each.theme or voice("general.not_recorded"),
        )
        for each in findings.citations
    )
    columns = ("number", "id", "source", "date", "setting", "phase", "theme")
    return Table(
        caption=voice("sources.caption"),
        description=voice("sources.description"),
        header=tuple(voice(f"sources.col_{column}") for column in columns),
        rows=rows,
        widths=(10, 18, 16, 18, 16, 13, 9),
    )


def _instruments(findings: Findings) -> set[str]:
    used = {outcome.instrument for study in findings.studies for outcome in study.outcomes}
    if any(study.theme_page.scale_map for study in findings.studies):
        used.add("scale_map")
    if any(study.trainings for study in findings.studies):
        used.add("kirkpatrick")
    return used
