"""What people see of a signal: the partner step, the sheet, the list, the help."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.permissions import Audience
from casework.signals.looking import Sheet, SignalCard
from casework.signals.tagging import Proposal
from handlers.acts import note
from handlers.kit import button, buttons, escape, modal, multi_select_field, section, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.reasons import next_step, reason
from handlers.signal.ids import CLOSE, DETAIL, NEW, OWN, PARTNERS, SHOW
from rules.model import Decision

_MARKS = {
    "N0": ":white_circle:",
    "N1": ":large_yellow_circle:",
    "N2": ":large_orange_circle:",
    "N3": ":red_circle:",
}
LISTED = 20
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
    if lines:
        blocks.append(section("\n".join(lines)))
    choices = [
        labels.partner_choice(one) for one in (*[p for p, _why in proposal.suggested], *proposal.others)
    ]
    if choices:
        blocks.append(
            multi_select_field(
                "partners",
                _("Partners"),
                choices[:100],
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
    lines.append(f"> {escape(card.summary)}")
    return "\n".join(lines)


def reaction_lines(labels: Labels, card: SignalCard) -> str:
    """Who was tagged and what each answered."""
    _ = labels.say
    said = {
        "pickup": _("pakt dit op"),
        "call": _("wil gebeld worden"),
        "not_mine": _("niet voor deze partner"),
        None: _("nog geen antwoord"),
    }
    marks = {**_ANSWERS, None: ":hourglass_flowing_sand:"}
    asks = " · " + _("vraagt details")  # not inside the f-string: the catalogue would not find it there
    return "\n".join(
        f"{marks[one.answer]} {labels.partner(one.partner)} – {said[one.answer]}" + (asks if one.asks else "")
        for one in card.reactions
    )


def sheet(labels: Labels, shown: Sheet) -> View:
    """A signal for one person; who may be told what, only for author, lead and recorder."""
    _ = labels.say
    card = shown.card
    blocks: list[Block] = [section(stub_text(labels, card)), small(lead_line(_, card))]
    if card.reactions:
        blocks.append(section(reaction_lines(labels, card)))
    blocks += _links(_, shown)
    if card.outcome:
        blocks.append(section(_("*Afgesloten:* {outcome}", outcome=escape(card.outcome))))
    if shown.exceptions:
        blocks += [DividerBlock(), *_exceptions(labels, shown)]
    if Audience.LEAD in shown.relations and card.is_open:
        blocks += [DividerBlock(), *_coverage(labels, shown)]
        blocks.append(buttons(*_lead_buttons(_, shown)))
    if seldom := _seldom_buttons(_, shown):
        blocks.append(buttons(*seldom))
    if Audience.REGIE in shown.relations and card.is_open:
        blocks.append(buttons(button("signal.lead", _("Draag regie over"), card.ref)))
    return modal(
        SHOW, _("Signaal {ref}", ref=card.ref), blocks, close=_("Sluiten"), metadata=note(ref=card.ref)
    )


def lead_line(_: Language, card: SignalCard) -> str:
    """Who has regie."""
    if card.lead is None:
        return _("Regie: nog niemand. De coördinator kiest.")
    return _("Regie: {who}", who=f"<@{card.lead}>")


def _links(_: Language, shown: Sheet) -> list[Block]:
    number = shown.card.number
    blocks: list[Block] = []
    for pair in shown.links:
        blocks.append(section(_(":link: Gekoppeld aan *{ref}*.", ref=f"S-{pair.other(number)}")))
        if Audience.COORDINATOR in shown.relations:
            blocks.append(buttons(button("link.undo", _("Ontkoppelen"), pair.ref)))
    return blocks


def _coverage(labels: Labels, shown: Sheet) -> list[Block]:
    _ = labels.say
    if not shown.card.has_items:
        return [section(_("Er zijn geen details vastgelegd. Anoniem overleggen kan."))]
    if not shown.verdicts:
        return [section(_("Er zijn nog geen partners betrokken."))]
    blocks: list[Block] = [section("\n".join((_("*Wie mag de details zien?*"), *_gate_lines(labels, shown))))]
    if shown.told_outside:
        names = ", ".join(labels.partner(one) for one in shown.told_outside)
        blocks.append(small(_("Buiten Slack verteld aan {names}.", names=names)))
    return blocks


def _gate_lines(labels: Labels, shown: Sheet) -> list[str]:
    """The gate's answers, each once, after everybody it is about."""
    _ = labels.say
    found: dict[tuple[str, str | None], list[str]] = {}
    for partner, verdict in shown.verdicts:
        allowed = verdict.decision is Decision.ALLOW
        answer = ("", None) if allowed else (verdict.reason, verdict.hint)
        found.setdefault(answer, []).append(labels.partner(partner))
    lines = []
    for (code, hint), who in found.items():
        mark = ":lock:" if code else ":white_check_mark:"
        lines.append(f"{mark} {', '.join(who)} – {_gate_answer(_, code, hint, len(who))}")
    return lines


def _gate_answer(_: Language, code: str, hint: str | None, of: int) -> str:
    """What the gate says of these people; why not yet, and what would mend it."""
    if not code:
        return _.plural("mag de details zien", "mogen de details zien", of)
    said = reason(_, code)
    if code == "SCOPE_RECIPIENT":  # whoever stands on the sheet is not left out, but asked for too
        said = _.plural("staat niet in de toestemming.", "staan niet in de toestemming.", of)
        hint = "ASK_CONSENT"
    if code == "EXC_RECIPIENT":
        said = _.plural("valt niet onder de uitzondering.", "vallen niet onder de uitzondering.", of)
        hint = "ASK_CONSENT"
    step = next_step(_, hint)
    return said + (f" _{step}_" if step else "")


def _exceptions(labels: Labels, shown: Sheet) -> list[Block]:
    """The grounds recorded here, how each stands, and a way to take one back."""
    _ = labels.say
    states = {
        "open": _("geldt"),
        "waiting": _("wacht op beoordeling"),
        "approved": _("goedgekeurd"),
        "rejected": _("afgewezen"),
        "revoked": _("ingetrokken"),
    }
    blocks: list[Block] = [section(_("*Uitzonderingen*"))]
    for one in shown.exceptions:
        name = escape(_(one.ground.name))
        said = section(f"*{one.ref}* {one.ground.id} {name} – {states[one.state]}")
        if one.state in ("open", "waiting", "approved"):
            said.accessory = button(
                "exception.revoke",
                _("Trek in"),
                one.ref,
                spoken=_("Trek {ref} in", ref=one.ref),
                confirm=(
                    _("Uitzondering intrekken?"),
                    _("Wat erop rust, is dan meteen dicht; wie het kreeg, hoort dat."),
                    _("Trek in"),
                    _("Laat staan"),
                ),
            )
        blocks.append(said)
    return blocks


def _lead_buttons(_: Language, shown: Sheet) -> list[ButtonElement]:
    this = shown.card.ref
    offered = []
    if shown.card.has_items and not shown.born_known and Audience.AUTHOR in shown.relations:
        offered.append(button("subject.add", _("Vul de geboortedatum in"), this, style="primary"))
    if shown.card.has_items:
        offered.append(button("consent.record", _("Leg toestemming vast"), this))
        offered.append(button("signal.share", _("Deel details"), this))
        offered.append(button("exception.record", _("Andere grond"), this))
        offered.append(button("consent.withdraw", _("Leg intrekking vast"), this))
    if Audience.AUTHOR in shown.relations:
        offered.append(button(DETAIL, _("Voeg details toe"), this))
    offered.append(button(CLOSE, _("Sluit af"), this))
    return offered


def _seldom_buttons(_: Language, shown: Sheet) -> list[ButtonElement]:
    """What few cases need, and only where it makes a difference."""
    this = shown.card.ref
    offered = []
    if shown.has_records:
        offered.append(button("consent.records", _("Wat is vastgelegd"), this))
    if Audience.AUTHOR in shown.relations and shown.card.is_open and shown.card.has_items:
        offered.append(button(OWN, _("Mijn details"), this))
    if not (Audience.LEAD in shown.relations and shown.card.is_open):
        return offered
    if shown.capacity_matters:
        offered.append(button("subject.capacity", _("Wilsbekwaamheid"), this))
    if shown.helpers_possible:
        offered.append(button("signal.direct", _("Zelfde hulp"), this))
    return offered


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
    blocks: list[Block] = []
    for card in cards[:LISTED]:
        blocks.append(section(stub_text(labels, card)))
        blocks.append(buttons(button(SHOW, _("Bekijk {ref}", ref=card.ref), card.ref)))
    if len(cards) > LISTED:
        blocks.append(
            small(_("… en nog {n}. Zoek een nummer met `/signal toon S-12`.", n=len(cards) - LISTED))
        )
    return blocks


def help_text(_: Language, unknown: str = "", nearest: str | None = None) -> str:
    """What `/signal` understands; after a typing error with the nearest word."""
    lines = []
    if unknown and nearest:
        lines.append(
            _("'{word}' ken ik niet. Bedoelt u `/signal {nearest}`?", word=escape(unknown), nearest=nearest)
        )
    elif unknown:
        lines.append(_("'{word}' ken ik niet.", word=escape(unknown)))
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
