"""What agendas and lists of actions say about one signal, named by its number, goes with that signal."""

from __future__ import annotations

from collections.abc import Sequence

from casework.refs import ref
from storage import planned_posts
from storage.overleg_tables import ActionPoint, AgendaItem
from storage.repositories import overleggen
from storage.unit_of_work import Unit

_SHOWING = ("overleg.agenda", "overleg.follow_up")


def redraw_agendas(unit: Unit, partnership: int) -> None:
    """The words or the state of a signal changed: agendas in Slack that list it are drawn again."""
    series = [one.id or 0 for one in overleggen.in_partnerships(unit.session, [partnership])]
    shown = overleggen.refs_shown(unit.session, series, _SHOWING)
    if shown:
        planned_posts.redraw(unit.session, shown, unit.now)
        unit.posted = True


def forget_mentions(unit: Unit, number: int) -> None:
    """Delete agenda items and action points whose text names this signal; call when it is undone or erased.

    Their text is unreadable from the moment its key is gone; here the rows go. What Schakel wrote in Slack
    about them is taken away or drawn again without them.
    """
    items = overleggen.items_naming(unit.session, number)
    points = overleggen.actions_naming(unit.session, number)
    for point in points:
        unit.withdraw(ref=ref("A", point.id))
    found: list[AgendaItem | ActionPoint] = [*items, *points]
    for one in found:
        unit.session.delete(one)
    unit.session.flush()
    _redraw(unit, found)


def redraw_mentions(unit: Unit, number: int) -> None:
    """What agendas and lists of actions say about it is to be read no more for now, or again."""
    points = overleggen.actions_naming(unit.session, number)
    for point in points:
        unit.redraw(ref("A", point.id))
    _redraw(unit, [*overleggen.items_naming(unit.session, number), *points])


def _redraw(unit: Unit, found: Sequence[AgendaItem | ActionPoint]) -> None:
    touched = {one.overleg_id for one in found}
    planned_posts.redraw(unit.session, overleggen.refs_shown(unit.session, touched, _SHOWING), unit.now)
    unit.posted = unit.posted or bool(touched)
