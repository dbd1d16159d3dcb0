"""What people see of a signal beside its sheet: the partner step, the list, the help."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.signals.looking import Reaction, SignalCard
from casework.signals.tagging import Proposal
from handlers.acts import note
from handlers.home.ids import PART
from handlers.kit import (
    Choice,
    button,
    buttons,
    escape,
    modal,
    multi_select_field,
    row,
    section,
    sections,
    small,
)
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.markup import quoted
from handlers.naming import listed
from handlers.nearest import not_known
from handlers.paging import Part
from handlers.signal.ids import NEW, PARTNERS, SHOW

_MARKS = {
    "N0": ":white_circle:",
    "N1": ":large_yellow_circle:",
    "N2": ":large_orange_circle:",
    "N3": ":red_circle:",
}
ON_A_CARD = 2_500  # characters
SIGNALS = "signals"  # the list of open signals among those of Home
_ANSWERS: dict[str | None, str] = {
    "pickup": ":raising_hand:",
    "call": ":telephone_receiver:",
    "not_mine": ":no_entry_sign:",
}


def mark(level: str) -> str:
    """A coloured dot beside the level; the level itself is always written too."""
    return _MARKS.get(level, ":black_circle:")


def choose_partners(labels: Labels, this: str, proposal: Proposal) -> View:
    """Who to tag: at most five suggested with a reason each, the rest of the partnership on demand."""
    _ = labels.say
    blocks: list[Block] = [section(_("*{ref} is vastgelegd.* Wie moeten hiervan weten?", ref=this))]
    if "112" in proposal.hints:
        blocks.append(section(_(":rotating_light: *Is er nu gevaar? Bel eerst 112.*")))
    lines = [
        f"• *{escape(partner.name)}* – {escape(labels.role(partner.role))}: {escape(labels.reason(why))}"
        for partner, why in proposal.suggested
    ]
    blocks += sections(lines)
    choices = partner_choices(labels, proposal)
    if choices:
        blocks.append(
            multi_select_field(
                "partners",
                _("Partners"),
                choices,
                initial=[str(one.id) for one, _why in proposal.suggested],
                optional=True,
                hint=_("Zij krijgen nummer, niveau, plek en samenvatting. Geen naam en geen details."),
            )
        )
    else:
        blocks.append(section(_("Er staan nog geen andere partners bij deze samenwerking.")))
    blocks += _remarks(labels, proposal)
    return modal(
        PARTNERS,
        _("Wie betrekt u?"),
        blocks,
        submit=_("Plaatsen"),
        close=_("Alleen plaatsen"),
        metadata=note(ref=this),
        notify_on_close=True,
    )


def partner_choices(labels: Labels, proposal: Proposal) -> list[Choice]:
    """Everybody who can be tagged, the suggested ones first."""
    found = (*[partner for partner, _why in proposal.suggested], *proposal.others)
    return [labels.partner_choice(one) for one in found]


def _remarks(labels: Labels, proposal: Proposal) -> list[Block]:
    _ = labels.say
    remarks = []
    if proposal.unfilled:
        roles = ", ".join(escape(inside_sentence(labels.role(one.role))) for one in proposal.unfilled)
        remarks.append(_("Ook te denken aan, maar nog niet in de lijst: {roles}.", roles=roles))
    if {"eigen_aandachtsfunctionaris", "aandachtsfunctionaris"} & set(proposal.hints):
        remarks.append(_("Overleg ook met de aandachtsfunctionaris van uw eigen organisatie."))
    return [small(" ".join(remarks))] if remarks else []


def stub_text(labels: Labels, card: SignalCard) -> str:
    """The stub as a paragraph: level, place, area, circumstances and the checked summary."""
    _ = labels.say
    where = labels.place(card.place) + (f" · {escape(card.area)}" if card.area else "")
    also = ", ".join(labels.modifier(one) for one in card.modifiers)
    lines = [f"{mark(card.level)} *{card.ref}* · {escape(labels.level(card.level))}", f"{escape(where)}"]
    if also:
        lines.append(f"_{escape(also)}_")
    held = _("_De melder past deze tekst aan._")
    lines.append(f"> {held}" if "summary" in card.held else quoted(card.summary))
    return "\n".join(lines)


def reactions(labels: Labels, card: SignalCard, room: int = ON_A_CARD) -> Sequence[Block]:
    """Who was tagged and what each answered; where not all fit, those who said something come first."""
    lines = listed(labels.say, _reaction_lines(labels, card.reactions), room)
    if len(lines) > len(card.reactions):
        heard = sorted(card.reactions, key=lambda one: one.answer is None and not one.asks)
        lines = listed(labels.say, _reaction_lines(labels, heard), room)
    return sections(lines)


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
        _("`/signal wissen S-1` – een signaal wissen (alleen de privacyfunctionaris)"),
    ]
    return "\n".join(lines)
