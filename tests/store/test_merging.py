"""Merging: another copy of the workspace, or of a study, is taken in."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from laptops import STUDY, Laptop, dying, everything, stored, written

from actionlab import errors
from actionlab.store import record_file
from actionlab.store.memory import remembered
from actionlab.store.merging import AnotherStudy, NothingToMerge, SamePlace

PERSON = "HOU-AAAA"


@pytest.fixture
def a(tmp_path: Path) -> Laptop:
    """A laptop with a study, what was seen in it, and a record that spans studies."""
    made = Laptop(tmp_path / "a", "a-0001")
    made.log("study")
    made.log("observation", "obs-0001", what_seen="Eerst.")
    made.log("organisation", "org-0001")
    return made


@pytest.fixture
def b(tmp_path: Path, a: Laptop) -> Laptop:
    """A laptop with a copy of that."""
    made = Laptop(tmp_path / "b", "b-0001")
    a.copy_to(made)
    return made


def test_an_empty_workspace_takes_everything_in_to_the_byte(a: Laptop, tmp_path: Path) -> None:
    c = Laptop(tmp_path / "c", "c-0001")
    a.edit("obs-0001", what_seen="Beter.")

    merged = c.merge(a)

    assert (merged.revisions, merged.records, merged.known, merged.studies) == (4, 3, 0, (STUDY,))
    assert stored(c.space.studies) == stored(a.space.studies)
    assert everything(c) == everything(a)
    assert remembered(c.space.folder).files == ()


def test_again_adds_nothing(a: Laptop, b: Laptop) -> None:
    b.log("observation", "obs-0002")
    b.erase("obs-0001")
    assert a.merge(b).revisions == 2
    once = stored(a.space.studies)

    again = a.merge(b)

    assert (again.revisions, again.records, again.erased, again.studies) == (0, 0, (), ())
    assert again.known == 4
    assert stored(a.space.studies) == once


def test_in_either_direction_it_reads_the_same(a: Laptop, b: Laptop) -> None:
    for laptop, seen in ((a, "Door A."), (b, "Door B.")):
        laptop.log("study", id="twee", title=seen) if laptop is b else None
        laptop.log("observation", what_seen=seen)
        laptop.edit("obs-0001", what_seen=seen)
    a.edit("org-0001", name="Anders (voorbeeld)", forget=True)

    first, second = a.merge(b), b.merge(a)

    assert (first.apart, second.apart) == (("obs-0001",), ("obs-0001",))
    assert (first.records, second.records) == (2, 1)
    assert (first.forgotten, second.forgotten) == ((), ("org-0001",))
    assert everything(a) == everything(b)
    assert stored(a.space.studies) == stored(b.space.studies)


def test_what_was_erased_there_is_erased_here_at_once(a: Laptop, b: Laptop) -> None:
    a.log("participant", pseudonym=PERSON)
    a.copy_to(b)
    quote = {"text": "Ik wil wel.", "speaker": PERSON, "permission": True}
    a.log("observation", "obs-0003", participants=[PERSON], quote=quote)
    a.log("measurement", "met-0001", participant=PERSON)
    b.erase(PERSON, "obs-0001")

    merged = a.merge(b)

    assert merged.erased == (PERSON, "obs-0001")
    content = b"".join(stored(a.space.root).values())
    assert content.count(PERSON.encode()) == 1
    assert b"Eerst." not in content
    assert b"Ik wil wel." not in content
    assert a.read().records.get("met-0001") is None


def test_what_was_erased_here_is_not_taken_in(a: Laptop, b: Laptop) -> None:
    b.edit("obs-0001", what_seen="Door B.")
    a.erase("obs-0001")

    merged = a.merge(b)

    assert (merged.revisions, merged.refused, merged.erased) == (0, 2, ())
    assert b"Door B." not in b"".join(stored(a.space.root).values())


def test_an_erased_record_stays_erased_when_only_this_computer_remembers(
    a: Laptop, b: Laptop, tmp_path: Path
) -> None:
    before = stored(a.space.studies)
    a.erase("obs-0001")
    for name, content in before.items():
        (a.space.studies / name).write_bytes(content)

    a.merge(b)

    assert b"Eerst." not in b"".join(stored(a.space.root).values())
    c = Laptop(tmp_path / "c", "c-0001")
    c.merge(a)
    assert c.read().erased == {"obs-0001"}


@pytest.mark.parametrize("inside", ["", f"studies/{STUDY}", f"studies/{STUDY}/records"])
def test_a_workspace_a_study_or_a_folder_of_records_is_taken_in(
    a: Laptop, tmp_path: Path, inside: str
) -> None:
    c = Laptop(tmp_path / "c", "c-0001")

    merged = c.merge(a.space.root / inside)

    assert c.own_file().with_name("a-0001.json").read_bytes() == a.own_file().read_bytes()
    assert merged.records == (2 if inside else 3)


def test_a_folder_with_settings_is_a_workspace_although_it_has_no_studies(a: Laptop, tmp_path: Path) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    (empty / "actionlab.toml").touch()

    assert a.merge(empty).known == 0


@pytest.mark.parametrize("name", ["een-kopie", "Een (kopie)", "records", "_shared"])
def test_a_study_is_known_by_its_records_not_by_the_name_of_its_folder(
    a: Laptop, b: Laptop, tmp_path: Path, name: str
) -> None:
    b.log("observation", "obs-0002")
    moved = b.space.studies / STUDY / "records"
    stick = tmp_path / "stick"
    stick.mkdir()
    moved.rename(stick / name)

    a.merge(stick / name)

    assert a.record("obs-0002").folder == STUDY
    assert {path.name for path in a.space.studies.iterdir()} == {"_shared", STUDY}


def test_records_of_an_erased_study_go_where_their_study_was(a: Laptop, b: Laptop, tmp_path: Path) -> None:
    b.erase(STUDY, "obs-0001")
    (b.space.studies / STUDY).rename(tmp_path / "oud")

    assert a.merge(tmp_path / "oud").erased == (STUDY, "obs-0001")


def test_conflict_copies_over_there_go_into_the_own_files_here(a: Laptop, b: Laptop) -> None:
    before = b.own_file().with_name("a-0001.json").read_bytes()
    a.log("observation", "obs-0002", what_seen="Alleen in de kopie.")
    copy = b.own_file().with_name("a-0001-LAPTOP.json")
    copy.write_bytes(a.own_file().read_bytes())
    a.own_file().write_bytes(before)

    assert a.merge(b).revisions == 1

    assert [path.name for path in a.own_file().parent.iterdir()] == ["a-0001.json"]
    assert a.record("obs-0002").data.what_seen == "Alleen in de kopie."


def test_kinds_and_fields_that_nobody_here_knows_are_carried_along(a: Laptop, tmp_path: Path) -> None:
    unknown = {"kind": "wizard", "id": "wiz-1", "at": "x", "by": "z-0001", "schema": 9, "data": {"é": [1.0]}}
    file = written(tmp_path / "stick" / STUDY / "records" / "z-0001.json", "z-0001", unknown)
    header = record_file.encode({"kind": "header", "format": 1, "study": "s", "writer": "z-0001", "x": 1})
    shared = next(iter(record_file.all_lines(a.own_file().read_bytes())))
    documents = [shared.document, record_file.encode(unknown)]  # type: ignore[union-attr]
    file.write_bytes(record_file.new_file(header, documents))

    merged = a.merge(file.parent.parent)

    assert (merged.revisions, merged.known) == (1, 1)
    content = a.own_file().with_name("z-0001.json").read_bytes()
    assert content == record_file.new_file(header, documents[1:])
    assert a.read().newer == 1


def test_what_begins_under_the_own_code_is_missed_when_it_is_gone(a: Laptop, tmp_path: Path) -> None:
    new = Laptop(tmp_path / "new", a.writer)
    new.merge(a)

    new.own_file().unlink()

    assert [type(each) for each in new.read().damaged] == [errors.MissingFile]


@pytest.mark.parametrize("inside", [".", "..", "studies", f"studies/{STUDY}", "kopie"])
def test_the_same_workspace_or_one_inside_the_other_is_refused(a: Laptop, b: Laptop, inside: str) -> None:
    shutil.copytree(b.space.root, a.space.root / "kopie")
    (a.space.root.parent / "studies").mkdir()
    (a.space.root / "studies" / "studies").mkdir()
    before = stored(a.space.root)

    with pytest.raises(SamePlace):
        a.merge(a.space.root / inside)

    assert stored(a.space.root) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_link_to_the_same_workspace_is_refused(a: Laptop, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(a.space.root, target_is_directory=True)
    with pytest.raises(SamePlace):
        a.merge(tmp_path / "link")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("place", ["nergens", "leeg", "bestand", "kring"])
def test_a_place_without_records_is_refused(a: Laptop, tmp_path: Path, place: str) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "kring").symlink_to(tmp_path / "kring")
    (tmp_path / "bestand").touch()
    with pytest.raises(NothingToMerge):
        a.merge(tmp_path / place)


def spoil_by_cutting(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def spoil_by_a_newer_format(path: Path) -> None:
    header = record_file.encode({"kind": "header", "format": 2, "study": "x", "writer": "b-0001"})
    path.write_bytes(record_file.new_file(header, []))


def spoil_by_a_writer_that_is_a_path(path: Path) -> None:
    path.write_bytes(record_file.new_file(record_file.header_document("std-1", "../../../b"), []))


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (spoil_by_cutting, errors.DamagedFile),
        (spoil_by_a_newer_format, errors.NewerFormat),
        (spoil_by_a_writer_that_is_a_path, errors.BadWriter),
    ],
)
@pytest.mark.parametrize("folder", ["_shared", STUDY])
def test_one_bad_file_over_there_and_nothing_is_taken_in(
    a: Laptop, b: Laptop, folder: str, spoil: Callable[[Path], None], error: type[Exception]
) -> None:
    b.log("organisation")
    b.log("observation")
    spoil(b.own_file(folder))
    before = stored(a.space.root)

    with pytest.raises(error, match=r"b-0001\.json"):
        a.merge(b)

    assert stored(a.space.root) == before


def test_a_damaged_or_missing_file_here_is_named_and_nothing_is_taken_in(a: Laptop, b: Laptop) -> None:
    b.log("observation")
    whole = a.own_file("_shared").read_bytes()
    spoil_by_cutting(a.own_file("_shared"))
    with pytest.raises(errors.DamagedFile, match="_shared"):
        a.merge(b)
    a.own_file("_shared").unlink()
    with pytest.raises(errors.MissingFile, match="_shared"):
        a.merge(b)
    a.own_file("_shared").write_bytes(whole)

    assert a.merge(b).revisions == 1


def test_another_study_with_the_same_code_is_refused_with_both_named(a: Laptop, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "other", "o-0001")
    other.log("study", title="Iets anders")
    other.log("organisation", "org-0002")
    before = stored(a.space.root)

    with pytest.raises(AnotherStudy) as refused:
        a.merge(other)

    assert str(a.space.studies / STUDY) in str(refused.value)
    assert str(other.space.studies / STUDY) in str(refused.value)
    assert stored(a.space.root) == before


def test_a_study_that_points_outside_is_refused(a: Laptop, tmp_path: Path) -> None:
    study = {"kind": "study", "id": "../../elders", "at": "x", "by": "z-0001", "schema": 1, "data": {}}
    written(tmp_path / "stick" / "records" / "z-0001.json", "z-0001", study)

    with pytest.raises(errors.Malformed):
        a.merge(tmp_path / "stick")


def test_when_the_disk_refuses_nothing_is_taken_in(
    a: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    c = Laptop(tmp_path / "c", "c-0001")
    replaced: list[object] = []

    def refuse(temporary: str, path: str) -> None:
        replaced.append(path)
        if len(replaced) == 3:
            raise OSError(28, "full")
        Path(temporary).rename(path)

    monkeypatch.setattr("actionlab.store.replacing.os.replace", refuse)
    with pytest.raises(errors.CannotSave):
        c.merge(a)
    monkeypatch.undo()

    assert stored(c.space.root) == {}
    assert c.merge(a).records == 3


@pytest.mark.parametrize("after", range(4))
def test_a_killed_merging_is_finished_by_whoever_comes_next(a: Laptop, tmp_path: Path, after: int) -> None:
    c = Laptop(tmp_path / "c", "c-0001")
    with dying(after):
        c.merge(a)

    assert everything(c) == everything(a)
    assert c.merge(a).revisions == 0


def test_templates_of_the_other_copy_are_told_and_not_taken(a: Laptop, b: Laptop) -> None:
    assert not a.merge(b).templates
    template = b.space.templates / "reports" / "feedback.nl.toml"
    template.parent.mkdir(parents=True)
    template.touch()

    assert a.merge(b).templates
    assert not a.space.templates.exists()


def test_what_a_killed_command_left_unfinished_over_there_is_finished_first(a: Laptop, b: Laptop) -> None:
    b.home = a.home
    with dying():
        b.erase("obs-0001", "org-0001")

    assert a.merge(b).erased == ("obs-0001", "org-0001")


def test_an_example_takes_nothing_in(a: Laptop, b: Laptop) -> None:
    a.space = type(a.space)(a.space.folder, type(a.space.settings)(read_only=True, synthetic=True))
    with pytest.raises(errors.ReadOnlyWorkspace):
        a.merge(b)
