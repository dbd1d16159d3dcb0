"""Why something may not be shared, in one plain sentence per code of rulebook 5, and what would help."""

from __future__ import annotations

from collections.abc import Callable

from casework.counting import Waiting
from handlers.language import Language

_REASONS: dict[str, Callable[[Language], str]] = {
    "INCOMPLETE": lambda _: _("Er ontbreekt nog iets: doel, ontvanger, soort gegevens of de geboortedatum."),
    "RECORD_DAMAGED": lambda _: _(
        "Wat hier over toestemming is vastgelegd, is buiten Schakel om veranderd. Er gaat niets open totdat "
        "de privacyfunctionaris dit heeft uitgezocht."
    ),
    "REIDENTIFIABLE": lambda _: _("Dit is niet anoniem: iemand kan de jongere eruit herkennen."),
    "FORBIDDEN_CATEGORY": lambda _: _("BSN, kopie van een ID en hele dossiers mogen nooit via Schakel."),
    "CHANNEL_NOT_CLOSED": lambda _: _(
        "Dit kanaal is niet besloten. Details kunnen alleen in een besloten kanaal."
    ),
    "RECIPIENT_NOT_INVOLVED": lambda _: _("Deze ontvanger heeft geen rol in deze casus."),
    "RECIPIENT_CATEGORY": lambda _: _(
        "Vrijwilligers en rolmodellen mogen hooguit naam, betrokkenheid en signaal zien."
    ),
    "WGS_CLOSED": lambda _: _(
        "Gegevens uit het Zorg- en Veiligheidshuis gaan nooit op toestemming: alleen met E09, of bij acuut "
        "gevaar met E01."
    ),
    "WPG_CLOSED": lambda _: _("Politie- en justitiegegevens mogen niet op toestemming worden gedeeld."),
    "NO_CONSENT": lambda _: _("Er is nog geen toestemming vastgelegd."),
    "ACUTE_FAST_PATH": lambda _: _("Er is nog niets vastgelegd. Bij acuut gevaar: bel eerst 112."),
    "NOT_ACTIVE": lambda _: _("Zwijgen is geen toestemming: er moet duidelijk ja gezegd zijn."),
    "REFUSED": lambda _: _("Wie hierover beslist, heeft geweigerd."),
    "PARENT_OBJECTS": lambda _: _("Een ouder of voogd met gezag maakt bezwaar."),
    "YOUTH_OBJECTS": lambda _: _("De jongere maakt bezwaar."),
    "CONSENT_NOT_USABLE": lambda _: _(
        "Toestemming die vanuit deze rol is gevraagd, telt niet: de machtsverhouding is te ongelijk."
    ),
    "NOT_FREE": lambda _: _("De toestemming was niet vrij: er hing iets van af."),
    "NOT_INFORMED": lambda _: _(
        "Leg eerst uit wat er met wie wordt gedeeld en waarom, en leg vast dat u dat deed."
    ),
    "NOT_SPECIFIC": lambda _: _(
        "De toestemming is te algemeen: doel, ontvanger of soort gegevens ontbreekt."
    ),
    "MISSING_CONSENTER": lambda _: _("Nog niet iedereen die moet instemmen, heeft ingestemd."),
    "NOT_YET_VALID": lambda _: _("De datum van de toestemming ligt in de toekomst."),
    "EXPIRED": lambda _: _("De toestemming is verlopen."),
    "WITHDRAWN": lambda _: _("De toestemming is ingetrokken."),
    "SCOPE_PURPOSE": lambda _: _("De toestemming is voor een ander doel gegeven."),
    "SCOPE_RECIPIENT": lambda _: _("De toestemming noemt deze ontvanger niet."),
    "SCOPE_CATEGORY": lambda _: _("De toestemming dekt niet alle soorten gegevens."),
    "NOT_EXPLICIT": lambda _: _(
        "Voor gezondheid of strafrechtelijke gegevens is uitdrukkelijke toestemming nodig."
    ),
    "POLICE_CONSEQUENCES_NOT_EXPLAINED": lambda _: _(
        "Leg eerst uit dat politie of justitie dit voor opsporing kan gebruiken, en leg vast dat u dat deed."
    ),
    "THIRD_PARTY": lambda _: _(
        "Hier staan gegevens van een ander bij; die vallen niet onder deze toestemming."
    ),
    "INCAPABLE_NO_REP": lambda _: _("Er is niemand die namens deze persoon mag beslissen."),
    "GEZAG_NOT_VERIFIED": lambda _: _("Niet is nagegaan wie het gezag heeft."),
    "LAPSED_16": lambda _: _(
        "De jongere is 16 geworden en beslist nu zelf; de toestemming van de ouders is vervallen."
    ),
    "NOBODY_MISSING": lambda _: _("Hier ontbreekt van niemand een handtekening."),
    "NOT_GEZAG": lambda _: _("Wie toestemming gaf, heeft geen gezag."),
    "OTHER_HOLDER_NOT_RECORDED": lambda _: _("Niet is vastgelegd wat de andere ouder met gezag ervan vindt."),
    "YOUTH_NOT_HEARD": lambda _: _("De jongere is 12 of ouder en is nog niet gehoord."),
    "ROUTE_OUTSIDE_SLACK": lambda _: _("Aangifte doet u bij de politie, niet via dit kanaal."),
    "EXC_INVOKER": lambda _: _(
        "Vanuit deze rol kan deze uitzondering niet worden ingeroepen, of zij is niet vrijgegeven."
    ),
    "EXC_REVOKED": lambda _: _("De uitzondering is ingetrokken."),
    "EXC_SCOPE": lambda _: _("De uitzondering is voor een ander doel vastgelegd."),
    "EXC_RECIPIENT": lambda _: _("De uitzondering geldt niet voor deze ontvanger."),
    "EXC_CATEGORY": lambda _: _("De uitzondering geldt niet voor al deze soorten gegevens."),
    "EXC_AGE": lambda _: _("De uitzondering geldt niet voor deze leeftijd."),
    "EXC_CONDITIONS": lambda _: _("Niet alle voorwaarden van de uitzondering zijn vastgelegd."),
    "EXC_EXPIRED": lambda _: _("De uitzondering is verlopen."),
    "EXC_REVIEW": lambda _: _("De uitzondering is nog niet door een tweede persoon beoordeeld."),
    "EXC_REVIEW_SELF": lambda _: _("Wie de uitzondering inroept, kan die niet zelf beoordelen."),
    "EXC_NOT_INFORMED": lambda _: _(
        "Niet is vastgelegd dat de jongere of ouders zijn ingelicht, of waarom niet."
    ),
    "NOT_FOR_YOU": lambda _: _(
        "Dit bestaat niet, of het is niet voor u. Moet u erbij betrokken zijn? Vraag het de melder of de "
        "organisator. Staat u nog niet in de partnerlijst? Vraag het de beheerder."
    ),
    "NUMBER_NEEDED": lambda _: _("Noem het nummer erbij, bijvoorbeeld S-1."),
    "OVERLEG_NUMBER_NEEDED": lambda _: _("Noem het nummer erbij, bijvoorbeeld O-1."),
    "PERIOD_NOT_OVER": lambda _: _("Deze periode is nog niet voorbij. Kies er een die dat wel is."),
    "NO_GROUND": lambda _: _("Geen van de uitzonderingen past bij uw rol, deze gegevens en deze partners."),
    "THREAD_CATEGORY": lambda _: _(
        "Gezondheid, strafrecht, politiegegevens en gegevens van anderen komen nooit in een draad."
    ),
    "READ_BY_ALL": lambda _: _("Dit leest het hele kanaal al."),
    "THREAD_CHOSEN_READERS": lambda _: _("Dit signaal staat niet in het kanaal: er is geen draad."),
    "THREAD_TOO_LONG": lambda _: _("Dit is te lang voor een bericht in de draad."),
    "CHANNEL_UNKNOWN": lambda _: _(
        "Slack laat niet zien wie er in dit kanaal zitten: waarschijnlijk is Schakel er nog niet bij. Typ "
        "daar `/invite @Schakel` en probeer het nog eens."
    ),
    "ROOM_UNKNOWN": lambda _: _("Slack laat niet zien wie er in dit kanaal meeleest."),
    "THREAD_OVER": lambda _: _("Details in een draad verdwijnen na dertig dagen."),
    "OBJECTION_UPHELD": lambda _: _("Dit signaal is gewist."),
    "STUB_ONLY": lambda _: _(
        "Vanuit uw rol meldt u alleen plek en samenvatting: politie- en justitiegegevens gaan nooit op "
        "toestemming."
    ),
    "SIGNAL_RESTRICTED": lambda _: _(
        "Dit signaal is voorlopig dicht: de privacyfunctionaris zoekt iets uit. Niemand ziet of deelt er nu "
        "iets van."
    ),
    "RIGHT_WAITS": lambda _: _("De coördinator is nog niet akkoord."),
    "RIGHT_ANSWERED": lambda _: _("Hierop is al geantwoord, of het akkoord is te lang geleden."),
    "GROUND_CLOSED": lambda _: _("Dit is al gesloten of niet vrijgegeven."),
    "REASONS_DONE": lambda _: _("Deze redenen staan er al, ieder in eigen woorden."),
    "ACUTE_NOT_YOURS": lambda _: _(
        "Meteen delen wegens acuut gevaar kan niet vanuit uw rol: politie en justitie doen dat op grond E10, "
        "en zonder professionele rol deelt u zelf geen details. Plaats het signaal, dan zien de partners het."
    ),
    "REVIEW_DONE": lambda _: _("Deze uitzondering is al beoordeeld of ingetrokken."),
    "DISCLOSURE_ENDED": lambda _: _("Deze details worden niet meer gedeeld."),
    "SIGNAL_DRAFT": lambda _: _("Dit signaal is nog niet geplaatst. Plaats het eerst."),
    "ALREADY_POSTED": lambda _: _(
        "Dit signaal staat al in het kanaal. Intrekken kan tot een kwartier na het melden."
    ),
    "SIGNAL_CLOSED": lambda _: _("Dit signaal is afgesloten of ingetrokken."),
    "SHARE_WITH_SELF": lambda _: _(
        "Met uzelf deelt u niets: wat een ander schreef, wordt u door een ander gedeeld."
    ),
    "UNDO_TOO_LATE": lambda _: _(
        "Ongedaan maken kan tot een kwartier na het melden. Sluit het signaal dan af."
    ),
    "LINK_GONE": lambda _: _("Deze vraag om te koppelen is niet meer aan de orde."),
    "ALREADY_ASKED": lambda _: _("U bent hier al bij gevraagd. Zeg wat u doet."),
    "REQUEST_ANSWERED": lambda _: _("Deze vraag is al beantwoord."),
    "NOTHING_TO_SHARE": lambda _: _("Bij dit signaal zijn geen details vastgelegd."),
    "NOBODY_TAGGED": lambda _: _("Er zijn nog geen partners betrokken bij dit signaal."),
    "OVERLEG_CANCELLED": lambda _: _("Dit overleg is geannuleerd."),
    "OVERLEG_SKIPPED": lambda _: _("Deze keer valt uit."),
    "OVERLEG_OVER": lambda _: _("Dit overleg is al geweest."),
    "OVERLEG_NONE_LEFT": lambda _: _("Van dit overleg is geen keer meer gepland."),
    "OVERLEG_NOT_ABSENT": lambda _: _("U komt toch zelf, dus een vervanger is niet nodig."),
    "AGENDA_FULL": lambda _: _(
        "Er staan al twintig punten op deze agenda. Bespreek met de voorzitter wat kan."
    ),
    "GOAL_EVALUATED": lambda _: _(
        "Iemand anders keek intussen al op dit doel terug. Bekijk eerst wat er staat."
    ),
    "TRY_AGAIN": lambda _: _(
        "Anderen waren op hetzelfde moment met hetzelfde bezig; er is niets opgeslagen. Probeer het nog eens."
    ),
    "OUTGROWN": lambda _: _(
        "Schakel wordt nu bijgewerkt; er is niets opgeslagen. Probeer het over een minuut nog eens."
    ),
    "GOAL_ENDED": lambda _: _("Dit doel is al afgerond."),
    "NO_DECISIONS": lambda _: _("Er zijn van deze keer geen besluiten vastgelegd."),
    "ACTION_DONE": lambda _: _("Dit actiepunt was al gedaan."),
    "NO_STANDS": lambda _: _(
        "Een nee kan alleen op de dag zelf worden verbeterd, door wie het vastlegde. Het vervalt pas als "
        "dezelfde persoon op een latere dag ja zegt."
    ),
    "NO_BESIDE": lambda _: _(
        "In deze casus heeft iemand nee gezegd. Laat deze vastlegging vervallen en leg opnieuw vast wat er "
        "is gezegd."
    ),
    "CAPACITY_UNDER_12": lambda _: _(
        "Onder de 12 beslist de jongere nooit zelf; dan is deze vraag niet nodig."
    ),
    "NOBODY_HELPS_TOO": lambda _: _(
        "Hier is niemand die dezelfde hulp kan uitvoeren: dat kan alleen tussen jeugdhulp en zorg."
    ),
    "NO_PARTNERSHIP": lambda _: _(
        "U staat nog niet bij een samenwerking in de lijst. Vraag de beheerder om u toe te voegen."
    ),
}

_NEXT_STEPS: dict[str, Callable[[Language], str]] = {
    "ASK_CONSENT": lambda _: _("Vraag toestemming en leg die vast."),
    "ASK_PARENT": lambda _: _("Vraag een ouder of voogd met gezag om toestemming."),
    "ASK_YOUTH": lambda _: _("Vraag de jongere zelf om toestemming."),
    "ASK_OTHER_PARENT": lambda _: _("Vraag ook de andere ouder met gezag om toestemming."),
    "ASK_GUARDIAN": lambda _: _("Vraag de voogd om toestemming."),
    "ASK_REPRESENTATIVE": lambda _: _("Vraag de wettelijk vertegenwoordiger om toestemming."),
    "ASK_EXPLICIT": lambda _: _("Vraag uitdrukkelijk toestemming voor deze gevoelige gegevens."),
    "HEAR_YOUTH": lambda _: _("Praat eerst met de jongere en leg vast wat die ervan vindt."),
    "RECORD_OTHER_PARENT": lambda _: _("Leg vast wat de andere ouder met gezag ervan vindt."),
    "VERIFY_GEZAG": lambda _: _("Ga na wie het gezag heeft (gezagsregister of beschikking) en leg dat vast."),
    "RENEW_CONSENT": lambda _: _("Vraag opnieuw toestemming."),
    "REMOVE_ITEMS": lambda _: _("Deel minder: laat de gegevens weg die hier niet bij mogen."),
    "REMOVE_RECIPIENT": lambda _: _("Laat deze ontvanger weg, of vraag ook voor deze ontvanger toestemming."),
    "COMPLETE_CONDITIONS": lambda _: _("Vul de ontbrekende voorwaarden van de uitzondering aan."),
    "ASK_REVIEW": lambda _: _("Vraag een tweede persoon om de uitzondering te beoordelen."),
    "RENEW_EXCEPTION": lambda _: _("Weeg opnieuw af en leg een nieuwe uitzondering vast."),
    "USE_CASE_CHANNEL": lambda _: _("Gebruik het besloten kanaal van de samenwerking."),
    "SHARE_ON_DEMAND": lambda _: _(
        "Deel op aanvraag: dan opent ieder die het mag lezen het zelf, met een knop."
    ),
    "REMOVE_SELF": lambda _: _("Laat uzelf weg, of vraag de melder om met u te delen."),
    "ASK_REPORTER": lambda _: _("Overleg met de melder, of met wie de regie heeft; die kan verder."),
    "LIST_SIGNALS": lambda _: _("Met `/signal lijst` ziet u uw open signalen."),
    "LIST_OVERLEGGEN": lambda _: _("Met `/overleg lijst` ziet u de overleggen van uw samenwerkingen."),
    "OPEN_POLICE_GROUND": lambda _: _(
        "Vraag de privacyfunctionaris om grond E10 (of E09) vrij te geven; daarna kunt u hier details "
        "vastleggen en op die grond delen."
    ),
    "BIRTH_DATE_FIRST": lambda _: _(
        "Vul eerst de geboortedatum in. Is er nu gevaar, bel dan 112: voor deze gegevens is er geen "
        "spoedgrond zonder geboortedatum."
    ),
    "REVIEW_EARLIER": lambda _: _(
        "Twee eerdere keren acuut gevaar (E01) van u zijn nog niet beoordeeld. Vraag de beoordelaar om er nu "
        "één te beoordelen; lukt dat niet, vraag dan de coördinator of de privacyfunctionaris. Daarna kunt u "
        "meteen delen. Is er nu gevaar, bel dan 112 en vertel het daar zelf."
    ),
    "OTHER_WAYS": lambda _: _(
        "Vraag de rechter om vervangende toestemming; met de beschikking deelt u op grond E14 (1:253a BW, "
        "bij een ondertoezichtstelling 1:265h BW). Kan het niet wachten: bij acuut gevaar E01, bij "
        "kindermishandeling een melding bij Veilig Thuis (E03), bij ernstige schade die u niet anders "
        "voorkomt E02, als u beroepsgeheim hebt."
    ),
    "ADD_BIRTH_DATE": lambda _: _("Vul de geboortedatum in; daarvan hangt af wie er moet instemmen."),
}


# A record may name somebody and yet not count for them.
NOT_NAMED = frozenset({"SCOPE_RECIPIENT", "EXC_RECIPIENT"})


def waits_for(language: Language, waiting: Waiting) -> str:
    """What a record that names this partner waits for; for author and lead."""
    _ = language
    if waiting.same:
        return _("wacht tot iemand zegt dat dit dezelfde persoon is als toen.")
    if waiting.on is None:
        return _(
            "legde dit zelf vast, en hier is niemand die het kan bevestigen. Laat een ander het vastleggen."
        )
    return _("legde dit zelf vast; dat telt zodra <@{who}> het bevestigt.", who=waiting.on)


def reason(language: Language, code: str) -> str:
    """The sentence for a reason code."""
    say = _REASONS.get(code)
    return say(language) if say else language("Dit kan niet ({code}).", code=code)


def next_step(language: Language, hint: str | None) -> str | None:
    """The sentence for a next-step hint, or None when there is none."""
    say = _NEXT_STEPS.get(hint or "")
    return say(language) if say else None


def explained(codes: set[str]) -> set[str]:
    """Which of these codes have no sentence of their own."""
    return {code for code in codes if code not in _REASONS and not code.startswith("OK_")}
