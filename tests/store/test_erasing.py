"""Erasing: what was recorded goes from every file in reach, and it stays away when an old copy comes back."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import valid
from laptops import STUDY, Laptop, dying, everything, files, stored

from actionlab import errors, store
from actionlab.model.records import Draft
from actionlab.store import record_file

PERSON, OTHER = "HOU-AAAA", "HOU-BBBB"
COPY = "a-0001-LAPTOP.json"


@pytest.fixture
def a(tmp_path: Path) -> Laptop:
    """A laptop with a study in which two people take part, and some texts."""
    made = Laptop(tmp_path / "a", "a-0001")
    made.log("study")
    made.log("participant", pseudonym=PERSON)
    made.log("participant", pseudonym=OTHER)
    made.log("observation", "obs-0001", what_seen="Een geheim.")
    made.log("observation", "obs-0002", what_seen="Iets anders.")
    return made


@pytest.fixture
def b(tmp_path: Path, a: Laptop) -> Laptop:
    """Somebody else who writes in the same folder."""
    made = Laptop(tmp_path / "b", "b-0001")
    made.space = a.space
    made.log("observation", "obs-1001", what_seen="Van een collega.")
    return made


def content(laptop: Laptop) -> bytes:
    """Everything below the folder of the workspace."""
    return b"".join(stored(laptop.space.root).values())


def documents(path: Path) -> list[dict[str, object]]:
    found = (line for line in record_file.all_lines(path.read_bytes()) if isinstance(line, record_file.Line))
    return [json.loads(line.document) for line in found]


def test_an_erased_record_leaves_nothing_but_its_id(a: Laptop) -> None:
    a.edit("obs-0001", what_seen="Een groter geheim.")

    erased = a.erase("obs-0001")

    assert b"geheim" not in content(a)
    assert a.read().erased == {"obs-0001"}
    assert a.read().records.get("obs-0001") is None
    assert (erased.ids, erased.leftovers) == (("obs-0001",), ())
    assert str(a.own_file()) in erased.files
    assert documents(a.own_file())[-1] == {
        "rev": a.history("obs-0001")[0].rev,
        "at": "2026-03-12T09:30:00.000Z",
        "by": "a-0001",
        "id": "obs-0001",
        "kind": "tombstone",
        "schema": 1,
    }


def test_it_goes_from_the_files_of_colleagues_and_from_copies_too(a: Laptop, b: Laptop) -> None:
    b.edit("obs-0001", what_seen="Geheim, zag ook een collega.")
    shutil.copy(a.own_file(), a.own_file().with_name(COPY))

    erased = a.erase("obs-0001", "obs-1001")

    assert not re.search(b"geheim|van een collega", content(a), re.IGNORECASE)
    assert {Path(each).name for each in erased.files} == {"a-0001.json", "b-0001.json", COPY}
    assert a.read().damaged == ()


def test_erasing_again_changes_nothing(a: Laptop) -> None:
    a.erase("obs-0001")
    once = stored(a.space.root)

    assert a.erase("obs-0001").files == ()

    assert stored(a.space.root) == once


def test_an_unknown_record_is_refused_and_nothing_else_is_erased(a: Laptop) -> None:
    with pytest.raises(errors.UnknownRecord, match="obs-9999"):
        a.erase("obs-0001", "obs-9999")
    assert a.record("obs-0001").data.what_seen == "Een geheim."


def test_the_id_of_an_erased_record_cannot_be_used_again(a: Laptop) -> None:
    draft = a.next_version("obs-0001", what_seen="Toch weer.")
    a.erase("obs-0001", PERSON)

    for refused in (
        lambda: a.add(draft),
        lambda: a.erase(drafts=[draft]),
        lambda: a.log("observation", "obs-0001"),
        lambda: a.log("participant", pseudonym=PERSON),
    ):
        with pytest.raises(errors.ErasedRecord):
            refused()


def test_a_person_goes_with_measurements_quotes_and_links_wherever_they_stand(a: Laptop, b: Laptop) -> None:
    quote = {"text": "Ik wil wel.", "speaker": PERSON, "permission": True}
    b.log("observation", "obs-1002", participants=[PERSON, OTHER], quote=quote, what_seen="hou-aaaa's buur.")
    b.log("measurement", "met-0001", participant=PERSON)
    b.log("measurement", "met-0002", participant=OTHER)
    b.edit("obs-1002", tags=["werk"])

    a.erase(PERSON)

    observation = a.record("obs-1002").data
    assert (observation.what_seen, observation.participants, observation.quote, observation.tags) == (
        "[…]'s buur.",
        (OTHER,),
        None,
        ("werk",),
    )
    assert len(a.history("obs-1002")) == 2
    records = a.read().records
    assert [each.id for each in records if each.kind == "measurement"] == ["met-0002"]
    assert len(re.findall(b"hou-aaaa", content(a), re.IGNORECASE)) == 1
    assert b"Ik wil wel." not in content(a)


def test_an_insight_says_how_much_of_its_evidence_was_erased(a: Laptop) -> None:
    a.log("measurement", "met-0001", participant=PERSON)
    sources = [{"ref": ref, "relation": "supports"} for ref in ("obs-0001", "obs-0002", "met-0001")]
    a.log("insight", "ins-0001", evidence=sources)

    a.erase("obs-0001", PERSON)

    insight = a.record("ins-0001")
    assert ([each.ref for each in insight.data.evidence], insight.lost) == (["obs-0002"], 2)
    a.edit("ins-0001", evidence=[{"ref": "obs-0002", "relation": "supports"}])
    assert a.record("ins-0001").lost == 0


def test_forgetting_leaves_only_the_new_version(a: Laptop, b: Laptop) -> None:
    b.edit("obs-0001", what_seen="Ook geheim.")

    a.edit("obs-0001", forget=True, what_seen="Iets algemeens.")

    assert b"geheim" not in content(a)
    assert [each.fields["what_seen"] for each in a.history("obs-0001")] == ["Iets algemeens."]
    assert a.read().erased == frozenset()
    a.edit("obs-0001", what_seen="Nog iets.")
    assert len(a.history("obs-0001")) == 2


def test_erasing_and_storing_happen_together_or_not_at_all(a: Laptop) -> None:
    before = stored(a.space.root)
    broken = Draft(kind="observation", fields=valid("observation", participants=["HOU-ZZZZ"]))
    for ids, draft in ((["obs-0001"], broken), (["obs-9999"], a.next_version("obs-0002", forget=True))):
        with pytest.raises((errors.RuleBroken, errors.UnknownRecord)):
            a.erase(*ids, drafts=[draft])
        assert stored(a.space.root) == before


def beside(laptop: Laptop, before: dict[str, bytes]) -> None:
    """An old copy comes back as a conflict copy."""
    name = f"studies/{STUDY}/records"
    (laptop.space.root / name / COPY).write_bytes(before[f"{name}/a-0001.json"])


def over(laptop: Laptop, before: dict[str, bytes]) -> None:
    """An old copy is put over the file with the tombstone."""
    name = f"studies/{STUDY}/records/a-0001.json"
    (laptop.space.root / name).write_bytes(before[name])


def whole(laptop: Laptop, before: dict[str, bytes]) -> None:
    """The whole folder is restored from a backup."""
    shutil.rmtree(laptop.space.studies)
    for name, old in before.items():
        (laptop.space.root / name).parent.mkdir(parents=True, exist_ok=True)
        (laptop.space.root / name).write_bytes(old)


Restore = Callable[[Laptop, dict[str, bytes]], None]


@pytest.mark.parametrize("restore", [beside, over, whole])
def test_what_was_erased_is_not_read_when_it_comes_back_and_goes_again(a: Laptop, restore: Restore) -> None:
    a.log("observation", "obs-0003", what_seen="hou-aaaa vertelt.", participants=[PERSON])
    a.edit("obs-0002", what_seen="Oude versie.")
    before = stored(a.space.root)
    a.erase("obs-0001", PERSON, drafts=[a.next_version("obs-0002", forget=True, what_seen="Nieuw.")])
    expected = everything(a)
    restore(a, before)

    reading = a.read()
    assert reading.records.get("obs-0001") is None
    assert reading.returned != ()
    assert b"geheim" in content(a)
    swept = a.sweep()

    assert {Path(each).name for each in reading.returned} <= {Path(each).name for each in swept}
    assert not re.search(b"geheim|oude versie|vertelt", content(a).replace(b"[\\u2026] vertelt", b""), re.I)
    assert len(re.findall(b"hou-aaaa", content(a), re.I)) == 1
    assert (a.read().returned, a.sweep()) == ((), ())
    if restore is beside:
        assert everything(a) == expected


@pytest.mark.parametrize("restore", [over, whole])
def test_a_tombstone_that_was_lost_is_written_again_so_that_others_know(
    a: Laptop, tmp_path: Path, restore: Restore
) -> None:
    before = stored(a.space.root)
    a.erase("obs-0001")
    restore(a, before)
    a.sweep()

    newcomer = Laptop(tmp_path / "c", "c-0001")
    a.copy_to(newcomer)

    assert newcomer.read().erased == {"obs-0001"}


def test_a_tombstone_is_written_again_although_nothing_of_the_record_came_back(
    a: Laptop, b: Laptop, tmp_path: Path
) -> None:
    before = a.own_file().read_bytes()
    a.erase("obs-1001")
    a.own_file().write_bytes(before)
    assert a.read().returned == ()

    a.tidy()

    newcomer = Laptop(tmp_path / "c", "c-0001")
    a.copy_to(newcomer)
    assert newcomer.read().erased == {"obs-1001"}


def test_a_quick_log_that_meets_something_erased_removes_it(a: Laptop) -> None:
    before = stored(a.space.root)
    a.erase("obs-0001", PERSON)
    beside(a, before)

    a.log("observation", "obs-0004", what_seen="Gewoon.")

    assert b"geheim" not in content(a)
    assert len(re.findall(PERSON.encode(), content(a))) == 1
    assert a.record("obs-0004").data.what_seen == "Gewoon."


def test_a_text_that_names_an_erased_person_is_stored_without_the_code(a: Laptop) -> None:
    a.erase(PERSON)
    a.log("observation", "obs-0003", what_seen="Hou-aaaa was er weer.")

    assert a.record("obs-0003").data.what_seen == "[…] was er weer."
    a.sweep()
    assert len(re.findall(b"hou-aaaa", content(a), re.I)) == 1


def test_a_version_that_somebody_wrote_meanwhile_goes_when_it_arrives(a: Laptop, tmp_path: Path) -> None:
    offline = Laptop(tmp_path / "b", "b-0001")
    a.copy_to(offline)
    offline.edit("obs-0001", what_seen="Weer geheim.")
    a.erase("obs-0001")

    shutil.copy(offline.own_file(), a.own_file().parent)

    assert a.read().records.get("obs-0001") is None
    assert a.sweep() != ()
    assert b"geheim" not in content(a)


def test_a_damaged_file_stays_as_it_is_and_is_named(a: Laptop, b: Laptop) -> None:
    b.edit("obs-0001", what_seen="Geheim van B.")
    damaged = b.own_file().read_bytes().replace(b"Van een", b"Van 1 ")
    b.own_file().write_bytes(damaged)

    erased = a.erase("obs-0001")

    assert erased.leftovers == (str(b.own_file()),)
    assert b.own_file().read_bytes() == damaged
    assert b"Een geheim" not in a.own_file().read_bytes()


def test_what_may_stand_in_a_damaged_file_only_is_not_called_unknown(a: Laptop, b: Laptop) -> None:
    b.own_file().write_bytes(b.own_file().read_bytes()[:-30])
    with pytest.raises(errors.DamagedFile, match="b-0001"):
        a.erase("obs-1001")


def test_a_file_of_a_newer_format_stops_it_before_anything_changes(a: Laptop, b: Laptop) -> None:
    header = record_file.encode({"kind": "header", "format": 2, "study": "x", "writer": "b-0001"})
    b.own_file().write_bytes(record_file.new_file(header, []))
    before = stored(a.space.root)

    with pytest.raises(errors.NewerFormat):
        a.erase("obs-0001")

    assert stored(a.space.root) == before


def test_temporary_files_and_lines_set_aside_lose_it_too(a: Laptop, b: Laptop) -> None:
    own = a.own_file()
    own.with_name(".a-0001.json.0123456789ab.tmp").write_bytes(own.read_bytes())
    own.with_name(".b-0001.json.0123456789ab.tmp").write_bytes(own.read_bytes()[:-60])
    aside = own.with_name("a-0001.json.damaged")
    aside.write_bytes(b"x\n" + own.read_bytes() + f"naar {PERSON.lower()} gebeld\n".encode())

    a.erase("obs-0001", PERSON)

    assert [path.name for path in files(own.parent)] == ["a-0001.json", "a-0001.json.damaged", "b-0001.json"]
    assert not re.search(b"geheim|hou-aaaa", aside.read_bytes(), re.I)
    assert b"Iets anders." in aside.read_bytes()
    assert aside.read_bytes().startswith(b"x\n")


@pytest.mark.parametrize("after", range(5))
def test_a_reader_finishes_what_a_killed_erasing_left(a: Laptop, b: Laptop, after: int) -> None:
    b.edit("obs-0001", what_seen="Geheim van B.")
    with dying(after):
        a.erase("obs-0001")

    reading = a.read()

    assert reading.returned == ()
    assert reading.erased == {"obs-0001"}
    assert not re.search(b"geheim", content(a), re.I)
    assert [path.name for path in files(a.own_file().parent)] == ["a-0001.json", "b-0001.json"]


@pytest.mark.parametrize("after", range(5))
def test_the_next_command_finishes_what_a_killed_erasing_left(a: Laptop, b: Laptop, after: int) -> None:
    b.edit("obs-0001", what_seen="Geheim van B.")
    with dying(after):
        a.erase("obs-0001")

    a.log("observation", "obs-0003")

    assert not re.search(b"geheim", content(a), re.I)
    assert a.read().erased == {"obs-0001"}
    assert a.record("obs-0003").data.what_seen


@pytest.mark.parametrize("failing", range(3))
def test_when_the_disk_refuses_everything_is_as_it_was(
    a: Laptop, b: Laptop, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    b.edit("obs-0001", what_seen="Geheim van B.")
    before = stored(a.space.root)
    replaced: list[str] = []

    def refuse(temporary: str, path: str) -> None:
        if not path.endswith(".unfinished"):
            replaced.append(path)
        if len(replaced) == failing + 1:
            raise OSError(28, "full")
        Path(temporary).rename(path)

    monkeypatch.setattr("actionlab.store.replacing.os.replace", refuse)
    with pytest.raises(errors.CannotSave):
        a.erase("obs-0001")
    monkeypatch.undo()

    assert stored(a.space.root) == before
    assert a.read().erased == frozenset()


def test_a_report_is_no_longer_known_to_be_made_of_an_erased_person(a: Laptop) -> None:
    with a.in_use():
        store.save_reports(a.space, "rapport.docx", {".docx": b"x"}, made_from=[PERSON, "obs-0001"])

    a.erase(PERSON)

    assert PERSON not in (a.space.reports / ".written.json").read_text("utf-8")


def test_an_example_is_not_erased(a: Laptop) -> None:
    a.space = type(a.space)(a.space.folder, type(a.space.settings)(read_only=True, synthetic=True))
    with pytest.raises(errors.ReadOnlyWorkspace):
        a.erase("obs-0001")
