"""The sentences of a report, from a file that people may adapt."""

import pytest
from builders import CHECKOUT, FEEDBACK

from actionlab.errors import Malformed
from actionlab.i18n import activate
from actionlab.report.blocks import Run
from actionlab.report.wording import Wording, read_wording

REFERENCE = """
[summary]
heading = "Samenvatting"
intro = "Over {n} studies in {municipality}."

[summary.learned]
one = "Eén inzicht."
many = "{n} inzichten."
"""


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the errors speak as they are written in the source."""
    activate("en")


def own(*changes: tuple[str, str]) -> Wording:
    text = REFERENCE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_wording(text, REFERENCE, "templates/eigen.toml")


def faults(*changes: tuple[str, str]) -> list[str]:
    with pytest.raises(Malformed) as refused:
        own(*changes)
    assert refused.value.exit_code == 2
    return [str(problem) for problem in refused.value.problems]


def test_placeholders_are_filled_and_counts_choose_the_sentence() -> None:
    say = own()
    assert say("summary.intro", n=2, municipality="Houten") == "Over 2 studies in Houten."
    assert say.count("summary.learned", 1) == "Eén inzicht."
    assert say.count("summary.learned", 0) == "0 inzichten."
    assert say.keys() == {"summary.heading", "summary.intro", "summary.learned.one", "summary.learned.many"}


def test_a_value_may_be_runs_such_as_a_link() -> None:
    link = Run("[3]", link="bron_3")

    assert own().runs("summary.intro", n=(link,), municipality="{n}") == (
        Run("Over "),
        link,
        Run(" studies in "),
        Run("{n}"),
        Run("."),
    )
    assert own().runs("summary.heading") == (Run("Samenvatting"),)
    assert own().runs("summary.learned.many", n="2") == (Run("2"), Run(" inzichten."))


def test_a_changed_sentence_is_said_and_may_leave_a_placeholder_out() -> None:
    say = own(("Over {n} studies in {municipality}.", "Voor {municipality}."))
    assert say("summary.intro", n=2, municipality="Houten") == "Voor Houten."


def test_braces_in_what_is_filled_in_are_text() -> None:
    said = own()("summary.intro", n="{municipality}", municipality="{n} {x")
    assert said == "Over {municipality} studies in {n} {x."


def test_lines_below_a_key_stand_in_the_order_of_the_program() -> None:
    turned = ('one = "Eén inzicht."\nmany = "{n} inzichten."', 'many = "{n} keer."\none = "Eén keer."')
    assert own(turned).lines("summary.learned") == (("one", "Eén keer."), ("many", "{n} keer."))


def test_a_key_that_the_program_does_not_know_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        own()("summary.ending")


def test_a_missing_key_is_named_with_the_file() -> None:
    assert faults(('heading = "Samenvatting"\n', "")) == [
        "templates/eigen.toml: 'summary.heading' is missing. Copy it from the file of the program."
    ]


def test_an_unknown_key_is_named_with_the_file() -> None:
    assert faults(("heading =", 'ending = "Einde"\nheading =')) == [
        "templates/eigen.toml: 'summary.ending' is not used by the program. Take it out."
    ]


def test_a_placeholder_that_is_not_filled_is_named() -> None:
    assert faults(("Samenvatting", "Samenvatting van {municipality}")) == [
        "templates/eigen.toml: 'summary.heading' has {municipality}, which the program does not fill."
    ]


@pytest.mark.parametrize("brace", ["{", "}", "{}", "{ n }", "{n!r}", "{N}", "{{n}}", "{n.real}", "{0}"])
def test_a_brace_that_is_no_placeholder_is_named(brace: str) -> None:
    assert faults(("Over {n} studies", f"Over {brace} studies")) == [
        "templates/eigen.toml: 'summary.intro' has a brace that is no placeholder."
    ]


def test_all_faults_are_told_at_once() -> None:
    turned = ('heading = "Samenvatting"', 'kop = "Kort"')
    told = faults(turned, ("Eén inzicht.", "Eén {x}."), ("Over {n}", "Over {"))
    assert len(told) == 4
    assert all(each.startswith("templates/eigen.toml: 'summary.") for each in told)


def test_a_file_that_is_not_toml_is_named_with_the_place_of_the_fault() -> None:
    (told,) = faults(('heading = "Samenvatting"', "heading = Samenvatting"))
    assert told.startswith("templates/eigen.toml is not valid TOML: ")
    assert "line 3" in told


@pytest.mark.parametrize("name", ["feedback", "study_plan"])
def test_the_wording_that_comes_with_the_program_is_its_own_reference(name: str) -> None:
    text = (CHECKOUT / f"templates/reports/{name}.nl.toml").read_text(encoding="utf-8")
    assert read_wording(text, text, name).keys()


def test_the_feedback_report_says_nothing_that_only_large_research_may_say() -> None:
    for word in ("door de aanpak", "effect", "bewezen", "significant", "representatief"):
        assert word not in FEEDBACK.casefold()
