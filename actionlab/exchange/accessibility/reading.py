"""Reading: a Word file of anybody, opened safely, as a paper."""

from pathlib import PurePath

from actionlab.exchange.accessibility.elements import Element, attribute, child, children, local
from actionlab.exchange.accessibility.looks import Looks
from actionlab.exchange.accessibility.paper import Margin, Paper
from actionlab.exchange.accessibility.walking import Walk
from actionlab.exchange.files.packages import WORKBOOK, Package, open_package
from actionlab.exchange.files.refused import DamagedPackage, NotThisKind
from actionlab.i18n import N_, _

_WANTED = N_("a Word document (.docx)")
_LOOKS = ("styles", "theme", "settings")
_MARGINS = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}
# notes that Word itself keeps for the line above the notes
_OF_WORD = ("separator", "continuationSeparator", "continuationNotice")


def read_paper(content: bytes, file: str) -> Paper:
    """Give the Word file with this content; `file` is its name as people see it.

    Raises one of `files.refused` for what is no Word document, is damaged, too large, or not safe to open.
    """
    package = open_package(content, file)
    if package.kind != "docx":
        raise NotThisKind(file=file, found=_(WORKBOOK), wanted=_(_WANTED))
    main = package.main
    looks = _looks(package, main)
    walk = Walk(looks, file)
    walk.through(_body(package, main))
    margins = _margins(package, main, looks)
    told = _properties(package)
    instructions = {
        next(iter(each.split()), "")
        for walked in (walk, *(each for _, each in margins))
        for each in walked.open.instructions
    }
    return Paper(
        name=PurePath(file).stem,
        language=looks.default_run.get("lang", {}).get("val", "") or told.get("language", ""),
        title=told.get("title", ""),
        author=told.get("creator", ""),
        subject=told.get("subject", ""),
        paragraphs=tuple(walk.paragraphs),
        tables=tuple(walk.tables),
        pictures=tuple(walk.pictures),
        links=tuple(walk.open.links),
        fields=tuple(walk.fields),
        text_boxes=tuple(walk.text_boxes),
        order=tuple(walk.order),
        margins=tuple(_margin(sort, each) for sort, each in margins),
        has_contents="TOC" in instructions,
        has_page_numbers=not instructions.isdisjoint({"PAGE", "NUMPAGES"}),
    )


def _body(package: Package, main: str) -> Element:
    root = package.xml(main)
    found = None if root is None else child(root, "body")
    if found is None:
        raise DamagedPackage(file=package.file)
    return found


def _looks(package: Package, main: str) -> Looks:
    parts = {
        relation.type: package.xml(relation.target)
        for relation in package.relations(main)
        if relation.type in _LOOKS
    }
    return Looks(*(parts.get(name) for name in _LOOKS))


def _margins(package: Package, main: str, looks: Looks) -> list[tuple[str, Walk]]:
    found = []
    for relation in package.relations(main):
        sort = _MARGINS.get(relation.type, "")
        root = package.xml(relation.target) if sort else None
        if root is None:
            continue
        walk = Walk(looks, package.file)
        if sort.endswith("notes"):
            for note in children(root):
                if attribute(note, "type") not in _OF_WORD:
                    walk.through(note)
        else:
            walk.through(root)
        found.append((sort, walk))
    return found


def _margin(sort: str, walk: Walk) -> Margin:
    return Margin(sort=sort, paragraphs=tuple(walk.paragraphs), pictures=tuple(walk.pictures))


def _properties(package: Package) -> dict[str, str]:
    """Give what the file says about itself, by name; what is empty is left out."""
    for relation in package.relations():
        if relation.type == "core-properties":
            root: Element | None = package.xml(relation.target)
            found = () if root is None else children(root)
            return {local(each): (each.text or "").strip() for each in found if (each.text or "").strip()}
    return {}
