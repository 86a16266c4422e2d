"""Checking: every demand on an accessible Word file, put to one file.

The demands are those of the Besluit digitale toegankelijkheid overheid (EN 301 549, WCAG 2.1 A and AA) as far
as a program can judge them; docs/accessible.md names each, and what only a person can judge.
"""

from itertools import chain

import msgspec

from actionlab.exchange.accessibility.about_file import about_file
from actionlab.exchange.accessibility.about_pictures import about_pictures
from actionlab.exchange.accessibility.about_structure import about_structure
from actionlab.exchange.accessibility.about_tables import about_tables
from actionlab.exchange.accessibility.about_type import about_type
from actionlab.exchange.accessibility.about_words import about_words
from actionlab.exchange.accessibility.findings import Finding, together
from actionlab.exchange.accessibility.reading import read_paper

_DEMANDS = (about_file, about_structure, about_tables, about_pictures, about_type, about_words)


class Accessibility(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a Word file: what is wrong, and what a person should look at."""

    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def check_accessibility(content: bytes, file: str) -> Accessibility:
    """Give all that keeps people from reading this Word file; `file` is its name as people see it.

    The same fault in several places is one finding with all its places. Raises one of `files.refused` for
    a file that is no Word document, is damaged, too large, or not safe to open.
    """
    paper = read_paper(content, file)
    every = together(chain.from_iterable(demand(paper) for demand in _DEMANDS))
    return Accessibility(
        findings=tuple(each for each in every if not each.is_note),
        notes=tuple(each for each in every if each.is_note),
    )
