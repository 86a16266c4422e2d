"""Folding: the copies of a synchronisation program go back into the files of their writers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from laptops import STUDY, Laptop, dying, everything, stored, written

from actionlab import errors
from actionlab.store import record_file
from actionlab.store.folding import tidying
from actionlab.store.memory import remembered

NAMES = ("a-0001-LAPTOP.json", "a-0001 (conflicted copy 2026-03-12).json", "Kopie van iets.json")
Put = Callable[[Path], None]


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop with a study and one observation in it."""
    made = Laptop(tmp_path / "a", "a-0001")
    made.log("study")
    made.log("observation", "obs-0001", what_seen="Eerst.")
    return made


def documents(path: Path) -> list[bytes]:
    return [line.document for line in record_file.all_lines(path.read_bytes())]  # type: ignore[union-attr]


def temporary(laptop: Laptop, content: bytes, name: str = "a-0001") -> Path:
    path = laptop.own_file().with_name(f".{name}.json.0123456789ab.tmp")
    path.write_bytes(content)
    return path


def fork(laptop: Laptop, name: str, record_id: str) -> Path:
    """Let a copy of the own file have a record that the own file does not have."""
    before = laptop.own_file().read_bytes()
    laptop.log("observation", record_id, what_seen=f"In de kopie: {record_id}.")
    copy = laptop.own_file().with_name(name)
    copy.write_bytes(laptop.own_file().read_bytes())
    laptop.own_file().write_bytes(before)
    return copy


@pytest.mark.parametrize("name", NAMES)
def test_what_only_a_copy_has_goes_behind_what_the_own_file_has(laptop: Laptop, name: str) -> None:
    copy = fork(laptop, name, "obs-0002")
    laptop.log("observation", "obs-0003")
    own, its = documents(laptop.own_file()), documents(copy)
    before = everything(laptop)

    done = laptop.tidy()

    assert [(each.copy, each.own, each.new, each.begins) for each in done.folds] == [
        (str(copy), str(laptop.own_file()), 1, False)
    ]
    assert documents(laptop.own_file()) == [*own, its[-1]]
    assert list(laptop.own_file().parent.iterdir()) == [laptop.own_file()]
    assert everything(laptop) == before


def test_twice_is_as_good_as_once(laptop: Laptop) -> None:
    for number, name in enumerate(NAMES):
        fork(laptop, name, f"obs-100{number}")
    assert sum(each.new for each in laptop.tidy().folds) == 3
    once = stored(laptop.own_file().parent)

    again = laptop.tidy()

    assert (again.gone, again.left, again.faults) == ((), (), ())
    assert stored(laptop.own_file().parent) == once


def test_looking_what_there_is_to_tidy_changes_nothing(laptop: Laptop) -> None:
    copy = fork(laptop, NAMES[0], "obs-0002")
    before = stored(laptop.home.parent)

    with laptop.in_use():
        found = tidying(laptop.space)

    assert found.gone == (str(copy),)
    assert stored(laptop.home.parent) == before
    assert laptop.tidy() == found


def test_a_copy_without_its_own_file_becomes_it_to_the_byte(laptop: Laptop) -> None:
    unknown = {"kind": "wizard", "id": "wiz-1", "at": "x", "by": "b-0001", "schema": 7, "data": {"é": [1.0]}}
    copy = written(laptop.own_file().with_name("b-0001-LAPTOP.json"), "b-0001", unknown, study="std-1")
    shared = documents(laptop.own_file())[0]
    copy.write_bytes(
        record_file.new_file(record_file.first_document(copy.read_bytes()), [shared, *documents(copy)])
    )
    content = copy.read_bytes()

    done = laptop.tidy()

    assert [each.begins for each in done.folds] == [True]
    assert not copy.exists()
    assert copy.with_name("b-0001.json").read_bytes() == content
    with laptop.in_use():
        assert "b-0001" not in str(remembered(laptop.space.folder).files)


def test_the_own_file_of_this_laptop_is_missed_no_longer_when_a_copy_becomes_it(laptop: Laptop) -> None:
    copy = laptop.own_file().with_name(NAMES[0])
    laptop.own_file().rename(copy)
    assert [type(each) for each in laptop.read().damaged] == [errors.MissingFile]

    laptop.tidy()

    assert laptop.read().damaged == ()
    laptop.own_file().unlink()
    assert [type(each) for each in laptop.read().damaged] == [errors.MissingFile]


def test_what_was_erased_does_not_come_back_with_a_copy(laptop: Laptop) -> None:
    copy = laptop.own_file().with_name(NAMES[0])
    copy.write_bytes(laptop.own_file().read_bytes())
    old = copy.read_bytes()
    laptop.erase("obs-0001")
    assert b"Eerst." not in copy.read_bytes()
    copy.write_bytes(old)

    laptop.tidy()

    assert not copy.exists()
    assert b"Eerst." not in laptop.own_file().read_bytes()
    assert laptop.read().erased == {"obs-0001"}


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda copy: copy.write_bytes(copy.read_bytes().replace(b"Eerst", b"Later")), errors.DamagedFile),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:-30]), errors.DamagedFile),
        (lambda copy: copy.write_bytes(b""), errors.DamagedFile),
        (
            lambda copy: copy.write_bytes(
                record_file.new_file(
                    record_file.encode({"kind": "header", "format": 2, "study": "x", "writer": "a-0001"}), []
                )
            ),
            errors.NewerFormat,
        ),
    ],
)
def test_a_copy_that_is_not_whole_stays_and_is_named(
    laptop: Laptop, spoil: Put, error: type[errors.ActionlabError]
) -> None:
    copy, good = fork(laptop, NAMES[0], "obs-0002"), fork(laptop, NAMES[1], "obs-0003")
    spoil(copy)
    content = copy.read_bytes()

    done = laptop.tidy()

    assert [type(each) for each in done.faults] == [error]
    assert str(copy) in str(done.faults[0])
    assert done.gone == (str(good),)
    assert copy.read_bytes() == content


def test_a_copy_whose_own_file_is_damaged_waits(laptop: Laptop) -> None:
    copy = fork(laptop, NAMES[0], "obs-0002")
    laptop.own_file().write_bytes(laptop.own_file().read_bytes()[:-30])

    done = laptop.tidy()

    assert done.gone == ()
    assert [(each.path, "a-0001.json" in each.reason) for each in done.left] == [(str(copy), True)]
    assert [type(each) for each in done.faults] == [errors.DamagedFile]


def test_a_file_of_another_study_stays_and_is_named(laptop: Laptop, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "b", "a-0001")
    other.log("study", title="Iets anders")
    stray = laptop.own_file().with_name(NAMES[0])
    stray.write_bytes(other.own_file().read_bytes())

    done = laptop.tidy()

    assert done.gone == ()
    assert [(each.path, "std-" in each.reason) for each in done.left] == [(str(stray), True)]


def test_a_copy_with_another_uid_that_shares_a_version_is_folded(laptop: Laptop) -> None:
    copy = fork(laptop, NAMES[0], "obs-0002")
    header = record_file.header_document("std-otherone", "a-0001")
    copy.write_bytes(record_file.new_file(header, documents(copy)))

    laptop.tidy()

    assert not copy.exists()
    assert laptop.record("obs-0002").data.what_seen == "In de kopie: obs-0002."


@pytest.mark.parametrize(
    "writer", ["../../../elders", "../records/a-0001", "C:\\elders", "", "A B", "x" * 60, "."]
)
def test_a_writer_that_is_no_code_is_never_a_path(laptop: Laptop, writer: str) -> None:
    first = documents(laptop.own_file())[0]
    stray = laptop.own_file().with_name("stray.json")
    stray.write_bytes(record_file.new_file(record_file.header_document("std-1", writer), [first]))
    before = stored(laptop.space.root)

    done = laptop.tidy()

    assert (done.gone, [each.path for each in done.left]) == ((), [str(stray)])
    assert stored(laptop.space.root) == before
    assert not list(laptop.home.parent.parent.rglob("elders*"))


def test_a_temporary_file_goes_when_everything_in_it_is_stored(laptop: Laptop) -> None:
    whole = laptop.own_file().read_bytes()
    for end in range(len(whole)):
        path = temporary(laptop, whole[:end])
        assert laptop.tidy().temporaries == (str(path),), whole[:end]
        assert not path.exists()
    path = temporary(laptop, whole[:200] + bytes(4096))
    assert laptop.tidy().temporaries == (str(path),)


def test_a_temporary_file_stays_when_something_in_it_is_stored_nowhere(laptop: Laptop) -> None:
    copy = fork(laptop, NAMES[0], "obs-0002")
    path = temporary(laptop, copy.read_bytes())
    copy.unlink()

    for _ in range(2):
        done = laptop.tidy()
        assert (done.gone, [each.path for each in done.left]) == ((), [str(path)])
        assert path.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04", b'{"_default": {"1": {"text": "Eerst."}}}', b"\n\n\n"])
def test_a_temporary_file_of_something_else_stays(laptop: Laptop, content: bytes) -> None:
    path = temporary(laptop, content)

    assert [each.path for each in laptop.tidy().left] == [str(path)]


def test_a_temporary_file_that_was_changed_in_the_middle_stays(laptop: Laptop) -> None:
    laptop.log("observation", "obs-0002")
    path = temporary(laptop, laptop.own_file().read_bytes().replace(b"Eerst", b"Later"))

    assert [each.path for each in laptop.tidy().left] == [str(path)]


def test_a_copy_waits_for_a_temporary_file_that_would_go_with_its_writing(laptop: Laptop) -> None:
    copy = fork(laptop, NAMES[0], "obs-0002")
    path = temporary(laptop, fork(laptop, NAMES[1], "obs-0003").read_bytes())
    copy.with_name(NAMES[1]).unlink()

    done = laptop.tidy()

    assert done.gone == ()
    assert {each.path for each in done.left} == {str(copy), str(path)}
    assert path.exists()


def test_the_copies_in_every_folder_are_folded_at_once(laptop: Laptop) -> None:
    laptop.log("organisation", "org-0001")
    for folder in ("_shared", STUDY):
        own = laptop.own_file(folder)
        own.with_name(NAMES[0]).write_bytes(own.read_bytes())

    assert len(laptop.tidy().folds) == 2


def test_when_the_disk_refuses_everything_stays(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    fork(laptop, NAMES[0], "obs-0002")
    fork(laptop, NAMES[1], "obs-0003")
    before = stored(laptop.own_file().parent)
    removed: list[object] = []

    def refuse(path: object) -> None:
        removed.append(path)
        if len(removed) > 1:
            raise OSError(28, "full")

    monkeypatch.setattr("actionlab.store.replacing.os.unlink", refuse)
    with pytest.raises(errors.CannotSave):
        laptop.tidy()
    monkeypatch.undo()

    found = {name: content for name, content in stored(laptop.own_file().parent).items() if name[0] != "."}
    assert found == before


def test_on_a_disk_without_capitals_the_own_file_is_not_taken_for_its_own_copy(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    capitals = laptop.own_file().with_name("A-0001.json")
    laptop.own_file().rename(capitals)
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: path == laptop.own_file() or exists(path))

    done = laptop.tidy()

    assert (done.gone, done.left) == ((), ())
    assert capitals.is_file()


@pytest.mark.parametrize("after", range(5))
def test_a_killed_tidying_is_finished_by_whoever_comes_next(laptop: Laptop, after: int) -> None:
    copies = [fork(laptop, name, f"obs-100{number}") for number, name in enumerate(NAMES)]
    before = everything(laptop)
    with dying(after):
        laptop.tidy()

    assert everything(laptop) == before
    assert not any(copy.exists() for copy in copies)
    assert laptop.tidy().gone == ()


def test_an_example_is_not_tidied(laptop: Laptop) -> None:
    laptop.space = type(laptop.space)(
        laptop.space.folder, type(laptop.space.settings)(read_only=True, synthetic=True)
    )
    with pytest.raises(errors.ReadOnlyWorkspace):
        laptop.tidy()
