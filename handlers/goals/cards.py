"""What stays in Slack of a goal: its card, what it asks of a partner, and the call to look back."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from casework.goals.looking import GoalCard
from handlers.goals import ids
from handlers.kit import button, buttons, escape, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.markup import quoted
from handlers.naming import listed
from handlers.overleg import terms

# All text of a message together may take some ten thousand characters, and the goal itself needs its part.
IN_CHANNEL = 5000


def heart(_: Language, card: GoalCard, today: date) -> list[Block]:
    """What is wanted and why, how it is measured, who leads it and when it is evaluated."""
    return [
        *sections([f":dart: *{escape(card.goal)}*", quoted(card.why)]),
        section(_("*Gelukt als:* {indicator}", indicator=escape(card.indicator))),
        small(
            f"{escape(card.partnership)} · "
            + _("trekker: {who}", who=terms.person(card.lead))
            + f" · {evaluation(_, card, today)} · {card.ref}"
        ),
    ]


def evaluation(_: Language, card: GoalCard, today: date) -> str:
    """When it is looked back on; a mark when that day is past."""
    if card.ended:
        return _ended(_, card)
    day = _.day(card.evaluate_on)
    if card.evaluate_on < today:
        return _(":warning: evaluatie was {day}", day=day)
    return _("evaluatie {day}", day=day)


def _ended(_: Language, card: GoalCard) -> str:
    if card.reached is None:
        return _("deze samenwerking is gestopt")
    return _(":white_check_mark: bereikt") if card.reached else _("gestopt")


def contribution_lines(labels: Labels, card: GoalCard, most: int) -> list[str]:
    """Who contributes what, in at most so many characters; then who does not yet."""
    _ = labels.say
    said = [f"• {labels.partner(one)}: {escape(text)}" for one, text in card.contributions]
    said += [
        _("• {who} (niet meer betrokken): {text}", who=escape(one.name), text=escape(text))
        for one, text in card.departed
    ]
    lines = listed(_, said, most)
    if card.without:
        lines.append(_("_Nog geen bijdrage van:_ {who}", who=terms.partners(_, card.without)))
    return lines


def show_button(_: Language, ref: str) -> ButtonElement:
    """Look at one goal."""
    return button(ids.SHOW, _("Bekijk"), ref, about=ref)


def _own_button(_: Language, ref: str) -> ButtonElement:
    return button(ids.CONTRIBUTE, _("Mijn bijdrage"), ref, style="primary", about=ref)


def channel_card(labels: Labels, card: GoalCard, today: date) -> list[Block]:
    """The goal in its partnership's channel."""
    _ = labels.say
    blocks = heart(_, card, today)
    blocks += sections(contribution_lines(labels, card, IN_CHANNEL))
    pressed = [show_button(_, card.ref)]
    return [*blocks, buttons(*(pressed if card.ended else [_own_button(_, card.ref), *pressed]))]


def asked(labels: Labels, card: GoalCard, user: str, today: date) -> list[Block]:
    """For one partner: what the goal is, and what it asks of them."""
    _ = labels.say
    if card.ended:
        return [section(_(":dart: Het doel {ref} is afgerond.", ref=card.ref))]
    own = card.contribution_of(user)
    said = (
        _("*Uw bijdrage:* {text}\nKlopt dat niet? Pas het aan.", text=escape(own))
        if own
        else _("*Wat draagt u vanuit uw functie bij?* Een paar woorden zijn genoeg.")
    )
    return [
        *heart(_, card, today),
        section(said),
        buttons(_own_button(_, card.ref), show_button(_, card.ref)),
    ]


def call(labels: Labels, card: GoalCard, today: date, *, hosting: bool) -> list[Block]:
    """It is time, or nearly, to look back together."""
    _ = labels.say
    day = _.day(card.evaluate_on)
    if card.evaluate_on == today:
        opening = _("Vandaag kijkt u samen terug op {ref}.", ref=card.ref)
    elif card.evaluate_on < today:
        opening = _(
            "Op {day} zou u samen terugkijken op {ref}; dat is nog niet vastgelegd.", day=day, ref=card.ref
        )
    else:
        opening = _("Op {day} kijkt u samen terug op {ref}.", day=day, ref=card.ref)
    evaluate = button(
        ids.EVALUATE,
        _("Evalueren"),
        card.ref,
        style="primary",
        about=card.ref,
    )
    pressed = [evaluate, show_button(_, card.ref)] if hosting else [show_button(_, card.ref)]
    return [section(f":mag: {opening}"), *heart(_, card, today), buttons(*pressed)]


def answered(_: Language, card: GoalCard) -> list[Block]:
    """In place of a call that is no longer true."""
    if card.ended:
        said = _("{ref} is geëvalueerd en afgerond.", ref=card.ref)
    else:
        said = _("Op {ref} kijkt u samen terug op {day}.", ref=card.ref, day=_.day(card.evaluate_on))
    return [section(f":dart: {said}"), buttons(show_button(_, card.ref))]
