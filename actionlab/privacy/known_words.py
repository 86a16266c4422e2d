"""Known words: what may have a capital inside a sentence without being somebody's name.

Municipalities come from the model; here are other places, countries, languages, days, organisations, laws,
programs, and words of this field that people like to write with a capital.
"""

from functools import cache

from actionlab.model.municipalities import all_municipalities
from actionlab.privacy.known_names import FIRST_NAMES, NAME_WORDS, ROLES, SURNAMES, TITLES
from actionlab.privacy.plain import Word, word_list

_PLACES = """
    nederland holland belgië duitsland frankrijk engeland spanje italië portugal polen turkije marokko
    syrië suriname europa afrika azië amerika australië china india irak iran afghanistan eritrea somalië
    ethiopië oekraïne rusland tsjechië slowakije slovenië kroatië servië bosnië albanië macedonië moldavië
    georgië armenië azerbeidzjan ijsland letland litouwen estland jemen libanon jordanië palestina israël
    ghana nigeria gambia guinee sudan soedan congo kenia burundi kameroen senegal pakistan bangladesh
    nepal thailand vietnam filipijnen japan korea mexico colombia brazilië venezuela peru chili argentinië
    cuba haïti canada roemenië bulgarije hongarije griekenland egypte tunesië algerije indonesië curaçao
    aruba bonaire groot-brittannië verenigd koninkrijk verenigde staten luxemburg oostenrijk zwitserland
    denemarken zweden noorwegen finland ierland schotland brussel londen berlijn parijs antwerpen
    vlaanderen noord-holland zuid-holland noord-brabant brabant limburg zeeland gelderland overijssel
    drenthe friesland fryslân flevoland groningen utrecht randstad veluwe achterhoek twente betuwe lek
    rijn vecht lekstroom centraal eemland heuvelrug vechtstreek kromme bommelerwaard alblasserwaard gooi
    kennemerland rijnmond haaglanden drechtsteden zuid-kennemerland midden-utrecht zuidoost-utrecht
    noordoost haag den bosch 's-hertogenbosch 's-gravenhage hoofddorp scheveningen bilthoven maartensdijk
    driebergen rijsenburg driebergen-rijsenburg doorn maarn leersum amerongen cothen langbroek schalkwijk
    't goy tull waal werkhoven odijk vianen culemborg vleuten meern leidsche maarssen breukelen mijdrecht
    vinkeveen abcoude soesterberg hooglanderveen hoevelaken vathorst jutphaas vreeswijk galecop batau hoge
    woerd kanaleneiland overvecht zuilen hoograven lunetten binnenstad noord zuid oost west centrum midden
    noordwest zuidoost zuidwest bussum naarden weesp volendam edam assen emmen sneek drachten franeker
    zutphen ijmuiden zaandam roosendaal bergen oss uden veghel sittard geleen heerlen maastricht terneuzen
    goes middelburg
"""
_LANGUAGES_AND_DAYS = """
    nederlands nederlandse nederlander nederlanders nederlandstalig nederlandstalige nt2 engels engelse
    duits duitse frans franse spaans spaanse italiaans portugees arabisch turks pools russisch oekraïens
    tigrinya somalisch farsi dari perzisch pasjtoe koerdisch papiaments fries friese latijn berbers
    tamazight chinees mandarijn hindi urdu bulgaars roemeens hongaars grieks servisch kroatisch bosnisch
    vietnamees thais europees europese amerikaans amerikaanse belgisch belgische vlaams vlaamse hollands
    hollandse internationaal internationale maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    januari februari maart april mei juni juli augustus september oktober november december feb mrt apr
    jun jul aug sep sept okt nov dec kerst kerstmis kerstavond pasen pinksteren hemelvaart hemelvaartsdag
    koningsdag bevrijdingsdag sinterklaas nieuwjaar oudjaar oud nieuw carnaval vaderdag moederdag
    prinsjesdag goede
"""
_ORGANISATIONS = """
    uwv kvk wspcentrum werkgeversservicepunt divosa movisie vng szw vws bzk ocw cbs scp cpb nji vilans
    zonmw kennisnet stimulansz regioplan berenschot nibud cedris sbb rijksoverheid rijk kabinet kamer
    kamers eerste tweede raad college gemeente gemeentes gemeenten gemeenteraad provincie provincies
    ministerie minister staatssecretaris inspectie rekenkamer ombudsman autoriteit persoonsgegevens
    belastingdienst duo svb ciz cak ind coa vluchtelingenwerk humanitas leger heils rode kruis voedselbank
    schuldhulpmaatje buurtzorg lister kwintes altrecht abrona reinaerde amerpoort philadelphia sherpa
    bartiméus lijn5 youké samen veilig middennederland mee kwadraat pluryn amarant siza dichterbij
    careander jeugdzorg jeugdbescherming veiligheidshuis ggd ggz kinderbescherming koophandel hogeschool
    hogescholen universiteit universiteiten academie instituut kenniscentrum lectoraat kennisinstituut
    sociale innovatie roc mbo hbo wo vmbo havo vwo mavo praktijkonderwijs social work lezen schrijven
    werken hanze saxion fontys windesheim inholland avans zuyd hu hva uu uva vu tno randstad tempo-team
    manpower start people olympia adecco unique albert heijn ah jumbo lidl aldi plus hema action ikea
    gamma praxis karwei kruidvat etos bol coolblue dhl postnl ns prorail qbuzz u-ov arriva connexxion ing
    abn amro rabobank asn bunq triodos achmea vgz menzis cz zilveren stichting vereniging coöperatie bv nv
    vof federatie fonds fondsen bureau nederlandse bank unie europese commissie werk inkomen werkgevers
    participatie welzijn zorg jeugd wonen onderwijs burgerzaken wmo maatschappelijke ontwikkeling
    ondersteuning zaken sociaal domein dienst regionale team teams wijkteam wijkteams buurtteam buurtteams
    loket werkplein zorgloket wijkplaats werkcentrum leerwerkloket servicepunt regio werkplaats
    werkplaatsen ontwikkelwerkplaats steunpunt expertisecentrum leerwerkbedrijf werkbedrijf
"""
_LAWS_AND_PROGRAMS = """
    wet wetten participatiewet jeugdwet wajong wia ww ziektewet zw wsw wlz zvw wvggz wzd awb avg uavg gdpr
    woo archiefwet wgs banenafspraak quotumwet verordening wetboek burgerlijk grondwet omgevingswet wams
    pgb zin iva wga anw aow ioaw ioaz bbz bijstandswet bijstand pw balans participatieladder
    zelfredzaamheid-matrix zelfredzaamheidmatrix zrm gas kirkpatrick revans migchelbrink kolb lewin likert
    regioplan dariuz melba abakus competensys pso praktijkroute proefplaatsing jobcarving word excel
    outlook teams powerpoint onenote onedrive sharepoint microsoft office windows google chrome gmail zoom
    skype facetime whatsapp signal telegram facebook instagram linkedin tiktok youtube twitter x snapchat
    netflix spotify canva miro mentimeter mural padlet trello slack dropbox wetransfer adobe acrobat pdf
    apple iphone ipad android samsung internet digid mijnoverheid werk.nl sonar suite4 gws socrates
    civision centric pinkroccade mensenwerk key2 zaaksysteem corona covid covid-19 chatgpt copilot ai god
    allah
"""
_FIELD = """
    actieonderzoek actieleren adviseur afdeling afspraak afspraken begeleiding beleid bijeenkomst bijlage
    burgemeester casus casusbespreking client cliënt cliënten cliëntenraad cyclus dagbesteding deelnemers
    driehoeksgesprek fase gemeentehuis gemeentelijk gemeentelijke gesprek hoofdstuk huishouden indicator
    informatie inzicht inwoners inwonerspanel instrument intake intervisie kijkvraag klanten kwaliteit
    leerkring management matching meting model module nazorg observatie onderzoek onderzoekers opleiding
    overleg paragraaf partners plan plan-do-check-act praktijkkaart praktijk privacy programma project
    projecten proces professionals protocol rapport regie rol schaal scan startmeting studie studenten
    tabel thema toegang training traject uitvoering uitkering vervolgmeting vraag waarneming wethouder
    werkconferentie werkgever werknemers werkvloer wijk figuur artikel stap trede versie functionaris
    gegevensbescherming fg dpia pdca smart sjd sph mwd cmv lvb t0 t1
"""
# words that begin a sentence, also one in brackets, and no name
_ORDINARY = word_list("""
    aan achter af al alle allebei alleen alles als altijd ander andere anders begin beide bij binnen boven
    buiten daar daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarover daarvan daarvoor
    dan dat de deze die dit doe doen door dus een één eens eerst en enkele er ergens even ga gaan gaat
    geen had hadden heb hebben heeft heel helaas hem hen het hier hierdoor hij hoe hoeveel hoewel hun
    iedereen ieder iedere iemand iets ik in is ja je juist jij jullie kan kunnen kijk later laat langs
    maar me meer meestal men met mij mijn misschien moest moet moeten na naar naast net niemand niet niets
    nog nooit nu nee of om omdat onder ondanks ons onze ook op over pas per precies samen sinds sommige
    soms steeds straks te tegen terwijl tijdens toch toen tot tussen u uit uw vaak van vanaf vandaag
    vanmiddag vanmorgen vanuit veel verder vervolgens via volgens voor vooraf vooral voordat vraag waar
    waarbij waarom waarmee wanneer want was waren wat we weer welk welke werd wie wij wil willen worden
    wordt zal ze zeker zelf zelfs zich zie zij zijn zo zoals zodat zonder zou zouden zowel eerder
    eigenlijk elke elk gister gisteren morgen graag hierna hiervoor inmiddels intussen krijgt komt
    natuurlijk nadat nou opvallend overigens sindsdien tenslotte tevens uiteindelijk vanwege volgende
    vorige vertelt vertelde zegt zei geeft gaf noemt noemde belt belde kwam komen wilde wilden werkt
    werkte woont woonde vindt vond denkt dacht ziet zag weet wist kreeg zoekt zocht zit zat staat stond
    blijft bleef voelt lijkt leek mag mocht durft begint begon loopt liep doet deed maakt maakte neemt nam
    leest schrijft
""")
_SUFFIXES = (
    "wet",
    "team",
    "teams",
    "dienst",
    "loket",
    "centrum",
    "raad",
    "gemeente",
    "gemeenten",
    "werkplaats",
)
_OF_A_PLACE = ("se", "s", "er", "ers", "se's")
_SHORT = 5


@cache
def _known() -> frozenset[str]:
    lists = (_PLACES, _LANGUAGES_AND_DAYS, _ORGANISATIONS, _LAWS_AND_PROGRAMS, _FIELD)
    return word_list(" ".join(lists)) | _places() | NAME_WORDS


@cache
def _places() -> frozenset[str]:
    names = " ".join(each.name.casefold() for each in all_municipalities())
    words = {word.strip("().,") for word in names.replace("(", " (").split()}
    return frozenset(words | set(_PLACES.split())) - {"de", "en", "aan", "het", "west", "best"}


def is_ordinary(low: str) -> bool:
    """Tell whether a word in small letters is one that begins sentences, such as "daarna"."""
    return low in _ORDINARY


def is_place(low: str) -> bool:
    """Tell whether a word in small letters is part of the name of a place."""
    return low in _places()


def is_known(word: Word) -> bool:
    """Tell whether a word with a capital is no name by itself: a place, an organisation, an abbreviation."""
    low = word.low
    for ending in ("'s", "’s", "'er", "’er", "'ers", "’ers"):
        low = low.removesuffix(ending)
    return _is_known(low, word.text) or _is_known_compound(word.text)


def _is_known_compound(text: str) -> bool:
    parts = text.replace("&", "-").split("-")
    return all(part[:1].islower() or len(part) < 2 or _is_known(part.casefold(), part) for part in parts)


def _is_known(low: str, text: str) -> bool:
    if low in _known() or low in _ORDINARY or low in TITLES or low.removesuffix("s") in ROLES or low in ROLES:
        return True
    if any(sign.isdigit() for sign in text):
        return True
    capitals = text[: len(low)]
    if capitals.isupper() and len(capitals) > 1:
        return low not in FIRST_NAMES and (len(low) <= _SHORT or low not in SURNAMES)
    if low.endswith(_SUFFIXES):
        return True
    return any(low.endswith(ending) and low.removesuffix(ending) in _places() for ending in _OF_A_PLACE)
