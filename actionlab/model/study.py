"""A study: small-scale research into one municipal approach, together with the people who work with it."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Consulted(Part, frozen=True, kw_only=True):
    """Whether somebody was consulted, when, and an internal remark."""

    done: Annotated[bool | None, Asks(N_("Done"))] = None
    date: Annotated[dt.date | None, Asks(N_("Date"))] = None
    note: Annotated[str | None, Asks(N_("Note"))] = None


class Thresholds(Part, frozen=True, kw_only=True):
    """The smallest group shown to an audience, in people; never below 5."""

    municipality: Annotated[int | None, Asks(N_("For the municipality"), low=5)] = None
    public: Annotated[int | None, Asks(N_("For the public"), low=5)] = None


class Indicator(Part, frozen=True, kw_only=True):
    """An instrument of the study and what it is to show, in the words of the template."""

    instrument: Annotated[str, Asks(N_("Instrument"), vocabulary="instrument")]
    indicator: Annotated[str | None, Asks(N_("Indicator"))] = None


class Study(RecordData, frozen=True, kw_only=True):
    """What is studied, for whom, with which question and with which safeguards.

    The id is the slug (3 to 60 characters a-z, 0-9 and hyphens). `municipality` holds one CBS code or more.
    `primary_indicator` is the one instrument that may be tested; it is chosen before the first follow-up.
    """

    id: Annotated[str, Asks(N_("Study code"))]
    title: Annotated[str, Asks(N_("Title"))]
    municipality: Annotated[tuple[str, ...], Asks(N_("Municipality"), municipality=True)]
    theme: Annotated[str, Asks(N_("Theme"), vocabulary="theme")]
    approach_id: Annotated[str | None, Asks(N_("Approach"), asked=True, refers_to=("approach",))] = None
    template_id: Annotated[str | None, Asks(N_("Template"))] = None
    template_version: Annotated[int | None, Asks(N_("Version of the template"), low=1)] = None
    level: Annotated[str | None, Asks(N_("Level"), asked=True, vocabulary="study_level")] = None
    study_type: Annotated[str | None, Asks(N_("Kind of study"), asked=True, vocabulary="study_type")] = None
    problem: Annotated[str | None, Asks(N_("Issue"), asked=True)] = None
    main_question: Annotated[str | None, Asks(N_("Main question"), asked=True)] = None
    sub_questions: Annotated[tuple[str, ...], Asks(N_("Sub-questions"), asked=True)] = ()
    mechanism: Annotated[str | None, Asks(N_("Expectation (if … then … so that …)"))] = None
    target_group: Annotated[str | None, Asks(N_("Target group"), asked=True)] = None
    start_date: Annotated[dt.date | None, Asks(N_("Start"), asked=True)] = None
    end_date: Annotated[dt.date | None, Asks(N_("End"), asked=True)] = None
    status: Annotated[str | None, Asks(N_("Status"), asked=True, vocabulary="study_status")] = None
    organisations: Annotated[
        tuple[str, ...], Asks(N_("Partners"), asked=True, refers_to=("organisation",))
    ] = ()
    primary_indicator: Annotated[
        str | None, Asks(N_("Most important indicator"), asked=True, vocabulary="instrument")
    ] = None
    instruments: Annotated[tuple[Indicator, ...], Asks(N_("Instruments"))] = ()
    observation_prompts: Annotated[tuple[str, ...], Asks(N_("Observation prompts"))] = ()
    success_definition: Annotated[str | None, Asks(N_("When has it succeeded?"), asked=True)] = None
    legal_basis: Annotated[
        str | None, Asks(N_("Legal basis (GDPR)"), asked=True, vocabulary="legal_basis")
    ] = None
    dpo_consulted: Annotated[Consulted | None, Asks(N_("Data protection officer consulted"), asked=True)] = (
        None
    )
    ethics_review: Annotated[Consulted | None, Asks(N_("Ethics review"), asked=True)] = None
    retention_until: Annotated[dt.date | None, Asks(N_("Keep until"), asked=True)] = None
    key_file_destroy_by: Annotated[dt.date | None, Asks(N_("Destroy the key file before"), asked=True)] = None
    key_file_destroyed_on: Annotated[dt.date | None, Asks(N_("Key file destroyed on"))] = None
    approved_words: Annotated[
        tuple[str, ...], Asks(N_("Words that are not asked about (never the name of a person)"))
    ] = ()
    audience_thresholds: Annotated[Thresholds | None, Asks(N_("Limits for small numbers"))] = None
