"""What waited for a reviewer who is one no more waits for the next independent one of the list."""

from __future__ import annotations

from casework.exceptions.independence import reviewers_for
from casework.people import identify
from casework.refs import ref
from storage.repositories import exceptions
from storage.unit_of_work import Unit

REVIEW = "exception.review"


def pass_on_reviews(unit: Unit, former: str) -> None:
    """Ask the next one; where there is none it goes on waiting, and the day after the watchers hear so."""
    for entry in exceptions.waiting_for(unit.session, former):
        recipients = [one["partner"] for one in entry.recipients]
        following = reviewers_for(unit.session, identify(unit.session, entry.invoker), recipients)
        this = ref("X", entry.id)
        if following:
            entry.reviewer = following[0]
            unit.session.add(entry)
            unit.session.flush()
            unit.post(REVIEW, following[0], ref=this, dedupe=f"{this}:review:{following[0]}")
        unit.redraw(this)
        unit.redraw(ref("S", entry.signal_id))
        facts = {"from": former, "to": following[0] if following else None}
        unit.note("schakel", "exception.pass_on", ref=this, code=entry.ground, facts=facts)
