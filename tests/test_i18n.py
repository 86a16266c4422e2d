"""Translation: every message is found, and the language can change within one process."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from actionlab import i18n

MO = Path(i18n.CATALOGS) / "nl" / "LC_MESSAGES" / "messages.mo"


def test_every_message_of_the_catalog_is_found() -> None:
    with MO.open("rb") as file:
        catalog = read_mo(file)
    said = {message.id: message.string for message in catalog if isinstance(message.id, str) and message.id}

    assert len(said) > 100
    assert {message: i18n._(message) for message in said} == said


@pytest.mark.parametrize("message", ["No sentence of ours", "zzz", "!", "é"])
def test_what_has_no_translation_comes_back_as_it_is(message: str) -> None:
    i18n.activate("en")
    assert i18n._(message) == message
    i18n.activate("nl")
    assert i18n._(message) == message


def test_the_language_of_a_report_may_differ_from_that_of_the_messages() -> None:
    i18n.activate("en")
    assert (i18n._("Date"), i18n.translated("Date", "nl")) == ("Date", "Datum")
    i18n.activate("nl")
    assert (i18n._("Date"), i18n.translated("Date", "en")) == ("Datum", "Date")
