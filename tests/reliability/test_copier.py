"""Two laptops, one folder, and a program that copies files between them and renames what is in conflict.

It stands in for a synchronisation service: it copies what changed on one side, at moments of its own, not
always everything; of a file that changed on both sides it keeps both, one of them under another name.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from laptops import STUDY, Laptop, everything, stored
from reliability.counts import record_figures, trials

from actionlab.store import Reading

ROUNDS, QUIET = 15, 12
KINDS = ("observation", "participant")
# what people do, and how often
DEEDS = {"log": 8, "edit": 8, "forget": 1, "erase": 2, "withdraw": 0.3, "tidy": 2}
CODES = ("HOU-AAAA", "HOU-BBBB", "HOU-CCCC")


class Copier:
    """Copies files both ways, and knows what each was when both sides were last the same."""

    def __init__(self, random: Random, one: Laptop, two: Laptop) -> None:
        """Begin with two folders in which nothing is the same yet."""
        self.random = random
        self.places = (one.space.root, two.space.root)
        self.same: dict[str, bytes | None] = {}
        self.conflicts = 0

    def copy(self, share: float = 1.0) -> bool:
        """Copy what changed, each file with a chance of `share`; tell whether anything was copied."""
        one, two = (stored(place) for place in self.places)
        changed = False
        for name in sorted({*one, *two}):
            mine, theirs, before = one.get(name), two.get(name), self.same.get(name)
            if mine == theirs:
                self.same[name] = mine
            elif self.random.random() < share:
                changed = True
                if theirs == before or (theirs is None and mine != before):
                    self._put(name, mine)
                elif mine in (before, None):
                    self._put(name, theirs)
                else:
                    self._put(self._other_name(name), theirs)
                    self._put(name, mine)
                    self.conflicts += 1
        return changed

    def _put(self, name: str, content: bytes | None) -> None:
        for place in self.places:
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        self.same[name] = content

    def _other_name(self, name: str) -> str:
        path, way = Path(name), self.random.choice(("{}-LAPTOP2", "{} (conflicted copy)", "{} ({})"))
        for number in range(1, 1000):
            other = path.with_stem(way.format(path.stem, number) + ("" if number == 1 else f" {number}"))
            if not any((place / other).exists() for place in self.places):
                return other.as_posix()
        raise AssertionError("no name is left")


def looked(laptop: Laptop) -> Reading:
    """Read everything as the verbs do: what was erased and came back is removed again."""
    reading = laptop.read()
    if reading.returned:
        laptop.sweep()
    return reading


class Story:
    """What people do on two laptops, and what the program acknowledged of it."""

    def __init__(self, folder: Path, random: Random, writers: tuple[str, str]) -> None:
        """Begin on one laptop with a study and three people; the other has it before it begins."""
        self.random = random
        one, two = (Laptop(folder / str(number), writer) for number, writer in enumerate(writers))
        self.laptops = (one, two)
        self.copier = Copier(random, one, two)
        # of every record each text that was acknowledged, and how often it had been forgotten by then
        self.words: dict[str, list[tuple[str, int]]] = {}
        self.gone: set[str] = set()
        self.said = 0
        one.log("study", STUDY, id=STUDY)
        for code in CODES:
            one.log("participant", pseudonym=code)
        self.copier.copy()

    def step(self) -> None:
        """Let somebody do something on one of the laptops."""
        laptop = self.random.choice(self.laptops)
        records = looked(laptop).records
        seen, people = ([each.id for each in records if each.kind == kind] for kind in KINDS)
        does = self.random.choices(tuple(DEEDS), tuple(DEEDS.values()))[0]
        if does == "tidy":
            laptop.tidy()
        elif does == "withdraw" and people:
            self._erase(laptop, self.random.choice(sorted(people)))
        elif does == "erase" and seen:
            self._erase(laptop, self.random.choice(sorted(seen)))
        elif does in ("edit", "forget") and seen:
            chosen, word = self.random.choice(sorted(seen)), self._word()
            laptop.edit(chosen, forget=does == "forget", what_seen=word)
            self.words[chosen].append((word[:11], laptop.record(chosen).forgets))
        else:
            word = self._word()
            some = self.random.sample(sorted(people), self.random.randrange(len(people) + 1))
            logged = laptop.log("observation", f"obs-{self.said:08}", what_seen=word, participants=some)
            self.words[logged] = [(word[:11], 0)]

    def _word(self) -> str:
        self.said += 1
        return f"woord-{self.said:05}-{self.random.choice(CODES)}-einde"

    def _erase(self, laptop: Laptop, record_id: str) -> None:
        laptop.erase(record_id)
        self.gone.add(record_id)

    def come_to_rest(self, *, tidy: bool = False) -> bool:
        """Copy everything and look at it on both sides, until nothing changes; tell whether that came."""
        for _ in range(QUIET):
            changed = self.copier.copy()
            before = [stored(place) for place in self.copier.places]
            for laptop in self.laptops:
                looked(laptop)
                if tidy:
                    laptop.tidy()
            if not changed and before == [stored(place) for place in self.copier.places]:
                return True
        return False

    def faults(self) -> Iterator[str]:
        """Say what was lost, or is still there although it was erased."""
        one, two = self.laptops
        if everything(one) != everything(two):
            yield "the two sides differ"
        for laptop in self.laptops:
            yield from self._faults_on(laptop)

    def _faults_on(self, laptop: Laptop) -> Iterator[str]:
        reading = laptop.read()
        if reading.damaged or reading.erased != self.gone:
            yield f"{reading.damaged} damaged, {sorted(reading.erased ^ self.gone)} erased or not"
        missing = self.words.keys() - self.gone - {each.id for each in reading.records}
        if missing:
            yield f"{sorted(missing)} are lost"
            return
        lines = [line for each in stored(laptop.space.root).values() for line in each.split(b"\n")]
        content = b"\n".join(line for line in lines if b'"kind":"tombstone"' not in line)
        yield from (f"{each} is still there" for each in sorted(self.gone) if each.encode() in content)
        for record_id, words in self.words.items():
            yield from (
                f"{each} of {record_id} is still there"
                for each in self._gone_of(record_id)
                if each.encode() in content
            )
            kept = {word for word, _ in words} - self._gone_of(record_id)
            there = (
                {str(each.fields["what_seen"])[:11] for each in laptop.history(record_id)} if kept else set()
            )
            yield from (f"{each} of {record_id} is lost" for each in sorted(kept - there))

    def _gone_of(self, record_id: str) -> set[str]:
        """Give the texts of a record that were erased, or forgotten by an edit, known to all or not."""
        words = self.words[record_id]
        level = max(forgets for _, forgets in words)
        return {word for word, forgets in words if forgets < level or record_id in self.gone}


@pytest.mark.long
@pytest.mark.parametrize(
    "writers",
    [
        pytest.param(("laptop-0001", "laptop-0002"), id="each its own writer"),
        pytest.param(("laptop-0001", "laptop-0001"), id="the same writer by mistake"),
    ],
)
def test_nothing_is_lost_and_what_is_erased_stays_erased(
    writers: tuple[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rounds, faults, conflicts = trials(30, 300), [], 0
    for number in range(rounds // ROUNDS):
        random = Random(number)
        story = Story(tmp_path / str(number), random, writers)
        for _ in range(ROUNDS):
            for _ in range(random.randrange(1, 6)):
                story.step()
            story.copier.copy(random.choice((0.5, 1.0)))
        for tidy in (False, True):
            if not story.come_to_rest(tidy=tidy):
                faults.append(f"{number}: does not come to rest (tidy: {tidy})")
            faults += [f"{number}: {each} (tidy: {tidy})" for each in story.faults()]
        left = [each.name for each in story.laptops[0].space.records(STUDY).iterdir()]
        if sorted(left) != sorted(f"{writer}.json" for writer in {*writers} if f"{writer}.json" in left):
            faults.append(f"{number}: copies are left: {left}")
        conflicts += story.copier.conflicts

    name = request.node.callspec.id
    record_figures(f"copier: {name}", trials=rounds, conflicts=conflicts, faults=len(faults))
    assert faults == []
    assert conflicts > 0
