"""What stays in Slack of an overleg: announcement, reminders, changes, and messages to single persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from casework.overleg.agenda import Agenda, AgendaAction
from casework.overleg.looking import SeriesCard, TimeCard
from handlers.kit import button, buttons, escape, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.overleg import ids, terms
from handlers.overleg.agenda import action_line, agenda_blocks


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
                spoken=_("Bekijk overleg {ref}", ref=card.ref),
            ),
            button(ids.ICS, _("In mijn agenda"), card.ref, spoken=_("Agendabestand van {ref}", ref=card.ref)),
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
    blocks.append(answer_buttons(_, card))
    if hosting:
        blocks.append(host_buttons(_, card))
    return blocks


def agenda_call(labels: Labels, agenda: Agenda, today: date, *, hosting: bool) -> list[Block]:
    """The call for the agenda, with the agenda as it stands now."""
    _, ref = labels.say, agenda.time.ref
    put = button(
        ids.ITEM, _("Zet iets op de agenda"), ref, spoken=_("Zet iets op de agenda van {ref}", ref=ref)
    )
    between = [*agenda_blocks(labels, agenda), buttons(put)]
    return reminder(labels, agenda.time, "agenda", today, hosting=hosting, agenda=between)


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
        refs = ", ".join(f"S-{one}" for one in card.decided)
        blocks.append(section(_(":lock: Besluiten vastgelegd bij {signals}.", signals=refs)))
    blocks += [section(text) for text in terms.joined([action_line(_, one) for one in actions])]
    if not actions and not card.decided:
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
            spoken=_("Leg besluiten en acties vast van {ref}", ref=card.ref),
        )
    ]
    if card.decided:
        offered.append(button(ids.DECISIONS, _("Lees besluiten"), card.ref))
    blocks.append(buttons(*offered))
    return blocks


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
    blocks.append(small(_("{hosts} · gewijzigd door {who} · {ref}", hosts=hosts, who=by, ref=card.ref)))
    if card.stands:
        blocks.append(answer_buttons(_, card))
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


def answer_buttons(_: Language, card: TimeCard) -> Block:
    """One press says who comes; the agenda and the calendar file beside it."""
    ref = card.ref
    return buttons(
        button(ids.PRESENT, _("Ik ben erbij"), ref, style="primary", spoken=_("Ik ben bij {ref}", ref=ref)),
        button(ids.ABSENT, _("Ik kan niet"), ref, spoken=_("Ik kan niet bij {ref} zijn", ref=ref)),
        button(ids.AGENDA, _("Bekijk agenda"), ref, spoken=_("Agenda van {ref}", ref=ref)),
        button(ids.ICS, _("In mijn agenda"), ref, spoken=_("Agendabestand van {ref}", ref=ref)),
    )


def host_buttons(_: Language, card: TimeCard, *, outcome: bool = False) -> Block:
    """What who organises or chairs may change about one time; with `outcome` what came of it too."""
    ref = card.ref
    offered = [
        button(ids.MOVE, _("Verzet"), ref, spoken=_("Verzet {ref}", ref=ref)),
        button(ids.CHAIR, _("Andere voorzitter"), ref, spoken=_("Andere voorzitter voor {ref}", ref=ref)),
    ]
    if outcome:
        told = _("Besluiten en acties van {ref}", ref=ref)
        offered.append(button(ids.OUTCOME, _("Besluiten en acties"), ref, spoken=told))
    return buttons(*offered, skip_button(_, card))


def skip_button(_: Language, card: TimeCard) -> ButtonElement:
    """Skipping asks first: everyone hears of it."""
    return button(
        ids.SKIP,
        _("Sla over"),
        card.ref,
        style="danger",
        confirm=(
            _("Deze keer overslaan?"),
            _("{span}. Iedereen krijgt bericht dat het niet doorgaat.", span=terms.span(_, card)),
            _("Overslaan"),
            _("Laten staan"),
        ),
        spoken=_("Sla {ref} over", ref=card.ref),
    )


def done_button(_: Language, ref: str) -> ButtonElement:
    """An action point is done with one press."""
    return button(
        ids.ACTION_DONE, _("Gedaan"), ref, style="primary", spoken=_("Actiepunt {ref} is gedaan", ref=ref)
    )


def _hosts(_: Language, card: TimeCard) -> Block:
    series = card.series
    return small(f"{terms.hosts(_, series.organiser, card.chair, other_chair=card.other_chair)} · {card.ref}")


def _opening(_: Language, card: TimeCard, kind: str) -> str:
    title = escape(card.series.title)
    return {
        "agenda": _(":memo: *{title}* komt eraan. Wat zetten we op de agenda?", title=title),
        "day": _(":calendar: *{title}*: bent u erbij?", title=title),
        "hour": _(":alarm_clock: *{title}* begint om {time}.", title=title, time=_.clock(card.held.starts)),
        "quarter": _(":bell: *{title}* begint zo: om {time}.", title=title, time=_.clock(card.held.starts)),
    }[kind]
