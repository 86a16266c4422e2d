"""What becomes of comments: once, whatever the file is called and whoever saved it, and without names."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from actionlab.exchange.comments.positions import Position
from actionlab.exchange.comments.reading import Comment
from actionlab.exchange.comments.taking import NEEDED_KINDS, Origin, Taken, Taking
from actionlab.exchange.planning import CHANGED, GONE, KNOWN, NEW, REFUSED, Step
from actionlab.model.records import Draft, Record
from actionlab.model.report_mark import ReportMark
from actionlab.store import Workspace, add, erase, read
from actionlab.store.versions import versions

NOW = dt.datetime(2026, 6, 15, 11, 0, tzinfo=dt.UTC)
STUDY = "hou-driehoek"
MARK = ReportMark(report="feedback", municipality="GM0321", audience="municipality", date="2026-06-01")
ORIGIN = Origin(file="map/rapport.docx", mark=MARK, study_id=STUDY, municipality="GM0321", today="2026-06-15")

Bring = Callable[..., list[Step]]


@pytest.fixture
def known(workspace: Workspace) -> dict[str, Record[Any]]:
    """Two insights and two decisions in the study, one of which was answered."""
    question = {"study_id": STUDY, "question": "Mag dit?"}
    drafts = [
        Draft(
            kind="insight", fields={"study_id": STUDY, "statement": "Het lukt.", "theme": "O1"}, id="ins-1111"
        ),
        Draft(kind="insight", fields={"study_id": STUDY, "statement": "Het lukt niet."}, id="ins-2222"),
        Draft(kind="decision", fields={**question, "insight_ids": ["ins-1111"]}, id="dec-1111"),
        Draft(kind="decision", fields={**question, "answer": "no", "reason": "Te duur."}, id="dec-2222"),
    ]
    add(workspace, drafts, now=NOW)
    return {each.id: each for each in read(workspace).records}


@pytest.fixture
def bring(workspace: Workspace) -> Bring:
    """A function that takes comments and stores what becomes of them; it gives the steps."""

    def brought(*taken: Taken, origin: Origin = ORIGIN, again: bool = False) -> list[Step]:
        comments = [(each.comment, each.record) for each in taken]
        taking = Taking(origin, comments, lambda study: versions(workspace, study, NEEDED_KINDS), again=again)
        steps = list(taking.steps(taken))
        drafts = [step.draft for step in steps if step.draft]
        if drafts:
            add(workspace, drafts, now=NOW, unless_revised=True)
        return steps

    return brought


def said(text: str, record: Record[Any] | None, value: str = "", kind: str = "", **given: Any) -> Taken:
    """A comment that is taken; on an insight as a member check, on a decision as its answer."""
    replaces = given.pop("replaces", False)
    comment = Comment(
        **{"number": "1", "text": text, "reader": 1, "day": "2026-06-10", "position": Position(), **given}
    )
    made = {"insight": "member_check", "decision": "decision"}.get(record.kind if record else "", "note")
    return Taken(comment=comment, record=record, kind=kind or made, value=value, replaces=replaces)


def outcomes(steps: Sequence[Step]) -> list[str]:
    return [step.outcome for step in steps]


def of_kind(workspace: Workspace, kind: str) -> list[Any]:
    return [each.data for each in read(workspace).records if each.kind == kind]


def test_comments_on_insights_become_one_member_check(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    origin = msgspec.structs.replace(ORIGIN, role="team_manager")
    first = said("Herkenbaar.", known["ins-1111"], "recognised", day="2026-06-12")
    steps = bring(first, said("Bij ons niet.", known["ins-2222"], "not", reader=2), origin=origin)
    assert outcomes(steps) == [NEW]
    [check] = of_kind(workspace, "member_check")
    assert (str(check.date), check.form, check.insight_ids) == (
        "2026-06-12",
        "written",
        ("ins-1111", "ins-2222"),
    )
    assert [(each.insight_id, each.recognised, each.remark) for each in check.outcome] == [
        ("ins-1111", "recognised", "Herkenbaar."),
        ("ins-2222", "not", "Bij ons niet."),
    ]
    assert [(each.role, each.n) for each in check.participants] == [("team_manager", 2)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_when_readers_disagree_the_weaker_counts_and_both_remarks_stay(
    workspace: Workspace, known: dict[str, Any], bring: Bring, order: tuple[int, int]
) -> None:
    both = [
        said("Herkenbaar.", known["ins-1111"], "recognised"),
        said("Alleen bij ons.", known["ins-1111"], "partly", reader=2),
    ]
    bring(*(both[place] for place in order))
    [check] = of_kind(workspace, "member_check")
    [outcome] = check.outcome
    assert outcome.recognised == "partly"
    assert sorted(outcome.remark.split("\n\n")) == ["Alleen bij ons.", "Herkenbaar."]


def test_the_same_comments_again_add_nothing_and_one_more_adds_only_that(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    origin = msgspec.structs.replace(ORIGIN, role="team_manager")
    first = said("Herkenbaar.", known["ins-1111"], "recognised")
    bring(first, origin=origin)
    # saved by another program, under another name: the numbers are others, and so is the file
    renamed = msgspec.structs.replace(origin, file="elders/kopie.docx")
    again = said("Herkenbaar.", known["ins-1111"], "recognised", number="7")
    assert outcomes(bring(again, origin=renamed)) == [KNOWN]
    more = said("Niet overal.", known["ins-1111"], "partly", number="8")
    assert outcomes(bring(again, more, origin=renamed)) == [KNOWN, CHANGED]
    [check] = of_kind(workspace, "member_check")
    assert check.outcome[0].remark == "Herkenbaar.\n\nNiet overal."
    assert check.participants[0].n == 1


def test_a_second_reader_with_a_file_of_her_own_joins_the_same_check(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    origin = msgspec.structs.replace(ORIGIN, role="team_manager")
    bring(said("Herkenbaar.", known["ins-1111"], "recognised"), origin=origin)
    bring(said("Herken ik ook.", known["ins-1111"], "recognised"), origin=origin)
    [check] = of_kind(workspace, "member_check")
    assert check.participants[0].n == 2


def test_readers_who_were_not_counted_before_are_counted_later(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    first = said("Herkenbaar.", known["ins-1111"], "recognised", day="2026-06-14")
    bring(first)
    origin = msgspec.structs.replace(ORIGIN, role="team_manager")
    bring(first, said("Bij ons niet.", known["ins-2222"], "not", reader=2), origin=origin)
    [check] = of_kind(workspace, "member_check")
    assert (check.participants[0].n, str(check.date)) == (2, "2026-06-14")


def test_the_same_words_about_something_else_are_new(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    for kind, value in (("member_check", "recognised"), ("agenda_item", "")):
        bring(said("Eens.", known["ins-1111"], value, kind))
        assert outcomes(bring(said("Eens.", known["ins-2222"], value, kind))) != [KNOWN]
    [check] = of_kind(workspace, "member_check")
    assert len(check.outcome) == 2
    assert len(of_kind(workspace, "agenda_item")) == 2


def test_a_later_report_gets_a_check_of_its_own(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    later = msgspec.structs.replace(ORIGIN, mark=msgspec.structs.replace(MARK, date="2026-09-01"))
    bring(said("Herkenbaar.", known["ins-1111"], "recognised"))
    bring(said("Nu niet meer.", known["ins-1111"], "not"), origin=later)
    assert len(of_kind(workspace, "member_check")) == 2


def test_a_comment_stays_known_when_its_words_were_masked_or_changed_here(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    question = said("Wat werkt?", known["ins-1111"], kind="agenda_item")
    bring(question)
    [item] = [each for each in read(workspace).records if each.kind == "agenda_item"]
    fields = {"text": "Bel [naam] hierover.", "origin": ["ins-1111"]}
    add(workspace, [Draft(kind="agenda_item", fields=fields, id=item.id, revises=item.heads)], now=NOW)
    assert outcomes(bring(question)) == [KNOWN]
    masked = said("Bel Jan de Boer hierover.", known["ins-1111"], kind="agenda_item")
    assert outcomes(bring(masked)) == [KNOWN]


def test_an_answer_to_a_decision_is_written_in_it(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    answer = said("Tot 50 euro.", known["dec-1111"], "partly")
    assert outcomes(bring(answer)) == [CHANGED]
    decision = read(workspace).records.get("dec-1111")
    assert decision is not None
    data: Any = decision.data
    assert (data.answer, str(data.answered_on), data.reason) == ("partly", "2026-06-10", "Tot 50 euro.")
    assert data.insight_ids == ("ins-1111",)
    assert outcomes(bring(answer)) == [KNOWN]


def test_an_earlier_answer_stays_until_somebody_says_that_it_may_go(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    [step] = bring(said("Toch wel.", known["dec-2222"], "yes"))
    assert step.outcome == REFUSED
    assert "nee" in str(step.problems[0])
    [step] = bring(said("Toch wel.", known["dec-2222"], "yes", replaces=True))
    assert (step.outcome, step.before and step.before["answer"]) == (CHANGED, "no")
    assert bring(said("Te duur.", known["dec-2222"], "no", replaces=True))[0].outcome == KNOWN


def test_two_answers_to_one_decision_are_refused_by_their_numbers(
    known: dict[str, Any], bring: Bring
) -> None:
    [step] = bring(
        said("Ja.", known["dec-1111"], "yes", number="2"), said("Nee.", known["dec-1111"], "no", number="5.1")
    )
    assert step.outcome == REFUSED
    assert "2, 5.1" in str(step.problems[0])


def test_questions_and_notes_keep_what_they_are_about(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    bring(
        said("Wat doen anderen?", known["ins-1111"], kind="agenda_item"),
        said("En hoe dan?", known["dec-1111"], kind="agenda_item"),
        said("Leg dit uit.", known["ins-1111"], kind="note"),
        said("Mooi rapport.", None, kind="note", position=Position(headings=("2 Samenvatting",))),
    )
    items = {each.text: each for each in of_kind(workspace, "agenda_item")}
    assert items["Wat doen anderen?"].theme == "O1"
    assert {each.origin for each in items.values()} == {("ins-1111",)}
    assert {each.municipalities for each in items.values()} == {("GM0321",)}
    notes = {
        each.text: (each.report_section, each.study_id, each.municipality)
        for each in of_kind(workspace, "note")
    }
    assert notes == {
        "Leg dit uit.": ("insights", STUDY, None),
        "Mooi rapport.": ("summary", None, "GM0321"),
    }


def test_two_readers_with_the_same_question_ask_it_once(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    same = [said("Wat werkt?", None, kind="agenda_item", reader=reader) for reader in (1, 2)]
    assert outcomes(bring(*same)) == [NEW]
    assert len(of_kind(workspace, "agenda_item")) == 1


def test_what_was_erased_stays_away_unless_it_is_asked_for(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    taken = (said("Herkenbaar.", known["ins-1111"], "recognised"), said("Mooi.", None))
    ids = [step.record_id for step in bring(*taken)]
    erase(workspace, ids, now=NOW)
    assert outcomes(bring(*taken)) == [GONE, GONE]
    assert outcomes(bring(*taken, again=True)) == [NEW, NEW]


def test_an_answer_that_was_taken_back_stays_away_unless_it_is_asked_for(
    workspace: Workspace, known: dict[str, Any], bring: Bring
) -> None:
    answer = said("Akkoord.", known["dec-1111"], "yes")
    bring(answer)
    decision = read(workspace).records.get("dec-1111")
    assert decision is not None
    fields = {"study_id": STUDY, "question": "Mag dit?"}
    add(workspace, [Draft(kind="decision", fields=fields, id=decision.id, revises=decision.heads)], now=NOW)
    assert outcomes(bring(answer)) == [KNOWN]
    assert outcomes(bring(answer, again=True)) == [CHANGED]


def test_a_day_to_come_is_not_recorded(workspace: Workspace, known: dict[str, Any], bring: Bring) -> None:
    bring(
        said("Ja.", known["dec-1111"], "yes", day="2027-01-01"),
        said("Nee.", known["ins-1111"], "not", day=""),
    )
    decision = read(workspace).records.get("dec-1111")
    assert decision is not None
    assert getattr(decision.data, "answered_on", "") is None
    assert of_kind(workspace, "member_check")[0].date is None
