"""Who read, shared or was refused what, out of the audit chain; never a word of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from casework import refs
from casework.casefile import load
from casework.errors import NotForYou
from casework.office import Office
from casework.people import PartnerRef, Person, partner_ref
from casework.permissions import require, require_grant
from casework.refs import ref
from rules.walltime import instant
from storage.audit_tables import AuditRow
from storage.repositories import directory, exceptions, lookback, signals
from storage.repositories.lookback import ALLOWED, Asked

SHOW = "lookback.show"
LOG = "lookback.log"
EXPORT = "lookback.export"
LETTER = "lookback.letter"
# The decision at a press, in the same act as the reading: it says on which ground that was.
OPENED = "disclosure.open"


class What(StrEnum):
    """What somebody did, as the list tells it."""

    READ = "read"
    OWN = "own"
    REVIEW = "review"
    RIGHTS = "rights"
    DECISIONS = "decisions"
    THREAD = "thread"
    SHARED = "shared"
    LOOKED = "looked"
    REFUSED = "refused"
    OTHER = "other"


class Sort(StrEnum):
    """What the privacy officer can choose to see of the log."""

    ALL = "all"
    READ = "read"
    SHARED = "shared"
    REFUSED = "refused"


_WHAT: Mapping[str, What] = {
    "disclosure.read": What.READ,
    "read.own": What.OWN,
    "read.review": What.REVIEW,
    "read.rights": What.RIGHTS,
    "overleg.decisions": What.DECISIONS,
    "disclosure.thread": What.THREAD,
    "signal.share": What.SHARED,
    SHOW: What.LOOKED,
    EXPORT: What.LOOKED,
    LETTER: What.LOOKED,
}
# The acts by which something sealed, or who read it, came before somebody's eyes.
READING = frozenset({What.READ, What.OWN, What.REVIEW, What.RIGHTS, What.DECISIONS, What.THREAD, What.LOOKED})
SHARING = frozenset({What.SHARED, What.THREAD})


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the log: who did what to which reference, and on which code that was decided.

    `who` is None for an account that the directory does not know, or that somebody else has by now;
    `recipients` are those to whom it came when somebody shared. `act` is as in the chain.
    """

    seq: int
    at: datetime
    account: str
    who: PartnerRef | None
    what: What
    act: str
    ref: str
    categories: tuple[str, ...] = ()
    recipients: tuple[PartnerRef, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines the privacy officer asks for; days are local and both are included."""

    signal: int | None = None
    since: date | None = None
    until: date | None = None
    account: str = ""
    sort: Sort = Sort.ALL


def of_signal(office: Office, person: Person, number: int, key: str) -> tuple[Look, ...]:
    """Who read or shared what of this signal, newest first, for author and lead; looking is noted itself.

    What was refused to whom is for the privacy officer. Raises `NotForYou`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(SHOW, person, file.signal, file.tagged)
        found = _looks(unit.session, lookback.rows(unit.session, Asked(_refs(unit.session, number))))
        unit.note(person.user_id, SHOW, ref=ref("S", number))
    return tuple(one for one in found if one.what in READING | SHARING)


def log(office: Office, person: Person, wanted: Wanted, key: str, *, act: str = SHOW) -> tuple[Look, ...]:
    """The lines of the log that were asked for, newest first; also of an erased signal.

    For the privacy officer; raises `NotForYou` for anyone else and for a number that does not exist.
    """
    with office.act(key, person) as unit:
        require_grant(LOG, person)
        named = None
        if wanted.signal is not None:
            if signals.signal(unit.session, wanted.signal) is None:
                raise NotForYou
            named = _refs(unit.session, wanted.signal)
        asked = Asked(
            named,
            None if wanted.since is None else instant(wanted.since, time(), office.zone),
            None if wanted.until is None else instant(wanted.until + timedelta(days=1), time(), office.zone),
            wanted.account,
        )
        found = _looks(unit.session, lookback.rows(unit.session, asked))
        unit.note(person.user_id, act, ref=None if wanted.signal is None else ref("S", wanted.signal))
    return tuple(one for one in found if _wanted(one, wanted.sort))


def for_letter(office: Office, person: Person, number: int, key: str) -> tuple[Look, ...]:
    """What was read and shared of a signal, oldest first, for the letter to whoever it is about.

    Not what people read back that they wrote themselves, and not who looked at this log.
    """
    found = log(office, person, Wanted(signal=number), key, act=LETTER)
    told = (READING | SHARING) - {What.OWN, What.LOOKED}
    return tuple(reversed([one for one in found if one.what in told]))


def _wanted(look: Look, sort: Sort) -> bool:
    match sort:
        case Sort.READ:
            return look.what in READING
        case Sort.SHARED:
            return look.what in SHARING
        case Sort.REFUSED:
            return look.what is What.REFUSED
        case Sort.ALL:
            return True


def _refs(session: Session, number: int) -> frozenset[str]:
    """What the chain calls a signal: itself, each of its disclosures and each of its exceptions."""
    shared = (ref("D", one.id) for one in signals.disclosures(session, number))
    return frozenset({ref("S", number), *shared, *(_grounds(session, number))})


def _grounds(session: Session, number: int) -> Iterable[str]:
    return (ref("X", one.id) for one in exceptions.of_signal(session, number))


def _looks(session: Session, rows: Sequence[AuditRow]) -> list[Look]:
    kinds = _categories(session, rows)
    partners = _partners(session, rows)
    behind = {one: directory.partner_of_user(session, one) for one in {row.actor for row in rows}}
    accounts = {one: partner_ref(row) for one, row in behind.items() if row is not None}
    opened = {
        (row.actor, row.at): row.code for row in rows if row.act == OPENED and what_of(row) is What.OTHER
    }
    return [_look(row, opened.get((row.actor, row.at)), kinds, partners, accounts) for row in rows]


def _look(
    row: AuditRow,
    opened: str | None,
    kinds: Mapping[str, Sequence[str]],
    partners: Mapping[int, PartnerRef],
    accounts: Mapping[str, PartnerRef],
) -> Look:
    now = accounts.get(row.actor)
    told = row.facts.get("categories") or [
        kind for item in row.facts.get("items") or () for kind in kinds.get(item, ())
    ]
    return Look(
        seq=row.seq,
        at=row.at,
        account=row.actor,
        who=now if now is not None and now.did(row.actor, row.at) else None,
        what=what_of(row),
        act=row.act,
        ref=row.ref or "",
        categories=tuple(dict.fromkeys(told)),
        recipients=tuple(partners[one] for one in row.facts.get("recipients") or () if one in partners),
        code=row.code or (opened if row.act == "disclosure.read" else None) or "",
    )


def what_of(row: AuditRow) -> What:
    """What a row of the chain tells of somebody's eyes."""
    if row.decision is not None and row.decision not in ALLOWED:
        return What.REFUSED
    return _WHAT.get(row.act, What.OTHER)


def _categories(session: Session, rows: Sequence[AuditRow]) -> Mapping[str, Sequence[str]]:
    """The kinds of data in each item that the rows name, also in those that were corrected since."""
    named = {UUID(one) for row in rows for one in row.facts.get("items") or ()}
    return {str(item.id): item.categories for item in signals.items_named(session, named)}


def _partners(session: Session, rows: Sequence[AuditRow]) -> Mapping[int, PartnerRef]:
    named = {one for row in rows for one in row.facts.get("recipients") or () if isinstance(one, int)}
    return {one.id: one for one in map(partner_ref, directory.partners(session, named))}


def signal_of(session: Session, reference: str) -> int | None:
    """The number of the signal to which a reference in the chain belongs."""
    if (number := refs.number("S", reference)) is not None:
        return number
    if (shared := refs.number("D", reference)) is not None:
        row = signals.disclosure(session, shared)
        return None if row is None else row.signal_id
    entry = exceptions.entry(session, refs.number("X", reference) or 0)
    return None if entry is None else entry.signal_id
