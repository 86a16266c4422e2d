"""Keep the message catalogs in step with the source.

    python tools/messages.py            update the catalogs and compile them
    python tools/messages.py --check    say what is missing, change nothing, exit 1 when something is

Messages come from our own source and from the installed click, which looks its sentences up in the same
catalog. A message that nobody says any more is taken out. tests/test_messages.py runs the check.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CHECKOUT = Path(__file__).parent.parent
LOCALE = CHECKOUT / "actionlab" / "locale"
LANGUAGES = ("nl",)
COMMENT = "# {language} messages of actionlab.\n# Licence: EUPL-1.2, as for the whole of actionlab."
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
Message = str | tuple[str, ...] | list[str]


class PlainCatalog(Catalog):
    """A catalog with a header of the project and the language only: no person, no date, no version."""

    def __init__(self, language: str) -> None:
        """Make an empty catalog of a language."""
        super().__init__(locale=language, domain="messages", project="actionlab", fuzzy=False)
        name = self.locale.english_name if self.locale else language
        self.header_comment = COMMENT.format(language=name)

    @property  # type: ignore[misc]  # nobody may set the header here
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header; the same on every day and with every Babel."""
        return [
            ("Project-Id-Version", self.project),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"{self.plural_forms}\n"),
        ]


def messages() -> Catalog:
    """Give all messages of the source and of click, without translations."""
    template = Catalog(project="actionlab", header_comment="# Messages of actionlab.")
    for folder in (CHECKOUT / "actionlab", Path(click.__file__).parent):
        found = extract_from_dir(str(folder), [("**.py", "python")], {}, KEYWORDS, strip_comment_tags=True)
        for _file, _line, message, _comments, _context in found:
            if message:
                template.add(message)
    return template


def catalog(language: str) -> Catalog:
    """Give the catalog of a language as it stands on disk; an empty one when there is none yet."""
    found = PlainCatalog(language)
    path = _path(language)
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language, domain="messages"):
                if message.id:
                    found[message.id] = message
    return found


def untranslated(found: Catalog, template: Catalog) -> Iterator[Message]:
    """Give the messages of the source that a catalog does not translate (completely)."""
    for message in template:
        if not message.id:
            continue
        translated = found.get(message.id)
        texts = translated.string if translated else ()
        if not texts or not all(texts if isinstance(texts, tuple | list) else (texts,)):
            yield message.id


def left_over(found: Catalog, template: Catalog) -> Iterator[Message]:
    """Give the messages of a catalog that the source does not have any more."""
    return (message.id for message in found if message.id and message.id not in template)


def compiled(found: Catalog) -> bytes:
    """Give the binary form of a catalog, the same bytes for the same messages."""
    file = io.BytesIO()
    write_mo(file, found)
    return file.getvalue()


def text(found: Catalog) -> bytes:
    """Give the text form of a catalog, sorted, without the places in the source, which often change."""
    file = io.BytesIO()
    write_po(file, found, width=110, sort_output=True, ignore_obsolete=True, no_location=True)
    return file.getvalue()


def update(language: str, template: Catalog) -> None:
    """Add new messages to a catalog, take old ones out, and compile it."""
    found = catalog(language)
    found.update(template, no_fuzzy_matching=True)
    found.obsolete.clear()
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(found))
    path.with_suffix(".mo").write_bytes(compiled(catalog(language)))


def faults(language: str, template: Catalog) -> list[str]:
    """Give everything that is not right with a catalog, in words; empty when it is in step."""
    found = catalog(language)
    wrong = [f"{language}: not translated: {message!r}" for message in untranslated(found, template)]
    wrong += [f"{language}: not in the source: {message!r}" for message in left_over(found, template)]
    binary = _path(language).with_suffix(".mo")
    if not binary.exists() or binary.read_bytes() != compiled(found):
        wrong.append(f"{language}: messages.mo is not made from messages.po")
    return wrong


def main(arguments: list[str]) -> int:
    """Update the catalogs, or check them with `--check`; gives the exit code."""
    if set(arguments) - {"--check"}:
        print(__doc__)
        return 2
    template = messages()
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language, template)
    wrong = [fault for language in LANGUAGES for fault in faults(language, template)]
    print("\n".join(wrong) or "all messages are translated")
    return 1 if wrong else 0


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
