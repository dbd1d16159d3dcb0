"""Closing again: what may no longer be shared ends, and whoever received it is told (P13).

On-demand disclosures are decided at each press, so nothing here is needed for them to refuse. What
stands in a thread, and what people were told, needs an act: this is it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.consent.uncounted import tell_uncounted
from casework.errors import AlreadyDone
from casework.gate import Gate
from casework.office import Office
from casework.people import PartnerRef
from casework.question import question_of
from casework.refs import ref
from casework.sparing import one_by_one
from storage import outbox
from storage.errors import SealBroken
from storage.repositories import directory, signals
from storage.signal_tables import Disclosure
from storage.unit_of_work import Unit

STOP = "disclosure.stop"
CLOSED = "disclosure.closed"
THREAD_OVER = "THREAD_OVER"
# Who shared it left, or nothing of what was shared is in force.
ENDED = "DISCLOSURE_ENDED"


def recheck(office: Office, unit: Unit, file: CaseFile) -> bool:
    """Judge every live disclosure of this signal again, in the act that changed something.

    Whoever lost cover is told to use it no further; a disclosure that covers nobody any more ends;
    every message about it is drawn again. So it is when who shared left, or all that was shared was replaced.
    Whoever is named by their own record that counts for them no more hears what that waits for. What the act
    changed in the rows of `file` counts as it is; one that added or replaced a row loads it anew. False when
    damage kept one from being judged: it is not ended, nobody reads it meanwhile, and what the act changed is
    changed all the same.
    """
    return judge_again(office.gate, unit, file)


def judge_again(gate: Gate, unit: Unit, file: CaseFile) -> bool:
    """The same where there is no office, as on the command line."""
    tell_uncounted(unit, file)
    whole = True
    for disclosure in file.live:
        unit.redraw(ref("D", disclosure.id))
        try:
            judged = standing(gate, file, disclosure, unit.now)
        except SealBroken:
            whole = False
            continue
        lost = {one: code for one, code in judged.items() if code is not None}
        tell_to_stop(unit, disclosure, lost)
        if len(lost) == len(judged):
            end(unit, disclosure, next(iter(lost.values()), "RECIPIENT_NOT_INVOLVED"))
    return whole


def end_all(unit: Unit, file: CaseFile, code: str) -> None:
    """End every live disclosure of a signal whatever the gate says, as after an upheld objection."""
    for disclosure in file.live:
        tell_to_stop(unit, disclosure, file.chosen(disclosure.recipients))
        end(unit, disclosure, code)
        unit.redraw(ref("D", disclosure.id))


def end_with_the_signal(unit: Unit, file: CaseFile, code: str) -> None:
    """A signal is over: nothing of it is open to anybody. What was told lawfully is not called back."""
    for disclosure in file.live:
        end(unit, disclosure, code)


def end(unit: Unit, disclosure: Disclosure, code: str) -> None:
    """A disclosure that ends stays ended: sharing again is a new decision. The thread says so."""
    if disclosure.ended_at is not None:
        return
    disclosure.ended_at, disclosure.ended_code = unit.now, code
    unit.session.add(disclosure)
    unit.session.flush()
    unit.redraw(ref("S", disclosure.signal_id))
    unit.note(
        "schakel", CLOSED, ref=ref("D", disclosure.id), code=code, facts={"signal": disclosure.signal_id}
    )


def tell_to_stop(unit: Unit, disclosure: Disclosure, partners: Iterable[PartnerRef]) -> None:
    """Queue the message that this may not be used any further, once per partner and disclosure."""
    this = ref("D", disclosure.id)
    for partner in partners:
        if partner.user_id is not None:
            unit.post(STOP, partner.user_id, ref=this, dedupe=f"{this}:stop:{partner.id}")


def standing(
    gate: Gate, file: CaseFile, disclosure: Disclosure, now: datetime
) -> dict[PartnerRef, str | None]:
    """Why each partner this was shared with may not have it now, None for who may."""
    sharer = sharer_of(file, disclosure)
    items = tuple(item for item in file.items if str(item.id) in disclosure.items)
    recipients = file.chosen(disclosure.recipients)
    if sharer is None or not items:
        return dict.fromkeys(recipients, ENDED)
    verdicts = {
        partner: gate.judge(file, question_of(disclosure, sharer, (partner,), items), now)
        for partner in recipients
    }
    return {partner: None if one.allowed else one.reason for partner, one in verdicts.items()}


def sharer_of(file: CaseFile, disclosure: Disclosure) -> PartnerRef | None:
    """The partner who decided to share, when still active in the partnership."""
    shared = (disclosure.sharer, disclosure.created_at)
    return next((one for one in file.members.values() if one.did(*shared)), None)


def look_again_in(office: Office, channel: str) -> int:
    """Something changed in a conversation: everything that stands there in a thread is decided anew.

    Returns how many disclosures that were.
    """
    with office.job() as unit:
        found = signals.in_threads_of(unit.session, channel)
        for number in found:
            unit.redraw(ref("D", number))
    return len(found)


def renumber(office: Office, old: str, new: str) -> None:
    """A channel has another id: follow it, and decide anew what stands in its threads.

    It was private and sharing it with another workspace has begun (slack 1): nothing may stand there.
    """
    with office.job() as unit:
        directory.move_channel(unit.session, old, new)
        outbox.move(unit.session, old=old, new=new, now=unit.now)
        unit.posted = True
        unit.note("schakel", "channel.renumber", facts={"old": old, "new": new})
    look_again_in(office, new)


def redraw_threads(session: Session, now: datetime) -> int:
    """Have everything in any thread decided anew: roles and memberships in the directory changed."""
    found = signals.in_threads_of(session, None)
    for number in found:
        outbox.change(session, ref=ref("D", number), now=now)
    return len(found)


def tidy(office: Office) -> list[int]:
    """The nightly look: what expired without anybody doing anything is ended and its readers told.

    Never needed for refusing, only for tidying up; neither is the word about records that count no more for
    who made them. Each signal is an act of its own, once a day in all
    replicas together; gives the numbers of those that damage kept from being judged.
    """
    with office.store.reading() as session:
        numbers = signals.with_anything_to_judge(session)
    return one_by_one(numbers, partial(_tidy_one, office))


def _tidy_one(office: Office, number: int) -> None:
    key = f"nightly:sharing:{office.today.isoformat()}:{number}"
    with suppress(AlreadyDone), office.job(key) as unit:
        if not recheck(office, unit, load(unit.session, number)):
            raise SealBroken
