"""A Word file with odd values gives findings or a refusal, whatever they are: never a traceback."""

import io
import random
import zipfile

from every_document import STYLE, forms
from hostile_files import changed
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_by_hand import add_chart, add_field, first, good, put, saved

from actionlab.exchange.accessibility.checking import check_accessibility
from actionlab.exchange.files.refused import Refused

VALUES = [
    "",
    "-1",
    "0",
    "1",
    "nan",
    "inf",
    "1e999",
    "99999999999999999999",
    "²",
    "٣",
    "FFFFFFFF",
    "zz",
    "auto",
    "\u200b",
]
PARTS = ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/theme/theme1.xml"]


def rich() -> bytes:
    """A document with something of everything."""
    document = good()
    add_chart(document)
    add_field(first(document, "Heading 1").insert_paragraph_before(""), 'TOC \\o "1-2"', "Wat wij zagen")
    put(first(document), '<w:shd w:val="clear" w:themeFill="accent1" w:themeFillTint="33"/>')
    return saved(document)


DOCUMENTS = [rich(), STYLE, *forms().values()]


def odd(content: bytes, part: str, seed: int, times: int) -> bytes:
    """The same file, with values, elements and their order changed at random."""
    chance = random.Random(seed)

    def change(text: bytes) -> bytes:
        root = etree.fromstring(text)
        for _ in range(times):
            element = chance.choice(list(root.iter(etree.Element)))
            parent = element.getparent()
            what = chance.choice(["value", "value", "value", "text", "gone", "twice", "moved"])
            if what == "value" and element.attrib:
                element.set(chance.choice(sorted(map(str, element.attrib))), chance.choice(VALUES))
            elif what == "text":
                element.text = chance.choice(["", "HYPERLINK", "TOC", " ", "PAGE PAGE"])
            elif what == "gone" and parent is not None:
                parent.remove(element)
            elif what == "twice":
                copy = etree.fromstring(etree.tostring(element))
                chance.choice(list(root.iter(etree.Element))).append(copy)
            elif parent is not None:
                root.append(element)
        return etree.tostring(root)

    return changed(content, part, change)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.sampled_from(PARTS), st.integers(0, 2**32), st.integers(1, 40))
def test_whatever_stands_in_a_file_it_is_judged_or_refused(
    content: bytes, part: str, seed: int, times: int
) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if part not in package.namelist():
            return
    try:
        checked = check_accessibility(odd(content, part, seed, times), "vreemd.docx")
    except Refused:
        return
    for each in (*checked.findings, *checked.notes):
        assert each.what
        assert each.remedy
