"""The agenda as people read it: signals by number and level, what may be said of them, items, actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from casework.goals.looking import AgendaGoal
from casework.overleg.agenda import Agenda, AgendaAction, AgendaSignal, Openness
from handlers.kit import button, escape, menu, row, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import shorten
from handlers.naming import listed
from handlers.overleg import terms
from handlers.reasons import reason
from handlers.signal.views import acute_line, mark

# Characters in a message, where all text together may take some ten thousand: the signals come first.
IN_A_MESSAGE = 2_000
GOAL_TEXT = 150
SUMMARY = 200


def agenda_blocks(labels: Labels, agenda: Agenda, room: int = IN_A_MESSAGE) -> list[Block]:
    """The parts of an agenda; without signals it says so, any other part that is empty is left out.

    Of each part as many lines as fit in `room` characters; the signals get twice that.
    """
    _ = labels.say
    parts = {
        _("*Gezamenlijke doelen*"): goal_lines(_, agenda.goals),
        _("*Ingebracht*"): [f"• {escape(text)} – {terms.person(who)}" for text, who in agenda.items],
        _("*Openstaande actiepunten*"): [action_line(_, one) for one in agenda.actions],
    }
    blocks: list[Block] = [DividerBlock(), section(_("*Open signalen*, het meest dringende eerst"))]
    if any(one.missing for one in agenda.signals):  # for who leads one of them: as many pages as it takes
        blocks += [_signal_row(labels, one) for one in agenda.signals]
    else:
        signals = listed(_, [_signal(labels, one) for one in agenda.signals], 2 * room)
        blocks += sections(signals or [_("Er zijn geen open signalen.")])
    if agenda.signals:
        blocks.append(small(_what_may(_)))
    blocks.append(small(escape(_(agenda.content))))
    for name, lines in parts.items():
        if lines:
            blocks += [section(name), *sections(listed(_, lines, room))]
    return [*blocks, DividerBlock()]


def goal_lines(_: Language, goals: Sequence[AgendaGoal]) -> list[str]:
    """The standing goals, the one to be evaluated first on top."""
    return [_goal(_, one) for one in goals]


def action_line(_: Language, one: AgendaAction) -> str:
    """An action point in a list."""
    due = terms.due(_, one.due, overdue=one.overdue)
    return f"• *{one.ref}* {escape(one.text)} – {terms.person(one.owner)}, {due}"


def _goal(_: Language, one: AgendaGoal) -> str:
    """A standing goal, with a mark when this overleg is the moment to look back on it."""
    day = _.day(one.evaluate_on)
    when = _(":mag: *nu evalueren* (uiterlijk {day})", day=day) if one.due else _("evaluatie {day}", day=day)
    return f"• *{one.ref}* {escape(shorten(one.goal, GOAL_TEXT))} – {when}"


def _what_may(_: Language) -> str:
    return _(
        "*Bespreekbaar*: ook de details, met iedereen aan tafel. *Anoniem*: niemand kan de jongere herkennen."
    )


def _signal(labels: Labels, one: AgendaSignal) -> str:
    """What it is about, where, how bad, and in one word what may be said of it."""
    _ = labels.say
    said = {
        Openness.STUB: _(":lock: *Anoniem*"),
        Openness.EVERYONE: _(":unlock: *Bespreekbaar*"),
        Openness.NOT_EVERYONE: _(":lock: *Anoniem*"),
        Openness.ANONYMOUS: _(":lock: *Anoniem*"),
        Openness.CHOSEN: _(":lock: *Niet voor de hele tafel: gekozen lezers*"),
    }[one.openness]
    where = escape(labels.place(one.place)) + (f" · {escape(one.area)}" if one.area else "")
    later = _("_De melder vult dit nog aan._")
    words = escape(shorten(one.summary, SUMMARY)) or later
    if one.held:
        words = _("_De melder past deze tekst aan._")
    head = f"{mark(one.level)} *{one.ref}* · {escape(labels.level(one.level))} · {where} · {said}"
    lines = [*([acute_line(_)] if one.acute else []), head, f"> {words}"]
    return "\n".join(lines)


def _signal_row(labels: Labels, one: AgendaSignal) -> Block:
    """The same for one person; why not all of it may be said, and to whom, is behind the menu."""
    _ = labels.say
    text = _signal(labels, one)
    if not one.missing:
        return section(text)
    why = Counter(reason(_, verdict.reason) for _who, verdict in one.missing)
    left = [
        _.plural("{why} _({n} partner)_", "{why} _({n} partners)_", n, why=said) for said, n in why.items()
    ]
    return row(
        "\n".join([text, *left]),
        menu(
            button("signal.show", _("Met wie wel en niet"), one.ref),
            button("why.signal", _("Waarom nog niet"), one.ref),
        ),
    )
