"""The Home tab: a twin for every command word, my lists as far as they fit, and where to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.exceptions.looking import ExceptionCard
from handlers.acts import note
from handlers.exception.judging import judge_buttons
from handlers.home.ids import PART
from handlers.kit import button, buttons, escape, header, home_tab, modal, row, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import VIEW_BLOCKS, fitted
from handlers.paging import Part, paged
from handlers.partners.views import home_buttons
from handlers.share_check.views import home_twin
from handlers.signal.ids import NEW


@dataclass(frozen=True, slots=True)
class HomeList:
    """One of the lists on Home: its name, and each thing in it with its buttons."""

    name: str
    parts: Sequence[Part]

    @property
    def blocks(self) -> list[Block]:
        """The list as it stands on Home when there is room for all of it."""
        return [DividerBlock(), section(self.name), *(block for part in self.parts for block in part)]


def home(
    labels: Labels,
    lists: Mapping[str, HomeList],
    more: Sequence[Part] = (),
    *,
    known: bool,
    may_report: bool = True,
    grants: bool = False,
) -> View:
    """What a person finds on Home; a stranger is told whom to ask.

    The lists by the name under which one can see the whole of them; `more` is what leads elsewhere itself.
    """
    _ = labels.say
    blocks: list[Block] = [header(_("Schakel"))]
    if not known:
        told = _("U staat nog niet in de lijst van partners. Vraag de beheerder om u toe te voegen.")
        return home_tab([*blocks, section(told)])
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
    shown = fitted(
        [*(one.blocks for one in lists.values()), *more],
        VIEW_BLOCKS - len(blocks) - len(end),
        lambda at: _beyond(_, [*lists, ""][min(at, len(lists))]),
    )
    return home_tab([*blocks, *shown, *end])


def _beyond(_: Language, name: str) -> Block:
    """What stands in place of the rest of a list."""
    told = _("… en meer dan hier past.")
    return row(told, button(PART, _("Bekijk alles"), name)) if name else small(told)


def whole(labels: Labels, key: str, shown: HomeList, page: int) -> View:
    """One of the lists, all of it, in pages."""
    _ = labels.say
    blocks = paged(_, page, shown.parts, head=[section(shown.name)])
    return modal(PART, _("Alles"), blocks, close=_("Sluiten"), metadata=note(ref=key))


def review_parts(labels: Labels, reviews: Sequence[ExceptionCard]) -> list[Part]:
    """What waits for this person's judgement."""
    _ = labels.say
    return [
        [
            section(f"*{one.ref}* · {one.signal_ref} · {one.ground.id} {escape(_(one.ground.name))}"),
            judge_buttons(_, one.ref),
        ]
        for one in reviews
    ]
