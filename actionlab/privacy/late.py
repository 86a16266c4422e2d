"""Late: patterns that are compiled when they are first used. A text needs few of them, and all take 20 ms."""

import re
from functools import cached_property
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what `re.compile` gives, which does its work at the first use; a faulty pattern is found then."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._asked)

    def __getattr__(self, name: str) -> Any:
        # kept, so that the next search is as fast as that of the pattern itself
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found
