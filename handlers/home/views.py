"""The Home tab: what needs me now, where to begin, my lists as far as they fit, and my task here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.exceptions.looking import ExceptionCard
from handlers.acts import note
from handlers.exception.judging import judge_buttons
from handlers.grants.views import offered as grant_buttons
from handlers.grounds.views import offered as grounds_offered
from handlers.home.ids import PART
from handlers.kit import button, buttons, escape, header, home_tab, modal, row, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import MENU, VIEW_BLOCKS, fitted
from handlers.lookback import ids as lookback_ids
from handlers.paging import Part, paged
from handlers.partners import ids as partner_ids
from handlers.partners.views import home_buttons, partnership_names
from handlers.partnerships import ids as partnership_ids
from handlers.refusals import outside
from handlers.report.ids import REPORT
from handlers.share_check.views import home_twin
from handlers.signal.ids import NEW


@dataclass(frozen=True, slots=True)
class HomeList:
    """One of the lists on Home: its name, and each thing in it with its buttons.

    What is `urgent` waits for this person and stands on top.
    """

    name: str
    parts: Sequence[Part]
    urgent: bool = False

    @property
    def blocks(self) -> list[Block]:
        """The list as it stands on Home when there is room for all of it."""
        return [DividerBlock(), section(self.name), *(block for part in self.parts for block in part)]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opens Home: what they may begin, the tasks they hold, and where they coordinate.

    `keepers` are the accounts that keep the list of partners, for whom is not in it; whoever is `new` has
    nothing of their own here yet.
    """

    known: bool
    may_report: bool = True
    may_check: bool = True
    tasks: frozenset[str] = frozenset()
    coordinates: tuple[str, ...] = ()
    keepers: tuple[str, ...] = ()
    new: bool = False


def home(
    labels: Labels,
    lists: Mapping[str, HomeList],
    more: Sequence[Part] = (),
    *,
    visitor: Visitor,
) -> View:
    """What a person finds on Home; a stranger is told whom to ask.

    The lists by the name under which one can see the whole of them; `more` is what leads elsewhere itself.
    """
    _ = labels.say
    head: list[Block] = [header(_("Schakel"))]
    if not visitor.known:
        return home_tab([*head, *outside(_, (), visitor.keepers)])
    if visitor.new:
        head.append(
            section(
                _(
                    "Schakel brengt bij elkaar wat ieder van u ziet van een jongere die afglijdt. Namen en "
                    "details blijven verzegeld tot het mag."
                )
            )
        )
    tasks = _tasks(_, visitor)
    end: list[Block] = [
        *(tasks if visitor.may_report else []),
        DividerBlock(),
        buttons(*home_buttons(_)),
        small(_("Is er nu gevaar? *Bel 112.*")),
    ]
    urgent = {name: one for name, one in lists.items() if one.urgent}
    others = {name: one for name, one in lists.items() if not one.urgent}
    names = [*urgent, "", *others]
    shown = fitted(
        [
            *(one.blocks for one in urgent.values()),
            # their task is what they come for
            [*([DividerBlock()] if urgent else []), *_begin(_, visitor)] if visitor.may_report else tasks,
            *(one.blocks for one in others.values()),
            *more,
        ],
        VIEW_BLOCKS - len(head) - len(end),
        lambda at: _beyond(_, names[at] if at < len(names) else ""),
    )
    return home_tab([*head, *shown, *end])


def _begin(_: Language, visitor: Visitor) -> list[Block]:
    begun: list[Block] = []
    if visitor.may_report:
        begun += [
            section(_("Ziet u iets wat u niet vertrouwt? Drie velden zijn genoeg.")),
            buttons(button(NEW, _("Signaal melden"), "new", style="primary")),
        ]
    return begun + (home_twin(_) if visitor.may_check else [])


def _tasks(_: Language, visitor: Visitor) -> list[Block]:
    """What somebody does for the others, each with where it begins."""
    lines: list[str] = []
    pressed = []
    if visitor.coordinates:
        names = partnership_names(_, visitor.coordinates)
        lines.append(
            _("• U coördineert {names}: u laat partners meedoen en kiest wie regie neemt.", names=names)
        )
    if "beheerder" in visitor.tasks:
        lines.append(_("• U bent beheerder: u houdt de lijst van partners bij en geeft bevoegdheden."))
    if visitor.coordinates or "beheerder" in visitor.tasks:
        pressed += [
            button(partner_ids.NEW, _("Partner toevoegen"), "new"),
            button(partner_ids.CHOOSE, _("Partner wijzigen"), "change"),
            button(partnership_ids.LIST, _("Samenwerkingen"), "list"),
        ]
    if visitor.coordinates:
        pressed.append(button(REPORT, _("Rapport"), "new"))
    if "beheerder" in visitor.tasks:
        pressed += grant_buttons(_)
    if "fg" in visitor.tasks:
        pressed += [grounds_offered(_), button(lookback_ids.LOG, _("Wie las wat"), "all")]
        lines.append(
            _(
                "• U bent privacyfunctionaris: u krijgt elke nacht het anker van het logboek, legt met "
                "`/signal rechten S-1` vast wat een jongere of ouder vraagt, en wist met "
                "`/signal wissen S-1` wat gewist moet worden."
            )
        )
    if "reviewer" in visitor.tasks:
        lines.append(
            _("• U bent beoordelaar: vraagt iemand uw oordeel over een uitzondering, dan staat dat hier.")
        )
    if not lines:
        return []
    told = section("\n".join((_("*Uw taken*"), *lines)))
    return [DividerBlock(), told, *_pressed(pressed)]


def _pressed(made: Sequence[ButtonElement]) -> list[Block]:
    """A row of two buttons with a menu; of more than a menu holds as many stand beside it."""
    beside = max(2, len(made) - MENU)
    return [buttons(*made[:beside], rest=made[beside:])] if made else []


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
