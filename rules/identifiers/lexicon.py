"""Words that are written with a capital and are no person: days, months, places, organisations, terms."""

from __future__ import annotations

_PARTICLES = "van der den de het ten ter el al bin ben ibn la le du von zu abd"
PARTICLES = frozenset(_PARTICLES.split())

_TITLES = "dhr mevr mw mr meneer mevrouw juf meester"
TITLES = frozenset(_TITLES.split())

_MAILBOXES = """
info team jeugdteam wijkteam loket contact secretariaat administratie planning balie receptie post
klantcontact gemeente school jeugd veiligheid zorg support helpdesk meldingen meldpunt fg privacy
"""
TEAM_MAILBOXES = frozenset(_MAILBOXES.split())

_CALENDAR = """
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli
augustus september oktober november december kerst pasen pinksteren hemelvaart koningsdag bevrijdingsdag
ramadan suikerfeest offerfeest sinterklaas herfstvakantie kerstvakantie voorjaarsvakantie meivakantie
"""
_PLACES = """
nederland belgie duitsland marokko turkije suriname curacao aruba europa amsterdam rotterdam utrecht arnhem
nijmegen eindhoven tilburg groningen almere breda apeldoorn haarlem enschede zaanstad amersfoort leiden
dordrecht zoetermeer zwolle maastricht deventer delft alkmaar venlo leeuwarden assen lelystad hilversum
hengelo amstelveen purmerend roosendaal schiedam vlaardingen gouda ede helmond oss emmen heerlen den haag
bosch limburg brabant gelderland overijssel friesland drenthe flevoland zeeland noord zuid oost west centrum
markt plein stationsplein stadsplein dorpsplein
"""
_ORGANISATIONS = """
politie gemeente halt raad kinderbescherming veilig thuis zorg veiligheidshuis jeugdzorg jeugdhulp
jeugdbescherming jeugdreclassering reclassering om justitie openbaar ministerie ggd ggz jgz cjg wijkteam
sociaal welzijn leerplicht rmc boa slachtofferhulp lyceum college school vmbo havo vwo mbo praktijkonderwijs
avg wmo wgs wpg uavg jeugdwet convenant pga mdo zat zvh riec veiligheidshuizen albert heijn jumbo lidl aldi
action kruidvat hema mcdonalds ns gvb ret htm arriva breng whatsapp instagram snapchat tiktok telegram
discord facebook youtube signal playstation xbox fortnite canta schakel slack
"""
_WORDS = """
nederlands nederlandse turks turkse marokkaans marokkaanse pools poolse syrisch syrische engels engelse
duits duitse nvt sms pin bmw audi vespa fatbike nike gucci moncler canada goose vuurwerk hij zij ze het de
een ik wij we er dit dat deze die jongen jongere meisje leerling ouder ouders moeder vader broer zus vriend
vriendin
"""
COMMON = frozenset((_CALENDAR + _PLACES + _ORGANISATIONS + _WORDS).split())
