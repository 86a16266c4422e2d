"""Random histories of three writers, each on a laptop of their own: nothing is lost, and the erased stays so.

They write, edit, undo, erase and withdraw under clocks that jump; files are copied between their folders as
a synchronisation would, old copies come back, and copies are tidied up or merged. A simple model in this
file keeps what was stored and what was erased.
"""

import datetime as dt
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from builders import valid
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laptops import STUDY, Laptop, files, stored
from reliability.counts import record_figures, trials

from actionlab import errors, store
from actionlab.i18n import activate
from actionlab.model.measurement import Measurement
from actionlab.model.records import Draft
from actionlab.store import record_file, revisions
from actionlab.store.reading import Harvest, folders
from actionlab.store.revisions import Revision

PEOPLE = ("HOU-AAAA", "HOU-BBBB", "HOU-CCCC")
WRITERS = ("a-0001", "b-0001", "c-0001")
DAYS = (0, 0, 0, -400, 3, -1, 4000)
NAMES = ("{stem}-LAPTOP.json", "{stem} (conflicted copy).json", "Kopie van {stem}.json")
GAP = "[…]"
DONE: Counter[str] = Counter()


class Step(NamedTuple):
    """Who does what; `pick` and `other` choose with what."""

    what: str
    who: int
    pick: int
    other: int


# two participants, and an observation of each
_BEGINNING = (Step("log", 0, 0, 0), Step("log", 1, 1, 0), Step("log", 0, 3, 1), Step("log", 1, 1, 1))


class Version(NamedTuple):
    """What somebody stored and was told it was stored."""

    fields: Mapping[str, Any]
    why: str | None
    forgets: int


class History:
    """Three laptops, and what they were told."""

    def __init__(self, root: Path) -> None:
        """Begin with one study, two people and two observations of them, which all three have."""
        self.laptops = [Laptop(root / writer, writer) for writer in WRITERS]
        self.said: dict[tuple[str, str, str], Version] = {}
        self.erased: set[str] = set()
        self.backups: list[dict[str, bytes]] = []
        self.had: dict[tuple[str, str], set[bytes]] = {}
        self.moment = 0
        self.laptops[0].now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        self.laptops[0].log("study")
        for step in _BEGINNING:
            self.take(step)
            self.laptops[step.who].copy_to(self.laptops[1 - step.who])
        self.laptops[0].copy_to(self.laptops[2])

    def take(self, step: Step) -> None:
        """Let it happen, when it can."""
        laptop = self.laptops[step.who]
        self.moment += 1
        laptop.now = dt.datetime(2026, 3, 12, tzinfo=dt.UTC) + dt.timedelta(
            days=DAYS[step.other % len(DAYS)], milliseconds=self.moment
        )
        getattr(self, step.what)(laptop, step)
        DONE[step.what] += 1
        for name, content in stored(laptop.space.studies).items():
            self.had.setdefault((laptop.writer, name), set()).add(content)

    def log(self, laptop: Laptop, step: Step) -> None:
        """Store something new: an observation, a participant or a measurement."""
        code = PEOPLE[step.pick % 3]
        known = laptop.read().records.get(code) is not None
        if step.other % 3:
            fields = valid("observation", **self._seen(code, step, known=known))
            self._store(laptop, [Draft(kind="observation", fields=fields, id=f"obs-{self.moment:08}")])
        elif known:
            fields = valid("measurement", participant=code, value=1 + self.moment % 10)
            self._store(laptop, [Draft(kind="measurement", fields=fields, id=f"met-{self.moment:08}")])
        else:
            self.log_person(laptop, code)

    def log_person(self, laptop: Laptop, code: str) -> None:
        """Store a participant; two people may do so apart."""
        self._store(laptop, [Draft(kind="participant", fields=valid("participant", pseudonym=code))])

    def edit(self, laptop: Laptop, step: Step, *, forget: bool = False) -> None:
        """Store the next version of something."""
        found = {record_id: chain for record_id, chain in chains(laptop).items() if record_id != STUDY}
        if not found:
            return
        chain = found[sorted(found)[step.pick % len(found)]]
        heads = revisions.heads(chain)
        record, fields = heads[0], dict(heads[0].fields)
        code = PEOPLE[step.other % 3]
        if record.kind == "observation":
            fields |= self._seen(code, step, known=code in found)
        elif record.kind == "measurement":
            fields["value"] = 1 + self.moment % 10
        draft = Draft(
            kind=record.kind,
            fields=fields,
            id=record.id,
            revises=tuple(each.rev for each in heads),
            why=f"w{self.moment} {code}",
            forgets=forget,
        )
        self._store(laptop, [draft], forgets=record.forgets + forget)

    def forget(self, laptop: Laptop, step: Step) -> None:
        """Store the next version of something, and forget the former ones."""
        self.edit(laptop, step, forget=True)

    def undo(self, laptop: Laptop, step: Step) -> None:
        """Take back the last command of this writer, as the verb does."""
        try:
            with laptop.in_use():
                changes = store.last_command(laptop.space, laptop.writer)
        except errors.ActionlabError:
            return
        if changes[0].latest.id == STUDY:
            return
        drafts = [draft for each in changes if (draft := each.draft)]
        new = [each.latest.id for each in changes if each.former is None]
        self._store(laptop, drafts, new, forgets=changes[0].latest.forgets)

    def erase(self, laptop: Laptop, step: Step) -> None:
        """Erase an observation or a measurement."""
        found = [each for each in laptop.read().records if each.kind in ("observation", "measurement")]
        if found:
            self._store(laptop, [], [found[step.pick % len(found)].id])

    def withdraw(self, laptop: Laptop, step: Step) -> None:
        """Take out a person, as the verb does."""
        code = PEOPLE[step.pick % 3]
        records = laptop.read().records
        if records.get(code):
            measured = [each.id for each in records.of(Measurement) if each.data.participant == code]
            self._store(laptop, [], [code, *measured])
            DONE["withdrawn"] += 1

    def meanwhile(self, laptop: Laptop, step: Step) -> None:
        """Edit something, while somebody else takes out a person."""
        self.edit(laptop, step)
        self.withdraw(self.laptops[(step.who + 1) % 3], step)

    def sweep(self, laptop: Laptop, step: Step) -> None:
        """Do what every reading verb does."""
        if laptop.read().returned:
            laptop.sweep()

    def tidy(self, laptop: Laptop, step: Step) -> None:
        """Fold the copies."""
        laptop.tidy()

    def merge(self, laptop: Laptop, step: Step) -> None:
        """Take in the folder of somebody else."""
        other = self.laptops[step.pick % 3]
        if other is not laptop:
            laptop.merge(other)

    def copy(self, laptop: Laptop, step: Step) -> None:
        """Bring a file to another laptop, as a synchronisation does: over an older one, or beside it."""
        found = files(laptop.space.studies)
        self._bring(laptop, found[step.other % len(found)], step)

    def synchronise(self, laptop: Laptop, step: Step) -> None:
        """Bring all files to another laptop."""
        for path in files(laptop.space.studies):
            self._bring(laptop, path, step)

    def back_up(self, laptop: Laptop, step: Step) -> None:
        """Keep a copy of the whole folder."""
        self.backups.append(stored(laptop.space.studies))

    def put_back(self, laptop: Laptop, step: Step) -> None:
        """Put a file of an old copy back, perhaps in the folder of somebody else."""
        if self.backups:
            content = self.backups[step.pick % len(self.backups)]
            name = sorted(content)[step.other % len(content)]
            self._put(laptop, {name: content[name]})

    def turn_back(self, laptop: Laptop, step: Step) -> None:
        """Do something, and put the whole folder back as it was before."""
        before = stored(laptop.space.studies)
        what = (self.withdraw, self.erase, self.forget, self.undo, self.edit, self.tidy)
        what[step.other % len(what)](laptop, step)
        self._put(laptop, before)

    def old_copy(self, laptop: Laptop, step: Step) -> None:
        """Put a file of an old copy beside the present one, under another name."""
        if self.backups:
            content = self.backups[step.pick % len(self.backups)]
            name = sorted(content)[step.other % len(content)]
            self._beside(laptop.space.studies / name, content[name], step)

    def _bring(self, laptop: Laptop, path: Path, step: Step) -> None:
        other = self.laptops[step.pick % 3]
        name = path.relative_to(laptop.space.studies)
        place, content = other.space.studies / name, path.read_bytes()
        if other is laptop:
            return
        # nobody changed it over there since it came from here
        is_older = place.exists() and place.read_bytes() in self.had.get((laptop.writer, name.as_posix()), ())
        if not place.exists() or is_older:
            self._put(other, {name.as_posix(): content})
        else:
            self._beside(place, content, step)

    def _put(self, laptop: Laptop, contents: Mapping[str, bytes]) -> None:
        """Put files over those of a laptop, except where that would be the loss of the only copy."""
        for name, content in contents.items():
            place = laptop.space.studies / name
            if not place.exists() or self._is_elsewhere(laptop, place, content):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)

    def _beside(self, place: Path, content: bytes, step: Step) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(NAMES[step.other % 3].format(stem=place.stem)).write_bytes(content)

    def _is_elsewhere(self, laptop: Laptop, place: Path, content: bytes) -> bool:
        kept = versions(content)
        for each in self.laptops:
            for path in files(each.space.studies):
                kept |= versions(path.read_bytes()) if path != place else set()
        return kept.issuperset(versions(place.read_bytes()) & self.expected().keys())

    def _seen(self, code: str, step: Step, *, known: bool) -> dict[str, Any]:
        said = ("", f" {code} zei", f" {code.lower()}s buur", f"({code})")[step.pick % 4]
        fields: dict[str, Any] = {"what_seen": f"t{self.moment}{said}"}
        if known and step.pick % 2:
            quote = {"text": f"q{self.moment}", "speaker": code, "permission": True}
            fields |= {"participants": [code], "quote": quote}
        return fields

    def _store(self, laptop: Laptop, drafts: list[Draft], ids: Sequence[str] = (), forgets: int = 0) -> None:
        try:
            with laptop.in_use():
                if ids or any(each.forgets for each in drafts):
                    store.erase(laptop.space, ids, now=laptop.now, drafts=drafts)
                else:
                    store.add(laptop.space, drafts, now=laptop.now)
        except (errors.RuleBroken, errors.ErasedRecord, errors.RecordExists, errors.UnknownRecord):
            DONE["refused"] += 1
            return
        DONE["stored"] += 1
        at = laptop.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        for draft in drafts:
            record_id = draft.id or draft.fields["pseudonym"]
            self.said[record_id, at, laptop.writer] = Version(draft.fields, draft.why, forgets)
        self.erased.update(ids)

    def expected(self) -> dict[tuple[str, str, str], tuple[Any, str | None]]:
        """Give what every laptop must have in the end: all that was stored and not erased or forgotten."""
        levels: dict[str, int] = {}
        for (record_id, _, _), version in self.said.items():
            levels[record_id] = max(levels.get(record_id, 0), version.forgets)
        gone = self.erased & set(PEOPLE)
        return {
            key: (without(version.fields, gone), without(version.why, gone))
            for key, version in self.said.items()
            if key[0] not in self.erased
            and version.forgets == levels[key[0]]
            and version.fields.get("participant") not in gone
        }


def without(value: Any, gone: set[str]) -> Any:
    """Give what a record says when these people are out of it."""
    if isinstance(value, str):
        for code in gone:
            value = re.sub(code, GAP, value, flags=re.IGNORECASE)
    if not isinstance(value, Mapping):
        return value
    kept = {name: without(each, gone) for name, each in value.items() if name != "quote"}
    if "participants" in value:
        kept["participants"] = [each for each in value["participants"] if each not in gone]
    if "quote" in value and value["quote"]["speaker"] not in gone:
        kept["quote"] = value["quote"]
    return kept


def versions(content: bytes) -> set[tuple[str, str, str]]:
    """Give what a record file holds, all of it whole, by the names that the model uses."""
    found = set()
    for line in record_file.all_lines(content):
        assert isinstance(line, record_file.Line), line
        revision = revisions.decode(line.document)
        found.add((revision.id, revision.at, revision.by))
    return found


def chains(laptop: Laptop) -> dict[str, tuple[Revision, ...]]:
    """Give all versions of all records that are not erased, as `history` does for each."""
    with laptop.in_use():
        harvest = Harvest(None).gather(laptop.space, folders(laptop.space, None))
    found = revisions.chains(each.entry.revision for each in harvest.settled()[0])
    return {record_id: chain for record_id, chain in found.items() if not revisions.is_erased(chain)}


def shown(laptop: Laptop) -> Any:
    """Give everything a laptop shows."""
    reading = laptop.read()
    assert (reading.damaged, reading.returned) == ((), ())
    current = {each.id: (each.rev, each.heads, msgspec.to_builtins(each.data)) for each in reading.records}
    return current, chains(laptop)


def exchange(laptops: Sequence[Laptop], chance: random.Random, *, by_copies: bool) -> None:
    """Let everybody get everything of everybody, twice, in any order."""
    for _ in range(2):
        pairs = [(mine, theirs) for mine in laptops for theirs in laptops if mine is not theirs]
        for mine, theirs in chance.sample(pairs, len(pairs)):
            if not by_copies:
                mine.merge(theirs)
                continue
            for path in files(theirs.space.studies):
                place = mine.space.studies / path.relative_to(theirs.space.studies)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.with_name(f"{path.stem} van {theirs.writer}.json").write_bytes(path.read_bytes())
            mine.tidy()


def check(history: History) -> Any:
    """Look whether all three have everything, and nothing that was erased; give what they show."""
    first, *rest = map(shown, history.laptops)
    assert all(each == first for each in rest)
    found = {
        (record_id, each.at, each.by): (each.fields, each.why)
        for record_id, chain in first[1].items()
        for each in chain
        if each.kind != "study"
    }
    assert found == history.expected()
    assert sum(map(len, first[1].values())) == len(found) + 1, "a version is there twice"
    assert not first[0].keys() & history.erased
    for laptop in history.laptops:
        check_bytes(laptop, history.erased & set(PEOPLE))
    return first


def check_bytes(laptop: Laptop, gone: set[str]) -> None:
    """Look whether the codes of these people stand nowhere but in their tombstones."""
    for code in gone:
        tombstone = b'"id":"%b","kind":"tombstone"' % code.encode()
        for path, content in stored(laptop.space.root).items():
            rest = content.replace(tombstone, b"")
            assert not re.search(code.encode(), rest, re.IGNORECASE), (path, code)


def check_order(history: History, root: Path, chance: random.Random, wanted: Any) -> None:
    """Look whether a newcomer who gets all files in any order, some of them twice, reads the same."""
    newcomer = Laptop(root / "new", "n-0001")
    contents = [
        (path.parent.relative_to(each.space.studies), path.read_bytes())
        for each in history.laptops
        for path in files(each.space.studies)
    ]
    contents += chance.choices(contents, k=2)
    chance.shuffle(contents)
    for number, (folder, content) in enumerate(contents):
        place = newcomer.space.studies / folder / f"{number}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    assert shown(newcomer) == wanted


WHAT = (
    *("log", "log", "edit", "edit", "edit", "forget", "undo", "erase", "withdraw", "meanwhile", "sweep"),
    *("tidy", "merge", "synchronise", "synchronise", "copy", "back_up", "put_back", "turn_back", "old_copy"),
)
STEPS = st.lists(
    st.builds(Step, st.sampled_from(WHAT), st.integers(0, 2), st.integers(0, 11), st.integers(0, 11)),
    min_size=5,
    max_size=25,
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory when there is one: many thousand small files are written."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else tmp_path))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.long
def test_in_any_history_nothing_is_lost_and_the_erased_stays_erased(place: Path) -> None:
    activate("en")
    DONE.clear()

    @settings(
        max_examples=trials(300, 20_000),
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS, st.booleans(), st.integers(0, 2**32))
    def histories(steps: list[Step], by_copies: bool, seed: int) -> None:
        root = Path(tempfile.mkdtemp(dir=place))
        chance = random.Random(seed)
        history = History(root)
        for step in steps:
            history.take(step)
        exchange(history.laptops, chance, by_copies=by_copies)
        check_order(history, root, chance, check(history))
        DONE["histories"] += 1
        shutil.rmtree(root)

    histories()
    record_figures("random histories of three writers", lost=0, came_back=0, **DONE)
