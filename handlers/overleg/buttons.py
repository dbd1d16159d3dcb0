"""The buttons about a time or an action point, the same wherever they stand."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from casework.overleg.looking import TimeCard
from handlers.kit import button, buttons
from handlers.language import Language
from handlers.overleg import ids, terms


def answer_buttons(_: Language, card: TimeCard) -> Block:
    """One press says who comes; the agenda and the calendar file beside it."""
    ref = card.ref
    return buttons(
        button(ids.PRESENT, _("Ik ben erbij"), ref, style="primary", about=ref),
        button(ids.ABSENT, _("Ik kan niet"), ref, about=ref),
        button(ids.AGENDA, _("Bekijk agenda"), ref, about=ref),
        button(ids.ICS, _("In mijn agenda"), ref, about=ref),
    )


def host_buttons(_: Language, card: TimeCard, *, outcome: bool = False) -> Block:
    """What who organises or chairs may change about one time; with `outcome` what came of it too."""
    ref = card.ref
    offered = [
        button(ids.MOVE, _("Verzet"), ref, about=ref),
        button(ids.CHAIR, _("Andere voorzitter"), ref, about=ref),
    ]
    if outcome:
        offered.append(button(ids.OUTCOME, _("Besluiten en acties"), ref, about=ref))
    return buttons(*offered, skip_button(_, card))


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
        about=card.ref,
    )


def done_button(_: Language, ref: str) -> ButtonElement:
    """An action point is done with one press."""
    return button(ids.ACTION_DONE, _("Gedaan"), ref, style="primary", about=ref)
