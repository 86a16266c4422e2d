"""The Tab key in real shells: bash, and zsh and fish where they are installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actionlab.cli.completion.shells import SHELLS
from actionlab.store import Workspace, init_workspace, open_workspace

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo terminal", allow_module_level=True)

import pexpect
from pseudo_terminal import walked

pytestmark = pytest.mark.long
CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def example(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with the example studies, in which one stands."""
    root = own_folder / "voorbeeld"
    init_workspace(root, example=True)
    monkeypatch.chdir(root)
    return open_workspace(root)


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_on_a_terminal_it_says_how_to_put_it_in_use(shell: str) -> None:
    code, screens = walked("completion", shell, keys=[], language="en", columns=200)

    assert code == 0
    assert screens[-1].splitlines()[-2:] == [
        "This script is not in use yet. Give this command once, and then open a new window:",
        f"  {SHELLS[shell].use}",
    ]


# what a person types, and the line as the shell makes it
TYPED = [
    ("actionlab sta", "actionlab status "),
    ("actionlab show ins-0001", "actionlab show ins-0001 "),
    ("actionlab report --audience=open", "actionlab report --audience=openbaar "),
    ("actionlab log insight --evidence obs-0001:nu", "actionlab log insight --evidence obs-0001:nuanceert "),
    ("actionlab log observation --tags ruim", "actionlab log observation --tags ruimte\\ inwoner "),
]


@pytest.fixture
def program_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the program as a command, first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "actionlab"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m actionlab "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    return folder


def shell_with_script(shell: str, begin: str, *options: str) -> "pexpect.spawn[str]":
    """Start a shell in which the script is in use; a test that needs one that is not there is skipped."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this computer")
    started = pexpect.spawn(shell, [*options], encoding="utf-8", dimensions=(40, 200), timeout=20)
    started.sendline(f'PS1="> "; {begin}; eval "$(actionlab completion {shell})"; echo re""ady')
    started.expect_exact("ready\r\n")
    started.expect_exact("> ")
    return started


def test_bash_completes_what_a_person_types(program_on_path: Path, example: Workspace) -> None:
    shell = shell_with_script("bash", "bind 'set enable-bracketed-paste off'", "--norc", "--noprofile", "-i")

    for typed, completed in TYPED:
        shell.send(f"{typed}\t")
        shell.expect_exact(completed)
        # to the beginning of an empty line
        shell.send("\x15")
    shell.sendline("exit")


def test_zsh_completes_what_a_person_types(program_on_path: Path, example: Workspace) -> None:
    begin = "autoload -U compinit && compinit -u -D"
    shell = shell_with_script("zsh", begin, "-f", "-i")

    for typed, completed in TYPED:
        shell.send(f"{typed}\t")
        shell.expect_exact(completed.rstrip())
        shell.send("\x15")
    shell.sendline("exit")


def test_fish_completes_what_a_person_types(program_on_path: Path, example: Workspace) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not on this computer")
    for typed, completed in TYPED:
        asked_of_fish = f"actionlab completion fish | source; complete -C '{typed}'"
        shown = subprocess.run(
            ["fish", "--no-config", "-c", asked_of_fish], capture_output=True, text=True, check=True
        )
        value = shown.stdout.split("\n")[0].split("\t")[0]
        assert typed.rpartition(" ")[0] + " " + value == completed.replace("\\", "").rstrip()
