"""The buttons about a time or an action point, the same wherever they stand."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from casework.overleg.looking import TimeCard
from handlers.kit import button, buttons
from handlers.language import Language
from handlers.overleg import ids, terms


def answer_buttons(
    _: Language, card: TimeCard, *, hosting: bool = False, outcome: bool = False, answered: bool = False
) -> Block:
    """One press says who comes; the agenda and the calendar file behind the menu.

    For who organises or chairs also what may be changed about this time; with `outcome` what came of it too.
    Whoever `answered` sees both buttons alike.
    """
    main = None if answered else "primary"
    ref = card.ref
    rest = [button(ids.AGENDA, _("Bekijk agenda"), ref), button(ids.ICS, _("In mijn agenda"), ref)]
    if hosting:
        rest += [button(ids.MOVE, _("Verzet"), ref), button(ids.CHAIR, _("Andere voorzitter"), ref)]
    if outcome:
        rest.append(button(ids.OUTCOME, _("Besluiten en acties"), ref))
    return buttons(
        button(ids.PRESENT, _("Ik ben erbij"), ref, style=main, about=_.day(card.held.starts)),
        button(ids.ABSENT, _("Ik kan niet"), ref, about=_.day(card.held.starts)),
        *([skip_button(_, card)] if hosting else []),
        rest=rest,
    )


def call_buttons(_: Language, card: TimeCard, *, hosting: bool) -> Block:
    """Under the call for an agenda what it asks for comes first."""
    ref = card.ref
    rest = [button(ids.AGENDA, _("Bekijk agenda"), ref), button(ids.ICS, _("In mijn agenda"), ref)]
    if hosting:
        rest += [button(ids.MOVE, _("Verzet"), ref), button(ids.CHAIR, _("Andere voorzitter"), ref)]
    return buttons(
        button(ids.ITEM, _("Zet iets op de agenda"), ref, style="primary", about=_.day(card.held.starts)),
        button(ids.PRESENT, _("Ik ben erbij"), ref, about=_.day(card.held.starts)),
        button(ids.ABSENT, _("Ik kan niet"), ref, about=_.day(card.held.starts)),
        rest=rest,
    )


def skip_button(_: Language, card: TimeCard) -> ButtonElement:
    """Skipping asks first: everyone hears of it."""
    return button(
        ids.SKIP,
        _("Sla over"),
        card.ref,
        style="danger",
        confirm=(
            _("Deze keer overslaan?"),
            _("{span}. Iedereen krijgt bericht dat het niet doorgaat.", span=terms.span(_, card)),
            _("Overslaan"),
            _("Laten staan"),
        ),
        about=_.day(card.held.starts),
    )


def done_button(_: Language, ref: str) -> ButtonElement:
    """An action point is done with one press."""
    return button(ids.ACTION_DONE, _("Gedaan"), ref, style="primary", about=ref)
