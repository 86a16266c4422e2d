"""Damage: whatever happens to a record file, a verb gives the same answer or exit code 4, never other data.

A file replaced by an older whole copy of itself is not damage: it is what a backup gives back. When the line
of a later version is damaged, exit code 4 may come with the version before it: that is what is left.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from reliability.counts import record_figures, trials
from reliability.harms import HARMS, STRANGERS, moved
from reliability.space import COLLEAGUE, NOW, OWN, READERS, STUDY, Space, call, made

from actionlab.store import erase, record_file

CHECKOUT = Path(__file__).parents[2]


class Answer(NamedTuple):
    """What a verb said, wherever it ran."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def space(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Space:
    """A small workspace with everything in it, whole."""
    return made(own_folder, monkeypatch)


def said(*arguments: str) -> Answer:
    """Call the program in this process."""
    answer = call(*arguments)
    return Answer(answer.exit_code, answer.stdout, answer.stderr)


def said_by_a_process(*arguments: str) -> Answer:
    """Call the program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "actionlab", "--lang", "en", *arguments],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def harmed(random: Random, files: Mapping[Path, bytes]) -> tuple[str, dict[Path, bytes]]:
    """Give the name of a harm and the content of the files that it changed."""
    name = random.choice((*HARMS, "flipped", "cut", "zeroed", "moved"))
    path, other = random.sample(sorted(files), 2)
    if name == "moved":
        one, two = moved(random, files[path], files[other])
        return name, {path: one, other: two}
    content = files[path]
    while content == files[path]:
        content = HARMS[name](random, files[path])
    return name, {path: content}


def faults_of_reading(space: Space, answer: Answer, damaged: Mapping[Path, bytes]) -> Iterator[str]:
    """Say what is wrong with an answer that was given while these files are damaged."""
    if answer.exit_code != 4:
        yield f"exit {answer.exit_code}: {answer.stderr}"
    named = [line for line in answer.stderr.splitlines() if line.startswith("Error: ")]
    for line in named or [answer.stderr]:
        if not any(
            re.match(rf"Error: Damaged: {re.escape(str(path))}, line \d+ \(.+\)", line) for path in damaged
        ):
            yield f"not one clear line: {line}"
    if answer.stdout.startswith("{"):
        shown = json.loads(answer.stdout)
        records = [*shown.get("records", []), *shown.get("history", []), shown.get("record")]
        yield from (f"other data: {each}" for each in records if each and not space.holds(each))


def faults_of_writing(space: Space, files: Mapping[Path, bytes]) -> Iterator[str]:
    """Say what is wrong with a `log` while the files are as these.

    It reads no more than it needs, so it may succeed: then every damaged line is where it was.
    """
    answer = said("log", "observation", "Een nieuwe waarneming.")
    after, own = space.content(), space.workspace.records(STUDY) / f"{OWN}.json"
    if answer.exit_code == 4:
        if after != files or answer.stdout:
            yield "refused, and written"
        return
    kept = files[own].removesuffix(record_file.LAST)
    if answer.exit_code or {**after, own: files[own]} != files or not after[own].startswith(kept):
        yield f"exit {answer.exit_code}, or other lines changed: {answer.stderr}"
        return
    listed = said(*READERS["list"])
    if listed.exit_code != 4 or answer.stdout.strip() not in listed.stdout:
        yield f"after writing: exit {listed.exit_code}"


def faults_of_trial(space: Space, random: Random, files: Mapping[Path, bytes]) -> Iterator[str]:
    """Let every verb work on these files, some of them damaged, and say what was wrong."""
    damaged = {path: content for path, content in files.items() if content != space.files[path]}
    asked = random.choice(space.ids)
    for arguments in READERS.values():
        answer = said(*(each.format(id=asked) for each in arguments))
        yield from faults_of_reading(space, answer, damaged)
    if space.content() != files:
        yield "a reading verb wrote"
    yield from faults_of_writing(space, files)


@pytest.mark.long
def test_damage_is_noticed_by_every_verb_and_never_becomes_other_data(space: Space) -> None:
    count, faults, harms = trials(150, 10_000), [], Counter[str]()
    for number in range(count):
        random = Random(number)
        name, changed = harmed(random, space.files)
        files = {**space.files, **changed}
        space.put(files)
        harms[name] += 1
        faults += [f"{number} ({name}): {each}" for each in faults_of_trial(space, random, files)]
        space.put(space.files)

    record_figures("damage: of every kind", trials=count, faults=len(faults), kinds=len(harms))
    assert faults == []


@pytest.mark.long
def test_damage_is_noticed_by_the_program_as_people_run_it(space: Space) -> None:
    count, faults = trials(3, 100), []
    for number in range(count):
        random = Random(f"process {number}")
        name, changed = harmed(random, space.files)
        files = {**space.files, **changed}
        space.put(files)
        arguments = (
            each.format(id=random.choice(space.ids)) for each in random.choice(list(READERS.values()))
        )
        answer = said_by_a_process(*arguments)
        faults += [f"{number} ({name}): {each}" for each in faults_of_reading(space, answer, changed)]
        if space.content() != files:
            faults.append(f"{number} ({name}): written")
        space.put(space.files)

    record_figures("damage: real processes", trials=count, faults=len(faults))
    assert faults == []


def test_two_lines_that_changed_places_and_a_line_that_stands_twice_are_noticed(space: Space) -> None:
    path = space.workspace.records(STUDY) / f"{OWN}.json"
    lines = space.files[path].split(b"\n")
    for at in range(len(lines) - 1):
        swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
        doubled = [*lines[:at], lines[at], *lines[at:]]
        for changed in (swapped, doubled):
            path.write_bytes(b"\n".join(changed))
            answer = said(*READERS["list"])
            assert list(faults_of_reading(space, answer, {path: b""})) == []


@pytest.mark.parametrize("writer", [OWN, COLLEAGUE])
def test_what_is_no_record_file_is_named_and_left_as_it_is(writer: str, space: Space) -> None:
    path, faults = space.workspace.records(STUDY) / f"{writer}.json", []
    for name, content in STRANGERS.items():
        files = {**space.files, path: content}
        space.put(files)
        faults += [f"{name}: {each}" for each in faults_of_trial(space, Random(name), files)]
        listed = json.loads(said(*READERS["list"]).stdout)["records"]
        if {each["id"] for each in listed} != space.ids_outside(path):
            faults.append(f"{name}: not the records of the other files")

    record_figures(f"damage: other files, {writer}", trials=len(STRANGERS), faults=len(faults))
    assert faults == []


def test_an_older_whole_copy_of_a_file_is_read_without_complaint(space: Space) -> None:
    older = space.workspace.records(STUDY) / f"{COLLEAGUE}-LAPTOP2.json"
    space.put({**space.files, older.with_name(f"{COLLEAGUE}.json"): space.files[older]})

    listed = said(*READERS["list"])

    assert (listed.exit_code, listed.stderr) == (0, "")
    assert [each["id"] for each in json.loads(listed.stdout)["records"]] == space.ids


def test_a_file_of_a_newer_format_ends_with_6_and_is_left_as_it_is(space: Space) -> None:
    path = space.workspace.records(STUDY) / f"{COLLEAGUE}.json"
    header = {"kind": "header", "format": 2, "study": "std-00000000", "writer": COLLEAGUE}
    files = {**space.files, path: record_file.new_file(record_file.encode(header), []) + b"something new"}
    space.put(files)

    for arguments in (*READERS.values(), ("log", "observation", "Tekst")):
        answer = said(*(each.format(id="obs-00000001") for each in arguments))
        assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (6, "", 1)
        assert str(path) in answer.stderr
    assert space.content() == files


def test_erasing_names_a_damaged_file_in_which_it_may_still_be(space: Space) -> None:
    copy = space.workspace.records(STUDY) / f"{COLLEAGUE}-LAPTOP2.json"
    # the text stands before the id: in a line that was cut there is nothing to find it by
    cut = space.files[copy][: space.files[copy].index(b'"id":"obs-10000001"')]
    left_over = copy.with_name(f".{COLLEAGUE}-LAPTOP2.json.0123456789ab.tmp")
    space.put({**space.files, copy: cut, left_over: cut})

    erased = erase(space.workspace, ["obs-10000001"], now=NOW)

    assert erased.leftovers == (str(copy),)
    assert copy.read_bytes() == cut
    assert not left_over.exists()


ENVELOPE = {"at": "2026-03-12T10:00:00.000Z", "by": "collega-0003", "schema": 1, "id": "obs-30000001"}
OBSERVATION = {**ENVELOPE, "kind": "observation", "data": {"study_id": STUDY, "what_seen": "Gezien."}}
DEEP = b'"?":' + b"[" * 100_000 + b"]" * 100_000


def signed(changes: Mapping[str, Any] | None = None, *, data: bytes = b"") -> bytes:
    """Give a document with a right hash that no version of ours would have written."""
    plain = {name: value for name, value in {**OBSERVATION, **(changes or {})}.items() if value is not ...}
    rest = json.dumps(plain, separators=(",", ":")).encode()[1:]
    rest = rest.replace(b'"Gezien."', b'"Gezien.",' + data if data else b'"Gezien."')
    return b'{"rev":"%b",%b' % (record_file.short_digest(rest).encode(), rest)


SIGNED: Mapping[str, bytes] = {
    "half a character": signed({"data": {"study_id": STUDY, "what_seen": "a\udc80"}}),
    "not a number": signed({"data": {"study_id": STUDY, "what_seen": "a", "prompt": float("nan")}}),
    "a number without end": signed(data=b'"prompt":' + b"7" * 6000),
    "deep": signed(data=DEEP),
    "a field twice": signed(data=b'"what_seen":"Anders."'),
    "a day that is none": signed(data=b'"date":"2026-13-45"'),
    "an unknown word": signed(data=b'"setting":"vroeger"'),
    "no data": signed({"data": ...}),
    "data that are a list": signed({"data": [1]}),
    "data that are nil": signed({"data": None}),
    "no id": signed({"id": ...}),
    "an empty id": signed({"id": ""}),
    "an id that points elsewhere": signed({"id": "../../../x\x1b[2J"}),
    "a moment that is none": signed({"at": "gisteren"}),
    "the end of time": signed({"at": "9999-12-31T23:59:59.999Z"}),
    "no moment": signed({"at": ...}),
    "a schema before the first": signed({"schema": 0}),
    "a negative schema": signed({"schema": -1}),
    "a later schema": signed({"schema": 9}),
    "a second header": signed({"kind": "header"}),
    "an unknown kind": signed({"kind": "dream"}),
    "revises what is not there": signed({"revises": ["0" * 32]}),
    "revises a number": signed({"revises": [0]}),
    "forgets a negative number of times": signed({"forgets": -1}),
    "forgets very often": signed({"forgets": 1 << 70}),
    "another study": signed({"data": {"study_id": "elders", "what_seen": "a"}}),
    "a kind that changed": signed({"id": "obs-00000001", "kind": "note"}),
}


@pytest.mark.parametrize("name", SIGNED)
def test_a_line_with_a_right_hash_and_odd_content_stops_no_verb(name: str, space: Space) -> None:
    path = space.workspace.records(STUDY) / "collega-0003.json"
    first = record_file.header_document("std-00000000", "collega-0003")
    files = {**space.files, path: record_file.new_file(first, [SIGNED[name]])}
    space.put(files)

    for arguments in (*READERS.values(), ("show", "obs-30000001", "--history")):
        answer = said(*(each.format(id="obs-00000002") for each in arguments))
        assert answer.exit_code in (0, 4) or "There is no record" in answer.stderr
    listed = json.loads(said(*READERS["list"]).stdout)["records"]
    assert {each["id"] for each in listed} >= {*space.ids} - {"obs-00000001"}
    assert space.content() == files
