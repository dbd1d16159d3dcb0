"""Until when each signal is kept, computed at asking; nothing of this is stored but one sealed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.casefile import CaseFile
from casework.gate import Gate
from casework.refs import ref
from rules.birth import BirthDate
from rules.policy import Policy
from rules.retention import HUNCH, Ending, Kept, content_ends, of_age, records_end
from storage.errors import SealBroken, WrongKey
from storage.repositories import exceptions, retention, signals
from storage.retention_tables import RecordTerm
from storage.sealing import Purpose, place_of, sealed_field
from storage.signal_tables import WITH_CONTENT, Item, Signal, SignalKeys, SignalState
from storage.unit_of_work import Unit

CONTENT, RECORDS = "content", "records"
NOTICE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Going:
    """What goes from a day on: the content of a signal, or the records about it; and by which term."""

    number: int
    what: str
    ending: Ending
    open: bool

    @property
    def ref(self) -> str:
        """The signal."""
        return ref("S", self.number)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What terms are counted with: the gate for birth dates, the policy of the day, the local zone."""

    gate: Gate
    policy: Policy
    zone: ZoneInfo

    def day(self, at: datetime) -> date:
        """The local date of an instant."""
        return at.astimezone(self.zone).date()


def going(session: Session, calendar: Calendar, until: date) -> tuple[Going, ...]:
    """Whatever goes on or before this day, the oldest first."""
    born = {one.signal_id: one for one in retention.identities_of(session)}
    found = [
        *(
            _content(session, calendar, *one, born.get(one[0].id or 0))
            for one in retention.with_content(session)
        ),
        *(_records(session, calendar, *one) for one in retention.with_records(session)),
    ]
    return tuple(sorted((one for one in found if one.ending.on <= until), key=_order))


def ending_of(session: Session, calendar: Calendar, number: int) -> Going | None:
    """What goes first of one signal; None when nothing is left of it."""
    signal, keys = signals.signal(session, number), signals.keys(session, number)
    if signal is None or keys is None:
        return None
    if signal.state in WITH_CONTENT:
        identity = next((one for one in signals.items(session, number) if one.kind == "identity"), None)
        return _content(session, calendar, signal, keys, identity)
    if signal.state == SignalState.RESTRICTED:
        return None  # somebody asked to keep it, and to use none of it
    return None if keys.accountability_key is None else _records(session, calendar, signal, keys)


def _content(
    session: Session, calendar: Calendar, signal: Signal, keys: SignalKeys, identity: Item | None
) -> Going:
    sealed = None if identity is None else sealed_field(identity, "birth_date")
    text = calendar.gate.day_for_terms(sealed, keys) if keys.content_key is not None else None
    born = None if text is None else BirthDate.of(text)
    kept = _kept(session, calendar, signal, of_age(born, calendar.policy))
    open_ = signal.state == SignalState.OPEN
    return Going(signal.id or 0, CONTENT, content_ends(kept, calendar.policy), open_)


def _records(session: Session, calendar: Calendar, signal: Signal, keys: SignalKeys) -> Going:
    term = retention.term(session, signal.id or 0)
    sealed = None if term is None else sealed_field(term, "of_age", Purpose.ACCOUNTABILITY)
    text = calendar.gate.day_for_terms(sealed, keys)
    aged = None if text is None else date.fromisoformat(text)
    kept = _kept(session, calendar, signal, aged)
    return Going(signal.id or 0, RECORDS, records_end(kept, calendar.policy), open=False)


def keep_day(unit: Unit, calendar: Calendar, file: CaseFile) -> None:
    """Before the content goes: remember, sealed, a birthday on which the records go before their own term."""
    born = _born(calendar.gate, file)
    aged, today = of_age(born, calendar.policy), calendar.day(file.signal.closed_at or unit.now)
    ends = records_end(Kept(file.signal.level, today, today, today, of_age=aged), calendar.policy)
    if aged is None or ends.on != aged:
        return
    row = RecordTerm(signal_id=file.number)
    row.of_age = unit.vault.seal(file.keys, place_of(row, "of_age", Purpose.ACCOUNTABILITY), aged.isoformat())
    unit.session.merge(row)
    unit.session.flush()


def _born(gate: Gate, file: CaseFile) -> BirthDate | None:
    """A date of birth that is damaged is none: erasing never waits for it."""
    try:
        return gate.born(file)
    except (SealBroken, WrongKey):
        return None


def _kept(session: Session, calendar: Calendar, signal: Signal, aged: date | None) -> Kept:
    return Kept(
        level=signal.level,
        created=calendar.day(signal.created_at),
        active=calendar.day(signal.active_at),
        closed=None if signal.closed_at is None else calendar.day(signal.closed_at),
        followed=signal.level != HUNCH or _followed(session, signal.id or 0),
        of_age=aged,
        draft=signal.state == SignalState.DRAFT,
    )


def _followed(session: Session, number: int) -> bool:
    """Whether anybody did something with it: reacted, shared, or recorded what sharing rests on."""
    reacted = any(one.reaction is not None for one in signals.tags(session, number))
    return reacted or bool(
        signals.disclosures(session, number)
        or signals.consents(session, number)
        or exceptions.of_signal(session, number)
    )


def _order(one: Going) -> tuple[date, int, str]:
    return one.ending.on, one.number, one.what
