"""The Home tab: a twin for every command word, my open signals, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock
from slack_sdk.models.views import View

from casework.exceptions.looking import ExceptionCard
from casework.signals.looking import SignalCard
from handlers.exception.judging import judge_buttons
from handlers.kit import button, buttons, escape, plain, section, small
from handlers.labels import Labels
from handlers.limits import VIEW_BLOCKS, fitted
from handlers.partners.views import home_buttons
from handlers.share_check.views import home_twin
from handlers.signal.ids import NEW
from handlers.signal.views import overview


def home(
    labels: Labels,
    cards: Sequence[SignalCard],
    reviews: Sequence[ExceptionCard],
    more: Sequence[Block] = (),
    *,
    known: bool,
    may_report: bool = True,
    waiting: Sequence[Block] = (),
    grants: bool = False,
) -> View:
    """What a person finds on Home; a stranger is told whom to ask."""
    _ = labels.say
    blocks: list[Block] = [HeaderBlock(text=plain(_("Schakel")))]
    if not known:
        blocks.append(
            section(_("U staat nog niet in de lijst van partners. Vraag de beheerder om u toe te voegen."))
        )
        return View(type="home", blocks=blocks)
    if may_report:
        blocks += [
            section(_("Ziet u iets wat u niet vertrouwt? Drie velden zijn genoeg.")),
            buttons(button(NEW, _("Signaal melden"), "new", style="primary")),
        ]
    blocks += home_twin(_)
    end: list[Block] = [
        DividerBlock(),
        buttons(*home_buttons(_, grants=grants)),
        small(_("Is er nu gevaar? *Bel 112.*")),
    ]
    mine = [
        DividerBlock(),
        section(_("*Mijn open signalen*")),
        *overview(labels, cards, may_report=False),  # the button stands on top
    ]
    lists = (_reviews(labels, reviews), waiting, mine, more)
    beyond = small(_("… en meer dan hier past. Wat u afhandelt, maakt plaats voor het volgende."))
    blocks += [*fitted(lists, VIEW_BLOCKS - len(blocks) - len(end), beyond), *end]
    return View(type="home", blocks=blocks)


def _reviews(labels: Labels, reviews: Sequence[ExceptionCard]) -> list[Block]:
    """What waits for this person's judgement."""
    _ = labels.say
    blocks: list[Block] = []
    for one in reviews:
        name = escape(_(one.ground.name))
        blocks += [
            section(f"*{one.ref}* · {one.signal_ref} · {one.ground.id} {name}"),
            judge_buttons(_, one.ref),
        ]
    return [DividerBlock(), section(_("*Te beoordelen*")), *blocks] if blocks else []
