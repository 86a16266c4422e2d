"""Nothing but `import docx`: what every program that writes Word pays, and the unit of the table."""

import docx


def program() -> None:
    """Do nothing with it."""
    assert docx.__name__
