"""What reminds people of an overleg: reminders, what follows it, messages to single persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block

from casework.overleg.agenda import Agenda, AgendaAction
from casework.overleg.looking import TimeCard
from handlers.kit import button, buttons, escape, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.naming import listed, named
from handlers.overleg import ids, terms
from handlers.overleg.agenda import action_line, agenda_blocks
from handlers.overleg.buttons import answer_buttons, call_buttons, done_button
from handlers.overleg.notices import gone

AGREED = 5_000  # characters of action points in one message


def reminder(
    labels: Labels,
    card: TimeCard,
    kind: str,
    today: date,
    *,
    hosting: bool,
    agenda: Sequence[Block] = (),
) -> list[Block]:
    """One reminder: what begins when, who organises and chairs, who comes, and the buttons."""
    _ = labels.say
    opening = _opening(_, card, kind)
    blocks: list[Block] = [
        section(f"{opening}\n{terms.when(_, card, today)}\n{terms.where(card.series)}"),
        _hosts(_, card),
        *agenda,
    ]
    if said := terms.answers(_, card.answers):
        blocks.append(section(said))
    call = call_buttons(_, card, hosting=hosting)
    blocks.append(call if kind == "agenda" else answer_buttons(_, card, hosting=hosting))
    return blocks


def agenda_call(labels: Labels, agenda: Agenda, today: date, *, hosting: bool) -> list[Block]:
    """The call for the agenda, with the agenda as it stands now."""
    shown = agenda_blocks(labels, agenda)
    return reminder(labels, agenda.time, "agenda", today, hosting=hosting, agenda=shown)


def follow_up(
    labels: Labels, card: TimeCard, actions: tuple[AgendaAction, ...], *, hosting: bool
) -> list[Block]:
    """After the end: what was agreed, and for who hosted it the form."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _(
                ":memo: *{title}* van {span} is afgelopen.",
                title=escape(card.series.title),
                span=terms.span(_, card),
            )
        ),
        _hosts(_, card),
    ]
    if card.decided:
        refs = named(_, [f"S-{one}" for one in card.decided])
        blocks.append(section(_(":lock: Besluiten vastgelegd bij {signals}.", signals=refs)))
    blocks += sections(listed(_, [action_line(_, one) for one in actions], AGREED))
    if not actions and not card.has_decisions:
        asked = (
            _("Wat is er besloten, en wie doet wat?")
            if hosting
            else _("Nog niets vastgelegd. De organisator of voorzitter legt besluiten en acties vast.")
        )
        blocks.append(section(asked))
    offered = [
        button(
            ids.OUTCOME,
            _("Leg besluiten en acties vast"),
            card.ref,
            style="primary" if hosting else None,
            about=_.day(card.held.starts),
        )
    ]
    if card.has_decisions:
        offered.append(button(ids.DECISIONS, _("Lees besluiten"), card.ref))
    blocks.append(buttons(*offered))
    return blocks


def deputy(labels: Labels, card: TimeCard, whose: str) -> list[Block]:
    """Somebody asks this person to come in their place."""
    _ = labels.say
    if not card.stands:
        return gone(labels, card)
    return [
        section(
            _(
                ":wave: {who} kan niet bij *{title}* zijn en vraagt u om te komen.\n{span} · {where}",
                who=terms.person(whose),
                title=escape(card.series.title),
                span=terms.span(_, card),
                where=terms.where(card.series),
            )
        ),
        _hosts(_, card),
        answer_buttons(_, card),
    ]


def action(labels: Labels, point: AgendaAction, title: str, *, done: bool, assigned: bool) -> list[Block]:
    """An action point for its owner: new, due, or done."""
    _ = labels.say
    text = escape(point.text)
    if done:
        return [section(_(":white_check_mark: *{ref}* is gedaan: {text}", ref=point.ref, text=text))]
    opening = (
        _(":clipboard: Een actiepunt voor u uit *{title}*", title=escape(title))
        if assigned
        else _(":bell: Staat dit actiepunt uit *{title}* nog open?", title=escape(title))
    )
    due = terms.due(_, point.due, overdue=point.overdue)
    return [
        section(f"{opening}\n*{point.ref}* · {text}\n_{due}_"),
        buttons(done_button(_, point.ref)),
    ]


def _hosts(_: Language, card: TimeCard) -> Block:
    series = card.series
    return small(
        f"{terms.hosts(_, series.organiser, card.chair, other_chair=card.other_chair)} · {series.ref}"
    )


def _opening(_: Language, card: TimeCard, kind: str) -> str:
    title = escape(card.series.title)
    return {
        "agenda": _(":memo: *{title}* komt eraan. Wat zetten we op de agenda?", title=title),
        "day": _(":calendar: *{title}*: bent u erbij?", title=title),
        "hour": _(":alarm_clock: *{title}* begint om {time}.", title=title, time=_.clock(card.held.starts)),
        "quarter": _(":bell: *{title}* begint zo: om {time}.", title=title, time=_.clock(card.held.starts)),
    }[kind]
