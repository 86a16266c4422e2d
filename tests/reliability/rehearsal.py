"""A rehearsal: a verb is carried out without a fault, and then with one, to see whether it is half done."""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from reliability.calls import Called
from reliability.fault_shim import Fault, Operation, ways
from reliability.stage import Stage, State

PLAIN_LOG = ("log", "observation", "-s", "een", "Daarna.")
_DAMAGED = 4
# the disk refused halfway, and to put back what was there too
_FINISHED_LATER = "the next command finishes it"
# the code of the writer is made without a lock: it may be the temporary file of another process
_OF_CODE = re.compile(r"/\.writer\.[0-9a-f]{12}\.tmp$")
# what a killed repair did not store is set aside as well
_SET_ASIDE = re.compile(r"\.[0-9a-f]{12}\.damaged$")


class Verb(NamedTuple):
    """A writing verb: what is typed, and what was typed before it (`first`).

    When the verb did what it was asked except for something that it names, it says `done_but`. Then the next
    call does the rest, or makes the document that is missing. `gone` is a text that it removes for good.
    """

    typed: tuple[str, ...]
    first: tuple[tuple[str, ...], ...] = ()
    done_but: str | None = None
    gone: str | None = None
    old_copy: bool = False
    damaged: bool = False
    new_home: bool = False


class Trial(NamedTuple):
    """One fault in one call, the state it left, and what came of the same call and a plain `log` after it."""

    fault: Fault
    operation: Operation
    called: Called
    state: State
    next: Called
    end: State

    def __str__(self) -> str:
        return f"{self.fault.how} at {self.fault.at} {self.operation.name} {self.operation.path}"


class Rehearsal:
    """One verb on its stage: how it goes when nothing goes wrong, and what a fault makes of it."""

    def __init__(self, stage: Stage, verb: Verb) -> None:
        """Carry the verb out without a fault, and then once more after what was before and after it."""
        self.stage = stage
        self.verb = verb
        self.typed = tuple(part.format(root=stage.root) for part in verb.typed)
        self._set_out()
        self.before = stage.state()
        self.next_to_before = self._go_on()
        stage.restore()
        self.called = stage.call(self.typed)
        self.after = stage.state()
        self.next_to_after = self._go_on()
        if self.called.codes != (0,) or self._decided(self.before) == self._decided(self.after):
            raise AssertionError(f"{verb.typed} does nothing: {self.called}")
        if verb.gone and (verb.gone not in str(self.before) or stage.holds(verb.gone)):
            raise AssertionError(f"{verb.typed} does not remove {verb.gone}")

    def faults(self, most: int) -> list[Fault]:
        """Every way in which every operation can go wrong; at most `most`, of as many sorts as can be."""
        sorts: dict[tuple[str, str], list[Fault]] = {}
        for at, operation in enumerate(self.called.operations):
            for how in ways(operation):
                sorts.setdefault((operation.name, how), []).append(Fault(at, how))
        chosen = random.Random(str(self.typed))
        for each in sorts.values():
            chosen.shuffle(each)
        rounds = max(len(each) for each in sorts.values())
        in_turn = [each[turn] for turn in range(rounds) for each in sorts.values() if turn < len(each)]
        return in_turn[:most]

    def trial(self, fault: Fault) -> Trial:
        """Carry the verb out with one fault, then once more without, and then a plain `log`."""
        self.stage.restore()
        called = self.stage.call(self.typed, fault=fault)
        state = self.stage.state()
        return Trial(fault, self.called.operations[fault.at], called, state, *self._go_on())

    def complaints(self, trial: Trial) -> list[str]:
        """Say everything that is not right after a trial."""
        done = self._done(trial)
        if done is None:
            return ["half done"]
        return [*self._wrong_files(trial), *self._wrong_end(trial, done), *self._wrong_after(trial, done)]

    def _set_out(self) -> None:
        called = self.stage.call(*self.verb.first, seed=3)
        if any(called.codes):
            raise AssertionError(called)
        if self.verb.old_copy:
            self.stage.old_copy_comes_back()
        if self.verb.damaged:
            self.stage.damage()
        if self.verb.new_home:
            self.stage.leave_home()
        self.stage.keep()

    def _go_on(self) -> tuple[Called, State]:
        following = self.stage.call(self.typed, PLAIN_LOG, seed=2)
        return following, self.stage.state()

    def _decided(self, state: State) -> object:
        """What tells whether the verb was done: its records, or for a document the document."""
        if self.before.same_records(self.after):
            return {name: content for name, content in state.made.items() if name.endswith(".docx")}
        # what an old copy brought back is removed after the record is stored, and else by the next call
        return state.read if self.verb.old_copy else (state.records, state.read)

    def _done(self, trial: Trial) -> bool | None:
        decided = self._decided(trial.state)
        if decided in (self._decided(self.before), self._decided(self.after)):
            return decided == self._decided(self.after)
        if _is_partial(trial):
            return True if self.before.same_records(trial.state) else None
        return True if self._done_but(trial) and trial.state.read == self.after.read else None

    def _wrong_files(self, trial: Trial) -> Iterator[str]:
        if not _is_partial(trial):
            for name, content in trial.state.made.items():
                if content not in (self.before.made.get(name), self.after.made.get(name)):
                    yield f"{name} is neither as before nor as after"
        could_remove = trial.operation.name != "unlink" and trial.fault.how != "EACCES lasting"
        if trial.state.left_over and could_remove and trial.called.codes:
            yield f"left over: {trial.state.left_over}"

    def _wrong_end(self, trial: Trial, done: bool) -> Iterator[str]:
        killed, called = trial.fault.how.startswith("kill"), trial.called
        if killed != (called.codes == ()):
            yield f"ended with {called.codes}: {called.err}"
        if called.out and not done and "--yes" not in self.typed:
            yield f"said to be done and is not: {called.out}"
        if killed:
            return
        if called.codes != (0,) and not self._done_but(trial):
            yield from _wrong_message(called.err)
        if done != (called.codes == (0,) or self._done_but(trial)):
            yield f"exit code {called.codes} although {done=}: {called.err}"

    def _done_but(self, trial: Trial) -> bool:
        told = (_FINISHED_LATER, self.verb.done_but)
        return _is_partial(trial) or any(each in trial.called.err for each in told if each)

    def _wrong_after(self, trial: Trial, done: bool) -> Iterator[str]:
        expected, end = self.next_to_after if done else self.next_to_before
        if trial.next.codes != expected.codes:
            yield f"the next commands end with {trial.next.codes}, not {expected.codes}: {trial.next.err}"
        made = not self.verb.done_but and not _is_partial(trial)
        there = [name for name in trial.end.names(made=made) if not _SET_ASIDE.search(name)]
        wanted = end.names(made=made)
        if there != wanted:
            yield f"other files after the next commands: {set(there) ^ set(wanted)}"
        left_over = (name for name in trial.end.left_over if not _OF_CODE.search(name))
        still = [name for name in left_over if made or "/records/" in name]
        if still:
            yield f"still left over after the next commands: {still}"
        if self.verb.gone and self.stage.holds(self.verb.gone):
            yield f"what was to go is still in {self.stage.holds(self.verb.gone)}"


def _is_partial(trial: Trial) -> bool:
    """Whether a report was made of what could be read: it says so, and ends as for damaged data."""
    return trial.called.codes == (_DAMAGED,) and "made without what cannot be read" in trial.called.err


def _wrong_message(err: str) -> Iterator[str]:
    told = [line for line in err.splitlines() if line.startswith("Error: ")]
    if len(told) != 1 or "Traceback" in err or "a fault in actionlab itself" in err:
        yield f"not one clear line: {err}"
