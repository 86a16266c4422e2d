"""The floor: the least that a command line can do that keeps one line safely; nothing can log for less.

click reads the text, tomllib the settings, msgspec makes one JSON line, and the file is replaced whole:
temporary file, fsync, replace, fsync of the folder.
"""

import os
import tomllib
from pathlib import Path

import click
import msgspec


@click.command()
@click.argument("text")
def program(text: str) -> None:
    """Write one line in the current folder and print its number."""
    settings = tomllib.loads(Path("actionlab.toml").read_text(encoding="utf-8"))
    line = msgspec.json.encode({"id": "obs-00000000", "in": settings["workspace"]["name"], "text": text})
    handle = os.open("floor.tmp", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, line + b"\n")
    os.fsync(handle)
    os.close(handle)
    Path("floor.tmp").replace("floor.json")
    folder = os.open(".", os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    click.echo("obs-00000000")
