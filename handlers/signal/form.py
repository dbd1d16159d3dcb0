"""The forms of a signal: reporting it, adding to it, erasing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.signals.drafting import AREA_LIMIT, DETAILS_LIMIT, NAME_LIMIT, SUMMARY_LIMIT, SignalForm
from handlers.acts import note
from handlers.kit import (
    Choice,
    checkboxes_field,
    modal,
    section,
    select_field,
    small,
    text_field,
)
from handlers.labels import Labels
from handlers.language import Language
from handlers.signal.ids import DETAIL, ERASE, NEW, SUBJECT, WORDING
from handlers.signal.police import stub_only

BIRTH_DATE_LIMIT = 30


def new_signal(
    labels: Labels,
    partnerships: Mapping[int, str],
    detail_categories: Sequence[str],
    typed: SignalForm,
    opening: Sequence[Block] = (),
) -> View:
    """The form behind `/signal`: three fields suffice, the rest is optional and sealed.

    It begins with `opening`. Without categories only the stub is asked, and why so is said.
    """
    _ = labels.say
    blocks: list[Block] = list(opening)
    blocks += _stub_fields(labels, partnerships, typed)
    danger = small(_("Is er nu gevaar? *Bel 112.*"))
    if not detail_categories:
        blocks += [DividerBlock(), section(stub_only(_)), danger]
        return modal(NEW, _("Signaal melden"), blocks, submit=_("Verder"), close=_("Annuleren"))
    blocks += [
        DividerBlock(),
        section(
            _("*Verzegeld* :lock: Wat hieronder staat, ziet niemand zonder toestemming of wettelijke grond.")
        ),
        *subject_fields(_, typed.subject_name, typed.subject_birthdate),
        *detail_fields(labels, detail_categories, typed.details, typed.categories),
        danger,
    ]
    return modal(
        NEW,
        _("Signaal melden"),
        blocks,
        submit=_("Verder"),
        close=_("Annuleren"),
    )


def taken_over(labels: Labels, said: str) -> tuple[Block, ...]:
    """What became of the message from which the form was opened."""
    _ = labels.say
    if not said:
        return (section(_("Uit dit bericht is niets over te nemen; vul zelf in wat u zag.")),)
    short = _("Alleen het begin paste erin. ") if len(said) > DETAILS_LIMIT else ""
    return (
        section(
            short
            + _(
                "De tekst van het bericht staat hieronder bij *Details* en wordt verzegeld. Het bericht zelf "
                "blijft in het kanaal staan: staan er details in, vraag de schrijver het te verwijderen."
            )
        ),
    )


def _stub_fields(labels: Labels, partnerships: Mapping[int, str], typed: SignalForm) -> list[Block]:
    _, book = labels.say, labels.book
    offered = partnership_choices(partnerships)
    chosen = typed.partnership or (offered[0][0] if len(offered) == 1 else None)
    return [
        select_field(
            "level",
            _("Hoe ernstig is het?"),
            [(one, labels.level(one)) for one in book.levels],
            initial=typed.level,
            hint=_("Twijfelt u? N0 is er voor een onderbuikgevoel; daar is niets mis mee."),
        ),
        select_field(
            "place",
            _("Waar speelt het?"),
            [(one, labels.place(one)) for one in book.places],
            initial=typed.place,
        ),
        text_field(
            "summary",
            _("Wat valt op? (zonder naam)"),
            limit=SUMMARY_LIMIT,
            multiline=True,
            initial=typed.summary,
            placeholder=_(
                "Bijvoorbeeld: leerling mist sinds kort vaak de eerste uren en heeft ineens dure kleding"
            ),
            hint=_("Alle partners in het kanaal lezen dit. Noem geen naam, adres, nummer of klas."),
        ),
        select_field("partnership", _("In welke samenwerking?"), offered, initial=chosen),
        text_field(
            "area",
            _("Buurt of gebied"),
            limit=AREA_LIMIT,
            optional=True,
            initial=typed.area,
            hint=_("Alleen de buurt, geen adres."),
        ),
        checkboxes_field(
            "modifiers",
            _("Speelt er nog iets mee?"),
            [(one, labels.modifier(one)) for one in book.modifiers],
            initial=typed.modifiers,
            optional=True,
        ),
    ]


def partnership_choices(partnerships: Mapping[int, str]) -> list[Choice]:
    """Partnerships by name."""
    return [(str(number), name) for number, name in partnerships.items()]


def subject_fields(_: Language, name: str = "", birth_date: str = "") -> list[Block]:
    """Who it is about: both optional, both sealed."""
    return [
        text_field("subject_name", _("Naam van de jongere"), limit=NAME_LIMIT, optional=True, initial=name),
        text_field(
            "subject_birthdate",
            _("Geboortedatum"),
            limit=BIRTH_DATE_LIMIT,
            optional=True,
            initial=birth_date,
            placeholder="20-03-2011",
            hint=_(
                "Van de leeftijd hangt af wie er moet instemmen. Weet u alleen het jaar, schrijf dan 2011."
            ),
        ),
    ]


def detail_fields(
    labels: Labels,
    categories: Sequence[str],
    details: str = "",
    chosen: Sequence[str] = (),
    *,
    optional: bool = True,
) -> list[Block]:
    """One sealed detail with its categories."""
    _ = labels.say
    return [
        text_field(
            "details",
            _("Details"),
            limit=DETAILS_LIMIT,
            multiline=True,
            optional=optional,
            initial=details,
            hint=_("Feiten en meningen uit elkaar, niet meer dan nodig. Nooit een BSN."),
        ),
        checkboxes_field(
            "categories",
            _("Wat voor gegevens zijn het?"),
            [labels.category_choice(one) for one in categories],
            initial=chosen,
            optional=optional,
            hint=_("Staan er verschillende soorten door elkaar? Splits ze: voeg straks details toe."),
        ),
    ]


def add_detail(labels: Labels, this: str, categories: Sequence[str]) -> View:
    """Another sealed detail for a signal."""
    _ = labels.say
    blocks = [
        section(_("*{ref}* – dit blijft verzegeld :lock: tot het gedeeld mag worden.", ref=this)),
        *detail_fields(labels, categories, optional=False),
    ]
    return modal(
        DETAIL,
        _("Details toevoegen"),
        blocks,
        submit=_("Verzegelen"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def add_subject(labels: Labels, this: str) -> View:
    """The name and date of birth of the young person, when they were not given at first."""
    _ = labels.say
    blocks = [
        section(_("*{ref}* – wie is het? Dit blijft verzegeld :lock:.", ref=this)),
        *subject_fields(_),
    ]
    return modal(
        SUBJECT,
        _("Om wie gaat het?"),
        blocks,
        submit=_("Verzegelen"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def put_right(labels: Labels, this: str, summary: str, area: str, opening: Sequence[Block] = ()) -> View:
    """The words that everybody reads, as their author wrote them, to be put right."""
    _ = labels.say
    blocks = [
        *opening,
        text_field(
            "summary",
            _("Wat valt op? (zonder naam)"),
            limit=SUMMARY_LIMIT,
            multiline=True,
            initial=summary,
            hint=_("Alle partners in het kanaal lezen dit. Noem geen naam, adres, nummer of klas."),
        ),
        text_field(
            "area",
            _("Buurt of gebied"),
            limit=AREA_LIMIT,
            optional=True,
            initial=area,
            hint=_("Alleen de buurt, geen adres."),
        ),
    ]
    return modal(
        WORDING,
        _("Tekst aanpassen"),
        blocks,
        submit=_("Plaatsen"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def erase_signal(labels: Labels, this: str) -> View:
    """Why a signal is erased; it cannot be undone."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _(
                ":wastebasket: *{ref} wissen?* Alle details, de samenvatting en de berichten verdwijnen voor "
                "goed. Wie iets kreeg, hoort dat het niet verder gebruikt mag worden.",
                ref=this,
            )
        ),
        select_field(
            "why",
            _("Waarom?"),
            [
                ("bezwaar", _("Bezwaar van de jongere of ouder is gegrond")),
                ("verzoek", _("Verzoek om te wissen is toegewezen")),
                ("bewaartermijn", _("De bewaartermijn is voorbij")),
            ],
        ),
    ]
    return modal(
        ERASE, _("Signaal wissen"), blocks, submit=_("Wissen"), close=_("Annuleren"), metadata=note(ref=this)
    )
