"""What stays in Slack of a signal: the card, the stub for a tagged partner, the author's own message."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from casework.people import PartnerRef
from casework.signals.looking import SignalCard
from handlers.kit import button, buttons, escape, row, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.regie.ids import OFFER
from handlers.signal.endings import result
from handlers.signal.ids import CALL, CLOSE, DETAIL, NOT_MINE, PARTNERS, PICKUP, SHOW, UNDO, WORDING
from handlers.signal.readers import change_buttons
from handlers.signal.views import lead_line, reactions, restricted, stub_text
from rules.retention import Ending
from storage.signal_tables import SignalState


def card(labels: Labels, facts: SignalCard) -> list[Block]:
    """The card in the partnership's channel: the stub and who reacted."""
    _ = labels.say
    if not facts.is_open:
        return ended(_, facts)
    blocks: list[Block] = [section(stub_text(labels, facts))]
    blocks += reactions(labels, facts)
    who = labels.partner(facts.author) if facts.author else _("een partner")
    blocks.append(
        small(
            _(
                "Gemeld door {who} op {day}. {lead} Details staan nooit in dit bericht.",
                who=who,
                day=_.day(facts.created_at),
                lead=lead_line(_, facts).rstrip(".") + ".",
            )
        )
    )
    blocks.append(
        buttons(
            button(PICKUP, _("Ik pak dit op"), facts.ref, style="primary", about=facts.ref),
            button(OFFER, _("Ik kan hier iets betekenen"), facts.ref, about=facts.ref),
            rest=[
                button(CALL, _("Bel mij"), facts.ref),
                button(NOT_MINE, _("Niet voor mij"), facts.ref),
                button("disclosure.request", _("Vraag details"), facts.ref),
                button(SHOW, _("Bekijk"), facts.ref),
            ],
        )
    )
    return blocks


def exists(_: Language) -> list[Block]:
    """What a channel hears of a signal that only chosen people read."""
    return [
        section(_(":envelope: Er is een signaal gemeld dat alleen gekozen partners lezen.")),
        small(_("Vragen? De coördinator weet wie meeleest.")),
    ]


def reaction_buttons(_: Language, this: str, *, answered: bool = False) -> Block:
    """One press says what a tagged partner will do."""
    return buttons(
        button(PICKUP, _("Ik pak dit op"), this, style=None if answered else "primary", about=this),
        button(CALL, _("Bel mij"), this, about=this),
        button("disclosure.request", _("Vraag details"), this, about=this),
        rest=[button(NOT_MINE, _("Niet voor mij"), this), button(SHOW, _("Bekijk"), this)],
    )


def ended(_: Language, facts: SignalCard) -> list[Block]:
    """The notice that takes the place of a card that is no longer open."""
    if facts.state == SignalState.RESTRICTED:
        return [section(restricted(_, facts.ref))]
    if facts.state == SignalState.CLOSED:
        text = _("*{ref}* is afgesloten: {outcome}", ref=facts.ref, outcome=escape(facts.outcome or ""))
        how = result(_, facts)
        return [section(f":white_check_mark: {text}" + (f"\n{how}" if how else ""))]
    return [section(_(":leftwards_arrow_with_hook: *{ref}* is door de melder ingetrokken.", ref=facts.ref))]


def tagged(labels: Labels, facts: SignalCard, why: str, answer: str | None = None) -> list[Block]:
    """The direct message to a tagged partner: the stub, why they, what they answered, and the answers."""
    _ = labels.say
    if not facts.is_open:
        return ended(_, facts)
    who = labels.partner(facts.author) if facts.author else _("Een partner")
    return [
        section(
            _(
                "{who} betrekt u bij een signaal in *{partnership}*.",
                who=who,
                partnership=escape(facts.partnership),
            )
        ),
        section(stub_text(labels, facts)),
        *(
            [*reactions(labels, facts), small(_("Alleen gekozen partners lezen dit."))]
            if facts.chosen
            else []
        ),
        small(
            _(
                "Waarom u: {why}. Details leest u alleen als ze met u zijn gedeeld.",
                why=escape(labels.reason(why)),
            )
        ),
        *([section(own_answer(_, answer))] if answer else []),
        reaction_buttons(_, facts.ref, answered=answer is not None),
    ]


def own_answer(_: Language, answer: str) -> str:
    """What a partner answered, said to themselves; another press says otherwise."""
    said = {
        "pickup": _("U pakt dit op. De melder weet dat."),
        "call": _("U wilt gebeld worden. De melder weet dat."),
        "not_mine": _("Dit is niet voor u. De melder weet dat."),
    }
    return f":white_check_mark: *{said[answer]}* {_('Toch anders? Druk op een andere knop.')}"


def answered(labels: Labels, facts: SignalCard, partner: PartnerRef, answer: str) -> list[Block]:
    """For the reporter: one partner takes it up, or wants to be called, and how to reach them."""
    _ = labels.say
    who = labels.partner(partner)
    said = {
        "pickup": _(":handshake: {who} pakt *{ref}* op.", who=who, ref=facts.ref),
        "call": _(":telephone_receiver: {who} wil over *{ref}* gebeld worden.", who=who, ref=facts.ref),
    }
    reach = []
    if partner.user_id:
        reach.append(_("Stuur een bericht aan {who}.", who=f"<@{partner.user_id}>"))
    return [
        section(said.get(answer) or _("{who} antwoordde op *{ref}* iets anders.", who=who, ref=facts.ref)),
        *([small(" ".join(reach))] if reach else []),
        buttons(button(SHOW, _("Bekijk"), facts.ref, about=facts.ref)),
    ]


def nudge(
    labels: Labels, facts: SignalCard, silent: Sequence[PartnerRef], *, reported: bool = True
) -> list[Block]:
    """One message about partners who let nothing be heard, to the reporter or to whoever stands in."""
    _ = labels.say
    if not facts.is_open:
        return ended(_, facts)
    if not silent:
        return [section(_("Op *{ref}* heeft iedereen inmiddels gereageerd.", ref=facts.ref))]
    who = labels.partners(silent)
    if reported:
        told = _("Bellen helpt vaak. U kunt ook iemand anders betrekken. Dit bericht komt één keer.")
        first = button(PARTNERS, _("Betrek partners"), facts.ref)
    else:
        told = _("De melder hoort hier niet meer bij. Bellen helpt vaak. Dit bericht komt één keer.")
        first = button("signal.lead", _("Draag regie over"), facts.ref)
    return [
        section(_("Na drie werkdagen is op *{ref}* nog niet gereageerd door {who}.", ref=facts.ref, who=who)),
        small(told),
        buttons(first, button(SHOW, _("Bekijk"), facts.ref, about=facts.ref)),
    ]


def author(labels: Labels, facts: SignalCard) -> list[Block]:
    """The author's own message: what happened, who reacted, what can be done next."""
    _ = labels.say
    if not facts.is_open:
        return ended(_, facts)
    where = _("Uw signaal staat in *{partnership}*.", partnership=escape(facts.partnership))
    if facts.chosen:
        where = _("Uw signaal lezen alleen de partners die u koos. De kaart staat niet in het kanaal.")
    blocks: list[Block] = [section(where)]
    blocks.append(section(stub_text(labels, facts)))
    blocks += reactions(labels, facts) or [section(_("Nog niemand betrokken."))]
    if facts.held:
        blocks.append(row(name_stands(_), button(WORDING, _("Pas aan"), facts.ref, style="primary")))
    undone = button(
        UNDO,
        _("Ongedaan maken"),
        facts.ref,
        style="danger",
        confirm=(
            _("Signaal intrekken?"),
            _("De kaart wordt vervangen door een melding en wat u hebt vastgelegd wordt gewist."),
            _("Intrekken"),
            _("Laten staan"),
        ),
    )
    first, *more = _next(_, facts)
    blocks.append(buttons(first, undone, rest=more))
    if facts.chosen and not facts.held:  # words that are held back are mended before more people read them
        opens, *_in_the_sheet = change_buttons(_, facts.ref)
        blocks.append(buttons(opens))
    blocks.append(small(_("Ongedaan maken kan tot een kwartier na het melden.")))
    return blocks


def _next(_: Language, facts: SignalCard) -> list[ButtonElement]:
    """What an author can do with an open signal, the most likely first."""
    main = None if facts.held else "primary"
    asked = button(PARTNERS, _("Betrek partners"), facts.ref, style=None if facts.has_items else main)
    offered = [asked]
    if facts.has_items:
        offered.insert(0, button("consent.record", _("Leg toestemming vast"), facts.ref, style=main))
        if facts.reactions:
            offered.append(button("signal.share", _("Deel details"), facts.ref))
    offered.append(button(DETAIL, _("Voeg details toe"), facts.ref))
    if not facts.held and not facts.summary:
        offered[0].style = None
        offered.insert(0, button(WORDING, _("Vul de kaart aan"), facts.ref, style="primary"))
    elif not facts.held:  # else it stands beside what is wrong with the text
        offered.append(button(WORDING, _("Pas tekst aan"), facts.ref))
    return [*offered, button(CLOSE, _("Signaal afsluiten"), facts.ref)]


def name_stands(_: Language) -> str:
    """Why the words of a signal are held back, for their author."""
    return _(
        ":warning: In de tekst die iedereen leest staat de naam van de jongere. De tekst is daarom niet "
        "zichtbaar; haal de naam eruit, dan staat hij er weer."
    )


def card_text(labels: Labels, facts: SignalCard) -> str:
    """The notification text: references only (architecture 6)."""
    return labels.say("Signaal {ref}", ref=facts.ref)


def ending(_: Language, this: str, ends: Ending) -> list[Block]:
    """An open signal that goes on a day, why, and what keeps it."""
    day = _.day(ends.on)
    goes = _("*{ref} verdwijnt op {day}.*", ref=this, day=day)
    if ends.term == "erase_at_age":
        why = _("De jongere wordt dan te oud: er blijft niets bewaard.")
        return [section(f"{goes} {why}")]
    why = _("Er is lang niets mee gedaan, en dan blijft het niet bewaard.")
    return [
        section(f"{goes} {why}"),
        buttons(button(SHOW, _("Bekijk"), this), button(CLOSE, _("Signaal afsluiten"), this)),
        small(_("Loopt het nog? Doe er dan iets mee, zoals een partner vragen of de regie overdragen.")),
    ]
