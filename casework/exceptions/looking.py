"""What messages may say of an exception: its ground, its signal, who judges; never a reasoning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import NotForYou
from casework.exceptions.independence import why_not
from casework.exceptions.unreviewed import Unreviewed, earlier
from casework.office import Office
from casework.people import PartnerRef
from casework.refs import ref
from rules.vocabulary import Ground
from storage.evidence_tables import ExceptionEntry
from storage.repositories import exceptions


@dataclass(frozen=True, slots=True)
class ExceptionCard:
    """An exception as its messages show it; `state` is open, waiting, approved, rejected or revoked.

    `earlier` are uses of the fast ground by the same person that nobody reviewed, `to_complete` the reasons
    that are still asked for in words of their own.
    """

    ref: str
    signal_ref: str
    ground: Ground
    state: str
    invoker: str
    reviewer: str | None
    recipients: tuple[PartnerRef, ...]
    granted_at: datetime
    earlier: tuple[Unreviewed, ...] = ()
    to_complete: tuple[str, ...] = ()


def card(office: Office, number: int) -> ExceptionCard:
    """One exception by number, for a message about to be drawn; raises `NotForYou`."""
    with office.store.reading() as session:
        entry = exceptions.entry(session, number)
        if entry is None:
            raise NotForYou
        return card_of(office, load(session, entry.signal_id), entry)


def card_of(office: Office, file: CaseFile, entry: ExceptionEntry) -> ExceptionCard:
    """The same for loaded rows."""
    return ExceptionCard(
        ref=ref("X", entry.id),
        signal_ref=ref("S", entry.signal_id),
        ground=office.book.grounds[entry.ground],
        state=_state(entry),
        invoker=entry.invoker,
        reviewer=entry.reviewer,
        recipients=file.chosen({one["partner"] for one in entry.recipients}),
        granted_at=entry.granted_at,
        earlier=_earlier(office, file, entry),
        to_complete=tuple(entry.to_complete),
    )


def _earlier(office: Office, file: CaseFile, entry: ExceptionEntry) -> tuple[Unreviewed, ...]:
    invoker = file.partner_of(entry.invoker)
    return () if invoker is None else earlier(office, file, invoker, office.clock.now(), entry)


def waiting_for(office: Office, user_id: str) -> tuple[ExceptionCard, ...]:
    """The exceptions that wait for this reviewer, oldest first; none for who cannot judge them (any more)."""
    with office.store.reading() as session:
        rows = [row for row in exceptions.waiting_for(session, user_id) if _may_judge(session, row, user_id)]
        return tuple(card_of(office, load(session, row.signal_id), row) for row in rows)


def _may_judge(session: Session, entry: ExceptionEntry, user_id: str) -> bool:
    recipients = [one["partner"] for one in entry.recipients]
    return why_not(session, user_id, entry.invoker, recipients) is None


def _state(entry: ExceptionEntry) -> str:
    if entry.approved is False:
        return "rejected"
    if entry.revoked_at is not None:
        return "revoked"
    if entry.approved:
        return "approved"
    return "waiting" if entry.reviewer else "open"
