"""`actionlab report`: from the records of a workspace to a Word file, and every clear refusal."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from outline import outline

from actionlab.cli.reporting import Asked
from actionlab.cli.saving import file_name
from actionlab.i18n import _
from actionlab.model.measurement import Measurement
from actionlab.model.publication import Publication
from actionlab.store import Workspace, find_workspace, init_workspace, read
from actionlab.store.checking import check
from actionlab.store.erasing import erase
from actionlab.store.reports import reports_that_used

Call = Callable[..., Result]

CHECKOUT = Path(__file__).parents[2]
SAME_DAY = ("--date", "2026-07-01")


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


def test_it_writes_the_report_of_one_municipality_and_prints_its_path(example: Workspace, call: Call) -> None:
    done = call("report", "--municipality", "houten", *SAME_DAY)

    path = example.reports / "terugkoppelrapport-houten.docx"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    properties = docx.Document(str(path)).core_properties
    assert properties.title == "Terugkoppelrapport gemeente Houten"
    assert properties.author == "Hogeschool Utrecht, Kenniscentrum Sociale Innovatie"
    assert "Nieuwegein" not in outline(path.read_bytes())
    assert "verzonnen" in done.stderr


@pytest.mark.parametrize("typed", ["Houten", "HOUTEN", "gm0321", "gemeente Houten"])
def test_a_municipality_is_found_by_name_slug_or_code(example: Workspace, call: Call, typed: str) -> None:
    assert call("report", "-m", typed, *SAME_DAY).exit_code == 0


def test_the_same_day_gives_the_same_bytes(example: Workspace, call: Call) -> None:
    for name in ("een.docx", "twee.docx"):
        assert call("report", "-m", "Houten", *SAME_DAY, "-o", name).exit_code == 0

    assert Path("een.docx").read_bytes() == Path("twee.docx").read_bytes()


def test_an_unknown_municipality_gets_the_nearest_names(example: Workspace, call: Call) -> None:
    refused = call("report", "-m", "Hauten")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Houten" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_municipality_without_studies_gets_a_clear_answer(example: Workspace, call: Call) -> None:
    refused = call("report", "-m", "Amersfoort")

    assert refused.exit_code == 1
    assert "Amersfoort" in refused.stderr
    assert "new-study" in refused.stderr


def test_the_command_it_names_can_be_typed_for_a_name_of_several_words(
    example: Workspace, call: Call
) -> None:
    refused = call("report", "-m", "Hoeksche Waard")

    assert refused.exit_code == 1
    (named,) = re.findall("'actionlab (new-study [^']+)'", refused.stderr)
    made = call(*named.split(), "-t", "eerlijk-matchen", "--slug", "hoe-w")
    assert (made.exit_code, made.stdout) == (0, "hoe-w\n")


def test_studies_without_records_get_a_clear_answer(workspace: Workspace, call: Call) -> None:
    assert call("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug", "matchen").exit_code == 0
    refused = call("report", "-m", "Houten")

    assert refused.exit_code == 1
    assert "log observation -s matchen" in refused.stderr
    assert not workspace.reports.exists() or not list(workspace.reports.glob("*.docx"))


def test_a_preview_prints_the_report_and_writes_nothing(example: Workspace, call: Call) -> None:
    before = set(example.root.rglob("*"))
    shown = call("report", "-m", "Houten", *SAME_DAY, "--preview")

    assert shown.exit_code == 0
    assert "Van de 12 inwoners die twee keer zijn gemeten, staan er 7 hoger" in " ".join(shown.stdout.split())
    assert max(len(line) for line in shown.stdout.splitlines()) <= 80
    assert set(example.root.rglob("*")) == before


def test_every_audience_has_a_file_of_its_own(example: Workspace, call: Call) -> None:
    for audience in ("municipality", "openbaar", "onderzoekers"):
        assert call("report", "-m", "Houten", *SAME_DAY, "--audience", audience).exit_code == 0

    assert sorted(path.name for path in example.reports.glob("*.docx")) == [
        "terugkoppelrapport-houten-onderzoekers.docx",
        "terugkoppelrapport-houten-openbaar.docx",
        "terugkoppelrapport-houten.docx",
    ]


@pytest.mark.parametrize("kind", [(), ("--short",), ("--letter",), ("--practice-card",)])
def test_a_report_of_an_earlier_day_says_that_it_tells_of_later(
    example: Workspace, call: Call, kind: tuple[str, ...]
) -> None:
    said = _("There are records of after {date}. With --until {date} you leave these out.")
    early, line = ("--date", "2026-01-15"), said.format(date="2026-01-15")

    assert call("report", "-m", "Houten", *kind, *early).stderr.count(line) == 1
    assert line not in call("report", "-m", "Houten", *kind, *early, "--until", "2026-01-15").stderr
    assert said.split("{")[0] not in call("report", "-m", "Houten", *kind, *SAME_DAY).stderr


def test_one_study_alone(example: Workspace, call: Call) -> None:
    assert call("report", "-m", "Houten", "-s", "hou-zorg", *SAME_DAY).exit_code == 0

    text = outline((example.reports / "terugkoppelrapport-houten-hou-zorgkennis.docx").read_bytes())
    assert "Zorgachtergrond begrijpen in Houten" in text
    assert "Samen aan tafel in Houten" not in text


def test_a_final_report_has_its_date_and_is_never_overwritten(example: Workspace, call: Call) -> None:
    first = call("report", "-m", "Houten", *SAME_DAY, "--final")
    kept = Path(first.stdout.strip()).read_bytes()
    second = call(
        "report", "-m", "Houten", *SAME_DAY, "--final", "--audience", "municipality", "--until", "2026-01-01"
    )

    assert Path(first.stdout.strip()).name == "terugkoppelrapport-houten-2026-07-01-definitief.docx"
    assert "Versie: definitief" in outline(kept)
    assert second.stdout != first.stdout
    assert Path(first.stdout.strip()).read_bytes() == kept


def test_a_report_that_somebody_edited_stays(example: Workspace, call: Call) -> None:
    path = Path(call("report", "-m", "Houten", *SAME_DAY).stdout.strip())
    edited = docx.Document(str(path))
    edited.add_paragraph("Een zin van de beleidsadviseur.")
    edited.save(str(path))
    again = call("report", "-m", "Houten", *SAME_DAY)

    assert "Een zin van de beleidsadviseur." in outline(path.read_bytes())
    assert Path(again.stdout.strip()).name == "terugkoppelrapport-houten-2.docx"
    assert again.stderr.count("\n") == 2


def test_the_styles_of_a_municipality_are_used(example: Workspace, call: Call) -> None:
    own = docx.Document(str(CHECKOUT / "templates" / "house-style.docx"))
    own.styles["Heading 1"].font.name = "Georgia"
    own.save("eigen.docx")
    assert (
        call("report", "-m", "Houten", *SAME_DAY, "--house-style", "eigen.docx", "-o", "uit.docx").exit_code
        == 0
    )

    assert docx.Document("uit.docx").styles["Heading 1"].font.name == "Georgia"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--house-style", "weg.docx"), 2),
        (("--house-style", "actionlab.toml"), 2),
        (("-o", "geen/map/uit.docx"), 2),
        (("--audience", "iedereen"), 2),
        (("--date", "31-2-2026"), 2),
        (("-s", "bestaat-niet"), 1),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    example: Workspace, call: Call, options: tuple[str, ...], code: int
) -> None:
    refused = call("report", "-m", "Houten", *options)

    assert (refused.exit_code, refused.stdout) == (code, "")
    assert refused.stderr.splitlines()[-1].startswith("Fout: ")
    assert not Path("geen").exists()


def test_a_damaged_file_is_named_and_the_rest_is_reported(example: Workspace, call: Call) -> None:
    damaged = example.records("hou-zorgkennis") / "voorbeeld-0000.json"
    damaged.write_bytes(damaged.read_bytes().replace(b"klantmanager", b"klantmanagor", 1))
    done = call("report", "-m", "Houten", *SAME_DAY)

    assert done.exit_code == 4
    assert Path(done.stdout.strip()).exists()
    assert str(damaged) in done.stderr


def test_a_study_that_cannot_be_read_is_not_called_absent(example: Workspace, call: Call) -> None:
    for study in ("hou-driehoek", "hou-zorgkennis"):
        (example.records(study) / "voorbeeld-0000.json").write_bytes(b"")
    refused = call("report", "-m", "Houten")

    assert (refused.exit_code, refused.stdout) == (4, "")
    assert "voorbeeld-0000.json" in refused.stderr


def test_signs_that_word_cannot_show_are_visible_and_named(example: Workspace, call: Call) -> None:
    made = call("log", "observation", "-s", "hou-driehoek", "--text-file", "-", text="raar\x0bteken")
    assert made.exit_code == 0
    note = call(
        "log",
        "note",
        "-s",
        "hou-driehoek",
        "--report-section",
        "insights",
        "--text-file",
        "-",
        text="een\x0bnoot",
    )
    done = call("report", "-m", "Houten", *SAME_DAY)

    assert done.exit_code == 0
    assert made.stdout.strip() in done.stderr
    assert "een\ufffdnoot" in outline(Path(done.stdout.strip()).read_bytes())
    assert note.stdout.strip() in done.stderr


def test_own_wording_is_checked_before_it_is_used(example: Workspace, call: Call) -> None:
    own = example.templates / "reports" / "feedback.nl.toml"
    own.parent.mkdir(parents=True)
    text = (CHECKOUT / "templates" / "reports" / "feedback.nl.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('heading = "Samenvatting"', 'heading = "In het kort"'), encoding="utf-8")
    shown = call("report", "-m", "Houten", *SAME_DAY, "--preview")
    own.write_text(text.replace("{municipality}", "{gemeente}"), encoding="utf-8")
    refused = call("report", "-m", "Houten", *SAME_DAY, "--preview")

    assert "In het kort" in shown.stdout
    assert refused.exit_code == 2
    assert "{gemeente}" in refused.stderr
    assert "feedback.nl.toml" in refused.stderr


def test_the_name_of_a_report_says_what_it_is() -> None:
    asked = Asked(
        kind="feedback",
        municipality="GM0352",
        study=None,
        audience="public",
        since=None,
        until=None,
        date=None,
        final=True,
        short=False,
        output=None,
        house_style=None,
        preview=False,
        pdf=False,
    )

    assert file_name("letter-houten", asked, dt.date(2026, 7, 1)) == (
        "letter-houten-openbaar-2026-07-01-definitief.docx"
    )


NOW = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)


def test_a_report_is_remembered_by_the_records_it_was_made_from(example: Workspace, call: Call) -> None:
    here = Path(call("report", "-m", "Houten", *SAME_DAY).stdout.strip())
    there = Path(call("report", "-m", "Houten", *SAME_DAY, "-o", "uit.docx").stdout.strip())
    one = Path(call("report", "-m", "Houten", "-s", "hou-zorg", *SAME_DAY).stdout.strip())
    early = Path(call("report", "-m", "Houten", "--until", "2026-01-31", "-o", "vroeg.docx").stdout.strip())

    def known(record_id: str) -> set[Path]:
        return set(reports_that_used(example, [record_id]).known)

    assert known("obs-0001") == {here, there, early}
    assert known("ins-0004") == {here, there, one, early}
    assert known("HOU-B3XN") == {here, there, early}
    assert known("nie-taakbaan") == set()
    assert reports_that_used(example, ["obs-0001"]).unknown == ()


def test_an_insight_that_lost_a_source_is_weighed_again_and_says_so(example: Workspace, call: Call) -> None:
    erase(example, ["obs-0005", "obs-0007", "obs-0009", "obs-0013"], now=NOW)
    said = " ".join(call("report", "-m", "Houten", *SAME_DAY, "--preview").stdout.split())

    rests = "Gebaseerd op 1 waarneming en 1 trainingsbijeenkomst:"
    assert f"Eerste aanwijzing. {rests}" in said
    assert said.count("4 bronnen bij dit inzicht zijn later gewist en tellen niet meer mee.") == 1
    assert said.count("later gewist") == 1


def test_measurements_that_were_erased_are_told_and_those_after_the_period_are_not(
    example: Workspace, call: Call
) -> None:
    def said() -> str:
        return " ".join(call("report", "-m", "Houten", "--until", "2026-02-01", "--preview").stdout.split())

    assert "Begon het gesprek met de vraag van de inwoner, dan praatte de inwoner meer" in said()
    assert "later gewist" not in said()
    erase(example, [f"met-{number:04}" for number in range(26, 38)], now=NOW)
    assert said().count("Eén bron bij dit inzicht is later gewist") == 1


# what a final report leaves behind


def publications(workspace: Workspace) -> list[Publication]:
    return [each.data for each in read(workspace).records.of(Publication)]


def step_up(call: Call, participant: str) -> None:
    """Let somebody who stayed on one step of the ladder go up."""
    found = read(find_workspace(Path.cwd(), None, {})).records.of(Measurement)
    (later,) = (
        each.id
        for each in found
        if (each.data.participant, each.data.instrument, each.data.moment)
        == (participant, "ladder", "follow_up_1")
    )
    assert call("edit", later, "--value", "6").exit_code == 0


def test_a_final_report_is_remembered_by_what_it_shows_of_people(example: Workspace, call: Call) -> None:
    path = Path(call("report", "-m", "Houten", *SAME_DAY, "--final").stdout.strip())

    (found,) = publications(example)
    assert (found.municipality, found.audience, found.date) == ("GM0321", "municipality", dt.date(2026, 7, 1))
    assert (found.smallest_group, found.file) == (5, path.name)
    assert {(each.study, each.about) for each in found.figures} >= {
        ("hou-driehoek", "change"),
        ("hou-driehoek", "grades"),
        ("hou-driehoek", "participants"),
        ("hou-driehoek", "session"),
        ("hou-zorgkennis", "change"),
    }


def test_the_same_final_report_again_is_remembered_once(example: Workspace, call: Call) -> None:
    first, second = (call("report", "-m", "Houten", *SAME_DAY, "--final") for _again in range(2))
    assert (first.exit_code, second.stdout) == (0, first.stdout)
    assert len(publications(example)) == 1


@pytest.mark.parametrize("options", [(), ("--preview",), ("--final", "--audience", "onderzoekers")])
def test_a_concept_a_preview_and_what_stays_in_the_team_are_not_remembered(
    example: Workspace, call: Call, options: tuple[str, ...]
) -> None:
    assert call("report", "-m", "Houten", *SAME_DAY, *options).exit_code == 0
    assert publications(example) == []


def test_a_later_report_shows_a_published_figure_with_its_day(example: Workspace, call: Call) -> None:
    call("report", "-m", "Houten", "--date", "2026-03-12", "--final")
    step_up(call, "HOU-R4TD")
    shown = " ".join(call("report", "-m", "Houten", *SAME_DAY, "--preview").stdout.split())

    assert "7 hoger op de participatieladder. De andere 5 staan gelijk of lager." in shown
    assert "Bij 1 van de 13 ontbreekt de vervolgmeting (stand 12 maart 2026)." in shown
    assert "8 hoger" not in shown


def test_in_a_workspace_for_reading_a_final_report_is_made_and_not_remembered(
    example: Workspace, call: Call
) -> None:
    settings = example.root / "actionlab.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("read_only = false", "read_only = true"), encoding="utf-8")
    done = call("report", "-m", "Houten", *SAME_DAY, "--final")

    assert done.exit_code == 0
    assert Path(done.stdout.strip()).exists()
    assert publications(example) == []
    assert (
        _("In this workspace nothing can be stored: what this report shows is not remembered.") in done.stderr
    )


def test_a_final_report_that_cannot_be_saved_is_not_remembered(example: Workspace, call: Call) -> None:
    example.reports.rmdir()
    example.reports.write_text("in de weg", encoding="utf-8")
    refused = call("report", "-m", "Houten", *SAME_DAY, "--final")

    assert refused.exit_code == 3
    assert publications(example) == []


def test_a_final_report_that_cannot_be_remembered_is_not_made(example: Workspace, call: Call) -> None:
    shared = example.records("_shared")
    (own,) = (each for each in shared.glob("*.json"))
    own.write_bytes(own.read_bytes().replace(b"Houten", b"Hauten", 1))
    for options in ((), ("--final",)):
        refused = call("report", "-m", "Houten", *SAME_DAY, *options)
        assert (refused.exit_code, refused.stdout) == (4, "")
        assert str(own) in refused.stderr
    assert call("report", "-m", "Houten", *SAME_DAY, "--audience", "onderzoekers").exit_code == 4
    assert [each.name for each in example.reports.glob("*.docx")] == [
        "terugkoppelrapport-houten-onderzoekers.docx"
    ]


def test_a_publication_can_be_listed_and_read(example: Workspace, call: Call) -> None:
    call("report", "-m", "Houten", *SAME_DAY, "--final")
    listed = call("list", "publication").stdout
    (written,) = (word for word in listed.split() if word.startswith("pub-"))
    shown = call("show", written)

    assert (shown.exit_code, "Houten" in shown.stdout, "omhoog" in shown.stdout) == (0, True, True)


def test_personal_data_that_were_stored_before_stop_a_report_and_are_not_repeated(
    example: Workspace, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actionlab.store.adding.screened", lambda _workspace, entries, *_, **__: entries)
    text = "Bel 06-12345678 na vijf uur."
    stored = call("log", "observation", "-s", "hou-driehoek", text).stdout.strip()
    for options in ((), ("--final",), ("--preview",), ("--audience", "onderzoekers")):
        refused = call("report", "-m", "Houten", *SAME_DAY, *options)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert stored in refused.stderr
        assert "12345678" not in refused.stderr
    assert not list(example.reports.glob("*.docx"))
    assert publications(example) == []


def test_what_was_confirmed_is_named_before_the_report_is_shared(example: Workspace, call: Call) -> None:
    plain = call("report", "-m", "Houten", *SAME_DAY)
    seen = ("log", "observation", "Daarna belde mevrouw Jansen.", "-s", "hou-driehoek")
    made = call(*seen, "--confirmed", "een winkel").stdout.strip()

    warned = call("report", "-m", "Houten", *SAME_DAY)

    assert warned.exit_code == 0
    assert made in warned.stderr
    assert "Jansen" not in warned.stderr
    assert len(warned.stderr.splitlines()) == len(plain.stderr.splitlines()) + 1


def test_what_is_erased_later_is_no_fault_of_a_publication(example: Workspace, call: Call) -> None:
    call("report", "-m", "Houten", *SAME_DAY, "--final")
    (publication,) = [each.id for each in read(example).records if each.kind == "publication"]
    assert call("erase", "trn-0001", "--yes").exit_code == 0

    told = [each for each in check(example).findings + check(example).notes if publication in str(each.facts)]

    assert told == []


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--region", "--agenda"),
        ("--region", "-m", "Houten"),
        ("--letter",),
        ("-m", "Houten", "--letter", "--practice-card"),
        ("--region", "--letter"),
    ],
)
def test_one_report_is_asked_for_at_a_time(example: Workspace, call: Call, wrong: tuple[str, ...]) -> None:
    refused = call("report", *wrong, *SAME_DAY)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--municipality" in refused.stderr
    assert not list(example.reports.glob("*.docx"))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (("--region", "--short"), "--short"),
        (("-m", "Houten", "--letter", "--short"), "--short"),
        (("--agenda", "-s", "hou-driehoek"), "--study"),
        (("-m", "Houten", "--preview", "--pdf"), "--pdf"),
        (("-m", "Houten", "--preview", "-o", "uit.docx"), "--output"),
        (("--region", "--preview", "--final"), "--final"),
        (("-m", "Houten", "--preview", "--house-style", "actionlab.toml"), "--house-style"),
    ],
)
def test_an_option_that_does_not_go_with_a_report_is_named(
    example: Workspace, call: Call, wrong: tuple[str, ...], named: str
) -> None:
    refused = call("report", *wrong, *SAME_DAY)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert named in refused.stderr
    assert not Path("uit.docx").exists()
