"""Stops the overleggen of a partnership that left the directory, and says so in the audit."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from casework.office import Office
from casework.overleg.file import OverlegFile, load
from casework.overleg.posts import REMINDERS, RESUMED, STANDS_IN, news_key
from casework.sparing import one_by_one
from storage import outbox, planned_posts
from storage.repositories import overleggen
from storage.unit_of_work import Unit

# What was laid down about times longer ago than this reminds of nothing any more.
BACK = timedelta(days=3)
AHEAD = timedelta(days=62)


def stop_departed(office: Office) -> list[int]:
    """End every running series of a partnership that is active no more; a second time changes nothing.

    Its reminders draw nothing from the moment the partnership left; this takes them back for good. Gives
    the numbers of those that damage kept from ending.
    """
    with office.store.reading() as session:
        numbers = overleggen.of_departed(session)
    return one_by_one(numbers, partial(_stop_one, office))


def _stop_one(office: Office, number: int) -> None:
    with office.job() as unit:
        stop_in(office, unit, number)


def stop_in(office: Office, unit: Unit, number: int) -> None:
    """The same for one series, in a transaction that is open."""
    overleggen.hold(unit.session, number)
    if number in overleggen.of_departed(unit.session):
        _stop(office, unit, load(unit.session, number))


def _stop(office: Office, unit: Unit, file: OverlegFile) -> None:
    held = file.between(office.today - BACK, office.today + AHEAD)
    refs = {file.ref_of(planned) for planned in ({one.planned for one in held} | file.changes.keys())}
    file.row.cancelled_at = unit.now
    file.row.ended_with_partnership = True
    file.row.sequence += 1
    unit.session.add(file.row)
    unit.session.flush()
    planned_posts.take_back(unit.session, refs, REMINDERS, (), unit.now)
    for kind in (RESUMED, STANDS_IN):
        unit.withdraw(ref=file.ref, prefix=news_key(file, kind), shown=False)
    for one in (file.ref, *sorted(refs)):
        outbox.change(unit.session, ref=one, now=unit.now)
    unit.posted = True
    unit.note("schakel", "overleg.stop", ref=file.ref, code="partnership_left")
