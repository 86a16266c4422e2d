"""Known names: titles, first names and surnames that are frequent in the Netherlands; lists to look in.

A first name that is also an ordinary word ("Roos", "Wil", "Max") is left out on purpose.
"""

from actionlab.privacy.plain import word_list

# a name follows these: they are never left out, however well known the word after them is
TITLES = word_list("""
    mevrouw mevrouwtje mevr mvr mw mej mejuffrouw juffrouw juf meneer mijnheer dhr hr heer heren dames
    gezin familie fam echtpaar dokter doctor dr drs ds mr ir ing prof professor zuster broeder meester
    tante oom ome opa oma pastor pastoor pater dominee imam rabbijn weduwe wed madame monsieur mister miss
    mrs ms burgemeester wethouder sheikh sjeik hodja
""")
# in small letters these end a sentence too; a full stop after the others belongs to them
SHORT_TITLES = word_list("mevr mvr mw mej dhr hr fam dr drs ds mr ir ing prof wed mrs ms")
# a full stop after these ends no sentence
SHORTENED = SHORT_TITLES | word_list(
    "bijv bv nl ca evt incl excl resp vs nr tel st blz jl th chr ph joh ch fr ij kh sh"
)
KIN = word_list("""
    zoon zoontje dochter dochtertje vrouw man echtgenoot echtgenote vriend vriendin broer broertje zus
    zusje buurman buurvrouw vader moeder neef nicht kleinzoon kleindochter schoonmoeder schoonvader
    schoonzus zwager schoonzoon schoondochter stiefvader stiefmoeder pleegvader pleegmoeder pleegzoon
    pleegdochter tweelingbroer tweelingzus ex ex-man ex-vrouw baby peuter kleuter
""")
ROLES = word_list("""
    psychiater therapeut neuroloog verpleegkundige rechter notaris apotheker tandarts specialist pedagoog
    logopedist klantmanager klantmanagers trajectbegeleider jobcoach consulent wmo-consulent
    participatieconsulent inkomensconsulent werkconsulent accountmanager teammanager teamleider teamcoach
    beleidsadviseur beleidsmedewerker begeleider begeleidster coach casemanager casusregisseur
    procesregisseur regisseur manager leidinggevende chef baas werkbegeleider leermeester docent docente
    mentor arts huisarts bedrijfsarts psycholoog maatschappelijk-werker werker werkster bewindvoerder tolk
    vrijwilliger vrijwilligster ervaringsdeskundige inwoner inwoonster deelnemer deelneemster kandidaat
    cliënt cliënte klant bewoner bewoonster patiënt medewerker medewerkster collega onderzoeker trainer
    trainster stagiair stagiaire student studente werknemer directeur voorzitter secretaris wijkcoach
    wijkverpleegkundige wijkagent advocaat budgetcoach wijkteamprofessional professional gesprekspartner
    ambtenaar re-integratieconsulent re-integratiemedewerker re-integratiecoach arbeidsdeskundige
    jongerenwerker gezinscoach zorgconsulent projectleider coördinator contactpersoon hulpverlener
    hulpverleenster meisje jongen
""")
# what follows a subject: "mw karadag wil" names somebody, "mw wil" does not
VERBS = word_list("""
    is was wil wilde kan kon gaat ging komt kwam belt belde werkt werkte zegt zei vertelt vertelde heeft
    had woont woonde krijgt kreeg moet moest mag mocht zou zal wordt werd doet deed vindt vond denkt ziet
    zoekt vraagt vroeg blijft zit staat begint stopt tekent weet geeft gaf neemt loopt
""")
CUES = word_list("heet heette heten genaamd genoemd")
# "mevrouw uit Zeist" is not called so, "mevrouw Uit den Bogaard" is
LOOSE_PREFIXES = word_list("op in uit aan")
NAME_WORDS = word_list("naam voornaam achternaam roepnaam bijnaam")
# "plan B. Klantmanagers willen …" is nobody
LETTERED = word_list("""
    plan optie fase groep team deel bijlage categorie vraag versie type klas rijbewijs punt stap situatie
    variant scenario blok ronde tabel figuur lijst route vitamine onderdeel casus deelnemer inwoner kolom
""")
# "t", "s" and "v" are what a pattern for words leaves of 't, 's and v.d.
PREFIXES = word_list("""
    van de den der het ter ten te t s v d vd vdn op in aan uit el al ben bin ibn abu abou ait aït ould von
    zu la le di da dos del du des mc st san bent
""")
FIRST_NAMES = word_list("""
    ümit umit sjoukje tjeerd sietse wiebe hidde jorrit anneloes annelies marjolijn liesje mieke geertje
    trijntje jannie sijtje jan piet kees klaas henk hans gerard johan johannes pieter peter willem wim
    cornelis jacob jaap dirk gerrit hendrik frank erik eric mark marc martijn jeroen michiel maarten bart
    sander dennis patrick robert ronald rene rené richard marcel marco kevin thomas stefan jasper ruben
    daan sem lucas luuk milan levi finn bram thijs tim tom stijn lars niels jesse jordy bjorn björn wesley
    mitchell danny johnny jeffrey rick rik roy remco raymond arjan arjen hugo simon sebastiaan vincent
    victor koen joost joris jelle wouter wessel floris ernst evert ewout freek fred frits geert gijs guus
    harm harry herman huub hubert jos joop jurgen leo leon leendert lex loek marinus martin matthijs
    mathijs menno nico noah olaf oscar otto paul philip ramon rob robin roel roelof rogier rudolf ruud
    sjoerd sjors theo theodoor tijmen timo tobias ton twan wilfred willy yannick youri anna anne-marie
    annemarie annemieke anneke angela angelique anita anja anouk astrid barbara bianca birgit brenda britt
    carla carolien caroline cindy claudia corrie daniëlle danielle debby demi denise diana dorien edith
    eefje elise eline elisabeth ellen elly elsbeth emma emily esmee esther eveline femke fenna fleur floor
    francisca froukje gerda gerrie greet greetje hanneke hanna hannah heleen helma henny hennie ilse inge
    ingrid irene iris irma isabel isabelle jacqueline janneke janny jeannette jessica joke jolanda josé
    josje joyce judith julia karin kim kimberly kirsten laura leontien liesbeth lieke lina linda lisa
    lisanne lisette loes lotte lucia lucy lydia maaike manon margreet margriet maria marian marianne
    marieke marije marijke marina marion marja marjan marjolein marleen marlies marloes martina martine
    mariska melanie melissa merel milou mirjam miranda mirella monique myrthe nadia nadine naomi natasja
    nathalie nelleke nicole nienke nina noortje olga patricia paula petra pauline renate ria roelien
    rosalie rosanne roxanne sabine sandra sanne sara sarah saskia silvia simone sofie sophie suzan suzanne
    sylvia tamara tanja tess thea tineke trudy truus ursula valerie vera veronique wendy wietske
    wilhelmina wilma yvette yvonne zoë mohamed mohammed muhammad mohammad ahmed ahmad ali hassan hasan
    hussein hüseyin huseyin mustafa mehmet murat ibrahim ismail ismaïl youssef yusuf yousef omar umar
    osman abdul abdullah abdallah abdelkader abderrahim karim rachid said saïd hamza bilal ayoub anouar
    driss khalid khaled jamal brahim hicham mimoun nordin noureddine samir tarik tarek younes zakaria emre
    fatih kemal mesut orhan serkan tayfun yilmaz yılmaz burak cem deniz ferhat gökhan hakan ilhan kadir
    levent onur ömer ömür recep selim şahin tolga turgut ufuk umut veli volkan yasin fatima fatma aisha
    aïcha aicha ayşe ayse khadija khadijah naima naïma samira malika latifa rachida hanane hafida houda
    ikram ilham imane jamila karima leila layla loubna mariam maryam meryem nadira najat nawal nora noura
    rabia rania safia saida saïda salma samia sana sanae siham soraya souad soumaya yasmina yasmin yasmine
    zahra zainab zeynep zohra elif emine esra gülay gülsen hatice havva hülya meral merve nurcan ozlem
    özlem pinar pınar selma sevgi sevda songül tülay yeliz yasemin aylin ebru filiz piotr pawel paweł
    krzysztof tomasz andrzej marek grzegorz wojciech katarzyna agnieszka malgorzata małgorzata magdalena
    joanna ewa zofia kasia ania dorota beata iwona oleksandr volodymyr olena oksana iryna natalia svetlana
    tatjana tesfay tekle yonas yohannes selam semhar luwam helen filmon samuel abraham aron dawit yordanos
    rahel mebrahtu bashar mahmoud mahmud nizar rami wael ziad ghassan firas amal hala rasha rana lubna
    reza hamid farid masoud amir shahin parvin shirin nasrin abdi abdirahman ayaan hodan ifrah asha halima
    amina jerome jermaine ricardo roberto carlos jose juan miguel antonio manuel francisco luis pedro
    giovanni giuseppe sergio ivan dmitri vladimir sharon shanice chantal cheyenne romano rajesh soenita
    priya anil sunil shanti radjesh
""")
SURNAMES = word_list("""
    jansma wiersma wiersema bouma sikkema postema boonstra bakkers schippers kuijper meulen ploeg woude
    spek veer vegt werf wiel zanden ende eijk geer graaff haar kamp kolk kooij kraan meij steen kaya avci
    acar aktas bozkurt duman güneş gunes kurt tas toprak turan uysal uzun yavuz yıldırım yildirim haddou
    messaoudi saidi ziani zaoui oufkir amezian bennani berrada chraibi fassi filali lahlou naciri ramdin
    ramdas bhagwandas soekhoe kartosen pinas sital jong-a-pin kovacs popescu ivanov petrov novak horvat
    kowalska nowakowski lewandowski zielinski abdallah hamdan khalil nasser saleh salem suleiman zaman
    khan malik hussain iqbal berhane tewelde kidane ghebre desta bekele jansen janssen jansens janssens
    bakker visser smit smits meijer meyer meijers mulder bos vos peters hendriks dekker brouwer dijkstra
    hoekstra hofstra kok koster kuiper kuipers prins schouten willems willemsen jacobs vermeulen hermans
    verhoeven scholten gerritsen veenstra postma bosman kramer maas sanders martens peeters evers hoekema
    hendriksen pietersen driessen molenaar schipper verbeek timmermans timmerman dijkman huisman veldman
    zijlstra bosch berends boersma bouwman claassen cornelissen doorn elzinga faber feenstra franken
    gerrits goossens groen groenewegen haan hartman heijnen hoeksema huizinga jonker kamphuis klaassen
    kroon kuijpers lammers linssen mol nijland ooms otten pieters pol ruiter rietveld roelofs schuurman
    simons sluis snijders stam steenbergen terpstra teunissen tromp veen verhagen verhoef vink visscher
    wijnen wolters wouters zwart jong vries berg dijk boer wit graaf bruijn bruin groot leeuw broek horst
    linden ham heuvel velde vliet wal beek brink dam dongen essen houten rooij schaik vlist wijk zanten
    zee hof pas waal yilmaz yılmaz demir çelik celik şahin yildiz yıldız öztürk ozturk aydin aydın arslan
    doğan dogan kılıç kilic çetin koç özdemir şimşek polat erdoğan erdogan aksoy bulut tekin amrani
    idrissi alaoui bouzidi benali benhaddou bouali azzouzi khattabi mansouri hamdaoui yaqoubi haddad ouali
    bakkali mokhtari tahiri elamrani chaoui kaddouri ahmadi hosseini mohammadi karimi rahimi nguyen tran
    pham chen wang singh kowalski nowak wiśniewski wojcik kaminski hernandez rodriguez garcia fernandes
    silva santos pereira sahin tesfay gebremariam haile tekle mehari ali hassan mohamed ahmed ibrahim
    osman yusuf hussein abdi warsame
""")
