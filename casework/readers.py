"""Who reads the card of a signal, and in which conversation what is said of it may stand.

The whole channel of its partnership, or only chosen people: author, lead, coordinator, and the tagged
partners. Everything that is queued for, drawn in or listed before a conversation or a person asks here, or
asks `permissions.relations`, which does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from casework.casefile import CaseFile
from casework.people import PartnerRef
from casework.refs import number, ref
from storage import outbox
from storage.directory_tables import Partnership
from storage.repositories import exceptions, regie, signals
from storage.signal_tables import Disclosure, Readers, Signal
from storage.unit_of_work import Unit

CARD, PROMPT, OFFER = "signal.card", "consent.prompt", "disclosure.offer"
# Says in the channel that a signal exists which others read, and nothing of it.
EXISTS = "signal.exists"
_LOWEST = "N0"


def usual(level: str) -> Readers:
    """A gut feeling goes to chosen people, unless its author says otherwise."""
    return Readers.CHOSEN if level == _LOWEST else Readers.CHANNEL


def everybody(signal: Signal) -> bool:
    """Whether all of the partnership's channel reads the card."""
    return signal.readers == Readers.CHANNEL


def conversation(signal: Signal, partnership: Partnership) -> str | None:
    """Where the card stands and what is said in its thread; None where it stands in no conversation."""
    return partnership.channel if everybody(signal) else None


def may_stand(session: Session, kind: str, reference: str | None) -> bool:
    """Whether a post of this kind may stand in a conversation of several people, by what it is about."""
    found = _signal_of(session, reference or "")
    return found is None or kind == EXISTS or everybody(found)


def put_card(unit: Unit, signal: Signal, partnership: Partnership, due_at: datetime) -> None:
    """Queue what stands in the channel: the card with its prompt, or that it exists, or nothing."""
    this, channel = ref("S", signal.id), conversation(signal, partnership)
    if channel is not None:
        card = unit.post(CARD, channel, ref=this, due_at=due_at, dedupe=f"{this}:card")
        unit.post(PROMPT, channel, ref=this, parent_id=card, dedupe=f"{this}:prompt")
    elif partnership.tells_of_chosen:
        unit.post(EXISTS, partnership.channel, ref=this, due_at=due_at, dedupe=f"{this}:exists")


def choose(
    unit: Unit,
    signal: Signal,
    partnership: Partnership,
    readers: Readers,
    due_at: datetime | None = None,
) -> bool:
    """Let others read it, from now on or from `due_at`; what stands in the channel follows at once.

    False when they read it already.
    """
    if signal.readers == readers:
        return False
    this = ref("S", signal.id)
    signal.readers = readers
    unit.session.add(signal)
    unit.session.flush()
    for what in ("card", "prompt", "exists"):
        unit.withdraw(ref=this, prefix=f"{this}:{what}")
    put_card(unit, signal, partnership, due_at or unit.now)
    return True


def put_offer(unit: Unit, file: CaseFile, disclosure: Disclosure, recipients: Sequence[PartnerRef]) -> None:
    """Queue the offer of details: in the thread of the card, else to each recipient alone."""
    this, channel = ref("D", disclosure.id), conversation(file.signal, file.partnership)
    if channel is not None:
        card = outbox.find(unit.session, ref=ref("S", file.number), kind=CARD)
        unit.post(OFFER, channel, ref=this, parent_id=card, dedupe=f"{this}:offer")
        return
    for one in recipients:
        if one.user_id is not None:
            unit.post(OFFER, one.user_id, ref=this, dedupe=f"{this}:offer:{one.id}")


def _signal_of(session: Session, reference: str) -> Signal | None:
    """The signal that a reference is about, itself or through what was shared, invoked or asked of it."""
    if (found := number("S", reference)) is not None:
        return signals.signal(session, found)
    for letter, look in _OF_A_SIGNAL:
        if (found := number(letter, reference)) is not None:
            row = look(session, found)
            return signals.signal(session, row.signal_id) if row is not None else None
    return None


_OF_A_SIGNAL = (("D", signals.disclosure), ("X", exceptions.entry), ("R", regie.request), ("H", regie.offer))
