"""Words: when two texts are the same, although people typed them otherwise."""


def caseless(text: str) -> str:
    """Give a text in small letters, with one space between its words.

    >>> caseless(" Intake  gesprek")
    'intake gesprek'
    """
    return " ".join(text.split()).casefold()
