"""One nudge to the reporter when a tagged partner stays silent for three working days (architecture 8)."""

from __future__ import annotations

from datetime import UTC, datetime

from casework.casefile import CaseFile, load
from casework.office import Office
from casework.people import PartnerRef
from casework.refs import number, ref
from casework.signals.looking import SignalCard, card_of
from rules.working_days import after_working_days
from storage.outbox_tables import Post
from storage.planned_posts import INSTEAD
from storage.unit_of_work import Unit

NUDGE = "signal.nudge"
SILENT_DAYS = 3


def ask_for_nudge(unit: Unit, file: CaseFile) -> None:
    """Somebody was tagged in this act: come back to it when the working days have passed."""
    unit.post(
        NUDGE,
        file.signal.author,
        ref=ref("S", file.number),
        due_at=after_working_days(unit.now, SILENT_DAYS),
        dedupe=_mark(file.number, unit.now),
    )


def silence(office: Office, post: Post) -> tuple[SignalCard, tuple[PartnerRef, ...]]:
    """The signal a nudge is about, and who of those tagged in that one act has not answered.

    Whoever stands in for a reporter who left gets the same.
    """
    with office.store.reading() as session:
        file = load(session, number("S", post.ref or "") or 0)
        mark = (post.dedupe or "").partition(INSTEAD)[0]
        unheard = {
            tag.partner_id
            for tag in file.tags
            if tag.reaction is None and _mark(file.number, tag.tagged_at) == mark
        }
        silent = tuple(one for one in file.tagged_partners() if one.id in unheard)
        return card_of(office, session, file), silent


def _mark(signal: int, tagged_at: datetime) -> str:
    return f"{ref('S', signal)}:nudge:{tagged_at.astimezone(UTC).isoformat()}"
