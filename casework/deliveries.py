"""What the outbox reports back: a post that was skipped, or one that cannot be delivered.

An alarm goes to the first person it concerns whose account is alive, and when it does not reach them to the
next. What reaches nobody is kept for whoever watches the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from sqlmodel import Session

from casework.concerned import concerned, people, spoken
from casework.errors import CaseworkError
from casework.office import Office
from casework.ports import Standing
from casework.refs import number
from storage import outbox
from storage.outbox_tables import Post
from storage.repositories import directory, signals
from storage.unit_of_work import Unit

ALARM = "delivery.alarm"
OVERLEG_ALARM = "overleg.alarm"
# The same about what stands in Slack and could be neither changed nor removed.
STUCK = {ALARM: "delivery.stuck", OVERLEG_ALARM: "overleg.stuck"}
ALARMS = frozenset({*STUCK, *STUCK.values()})
# An alarm that reached nobody; never sent, only counted.
UNHEARD = "delivery.unheard"
# An account that cannot read a message any more. Whether it may read details is another matter.
_ACCOUNT = re.compile(r"[UW][A-Z0-9]+", re.ASCII)
_DEAD = frozenset({Standing.GONE, Standing.BOT})


def note_delivery(office: Office, post: Post, act: str, code: str, settle: Callable[[Session], bool]) -> None:
    """Settle the post and write it in the audit, together or not at all.

    When a post cannot be delivered somebody whom it concerns is told, once a day; when that was such a
    message itself, the next one is. Nothing is written when `settle` says that somebody else has it by now.
    """
    told = _whom(office, post) if act == "post.alarm" else None
    with office.job() as unit:
        if not settle(unit.session):
            return
        unit.note("schakel", act, ref=post.ref, code=code, facts={"kind": post.kind, "post": str(post.id)})
        if act == "post.alarm":
            _tell(unit, post, told)


def _whom(office: Office, post: Post) -> str | None:
    """The first who is concerned, can be reached and was not tried yet; asks Slack, outside of any act."""
    with office.store.reading() as session:
        chain = people(session, post.ref)
        tried = set(_tried(session, post))
    alive = (one for one in chain if one not in tried and office.rooms.standing(one) not in _DEAD)
    return next(alive, None)


def _tried(session: Session, post: Post) -> Iterator[str]:
    """Whoever this alarm was sent to before, in vain."""
    if post.kind in ALARMS and post.dedupe:
        origin = post.dedupe.rpartition("|")[0]
        yield from (one.target for one in outbox.with_prefix(session, f"{origin}|"))


def _tell(unit: Unit, post: Post, whom: str | None) -> None:
    if post.kind in ALARMS:
        kind, key = post.kind, (post.dedupe or f"{post.ref}:{post.id}|").rpartition("|")[0]
    else:
        meeting = False
        with suppress(CaseworkError):
            meeting = concerned(unit.session, post.ref or "").meeting
        kind = OVERLEG_ALARM if meeting else ALARM
        now = unit.session.get_one(Post, post.id)
        what, kind = ("alarm", kind) if now.slack_ts is None else ("stuck", STUCK[kind])
        key = _key(unit, post, kind, what)
    if whom is not None:
        unit.post(kind, whom, ref=post.ref, dedupe=f"{key}|{whom}")
        return
    unit.note("schakel", UNHEARD, ref=post.ref, code=kind, facts={"post": str(post.id)})
    outbox.keep_failed(unit.session, kind=UNHEARD, ref=post.ref, dedupe=f"{UNHEARD}:{post.id}", now=unit.now)


def _key(unit: Unit, post: Post, kind: str, what: str) -> str:
    """Told once a day for each number that people know it by, and conversation: the words would be the same.

    Of an overleg's withdrawn messages once for each series: in an archived channel none of a whole year's can
    be taken away.
    """
    if post.withdrawn and kind == STUCK[OVERLEG_ALARM]:
        return f"{(post.ref or '').partition('/')[0]}:{what}:{post.target}"
    known = spoken(unit.session, post.ref) or post.ref
    return f"{known}:{what}:{post.target}:{unit.now.date().isoformat()}"


def not_reached(office: Office, alarm: Post) -> str | None:
    """Whose account a message did not reach, according to the alarm about it; None when that tells too much.

    Of a signal only who stands on its card: that somebody judges an exception or was asked something is not
    for everybody who hears an alarm.
    """
    target = next((one for one in (alarm.dedupe or "").split(":") if _ACCOUNT.fullmatch(one)), None)
    with office.store.reading() as session:
        row = directory.partner_of_user(session, target) if target else None
        if row is None or row.id is None:
            return None
        found = concerned(session, alarm.ref or "")
        signal = signals.signal(session, number("S", alarm.ref or "") or 0)
        on_card = signal is not None and (
            target in (signal.author, signal.lead) or signals.tag(session, signal.id or 0, row.id) is not None
        )
        return row.name if found.meeting or on_card else None
