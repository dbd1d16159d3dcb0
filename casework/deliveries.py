"""What the outbox reports back: a post that was skipped, or one that cannot be delivered."""

from __future__ import annotations

from casework.casefile import load
from casework.errors import NotForYou
from casework.office import Office
from casework.refs import number
from storage.tables import Post

ALARM = "delivery.alarm"


def note_delivery(office: Office, post: Post, act: str, code: str) -> None:
    """Write it in the audit; when a signal's post cannot be delivered its coordinator is told, once."""
    with office.act() as unit:
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
