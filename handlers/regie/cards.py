"""What stays in somebody's direct messages about regie: questions, matches, links, a new lead."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from casework.errors import Refused
from casework.refs import ref
from casework.regie.asking import Asked, Standing
from casework.regie.links import LinkNotice
from casework.regie.matches import MatchNotice
from casework.regie.pairs import Pair
from handlers.kit import button, buttons, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import NOT_NAMED, next_step, reason, waits_for
from handlers.refusals import way_on
from handlers.regie.ids import AGREE, DECLINE, DISMISS, LEAD, LINK, REFUSE, UNDO
from storage.matching import MatchKind
from storage.regie_tables import LinkState

# --- a question for details ----------------------------------------------------------------------


def asked(labels: Labels, question: Asked) -> list[Block]:
    """Who asks, what would be lawful now, and the shortest way there as a button."""
    _ = labels.say
    who = labels.partner(question.partner)
    this = question.signal_ref
    match question.standing:
        case Standing.SHARED:
            text = _(":white_check_mark: {who} vroeg de details van *{ref}*: gedeeld.", who=who, ref=this)
            return [section(text)]
        case Standing.DECLINED:
            return [section(_("{who} vroeg de details van *{ref}*: niet gedeeld.", who=who, ref=this))]
        case Standing.ENDED:
            return [
                section(_("{who} vroeg de details van *{ref}*: niet meer aan de orde.", who=who, ref=this))
            ]
        case Standing.OPEN:
            opening = _(":raising_hand: {who} vraagt de details van *{ref}*.", who=who, ref=this)
            return [
                section(f"{opening}\n{_answer(labels, question)}"),
                buttons(*_ways(_, question)),
                small(_("Wie vraagt, hoort alleen dat de vraag is doorgegeven.")),
            ]


def _answer(labels: Labels, question: Asked) -> str:
    _ = labels.say
    verdict = question.verdict
    if not question.may_share:
        return _("Wie meldde is hier niet meer. Kies eerst wie de regie neemt.")
    if verdict is None:
        return _("Er zijn geen details vastgelegd.")
    if verdict.allowed:
        return _(":white_check_mark: Dit mag nu.")
    if question.partly:
        return _(":white_check_mark: Een deel mag nu, niet alles.")
    if question.waits is not None and verdict.reason in NOT_NAMED:
        who = labels.partner(question.partner)
        return f":lock: {who} {waits_for(_, question.waits)}"
    step = next_step(_, question.hint)
    return f":lock: {reason(_, verdict.reason)}" + (f" _{step}_" if step else "")


def _ways(_: Language, question: Asked) -> list[ButtonElement]:
    this, verdict = question.signal_ref, question.verdict
    if not question.may_share:
        return [button(LEAD, _("Kies wie de regie neemt"), this, style="primary")]
    first: ButtonElement | None = None
    if verdict is None:
        first = button("detail.add", _("Voeg details toe"), this, style="primary")
    elif verdict.allowed or question.partly:
        first = button("signal.share", _("Deel details"), this, style="primary")
    else:
        first = way_on(_, Refused(verdict.reason, decision=verdict.decision, hint=question.hint, ref=this))
    return [
        *([first] if first else [button("signal.show", _("Bekijk {ref}", ref=this), this)]),
        button(DECLINE, _("Niet delen"), question.ref, about=this),
    ]


def declined(_: Language, this: str, *, after_all: bool = False) -> list[Block]:
    """For the partner who asked; without a reason, because that would tell what is missing."""
    if after_all:
        return [
            section(_(":white_check_mark: De details van *{ref}* zijn later toch met u gedeeld.", ref=this))
        ]
    return [
        section(_("De details van *{ref}* worden nu niet met u gedeeld.", ref=this)),
        small(_("Bel gerust met de melder. Meedenken zonder naam kan altijd.")),
    ]


# --- regie ---------------------------------------------------------------------------------------


def lead(labels: Labels, this: str, current: str | None, reader: str) -> list[Block]:
    """For the new lead; once somebody else leads it says so."""
    _ = labels.say
    if current != reader:
        who = f"<@{current}>" if current else _("nog niemand")
        return [section(_("De regie over *{ref}* ligt nu bij {who}.", ref=this, who=who))]
    return [
        section(_(":pushpin: U hebt nu de regie over *{ref}*.", ref=this)),
        small(_("U mag details delen waar dat mag, en de regie weer overdragen.")),
        buttons(
            button("signal.show", _("Bekijk {ref}", ref=this), this, style="primary"),
            button(LEAD, _("Draag regie over"), this),
        ),
    ]


def regie(labels: Labels, this: str, current: str | None, actor: str, stub: str) -> list[Block]:
    """For the reporter, when somebody else handed regie over or took it."""
    _ = labels.say
    who = f"<@{current}>" if current else _("nog niemand")
    said = _("De regie over *{ref}* ligt nu bij {who}.", ref=this, who=who)
    by = _("Overgedragen door {who}.", who=f"<@{actor}>")
    return [
        section(f"{said} {by}"),
        section(stub),
        buttons(
            button("signal.show", _("Bekijk {ref}", ref=this), this),
            button(LEAD, _("Draag regie over"), this),
        ),
    ]


# --- matches and links ---------------------------------------------------------------------------


def match(labels: Labels, facts: MatchNotice) -> list[Block]:
    """For a coordinator: two numbers that may be about one young person."""
    _ = labels.say
    both = _both(facts.pair)
    if facts.link is not None:
        state = _("gekoppeld") if facts.link == LinkState.LINKED else _("koppeling gevraagd")
        return [section(_(":link: {one} en {other}: {state}.", **both, state=state))]
    if facts.dismissed:
        return [section(_("{one} en {other}: volgens u niet dezelfde jongere.", **both))]
    likeness = {
        MatchKind.EXACT.value: _("sterk"),
        MatchKind.SOUND.value: _("redelijk"),
        MatchKind.INITIALS.value: _("zwak"),
    }[facts.likeness]
    text = _(
        ":link: {one} en {other} gaan mogelijk over dezelfde jongere. De gelijkenis is {likeness}.",
        **both,
        likeness=likeness,
    )
    return [
        section(text),
        buttons(
            _link_button(_, facts.pair, alone=len(facts.mine) == len(facts.pair.numbers)),
            button(DISMISS, _("Niet dezelfde"), facts.pair.ref),
            _look(_, facts.mine[0]),
        ),
        *_more(_, facts.mine),
        small(_("Alleen coördinatoren zien dit. Vertel het de melders niet: dat kan een naam verraden.")),
    ]


def link(labels: Labels, facts: LinkNotice) -> list[Block]:
    """For a coordinator: a link that is asked for, in force, or over."""
    _ = labels.say
    both = _both(facts.pair)
    pair = facts.pair.ref
    match facts.state:
        case LinkState.ASKED if facts.mine_to_answer:
            text = _(":link: <@{who}> wil {one} en {other} koppelen.", who=facts.asked_by, **both)
            ways = [
                button(AGREE, _("Akkoord"), pair, style="primary"),
                button(REFUSE, _("Niet koppelen"), pair),
            ]
        case LinkState.ASKED:
            text = _(
                ":hourglass_flowing_sand: {one} en {other}: het wachten is op de andere coördinator.", **both
            )
            ways = [button(UNDO, _("Vraag intrekken"), pair)]
        case LinkState.LINKED:
            text = _(":link: {one} en {other} zijn gekoppeld.", **both)
            ways = [button(UNDO, _("Ontkoppelen"), pair)]
        case _other:
            return [section(_("{one} en {other} zijn niet gekoppeld.", **both))]
    return [
        section(text),
        buttons(*ways, _look(_, facts.mine[0])),
        *_more(_, facts.mine),
        small(_("Een koppeling is niet meer dan twee nummers. Niemand krijgt er recht op details door.")),
    ]


def _both(pair: Pair) -> dict[str, str]:
    return {"one": f"*{pair.low_ref}*", "other": f"*{pair.high_ref}*"}


def _look(_: Language, number: int) -> ButtonElement:
    this = ref("S", number)
    return button("signal.show", _("Bekijk {ref}", ref=this), this)


def _more(_: Language, numbers: tuple[int, ...]) -> list[Block]:
    """A row per further signal: one row cannot hold two buttons of the same name."""
    return [buttons(_look(_, number)) for number in numbers[1:]]


def _link_button(_: Language, pair: Pair, *, alone: bool) -> ButtonElement:
    """One coordinator who has both sides links at once; otherwise the other one is asked."""
    told = (
        _("U bent coördinator van beide. De koppeling gaat meteen in en wordt vastgelegd.")
        if alone
        else _("De andere coördinator krijgt de vraag. De koppeling gaat in als die akkoord is.")
    )
    confirm = (_("Signalen koppelen?"), told, _("Koppelen"), _("Annuleren"))
    return button(LINK, _("Koppel"), pair.ref, style="primary", confirm=confirm)
