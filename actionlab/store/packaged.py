"""What comes with the program: templates and the example studies, in a wheel and in a checkout alike."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def packaged(name: str) -> Path:
    """Give the folder `templates` or `studies` of the program.

    A wheel has them in `actionlab/_data`; an editable install and a checkout have them beside the package.
    """
    inside = PACKAGE / "_data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
