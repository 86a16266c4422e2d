"""Processes are killed at a random moment: nothing acknowledged is lost, and nothing is half done."""

import pytest
from reliability.counts import record_figures, trials
from reliability.killing import Aftermath, kill_at_random
from reliability.stage import Stage

# then the workspace begins anew, so that reading it stays quick
_TOGETHER = 25


@pytest.mark.long
def test_a_process_killed_at_a_random_moment_loses_nothing_and_leaves_nothing_half_done(stage: Stage) -> None:
    ends: list[Aftermath] = []
    for seed in range(trials(40, 1_000)):
        if seed % _TOGETHER == 0:
            stage.restore()
        ends.append(kill_at_random(stage, seed))

    wrong = {seed: end.wrong for seed, end in enumerate(ends) if end.wrong}
    record_figures(
        "random kills",
        trials=len(ends),
        acknowledged=sum(end.acknowledged for end in ends),
        done_when_killed=sum(end.next_done for end in ends),
        wrong=len(wrong),
    )
    assert wrong == {}
