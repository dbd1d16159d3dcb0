"""What people see of a signal beside its sheet: the stub, who reacted, the list, the help."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from casework.people import PartnerRef
from casework.signals.looking import Reaction, SignalCard
from handlers.home.ids import PART
from handlers.kit import button, buttons, escape, row, section, sections
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.markup import quoted
from handlers.naming import listed
from handlers.nearest import not_known
from handlers.paging import Part
from handlers.signal.ids import NEW, SHOW
from rules.at_once import ACUTE_DANGER
from storage.signal_tables import SignalState

_MARKS = {
    "N0": ":white_circle:",
    "N1": ":large_yellow_circle:",
    "N2": ":large_orange_circle:",
    "N3": ":red_circle:",
}
ON_A_CARD = 2_500  # characters
SIGNALS, ACUTE = "signals", "acute"  # the lists of open signals among those of Home
_ANSWERS: dict[str | None, str] = {
    "pickup": ":raising_hand:",
    "call": ":telephone_receiver:",
    "not_mine": ":no_entry_sign:",
}


def mark(level: str) -> str:
    """A coloured dot beside the level; the level itself is always written too."""
    return _MARKS.get(level, ":black_circle:")


def stub_text(labels: Labels, card: SignalCard) -> str:
    """The stub as a paragraph: level, place, area, circumstances and the checked summary."""
    _ = labels.say
    if card.state == SignalState.RESTRICTED:
        return restricted(_, card.ref)
    where = labels.place(card.place) + (f" · {escape(card.area)}" if card.area else "")
    besides = [one for one in card.modifiers if not (card.acute and one == ACUTE_DANGER)]
    also = ", ".join(labels.modifier(one) for one in besides)
    lines = [f"{mark(card.level)} *{card.ref}* · {escape(labels.level(card.level))}", f"{escape(where)}"]
    if card.acute:
        lines.insert(0, acute_line(_))
    if also:
        lines.append(f"_{escape(also)}_")
    held = _("_De melder past deze tekst aan._")
    later = _("_De melder vult dit nog aan._")
    waits = held if "summary" in card.held else "" if card.summary else later
    lines.append(f"> {waits}" if waits else quoted(card.summary))
    return "\n".join(lines)


def acute_line(_: Language) -> str:
    """What stands above everything else of a signal about acute danger."""
    return _(":rotating_light: :red_circle: *ACUUT GEVAAR – bel 112*")


def restricted(_: Language, this: str) -> str:
    """What stands in place of a signal of which nothing may be used for now."""
    return _(":lock: *{ref}* is voorlopig dicht. Gebruik er nu niets van.", ref=this)


def reactions(labels: Labels, card: SignalCard, room: int = ON_A_CARD) -> Sequence[Block]:
    """Who was tagged and what each answered; where not all fit, those who said something come first."""
    offered = [_offer_line(labels, one) for one in card.offers]
    lines = listed(labels.say, [*_reaction_lines(labels, card.reactions), *offered], room)
    if len(lines) > len(card.reactions) + len(offered):
        heard = sorted(card.reactions, key=lambda one: one.answer is None and not one.asks)
        lines = listed(labels.say, [*offered, *_reaction_lines(labels, heard)], room)
    return sections(lines)


def _offer_line(labels: Labels, partner: PartnerRef) -> str:
    _ = labels.say
    return f":wave: {labels.partner(partner)} – {_('kan hier iets betekenen')}"


def _reaction_lines(labels: Labels, found: Sequence[Reaction]) -> list[str]:
    _ = labels.say
    said = {
        "pickup": _("pakt dit op"),
        "call": _("wil gebeld worden"),
        "not_mine": _("niet voor deze partner"),
        None: _("nog geen antwoord"),
    }
    marks = {**_ANSWERS, None: ":hourglass_flowing_sand:"}
    asks = " · " + _("vraagt details")  # not inside the f-string: the catalogue would not find it there
    return [
        f"{marks[one.answer]} {labels.partner(one.partner)} – {said[one.answer]}" + (asks if one.asks else "")
        for one in found
    ]


def lead_line(_: Language, card: SignalCard) -> str:
    """Who has regie."""
    if card.lead_unnamed:
        return _("Regie: bij de melder.")
    if card.lead is None:
        return _("Regie: nog niemand. De coördinator kiest.")
    return _("Regie: {who}", who=f"<@{card.lead}>")


def overview(labels: Labels, cards: Sequence[SignalCard], *, may_report: bool = True) -> list[Block]:
    """My open signals, newest activity first, each with its button."""
    _ = labels.say
    if not cards and not may_report:
        return [section(_("U hebt geen open signalen."))]
    if not cards:
        return [
            section(_("U hebt geen open signalen. Ziet u iets wat u niet vertrouwt?")),
            buttons(button(NEW, _("Signaal melden"), "new", style="primary")),
        ]
    every = button(PART, _("Bekijk alles"), SIGNALS)

    def more(left: int) -> Block:
        return row(_("… en nog {n}. Zoek een nummer met `/signal toon S-12`.", n=left), every)

    return parts_of_message(overview_parts(labels, cards), more)


def overview_parts(labels: Labels, cards: Sequence[SignalCard]) -> list[Part]:
    """Each signal with its button."""
    _ = labels.say
    return [
        [
            section(stub_text(labels, card)),
            buttons(button(SHOW, _("Bekijk {ref}", ref=card.ref), card.ref)),
        ]
        for card in cards
    ]


def help_text(_: Language, unknown: str = "", nearest: str | None = None) -> str:
    """What `/signal` understands; after a typing error with the nearest word."""
    lines = not_known(_, "/signal", unknown, nearest)
    lines += [
        _("`/signal` – een signaal melden"),
        _("`/signal lijst` – uw open signalen"),
        _("`/signal toon S-1` – een signaal bekijken: wie reageerde, wie de details mag zien"),
        _("`/signal deel S-1` – details delen met partners"),
        _("`/signal koppel S-1 S-2` – twee signalen koppelen, als beide coördinatoren akkoord zijn"),
        _("`/signal sluit S-1` – een signaal afsluiten"),
        _("`/signal inzage S-1` – wie wat heeft gelezen (voor melder en regie)"),
        _("`/signal wissen S-1` – een signaal wissen (alleen de privacyfunctionaris)"),
        _("`/signal rechten S-1` – wat een jongere of ouder vraagt (alleen de privacyfunctionaris)"),
        _("`/signal rapport` – aantallen over een periode (voor de coördinator)"),
    ]
    return "\n".join(lines)
