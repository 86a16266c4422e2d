"""Whatever authors put in order or leave out, in any workspace: the rest of the report says what it said."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import pytest
from any_records import worlds
from builders import HOUTEN, findings, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionlab.analysis import findings as of_findings
from actionlab.analysis.chosen import LeftOut
from actionlab.analysis.findings import Findings
from actionlab.analysis.published import published
from actionlab.errors import ActionlabError
from actionlab.model.note import CHOOSES
from actionlab.model.records import Record, Records
from actionlab.model.references import outcome_ref
from actionlab.model.rules import problems

Known = list[Record[Any]]
GONE = "weggelaten woorden"
# what a record says in words, whatever its kind
TEXTS = (
    "title",
    "statement",
    "counter",
    "question",
    "reason",
    "description",
    "result",
    "text",
    "label",
    "goal",
)
AUDIENCES = ("municipality", "public", "researchers")
# places in the list of sources, which of several quotes an insight may take, and what is compared apart
LEFT_ASIDE = {
    "Citation": {"number"},
    "Example": {"number"},
    "MissingRow": {"then"},
    "Outcome": {"source"},
    "ShownDecision": {"actions", "actions_left_out"},
    "ShownInsight": {"numbers", "against_numbers", "nuance_numbers", "quote"},
    "ShownTraining": {"source"},
    "ThemePage": {"scale_map"},
}
MANY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every list be whole: what stands behind the last one shown is no secret."""
    monkeypatch.setattr(of_findings, "MOST_AGENDA_ITEMS", 1_000)
    monkeypatch.setattr(of_findings, "MOST_HEADLINES", 1_000)


def without_notes(known: Iterable[Record[Any]]) -> Known:
    return [each for each in known if each.kind != "note"]


def notes_on(known: Known, seed: int, *, leaving_out: bool) -> Known:
    """Notes that the rules accept, on Houten or on a study, for some of the sections where one chooses."""
    chance, made = random.Random(seed), Known()
    studies = [each.id for each in known if each.kind == "study" and HOUTEN in each.data.municipality]
    for section, kinds in CHOOSES.items():
        about = chance.choice([{"municipality": HOUTEN}, *({"study_id": each} for each in studies)])
        refs = sorted({ref_of(each) for each in known if each.kind in kinds})
        refs = [ref for ref in refs if accepted(known, report_section=section, **about, order=[ref])]
        chosen = chance.sample(refs, chance.randint(0, len(refs)))
        cut = chance.randint(0, len(chosen)) if leaving_out else len(chosen)
        if chosen:
            choice = {"order": chosen[:cut], "leave_out": chosen[cut:]}
            made.append(note(report_section=section, **about, **choice))
    return made


def note(**fields: Any) -> Record[Any]:
    return record("note", text=None, **{"study_id": None, **fields})


def accepted(known: Known, **fields: Any) -> bool:
    return not problems("not-1", "note", note(**fields).data, Records(known))


def ref_of(each: Record[Any]) -> str:
    measured = each.kind == "measurement"
    return outcome_ref(each.data.study_id, each.data.instrument) if measured else each.id


def marked(known: Known, notes: Known) -> Known:
    """The same records, in which whatever is left out of the whole report says nothing but `GONE`."""
    of_report = [each.data for each in notes if each.data.report_section != "summary"]
    gone = {ref for data in of_report for ref in data.leave_out}
    return [_marked(each) if ref_of(each) in gone else each for each in known]


def _marked(each: Record[Any]) -> Record[Any]:
    texts = {name: GONE for name in TEXTS if isinstance(getattr(each.data, name, None), str)}
    return msgspec.structs.replace(each, data=msgspec.structs.replace(each.data, **texts))


def told(known: Known, audience: str) -> Findings | None:
    """What a report says; None when there is none to make."""
    try:
        return findings(known, HOUTEN, audience)
    except ActionlabError:
        return None


def plain(value: Any) -> Any:
    """Give findings as values to compare, without what is left aside."""
    if hasattr(value, "__struct_fields__"):
        kind = type(value).__name__
        names = [name for name in value.__struct_fields__ if name not in LEFT_ASIDE.get(kind, ())]
        return (kind, *((name, plain(getattr(value, name))) for name in names))
    if isinstance(value, Mapping):
        return tuple((name, plain(each)) for name, each in value.items())
    return tuple(plain(each) for each in value) if isinstance(value, list | tuple) else value


def counted(*values: Iterable[Any]) -> Counter[str]:
    """Give how often each is told, in whatever order."""
    return Counter(repr(plain(each)) for found in values for each in found)


def lists(found: Findings) -> dict[str, Counter[str]]:
    """Everything of which authors may leave something out, by name."""
    parts: dict[str, list[Sequence[Any]]] = {
        name: [getattr(one, name) for one in found.studies] for name in ("insights", "outcomes", "trainings")
    }
    parts |= {
        name: [getattr(found, name)]
        for name in ("figures", "citations", "decisions", "since_previous", "asked", "headlines")
    }
    counts = {name: counted(*several) for name, several in parts.items()}
    counts["scale maps"] = counted(*(one.theme_page.scale_map for one in found.studies))
    counts["actions"] = counted(found.actions)
    counts["actions on decisions"] = counted(*(each.actions for each in found.decisions))
    counts["agenda"] = Counter(each.text for each in found.agenda)
    return counts


def always(found: Findings) -> Any:
    """Everything that no author can change."""
    of_study = ("id", "study", "approach", "partners", "steps", "signals", "support", "theme_page")
    of_report = ("protection", "today", "start", "end", "previous", "observations_left_out")
    of_coverage = ("observations", "trainings", "meetings", "not_recorded", "observers", "assessors")
    return (
        [[plain(getattr(one, name)) for name in of_study] for one in found.studies],
        [plain(getattr(found, name)) for name in of_report],
        [plain(getattr(found.coverage, name)) for name in of_coverage],
    )


@settings(max_examples=40, deadline=None, suppress_health_check=MANY)
@given(worlds(), st.integers(0, 2**32), st.sampled_from(AUDIENCES))
def test_who_only_chooses_an_order_changes_nothing_else(records: Known, seed: int, audience: str) -> None:
    known = without_notes(records)
    before = told(known, audience)
    after = told([*known, *notes_on(known, seed, leaving_out=False)], audience)
    if before is None or after is None:
        assert before == after
        return
    assert after.left_out == LeftOut()
    assert always(after) == always(before)
    was, now = lists(before), lists(after)
    # a summary holds the insights that were named for it, and no other
    headlines = now.pop("headlines")
    assert headlines <= was.pop("headlines")
    assert now == was


@settings(max_examples=40, deadline=None, suppress_health_check=MANY)
@given(worlds(), st.integers(0, 2**32), st.sampled_from(AUDIENCES), st.booleans())
def test_what_is_left_out_changes_nothing_of_the_rest_and_brings_nothing_new(
    records: Known, seed: int, audience: str, was_published: bool
) -> None:
    known = without_notes(records)
    before = told(known, audience)
    if before is None:
        return
    shown = published(before, "rapport.docx") if was_published else None
    if shown:
        known.append(
            record("publication", **{name: getattr(shown, name) for name in shown.__struct_fields__})
        )
        before = told(known, audience)
    notes = notes_on(known, seed, leaving_out=True)
    after = told([*known, *notes], audience)
    assert before is not None
    assert after is not None
    assert always(after) == always(before)
    was, now = lists(before), lists(after)
    for name in was:
        assert now[name] <= was[name], name


@settings(max_examples=40, deadline=None, suppress_health_check=MANY)
@given(worlds(), st.integers(0, 2**32), st.sampled_from(AUDIENCES))
def test_what_is_left_out_of_a_report_is_told_nowhere_in_it(records: Known, seed: int, audience: str) -> None:
    known = without_notes(records)
    notes = notes_on(known, seed, leaving_out=True)
    found = told([*marked(known, notes), *notes], audience)
    assert GONE not in repr(found)
