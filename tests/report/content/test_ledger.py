"""What was asked, decided and done since the previous report, and what authors left out, in words."""

from typing import Any

import pytest
from builders import (
    FEEDBACK,
    feedback_text,
    findings,
    insight,
    laddered,
    measured,
    observation,
    people,
    record,
    section,
    study,
)
from worlds import answers, first_asked, ledger, left_out

from actionlab.model.places import place_of
from actionlab.model.records import Record
from actionlab.report.blocks import Table
from actionlab.report.content import agreed
from actionlab.report.content.voice import Voice
from actionlab.report.wording import read_wording

VOICE = Voice(read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml"))


def since(*found: Record[Any], **given: Any) -> str:
    return section(feedback_text(findings(found, **given)), "gevraagd, besloten, gedaan")


def reliability(*found: Record[Any]) -> str:
    return section(feedback_text(findings(found)), "Hoe betrouwbaar is dit?")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["done"], "Er is 1 afspraak gemaakt. Die is gedaan."),
        (["open"], "Er is 1 afspraak gemaakt. Die loopt nog."),
        (["late"], "Er is 1 afspraak gemaakt. Die is te laat."),
        (["dropped"], "Er is 1 afspraak gemaakt. Die is vervallen."),
        (["done", "done"], "Alle 2 afspraken zijn gedaan."),
        (["done", "open"], "Van de 2 afspraken is er 1 gedaan. Er staat er nog 1 open."),
        (
            ["done", "done", "open", "late", "in_progress"],
            "Van de 5 afspraken zijn er 2 gedaan. Er staan er nog 3 open. Daarvan is er 1 te laat.",
        ),
        (["done", "late"], "Van de 2 afspraken is er 1 gedaan. Er staat er nog 1 open. Die is te laat."),
        (
            ["late", "late", "dropped"],
            "Van de 3 afspraken is er nog geen gedaan. Er staan er nog 2 open. Die zijn allemaal te laat."
            " Er is er 1 vervallen.",
        ),
        (["dropped", "dropped"], "Van de 2 afspraken is er nog geen gedaan. Er zijn er 2 vervallen."),
    ],
)
def test_progress_reads_well_for_none_one_and_many(states: list[str], said: str) -> None:
    text = since(*ledger(*states))
    assert text.strip().splitlines()[-1] == said
    assert "Toen en daarna zijn er geen besluiten gevraagd." in text


def test_answers_say_that_they_came_late_or_were_put_off() -> None:
    lines = since(*answers()).splitlines()
    assert {line.removeprefix("  Besluit: ") for line in lines if "Besluit: " in line} == {
        "uitgesteld (1 februari 2026)",
        "uitgesteld",
        "ja (2 februari 2026; nodig vóór 1 februari 2026). Het past.",
        "nee",
    }


def test_a_result_is_told_of_every_action_and_not_only_when_it_is_done() -> None:
    known = [
        *ledger(),
        insight("ins-1"),
        record("decision", insight_ids=["ins-1"]),
        record(
            "action", insight_ids=["ins-1"], status="dropped", result="het geld is op", description="Koop."
        ),
    ]
    assert "Gedaan (afspraken): Vervallen: Koop. Het geld is op." in since(*known)
    assert "Stand: vervallen: het geld is op" in feedback_text(findings(known))


def test_an_action_of_several_decisions_is_told_once() -> None:
    known = [
        *ledger(),
        insight("ins-1"),
        insight("ins-2"),
        *(
            record("decision", f"dec-{n}", insight_ids=refs)
            for n, refs in enumerate((["ins-1"], ["ins-1", "ins-2"], ["ins-1"], []))
        ),
        record("action", "act-1", insight_ids=["ins-1"], status="open", description="Bel."),
        record("action", "act-2", insight_ids=["ins-2"], status="open", description="Schrijf."),
    ]
    assert [line.split(": ", 1)[1] for line in since(*known).splitlines() if "Gedaan (" in line] == [
        "Open: Bel.",
        "Open: Schrijf.",
        "zie de afspraken hierboven",
        "nog geen afspraak",
    ]


def test_rows_of_decisions_actions_and_questions_are_places() -> None:
    known = [
        *ledger("open"),
        record("decision", "dec-1"),
        record("agenda_item", "agd-1", municipalities=["GM0321"]),
    ]
    found = findings(known)
    blocks = [*agreed.since_last_report(found, VOICE), *agreed.actions(found, VOICE)]
    tables = [each for each in (*blocks, *agreed.agenda(found, VOICE)) if isinstance(each, Table)]
    ids = ("dec-1", found.actions[0].id, "agd-1")
    assert [each.places for each in tables] == [((place_of(each),),) for each in ids]


def test_a_final_report_is_the_previous_one_also_when_it_showed_nothing_of_people() -> None:
    published = record("publication", date="2026-03-12", file="a.docx")
    known = [study(), observation(), record("decision", asked_on="2026-03-12")]
    assert "De vorige terugkoppeling was op 12 maart 2026." in since(*known, published)
    elsewhere = record("publication", date="2026-03-12", file="a.docx", municipality="GM0355")
    assert since(*known, elsewhere) == ""


def test_what_was_left_out_is_counted_and_outcomes_are_named() -> None:
    said = reliability(*left_out(1)).split("Dit lieten zij weg:\n\n")[1].split("\n\n")[0]
    assert said.splitlines() == [
        "- 1 inzicht; bij 1 daarvan spreekt een bron het tegen",
        "- de uitkomst van participatieladder (studie ‘Een’)",
        "- 1 trainingsbijeenkomst",
        "- 1 gevraagd besluit",
        "- 1 afspraak",
        "- 1 vraag voor het vervolg",
    ]
    assert "lieten zij weg" not in reliability(study(), observation())


def test_the_primary_indicator_is_named_as_such() -> None:
    said = reliability(*left_out(2))
    assert "- 2 inzichten; bij 2 daarvan spreekt een bron het tegen" in said
    primary = "- de uitkomst van rapportcijfer, de vooraf gekozen belangrijkste uitkomst (studie ‘Een’)"
    assert primary in said


def test_a_section_that_authors_emptied_is_not_still_to_come() -> None:
    group = people(6)
    known = [study(), *group, *laddered(group, [2] * 6, [3] * 6), insight()]
    gone = [
        record("note", report_section="insights", text=None, leave_out=["ins-0001"]),
        record("note", report_section="change", text=None, leave_out=["measurement:een:ladder"]),
    ]
    text = feedback_text(findings([*known, *gone]))
    assert section(text, "Wat hebben we geleerd?") == section(text, "Wat is er veranderd?") == ""
    coming = section(text, "Wat nog komt")
    assert "training en ondersteuning" in coming
    assert "geleerd" not in coming
    assert "veranderd" not in coming


def test_a_scale_map_that_authors_left_out_is_not_still_to_come() -> None:
    rows = [{"task": "Scholing"}]
    known = [study(theme="O2"), observation(), measured(None, "baseline", rows, instrument="scale_map")]
    gone = record("note", report_section="change", text=None, leave_out=["measurement:een:scale_map"])
    assert "Schaalkaart" in feedback_text(findings(known))
    assert "schaalkaart" not in section(feedback_text(findings([*known, gone])), "Wat nog komt")
    assert "schaalkaart" in section(feedback_text(findings(known[:2])), "Wat nog komt")


def test_who_counts_actions_says_that_authors_left_out_others() -> None:
    more = "De schrijvers van dit rapport lieten ook afspraken weg; die tellen hier niet mee."
    fed_back = record("meeting", type="feedback_meeting", date="2026-01-15")
    text = feedback_text(findings([*left_out(1), fed_back]))
    assert more in section(text, "Afspraken")
    assert text.count(more) == 2
    assert more not in feedback_text(findings([study(), observation(), record("action"), fed_back]))


def test_of_what_was_left_out_it_is_not_said_that_there_is_none() -> None:
    text = feedback_text(findings(left_out(1)))
    told = section(text, "Samenvatting")
    assert "De schrijvers van dit rapport noemen hier geen inzichten." in told
    assert "Hier vragen wij geen besluit van u." in told
    assert "Gedaan (afspraken): de afspraken staan niet in dit rapport" in text
    assert "Komt uit: uit een inzicht dat niet in dit rapport staat" in text
    for nothing in ("nog geen inzichten", "nog geen afspraak", "niet uit een inzicht"):
        assert nothing not in text


def test_a_first_report_tells_what_was_asked_when_the_summary_does_not_tell_all() -> None:
    agreed_on = section(feedback_text(findings(first_asked(4))), "Afspraken")
    assert "Gevraagde besluiten\n-" in agreed_on
    assert agreed_on.count("* Gevraagd: ") == 5
    assert "Er zijn nog geen afspraken gemaakt." in agreed_on
    assert "vorige" not in agreed_on
    assert "Besluit: ja" in section(feedback_text(findings(first_asked(0))), "Afspraken")


def test_a_first_report_of_which_the_summary_asks_everything_does_not_ask_it_twice() -> None:
    open_ones = [study(), *(record("decision", question=f"Mag {n}?") for n in range(3))]
    assert "Gevraagde besluiten" not in feedback_text(findings(open_ones))
    assert section(feedback_text(findings(open_ones)), "Afspraken") == ""


def test_what_was_asked_stands_below_the_actions_and_never_beside_an_earlier_report() -> None:
    acted = [*first_asked(4), record("action", description="Bel.")]
    told = section(feedback_text(findings(acted)), "Afspraken")
    assert told.index("* Afspraak: Bel.") < told.index("* Gevraagd: ")
    assert "nog geen afspraken" not in told
    later = [*acted, record("meeting", type="feedback_meeting", date="2026-01-15")]
    assert "* Gevraagd: " not in section(feedback_text(findings(later)), "Afspraken")


def test_actions_that_authors_left_out_are_not_said_to_be_missing() -> None:
    gone = record("note", report_section="actions", text=None, leave_out=["act-1"])
    told = section(feedback_text(findings([*first_asked(4), record("action", "act-1"), gone])), "Afspraken")
    assert "* Gevraagd: " in told
    assert "nog geen afspraken" not in told


def test_a_decision_that_was_asked_of_nobody_known_has_no_owner() -> None:
    text = feedback_text(findings([*ledger("open"), record("decision")]))
    assert "Gevraagd aan: nog niet vastgelegd." in text
    assert "Aan wie: nog niet vastgelegd" in text
    assert text.count("nog geen eigenaar") == 1
