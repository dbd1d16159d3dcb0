"""What the outbox reports back: a post that was skipped, or one that cannot be delivered.

An alarm goes to the first person it concerns whose account is alive, and when it does not reach them to the
next. What reaches nobody is kept for whoever watches the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from sqlmodel import Session

from casework.concerned import concerned, people
from casework.errors import CaseworkError
from casework.office import Office
from casework.ports import Standing
from storage import outbox
from storage.outbox_tables import Post
from storage.unit_of_work import Unit

ALARM = "delivery.alarm"
OVERLEG_ALARM = "overleg.alarm"
# The same about what stands in Slack and could be neither changed nor removed.
STUCK = {ALARM: "delivery.stuck", OVERLEG_ALARM: "overleg.stuck"}
ALARMS = frozenset({*STUCK, *STUCK.values()})
# An alarm that reached nobody; never sent, only counted.
UNHEARD = "delivery.unheard"
# An account that cannot read a message any more. Whether it may read details is another matter.
_DEAD = frozenset({Standing.GONE, Standing.BOT})


def note_delivery(office: Office, post: Post, act: str, code: str, settle: Callable[[Session], bool]) -> None:
    """Settle the post and write it in the audit, together or not at all.

    When a post cannot be delivered somebody whom it concerns is told, once; when that was such a message
    itself, the next one is. Nothing is written when `settle` says that somebody else has the post by now.
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
        key = _key(post, kind, what)
    if whom is not None:
        unit.post(kind, whom, ref=post.ref, dedupe=f"{key}|{whom}")
        return
    unit.note("schakel", UNHEARD, ref=post.ref, code=kind, facts={"post": str(post.id)})
    outbox.keep_failed(unit.session, kind=UNHEARD, ref=post.ref, dedupe=f"{key}|", now=unit.now)


def _key(post: Post, kind: str, what: str) -> str:
    """Told for each message; of an overleg's withdrawn ones once for each series and conversation.

    In an archived channel none of a whole year's messages can be taken away.
    """
    if post.withdrawn and kind == STUCK[OVERLEG_ALARM]:
        return f"{(post.ref or '').partition('/')[0]}:{what}:{post.target}"
    return f"{post.ref}:{what}:{post.id}"
