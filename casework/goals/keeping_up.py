"""Brings goals in line with the directory when a partnership has another coordinator or channel."""

from __future__ import annotations

from sqlmodel import Session

from casework.goals.file import LETTERS, load
from casework.goals.posts import CARD, EVALUATE, card_in, keep_in_line, reminders
from casework.office import Office
from casework.refs import ref
from storage import planned_posts
from storage.outbox_tables import PostState
from storage.repositories import directory, goals


def keep_up(office: Office) -> None:
    """Who coordinates now is reminded, in the channel of now; a second time changes nothing.

    The directory changes where no goal is in hand. Every hour is soon enough for reminders.
    """
    with office.store.reading() as session:
        behind = _behind(office, session)
    if not behind:
        return
    with office.act() as unit:
        for number, elsewhere in behind.items():
            file = load(unit.session, number)
            if elsewhere:
                card_in(unit, file)
            keep_in_line(office, unit, file)


def _behind(office: Office, session: Session) -> dict[int, bool]:
    """The goals that lack a reminder, or whose card stands elsewhere (then true), by number."""
    partnerships = {one.id: one for one in directory.partnerships(session) if one.id is not None}
    planned = planned_posts.of_kind(
        session, EVALUATE, [one for one in PostState if one != PostState.WITHDRAWN]
    )
    keys = {one.dedupe for one in planned}
    channels: dict[str | None, set[str]] = {}
    for one in planned_posts.of_kind(session, CARD, [PostState.SHOWN]):
        channels.setdefault(one.ref, set()).add(one.target)
    found: dict[int, bool] = {}
    now = office.clock.now()
    for row in goals.standing(session, partnerships.keys()):
        partnership = partnerships[row.partnership_id]
        elsewhere = bool(channels.get(ref(LETTERS, row.id), set()) - {partnership.channel})
        wanted = {one.dedupe for one in reminders(row, partnership, office.zone, now)}
        if elsewhere or not wanted <= keys:
            found[row.id or 0] = elsewhere
    return found
