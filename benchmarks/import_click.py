"""Nothing but `import click`: what everybody with a command line pays, and the unit of the tables."""

import click


def program() -> None:
    """Do nothing with it."""
    assert click.__name__
