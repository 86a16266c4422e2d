"""Slugs: names that are a folder on every computer, and nothing else."""

import pytest

from actionlab.errors import Malformed
from actionlab.model.slugs import check_slug


@pytest.mark.parametrize("slug", ["pilot-1", "wijk2-utrecht", "2026", "abc", "x" * 60, "console", "con-1"])
def test_a_good_slug_comes_back_unchanged(slug: str) -> None:
    assert check_slug(slug) == slug


# fmt: off
BAD = [
    "", " ", "..", "..\\x", "a/b", "C:", "\\\\srv\\share", "~root", "%TEMP%", "a\nb", "abc\n", "a\x1b[2J",
    "CON", "con", "NUL.txt", "aux", "com1", "lpt0", "COM9.json", "LPT\u00b9", "a.", " a", "--help", ".git",
    "a:b", "a*b", "a|b", 'a"b', "a\u200bb", "x" * 61, "x" * 5000, "caf\u00e9", "\ufb01n", "\u017f", "git~1",
    "desktop.ini", "study.json", "_meta", "_shared", "[red]", "a&b", "$(id)", "ab", "-abc", "abc-", "Abc",
]
# fmt: on


@pytest.mark.parametrize("slug", BAD)
def test_a_bad_slug_is_refused_in_one_printable_line(slug: str) -> None:
    with pytest.raises(Malformed) as refused:
        check_slug(slug)

    assert refused.value.exit_code == 2
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300
