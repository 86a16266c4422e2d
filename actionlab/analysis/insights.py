"""Insights as a reader may see them: the claim, how often it was seen, what it rests on and what speaks
against it, one quote at most, and what the people concerned said of it."""

from collections import Counter

import msgspec

from actionlab.analysis.citations import Citations
from actionlab.analysis.people import group_of, people_in_group, people_in_role
from actionlab.analysis.strength import MemberChecked, Source, Strength, strength
from actionlab.model.insight import Insight
from actionlab.model.observation import Observation, Quote
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.privacy.disclosure import Protection

MOST_EXAMPLES = 4
STRENGTH_ORDER = ("confirmed", "supported", "tentative", "mixed")


class Example(msgspec.Struct, frozen=True):
    """What was seen, in the words of the record, with the number of its source."""

    text: str
    number: int


class ShownQuote(msgspec.Struct, frozen=True):
    """A quote that may be used; `role` is set when enough people share it, else `group` when enough do."""

    text: str
    role: str | None
    group: str | None


class ShownInsight(msgspec.Struct, frozen=True, kw_only=True):
    """One insight, ready to be worded.

    `kinds` counts the supporting records per kind of source (records, not people); `settings` says in how
    many different settings was observed. `lost` counts the sources that were erased since. `counter` missing
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
    """Give the insights of a study, the most often seen first; sources are numbered in that order.

    No observation is quoted twice.
    """
    judged = [
        (strength(insight, records), insight)
        for insight in records.of(Insight)
        if insight.data.study_id == study_id
    ]
    judged.sort(key=lambda pair: (STRENGTH_ORDER.index(pair[0].id), -len(pair[0].supporting), pair[1].id))
    used: set[str] = set()
    return tuple(_shown(insight, found, records, citations, protection, used) for found, insight in judged)


def _shown(
    insight: Record[Insight],
    found: Strength,
    records: Records,
    citations: Citations,
    protection: Protection,
    used: set[str],
) -> ShownInsight:
    data = insight.data
    evidence = (*found.supporting, *found.contradicting, *found.nuancing)
    return ShownInsight(
        id=insight.id,
        study_id=data.study_id,
        title=data.title,
        statement=data.statement,
        theme=data.theme,
        sub_question=data.sub_question,
        strength=found.id,
        kinds=tuple(Counter(source.kind for source in found.supporting).items()),
        settings=len({source.setting for source in found.supporting if source.setting}),
        lost=insight.lost,
        numbers=tuple(citations.number(source.ref) for source in found.supporting),
        against_numbers=tuple(citations.number(source.ref) for source in found.contradicting),
        nuance_numbers=tuple(citations.number(source.ref) for source in found.nuancing),
        examples=_examples(found.supporting, records, citations),
        against=_examples(found.contradicting, records, citations),
        counter=data.counter,
        transferability=data.transferability,
        quote=_quote(evidence, records, protection, used),
        checked=found.checked,
    )


def quotes_left_out(records: Records, study_id: str, shown: tuple[ShownInsight, ...]) -> int:
    """Give how many recorded quotes of a study are not shown, for whatever reason."""
    recorded = sum(
        1
        for observation in records.of(Observation)
        if observation.data.study_id == study_id and observation.data.quote
    )
    return recorded - sum(1 for insight in shown if insight.quote)


def _examples(found: tuple[Source, ...], records: Records, citations: Citations) -> tuple[Example, ...]:
    observed = [source for source in found if records.find(Observation, source.ref)]
    chosen = _spread(observed)[:MOST_EXAMPLES]
    in_order = [source for source in observed if source in chosen]
    return tuple(Example(_seen(records, source), citations.number(source.ref)) for source in in_order)


def _spread(observed: list[Source]) -> list[Source]:
    """Put one observation of each setting first, so that the examples show different situations."""
    first: dict[str | None, Source] = {}
    for source in observed:
        first.setdefault(source.setting, source)
    chosen = list(first.values())
    return chosen + [source for source in observed if source not in chosen]


def _seen(records: Records, source: Source) -> str:
    observation = records.find(Observation, source.ref)
    return observation.data.what_seen if observation else ""


def _quote(
    evidence: tuple[Source, ...], records: Records, protection: Protection, used: set[str]
) -> ShownQuote | None:
    for source in evidence:
        observation = records.find(Observation, source.ref)
        if observation is None or observation.id in used:
            continue
        shown = _shown_quote(observation, records, protection)
        if shown:
            used.add(observation.id)
            return shown
    return None


def _shown_quote(
    observation: Record[Observation], records: Records, protection: Protection
) -> ShownQuote | None:
    quote = observation.data.quote
    if quote is None or not quote.permission or not _speaker_agrees(quote, records):
        return None
    role = quote.speaker_role
    in_study = records.in_study(observation.data.study_id)
    if role and not protection.is_small(people_in_role(in_study, role)):
        return ShownQuote(quote.text, role, None)
    group = group_of(role) if role else None
    if group and not protection.is_small(people_in_group(in_study, group)):
        return ShownQuote(quote.text, None, group)
    return None


def _speaker_agrees(quote: Quote, records: Records) -> bool:
    if quote.speaker is None:
        return True
    person = records.find(Participant, quote.speaker)
    if person is None:
        return False
    consent = person.data.consent
    return consent.status == "given" and "anonymous_quote" in consent.scopes
