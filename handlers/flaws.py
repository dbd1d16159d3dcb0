"""What is wrong with a field, said at the field in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework.errors import Flaw
from handlers.language import Language

Say = Callable[[Language, Flaw], str]

_SENTENCES: dict[str, Say] = {
    "required": lambda _, flaw: _("Vul dit veld in."),
    "no_words": lambda _, flaw: _("Schrijf in een paar woorden wat u ziet of wilt zeggen."),
    "unknown_choice": lambda _, flaw: _("Kies uit de lijst."),
    "too_long": lambda _, flaw: _("Dit is te lang: hooguit {limit} tekens.", limit=flaw.limit or 0),
    "corrected_meanwhile": lambda _, flaw: _(
        "Dit is intussen al verbeterd. Sluit dit venster en kijk eerst wat er nu staat."
    ),
    "date_unreadable": lambda _, flaw: _("Schrijf de datum als 20-03-2011 of 2011-03-20."),
    "date_impossible": lambda _, flaw: _("Deze datum bestaat niet. Kijk de dag en de maand na."),
    "birth_date_unreadable": lambda _, flaw: _(
        "Schrijf de datum als 20-03-2011. Weet u alleen het jaar, schrijf dan 2011; weet u het niet, laat "
        "dit dan leeg."
    ),
    "birth_date_impossible": lambda _, flaw: _(
        "Deze datum bestaat niet. Weet u de dag niet zeker, schrijf dan alleen het jaar; weet u het niet, "
        "laat dit dan leeg."
    ),
    "date_future": lambda _, flaw: _("Deze datum ligt in de toekomst."),
    "date_before_birth": lambda _, flaw: _("Deze datum ligt voor de geboortedatum."),
    "date_long_ago": lambda _, flaw: _("Deze datum ligt te ver terug. Kijk het jaar na."),
    "date_too_far": lambda _, flaw: _(
        "Kies een eerdere dag: toestemming geldt hooguit {limit} dagen.", limit=flaw.limit
    ),
    "date_past": lambda _, flaw: _("Deze datum is al voorbij."),
    "date_not_ahead": lambda _, flaw: _("Kies een dag na vandaag."),
    "date_far": lambda _, flaw: _("Kies een datum binnen twee jaar."),
    "time_past": lambda _, flaw: _("Dit tijdstip is al voorbij."),
    "time_unreadable": lambda _, flaw: _("Schrijf de tijd als 10:00."),
    "until_first": lambda _, flaw: _("Kies een dag op of na de eerste keer."),
    "until_before_since": lambda _, flaw: _("Kies een dag op of na de dag bij Vanaf."),
    "number_unreadable": lambda _, flaw: _("Schrijf het nummer als S-1, of laat dit leeg."),
    "day_taken": lambda _, flaw: _("Op die dag staat dit overleg al. Kies een andere dag."),
    "not_in_partnership": lambda _, flaw: _(
        "Kies iemand die bij deze samenwerking hoort. Ontbreekt iemand? Vraag het de beheerder."
    ),
    "participant_needed": lambda _, flaw: _("Kies wie er worden uitgenodigd."),
    "participants_elsewhere": lambda _, flaw: _(
        "Er staat iemand bij die niet bij deze samenwerking hoort. Kijk de uitgenodigden na."
    ),
    "partner_known_in_another_role": lambda _, flaw: _(
        "Dit account staat al in de lijst, met een andere rol. Kies die rol, of wijzig eerst die partner."
    ),
    "another_person": lambda _, flaw: _(
        "Een ander account is een andere persoon, en toestemming noemt de persoon. Laat deze partner stoppen "
        "en voeg de ander toe."
    ),
    "own_account": lambda _, flaw: _(
        "Uzelf zet u niet in de lijst: een rol bepaalt wat iemand mag inzien. Vraag een beheerder of een "
        "andere coördinator."
    ),
    "own_role": lambda _, flaw: _(
        "Uw eigen rol wijzigt u niet zelf: een rol bepaalt wat iemand mag inzien. Vraag een beheerder of een "
        "andere coördinator."
    ),
    "own_grant": lambda _, flaw: _("Uzelf geeft u geen bevoegdheid. Vraag een andere beheerder."),
    "stub_only": lambda _, flaw: _("Vanuit uw rol meldt u alleen plek en samenvatting; laat dit leeg."),
    "necessity_needed": lambda _, flaw: _(
        "Zonder toestemming deelt u alleen wat nodig is voor de hulp die zij geven. Vink dat aan, of kies "
        "minder."
    ),
    "ground_runs": lambda _, flaw: _("Deze grond is al vrij, of het akkoord is al gevraagd."),
    "right_runs": lambda _, flaw: _("Dit is bij dit signaal al gevraagd en nog niet beantwoord."),
    "right_second": lambda _, flaw: _(
        "U coördineert deze samenwerking zelf, en de tweede persoon is altijd een ander. Vraag een andere "
        "privacyfunctionaris."
    ),
    "grant_held": lambda _, flaw: _("Deze persoon heeft deze bevoegdheid al."),
    "grant_not_held": lambda _, flaw: _("Deze persoon heeft deze bevoegdheid niet."),
    "last_beheerder": lambda _, flaw: _(
        "Dit is de laatste beheerder. Geef eerst een ander deze bevoegdheid."
    ),
    "account_taken": lambda _, flaw: _("Dit account hoort al bij een andere partner."),
    "partner_sits_elsewhere": lambda _, flaw: _(
        "Deze partner hoort ook bij een andere samenwerking. Alleen de beheerder kan dit dan wijzigen."
    ),
    "deputy_self": lambda _, flaw: _("Kies iemand anders dan uzelf."),
    "partnership_called_so": lambda _, flaw: _("Zo heet al een samenwerking. Kies een andere naam."),
    "partnership_ended_so": lambda _, flaw: _(
        "Zo heet een samenwerking die gestopt is. Laat die weer beginnen, of kies een andere naam."
    ),
    "channel_taken": lambda _, flaw: _("Dit kanaal hoort al bij een samenwerking. Kies een ander kanaal."),
    "channel_of_ended": lambda _, flaw: _(
        "Dit kanaal hoort bij een samenwerking die gestopt is. Laat die weer beginnen, of kies een "
        "ander kanaal."
    ),
    "not_a_channel": lambda _, flaw: _("Kies een kanaal; in een gesprek horen geen partners."),
    "nobody_here": lambda _, flaw: _(
        "Kies iemand van deze werkruimte: geen app, geen gast van elders en geen gesloten account."
    ),
    "slack_silent": lambda _, flaw: _("Slack zei zo snel niet wie dit is. Probeer het nog eens."),
    "nobody_chosen": lambda _, flaw: _("Kies een rol bij wie meedoet, of sluit dit venster."),
    "confirmation_needed": lambda _, flaw: _("Zet een vinkje als u het zeker weet."),
    "outcome_needed": lambda _, flaw: _("Vul een besluit of een actiepunt in."),
    "decision_number_needed": lambda _, flaw: _(
        "Zet voor elk besluit het nummer van het signaal, zoals 'S-1: …'. Gaat het niet over een signaal, "
        "maak er dan een actiepunt van."
    ),
    "decision_no_signal": lambda _, flaw: _(
        "Er zijn geen open signalen om een besluit bij te leggen. Maak er een actiepunt van."
    ),
    "decision_unknown_signal": lambda _, flaw: _(
        "Hier staat een nummer dat geen open signaal van deze samenwerking is."
    ),
    "action_needed": lambda _, flaw: _("Schrijf op wat er gaat gebeuren."),
    "action_owner_needed": lambda _, flaw: _("Kies wie het doet."),
    "action_due_needed": lambda _, flaw: _("Kies vóór wanneer het klaar moet zijn."),
    "date_too_old": lambda _, flaw: _(
        "Wie hier geboren is, is 23 of ouder. Schakel is er voor kinderen en jongeren tot 23 jaar."
    ),
    "categories_needed": lambda _, flaw: _(
        "Kies om wat voor gegevens het gaat; daarvan hangt af wie ze mag zien."
    ),
    "details_needed": lambda _, flaw: _("U koos een soort gegevens, maar hier staat nog niets."),
    "holder_needed": lambda _, flaw: _("Kies wie er gezag heeft."),
    "second_needed": lambda _, flaw: _("Kies de collega die namens uw instelling meebesliste."),
    "no_colleague": lambda _, flaw: _(
        "Uw instelling tekent als voogd niet met één persoon: laat eerst een collega in de lijst zetten."
    ),
    "giver_needed": lambda _, flaw: _("Kies wie er toestemming gaf."),
    "recipient_needed": lambda _, flaw: _(
        "Kies minstens één partner; 'alle partners' is geen geldige toestemming."
    ),
    "lead_outside": lambda _, flaw: _("Kies een actieve partner uit deze samenwerking, of de coördinator."),
    "no_item_fits": lambda _, flaw: _(
        "Zo blijft er niets over: details staan soms samen onder meer soorten. Kies ze allebei."
    ),
    "withdrawn_before_given": lambda _, flaw: _(
        "Op deze dag was er nog geen toestemming van deze persoon. Kies de dag van de intrekking."
    ),
    "exception_recipient_needed": lambda _, flaw: _(
        "Kies minstens één partner; een uitzondering noemt altijd wie ontvangt."
    ),
    "reasoning_needed": lambda _, flaw: _(
        "Leg uit waarom, in ten minste {limit} tekens; een vinkje alleen is niet genoeg.",
        limit=flaw.limit or 0,
    ),
    "informed_reason_needed": lambda _, flaw: _(
        "Leg uit waarom zij nog niet zijn ingelicht, in ten minste {limit} tekens.", limit=flaw.limit or 0
    ),
    "date_beyond_ground": lambda _, flaw: _(
        "Op deze grond kan hooguit {limit} dagen worden gedeeld.", limit=flaw.limit or 0
    ),
    "reviewer_not_listed": lambda _, flaw: _(
        "Deze collega staat niet op de lijst van beoordelaars. Kies iemand van de lijst."
    ),
    "reviewer_is_invoker": lambda _, flaw: _(
        "U kunt uw eigen uitzondering niet beoordelen. Kies iemand anders."
    ),
    "reviewer_is_recipient": lambda _, flaw: _(
        "Wie de gegevens ontvangt, kan dit niet beoordelen. Kies iemand anders."
    ),
    "assessor_needed": lambda _, flaw: _(
        "Vul in wie dit heeft vastgesteld: naam en functie. Zonder deskundige "
        "geldt de jongere als wilsbekwaam."
    ),
    "name_needed": lambda _, flaw: _("Vul een naam of een geboortedatum in."),
    "contains_bsn": lambda _, flaw: _(
        "Hier staat een burgerservicenummer. Dat hoort nooit in Schakel; haal het weg."
    ),
    "contains_phone": lambda _, flaw: _(
        "Hier staat een telefoonnummer. Iedereen leest deze tekst; haal het weg."
    ),
    "contains_email": lambda _, flaw: _(
        "Hier staat een e-mailadres. Iedereen leest deze tekst; haal het weg."
    ),
    "contains_iban": lambda _, flaw: _(
        "Hier staat een rekeningnummer. Iedereen leest deze tekst; haal het weg."
    ),
    "contains_address": lambda _, flaw: _(
        "Hier staat een adres. Iedereen leest deze tekst; noem alleen de buurt of het soort plek."
    ),
    "contains_postcode": lambda _, flaw: _(
        "Hier staat een postcode. Iedereen leest deze tekst; noem alleen de buurt of het soort plek."
    ),
    "contains_birth_date": lambda _, flaw: _(
        "Hier staat een geboortedatum. Die hoort bij de verzegelde gegevens, niet in deze tekst."
    ),
    "contains_handle": lambda _, flaw: _(
        "Hier staat een accountnaam. Die is herleidbaar; zet die bij de verzegelde details."
    ),
    "contains_plate": lambda _, flaw: _(
        "Hier staat een kenteken. Dat is herleidbaar; zet het bij de verzegelde details."
    ),
    "contains_own_name": lambda _, flaw: _(
        "Hier staat de naam van de jongere. Iedereen leest deze tekst; schrijf 'de jongere'."
    ),
    "contains_mention_all": lambda _, flaw: _(
        "Roep hier niet het hele kanaal op; haal @channel, @here of @everyone weg."
    ),
}


def flaw_sentences(language: Language, flaws: Mapping[str, Flaw]) -> dict[str, str]:
    """A sentence per flawed field; a flaw never repeats what was typed."""
    return {name: _sentence(language, flaw) for name, flaw in flaws.items()}


def _sentence(language: Language, flaw: Flaw) -> str:
    say = _SENTENCES.get(flaw.code)
    return (
        say(language, flaw)
        if say
        else language("Dit kan hier niet staan: het is herleidbaar tot een persoon.")
    )
