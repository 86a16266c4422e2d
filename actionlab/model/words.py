"""Words: the texts in what is stored, and when two of them are the same although typed otherwise."""

from collections.abc import Iterator, Mapping


def caseless(text: str) -> str:
    """Give a text in small letters, with one space between its words.

    >>> caseless(" Intake  gesprek")
    'intake gesprek'
    """
    return " ".join(text.split()).casefold()


def texts_in(stored: object) -> Iterator[str]:
    """Give every text in a value as it is stored, however deep; names of fields are no texts."""
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, Mapping):
        for each in stored.values():
            yield from texts_in(each)
    elif isinstance(stored, list | tuple):
        for each in stored:
            yield from texts_in(each)
