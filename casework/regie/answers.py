"""What the gate would say if one partner were given the details now, under whichever purpose fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casework.casefile import CaseFile
from casework.office import Office
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef
from casework.question import Question
from rules.codes import Reason
from rules.model import Verdict
from storage.signal_tables import Item


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict over all items; `partly` when not all, but some of them may be shared now."""

    verdict: Verdict
    partly: bool = False


def answer_for(office: Office, file: CaseFile, sharer: PartnerRef, partner: PartnerRef) -> Answer | None:
    """The best answer for this partner; None when there is nothing to share."""
    everything = tuple(file.items)
    if not everything:
        return None
    best = judge(office, file, sharer, partner, everything)
    if best.allowed:
        return Answer(best)
    parts = (judge(office, file, sharer, partner, (item,)) for item in everything)
    return Answer(best, partly=any(part.allowed for part in parts))


def judge(
    office: Office, file: CaseFile, sharer: PartnerRef, partner: PartnerRef, items: tuple[Item, ...]
) -> Verdict:
    """Allowed under the first purpose that fits, otherwise what is missing under the closest."""
    return closest(office, file, sharer, partner, items)[1]


def closest(
    office: Office, file: CaseFile, sharer: PartnerRef, partner: PartnerRef, items: tuple[Item, ...]
) -> tuple[Question, Verdict]:
    """The same, with the question it answers."""
    now = office.clock.now()
    questions = [Question(sharer, (partner,), items, purpose) for purpose in _purposes(office, file)]
    judged = [(one, office.gate.judge(file, one, now)) for one in questions]
    elsewhere = {Reason.SCOPE_PURPOSE, Reason.EXC_SCOPE}  # recorded, but for another purpose than this one
    return min(judged, key=lambda one: (not one[1].allowed, one[1].reason in elsewhere))


def _purposes(office: Office, file: CaseFile) -> Iterator[str]:
    """The partnership's usual purpose, and those that were recorded."""
    usual = usual_purpose(office.book, file.partnership)
    recorded = [*(one.purpose for one in file.consents), *(one.purpose for one in file.exceptions)]
    yield from dict.fromkeys([usual, *(one for one in reversed(recorded) if one)])
