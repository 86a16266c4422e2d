"""TinyDB as its own documentation uses it: it reads and writes the whole file in place, without fsync."""

import click
from tinydb import TinyDB


@click.command()
@click.argument("text")
def program(text: str) -> None:
    """Add one document to `plain.json` in the current folder and print its number."""
    click.echo(TinyDB("plain.json").insert({"kind": "observation", "what_seen": text}))
