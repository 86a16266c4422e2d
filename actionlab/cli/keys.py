"""Keys: what the keys of a terminal do in a question, beside what questionary makes of them.

Loaded by `actionlab.cli.ask` when something is asked.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, to_filter
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from questionary import Choice, Separator
from questionary.prompts.common import InquirerControl

from actionlab.cli.terminal import say
from actionlab.errors import shortened
from actionlab.i18n import _

if TYPE_CHECKING:
    from prompt_toolkit.application import Application

# seconds to wait after Esc, which other keys begin with too
ESCAPE_WAIT = 0.2


class Escaped(Exception):
    """Somebody pressed Esc; `typed` is the text that stood there, or None in a list."""

    def __init__(self, typed: str | None) -> None:
        """Take the text."""
        super().__init__()
        self.typed = typed


def escape_leaves(application: "Application[Any]", *, is_text: bool) -> None:
    """Let Esc end a question with `Escaped`, and wipe it out."""
    keys = KeyBindings()

    @keys.add("c-s", eager=True)
    @keys.add("c-r", eager=True)
    def _nothing(event: KeyPressEvent) -> None:
        """Keep out the search of prompt_toolkit, which speaks English and has nothing to find here."""

    @keys.add("escape", eager=not is_text)
    def _escape(event: KeyPressEvent) -> None:
        event.app.erase_when_done = True
        event.app.exit(exception=Escaped(event.current_buffer.text if is_text else None))

    _add(application, keys)
    application.ttimeoutlen = application.timeoutlen = ESCAPE_WAIT


def long_text_keys() -> KeyBindings:
    """Give the keys of a long text: Enter ends it, Alt+Enter begins a line, F4 opens an editor."""
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def _ready(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter", eager=True)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("f4")
    def _own_editor(event: KeyPressEvent) -> None:
        event.app.create_background_task(_edited(event.current_buffer))

    return keys


def line_keys(application: "Application[Any]", *, types_over: bool) -> None:
    """Let what is pasted become one line, and the first letter replace a text that stands ready.

    Any other key keeps that text, so that it can be changed. Without `types_over` it is always kept.
    """
    keys = KeyBindings()
    pressed: list[object] = []
    untouched = Condition(lambda: types_over and not pressed)

    @keys.add(Keys.Any, filter=untouched)
    def _instead(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            event.current_buffer.document = Document(event.data)

    @keys.add(Keys.BracketedPaste)
    def _pasted(event: KeyPressEvent) -> None:
        if untouched():
            event.current_buffer.document = Document()
        event.current_buffer.insert_text(" ".join(event.data.split()))

    _add(application, keys)
    application.key_processor.after_key_press += pressed.append


class _Narrowed(InquirerControl):
    """A list that shows the choices it has: questionary would look for what was typed in cut texts."""

    @property
    def filtered_choices(self) -> list[Choice]:
        """Give the choices as they are."""
        return self.choices


def list_keys(application: "Application[Any]", texts: Mapping[str, str], *, many: bool) -> None:
    """Let a list of answers do what people expect of it; `texts` has each answer in full, by its key.

    Typing narrows it: what was typed stands below, and the answers that begin with it come first. When no
    answer fits the list says so, and only letters can be taken away. Where several may be marked and none is,
    Enter takes the answer that somebody went to by arrow keys; and in any case the one that somebody typed.
    """
    narrowing, keys = _Narrowing(_list_of(application), texts), KeyBindings()
    nothing_fits = Condition(lambda: not narrowing.fitting(narrowing.typed))

    @keys.add("enter", eager=True)
    def _ready(event: KeyPressEvent) -> None:
        event.app.exit(result=narrowing.taken() if many else narrowing.pointed.value)

    @keys.add(" ", eager=True, filter=to_filter(many))
    def _mark(event: KeyPressEvent) -> None:
        narrowing.mark()

    @keys.add("enter", eager=True, filter=nothing_fits)
    @keys.add("up", eager=True, filter=nothing_fits)
    @keys.add("down", eager=True, filter=nothing_fits)
    @keys.add("c-n", eager=True, filter=nothing_fits)
    @keys.add("c-p", eager=True, filter=nothing_fits)
    @keys.add(" ", eager=True, filter=nothing_fits & to_filter(many))
    @keys.add("c-i", eager=True)
    @keys.add("c-a", eager=True)
    def _nothing(event: KeyPressEvent) -> None:
        """Stay: questionary looks for an answer for ever where there is none, and marks all of them."""

    @keys.add(Keys.Any)
    def _letter(event: KeyPressEvent) -> None:
        # questionary takes the letters of ASCII only
        if event.data.isprintable():
            narrowing.type(event.data)

    _add(application, keys)
    application.key_processor.after_key_press += narrowing.narrow


class _Narrowing:
    """A list of answers, and what was typed to find one of them."""

    def __init__(self, control: InquirerControl, texts: Mapping[str, str]) -> None:
        self._control = control
        self._texts = texts
        self._as_given = list(control.choices)

    @property
    def typed(self) -> str:
        """What was typed so far."""
        return self._control.search_filter or ""

    @property
    def pointed(self) -> Choice:
        """The answer that the pointer is at."""
        return self._control.get_pointed_at()

    def type(self, letters: str) -> None:
        """Add letters to what was typed."""
        self._control.add_search_character(letters)  # type: ignore[arg-type]

    def fitting(self, typed: str) -> list[Choice]:
        """Give the answers with a text in them."""
        return _nearest_first(self._as_given, self._texts, typed)

    def narrow(self, _sender: object) -> None:
        """Show the answers that fit what was typed, or that none does."""
        found = self.fitting(self.typed)
        self._control.choices = found or [_nothing_fits(self.typed)]
        # nowhere in a list without answers
        self._control.pointed_at = min(max(self._control.pointed_at, 0), len(found) - 1)

    def mark(self) -> None:
        """Mark the answer that the pointer is at, or take the mark away; within an answer, type a space."""
        at = self._control.pointed_at
        is_meant = at or self._texts[str(self.pointed.value)].casefold() == self.typed.casefold()
        if (
            self.typed
            and not is_meant
            and len(self.fitting(self.typed)) > 1
            and self.fitting(f"{self.typed} ")
        ):
            self.type(" ")
            return
        marked, pointed = self._control.selected_options, self.pointed
        (marked.remove if pointed.value in marked else marked.append)(pointed.value)
        # the next answer is typed from its first letter
        self._control.search_filter, self._control.pointed_at = None, self._as_given.index(pointed)

    def taken(self) -> list[Any]:
        """Give the keys of the answers that Enter takes."""
        marked = [each.value for each in self._as_given if each.value in self._control.selected_options]
        if self.typed or (self._control.pointed_at and not marked):
            marked.append(self.pointed.value)
        return marked


def _nearest_first(choices: Sequence[Choice], texts: Mapping[str, str], typed: str) -> list[Choice]:
    """Give the choices with what was typed in them: first that itself, then those that begin with it."""
    wanted = typed.casefold()
    found = [(f" {texts[str(choice.value)]}".casefold(), choice) for choice in choices]

    def far(text: str) -> int:
        if text.startswith(f" {wanted}"):
            return 0 if text == f" {wanted}" else 1
        return 2 if f" {wanted}" in text else 3

    return [choice for text, choice in sorted(found, key=lambda each: far(each[0])) if wanted in text]


def _nothing_fits(typed: str) -> Choice:
    sentence = _("Nothing in this list fits '{typed}'. Backspace takes letters away.")
    return Separator(sentence.format(typed=shortened(typed)))


def _list_of(application: "Application[Any]") -> InquirerControl:
    window = next(
        each for each in application.layout.find_all_windows() if hasattr(each.content, "search_filter")
    )
    # what is typed comes right below the list
    window.dont_extend_height = to_filter(True)
    control: InquirerControl = window.content  # type: ignore[assignment]
    control.__class__ = _Narrowed
    return control


def _add(application: "Application[Any]", keys: KeyBindings) -> None:
    present = [application.key_bindings] if application.key_bindings else []
    application.key_bindings = merge_key_bindings([*present, keys])


async def _edited(buffer: Buffer) -> None:
    """Let the person write the text in an editor; it stays as it was when that cannot be opened."""
    buffer.document = Document(await run_in_terminal(lambda: _in_editor(buffer.text)))


def _in_editor(text: str) -> str:
    """Give the text as the editor saved it, in UTF-8 or as old programs on Windows do."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "tekst.txt")
        file.write_text(text, encoding="utf-8")
        try:
            click.edit(filename=str(file))
            written = file.read_bytes()
        except (click.ClickException, OSError):
            say(_("Your editor could not be opened. Type the text here."))
            return text
    try:
        read = written.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = written.decode("cp1252", errors="replace")
    return read.replace("\r\n", "\n").removesuffix("\n")
