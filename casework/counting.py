"""For whom of those it names a record counts: not for who made it, nor for who may be somebody else by now.

Whoever did not write an item cannot alone make themselves its recipient; and consent names a person, not a
line in the list of partners.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.casefile import CaseFile
from casework.people import PartnerRef, same_person
from casework.regie.leading import acting_lead, is_active
from storage.evidence_tables import ConsentRecord, ExceptionEntry
from storage.signal_tables import Item

Record = ConsentRecord | ExceptionEntry


def for_whom(file: CaseFile, row: Record, items: Collection[Item]) -> Sequence[Mapping[str, Any]]:
    """The recipients that a record counts for when these items are to be shared."""
    wrote_all = all(item.author == recorder(row) for item in items)
    barred = set() if wrote_all or confirmed(row) else {one.id for one in named_themselves(file, row)}
    barred |= {one.id for one in perhaps_others(file, row)}
    return [one for one in row.recipients if one["partner"] not in barred]


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
    wrote_all = all(item.author == recorder(row) for item in file.items)
    return not wrote_all and not confirmed(row) and bool(named_themselves(file, row))


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
    for account in (file.signal.author, acting_lead(file), file.partnership.coordinator):
        if account is None or not is_active(file, account) or account == recorder(row):
            continue
        if not any(is_account(file, account, one) for one in alike):
            return account
    return None


def is_account(file: CaseFile, account: str, partner: PartnerRef) -> bool:
    """Whether the person behind this account is that partner."""
    behind = file.partner_of(account)
    return partner.user_id == account or (behind is not None and same_person(behind, partner))


def _said_since(at: str | None, since: datetime) -> bool:
    return at is not None and datetime.fromisoformat(at) >= since
