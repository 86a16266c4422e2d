"""Elements: the tree of an XML part, asked by names without their namespaces.

Two ways of writing the same format (transitional and strict) differ in their namespaces only.
"""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element


def local(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return local_name(str(element.tag))


def local_name(name: str) -> str:
    """Give a name without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Give an attribute, of whatever namespace; "" without one."""
    for key, value in element.attrib.items():
        if local_name(str(key)) == name:
            return str(value)
    return ""


def children(parent: Element, *names: str) -> list[Element]:
    """Give the children with one of these names; without names all children."""
    return [each for each in parent.iterchildren(etree.Element) if not names or local(each) in names]


def child(parent: Element, *path: str) -> Element | None:
    """Give the first element along a path of names; None when there is none."""
    found: Element | None = parent
    for name in path:
        found = next(iter(children(found, name)), None) if found is not None else None
    return found


def within(parent: Element) -> Iterator[Element]:
    """Give an element and everything in it, in order."""
    return parent.iter(etree.Element)
