"""Never taken: columns about who filled something in, with what, where and when; and names of people.

Whatever a mapping says, what stands in these columns is not read. The preview names them.
"""

import re
from collections.abc import Iterable


def _listed(names: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in names.split(","))


# as MS Forms, KoboToolbox and hand-made lists call them, in Dutch and English; see `folded`
_EXACTLY = _listed(
    """
    naam, namen, name, names, voornaam, voornamen, achternaam, tussenvoegsel, initialen,
    voorletters, initials, first name, last name, family name, surname, full name, volledige naam,
    roepnaam, e mail, email, mail, e mailadres, emailadres, mailadres, email address, e mail
    address, e mail adres, telefoon, telefoonnummer, telnr, tel, tel nr, mobiel, mobiele telefoon,
    mobiel nummer, mobiele nummer, gsm, phone, phone number, telephone, telephone number, mobile,
    mobile number, adres, address, straat, street, huisnummer, straat en huisnummer, postcode,
    postal code, zip, zip code, bsn, burgerservicenummer, burger service nummer, sofinummer, iban,
    rekeningnummer, bank account, geboortedatum, geb datum, geboortedag, date of birth, birth date,
    birthdate, dob, ip, ip adres, ip address, mac adres, user agent, browser, device, device id,
    deviceid, apparaat, gps, geolocation, geolocatie, coordinaten, coordinates, latitude, longitude,
    breedtegraad, lengtegraad, username, user name, gebruikersnaam, gebruiker, user, account, login,
    submitted by, ingevuld door, ingediend door, responder, respondent, responder email, responders
    email, antwoorder, beantwoorder, respondent name, simserial, phonenumber, subscriberid, audit,
    background audio, handtekening, paraaf, signature, foto, photo, begintijd, starttijd, start
    time, tijd van voltooien, completion time, voltooiingstijd, eindtijd, end time, tijdstip laatste
    wijziging, laatst gewijzigd, laatste wijziging, last modified time, timestamp, tijdstempel,
    client nummer, clientnummer, clientnr, cliëntnummer, cliëntnr, klantnummer, klantnr,
    dossiernummer, dossiernr, zaaknummer, case number, client number, file number,
    voor en achternaam, firstname, lastname, fullname, klantnaam, clientnaam, cliëntnaam, werkgevernaam,
    naam werkgever, bedrijfsnaam, contactnaam, e mail werk, e mail prive, e mail privé, telefoon werk,
    telefoon prive, telefoon privé, telefoon mobiel, mobiel werk, geboorte datum, geboren, geboren op,
    lat, lon, lng, long, lat lon, gps coordinaten, gps coördinaten, coördinaten, locatie, location, imei,
    device name, devicename, apparaatnaam, toestel, toestelnaam, telefoonmodel, phone model, invuller,
    invullers, respondent id, respondentid, respondent nummer, user id, userid, gebruikers id
    """
)
_WHEREVER = _listed(
    """
    mailadres, emailadres, telefoonnummer, bsn, burgerservicenummer, geboortedatum, iban, birthdate
    """
)
_NAME_WORDS = _listed(
    """
    naam, namen, name, names, voornaam, achternaam, e, email, mail, telefoon, phone, adres, address
    """
)
_PEOPLE = _listed(
    """
    klant, klanten, cliënt, client, deelnemer, deelneemster, inwoner, bewoner, kandidaat, burger,
    persoon, medewerker, klantmanager, jobcoach, trajectbegeleider, begeleider, consulent,
    contactpersoon, respondent, invuller, melder, waarnemer, onderzoeker, trainer, docent, student,
    professional, collega, gebruiker, ouder, kind, partner, participant, resident, person, employee,
    observer, researcher, teacher, user, contact, caseworker, uw, your, mijn, my, je, jouw, wie, who
    """
)
_SMALL_WORDS = _listed(
    """
    van, de, het, een, der, of, the, a, is, wat, what, s, nr, en, and, optioneel, optional
    """
)

# KoboToolbox's own columns; `_id` and `_uuid` only tell one submission from another
_KOBO = _listed(
    """
    start, end, _id, _uuid, _submission_time, _validation_status, _notes, _status, _submitted_by,
    __version__, _version_, _version, _tags, _index, _geolocation, _attachments, _parent_index,
    _parent_table_name, _submission__id, _submission__uuid, _submission__submission_time,
    _submission__validation_status, _submission__notes, _submission__status,
    _submission__submitted_by, _submission___version__, _submission__tags, _xform_id_string,
    _bamboo_dataset_id, _media_all_received, meta/instanceid, meta/instancename, meta/rootuuid,
    meta/deprecatedid, formhub/uuid, deviceid, username, simserial, phonenumber, subscriberid,
    subscriber_id, audit, background-audio, imei, email
    """
)
_GEO_PARTS = ("latitude", "longitude", "altitude", "precision")


def folded(name: str) -> str:
    """Give the words of a column in small letters with one space between them, without signs.

    >>> folded("E-mail_adres (werk)")
    'e mail adres werk'
    """
    return " ".join(re.findall(r"\w+", name.replace("_", " ").casefold()))


def never_taken(header: Iterable[str], *, kobo: bool = False) -> frozenset[str]:
    """Give the columns of a header that are never read; `kobo` adds those of KoboToolbox itself."""
    names = tuple(header)
    refused = {name for name in names if _tells_who(name)}
    refused |= {name for name in names if name.startswith("_") and name.casefold() in _KOBO}
    if kobo:
        refused |= {name for name in names if name.casefold() in _KOBO}
        refused |= _places_and_media(names)
    return frozenset(refused)


def _tells_who(name: str) -> bool:
    # a question inside a group is called "group/question", a second column of one name "naam (2)"
    last = re.sub(r" \(\d+\)$", "", name.rpartition("/")[2])
    # "naam_1" is the second column of one name
    said = re.sub(r" \d+$", "", folded(last))
    if said in _EXACTLY:
        return True
    words = [word for word in said.split() if word not in _SMALL_WORDS]
    if not _WHEREVER.isdisjoint(words):
        return True
    kinds = [1 if word in _NAME_WORDS else 2 if word in _PEOPLE else 0 for word in words]
    # "naam klant", "klant naam", "uw naam", and "naam contactpersoon organisatie"
    return kinds[:2] == [1, 2] or (0 not in kinds and {1, 2} <= set(kinds))


def _places_and_media(names: tuple[str, ...]) -> set[str]:
    """Give questions that hold a place on the map or a file, told by the columns that Kobo adds to them."""
    known, refused = set(names), set()
    for name in names:
        group, _, last = name.rpartition("/")
        for ending in _GEO_PARTS:
            if last.startswith("_") and last.endswith(f"_{ending}"):
                question = last[1 : -len(ending) - 1]
                refused |= {name, f"{group}/{question}" if group else question} & known
        if name.endswith("_URL") and name[: -len("_URL")] in known:
            refused |= {name, name[: -len("_URL")]}
    return refused
