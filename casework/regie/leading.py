"""Who has regie over a signal, as long as that account still works here."""

from __future__ import annotations

from casework.casefile import CaseFile


def is_active(file: CaseFile, user_id: str) -> bool:
    """Whether this account is an active partner of the partnership, or its coordinator."""
    partners = {one.user_id for one in file.members.values()}
    coordinates = file.partnership.active and user_id == file.partnership.coordinator
    return user_id in partners or coordinates


def acting_author(file: CaseFile) -> str | None:
    """Who reported it, as long as that person still works here; not who has their account by now."""
    signal = file.signal
    behind = file.partner_of(signal.author)
    another = behind is not None and not behind.did(signal.author, signal.created_at)
    return signal.author if is_active(file, signal.author) and not another else None


def acting_lead(file: CaseFile) -> str | None:
    """Who has regie now; None when the account left, and then it is on the coordinator's list."""
    lead = file.signal.lead
    return lead if lead is not None and is_active(file, lead) else None
