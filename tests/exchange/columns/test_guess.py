"""What the columns of a table are, by their names and by what the study measures."""

import pytest
from tables_by_hand import brought, fields_of, given, guessed, sheet, targets

from actionlab.errors import Malformed
from actionlab.exchange.columns.mapping import MissingColumns, UnknownColumns, UnknownTable
from actionlab.exchange.columns.never_taken import never_taken
from actionlab.exchange.columns.rows import apply

SEEN = ("Datum", "Wat viel op"), ("5-1-2026", "Niemand nam de regie.")
STATEMENTS = {"collaboration_scan": [f"Wij doen zaak {letter}." for letter in "abcdefgh"]}


def test_a_list_that_a_klantmanager_kept_needs_no_options() -> None:
    table = sheet(
        ["Datum gesprek", "Naam klant", "Wat viel op", "Cijfer"],
        ["5-1-2026", "Jan Jansen", "Zij vroeg wie er beslist.", 7.0],
        ["6-1-2026", "", "De jobcoach was er niet.", ""],
    )
    assert fields_of(brought(table, "grade")) == [
        {"date": "2026-01-05", "what_seen": "Zij vroeg wie er beslist."},
        {"date": "2026-01-05", "instrument": "grade", "value": 7, "group_count": 1},
        {"date": "2026-01-06", "what_seen": "De jobcoach was er niet."},
    ]


def test_a_grade_beside_observations_is_known_only_when_the_study_asks_for_grades() -> None:
    table = sheet(["Wat viel op", "Cijfer"], ["De jobcoach was er niet.", "7"])
    assert guessed(table, "ladder").unknown == ("Cijfer",)
    assert guessed(table).unknown == ("Cijfer",)
    assert guessed(table, "grade").certain


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Wat zag of hoorde u? (feiten)", "what_seen"),
        ("what_seen", "what_seen"),
        ("WAARNEMING", "what_seen"),
        ("Wat viel u op tijdens het gesprek?", "what_seen"),
        ("Situatie", "setting"),
        ("Aanwezig (rollen)", "present_roles"),
        ("observer-role", "observer_role"),
        ("Helpt of hindert?", "signal"),
        ("quote.permission", "quote.permission"),
        ("Citaat", "quote.text"),
        ("Deelnemercodes", "participants"),
        ("Datum van het gesprek", "date"),
    ],
)
def test_a_field_is_known_by_its_id_its_label_and_usual_words(name: str, path: str) -> None:
    table = sheet([name, "Tekst"] if path != "what_seen" else [name], ["x", "y"][: 1 + (path != "what_seen")])
    assert targets(guessed(table))[name] == (f"observation.{path}",)


def test_columns_per_moment_are_measurements_with_the_only_instrument_of_the_study() -> None:
    table = sheet(
        ["Code", "Startmeting", "Vervolgmeting 1", "Datum startmeting"],
        ["HOU-K7M2", 3.0, 4.0, "1-2-2026"],
        ["HOU-Q4W8", 2.0, "", "1-2-2026"],
        ["HOU-R5T9", "", "", ""],
    )
    baseline = {"instrument": "ladder", "moment": "baseline", "date": "2026-02-01"}
    assert fields_of(brought(table, "ladder", "collaboration_scan")) == [
        {**baseline, "participant": "HOU-K7M2", "value": 3},
        {"instrument": "ladder", "moment": "follow_up_1", "participant": "HOU-K7M2", "value": 4},
        {**baseline, "participant": "HOU-Q4W8", "value": 2},
    ]


def test_a_sheet_called_after_an_instrument_says_which_one_its_columns_hold() -> None:
    table = sheet(["Code", "T0", "T1"], ["HOU-K7M2", "6", "8"], name="Rapportcijfer")
    assert [each["instrument"] for each in fields_of(brought(table, "ladder", "grade"))] == ["grade", "grade"]


def test_a_column_can_be_called_after_instrument_and_moment_together() -> None:
    table = sheet(["Deelnemer", "Ladder T0", "Cijfer T0"], ["HOU-K7M2", "3", "7"])
    said = [(each["instrument"], each["value"]) for each in fields_of(brought(table, "ladder", "grade"))]
    assert said == [("ladder", 3), ("grade", 7)]


def test_which_instrument_a_moment_is_of_is_never_chosen_among_several() -> None:
    table = sheet(["Code", "Startmeting"], ["HOU-K7M2", 3.0])
    assert not guessed(table, "ladder", "grade").certain


def test_a_row_can_say_instrument_and_moment_itself() -> None:
    table = sheet(
        ["Deelnemer", "Instrument", "Moment", "Waarde", "Datum"],
        ["HOU-K7M2", "participatieladder", "T0", "3", "1-2-2026"],
        ["HOU-K7M2", "samenwerkingsscan", "nameting", "3,4,-,5,1,2,3,4", "1-6-2026"],
    )
    values = [(each["instrument"], each["moment"], each["value"]) for each in fields_of(brought(table))]
    assert values == [
        ("ladder", "baseline", 3),
        ("collaboration_scan", "follow_up_1", [3, 4, None, 5, 1, 2, 3, 4]),
    ]


def test_numbered_columns_are_the_statements_of_the_scan_with_as_many() -> None:
    table = sheet(["Code", "Moment", *"123456"], ["HOU-K7M2", "startmeting", *"12345", ""])
    [scan] = fields_of(brought(table, "collaboration_scan", "expertise_self_scan"))
    assert (scan["instrument"], scan["value"]) == ("expertise_self_scan", [1, 2, 3, 4, 5, None])


def test_statements_are_known_by_their_words_in_whatever_order() -> None:
    asked = [f"{number}. {text}" for number, text in enumerate(STATEMENTS["collaboration_scan"], 1)]
    table = sheet(["Moment", *reversed(asked)], ["T0", *"87654321"])
    [scan] = brought(table, "collaboration_scan", statements=STATEMENTS)
    assert scan.fields["value"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert scan.anonymous


def test_a_table_of_participants_is_known_by_code_and_group() -> None:
    table = sheet(
        ["Deelnemercode", "Groep", "Toestemming", "Waarvoor"],
        ["HOU-K7M2", "inwoner", "gegeven", "metingen; citaat zonder naam"],
    )
    consent = {"status": "given", "scopes": ["measurements", "anonymous_quote"]}
    assert fields_of(brought(table)) == [{"pseudonym": "HOU-K7M2", "group": "resident", "consent": consent}]


def test_a_table_of_evaluations_has_a_row_per_nameless_person() -> None:
    table = sheet(
        ["Training", "Cijfer", "Past bij mijn werk", "Voor 1", "Na 1", "Voor 2", "Na 2"],
        ["Samen aan tafel", "8", "4", "2", "4", "3", ""],
    )
    [row] = brought(table)
    said = {"training": "Samen aan tafel", "grade": 8, "fits": 4, "before": [2, 3], "after": [4, None]}
    assert (row.kind, row.fields, row.anonymous) == ("evaluation", said, True)


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["Bijeenkomst", "Datum", "Klantmanagers", "Jobcoaches"], [["Samen", "1-3-2026", 3.0, 2.0]]),
        (
            ["Bijeenkomst", "Datum", "Rol", "Aantal"],
            [["Samen", "1-3-2026", "klantmanager", 3.0], ["Samen", "1-3-2026", "jobcoach", 2.0]],
        ),
    ],
)
def test_attendance_comes_with_a_column_or_a_row_per_role(header: list[str], rows: list[list[str]]) -> None:
    [list_] = brought(sheet(header, *rows))
    assert list_.fields["roles"] == {"klantmanager": 3, "jobcoach": 2}


def test_a_list_of_names_with_their_functions_counts_people_per_role() -> None:
    table = sheet(
        ["Functie", "Naam", "Handtekening"],
        ["klantmanager", "Jan", "x"],
        ["jobcoach", "Piet", "x"],
        ["klantmanager", "Kees", ""],
    )
    said = given("attendance.training:=Samen", "attendance.date:=2026-03-01", kinds=["attendance"])
    [list_] = brought(table, said=said)
    assert list_.fields == {
        "training": "Samen",
        "date": "2026-03-01",
        "roles": {"klantmanager": 2, "jobcoach": 1},
    }


def test_a_role_that_is_printed_on_the_list_without_a_number_was_not_there() -> None:
    table = sheet(["Bijeenkomst", "Rol", "Aantal"], ["Samen", "klantmanager", 3.0], ["Samen", "jobcoach", ""])
    [list_] = brought(table)
    assert list_.fields["roles"] == {"klantmanager": 3}


def test_what_nobody_knows_is_refused_with_its_name_and_the_option() -> None:
    found = guessed(sheet([*SEEN[0], "Humeur", "Leeg"], [*SEEN[1], "vrolijk", ""]))
    assert found.unknown == ("Humeur",)
    fault = found.refusal()
    assert isinstance(fault, UnknownColumns)
    assert '--column "Humeur=' in str(fault)


def test_a_table_that_can_be_anything_is_refused_with_the_option_for_its_rows() -> None:
    found = guessed(sheet(["Datum", "Humeur"], ["1-3-2026", "vrolijk"]))
    assert isinstance(found.refusal(), UnknownTable)
    assert "--as" in str(found.refusal())


@pytest.mark.parametrize(
    "name",
    [
        *("E-mail", "E-mailadres van de medewerker", "Naam", "naam (2)", "Naam klant", "Wat is uw naam?"),
        *("Voornaam", "username", "deviceid", "IP-adres", "Telefoonnummer", "Geboortedatum", "BSN"),
        *("Begintijd", "Tijd van voltooien", "Start time", "Last modified time", "groep/deviceid"),
        *("Klantnummer", "Adres", "Handtekening", "latitude"),
    ],
)
def test_who_and_where_is_never_taken_and_never_asked_about(name: str) -> None:
    table = sheet([*SEEN[0], name], [*SEEN[1], "j.jansen@houten.nl"])
    assert guessed(table).certain
    mapped = brought(table, said=given(f"{name}=observation.interpretation"))
    assert fields_of(mapped) == [{"date": "2026-01-05", "what_seen": "Niemand nam de regie."}]
    assert any(name in note for note in mapped[0].notes)


@pytest.mark.parametrize(
    "name", ["restaurant_name", "Naam training", "Deelnemer", "Emailcampagne", "Namens wie"]
)
def test_what_only_looks_like_a_name_is_asked_about(name: str) -> None:
    assert not never_taken([name])


def test_what_is_given_counts_before_what_the_names_say() -> None:
    table = sheet(["Datum", "Tekst", "Waarneming"], ["5-1-2026", "Zo las ik het.", "De jobcoach zweeg."])
    said = given("tekst=interpretation", "Datum=-")
    assert fields_of(brought(table, said=said)) == [
        {"interpretation": "Zo las ik het.", "what_seen": "De jobcoach zweeg."}
    ]


def test_every_other_column_can_go_to_one_text_with_its_name_before_it() -> None:
    table = sheet(["Vraag A", "Vraag B", "Vraag C"], ["rood", "", 3.5])
    said = given("*=what_seen")
    assert fields_of(brought(table, said=said)) == [{"what_seen": "Vraag A: rood\nVraag C: 3,5"}]


def test_a_long_question_is_named_by_its_beginning() -> None:
    question = "Wat ging er volgens u goed in dit gesprek en wat zou u de volgende keer anders doen?"
    table = sheet([question, "Datum"], ["Alles.", "5-1-2026"])
    [seen] = fields_of(brought(table, said=given("wat ging er volgens u=observation.what_seen")))
    assert seen["what_seen"] == "Alles."


def test_an_option_for_a_column_that_is_not_there_names_it_and_those_there_are() -> None:
    with pytest.raises(MissingColumns) as fault:
        guessed(
            sheet(["date", "text"], ["2026-01-05", "x"]), said=given("score=measurement(counter:s).value")
        )
    assert fault.value.facts["columns"] == ("score",)
    assert fault.value.facts["known"] == ("date", "text")


def test_options_that_say_nothing_are_refused_all_at_once() -> None:
    with pytest.raises(Malformed) as fault:
        given(
            "score", "score=what_sen", "x=measurement(zrm).value", kinds=["dagboek"], codes=["D1", "D2=HOU"]
        )
    assert [each.field for each in fault.value.problems] == [
        "as",
        "column",
        "column",
        "column",
        "code",
        "code",
    ]


@pytest.mark.parametrize("theirs", ["Jan Jansen", "j.jansen@houten.nl", "123456", "klant 48213"])
def test_a_code_that_tells_who_somebody_is_makes_a_key_file_and_is_refused(theirs: str) -> None:
    with pytest.raises(Malformed):
        given(codes=[f"{theirs}=HOU-K7M2"])


def test_a_column_that_ends_in_a_colon_is_no_value_for_every_row() -> None:
    table = sheet(["Opmerking:", "Datum"], ["De jobcoach zweeg.", "5-1-2026"])
    assert (
        fields_of(brought(table, said=given("Opmerking:=what_seen")))[0]["what_seen"] == "De jobcoach zweeg."
    )


def test_a_number_per_row_tells_rows_apart_only_when_no_number_comes_twice() -> None:
    numbered = sheet(["Nr", *SEEN[0]], ["1", *SEEN[1]], ["2", *SEEN[1]])
    assert targets(guessed(numbered))["Nr"] == ("key",)
    twice = sheet(["Nr", *SEEN[0]], ["1", *SEEN[1]], ["1", *SEEN[1]])
    assert guessed(twice).unknown == ("Nr",)


def test_what_was_kept_counts_before_the_names_and_what_is_given_before_both() -> None:
    table = sheet(["Datum", "Tekst", "Humeur"], ["5-1-2026", "De jobcoach zweeg.", "stil"])
    first = guessed(table, said=given("Humeur=interpretation", "Datum=-")).mapping
    kept = guessed(table, kept=first)
    assert kept.mapping == first
    changed = guessed(table, kept=first, said=given("Humeur=-"))
    assert targets(changed) == {**targets(kept), "Humeur": ("-",)}


def test_a_column_that_was_empty_before_and_holds_something_now_is_asked_about() -> None:
    empty = sheet(["Tekst", "Humeur"], ["De jobcoach zweeg.", ""])
    filled = sheet(["Tekst", "Humeur"], ["De jobcoach zweeg.", "stil"])
    kept = guessed(empty).mapping
    assert guessed(filled, kept=kept).unknown == ("Humeur",)
    with pytest.raises(UnknownColumns):
        apply(filled, kept, file="lijst.xlsx")


def test_who_says_anew_what_the_rows_are_says_anew_what_the_columns_are() -> None:
    table = sheet(["Training", "Cijfer"], ["Samen", "8"])
    kept = guessed(table).mapping
    found = guessed(table, kept=kept, said=given("Training=what_seen", "Cijfer=-", kinds=["observation"]))
    assert found.mapping.kinds == ("observation",)
