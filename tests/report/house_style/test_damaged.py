"""House styles with something changed at random: each gives a whole report, or is refused by its name."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
import ooxml_integrity
import pytest
from builders import CHECKOUT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from house_styles import add_field, blue_serif, green_sans, parts_of, saved, zipped

from actionlab.errors import ActionlabError
from actionlab.report.blocks import Bullets, Contents, Document, Heading, Paragraph, Quote, Table, Title
from actionlab.report.house_style.preparing import prepare_house_style
from actionlab.report.word.rendering import render_word

OURS = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
REPORT = Document(
    title="Rapport",
    author="Werkplaats",
    footer="Concept",
    blocks=(
        Title(title="Wat werkt", subtitle="Houten"),
        Contents(heading="Inhoud"),
        Heading("Samenvatting", 1, "1"),
        Paragraph("Kort gezegd.", "lead"),
        Bullets(items=("een", "twee")),
        Bullets(items=("eerst", "dan"), numbered=True),
        Quote(text="Het helpt.", attribution="een inwoner"),
        Table(caption="Acties", header=("Actie", "Aantal"), rows=(("Bellen", "4"),), numeric=(1,)),
    ),
)
_JUNK = ("", "-1", "abc", "99999999999", "1.5", "é", "0x", "Kop1", "Heading1", "Standaard")
_TAGS = ("w:p", "w:style", "w:tbl", "w:x", "w:sectPr", "w:ins", "w:basedOn", "w:instrText")
_EMPTY = r"<[^<>/]+/>"


def tracked() -> bytes:
    """A house style with changes and fields in its header and footer."""
    package = docx.Document()
    section = package.sections[0]
    who = f'{nsdecls("w")} w:id="1" w:author="J. de Vries" w:date="2026-01-01T00:00:00Z"'
    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        paragraph._p.append(parse_xml(f"<w:ins {who}><w:r><w:t>nieuw</w:t></w:r></w:ins>"))
        paragraph._p.append(parse_xml(f"<w:del {who}><w:r><w:delText>oud</w:delText></w:r></w:del>"))
        add_field(paragraph, "PAGE")
        add_field(paragraph, "NUMPAGES")
    return saved(package)


def junk_in_an_attribute(part: str, random: Random) -> str:
    return _at(part, r'(?<==")[^"]*(?=")', random, lambda _found: random.choice(_JUNK))


def an_element_less(part: str, random: Random) -> str:
    return _at(part, _EMPTY, random, lambda _found: "")


def a_branch_less(part: str, random: Random) -> str:
    return _at(part, r"(?s)<(w:\w+)[^<>]*>(?:(?!</?\1\b).)*</\1>", random, lambda _found: "")


def an_element_twice(part: str, random: Random) -> str:
    return _at(part, _EMPTY, random, lambda found: found * 2)


def another_name(part: str, random: Random) -> str:
    return _at(part, r"(?<=<)w:\w+(?=[^<>]*/>)", random, lambda _found: random.choice(_TAGS))


def an_attribute_less(part: str, random: Random) -> str:
    return _at(part, r' [\w:]+="[^"]*"', random, lambda _found: "")


def cut_short(part: str, random: Random) -> str:
    return part[: random.randrange(len(part))] if random.random() < 0.1 else part


CHANGES: tuple[Callable[[str, Random], str], ...] = (
    junk_in_an_attribute,
    an_element_less,
    a_branch_less,
    an_element_twice,
    another_name,
    an_attribute_less,
    cut_short,
)


def _at(part: str, pattern: str, random: Random, change: Callable[[str], str]) -> str:
    """Change what is found at one place, chosen at random."""
    found = list(re.finditer(pattern, part))
    if not found:
        return part
    place = random.choice(found)
    return part[: place.start()] + change(place.group()) + part[place.end() :]


def damaged(parts: dict[str, bytes], random: Random) -> bytes:
    """The same file with one or more changes, each in any of its parts."""
    parts = dict(parts)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(random.choice((1, 1, 2, 5))):
        name = random.choice(names)
        text = random.choice(CHANGES)(parts[name].decode(errors="replace"), random)
        parts[name] = text.encode()
    return zipped(parts)


def outcome(content: bytes, made: Path) -> str:
    """Make a report in a house style; give "whole", or the sentence with which it was refused."""
    try:
        ready = prepare_house_style(content, OURS, file="huisstijl.docx", municipality="Houten")
    except ActionlabError as refused:
        return str(refused)
    made.write_bytes(render_word(REPORT, ready.content))
    assert ooxml_integrity.check(str(made)) == []
    assert not any(b"Vries" in part for part in parts_of(made.read_bytes()).values())
    return "whole"


def try_out(times: int, seed: int, made: Path) -> list[str]:
    """Make reports in house styles with something changed at random; give what became of each."""
    houses = [parts_of(make()) for make in (blue_serif, green_sans, tracked)]
    random = Random(seed)
    return [outcome(damaged(random.choice(houses), random), made) for _ in range(times)]


@pytest.mark.parametrize(
    ("seed", "times"),
    [(1, 15), *(pytest.param(seed, 250, marks=pytest.mark.long) for seed in (2, 3))],
)
def test_a_house_style_with_something_changed_gives_a_whole_report_or_is_refused(
    seed: int, times: int, tmp_path: Path
) -> None:
    outcomes = try_out(times, seed, tmp_path / "gemaakt.docx")
    assert outcomes.count("whole") > times // 2
    assert [each for each in outcomes if each != "whole" and "huisstijl.docx" not in each] == []
