"""The sharing form, the offer in the thread, and the details as one person reads them."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.refs import ref
from casework.sharing.looking import Offer
from casework.sharing.on_demand import MODES, Opened, OpenedItem, ShareOptions
from handlers.acts import note
from handlers.disclosure.ids import OPEN, SHARE, VIEW
from handlers.kit import (
    button,
    buttons,
    checkboxes_field,
    modal,
    multi_select_field,
    section,
    select_field,
    small,
    verbatim,
)
from handlers.labels import Labels, inside_sentence
from handlers.language import Language


def share_form(labels: Labels, offered: ShareOptions) -> View:
    """With whom, what, for what; who is covered by consent is chosen already."""
    _ = labels.say
    this = ref("S", offered.number)
    blocks: list[Block] = [
        section(
            _("*{ref}* – wie mag de details inzien? Ze blijven verzegeld tot iemand ze opent.", ref=this)
        ),
        multi_select_field(
            "recipients",
            _("Met wie?"),
            [labels.partner_choice(one) for one in offered.recipients[:100]],
            initial=[str(one) for one in offered.covered],
        ),
        checkboxes_field(
            "categories",
            _("Welke gegevens?"),
            [(one, labels.category(one)) for one in offered.categories],
            initial=offered.categories,
        ),
        select_field("mode", _("Hoe?"), [(one, _modes(_)[one]) for one in MODES], initial=MODES[0]),
        select_field(
            "purpose",
            _("Waarvoor?"),
            [(one, labels.purpose(one)) for one in labels.book.purposes],
            initial=offered.purpose,
        ),
    ]
    return modal(
        SHARE, _("Details delen"), blocks, submit=_("Delen"), close=_("Annuleren"), metadata=note(ref=this)
    )


def _modes(_: Language) -> dict[str, str]:
    return {"on_demand": _("Op aanvraag: ieder opent ze zelf met een knop")}


def offer(labels: Labels, facts: Offer) -> list[Block]:
    """The message in the thread that leads to the details; it holds none of them."""
    _ = labels.say
    if facts.ended:
        return [section(_(":lock: Deze details van {ref} worden niet meer gedeeld.", ref=facts.signal_ref))]
    names = ", ".join(labels.partner(one) for one in facts.recipients)
    return [
        section(
            _(":unlock: Details van *{ref}* staan klaar voor {names}.", ref=facts.signal_ref, names=names)
        ),
        buttons(
            button(
                OPEN,
                _("Bekijk details"),
                facts.ref,
                style="primary",
                spoken=_("Bekijk de details van {ref}", ref=facts.signal_ref),
            )
        ),
        small(_("Bij elke keer openen wordt opnieuw gekeken of het mag, en vastgelegd wie las.")),
    ]


def details(labels: Labels, opened: Opened) -> View:
    """The details, for this person, at this moment."""
    _ = labels.say
    blocks: list[Block] = [
        small(
            _(
                "{ref} · alleen voor u, alleen voor *{purpose}*. Stuur het niet door. "
                "Dat u dit leest, is vastgelegd.",
                ref=opened.signal_ref,
                purpose=inside_sentence(labels.purpose(opened.purpose)),
            )
        )
    ]
    for item in opened.items:
        blocks += [DividerBlock(), *_item(labels, item)]
    return modal(
        VIEW,
        _("Details {ref}", ref=opened.signal_ref),
        blocks[:100],
        close=_("Sluiten"),
        metadata=note(ref=opened.disclosure_ref),
    )


def _item(labels: Labels, item: OpenedItem) -> list[Block]:
    _ = labels.say
    shown: list[Block] = []
    if item.name:
        shown += verbatim(_("Naam: {name}", name=item.name))
    if item.birth_date:
        shown += verbatim(_("Geboortedatum: {day}", day=item.birth_date))
    if item.text:
        shown += verbatim(item.text)
    kinds = ", ".join(labels.category(one) for one in item.categories)
    shown.append(
        small(_("{kinds} · bron: {role}", kinds=kinds, role=inside_sentence(labels.role(item.source_role))))
    )
    return shown
