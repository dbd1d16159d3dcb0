"""What is told when a series or one time of it comes, changes or falls out."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.overleg.looking import SeriesCard, TimeCard
from handlers.kit import button, buttons, escape, section, small
from handlers.labels import Labels
from handlers.overleg import ids, terms
from handlers.overleg.buttons import answer_buttons


def announcement(labels: Labels, card: SeriesCard, *, news: str = "") -> list[Block]:
    """A new series, or the news about one; the notice in its place once it was cancelled."""
    _ = labels.say
    title = escape(card.title)
    if card.cancelled:
        return [section(_(":no_entry_sign: *{title}* ({ref}) is geannuleerd.", title=title, ref=card.ref))]
    first = (
        _("{day} om {time}", day=_.day(card.starts), time=_.clock(card.starts))
        if card.starts
        else _("geen keer meer gepland")
    )
    return [
        section(
            _(
                "{opening} · {rhythm}, {minutes}\n*Eerstvolgende keer:* {first}",
                opening=news or f":calendar: *{title}*",
                rhythm=terms.rhythm(_, card),
                minutes=terms.minutes(_, card.minutes),
                first=first,
            )
        ),
        small(f"{terms.where(card)} · {terms.hosts(_, card.organiser, card.chair)} · {card.ref}"),
        buttons(
            button(
                ids.SHOW,
                _("Bekijk"),
                card.ref,
                style="primary",
                about=card.ref,
            ),
            button(ids.ICS, _("In mijn agenda"), card.ref, about=card.ref),
        ),
    ]


def cancelled(labels: Labels, card: SeriesCard) -> list[Block]:
    """Nothing of this series is held any more."""
    _ = labels.say
    return [
        section(
            _(
                ":no_entry_sign: *{title}* is geannuleerd: geen enkele keer gaat meer door.",
                title=escape(card.title),
            )
        ),
        small(f"{terms.where(card)} · {terms.hosts(_, card.organiser, card.chair)} · {card.ref}"),
    ]


def gone(labels: Labels, card: TimeCard) -> list[Block]:
    """What takes the place of a reminder that is no longer true."""
    _ = labels.say
    title = escape(card.series.title)
    if not card.stands:
        why = terms.why_not(labels, card)
        text = _(
            ":no_entry_sign: *{title}* van {day}: {why}.", title=title, day=_.day(card.held.planned), why=why
        )
        return [section(text)]
    return [
        section(
            _(
                ":arrows_counterclockwise: *{title}* van {day} is nu op {span}.",
                title=title,
                day=_.day(card.held.planned),
                span=terms.span(_, card),
            )
        )
    ]


def changed(labels: Labels, card: TimeCard) -> list[Block]:
    """One time was moved, skipped, or gets another chair."""
    _ = labels.say
    title, by = escape(card.series.title), terms.person(card.changed_by or "")
    if not card.stands:
        blocks = gone(labels, card)
    elif card.held.moved:
        blocks = [
            section(
                _(
                    ":arrows_counterclockwise: *{title}* van {day} is verzet naar *{span}*.",
                    title=title,
                    day=_.day(card.held.planned),
                    span=terms.span(_, card),
                )
            )
        ]
    else:
        blocks = [
            section(
                _(
                    ":arrows_counterclockwise: *{title}* op {span}: {chair} zit voor.",
                    title=title,
                    span=terms.span(_, card),
                    chair=terms.person(card.chair),
                )
            )
        ]
    hosts = terms.hosts(_, card.series.organiser, card.chair, other_chair=card.other_chair)
    blocks.append(
        small(_("{hosts} · gewijzigd door {who} · {ref}", hosts=hosts, who=by, ref=card.series.ref))
    )
    if card.stands:
        blocks.append(answer_buttons(_, card))
    return blocks
