"""What people see of goals when they ask: the list, the sheet of one, Home, the help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.goals.looking import GoalCard, GoalSheet
from casework.permissions import Audience
from handlers.acts import note
from handlers.goals import ids
from handlers.goals.cards import contribution_lines, evaluation, heart, show_button
from handlers.kit import button, buttons, escape, modal, row, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.markup import quoted
from handlers.nearest import not_known
from handlers.paging import Part, paged

LISTED = 15
IN_A_SHEET = 1_000_000  # characters: in as many pages as that takes
SOON_DAYS = 30


def new_button(_: Language) -> ButtonElement:
    """Where a goal begins."""
    return button(ids.NEW, _("Doel vastleggen"), "new", style="primary")


def overview(labels: Labels, cards: Sequence[GoalCard], today: date, *, may_set: bool) -> list[Block]:
    """The standing goals of my partnerships."""
    _ = labels.say
    if not cards:
        return _none(_, may_set=may_set)

    def more(left: int) -> Block:
        told = _("… en nog {n}. Zoek een nummer met `/doelen toon DOEL-12`.", n=left)
        return row(told, button(ids.LIST, _("Bekijk alles"), "list"))

    return parts_of_message(_parts(_, cards, today), more, _setting(_, may_set=may_set))


def _none(_: Language, *, may_set: bool) -> list[Block]:
    if not may_set:
        return [section(_("Er zijn geen doelen van een samenwerking waar u bij hoort."))]
    return [
        section(
            _(
                "Er is nog geen gezamenlijk doel. Waarom werkt u samen, wat wilt u bereiken, en wat "
                "vraagt dat van iedere partner?"
            )
        ),
        buttons(new_button(_)),
    ]


def _parts(_: Language, cards: Sequence[GoalCard], today: date) -> list[Part]:
    """Each goal with its button."""
    return [[row(_line(_, one, today), show_button(_, one.ref))] for one in cards]


def _setting(_: Language, *, may_set: bool) -> list[Block]:
    side_by_side = button(ids.MATRIX, _("Wie doet wat"), "matrix")
    return [buttons(*([new_button(_)] if may_set else []), side_by_side)]


def _line(_: Language, card: GoalCard, today: date) -> str:
    given, asked = len(card.contributions), len(card.contributions) + len(card.without)
    return (
        f"*{card.ref}* · *{escape(card.goal)}*\n{escape(card.partnership)} · "
        + evaluation(_, card, today)
        + " · "
        + _("{given} van {asked} partners dragen bij", given=given, asked=asked)
    )


def all_of_them(labels: Labels, cards: Sequence[GoalCard], today: date, page: int, *, may_set: bool) -> View:
    """The same in a modal, for Home."""
    _ = labels.say
    setting = _setting(_, may_set=may_set)
    blocks = paged(_, page, _parts(_, cards, today), tail=setting) if cards else _none(_, may_set=may_set)
    return modal(ids.LIST, _("Doelen"), blocks, close=_("Sluiten"))


def sheet(labels: Labels, shown: GoalSheet, today: date, page: int = 0) -> View:
    """One goal, with the buttons this person may press."""
    _, card = labels.say, shown.card
    parts: list[Block] = [
        DividerBlock(),
        section(_("*Wat vraagt dit van iedere partner?*")),
        *sections(contribution_lines(labels, card, IN_A_SHEET)),
    ]
    shared = [(_("Overlap"), card.overlap), (_("Nieuwe samenwerking"), card.opportunities)]
    parts += [section(f"*{name}*\n{quoted(text)}") for name, text in shared if text]
    hosting = Audience.HOST in shown.relations
    if hosting and not card.ended and len(card.contributions) > 1 and not card.overlap:
        parts.append(
            small(
                _(
                    "De bijdragen liggen naast elkaar: waar is overlap, en welke nieuwe samenwerking is "
                    "mogelijk? Vul het aan onder _Wijzig_."
                )
            )
        )
    if card.last:
        parts.append(small(_last(_, card)))
    pressed = _sheet_buttons(_, shown, hosting=hosting)
    tail = [buttons(*pressed)] if pressed else []
    blocks = paged(_, page, [[one] for one in parts], head=heart(_, card, today), tail=tail)
    return modal(ids.SHOW, _("Gezamenlijk doel"), blocks, close=_("Sluiten"), metadata=note(ref=card.ref))


def _sheet_buttons(_: Language, shown: GoalSheet, *, hosting: bool) -> list[ButtonElement]:
    ref, ended = shown.card.ref, shown.card.ended
    if ended:
        return [button(ids.REOPEN, _("Toch weer oppakken"), ref)] if hosting and shown.card.reopenable else []
    pressed = []
    if shown.contributes:
        pressed.append(button(ids.CONTRIBUTE, _("Mijn bijdrage"), ref, style="primary"))
    if hosting:
        pressed.append(button(ids.EVALUATE, _("Evalueren"), ref))
        pressed.append(button(ids.CHANGE, _("Wijzig"), ref, about=ref))
    return pressed


def _last(_: Language, card: GoalCard) -> str:
    if card.last is None:
        return ""
    said = _("Laatst geëvalueerd op {day}", day=_.day(card.last.held_on))
    return f"{said}: {escape(card.last.learned)}" if card.last.learned else f"{said}."


def home(labels: Labels, mine: Sequence[GoalCard], today: date) -> list[Block]:
    """On Home: the goals I lead that are to be evaluated soon, and the way to all of them."""
    _ = labels.say
    blocks: list[Block] = [DividerBlock(), section(_("*Gezamenlijke doelen*"))]
    near = [one for one in mine if (one.evaluate_on - today).days <= SOON_DAYS]
    blocks += [row(_line(_, one, today), show_button(_, one.ref)) for one in near[:LISTED]]
    if len(near) > LISTED:
        blocks.append(small(_("… en nog {n}.", n=len(near) - LISTED)))
    if not near:
        blocks.append(small(_("De komende maand hoeft u geen doel te evalueren.")))
    blocks.append(buttons(button(ids.LIST, _("Bekijk doelen"), "list")))
    return blocks


def help_text(_: Language, unknown: str = "", nearest: str | None = None) -> str:
    """What `/doelen` understands; after a typing error with the nearest word."""
    lines = not_known(_, "/doelen", unknown, nearest)
    lines += [
        _("`/doelen` – de doelen van uw samenwerkingen"),
        _("`/doelen toon DOEL-1` – één doel, met wie wat bijdraagt"),
        _("`/doelen nieuw` – een gezamenlijk doel vastleggen"),
    ]
    return "\n".join(lines)
