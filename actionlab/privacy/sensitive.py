"""Sensitive words: health, offences, religion, origin, orientation, politics, unions, debts and sanctions.

The words are legitimate in general text, so they are only asked about. Words that name a service
("schuldhulpverlening", "verslavingszorg", "ggz") are not in the lists; nor are languages and countries.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from actionlab.privacy.hits import Hit
from actionlab.privacy.plain import Word

_WORDS: Mapping[str, str] = {
    "health": """
        lvb lvb-er lvber ggz-behandeling ggz-opname ggz-cliënt ggz-patiënt adhd ptss ocd nah pdd-nos
        burn-out burnout burn-outs kanker tumor chemo chemotherapie dement trauma's ptss-klachten astma copd
        hiv aids hernia reuma diabetes diabeet suikerziekte hartinfarct beroerte herseninfarct hersenletsel
        hersenbloeding miskraam abortus anorexia boulimia tourette asperger migraine psychiater verward
        manisch manie paranoïde suïcide zelfmoord zelfdoding drugs cocaïne coke heroïne xtc wiet blowen
        blowt methadon ritalin antidepressiva antipsychotica oxazepam lithium insuline slaappillen pillen
        overspannen slechthorend slechthorende slechtziend slechtziende doofstom rolstoel rolstoelgebruiker
        doof dove doofheid blind blinde blindheid downsyndroom methylfenidaat
        hulpmiddelenverslaafd ziektebeeld hallucinaties automutilatie eetprobleem wanen waanbeelden
        """,
    "criminal": """
        strafblad veroordeeld veroordeelde veroordeling veroordelingen detentie gedetineerd gedetineerde
        gedetineerden gevangenis gevangenisstraf gevangen reclassering reclasseringstoezicht taakstraf
        taakstraffen celstraf bajes tbs crimineel criminele criminaliteit misdrijf misdrijven delict
        delicten zedendelict dader daders verdachte mishandeling mishandeld diefstal gestolen inbraak
        ingebroken drugshandel dealer dealt enkelband voorarrest huisarrest justitieel justitiële recidive
        recidivist ex-gedetineerde ex-gedetineerden strafzaak
        """,
    "religion": """
        moslim moslims moslima islam islamitisch islamitische christen christenen christelijk christelijke
        katholiek katholieke katholieken protestant protestants protestantse gereformeerd gereformeerde
        hervormd evangelisch evangelische joods joodse jood joden jodin hindoe hindoes hindoeïstisch
        hindoestaan hindoestaans hindoestaanse boeddhist boeddhistisch boeddhistische sikh atheïst jehova's
        jehova gelovig gelovige gelovigen ongelovig geloofsovertuiging kerkganger kerkgang kerklid bekeerd
        bidden gebedsruimte gebed ramadan koran bijbel hoofddoek hoofddoekje keppel soenniet soennitisch
        sjiiet sjiitisch alevi alevitisch salafist
        """,
    "ethnicity": """
        syriër syriërs syrische turk turken turkse marokkaan marokkanen marokkaanse eritreeër eritreeërs
        eritrese somaliër somaliërs somalische afghaan afghanen afghaanse irakees irakezen iraakse iraniër
        iraniërs iraanse poolse surinamer surinamers surinaamse antilliaan antillianen antilliaanse
        oekraïner oekraïners oekraïense bulgaar bulgaren bulgaarse roemeen roemenen roemeense ethiopiër
        ethiopiërs ethiopische chinees-nederlandse chinese chinezen ghanees ghanezen ghanese nigeriaan
        nigeriaanse koerd koerden koerdische arabier arabieren arabische pakistaanse pakistaan indiase
        indische molukse molukker molukkers afrikaan afrikanen afrikaanse aziaat aziatisch aziatische
        kaapverdische kaapverdiaan russische rus russen allochtoon allochtonen allochtone autochtoon
        migratieachtergrond etniciteit etnisch etnische huidskleur getint getinte roma sinti zigeuner
        niet-westers niet-westerse creools creoolse berber berbers-talige egyptische egyptenaar tunesische
        algerijnse palestijn palestijnse libanees libanese
        """,
    "orientation": """
        homo homo's homoseksueel homoseksuele homofiel lesbisch lesbische lesbienne biseksueel biseksuele
        bi-seksueel transgender transgenders transman transvrouw transseksueel lhbti lhbtiq lhbtiqa lhbt
        queer gay non-binair heteroseksueel genderidentiteit genderdysforie panseksueel aseksueel
        """,
    "politics": """
        pvv vvd cda pvda groenlinks d66 fvd bbb bij1 ja21 christenunie sgp partijlid partijgenoot stemgedrag
        socialist communist liberaal
        """,
    "union": """
        vakbond vakbonden vakbondslid vakbondsleden vakbondsman vakbondslidmaatschap vakbondsbestuurder fnv
        cnv fnv-lid cnv-lid
        """,
    "debt": """
        schulden schuldenlast schuldenaar schuldsanering schuldsaneringstraject schuldregeling schuldeiser
        schuldeisers deurwaarder deurwaarders wsnp loonbeslag beslaglegging beslag incasso incassobureau
        aanmaning aanmaningen bewindvoering beschermingsbewind betalingsachterstand betalingsachterstanden
        huurachterstand huurschuld failliet faillissement roodstand restschuld studieschuld belastingschuld
        schuldenproblematiek schuldenvrij gokschuld gokschulden achterstallig wanbetaler huisuitzetting
        """,
    "sanction": """
        fraude fraudeur fraudeurs gefraudeerd fraudeert fraudeerde fraudeonderzoek uitkeringsfraude
        bijstandsfraude boete boetes bestuurlijke-boete gekort strafkorting terugvordering terugvorderingen
        sanctie sancties gesanctioneerd zwartwerk zwartwerken zwartwerker inlichtingenplicht
        sociale-recherche
        """,
}
# written in capitals only: in small letters they are other words
_CAPITALS = {
    "ASS": "health",
    "ADD": "health",
    "CVA": "health",
    "NAH": "health",
    "LVB": "health",
}
_STEMS: Mapping[str, str] = {
    "health": """
        diagnose gediagnosticeerd autis depressi depressie psychose psychoti schizofre borderline verslaafd
        verslaving medicatie medicijn therapie epilep zwanger dementie alzheimer parkinson fibromyalgie
        suïcid alcoholis alcoholgebruik alcoholprobl drugsgebruik drugsprobl adhd- lvb- autisme
        burn-outklacht angststoornis persoonlijkheidsstoornis eetstoornis kankerpat psychiatrisch bipola
        dyslex hepatitis stemmingsstoornis
        """,
    "criminal": "ex-gedetineer strafrecht",
    "religion": "moslim",
    "sanction": "uitkeringsfraud",
}
_ENDINGS: Mapping[str, str] = {
    "verslaafd": "health",
    "verslaafde": "health",
    "verslaafden": "health",
    "verslaving": "health",
    "verslavingen": "health",
    "stoornis": "health",
    "stoornissen": "health",
    "kanker": "health",
    "medicatie": "health",
    "therapie": "health",
    "schulden": "debt",
}
_SERVICES = ("verslavingszorg", "verslavingskunde", "verslavingsinstelling", "autismecoach", "therapieruimte")
_PHRASES: Mapping[str, tuple[str, ...]] = {
    "health": (
        "licht verstandelijk beperkt",
        "licht verstandelijk beperkte",
        "licht verstandelijke beperking",
        "verstandelijk beperkt",
        "verstandelijk beperkte",
        "verstandelijke beperking",
        "verstandelijk gehandicapt",
        "lichamelijke beperking",
        "lichamelijk beperkt",
        "burn out",
        "psychische klachten",
        "psychische problemen",
        "psychische stoornis",
        "psychische ziekte",
        "psychische aandoening",
        "psychisch ziek",
        "syndroom van down",
        "ggz behandeling",
        "in behandeling bij de ggz",
        "onder behandeling",
        "stemmen horen",
        "hoort stemmen",
        "hoorde stemmen",
        "visuele beperking",
        "auditieve beperking",
        "zintuiglijke beperking",
        "drinkt te veel",
        "aan de drank",
        "laag iq",
        "chronisch ziek",
        "ernstig ziek",
    ),
    "criminal": (
        "vog geweigerd",
        "geen vog",
        "weigering vog",
        "voorwaardelijke straf",
        "in de cel",
        "vast gezeten",
        "heeft vastgezeten",
        "verdacht van",
        "met justitie",
        "met de politie in aanraking",
        "huiselijk geweld",
    ),
    "religion": (
        "naar de kerk",
        "naar de moskee",
        "naar de synagoge",
        "naar de tempel",
        "lid van de kerk",
        "lid van een kerk",
        "religieuze overtuiging",
    ),
    "ethnicity": ("buitenlandse afkomst", "donkere huid", "tweede generatie", "van afkomst"),
    "orientation": ("seksuele geaardheid", "seksuele voorkeur", "seksuele oriëntatie", "uit de kast"),
    "politics": (
        "politieke voorkeur",
        "politieke overtuiging",
        "politieke partij",
        "stemt op",
        "lid van de partij",
        "lid van een partij",
    ),
    "union": ("lid van de bond", "lid van een bond"),
    "debt": ("onder bewind", "rood staan", "staat rood", "achterstand met de huur"),
    "sanction": (
        "maatregel opgelegd",
        "opgelegde maatregel",
        "korting op de uitkering",
        "korting op zijn uitkering",
        "korting op haar uitkering",
        "korting op uitkering",
        "uitkering gekort",
        "uitkering stopgezet",
        "uitkering is stopgezet",
        "uitkering ingetrokken",
        "uitkering is ingetrokken",
        "uitkering verlaagd",
        "uitkering is verlaagd",
        "maatregel op de uitkering",
        "maatregel op zijn uitkering",
        "maatregel op haar uitkering",
        "maatregel gekregen",
        "kreeg een maatregel",
        "krijgt een maatregel",
        "zwart werken",
        "zwart werk",
        "werkt zwart",
        "werkte zwart",
        "sociale recherche",
    ),
}
# "dat neemt veel tijd in beslag" is about nobody's money
_NOT_AFTER = {"beslag": ("in",)}

# "spreekt Turks" is about a language, "een Turks gezin" about people
_PEOPLES = (
    "turks marokkaans syrisch eritrees somalisch afghaans iraaks iraans pools surinaams antilliaans oekraïens"
    " bulgaars roemeens ethiopisch chinees ghanees nigeriaans koerdisch arabisch pakistaans moluks"
)
_THEIRS = ("gezin", "echtpaar", "meisje", "kind", "stel", "bloed")
_OF_PEOPLES = {f"{people} {theirs}": "ethnicity" for people in _PEOPLES.split() for theirs in _THEIRS}

_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_KIND_OF_STEM = {stem: kind for kind, stems in _STEMS.items() for stem in stems.split()}
_START = 5
_STEMS_BY_START: dict[str, list[str]] = {}
for _stem in _KIND_OF_STEM:
    _STEMS_BY_START.setdefault(_stem[:_START], []).append(_stem)
_PHRASES_BY_FIRST: dict[str, list[tuple[list[str], str]]] = {}
_ALL_PHRASES = {phrase: kind for kind, phrases in _PHRASES.items() for phrase in phrases} | _OF_PEOPLES
for _phrase, _of in _ALL_PHRASES.items():
    _PHRASES_BY_FIRST.setdefault(_phrase.split()[0], []).append((_phrase.split(), _of))
_ALL_ENDINGS = tuple(_ENDINGS)
_SIGNS = frozenset("-'’")
_LOW_CAPITALS = {word.lower() for word in _CAPITALS}


def is_mentioned(low_words: Collection[str]) -> bool:
    """Tell whether one of these words, in small letters, may be or begin a sensitive one: the first look."""
    return any(
        _kind_of_part(word, "")
        or word in _PHRASES_BY_FIRST
        or word in _LOW_CAPITALS
        or not _SIGNS.isdisjoint(word)
        for word in low_words
    )


def find(words: Sequence[Word]) -> Iterator[Hit]:
    """Give every sensitive word or phrase, as whole words with their ordinary inflections."""
    for place, word in enumerate(words):
        kind = _kind(word)
        if kind and not (place and words[place - 1].low in _NOT_AFTER.get(word.low, ())):
            yield Hit(kind, word.start, word.end)
        for phrase, phrase_kind in _PHRASES_BY_FIRST.get(word.low, ()):
            row = words[place : place + len(phrase)]
            if [each.low for each in row] == phrase:
                yield Hit(phrase_kind, word.start, row[-1].end)


def _kind(word: Word) -> str | None:
    if word.low.startswith(_SERVICES):
        return None
    return _kind_of_part(word.low, word.text) or _kind_of_parts(word.text)


def _kind_of_parts(text: str) -> str | None:
    """Give the kind of a part of a compound, such as "adhd'er" and "autisme-diagnose"."""
    parts = text.replace("'", "-").replace("’", "-").split("-")
    if len(parts) == 1:
        return None
    kinds = (_kind_of_part(part.casefold(), part) for part in parts)
    return next((kind for kind in kinds if kind), None)


def _kind_of_part(low: str, text: str) -> str | None:
    if low in _KIND_OF:
        return _KIND_OF[low]
    if text in _CAPITALS:
        return _CAPITALS[text]
    for stem in _STEMS_BY_START.get(low[:_START], ()):
        if low.startswith(stem):
            return _KIND_OF_STEM[stem]
    # one question for all endings: hardly any word has one
    if not low.endswith(_ALL_ENDINGS):
        return None
    return next(kind for ending, kind in _ENDINGS.items() if low.endswith(ending))
