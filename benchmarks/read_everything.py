"""Reading everything: the least that a verb does that looks at all records."""

import os

from actionlab import store


def program() -> None:
    """Read and verify every record of the workspace in this folder, and print how many there are."""
    reading = store.read(store.find_workspace(".", None, os.environ))
    print(len(reading.records))
