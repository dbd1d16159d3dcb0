"""The agenda as people read it: signals by number and level, what may be said of them, items, actions."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from casework.goals.looking import AgendaGoal
from casework.overleg.agenda import Agenda, AgendaAction, AgendaSignal, Openness
from casework.people import PartnerRef
from handlers.kit import escape, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.limits import shorten
from handlers.naming import listed
from handlers.overleg import terms
from handlers.reasons import reason
from handlers.signal.views import mark

# Characters in a message, where all text together may take some ten thousand: the signals come first.
IN_A_MESSAGE = 2_000
GOAL_TEXT = 150
MISSING = 500  # characters of names for one reason


def agenda_blocks(labels: Labels, agenda: Agenda, room: int = IN_A_MESSAGE) -> list[Block]:
    """The parts of an agenda; without signals it says so, any other part that is empty is left out.

    Of each part as many lines as fit in `room` characters; the signals get twice that.
    """
    _ = labels.say
    signals = listed(_, [_signal(labels, one) for one in agenda.signals], 2 * room)
    parts = {
        _("*Gezamenlijke doelen*"): goal_lines(_, agenda.goals),
        _("*Ingebracht*"): [f"• {escape(text)} – {terms.person(who)}" for text, who in agenda.items],
        _("*Openstaande actiepunten*"): [action_line(_, one) for one in agenda.actions],
    }
    blocks: list[Block] = [DividerBlock(), section(_("*Open signalen*, het oudste eerst"))]
    blocks += sections(signals or [_("Er zijn geen open signalen.")])
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


def _signal(labels: Labels, one: AgendaSignal) -> str:
    _ = labels.say
    said = {
        Openness.STUB: _("geen details vastgelegd"),
        Openness.EVERYONE: _(":unlock: details bespreekbaar met iedereen aan tafel"),
        Openness.NOT_EVERYONE: _(":lock: details nog niet deelbaar met iedereen: bespreek anoniem"),
        Openness.ANONYMOUS: _(":lock: in dit overleg alleen anoniem"),
    }[one.openness]
    line = f"{mark(one.level)} *{one.ref}* · {escape(labels.level(one.level))} · {said}"
    by_reason: dict[str, list[PartnerRef]] = {}
    for partner, verdict in one.missing:
        by_reason.setdefault(reason(_, verdict.reason), []).append(partner)
    missing = [f"      ◦ {why} _{labels.partners(who, MISSING)}_" for why, who in by_reason.items()]
    return "\n".join([line, *missing])
