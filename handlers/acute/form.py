"""The one screen of acute danger, and the form of the reasons that follow afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.acute.completing import ToComplete
from casework.acute.road import AcuteForm, AcuteOptions
from casework.exceptions.recording import REASON_LIMIT
from casework.refs import ref
from handlers.acts import note
from handlers.acute.ids import ACUTE, COMPLETE
from handlers.exception.views import not_reviewed
from handlers.inputs import Choice, multi_select_field, select_field, text_field
from handlers.kit import modal, section, small, verbatim
from handlers.labels import Labels
from handlers.language import Language
from handlers.signal.fields import (
    area_field,
    level_field,
    modifiers_field,
    partnership_choices,
    place_field,
    summary_field,
)
from handlers.signal.form import detail_fields, subject_fields
from rules.at_once import ACUTE_DANGER


def acute_form(labels: Labels, offered: AcuteOptions, typed: AcuteForm, *, ask_why: bool = False) -> View:
    """Whom, why, informed or why not; of a signal that does not stand yet also what the card says.

    `ask_why` shows the field for another reason why nobody was told.
    """
    _ = labels.say
    new = offered.number is None
    blocks: list[Block] = [_first(_)]
    if new:  # where the tick that opened it is, and none but what was ticked: the road stands right under it
        ticked = (*typed.signal.modifiers, ACUTE_DANGER)
        blocks.append(modifiers_field(labels, ticked, ticked))
    if offered.earlier:
        blocks.append(section(f":warning: {not_reviewed(_, offered.earlier)}"))
    blocks += _road(labels, offered, typed, ask_why=ask_why)
    if new:
        blocks += _signal(labels, offered, typed)
    return modal(
        ACUTE,
        _("Acuut gevaar"),
        blocks,
        submit=_("Deel nu"),
        close=_("Annuleren"),
        metadata=note(ref=ref("S", offered.number)) if offered.number else note(),
    )


def _first(_: Language) -> Block:
    return section(_(":rotating_light: *Bel eerst 112.* Deel daarna wat de ander nu moet weten."))


def _road(labels: Labels, offered: AcuteOptions, typed: AcuteForm, *, ask_why: bool) -> list[Block]:
    _ = labels.say
    blocks: list[Block] = [
        multi_select_field(
            "recipients",
            _("Wie kan het gevaar afwenden?"),
            recipient_choices(labels, offered),
            initial=typed.recipients,
            hint=_("Alleen wie nu iets kan doen. Zij krijgen meteen bericht."),
        ),
        text_field(
            "reason",
            _(offered.at_once.question),
            limit=REASON_LIMIT,
            multiline=True,
            initial=typed.reason,
            hint=_("De ontvanger leest dit. Wordt verzegeld; geen burgerservicenummer."),
        ),
        select_field(
            "informed",
            _("Weten de jongere of de ouders hiervan?"),
            told_choices(labels),
            initial=typed.informed or None,
        ),
    ]
    if ask_why or typed.informed_reason:
        blocks.append(
            text_field(
                "informed_reason",
                _("Waarom nog niet?"),
                limit=REASON_LIMIT,
                multiline=True,
                initial=typed.informed_reason,
            )
        )
    blocks.append(
        small(
            _(
                "Met *Deel nu* zegt u: er is nu gevaar voor iemands leven of gezondheid, toestemming vragen "
                "kan niet of komt te laat, en wie u koos kan het afwenden. De andere redenen vraagt Schakel "
                "u daarna; iemand anders beoordeelt het binnen 24 uur."
            )
        )
    )
    return blocks


def told_choices(labels: Labels) -> list[Choice]:
    """Whether they were told; the reasons that the law knows why not are there to choose."""
    _ = labels.say
    known = [(one.id, _(one.name)) for one in labels.book.not_told.values()]
    return [("yes", _("Ja, zij zijn ingelicht")), *known, ("no", _("Nee, om een andere reden"))]


def recipient_choices(labels: Labels, offered: AcuteOptions) -> list[Choice]:
    """Everybody in the partnership who can be reached, the likeliest first."""
    return [labels.partner_choice(one) for one in offered.recipients]


def _signal(labels: Labels, offered: AcuteOptions, typed: AcuteForm) -> list[Block]:
    """What may wait: who it is about, and what the card in the channel says."""
    _, said = labels.say, typed.signal
    choices = partnership_choices(offered.partnerships)
    return [
        DividerBlock(),
        section(_("*Wat hieronder staat, mag leeg blijven.* Vul het nu of straks aan.")),
        *subject_fields(_, said.subject_name, said.subject_birthdate),
        *detail_fields(labels, offered.categories, said.details, said.categories),
        DividerBlock(),
        section(_("*Op de kaart in het kanaal:* nooit een naam, adres of nummer.")),
        select_field(
            "partnership",
            _("In welke samenwerking?"),
            choices,
            initial=str(offered.partnership),
            optional=True,
            hint=_("Leeg: {name}.", name=offered.partnerships.get(offered.partnership or 0, "")),
            tells=len(choices) > 1,
        ),
        level_field(labels, said.level, optional=True),
        place_field(labels, said.place, optional=True),
        summary_field(labels, said.summary, optional=True),
        area_field(labels, said.area),
    ]


def complete_form(labels: Labels, asked: ToComplete) -> View:
    """The reasons in words of their own, under what was written in the hurry."""
    _ = labels.say
    fields: Sequence[Block] = [
        text_field(
            f"c:{one.id}",
            _(one.text),
            limit=REASON_LIMIT,
            multiline=True,
            hint=_("Rust op: {article}. Wordt verzegeld; geen burgerservicenummer.", article=one.article),
        )
        for one in asked.conditions
    ]
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* bij {signal} – u deelde wegens acuut gevaar en schreef:",
                ref=asked.ref,
                signal=asked.signal_ref,
            )
        ),
        *verbatim(asked.said),
        section(_("Zeg nu nog apart:")),
        *fields,
    ]
    return modal(
        COMPLETE,
        _("Redenen aanvullen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=asked.ref),
    )
