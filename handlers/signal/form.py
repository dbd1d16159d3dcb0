"""The forms of a signal: reporting it, adding to it, erasing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.merging import marks
from casework.signals.drafting import DETAILS_LIMIT, NAME_LIMIT, SignalForm
from handlers.acts import note
from handlers.acute.ids import ACUTE
from handlers.inputs import checkboxes_field, select_field, text_field
from handlers.kit import button, modal, row, section
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import reason
from handlers.signal.fields import (
    area_field,
    level_field,
    modifiers_field,
    partnership_choices,
    place_field,
    summary_field,
)
from handlers.signal.ids import DETAIL, ERASE, NEW, SUBJECT, WORDING
from handlers.signal.police import stub_only
from rules.at_once import ACUTE_DANGER

BIRTH_DATE_LIMIT = 30


def new_signal(
    labels: Labels,
    partnerships: Mapping[int, str],
    detail_categories: Sequence[str],
    typed: SignalForm,
    opening: Sequence[Block] = (),
    *,
    road: bool = False,
) -> View:
    """The form behind `/signal`: three fields suffice, the rest is optional and sealed.

    It begins with `opening` and with what to do in acute danger; `road` is whether this person can share at
    once. Without categories only the stub is asked, and why so is said before all.
    """
    _ = labels.say
    blocks: list[Block] = list(opening)
    if not detail_categories:
        blocks.append(section(stub_only(_)))
    blocks += _danger(labels, typed, road=road)
    blocks += _stub_fields(labels, partnerships, typed)
    if not detail_categories:
        return modal(NEW, _("Signaal melden"), blocks, submit=_("Verder"), close=_("Annuleren"))
    blocks += [
        DividerBlock(),
        section(
            _("*Verzegeld* :lock: Wat hieronder staat, ziet niemand zonder toestemming of wettelijke grond.")
        ),
        *subject_fields(_, typed.subject_name, typed.subject_birthdate),
        *detail_fields(labels, detail_categories, typed.details, typed.categories),
    ]
    return modal(
        NEW,
        _("Signaal melden"),
        blocks,
        submit=_("Verder"),
        close=_("Annuleren"),
    )


def _danger(labels: Labels, typed: SignalForm, *, road: bool) -> list[Block]:
    """112, and the one screen on which whoever may shares at once; for others why that is not theirs."""
    _ = labels.say
    call = _(":rotating_light: Is er nu gevaar? *Bel 112.*")
    if road:
        return [row(call, button(ACUTE, _("Deel nu wegens acuut gevaar"), "new", style="danger"))]
    if ACUTE_DANGER not in typed.modifiers:
        return [section(call)]
    return [section(f"{call} {reason(_, 'ACUTE_NOT_YOURS')}")]


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
    offered = partnership_choices(partnerships)
    chosen = typed.partnership or (offered[0][0] if len(offered) == 1 else None)
    return [
        level_field(labels, typed.level),
        place_field(labels, typed.place),
        summary_field(labels, typed.summary),
        select_field("partnership", labels.say("In welke samenwerking?"), offered, initial=chosen),
        area_field(labels, typed.area),
        modifiers_field(labels, typed.modifiers),
    ]


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


def add_subject(labels: Labels, this: str, name: str = "", birth_date: str = "") -> View:
    """The name and date of birth of the young person, when they were not given at first."""
    _ = labels.say
    blocks = [
        section(_("*{ref}* – wie is het? Dit blijft verzegeld :lock:.", ref=this)),
        *subject_fields(_, name, birth_date),
    ]
    return modal(
        SUBJECT,
        _("Om wie gaat het?"),
        blocks,
        submit=_("Verzegelen"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def put_right(
    labels: Labels,
    this: str,
    summary: str,
    area: str,
    opening: Sequence[Block] = (),
    was: Mapping[str, str] | None = None,
    *,
    place: str | None = None,
) -> View:
    """The words that everybody reads, as their author wrote them, to be put right.

    `place` is asked, as chosen so far, where it is not known yet (None: it is). `was` are the marks of the
    form as it first opened, when it comes back with a question.
    """
    _ = labels.say
    blocks = [
        *opening,
        *([] if place is None else [place_field(labels, place, optional=True)]),
        summary_field(labels, summary),
        area_field(labels, area),
    ]
    return modal(
        WORDING,
        _("Tekst aanpassen"),
        blocks,
        submit=_("Opslaan"),
        close=_("Annuleren"),
        metadata=note(ref=this, was=marks({"summary": summary, "area": area}) if was is None else was),
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
