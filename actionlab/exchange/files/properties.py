"""The properties that a Word file has of its own: by these our forms and reports are known again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actionlab.exchange.files.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def custom_properties(package: Package) -> dict[str, str]:
    """Give the custom properties of a file by name. Raises `DamagedPackage` and `TooLarge`."""
    return {
        str(each.get("name")): "".join(map(str, each.itertext()))
        for root in parts_with_properties(package, "customproperties")
        for each in root
    }


def parts_with_properties(package: Package, kind: str) -> "Iterator[Element]":
    """Give the parts with properties of a kind; the strict kind of file writes its name otherwise."""
    for relation in package.relations():
        root = package.xml(relation.target) if relation.type.lower().replace("-", "") == kind else None
        if root is not None:
            yield root
