"""What a reader sees of a figure that was kept from an earlier report."""

from builders import feedback_text, findings, record, section, study
from publications import kept_figures, published

STAND = "(stand 12 maart 2026)"
GOAL = {"statement": "Ik kan het", "before": [3] * 12, "after": [4] * 12}
MORE = [{"role": "jobcoach", "n": 13}]
KEPT = "Bij sommige cijfers staat ‘stand’ met een datum."


def text_of(**given: str) -> str:
    return feedback_text(findings(kept_figures(), **given))


def test_a_kept_change_says_of_which_day_it_is_in_the_sentence_and_at_the_table() -> None:
    changed = section(text_of(), "Wat is er veranderd?")
    assert (
        f"16 inwoners zijn twee keer gemeten. De middelste verandering is één trede omhoog {STAND}."
        in changed
    )
    assert f"* Indicator: Participatieladder {STAND}\n" in changed
    assert "17" not in changed
    assert changed.count(STAND) == 2


def test_a_kept_session_and_kept_participants_say_of_which_day_they_are() -> None:
    text = text_of()
    assert f"14: 8 jobcoaches en 6 klantmanagers {STAND}" in text
    assert f"Met een code doen mee: 16 inwoners {STAND}." in text


def test_an_answer_that_was_asked_after_that_report_is_not_called_that_of_a_small_group() -> None:
    trained = section(text_of(), "Training en ondersteuning")
    assert "Middelste cijfer: nog niet getoond" in trained


def test_a_meeting_of_so_few_people_that_its_date_points_at_them_is_only_named() -> None:
    assert "- Ondersteuning, 1 februari 2026.\n" in text_of()
    assert "Bel elkaar." not in text_of()
    assert "Bel elkaar." in text_of(audience="researchers")


def test_why_figures_are_kept_is_told_where_privacy_is() -> None:
    assert KEPT in section(text_of(), "Privacy")
    assert KEPT not in text_of(audience="researchers")


def test_every_sentence_about_a_kept_session_says_of_which_day_it_is() -> None:
    there = [{"role": "jobcoach", "n": 12}]
    answers = {"level1": {"fits_my_work": [4] * 12}, "level2": [GOAL]}
    before = [study(), record("training", "trn-0001", title="Oefenen", attendance=there, evaluation=answers)]
    after = [study(), record("training", "trn-0001", title="Oefenen", attendance=MORE, evaluation=answers)]

    trained = section(feedback_text(findings([*after, published(before)])), "Training en ondersteuning")

    assert f"Deelnemers: 12 jobcoaches {STAND}\n" in trained
    assert f"‘Dit past bij mijn werk’: 4 (12 mensen) {STAND}\n" in trained
    assert f"Ik kan het: één punt omhoog (12 mensen) {STAND}\n" in trained
