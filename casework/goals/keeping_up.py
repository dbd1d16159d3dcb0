"""Brings goals in line with the directory when a partnership has another coordinator or channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casework.goals.file import LETTERS, load
from casework.goals.posts import CARD, EVALUATE, card_in, keep_in_line, reminders
from casework.office import Office
from casework.refs import ref
from casework.sparing import one_by_one, tell_damaged, together
from storage import planned_posts
from storage.directory_tables import Partnership
from storage.outbox_tables import PostState
from storage.repositories import directory, goals


def keep_up(office: Office) -> None:
    """Who coordinates now is reminded, in the channel of now; a second time changes nothing.

    The directory changes where no goal is in hand. Every hour is soon enough for reminders.
    """
    with office.store.reading() as session:
        partnerships = {one.id: one for one in directory.partnerships(session) if one.id is not None}
        numbers = goals.standing_numbers(session, partnerships.keys())
    behind: dict[int, bool] = {}
    damaged = set(together(numbers, lambda some: behind.update(_behind(office, some, partnerships))))
    damaged |= set(one_by_one(list(behind), lambda number: _bring(office, number, elsewhere=behind[number])))
    tell_damaged(office, "goals", [ref(LETTERS, number) for number in sorted(damaged)])


def _bring(office: Office, number: int, *, elsewhere: bool) -> None:
    with office.job() as unit:
        file = load(unit.session, number)
        if elsewhere:
            card_in(unit, file)
        keep_in_line(office, unit, file)


def _behind(
    office: Office, numbers: Sequence[int], partnerships: Mapping[int, Partnership]
) -> dict[int, bool]:
    """Which of these goals lack a reminder, or have their card elsewhere (then true), by number."""
    with office.store.reading() as session:
        states = [one for one in PostState if one != PostState.WITHDRAWN]
        keys = {one.dedupe for one in planned_posts.of_kind(session, EVALUATE, states)}
        channels: dict[str | None, set[str]] = {}
        for one in planned_posts.of_kind(session, CARD, [PostState.SHOWN]):
            channels.setdefault(one.ref, set()).add(one.target)
        found: dict[int, bool] = {}
        now = office.clock.now()
        for row in goals.of_numbers(session, numbers):
            partnership = partnerships[row.partnership_id]
            elsewhere = bool(channels.get(ref(LETTERS, row.id), set()) - {partnership.channel})
            wanted = {one.dedupe for one in reminders(row, partnership, office.zone, now)}
            if elsewhere or not wanted <= keys:
                found[row.id or 0] = elsewhere
    return found
