"""What people see of an overleg when they ask: the list, the sheet, the agenda, decisions, the help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.overleg.agenda import Agenda, AgendaAction
from casework.overleg.looking import SeriesCard, Sheet, TimeCard
from casework.overleg.outcomes import ReadDecision, Recorded
from casework.permissions import Audience
from handlers.acts import note
from handlers.kit import button, buttons, escape, modal, row, section, small, verbatim
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.naming import named
from handlers.nearest import not_known
from handlers.overleg import ids, terms
from handlers.overleg.agenda import action_line, agenda_blocks
from handlers.overleg.buttons import answer_buttons, done_button
from handlers.paging import Part, paged

EVERYTHING = 1_000_000  # characters: in as many pages as that takes


def overview(labels: Labels, cards: Sequence[SeriesCard], *, may_plan: bool) -> list[Block]:
    """The series of my partnerships in a message, the next one first."""
    _ = labels.say
    if not cards:
        return _none(_, may_plan=may_plan)

    def more(left: int) -> Block:
        told = _("… en nog {n}. Zoek een nummer met `/overleg toon O-12`.", n=left)
        return row(told, button(ids.LIST, _("Bekijk alles"), "list"))

    return parts_of_message(_parts(_, cards), more, _planning(_, may_plan=may_plan))


def _none(_: Language, *, may_plan: bool) -> list[Block]:
    if not may_plan:
        return [section(_("Er staat niets gepland waar u bij hoort."))]
    return [
        section(_("Er is nog geen overleg gepland. Een vast moment helpt: niemand hoeft eraan te denken.")),
        buttons(new_button(_)),
    ]


def _parts(_: Language, cards: Sequence[SeriesCard]) -> list[Part]:
    """Each series with its buttons."""
    return [[section(_series_line(_, card)), buttons(*_series_buttons(_, card))] for card in cards]


def _planning(_: Language, *, may_plan: bool) -> list[Block]:
    return [buttons(new_button(_))] if may_plan else []


def calendar_given(labels: Labels, said: str) -> View:
    """Where the calendar file is to be found."""
    _ = labels.say
    blocks = [section(f":calendar: {said}")]
    return modal(ids.ICS_GIVEN, _("In mijn agenda"), blocks, close=_("Sluiten"))


def _series_line(_: Language, card: SeriesCard) -> str:
    coming = (
        _("{day} om {time}", day=_.day(card.starts), time=_.clock(card.starts))
        if card.starts
        else _("geen keer meer gepland")
    )
    return (
        f"*{card.ref}* · *{escape(card.title)}* · {coming}\n"
        f"{terms.where(card)} · {terms.rhythm(_, card)}\n{terms.hosts(_, card.organiser, card.chair)}"
    )


def _series_buttons(_: Language, card: SeriesCard) -> list[ButtonElement]:
    shown = [button(ids.SHOW, _("Bekijk"), card.ref, about=card.ref)]
    if card.starts:
        shown.append(button(ids.AGENDA, _("Bekijk agenda"), card.ref, about=card.ref))
    return shown


def new_button(_: Language) -> ButtonElement:
    """Where an overleg begins."""
    return button(ids.NEW, _("Overleg plannen"), "new", style="primary")


def sheet(labels: Labels, shown: Sheet, today: date, *, planned: bool = False) -> View:
    """A series with its next times, or one time of it; buttons as far as this person may press them."""
    _ = labels.say
    series, hosting = shown.series, Audience.HOST in shown.relations
    single = planned and len(shown.times) == 1
    blocks: list[Block] = [
        section(
            _(
                "*{title}* · {rhythm}, {minutes}",
                title=escape(series.title),
                rhythm=terms.rhythm(_, series),
                minutes=terms.minutes(_, series.minutes),
            )
            + f"\n{terms.where(series)}\n{terms.hosts(_, series.organiser, series.chair)}"
        ),
        small(_("Uitgenodigd: {who}", who=terms.partners(_, shown.participants))),
    ]
    if series.cancelled:
        blocks.append(section(_(":no_entry_sign: Dit overleg is geannuleerd.")))
    elif not shown.times:
        blocks.append(section(_("Er is geen keer meer gepland.")))
    for at, card in enumerate(shown.times):
        blocks += [DividerBlock(), *_time(labels, card, today, first=at == 0, hosting=hosting)]
    if hosting and not single and not series.cancelled:
        blocks += [
            DividerBlock(),
            buttons(
                _cancel(_, series),
                rest=[
                    button(ids.CHANGE, _("Wijzig het overleg"), series.ref),
                    button(ids.ICS, _("Alles in mijn agenda"), series.ref),
                ],
            ),
        ]
    return modal(
        ids.SHOW,
        _("Overleg {ref}", ref=series.ref),
        blocks,
        close=_("Sluiten"),
        metadata=note(ref=_ref(shown, single)),
    )


def _ref(shown: Sheet, single: bool) -> str:
    return shown.times[0].ref if single else shown.series.ref


def _time(labels: Labels, card: TimeCard, today: date, *, first: bool, hosting: bool) -> list[Block]:
    _ = labels.say
    why = terms.why_not(labels, card)
    if not card.stands:
        text = f"~{terms.span(_, card)}~ · {why}"
        restore = button(ids.MOVE, _("Toch houden"), card.ref, about=_.day(card.held.starts))
        return [row(text, restore) if hosting and not card.series.cancelled else section(text)]
    other = _("{who} zit deze keer voor", who=terms.person(card.chair)) if card.other_chair else ""
    notes = " · ".join(filter(None, (why, other)))
    line_text = f"*{terms.when(_, card, today)}*" + (f"\n_{notes}_" if notes else "")
    if not first:
        look = button(ids.SHOW, _("Bekijk"), card.ref, about=_.day(card.held.starts))
        return [row(line_text, look)]
    blocks: list[Block] = [section(line_text)]
    if said := terms.answers(_, card.answers):
        blocks.append(section(said))
    blocks.append(answer_buttons(_, card, hosting=hosting, outcome=hosting))
    if card.has_decisions:
        blocks.append(buttons(button(ids.DECISIONS, _("Lees besluiten"), card.ref)))
    return blocks


def _cancel(_: Language, series: SeriesCard) -> ButtonElement:
    return button(
        ids.CANCEL,
        _("Hele reeks annuleren"),
        series.ref,
        style="danger",
        confirm=(
            _("Hele reeks annuleren?"),
            _("Geen enkele keer gaat meer door en iedereen krijgt bericht. Dit is niet terug te draaien."),
            _("Annuleer de reeks"),
            _("Laten staan"),
        ),
        about=series.ref,
    )


def agenda(labels: Labels, facts: Agenda, today: date, page: int = 0) -> View:
    """The agenda for one person; what is missing for whom, only for author and lead of each signal."""
    _ = labels.say
    card = facts.time
    head: list[Block] = [
        section(f"*{escape(card.series.title)}* · {terms.when(_, card, today)}"),
        small(terms.hosts(_, card.series.organiser, card.chair, other_chair=card.other_chair)),
    ]
    parts = [[block] for block in agenda_blocks(labels, facts, EVERYTHING)]
    put = buttons(button(ids.ITEM, _("Zet iets op de agenda"), card.ref, style="primary"))
    blocks = paged(_, page, parts, head=head, tail=[put] if card.stands else [])
    return modal(
        ids.AGENDA,
        _("Agenda {ref}", ref=card.series.ref),
        blocks,
        close=_("Sluiten"),
        metadata=note(ref=card.ref),
    )


def recorded(labels: Labels, made: Recorded) -> View:
    """What the outcome form stored, and the way to the next action point."""
    _ = labels.say
    lines = []
    if made.decided:
        refs = named(_, made.decided)
        lines.append(_(":lock: Besluiten verzegeld bij {signals}.", signals=refs))
    if made.action:
        lines.append(
            _(":clipboard: Actiepunt *{ref}* is vastgelegd; de eigenaar krijgt bericht.", ref=made.action)
        )
    blocks = [
        section("\n".join(lines)),
        buttons(button(ids.OUTCOME, _("Nog een besluit of actiepunt"), made.ref, style="primary")),
    ]
    return modal(ids.RECORDED, _("Vastgelegd"), blocks, close=_("Klaar"), metadata=note(ref=made.ref))


def decisions(labels: Labels, ref: str, found: Sequence[ReadDecision], page: int = 0) -> View:
    """The decisions of one time, as far as this person may read them at this moment."""
    _ = labels.say
    head = [small(_("Alleen voor u. Stuur het niet door. Dat u dit leest, is vastgelegd."))]
    closed = section(_(":lock: Dit besluit is nu niet met u te delen."))
    parts: list[Part] = [
        [
            DividerBlock(),
            section(f"*{one.signal_ref}*"),
            *(verbatim(one.text) if one.text else [closed]),
        ]
        for one in found
    ]
    blocks = paged(_, page, parts, head=head)
    return modal(ids.DECISIONS, _("Besluiten"), blocks, close=_("Sluiten"), metadata=note(ref=ref))


def home(
    labels: Labels,
    times: Sequence[TimeCard],
    today: date,
    me: str,
    *,
    may_plan: bool,
) -> list[Block]:
    """My next overleggen, for Home."""
    _ = labels.say
    blocks: list[Block] = [DividerBlock(), section(_("*Mijn eerstvolgende overleggen*"))]
    for at, card in enumerate(times):
        text = (
            f"*{escape(card.series.title)}* · {terms.when(_, card, today)}{_mine(_, card, me)}\n"
            f"{terms.where(card.series)} · {terms.hosts(_, card.series.organiser, card.chair)}"
        )
        if at == 0:
            blocks += [section(text), answer_buttons(_, card, answered=bool(_mine(_, card, me)))]
        else:
            look = button(ids.SHOW, _("Bekijk"), card.ref, about=_.day(card.held.starts))
            blocks.append(row(text, look))
    if not times:
        blocks.append(section(_("Er staat niets gepland waar u bij hoort.")))
    every = button(ids.LIST, _("Alle overleggen"), "list")
    plan = button(ids.NEW, _("Overleg plannen"), "new")
    blocks.append(buttons(*([plan] if may_plan else []), every))
    return blocks


def action_parts(_: Language, actions: Sequence[AgendaAction]) -> list[Part]:
    """My own action points, each with its button, for Home."""
    return [[row(action_line(_, one), done_button(_, one.ref))] for one in actions]


def _mine(_: Language, card: TimeCard, me: str) -> str:
    """What I answered, behind the time."""
    if me in card.answers.present:
        return _(" · :white_check_mark: u bent erbij")
    return _(" · :x: u bent er niet bij") if me in dict(card.answers.absent) else ""


def all_of_them(labels: Labels, cards: Sequence[SeriesCard], page: int, *, may_plan: bool) -> View:
    """The list as a modal, for Home's button."""
    _ = labels.say
    planning = _planning(_, may_plan=may_plan)
    shown = paged(_, page, _parts(_, cards), tail=planning) if cards else _none(_, may_plan=may_plan)
    return modal(ids.LIST, _("Overleggen"), shown, close=_("Sluiten"))


def help_text(_: Language, unknown: str = "", nearest: str | None = None) -> str:
    """What `/overleg` understands; after a typing error with the nearest word."""
    lines = not_known(_, "/overleg", unknown, nearest)
    lines += [
        _("`/overleg` – de overleggen van uw samenwerkingen"),
        _("`/overleg nieuw` – een overleg plannen"),
        _("`/overleg toon O-1` – een overleg bekijken, met wie er komt"),
        _("`/overleg agenda O-1` – de agenda van de eerstvolgende keer"),
        _("`/overleg wijzig O-1` – de hele reeks wijzigen"),
        _("`/overleg verzet O-1` – de eerstvolgende keer verzetten"),
        _("`/overleg overslaan O-1` – de eerstvolgende keer overslaan"),
        _("`/overleg toon O-1 8-12-2026` – één andere keer, om die te verzetten of over te slaan"),
        _("`/overleg annuleer O-1` – de hele reeks annuleren"),
    ]
    return "\n".join(lines)
