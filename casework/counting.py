"""For whom of those it names a record counts: not for who made it, nor for who may be somebody else by now.

Whoever did not write an item cannot alone make themselves its recipient; and consent names a person, not a
line in the list of partners.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.casefile import CaseFile
from casework.people import PartnerRef, same_person
from casework.refs import ref
from casework.regie.leading import acting_author, acting_lead
from storage.evidence_tables import ConsentRecord, ExceptionEntry
from storage.signal_tables import Item

Record = ConsentRecord | ExceptionEntry


def for_whom(file: CaseFile, row: Record, items: Collection[Item]) -> Sequence[Mapping[str, Any]]:
    """The recipients that a record counts for when these items are to be shared."""
    barred = {one.id for one in perhaps_others(file, row)}
    if not _wrote_all(file, row, items) and not confirmed(row):
        barred |= {one.id for one in named_themselves(file, row)}
    return [one for one in row.recipients if one["partner"] not in barred]


def standing_records(file: CaseFile) -> list[Record]:
    """The records of a case that were neither replaced nor taken back: grounds, then what was said."""
    return [*(one for one in file.exceptions if one.revoked_at is None), *file.consents]


def name_of(row: Record) -> str:
    """By which a record is named on a button, in the key of a message and in the audit."""
    return str(row.id) if isinstance(row, ConsentRecord) else ref("X", row.id)


def recorder(row: Record) -> str:
    """The account that recorded this."""
    return row.recorded_by if isinstance(row, ConsentRecord) else row.invoker


def recorded_at(row: Record) -> datetime:
    """When it was recorded."""
    return row.recorded_at if isinstance(row, ConsentRecord) else row.granted_at


def confirmed(row: Record) -> bool:
    """Whether somebody else stands behind this record: who was asked to, or the reviewer of its ground."""
    reviewed = isinstance(row, ExceptionEntry) and bool(row.approved)
    return row.confirmed_at is not None or reviewed


def must_be_confirmed(file: CaseFile, row: Record) -> bool:
    """Whether it names who made it and could open what somebody else wrote, and nobody stands behind it."""
    return not _wrote_all(file, row, file.items) and not confirmed(row) and bool(named_themselves(file, row))


def named(file: CaseFile, row: Record) -> tuple[PartnerRef, ...]:
    """The present partners that a record names."""
    return file.chosen({one["partner"] for one in row.recipients})


def named_themselves(file: CaseFile, row: Record) -> tuple[PartnerRef, ...]:
    """Who of those named recorded it, under whichever account."""
    return tuple(one for one in named(file, row) if is_account(file, recorder(row), one))


def perhaps_others(file: CaseFile, row: Record) -> tuple[PartnerRef, ...]:
    """Who of those named got an account or another name since; nobody said yet that it is still them."""
    at, said = recorded_at(row), row.same_person
    return tuple(
        one
        for one in named(file, row)
        if one.person_since is not None
        and at <= one.person_since
        and not _said_since(said.get(str(one.id)), one.person_since)
    )


def confirmer(file: CaseFile, row: Record) -> str | None:
    """Who may confirm that somebody named themselves: the reporter, else the lead, else the coordinator.

    Only somebody who is present and not the same person; None when there is nobody.
    """
    alike = named_themselves(file, row)
    for account in (acting_author(file), acting_lead(file), file.partnership.coordinator):
        if account is None or account == recorder(row):
            continue
        if not any(is_account(file, account, one) for one in alike):
            return account
    return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record names a partner and does not count for them yet.

    `same` says that it is to be said whether this is the person who was named; else `on` is the account that
    may confirm it, or None when nobody here can.
    """

    same: bool
    on: str | None = None


def waiting(file: CaseFile, partner: PartnerRef) -> Waiting | None:
    """What a record that names this partner waits for, when there is one; the last that was made first."""
    for row in reversed(standing_records(file)):
        if partner in perhaps_others(file, row):
            return Waiting(same=True)
        if must_be_confirmed(file, row) and partner in named_themselves(file, row):
            return Waiting(same=False, on=confirmer(file, row))
    return None


def is_account(file: CaseFile, account: str, partner: PartnerRef) -> bool:
    """Whether the person behind this account is that partner."""
    behind = file.partner_of(account)
    return partner.user_id == account or (behind is not None and same_person(behind, partner))


def _wrote_all(file: CaseFile, row: Record, items: Collection[Item]) -> bool:
    """Whether who recorded this wrote these items, and not somebody who had the account before."""
    behind = file.partner_of(recorder(row))
    since = behind.person_since if behind is not None else None
    return all(
        item.author == recorder(row) and (since is None or not item.created_at <= since < recorded_at(row))
        for item in items
    )


def _said_since(at: str | None, since: datetime) -> bool:
    return at is not None and datetime.fromisoformat(at) >= since
