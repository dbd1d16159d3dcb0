"""The forms about partners: a new one, which one to change, changing it, in what situation one is sought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.partners.advising import SituationForm
from casework.partners.drafting import CONTACT_LIMIT, NAME_LIMIT, PartnerForm, marks
from casework.partners.looking import PartnerEntry
from handlers.acts import note
from handlers.inputs import Choice, checkboxes_field, multi_select_field, select_field, text_field, user_field
from handlers.kit import modal, section
from handlers.labels import Labels
from handlers.partners import ids
from handlers.signal.fields import partnership_choices


def new_partner(labels: Labels, offered: Mapping[int, str], form: PartnerForm) -> View:
    """A partner joins one or more partnerships."""
    _ = labels.say
    return modal(
        ids.NEW,
        _("Partner toevoegen"),
        _fields(labels, offered, form, may_leave=False),
        submit=_("Toevoegen"),
        close=_("Annuleren"),
    )


def choose(labels: Labels, found: Sequence[PartnerEntry]) -> View:
    """Which partner is to be changed."""
    _ = labels.say
    if not found:
        blocks: list[Block] = [section(_("Er is geen partner die zo heet en die u kunt wijzigen."))]
        return modal(ids.CHOOSE, _("Partner wijzigen"), blocks, close=_("Sluiten"))
    blocks = [select_field("partner", _("Wie?"), partner_choices(labels, found))]
    return modal(ids.CHOOSE, _("Partner wijzigen"), blocks, submit=_("Verder"), close=_("Annuleren"))


def partner_choices(labels: Labels, found: Sequence[PartnerEntry]) -> list[Choice]:
    """Who can be changed."""
    return [labels.partner_choice(one.partner) for one in found]


def change(labels: Labels, partner_id: int, offered: Mapping[int, str], form: PartnerForm) -> View:
    """What is to change; without any partnership the partner stops."""
    _ = labels.say
    return modal(
        ids.CHANGE,
        _("Partner wijzigen"),
        _fields(labels, offered, form, may_leave=True),
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=f"P-{partner_id}", was=marks(form)),
    )


def _fields(labels: Labels, offered: Mapping[int, str], form: PartnerForm, *, may_leave: bool) -> list[Block]:
    _ = labels.say
    roles = sorted(
        ((one, labels.whole_role(one)) for one in labels.book.roles), key=lambda choice: choice[1].casefold()
    )
    stopping = _(
        "Haal weg waar deze partner stopt. Staat er niets meer, dan leest deze partner nergens meer mee."
    )
    choices = partnership_choices(offered)
    return [
        text_field("name", _("Naam"), limit=NAME_LIMIT, initial=form.name),
        text_field("organisation", _("Organisatie"), limit=NAME_LIMIT, initial=form.organisation),
        select_field(
            "role",
            _("Rol"),
            roles,
            initial=form.role or None,
            hint=_("De rol bepaalt welke details deze partner mag ontvangen."),
        ),
        user_field(
            "user",
            _("Slack-account"),
            initial=form.user or None,
            optional=True,
            hint=_("Zonder account krijgt deze partner geen berichten en kan niets inzien."),
        ),
        text_field(
            "contact",
            _("Bereikbaar via"),
            limit=CONTACT_LIMIT,
            optional=True,
            initial=form.contact,
            placeholder=_("Zakelijk nummer of adres, en wanneer"),
        ),
        multi_select_field(
            "partnerships",
            _("Hoort bij"),
            choices,
            initial=form.partnerships,
            optional=may_leave,
            hint=stopping if may_leave else None,
        ),
    ]


def situation(labels: Labels, form: SituationForm) -> View:
    """In what situation somebody looks for partners; choices only, so nothing about anyone can be typed."""
    _, book = labels.say, labels.book
    blocks: list[Block] = [
        section(
            _(
                "Wat is er aan de hand? U ziet welke partners daarbij horen en wie dat hier zijn. "
                "Er wordt niets opgeslagen. Is er nu gevaar? *Bel 112.*"
            )
        ),
        select_field(
            "level",
            _("Hoe ernstig is het?"),
            [(one, labels.level(one)) for one in book.levels],
            initial=form.level or None,
        ),
        select_field(
            "place",
            _("Waar speelt het?"),
            [(one, labels.place(one)) for one in book.places],
            initial=form.place or None,
        ),
        select_field(
            "age",
            _("Hoe oud is de jongere?"),
            [(row.id, labels.age(row)) for row in book.matrix.age],
            initial=form.age or None,
            optional=True,
        ),
        checkboxes_field(
            "modifiers",
            _("Speelt er meer?"),
            [(one, labels.modifier(one)) for one in book.modifiers],
            initial=form.modifiers,
            optional=True,
        ),
    ]
    return modal(ids.FOR, _("Wie heb ik nodig?"), blocks, submit=_("Bekijk"), close=_("Sluiten"))
