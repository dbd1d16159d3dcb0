"""The agenda as people read it: signals by number and level, what may be said of them, items, actions."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from casework.goals.looking import AgendaGoal
from casework.overleg.agenda import Agenda, AgendaAction, AgendaSignal, Openness
from handlers.kit import escape, section, shorten, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.overleg import terms
from handlers.reasons import reason
from handlers.signal.views import mark

LISTED = 30
# All text of a message together may take some ten thousand characters: the signals come first.
GOALS = 10
GOAL_TEXT = 150


def agenda_blocks(labels: Labels, agenda: Agenda) -> list[Block]:
    """The parts of an agenda; without signals it says so, any other part that is empty is left out."""
    _ = labels.say
    blocks: list[Block] = [DividerBlock(), section(_("*Open signalen*, het oudste eerst"))]
    lines = [_signal(labels, one) for one in agenda.signals[:LISTED]]
    if len(agenda.signals) > LISTED:
        lines.append(_("… en nog {n}.", n=len(agenda.signals) - LISTED))
    blocks += _listed(lines, _("Er zijn geen open signalen."))
    blocks.append(small(escape(_(agenda.content))))
    if agenda.goals:
        blocks.append(section(_("*Gezamenlijke doelen*")))
        blocks += _listed(goal_lines(_, agenda.goals), "")
    if agenda.items:
        blocks.append(section(_("*Ingebracht*")))
        items = [f"• {escape(text)} – {terms.person(who)}" for text, who in agenda.items]
        blocks += _listed(items, "")
    if agenda.actions:
        blocks.append(section(_("*Openstaande actiepunten*")))
        blocks += _listed([action_line(_, one) for one in agenda.actions[:LISTED]], "")
    blocks.append(DividerBlock())
    return blocks


def action_line(_: Language, one: AgendaAction) -> str:
    """An action point in a list."""
    due = terms.due(_, one.due, overdue=one.overdue)
    return f"• *{one.ref}* {escape(one.text)} – {terms.person(one.owner)}, {due}"


def goal_lines(_: Language, goals: Sequence[AgendaGoal]) -> list[str]:
    """The standing goals, the one to be evaluated first on top; those beyond ten are counted."""
    lines = [_goal(_, one) for one in goals[:GOALS]]
    return [*lines, _("… en nog {n}.", n=len(goals) - GOALS)] if len(goals) > GOALS else lines


def _goal(_: Language, one: AgendaGoal) -> str:
    """A standing goal, with a mark when this overleg is the moment to look back on it."""
    day = _.day(one.evaluate_on)
    when = _(":mag: *nu evalueren* (uiterlijk {day})", day=day) if one.due else _("evaluatie {day}", day=day)
    return f"• *{one.ref}* {escape(shorten(one.goal, GOAL_TEXT))} – {when}"


def _listed(lines: Sequence[str], empty: str) -> list[Block]:
    if not lines:
        return [section(empty)] if empty else []
    return [section(text) for text in terms.joined(lines)]


def _signal(labels: Labels, one: AgendaSignal) -> str:
    _ = labels.say
    said = {
        Openness.STUB: _("geen details vastgelegd"),
        Openness.EVERYONE: _(":unlock: details bespreekbaar met iedereen aan tafel"),
        Openness.NOT_EVERYONE: _(":lock: details nog niet deelbaar met iedereen: bespreek anoniem"),
        Openness.ANONYMOUS: _(":lock: in dit overleg alleen anoniem"),
    }[one.openness]
    line = f"{mark(one.level)} *{one.ref}* · {escape(labels.level(one.level))} · {said}"
    by_reason: dict[str, list[str]] = {}
    for partner, verdict in one.missing:
        by_reason.setdefault(reason(_, verdict.reason), []).append(labels.partner(partner))
    missing = [f"      ◦ {why} _{', '.join(partners)}_" for why, partners in by_reason.items()]
    return "\n".join([line, *missing])
