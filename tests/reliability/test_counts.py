"""The figures of the proofs are kept and shown."""

from pathlib import Path

import prove_reliability
import pytest
from reliability.counts import record_figures


def test_figures_are_added_line_by_line_where_they_are_asked_for(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACTIONLAB_FIGURES", raising=False)
    record_figures("nobody asked", trials=1)
    monkeypatch.setenv("ACTIONLAB_FIGURES", "figures")
    record_figures("random kills", trials=1000, wrong=0)
    record_figures("bit flips", trials=10)

    assert Path("figures").read_text("utf-8").splitlines() == [
        '{"proof": "random kills", "trials": 1000, "wrong": 0}',
        '{"proof": "bit flips", "trials": 10}',
    ]


def test_the_table_has_a_total_for_proofs_of_one_name() -> None:
    shown = prove_reliability.table(
        [
            {"proof": "random kills", "trials": 1000, "wrong": 0},
            {"proof": "faults: log", "trials": 90, "exit_3": 40},
            {"proof": "faults: erase", "trials": 310, "exit_3": 1, "killed": 7},
        ]
    )

    assert shown.splitlines()[2:] == [
        "| random kills | 1,000 | wrong 0 |",
        "| faults: log | 90 | exit 3 40 |",
        "| faults: erase | 310 | exit 3 1, killed 7 |",
        "| **faults, together** | 400 | exit 3 41, killed 7 |",
    ]
