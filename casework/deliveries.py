"""What the outbox reports back: a post that was skipped, or one that cannot be delivered."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from casework import casefile
from casework.errors import NotForYou
from casework.goals import file as goals
from casework.office import Office
from casework.overleg import file as overleg
from casework.refs import number
from storage.outbox_tables import Post
from storage.repositories import overleggen
from storage.unit_of_work import Unit

ALARM = "delivery.alarm"
OVERLEG_ALARM = "overleg.alarm"
# The same about what stands in Slack and could be neither changed nor removed.
STUCK = {ALARM: "delivery.stuck", OVERLEG_ALARM: "overleg.stuck"}


def note_delivery(office: Office, post: Post, act: str, code: str, settle: Callable[[Session], bool]) -> None:
    """Settle the post and write it in the audit, together or not at all.

    When a post cannot be delivered the coordinator it concerns is told, once. Nothing is written when
    `settle` says that somebody else has the post by now.
    """
    with office.act() as unit:
        if not settle(unit.session):
            return
        unit.note("schakel", act, ref=post.ref, code=code, facts={"kind": post.kind, "post": str(post.id)})
        if act != "post.alarm" or post.kind in {*STUCK, *STUCK.values()}:
            return
        try:
            kind, coordinator = _concerned(unit, post.ref or "")
        except NotForYou:
            return
        now = unit.session.get_one(Post, post.id)
        what, kind = ("alarm", kind) if now.slack_ts is None else ("stuck", STUCK[kind])
        unit.post(kind, coordinator, ref=post.ref, dedupe=_key(post, kind, what))


def _key(post: Post, kind: str, what: str) -> str:
    """Told for each message; of an overleg's withdrawn ones once for each series and conversation.

    In an archived channel none of a whole year's messages can be taken away.
    """
    if post.withdrawn and kind == STUCK[OVERLEG_ALARM]:
        return f"{(post.ref or '').partition('/')[0]}:{what}:{post.target}"
    return f"{post.ref}:{what}:{post.id}"


def _concerned(unit: Unit, ref: str) -> tuple[str, str]:
    """The kind of alarm and the coordinator to tell; raises `NotForYou` when it concerns nobody."""
    if (signal := number("S", ref)) is not None:
        return ALARM, casefile.load(unit.session, signal).partnership.coordinator
    if (goal := number(goals.LETTERS, ref)) is not None:
        return OVERLEG_ALARM, goals.load(unit.session, goal).partnership.coordinator
    series = number("O", ref.partition("/")[0])
    if (point := number("A", ref)) is not None:
        row = overleggen.action(unit.session, point)
        series = row.overleg_id if row else None
    if series is None:
        raise NotForYou
    return OVERLEG_ALARM, overleg.load(unit.session, series).partnership.coordinator
