"""Judges anew whatever stands in threads, for what may have happened while nobody told Schakel.

Slack does not repeat what it told while the bot was away or its connection was cut: somebody was invited, a
channel was opened or shared, an account was closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import structlog

from casework.casefile import load
from casework.office import Office
from casework.ports import Room, Standing
from casework.refs import ref
from casework.sharing import in_thread
from casework.sharing.closing import renumber
from casework.sharing.rooms import may_ever_receive
from storage import outbox
from storage.repositories import directory, signals

# Looks at conversations one after another, within Slack's rate; None where Slack does not tell.
Survey = Callable[[Sequence[str]], Iterable[tuple[str, Room | None]]]
# Looks in which conversation beside these a message of ours stands, by its delivery and ts; None if in none.
Find = Callable[[str, str, Collection[str]], str | None]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many threads were looked at, in how many channels; how many ended, how many are in doubt."""

    channels: int = 0
    threads: int = 0
    ended: int = 0
    doubtful: int = 0


def judge_threads(office: Office, survey: Survey, find: Find | None = None) -> Judged:
    """Judge every thread with live details, with one look per channel for all of its threads.

    A conversation that Slack does not know may have another id since: it is followed where `find` recognises
    a message of ours. What may stay is left as it is, without a call to Slack or a word in the audit. What
    Slack does not tell enough about is drawn again, which hides it; what cannot be judged for another reason
    too.
    """
    with office.store.reading() as session:
        standing = signals.threads_by_channel(session)
    found = Judged(len(standing), sum(len(one) for one in standing.values()))
    ended = doubtful = 0
    for channel, room in survey(list(standing)) if standing else ():
        if room is None and find is not None:
            _follow(office, channel, find)
        for number in standing[channel]:
            match _judge(office, number, room):
                case False:
                    ended += 1
                case None:
                    doubtful += 1
    with office.job() as unit:
        unit.posted = outbox.try_stuck(unit.session, kind="disclosure.thread", now=unit.now) > 0
    return Judged(found.channels, found.threads, ended, doubtful)


def _follow(office: Office, channel: str, find: Find) -> None:
    """Give a conversation the id that it has by now, when one of our own messages is proof of it."""
    with office.store.reading() as session:
        landmark = outbox.landmark(session, channel)
        others = directory.channels(session)
    moved = find(*landmark, others) if landmark is not None else None
    if moved is not None:
        renumber(office, channel, moved)


def _judge(office: Office, number: int, room: Room | None) -> bool | None:
    """Whether it stays; None when nobody can say. One that cannot be judged does not stop the others."""
    try:
        if room is not None and (kept := _settled(office, number, room)) is not None:
            return kept
    except Exception as error:
        log.warning("thread not judged", ref=ref("D", number), error_type=type(error).__name__)
    with office.job() as unit:
        unit.redraw(ref("D", number))
    return None


def _settled(office: Office, number: int, room: Room) -> bool | None:
    with office.store.reading() as session:
        disclosure = signals.disclosure(session, number)
        if disclosure is None or disclosure.ended_at is not None:
            return True
        file = load(session, disclosure.signal_id)
        code = in_thread.obstacle(office, file, disclosure, room, office.clock.now())
    if code is None:
        return True
    with office.job() as unit:
        disclosure = signals.disclosure(unit.session, number)
        if disclosure is None or disclosure.ended_at is not None:
            return True
        file = load(unit.session, disclosure.signal_id)
        code = in_thread.obstacle(office, file, disclosure, room, unit.now)
        if code is None:
            return True
        in_thread.take_away(unit, file, disclosure, code)
    return False


def account_changed(office: Office, user_id: str, standing: Standing) -> int:
    """Slack told what an account is now: where that may uncover it, what stands there is decided anew.

    A name, a picture or a status changes nothing, and neither does an account that may still receive, or
    one that sits in no partnership: it covered nobody before. Returns how many threads that were.
    """
    if may_ever_receive(standing, office.policy):
        return 0
    with office.job() as unit:
        partner = directory.partner_of_user(unit.session, user_id)
        if partner is None or partner.id is None:
            return 0
        channels = {one.channel for one in directory.partnerships_of(unit.session, partner.id)}
        numbers = [one for channel in channels for one in signals.in_threads_of(unit.session, channel)]
        for number in numbers:
            unit.redraw(ref("D", number))
    return len(numbers)
