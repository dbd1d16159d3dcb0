"""What a signal that ends takes with it: matches, questions to link, what overleggen noted about it."""

from __future__ import annotations

from casework.guard import watching
from casework.overleg.mentions import forget_mentions, redraw_agendas
from casework.regie import links, matches
from storage.repositories import signals
from storage.unit_of_work import Unit


def let_go(unit: Unit, number: int, *, closed: bool) -> None:
    """Call when a signal is closed (`closed`), undone or erased.

    A closed signal keeps its keyed hashes, so that the young person's own rights can still be met; it
    matches nothing new because only open signals do.
    """
    if not closed:
        signals.forget_matches(unit.session, number)
        forget_mentions(unit, number)
        watching.let_go(unit, number)
    if (row := signals.signal(unit.session, number)) is not None:
        redraw_agendas(unit, row.partnership_id)
    matches.let_go(unit, number)
    links.let_go(unit, number, closed=closed)
