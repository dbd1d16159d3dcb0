"""What messages may say about a disclosure: to whom, whether it still stands; never a detail."""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import load
from casework.errors import NotForYou
from casework.office import Office
from casework.people import PartnerRef
from casework.refs import ref
from storage.repositories import signals


@dataclass(frozen=True, slots=True)
class Offer:
    """A disclosure as its message in the thread shows it."""

    ref: str
    signal_ref: str
    recipients: tuple[PartnerRef, ...]
    ended: bool
    sharer: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A disclosure that (partly) closed, as those who received it are told; `code` is why."""

    ref: str
    signal_ref: str
    mode: str
    code: str | None


def offer(office: Office, number: int) -> Offer:
    """One disclosure, for rendering its message."""
    with office.store.reading() as session:
        disclosure = signals.disclosure(session, number)
        if disclosure is None:
            raise NotForYou
        file = load(session, disclosure.signal_id)
        return Offer(
            ref=ref("D", number),
            signal_ref=ref("S", file.number),
            recipients=file.chosen(disclosure.recipients),
            ended=disclosure.ended_at is not None or not file.in_force,
            sharer=disclosure.sharer,
        )


def stopped(office: Office, number: int) -> Stopped:
    """One disclosure, also of an erased signal: the word that it is over must still get through."""
    with office.store.reading() as session:
        disclosure = signals.disclosure(session, number)
        if disclosure is None:
            raise NotForYou
        return Stopped(
            ref("D", number), ref("S", disclosure.signal_id), disclosure.mode, disclosure.ended_code
        )
