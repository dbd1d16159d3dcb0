"""The sheet of a signal, for one person at one moment."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.counting import Waiting
from casework.people import PartnerRef
from casework.permissions import Audience
from casework.signals.looking import Sheet
from handlers.acts import note
from handlers.acute.ids import ACUTE
from handlers.consent.seeking import tried_lines
from handlers.kit import button, buttons, escape, modal, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.letters.ids import EXCEPTION as LETTER
from handlers.naming import ROOM
from handlers.paging import paged
from handlers.reasons import NOT_NAMED, next_step, reason, waits_for
from handlers.signal.cards import reaction_buttons
from handlers.signal.endings import result
from handlers.signal.ids import CLOSE, DETAIL, OWN, PARTNERS, SHOW, WORDING
from handlers.signal.posting import draft_buttons
from handlers.signal.readers import change_buttons
from handlers.signal.views import lead_line, reactions, stub_text
from handlers.why.buttons import why_button
from rules.model import Decision
from storage.signal_tables import SignalState

EVERYBODY = 1_000_000  # characters: in as many pages as that takes


def sheet(labels: Labels, shown: Sheet, page: int = 0) -> View:
    """A signal for one person; who may be told what, only for author, lead and recorder."""
    _ = labels.say
    card = shown.card
    head = [section(stub_text(labels, card)), small(lead_line(_, card)), *_who_reads(labels, shown)]
    parts: list[Block] = [*reactions(labels, card, EVERYBODY), *_links(_, shown)]
    if card.outcome:
        how = result(_, card)
        told = _("*Afgesloten:* {outcome}", outcome=escape(card.outcome))
        parts.append(section(told + (f"\n{how}" if how else "")))
    if shown.exceptions:
        parts += [DividerBlock(), *_exceptions(labels, shown)]
    tail: list[Block] = []
    if card.state == SignalState.DRAFT:
        head.insert(0, section(_(":file_folder: *Nog niet geplaatst.* Alleen u kunt dit lezen.")))
        tail.append(buttons(*draft_buttons(_, card.ref)))
    if Audience.LEAD in shown.relations and card.is_open:
        parts += [DividerBlock(), *coverage(labels, shown, EVERYBODY)]
        if offered := _lead_buttons(_, shown):
            tail.append(buttons(*offered[:2], rest=offered[2:]))
        tail += [buttons(*change_buttons(_, card.ref))] if card.chosen else []
    elif Audience.TAGGED in shown.relations and card.is_open:
        tail += _tagged_rows(_, card.ref, has_items=card.has_items)
    if others := [*_regie_buttons(_, shown), *_seldom_buttons(_, shown)]:
        tail.append(buttons(*others[:1], rest=others[1:6]))
        if others[6:]:
            tail.append(buttons(*others[6:7], rest=others[7:]))
    blocks = paged(_, page, [[one] for one in parts], head=head, tail=tail)
    return modal(
        SHOW, _("Signaal {ref}", ref=card.ref), blocks, close=_("Sluiten"), metadata=note(ref=card.ref)
    )


def _who_reads(labels: Labels, shown: Sheet) -> list[Block]:
    """What is other than usual in who reads it and who is named."""
    _ = labels.say
    said = []
    if shown.unnamed is not None:
        said.append(_("Gemeld door {who}; dat staat niet op de kaart.", who=labels.partner(shown.unnamed)))
    if shown.card.chosen:
        said.append(_("Alleen gekozen partners lezen dit; de coördinator kan meelezen."))
    return [small(" ".join(said))] if said else []


def _links(_: Language, shown: Sheet) -> list[Block]:
    number = shown.card.number
    blocks: list[Block] = []
    for pair in shown.links:
        blocks.append(section(_(":link: Gekoppeld aan *{ref}*.", ref=f"S-{pair.other(number)}")))
        if Audience.COORDINATOR in shown.relations:
            blocks.append(buttons(button("link.undo", _("Ontkoppelen"), pair.ref)))
    return blocks


def coverage(labels: Labels, shown: Sheet, room: int = ROOM) -> list[Block]:
    """Who may see the details, and what is missing for whom; for author and lead.

    Each answer stands there once, with as many names as fit in `room` characters.
    """
    _ = labels.say
    if not shown.card.has_items:
        return [section(_("Er zijn geen details vastgelegd. Anoniem overleggen kan."))]
    if not shown.verdicts:
        return [section(_("Er zijn nog geen partners betrokken."))]
    first, *rest = sections([_("*Wie mag de details zien?*"), *_gate_lines(labels, shown, room)])
    first.accessory = why_button(_, shown.card.ref)
    blocks: list[Block] = [first, *rest, *sections(tried_lines(_, shown.tried))]
    if shown.told_outside:
        names = labels.partners(shown.told_outside)
        blocks.append(small(_("Buiten Slack verteld aan {names}.", names=names)))
    return blocks


def _gate_lines(labels: Labels, shown: Sheet, room: int) -> list[str]:
    """The gate's answers, each once, after everybody it is about."""
    _ = labels.say
    found: dict[tuple[str, str | None, Waiting | None], list[PartnerRef]] = {}
    for partner, verdict in shown.verdicts:
        allowed = verdict.decision is Decision.ALLOW
        waits = shown.waiting.get(partner.id) if verdict.reason in NOT_NAMED else None
        answer = ("", None, None) if allowed else (verdict.reason, verdict.hint, waits)
        found.setdefault(answer, []).append(partner)
    lines = []
    for (code, hint, waits), who in found.items():
        mark = ":lock:" if code else ":white_check_mark:"
        in_vain = code == "MISSING_CONSENTER" and shown.tried
        step = "OTHER_WAYS" if in_vain else hint
        said = waits_for(_, waits) if waits else _gate_answer(_, code, step, len(who))
        lines.append(f"{mark} {labels.partners(who, room)} – {said}")
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
                about=one.ref,
                confirm=(
                    _("Uitzondering intrekken?"),
                    _("Wat erop rust, is dan meteen dicht; wie het kreeg, hoort dat."),
                    _("Trek in"),
                    _("Laat staan"),
                ),
            )
        blocks.append(said)
        opens = one.state in ("open", "approved") or (one.state == "waiting" and one.ground.by_the_clock)
        if opens and Audience.LEAD in shown.relations:
            blocks.append(buttons(button(LETTER, _("Brief met uitleg"), one.ref, about=one.ref)))
    return blocks


def _lead_buttons(_: Language, shown: Sheet) -> list[ButtonElement]:
    this = shown.card.ref
    offered = []
    if shown.card.has_items and not shown.born_known and Audience.AUTHOR in shown.relations:
        offered.append(button("subject.add", _("Vul de geboortedatum in"), this, style="primary"))
    if shown.card.has_items:
        main = None if offered else "primary"
        offered.append(button("consent.record", _("Leg toestemming vast"), this, style=main))
        offered.append(button("signal.share", _("Deel details"), this))
        offered.append(button("exception.record", _("Andere grond"), this))
        offered.append(button("consent.withdraw", _("Leg intrekking vast"), this))
    if Audience.AUTHOR in shown.relations:
        offered.append(button(DETAIL, _("Voeg details toe"), this))
    return offered


def _tagged_rows(_: Language, this: str, *, has_items: bool) -> list[Block]:
    """What whoever was asked can do: answer, and where there is something to decide, tell what they heard."""
    rows: list[Block] = [reaction_buttons(_, this)]
    if has_items:
        rows.append(
            buttons(
                button("consent.record", _("Leg toestemming vast"), this),
                rest=[
                    button("consent.refused", _("Leg weigering vast"), this),
                    button("consent.withdraw", _("Leg intrekking vast"), this),
                ],
            )
        )
    return rows


def _regie_buttons(_: Language, shown: Sheet) -> list[ButtonElement]:
    """What ends or hands over the work, what puts its text right, and what cannot wait."""
    this, offered = shown.card.ref, []
    if Audience.REGIE in shown.relations and shown.card.is_open:
        offered.append(button(CLOSE, _("Signaal afsluiten"), this))
        offered.append(button("signal.lead", _("Draag regie over"), this))
    if Audience.AUTHOR in shown.relations and shown.card.is_open:
        offered.append(button(PARTNERS, _("Betrek partners"), this))
        offered.append(button(WORDING, _("Pas tekst aan"), this))
    if shown.at_once:
        offered.append(button(ACUTE, _("Deel nu wegens acuut gevaar"), this))
    return offered


def _seldom_buttons(_: Language, shown: Sheet) -> list[ButtonElement]:
    """What few cases need, and only where it makes a difference."""
    this = shown.card.ref
    offered = []
    if shown.has_records:
        offered.append(button("consent.records", _("Wat is vastgelegd"), this))
    if Audience.AUTHOR in shown.relations and shown.card.is_open and shown.card.has_items:
        offered.append(button(OWN, _("Mijn details"), this))
    if Audience.LOOKBACK in shown.relations and shown.card.has_items:
        offered.append(button("lookback.show", _("Wie las wat"), this))
    if not (Audience.LEAD in shown.relations and shown.card.is_open):
        return offered
    if shown.capacity_matters:
        offered.append(button("subject.capacity", _("Wilsbekwaamheid"), this))
    if shown.helpers_possible:
        offered.append(button("signal.direct", _("Zelfde hulp"), this))
    return offered
