"""What the outbox reports back: a post that was skipped, or one that cannot be delivered."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from casework.casefile import load
from casework.errors import NotForYou
from casework.office import Office
from casework.refs import number
from storage.tables import Post

ALARM = "delivery.alarm"


def note_delivery(office: Office, post: Post, act: str, code: str, settle: Callable[[Session], bool]) -> None:
    """Settle the post and write it in the audit, together or not at all.

    When a signal's post cannot be delivered its coordinator is told, once. Nothing is written when
    `settle` says that somebody else has the post by now.
    """
    with office.act() as unit:
        if not settle(unit.session):
            return
        unit.note("schakel", act, ref=post.ref, code=code, facts={"kind": post.kind, "post": str(post.id)})
        signal = number("S", post.ref or "")
        if act != "post.alarm" or signal is None or post.kind == ALARM:
            return
        try:
            file = load(unit.session, signal)
        except NotForYou:
            return
        coordinator = file.partnership.coordinator
        unit.post(ALARM, coordinator, ref=post.ref, dedupe=f"{post.ref}:alarm:{post.id}")
