"""Insights as a reader may see them: the claim, how often it was seen, what it rests on and what speaks
against it, one quote at most, and what the people concerned said of it."""

from collections import Counter

import msgspec

from actionlab.analysis.chosen import Chosen
from actionlab.analysis.citations import Citations
from actionlab.analysis.people import people_in_role, role_of
from actionlab.analysis.strength import MemberChecked, Source, Strength, strength
from actionlab.model.consent import RESIDENT
from actionlab.model.insight import Insight
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.withdrawal import QUOTES
from actionlab.privacy.disclosure import Protection

MOST_EXAMPLES = 4
STRENGTH_ORDER = ("confirmed", "supported", "tentative", "mixed")


class Example(msgspec.Struct, frozen=True):
    """What was seen, in the words of the record, with the number of its source."""

    text: str
    number: int


class ShownQuote(msgspec.Struct, frozen=True):
    """A quote that may be used, with the role of the speaker and nothing else about that person.

    Outside the team enough people share the role; only researchers read a quote of which it is missing.
    `number` is that of its source, for researchers only.
    """

    text: str
    role: str | None
    number: int | None = None


class ShownInsight(msgspec.Struct, frozen=True, kw_only=True):
    """One insight, ready to be worded.

    `kinds` counts the supporting records per kind of source (records, not people); `settings` says in how
    many different settings was observed, 0 when the list of sources may not say every one of them. Sources
    stand in the order of their texts. `lost` counts the sources that were erased since. `counter` missing
    means the question was not answered yet.
    """

    id: str
    study_id: str
    title: str | None
    statement: str
    theme: str | None
    sub_question: int | None
    strength: str
    kinds: tuple[tuple[str, int], ...]
    settings: int
    lost: int
    numbers: tuple[int, ...]
    examples: tuple[Example, ...]
    against: tuple[Example, ...]
    against_numbers: tuple[int, ...]
    nuance_numbers: tuple[int, ...]
    counter: str | None
    transferability: str | None
    quote: ShownQuote | None
    checked: MemberChecked | None

    @property
    def name(self) -> str:
        """The title, or the statement when it has none."""
        return self.title or self.statement


def shown_insights(
    records: Records, study_id: str, citations: Citations, protection: Protection
) -> tuple[ShownInsight, ...]:
    """Give the insights of a study, the most often seen first, unless its authors chose another order.

    Sources are numbered in the order of the insights, and no observation is quoted twice.
    """
    judged = [(strength(insight, records), insight) for insight in records.of_study(Insight, study_id)]
    judged.sort(key=lambda pair: (STRENGTH_ORDER.index(pair[0].id), -len(pair[0].supporting), pair[1].id))
    arranged = Chosen(records).arranged("insights", judged, lambda pair: pair[1].id)
    used: set[str] = set()
    return tuple(_shown(insight, found, records, citations, protection, used) for found, insight in arranged)


def headlines(shown: tuple[ShownInsight, ...], chosen: Chosen, most: int) -> tuple[ShownInsight, ...]:
    """Give the insights of a summary: those that its authors named, or else those seen most often."""
    by_strength = sorted(shown, key=lambda insight: STRENGTH_ORDER.index(insight.strength))
    arranged = chosen.arranged("summary", by_strength, lambda insight: insight.id)
    named = set(chosen.order("summary"))
    return (tuple(each for each in arranged if each.id in named) or arranged)[:most]


def _shown(
    insight: Record[Insight],
    found: Strength,
    records: Records,
    citations: Citations,
    protection: Protection,
    used: set[str],
) -> ShownInsight:
    data = insight.data
    supporting, contradicting, nuancing = (
        _by_text(each, records) for each in (found.supporting, found.contradicting, found.nuancing)
    )
    evidence = (*supporting, *contradicting, *nuancing)
    return ShownInsight(
        id=insight.id,
        study_id=data.study_id,
        title=data.title,
        statement=data.statement,
        theme=data.theme,
        sub_question=data.sub_question,
        strength=found.id,
        kinds=tuple(Counter(source.kind for source in supporting).items()),
        settings=_settings(supporting, records, citations),
        lost=insight.lost,
        numbers=tuple(citations.number(source.ref) for source in supporting),
        against_numbers=tuple(citations.number(source.ref) for source in contradicting),
        nuance_numbers=tuple(citations.number(source.ref) for source in nuancing),
        examples=_examples(supporting, records, citations),
        against=_examples(contradicting, records, citations),
        counter=data.counter,
        transferability=data.transferability,
        quote=_quote(evidence, records, citations, protection, used),
        checked=_shown_check(found.checked, protection),
    )


def quotes_left_out(records: Records, study_id: str, shown: tuple[ShownInsight, ...]) -> int:
    """Give how many recorded quotes of a study are not shown, for whatever reason."""
    recorded = sum(1 for observation in records.of_study(Observation, study_id) if observation.data.quote)
    return recorded - sum(1 for insight in shown if insight.quote)


def _shown_check(found: MemberChecked | None, protection: Protection) -> MemberChecked | None:
    """Leave out the day and the remark of fewer than k people: a calendar would say whose words these are."""
    if found is None or not protection.is_small(found.people):
        return found
    return msgspec.structs.replace(found, day="", remark=None)


def _by_text(found: tuple[Source, ...], records: Records) -> tuple[Source, ...]:
    # in order of time, a reader with a calendar would know which source is which meeting
    return tuple(sorted(found, key=lambda source: (source.kind, _seen(records, source), source.ref)))


def _settings(found: tuple[Source, ...], records: Records, citations: Citations) -> int:
    observed = [each for source in found if (each := records.find(Observation, source.ref))]
    said = [citations.setting(each) for each in observed]
    return len(set(said)) if all(said) else 0


def _examples(found: tuple[Source, ...], records: Records, citations: Citations) -> tuple[Example, ...]:
    """Give examples in the order of the sources, one of each setting that may be said before any second."""
    observed = [(source, each) for source in found if (each := records.find(Observation, source.ref))]
    first: dict[str | None, Source] = {}
    for source, each in observed:
        first.setdefault(citations.setting(each), source)
    later = (source for source, _ in observed if source not in first.values())
    chosen = [*first.values(), *later][:MOST_EXAMPLES]
    return tuple(
        Example(each.data.what_seen, citations.number(source.ref))
        for source, each in observed
        if source in chosen
    )


def _seen(records: Records, source: Source) -> str:
    observation = records.find(Observation, source.ref)
    return observation.data.what_seen if observation else ""


def _quote(
    evidence: tuple[Source, ...],
    records: Records,
    citations: Citations,
    protection: Protection,
    used: set[str],
) -> ShownQuote | None:
    for source in evidence:
        observation = records.find(Observation, source.ref)
        if observation is None or observation.id in used:
            continue
        shown = _shown_quote(observation, records, protection)
        if shown:
            used.add(observation.id)
            return msgspec.structs.replace(shown, number=citations.exact_number(observation.id))
    return None


def _shown_quote(
    observation: Record[Observation], records: Records, protection: Protection
) -> ShownQuote | None:
    quote = observation.data.quote
    if quote is None or not quote.permission:
        return None
    speaker = records.find(Participant, quote.speaker)
    if quote.speaker and not (speaker and speaker.data.agreed_to(QUOTES)):
        return None
    role = quote.speaker_role or (role_of(speaker.data) if speaker else None)
    shown = ShownQuote(quote.text, role)
    if protection.k is None:
        return shown
    if role is None or (role == RESIDENT and not (speaker or _residents_agreed(observation))):
        return None
    in_study = records.in_study(observation.data.study_id)
    return None if protection.is_small(people_in_role(in_study, role)) else shown


def _residents_agreed(observation: Record[Observation]) -> bool:
    return observation.data.residents_agreed in ("oral", "written")
