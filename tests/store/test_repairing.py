"""Repairing: what was unharmed stays, what was damaged is set aside, and afterwards nothing is damaged."""

import datetime as dt
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from builders import AGREED
from colleague import revision, tombstone, write
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab import errors
from actionlab.model.observation import Observation
from actionlab.store import Workspace, erase, history, read, record_file
from actionlab.store.checking import check
from actionlab.store.memory import remembered
from actionlab.store.repairing import ChangedMeanwhile, Repair, repair, repairs

Add = Callable[..., str]
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
STUDY = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}


def mend(workspace: Workspace) -> Repair:
    """Repair what there is to repair, and see that nothing is left to repair."""
    planned = repairs(workspace, now=NOW)
    repair(workspace, planned, now=NOW)
    left = repairs(workspace, now=NOW)
    assert not left.is_needed
    assert check(workspace).exit_code != errors.DAMAGED
    return planned


def change(path: Path, before: bytes, after: bytes) -> None:
    """Change a file as somebody with an editor does."""
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after))


def change_line(path: Path, number: int, before: bytes, after: bytes) -> None:
    """Change one line of a file, counted from 1."""
    lines = path.read_bytes().split(b"\n")
    assert before in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(before, after)
    path.write_bytes(b"\n".join(lines))


def aside(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")


def text_of(workspace: Workspace, record_id: str) -> str:
    record = read(workspace).records.find(Observation, record_id)
    assert record is not None
    return record.data.what_seen


@pytest.fixture
def colleague(own_file: Path) -> Path:
    """The record file of a colleague in the same study; not there yet."""
    return own_file.with_name("collega-0001.json")


def test_where_nothing_is_wrong_nothing_is_done(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    before = own_file.read_bytes()

    planned = repairs(workspace, now=NOW)
    repair(workspace, planned, now=NOW)

    assert planned == Repair()
    assert own_file.read_bytes() == before


def test_a_line_that_cannot_be_read_is_set_aside_and_the_others_stay(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    first, second, third = (put(what_seen=text) for text in ("Een.", "Twee.", "Drie."))
    change(own_file, b'"Twee."}', b'"Twee."]')
    broken = own_file.read_bytes().split(b"\n")[5]

    (mending,) = mend(workspace).mendings

    assert [(harm.line, harm.raw, harm.fate) for harm in mending.harms] == [(6, broken, None)]
    assert {record.id for record in read(workspace).records} == {"hou-intake", "cyc-0001", first, third}
    assert aside(own_file).read_bytes() == broken + b"\n"
    assert aside(own_file).stat().st_mode & 0o777 == 0o600
    put(what_seen="Het gaat verder.")
    assert second not in {record.id for record in read(workspace).records}


def test_a_line_changed_by_hand_becomes_a_new_version(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    first = revision("obs-theirs00")
    second = revision("obs-theirs00", revises=[first["rev"]], why="later")
    write(colleague, first, second)
    change_line(colleague, 4, b"Van een collega.", b"Met de hand.")

    (mending,) = mend(workspace).mendings

    fate = mending.harms[0].fate
    assert fate is not None
    assert (fate.id, fate.kind, fate.why_not) == ("obs-theirs00", "observation", "")
    assert (fate.former or {})["what_seen"] == "Van een collega."
    assert text_of(workspace, "obs-theirs00") == "Met de hand."
    versions = history(workspace, "obs-theirs00")
    assert [each.by for each in versions] == ["collega-0001", "onderzoeker-test"]
    assert set(versions[-1].revises) == {first["rev"], second["rev"]}
    assert versions[-1].why == "adopted after a change outside actionlab"
    assert versions[-1].rev in own_file.read_text()


def test_the_file_as_it_was_may_come_back_later(workspace: Workspace, put: Add, own_file: Path) -> None:
    mine = put(what_seen="Zoals het was.")
    before = own_file.read_bytes()
    change(own_file, b"Zoals het was.", b"Met de hand.")
    mend(workspace)

    own_file.with_name("uit-de-reservekopie.json").write_bytes(before)

    record = read(workspace).records.get(mine)
    assert record is not None
    assert len(record.heads) == 1
    assert text_of(workspace, mine) == "Met de hand."


def test_even_the_study_itself_can_be_adopted(workspace: Workspace, put: Add, own_file: Path) -> None:
    mine = put()
    change(own_file, b'"title":"Intake"', b'"title":"Intake 2"')

    mend(workspace)

    records = read(workspace).records
    assert {record.id for record in records} == {"hou-intake", "cyc-0001", mine}
    assert history(workspace, "hou-intake")[-1].fields["title"] == "Intake 2"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (b'"number":2', b'"number":1', "exists already"),
        (b'"number":2', b'"number":"twee"', "whole number"),
        (b'"kind":"cycle"', b'"kind":"wizard"', "newer version"),
        (b'"id":"cyc-theirs00"', b'"id":"cyc theirs00"', "never was"),
        (b'"study_id":"hou-intake"', b'"study_id":"hou-anders"', "hou-anders"),
    ],
)
def test_what_breaks_a_rule_is_only_set_aside_and_named(
    before: bytes, after: bytes, why: str, workspace: Workspace, colleague: Path
) -> None:
    cycle = {"study_id": "hou-intake", "number": 2}
    write(colleague, revision("obs-theirs00"), revision("cyc-theirs00", kind="cycle", data=cycle))
    change_line(colleague, 4, before, after)

    (mending,) = mend(workspace).mendings

    fate = mending.harms[0].fate
    assert fate is not None
    assert why in fate.why_not
    assert after in aside(colleague).read_bytes()
    assert {each.id for each in read(workspace).records} == {"hou-intake", "cyc-0001", "obs-theirs00"}


def test_a_version_that_others_went_on_from_is_only_set_aside(workspace: Workspace, colleague: Path) -> None:
    first = revision("obs-theirs00")
    write(colleague, first, revision("obs-theirs00", revises=[first["rev"]], why="later"))
    change_line(colleague, 3, b"Van een collega.", b"Met de hand.")

    (mending,) = mend(workspace).mendings

    assert mending.harms[0].fate is not None
    assert "later version" in mending.harms[0].fate.why_not
    assert text_of(workspace, "obs-theirs00") == "Van een collega."


def test_of_two_changed_versions_of_a_record_the_later_counts(workspace: Workspace, colleague: Path) -> None:
    first = revision("obs-theirs00")
    write(colleague, first, revision("obs-theirs00", revises=[first["rev"]], why="later"))
    change_line(colleague, 3, b"Van een collega.", b"De eerste.")
    change_line(colleague, 4, b"Van een collega.", b"De tweede.")

    (mending,) = mend(workspace).mendings

    assert [bool(harm.fate and harm.fate.why_not) for harm in mending.harms] == [True, False]
    assert text_of(workspace, "obs-theirs00") == "De tweede."
    assert len(history(workspace, "obs-theirs00")) == 1


def test_the_same_change_in_a_file_and_its_copy_is_adopted_once(
    workspace: Workspace, colleague: Path
) -> None:
    write(colleague, revision("obs-theirs00"))
    change(colleague, b"Van een collega.", b"Met de hand.")
    colleague.with_name("collega-0001-LAPTOP.json").write_bytes(colleague.read_bytes())

    mend(workspace)

    assert len(history(workspace, "obs-theirs00")) == 1


def test_an_erased_record_is_never_adopted_and_nothing_of_it_is_set_aside(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    mine = put(what_seen="Geheim.")
    write(colleague, revision("obs-theirs00"))
    old = own_file.read_bytes()
    erase(workspace, [mine], now=NOW)
    copy = own_file.with_name("onderzoeker-test-LAPTOP.json")
    copy.write_bytes(old.replace(b"Geheim.", b"Geheimer."))
    broken = own_file.with_name("onderzoeker-test (1).json")
    broken.write_bytes(old.replace(b'"Geheim."}', b'"Geheim."]'))

    planned = mend(workspace)

    assert [harm.is_erased for each in planned.mendings for harm in each.harms] == [True, True]
    assert read(workspace).records.get(mine) is None
    assert not any(b"Geheim" in path.read_bytes() for path in own_file.parent.iterdir())


def test_an_erased_person_is_not_adopted_either(workspace: Workspace, put: Add, own_file: Path) -> None:
    for code in ("HOU-K7M2", "HOU-A2B3"):
        put("participant", pseudonym=code, group="resident", consent=AGREED)
    mine = put(participants=["HOU-K7M2", "HOU-A2B3"], what_seen="HOU-K7M2 zei niets.")
    old = own_file.read_bytes()
    erase(workspace, ["HOU-K7M2"], now=NOW)
    change(own_file, b"zei niets", b"zei iets")
    own_file.with_name("kopie.json").write_bytes(old.replace(b"zei niets", b"zei veel"))

    mend(workspace)

    record = read(workspace).records.find(Observation, mine)
    assert record is not None
    assert record.data.participants == ("HOU-A2B3",)
    held = [path.name for path in own_file.parent.iterdir() if b"zei" in path.read_bytes()]
    assert held
    for path in own_file.parent.iterdir():
        assert set(re.findall(rb".{5}HOU-K7M2", path.read_bytes())) <= {b'"id":"HOU-K7M2'[-13:]}


def test_what_a_damaged_tombstone_erased_stays_erased(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    mine = put()
    old = own_file.read_bytes()
    write(colleague, tombstone("obs-gone0000"), tombstone(mine))
    change(colleague, b"2026-03-12T10", b"2026-03-12T11")

    (mending,) = mend(workspace).mendings

    fates = [harm.fate for harm in mending.harms if harm.fate]
    assert [fate.id for fate in fates if not fate.why_not] == ["obs-gone0000"]
    assert [fate.id for fate in fates if "still there" in fate.why_not] == [mine]
    write(own_file.with_name("kopie-0001.json"), revision("obs-gone0000"))
    assert read(workspace).records.get("obs-gone0000") is None
    assert own_file.read_bytes().startswith(old[: -len(record_file.LAST)])


def test_under_a_damaged_header_everything_else_stays(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    mine = put()
    write(colleague, revision("obs-theirs00"), revision("obs-theirs01"))
    uid = record_file.read_header(own_file.read_bytes()).study
    change(colleague, b'"writer":"collega', b'"writer":"Collega')

    (mending,) = mend(workspace).mendings

    assert (mending.unharmed, mending.is_lost) == (2, False)
    header = record_file.read_header(colleague.read_bytes())
    assert (header.writer, header.study) == ("collega-0001", uid)
    assert {record.id for record in read(workspace).records} >= {mine, "obs-theirs00", "obs-theirs01"}


@pytest.mark.parametrize(
    "changed",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: json.dumps(json.loads(content), indent=2, ensure_ascii=False).encode(),
        lambda content: content[: -len(record_file.LAST)] + b"\0" * 100,
    ],
    ids=["mark of an editor", "other line ends", "laid out", "zeros behind"],
)
def test_a_file_in_another_layout_gets_its_own_back(
    changed: Callable[[bytes], bytes], workspace: Workspace, put: Add, own_file: Path
) -> None:
    put(what_seen="ideeën")
    before = own_file.read_bytes()
    own_file.write_bytes(changed(before))

    mend(workspace)

    assert own_file.read_bytes() == before
    assert not aside(own_file).exists()


def test_a_file_in_which_nothing_is_unharmed_is_set_aside_whole(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    mine = put()
    write(colleague, revision("obs-theirs00"), revision("hou-intake", kind="study", data=STUDY))
    own_file.write_bytes(b"<html>\nSign in\n</html>\n")
    empty = own_file.with_name("leeg-0001.json")
    empty.write_bytes(b"")

    planned = mend(workspace)

    assert [(Path(each.path).name, each.is_lost) for each in planned.mendings] == [
        (empty.name, True),
        (own_file.name, True),
    ]
    assert aside(own_file).read_bytes() == b"<html>\nSign in\n</html>\n"
    assert not own_file.exists()
    assert not empty.exists()
    assert f"hou-intake/{own_file.name}" not in remembered(workspace.folder).files
    again = put()
    assert {record.id for record in read(workspace).records} >= {again, "obs-theirs00"}
    assert mine not in {record.id for record in read(workspace).records}


def test_what_was_set_aside_before_is_kept(workspace: Workspace, put: Add, own_file: Path) -> None:
    for text in ("Een.", "Twee."):
        put(what_seen=text)
        change(own_file, f'"{text}"}}'.encode(), f'"{text}"]'.encode())
        mend(workspace)

    assert [b"Een." in each or b"Twee." in each for each in aside(own_file).read_bytes().splitlines()] == [
        True,
        True,
    ]


def test_a_record_of_another_form_is_set_aside_and_the_one_before_it_counts(
    workspace: Workspace, colleague: Path
) -> None:
    first = revision("obs-theirs00")
    odd = {"study_id": "hou-intake", "what_seen": ["a"]}
    second = revision("obs-theirs00", revises=[first["rev"]], data=odd)
    third = revision("obs-theirs00", revises=[second["rev"]], data={**odd, "date": 7})
    write(colleague, first, second, third)
    colleague.with_name("kopie.json").write_bytes(colleague.read_bytes())

    mend(workspace)

    assert text_of(workspace, "obs-theirs00") == "Van een collega."


def test_a_file_that_was_removed_on_purpose_is_no_longer_expected(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    put()
    write(colleague, revision("hou-intake", kind="study", data=STUDY))
    own_file.unlink()
    with pytest.raises(errors.MissingFile):
        put()

    assert mend(workspace).gone == (str(own_file),)

    again = put()
    assert read(workspace).records.get(again) is not None


def test_temporary_files_go_when_everything_in_them_is_stored(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    put(what_seen="Bewaard.")
    content = own_file.read_bytes()
    put(what_seen="Nooit bevestigd.")
    unique = own_file.with_name(f".{own_file.name}.ba9876543210.tmp")
    unique.write_bytes(own_file.read_bytes())
    needless = own_file.with_name(f".{own_file.name}.0123456789ab.tmp")
    needless.write_bytes(content[:-40])
    own_file.write_bytes(content)
    report = workspace.reports / ".rapport.docx.0123456789ab.tmp"
    report.write_bytes(b"PK")

    planned = mend(workspace)

    kept = own_file.with_name(f"{own_file.name}.ba9876543210.damaged")
    assert set(planned.needless) == {str(needless), str(report)}
    assert planned.unique == ((str(unique), str(kept)),)
    assert b"Nooit bevestigd." in kept.read_bytes()
    assert not any(path.exists() for path in (needless, unique, report))


def test_a_temporary_file_stays_safe_when_its_record_file_is_mended(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    put(what_seen="Bewaard.")
    content = own_file.read_bytes()
    put(what_seen="Nooit bevestigd.")
    unique = own_file.with_name(f".{own_file.name}.ba9876543210.tmp")
    unique.write_bytes(own_file.read_bytes())
    own_file.write_bytes(content[:-1])

    mend(workspace)

    assert b"Nooit bevestigd." in own_file.with_name(f"{own_file.name}.ba9876543210.damaged").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Windows passes on who may open a folder")
def test_files_that_others_may_open_are_closed(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    own_file.chmod(0o664)
    own_file.parent.chmod(0o755)

    assert mend(workspace).opened == (str(own_file.parent), str(own_file))
    assert own_file.stat().st_mode & 0o777 == 0o600
    assert own_file.parent.stat().st_mode & 0o777 == 0o700


def test_a_newer_format_stops_a_repair(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    put()
    own_file.write_bytes(own_file.read_bytes()[:-1])
    write(colleague, study="std-1", format=2)

    with pytest.raises(errors.NewerFormat, match=colleague.name):
        repairs(workspace, now=NOW)


def test_an_example_that_cannot_be_changed_is_not_repaired(workspace: Workspace) -> None:
    closed = msgspec.structs.replace(
        workspace, settings=msgspec.structs.replace(workspace.settings, read_only=True)
    )

    with pytest.raises(errors.ReadOnlyWorkspace):
        repairs(closed, now=NOW)


def test_only_what_was_shown_is_done(workspace: Workspace, put: Add, own_file: Path) -> None:
    put(what_seen="Een.")
    change(own_file, b"Een.", b"Twee.")
    shown = repairs(workspace, now=NOW)
    change(own_file, b"Twee.", b"Drie.")
    before = own_file.read_bytes()

    with pytest.raises(ChangedMeanwhile):
        repair(workspace, shown, now=NOW)

    assert own_file.read_bytes() == before
    assert not aside(own_file).exists()


DAMAGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "zeros", "drop", "double", "swap", "edit"]),
        st.floats(0, 0.999),
        st.integers(0, 7),
    ),
    min_size=1,
    max_size=4,
)


def damaged(content: bytes, damages: list[tuple[str, float, int]]) -> bytes:
    """Do to the bytes of a file what disks, synchronisation programs and people do."""
    for how, where, number in damages:
        if not content:
            break
        at = int(where * len(content))
        lines = content.split(b"\n")
        line = int(where * len(lines))
        if how == "flip":
            content = content[:at] + bytes([content[at] ^ 1 << number]) + content[at + 1 :]
        elif how == "cut":
            content = content[:at]
        elif how == "zeros":
            content = content[:at] + b"\0" * 64 + content[at + 64 :]
        elif how == "edit":
            content = content.replace(b"Tekst", f"Woord {number}".encode(), 1)
        else:
            other = {"drop": [], "double": [lines[line]] * 2, "swap": lines[line : line + 2][::-1]}[how]
            content = b"\n".join([*lines[:line], *other, *lines[line + (2 if how == "swap" else 1) :]])
    return content


def revisions_in(folder: Path) -> set[bytes]:
    """Every document that reading verifies in the record files of a folder."""
    found = set()
    for path in folder.glob("*.json"):
        try:
            lines = list(record_file.all_lines(path.read_bytes()))
        except (record_file.Damage, record_file.Newer):
            continue
        found |= {each.document for each in lines if isinstance(each, record_file.Line)}
    return {each for each in found if b'"kind":"header"' not in each}


def test_whatever_happened_to_a_file_what_was_unharmed_stays(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    for number in range(3):
        put(what_seen=f"Tekst {number}.")
    start = own_file.read_bytes()

    @settings(max_examples=60, deadline=None)
    @given(damages=DAMAGES)
    def trial(damages: list[tuple[str, float, int]]) -> None:
        for path in own_file.parent.iterdir():
            path.unlink()
        own_file.write_bytes(damaged(start, damages))
        before = revisions_in(own_file.parent)

        mend(workspace)

        assert before <= revisions_in(own_file.parent)
        assert read(workspace).damaged == ()

    trial()
