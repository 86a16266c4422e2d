"""What documents for the region say in the same words: who asks, where it was seen, how far a study is."""

from actionlab.analysis.agenda import AgendaQuestion
from actionlab.analysis.region import Region, RegionalStudy, SharedInsight
from actionlab.report.content.voice import Voice, sentence


def seen_in(insight: SharedInsight, voice: Voice) -> str:
    """Give where an insight was seen, and how often; of a study of several, that it is one of these."""
    return voice.count(
        "themes.seen",
        len(insight.municipalities),
        names=voice.phrase(insight.municipalities),
        strength=voice.term("strength", insight.strength),
    )


def asked_by(question: AgendaQuestion, voice: Voice) -> str:
    """Give a question with the municipalities that ask it."""
    text = sentence(question.text)
    if not question.municipalities:
        return text
    return voice("questions.asked", question=text, names=voice.phrase(question.municipalities))


def phase(study: RegionalStudy, voice: Voice) -> str:
    """Give how far a study is: its status, its cycle and the phase of that; missing parts are left out."""
    status = voice.term("study_status", study.study.status) if study.study.status else ""
    if study.cycle is None:
        return status or voice("general.not_recorded")
    named = "cycle_phase" if study.phase else "cycle"
    cycle = voice(f"overview.{named}", number=study.cycle, phase=voice.term("phase", study.phase))
    return f"{status}, {cycle}" if status else cycle


def sharing_of(region: Region) -> tuple[str, ...]:
    """Give the names of the municipalities that share an insight, in order."""
    return tuple(sorted({name for study in region.sharing for name in study.municipalities}))


def shown_id(record_id: str, voice: Voice, *, exact: bool) -> str:
    """Give the id of a record between brackets, for researchers; "" for anybody else."""
    return f" {voice('general.id', id=record_id)}" if exact else ""
