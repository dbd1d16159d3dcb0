"""Lays the reminders of the next sixty days down in the outbox, every hour and at each start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from casework.office import Office
from casework.overleg.departing import stop_departed
from casework.overleg.file import change_of, closed_days, series_of
from casework.overleg.posts import DIRECTLY, REMINDERS, channel_reminders, direct
from casework.overleg.refs import read_occurrence, series_ref
from casework.overleg.returning import resume_returned
from casework.sparing import tell_damaged, together
from rules.overleggen import Closed, occurrences
from storage import planned_posts
from storage.outbox_tables import Post
from storage.overleg_tables import Overleg
from storage.planned_posts import PlannedPost
from storage.repositories import directory, overleggen
from storage.unit_of_work import Unit

HORIZON = timedelta(days=60)
# A follow-up makes sense for two days; what was planned longer ago reminds of nothing any more.
BACK = timedelta(days=3)
SERIES_AT_ONCE = 250


def materialise(office: Office) -> None:
    """Plan what is not planned yet, for every series; a second time, and in every replica, changes nothing.

    Series are taken in batches, each in a transaction of its own, so that people are never kept waiting. A
    damaged one stops only itself, and the privacy officer hears which.
    """
    damaged = {*stop_departed(office), *resume_returned(office, HORIZON)}
    while (left := _plan_batch(office, damaged)) is not None:
        damaged |= set(left)
    damaged |= set(_plan_direct(office))
    tell_damaged(office, "overleggen", [series_ref(number) for number in sorted(damaged)])


def horizon(office: Office) -> date:
    """The last planned date whose reminders stand in the outbox."""
    return office.today + HORIZON


def _plan_batch(office: Office, spared: Collection[int]) -> list[int] | None:
    """Plan some series; gives those that could not be, or None when there was nothing left to plan."""
    until = horizon(office)
    with office.store.reading() as session:
        numbers = overleggen.behind(session, until, SERIES_AT_ONCE, spared)
    return together(numbers, partial(_plan, office, until)) if numbers else None


def _plan(office: Office, until: date, numbers: Sequence[int]) -> None:
    with office.job() as unit:
        rows = [one for one in overleggen.overleggen(unit.session, numbers) if one.cancelled_at is None]
        planned_posts.lay_down(unit.session, _reminders(office, unit, rows, until), unit.now)
        overleggen.mark_planned(unit.session, numbers, until)
        unit.posted = True


def _reminders(office: Office, unit: Unit, rows: Sequence[Overleg], until: date) -> list[PlannedPost]:
    closed = _remembering(closed_days(unit.session))
    channels = {one.id: one.channel for one in directory.partnerships(unit.session)}
    changed = overleggen.changes(unit.session, [row.id for row in rows if row.id is not None])
    wanted: list[PlannedPost] = []
    for row in rows:
        number = row.id or 0
        channel = channels.get(row.partnership_id)
        if channel is None or not row.reminders:
            continue
        start = row.planned_until + timedelta(days=1) if row.planned_until else office.today - BACK
        changes = {planned: change_of(one) for planned, one in changed.get(number, {}).items()}
        series = series_of(row)
        for held in occurrences(series, start, until, closed, changes):
            wanted += channel_reminders(
                number, channel, series, held, row.reminders, office.book.reminders, unit.now
            )
    return wanted


def _remembering(closed: Closed) -> Closed:
    known: dict[date, str | None] = {}

    def remembered(day: date) -> str | None:
        if day not in known:
            known[day] = closed(day)
        return known[day]

    return remembered


def _plan_direct(office: Office) -> list[int]:
    """Lay down what goes to single persons soon: beside each reminder to a channel that is nearly due.

    Gives the series of which that could not be.
    """
    now = office.clock.now()
    with office.store.reading() as session:
        found = planned_posts.planned(session, REMINDERS, now + DIRECTLY, now)
        numbers = {read_occurrence(post.ref or "")[0] for post in found if not _is_direct(post)}
    return together(sorted(numbers), partial(_direct, office, now))


def _direct(office: Office, now: datetime, numbers: Sequence[int]) -> None:
    with office.job() as unit:
        found = planned_posts.planned(unit.session, REMINDERS, now + DIRECTLY, now)
        soon = [(post, *read_occurrence(post.ref or "")) for post in found if not _is_direct(post)]
        soon = [one for one in soon if one[1] in set(numbers)]
        people = _audiences(unit, {number for _post, number, _planned in soon})
        wanted: list[PlannedPost] = []
        for post, number, planned in soon:
            if planned is not None and post.dedupe is not None:
                wanted += direct(_same(post, post.dedupe, now), people(number, planned))
        planned_posts.lay_down(unit.session, wanted, now)
        unit.posted = bool(wanted)


def _is_direct(post: Post) -> bool:
    return post.target.startswith(("U", "W"))


def _same(post: Post, key: str, now: datetime) -> PlannedPost:
    """The same reminder; of one that was sent already the due date is that of its next drawing."""
    due = post.due_at if post.shown_rev == 0 else min(post.due_at, now)
    return PlannedPost(post.kind, post.ref or "", post.target, key, due, post.not_after, post.urgent)


def _hosts(unit: Unit, partnership_id: int) -> Callable[[str], str]:
    """As `OverlegFile.host`, for every series of a partnership."""
    row = directory.partnership(unit.session, partnership_id)
    here = {one.user_id for one in directory.members(unit.session, partnership_id)}

    def host(account: str) -> str:
        return account if row is None or account in here else row.coordinator

    return host


def _audiences(unit: Unit, numbers: set[int]) -> Callable[[int, date], frozenset[str]]:
    """Who hears of a time directly, for many series in a handful of queries (see `posts.audience`)."""
    rows = {row.id: row for row in overleggen.overleggen(unit.session, numbers)}
    invited = overleggen.participants(unit.session, numbers)
    changed = overleggen.changes(unit.session, numbers)
    deputies = overleggen.deputies(unit.session, numbers)
    host_in = {one: _hosts(unit, one) for one in {row.partnership_id for row in rows.values()}}

    def of(number: int, planned: date) -> frozenset[str]:
        row, change = rows[number], changed.get(number, {}).get(planned)
        asked = {one.user_id for one in invited.get(number, ()) if one.user_id is not None}
        host = host_in[row.partnership_id]
        chair = host((change.chair if change else None) or row.chair)
        return frozenset({host(row.organiser), chair, *asked, *deputies.get((number, planned), ())})

    return of
