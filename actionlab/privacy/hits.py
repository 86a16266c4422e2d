"""Hits: pieces of a text that look like personal data, by kind, with what to write instead.

*Structured* kinds have a form of their own, such as a telephone number: they are refused, whatever somebody
says of them. All other kinds are asked about, since a pattern cannot know whether "Bakker" is a person.
"""

import msgspec

from actionlab.i18n import N_


class Hit(msgspec.Struct, frozen=True):
    """A piece of a text that looks like personal data: its kind, and its place (`end` exclusive)."""

    kind: str
    start: int
    end: int


class HitKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of personal data: what people call it, what replaces it, and what to write instead.

    `label` and `advice` are message ids; `mask` is Dutch in both languages, like the texts it stands in.
    """

    id: str
    label: str
    mask: str
    advice: str
    structured: bool = False


_LEAVE_OUT = N_("Leave it out.")
_BY_ROLE = N_("Write the role or the participant code instead.")
_NEEDED = N_("Write what somebody does or needs instead, not the condition.")
_NOT_NEEDED = N_("Leave it out, unless the text is not about one person.")

_KINDS = (
    HitKind(
        id="bsn",
        label=N_("a citizen service number (BSN)"),
        mask="[burgerservicenummer]",
        advice=N_("Leave it out: it may never be stored here."),
        structured=True,
    ),
    HitKind(
        id="iban",
        label=N_("a bank account number"),
        mask="[rekeningnummer]",
        advice=_LEAVE_OUT,
        structured=True,
    ),
    HitKind(
        id="email", label=N_("an e-mail address"), mask="[e-mailadres]", advice=_BY_ROLE, structured=True
    ),
    HitKind(
        id="phone",
        label=N_("a telephone number"),
        mask="[telefoonnummer]",
        advice=_LEAVE_OUT,
        structured=True,
    ),
    HitKind(
        id="address",
        label=N_("an address"),
        mask="[adres]",
        advice=N_("Write at most the municipality."),
        structured=True,
    ),
    HitKind(
        id="birth_date",
        label=N_("a date of birth"),
        mask="[geboortedatum]",
        advice=N_("Write at most an age group."),
        structured=True,
    ),
    HitKind(
        id="postcode",
        label=N_("a postcode"),
        mask="[postcode]",
        advice=N_("Write at most the municipality."),
    ),
    HitKind(
        id="street",
        label=N_("a street with a house number"),
        mask="[adres]",
        advice=N_("Write at most the municipality."),
    ),
    HitKind(
        id="case_number",
        label=N_("a case or client number"),
        mask="[zaaknummer]",
        advice=N_("Use the participant code instead."),
    ),
    HitKind(id="name", label=N_("a name"), mask="[naam]", advice=_BY_ROLE),
    HitKind(id="health", label=N_("a word about health"), mask="[gezondheid]", advice=_NEEDED),
    HitKind(
        id="criminal", label=N_("a word about offences or punishment"), mask="[justitie]", advice=_NOT_NEEDED
    ),
    HitKind(id="religion", label=N_("a word about religion"), mask="[levensovertuiging]", advice=_NOT_NEEDED),
    HitKind(id="ethnicity", label=N_("a word about origin"), mask="[herkomst]", advice=_NOT_NEEDED),
    HitKind(
        id="orientation",
        label=N_("a word about sexual orientation"),
        mask="[seksualiteit]",
        advice=_NOT_NEEDED,
    ),
    HitKind(id="politics", label=N_("a word about political views"), mask="[politiek]", advice=_NOT_NEEDED),
    HitKind(id="union", label=N_("a word about a trade union"), mask="[lidmaatschap]", advice=_NOT_NEEDED),
    HitKind(id="debt", label=N_("a word about debts"), mask="[geldzaken]", advice=_NOT_NEEDED),
    HitKind(
        id="sanction",
        label=N_("a word about fraud or a sanction"),
        mask="[handhaving]",
        advice=_NOT_NEEDED,
    ),
    HitKind(
        id="capital",
        label=N_("a word with a capital letter, perhaps a name"),
        mask="[naam]",
        advice=_BY_ROLE,
    ),
)
HIT_KINDS = {kind.id: kind for kind in _KINDS}
