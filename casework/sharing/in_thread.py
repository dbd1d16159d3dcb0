"""Details in a thread: decided over everyone in the room before each showing, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from casework.casefile import CaseFile, load, trunk
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.ports import Room, RoomUnknown
from casework.question import Question, question_of
from casework.readers import conversation
from casework.refs import ref
from casework.sharing.closing import ENDED, THREAD_OVER, end, sharer_of, tell_to_stop
from casework.sharing.opened import OpenedItem, opened
from casework.sharing.rooms import never_in_thread
from rules.moments import end_of
from storage.directory_tables import Partnership
from storage.repositories import signals
from storage.signal_tables import Disclosure, Signal, SignalState
from storage.unit_of_work import Unit

UNPOSTED = "disclosure.unposted"
HIDDEN = "disclosure.hidden"
ROOM_UNKNOWN = "ROOM_UNKNOWN"
FIRST_WITHIN = timedelta(hours=1)
_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ThreadDetails:
    """What may stand in the thread now, and until when that is known to hold."""

    signal_ref: str
    purpose: str
    items: tuple[OpenedItem, ...] = field(repr=False)
    good_until: datetime


@dataclass(frozen=True, slots=True)
class ThreadNotice:
    """What stands in the thread instead; nothing is said about why or about whom.

    With `again_at` it only stands there for now: nothing is known against the details, and it is looked
    again then.
    """

    signal_ref: str
    again_at: datetime | None = None


def draw(office: Office, number: int, *, first: bool) -> ThreadDetails | ThreadNotice:
    """What the thread shows of a disclosure at this moment; ends it when it may not stand there.

    In doubt, because Slack does not tell who reads along, nothing shows and nothing ends. `first` says that
    it was never shown: then who shared is told that it did not come to it, and it is looked at once more
    right after posting. Raises `NotForYou` for an erased signal.
    """
    with office.store.reading() as session:
        disclosure = _disclosure(session, number)
        signal, _keys, partnership = trunk(session, disclosure.signal_id)
    if disclosure.ended_at is not None or signal.state != SignalState.OPEN:
        return ThreadNotice(ref("S", disclosure.signal_id))
    try:
        room = office.rooms.look(_room(signal, partnership))
        with office.job() as unit:
            disclosure, file = _found(unit.session, number)
            return _decide(office, unit, file, disclosure, room, first=first)
    except RoomUnknown as doubt:
        return _in_doubt(office, number, doubt.again_in, first=first)


def room_of(office: Office, number: int) -> str:
    """The conversation in which this disclosure may stand, the only one that is judged for it."""
    with office.store.reading() as session:
        signal, _keys, partnership = trunk(session, _disclosure(session, number).signal_id)
        return _room(signal, partnership)


def _room(signal: Signal, partnership: Partnership) -> str:
    channel = conversation(signal, partnership)
    if channel is None:
        raise NotForYou
    return channel


def _in_doubt(office: Office, number: int, again_in: timedelta, *, first: bool) -> ThreadNotice:
    """Hidden until it is known; what was never shown waits for an hour, and then who shared is told."""
    with office.job() as unit:
        disclosure, file = _found(unit.session, number)
        if first and unit.now - disclosure.created_at > FIRST_WITHIN:
            return _take_away(unit, file, disclosure, ROOM_UNKNOWN, first=True)
        unit.note("schakel", HIDDEN, ref=ref("D", number), code=ROOM_UNKNOWN)
    return ThreadNotice(ref("S", file.number), unit.now + again_in)


def _found(session: Session, number: int) -> tuple[Disclosure, CaseFile]:
    disclosure = _disclosure(session, number)
    return disclosure, load(session, disclosure.signal_id)


def _disclosure(session: Session, number: int) -> Disclosure:
    found = signals.disclosure(session, number)
    if found is None:
        raise NotForYou
    return found


def _decide(
    office: Office, unit: Unit, file: CaseFile, disclosure: Disclosure, room: Room, *, first: bool
) -> ThreadDetails | ThreadNotice:
    this = ref("S", file.number)
    if disclosure.ended_at is not None or not file.in_force:
        return ThreadNotice(this)
    question = asked(office, file, disclosure, room, unit.now)
    if isinstance(question, str):
        return _take_away(unit, file, disclosure, question, first=first)
    try:
        permit = office.gate.in_room(unit, file, question, room, act="disclosure.thread")
    except Refused as refused:
        return _take_away(unit, file, disclosure, refused.code, first=first)
    texts = tuple(opened(office.gate, unit, item, permit) for item in question.items)
    ends = _over_at(office, disclosure)
    until = unit.now if first else holds_until(office, file, question, unit.now, ends)
    return ThreadDetails(this, disclosure.purpose, texts, until)


def obstacle(office: Office, file: CaseFile, disclosure: Disclosure, room: Room, now: datetime) -> str | None:
    """The code of what keeps this from standing before these people now, or None; nothing is opened."""
    question = asked(office, file, disclosure, room, now)
    if isinstance(question, str):
        return question
    verdict = office.gate.judge(file, question, now)
    return None if verdict.allowed else verdict.reason


def asked(
    office: Office, file: CaseFile, disclosure: Disclosure, room: Room, now: datetime
) -> Question | str:
    """What the gate is asked about everybody in the room, or the code of what makes asking needless."""
    items = tuple(item for item in file.items if str(item.id) in disclosure.items)
    sharer = sharer_of(file, disclosure)
    if now >= _over_at(office, disclosure):
        return THREAD_OVER
    if sharer is None or not items:
        return ENDED
    if any(never_in_thread(item, office.book, office.policy) for item in items):
        return "THREAD_CATEGORY"
    chosen = question_of(disclosure, sharer, file.chosen(disclosure.recipients), items)
    try:
        return office.gate.for_everyone(file, chosen, room)
    except Refused as refused:
        return refused.code


def _over_at(office: Office, disclosure: Disclosure) -> datetime:
    return disclosure.created_at + timedelta(days=office.policy.thread_days)


def take_away(unit: Unit, file: CaseFile, disclosure: Disclosure, code: str) -> None:
    """Something certain is against it: it ends, who had it is told, and a notice takes its place."""
    _take_away(unit, file, disclosure, code, first=False)
    unit.redraw(ref("D", disclosure.id))


def _take_away(unit: Unit, file: CaseFile, disclosure: Disclosure, code: str, *, first: bool) -> ThreadNotice:
    end(unit, disclosure, code)
    this = ref("D", disclosure.id)
    if first:
        unit.post(UNPOSTED, disclosure.sharer, ref=this, dedupe=f"{this}:unposted")
    elif code != THREAD_OVER:
        tell_to_stop(unit, disclosure, file.chosen(disclosure.recipients))
    unit.redraw(ref("S", file.number))
    return ThreadNotice(ref("S", file.number))


def holds_until(
    office: Office, file: CaseFile, question: Question, now: datetime, latest: datetime
) -> datetime:
    """The first instant at which the gate's answer changes by time alone, at the latest `latest`.

    Terms and ages change at local midnight, the fast path by the clock; anything else is an act of
    somebody, which draws the message again itself.
    """
    for instant in sorted({*_midnights(office, now, latest), *_clock_ends(office, file, now, latest)}):
        if not office.gate.judge(file, question, instant).allowed:
            return instant
    return latest


def _midnights(office: Office, now: datetime, latest: datetime) -> Iterator[datetime]:
    midnight = end_of(office.today)
    while midnight < latest:
        if midnight > now:
            yield midnight
        midnight = end_of(midnight.astimezone(office.zone).date())


def _clock_ends(office: Office, file: CaseFile, now: datetime, latest: datetime) -> Iterator[datetime]:
    for entry in file.exceptions:
        lasts = office.book.grounds[entry.ground].by_the_clock
        if lasts is not None and now < (ends := entry.granted_at + lasts + _MOMENT) < latest:
            yield ends
