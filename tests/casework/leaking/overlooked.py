"""Checks taken out on purpose: of opened grounds, hurry, who decided along, whose account is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlmodel import col, select

from casework import deliveries, evidence
from casework.acute import completing
from casework.casefile import load
from casework.consent import guardian
from casework.errors import Refused
from casework.grounds import opening
from casework.partners import closed
from casework.people import partner_ref
from rules.model import Review
from storage.directory_tables import Partner
from storage.evidence_tables import ExceptionEntry
from storage.ground_tables import GroundOpening
from storage.repositories import directory, exceptions, grounds
from tests.casework.leaking.people import COORDINATORS
from tests.casework.leaking.removal import Removal, Replacement, nothing


def closed_ground_still_counts() -> Iterator[Replacement]:
    """What the privacy officer once opened stays open."""

    def opened(session: Any) -> frozenset[str]:
        agreed = select(GroundOpening).where(col(GroundOpening.agreed_at).is_not(None))
        return frozenset(one.ground for one in session.exec(agreed))

    yield grounds, "opened", opened


def no_recheck_on_closing() -> Iterator[Replacement]:
    """A ground is closed, and what stands in threads because of it stays."""
    yield opening, "recheck", nothing


def third_acute_use_is_free() -> Iterator[Replacement]:
    """Two uses of acute danger that nobody reviewed do not keep the same person from a third elsewhere."""

    def elsewhere(*args: object) -> tuple[()]:
        return ()

    yield exceptions, "vital_elsewhere", elsewhere


def review_taken_for_granted() -> Iterator[Replacement]:
    """A ground counts as if somebody else had reviewed it."""
    true = evidence.exception

    def exception(entry: Any) -> Any:
        return replace(true(entry), review=Review("U0NIEMAND", entry.granted_at))

    yield evidence, "exception", exception


def reasons_after_judgement() -> Iterator[Replacement]:
    """The reasons of acute danger are written anew after somebody judged them."""
    true = completing._mine

    def mine(unit: Any, person: Any, number: int) -> Any:
        try:
            return true(unit, person, number)
        except Refused:
            entry = unit.session.get_one(ExceptionEntry, number)
            return entry, load(unit.session, entry.signal_id)

    yield completing, "_mine", mine


def guardian_decides_alone() -> Iterator[Replacement]:
    """An institution that is itself the guardian says yes without anybody beside whoever records it."""
    yield guardian, "decided_along", nothing


def anybody_decides_along() -> Iterator[Replacement]:
    """Beside whoever records it for the guardian stands any partner, of whatever organisation."""

    def seconds(session: Any, person: Any) -> tuple[Any, ...]:
        return tuple(map(partner_ref, session.exec(select(Partner))))

    yield guardian, "seconds", seconds


def alarms_name_anybody() -> Iterator[Replacement]:
    """What did not reach somebody says whom, also who judges or was asked something."""

    def not_reached(office: Any, alarm: Any) -> str | None:
        target = re.search(r"U0[A-Z]+", alarm.dedupe or "")
        with office.store.reading() as session:
            row = directory.partner_of_user(session, target[0]) if target else None
        return row.name if row is not None else None

    yield deliveries, "not_reached", not_reached


def closed_account_told_whole() -> Iterator[Replacement]:
    """Each coordinator hears of all that somebody holds whose account was closed, elsewhere too."""
    true = closed.facts

    def facts(office: Any, partner: int, coordinator: str) -> Any:
        found = [one for who in COORDINATORS.values() if (one := true(office, partner, who))]
        return replace(found[0], held=tuple(this for one in found for this in one.held)) if found else None

    yield closed, "facts", facts


OVERLOOKED = (
    Removal(closed_ground_still_counts, "", ("lean_on_opened", "report")),
    Removal(no_recheck_on_closing, "", ("lean_on_opened", "report")),
    Removal(third_acute_use_is_free, "", ("share_at_once", "judge")),
    Removal(review_taken_for_granted, "", ("invoke", "object", "share", "lean_on_opened")),
    Removal(guardian_decides_alone, "", ("decide_itself", "report")),
    Removal(anybody_decides_along, "", ("decide_itself", "report")),
    Removal(alarms_name_anybody, "", ("invoke", "close_account")),
    Removal(closed_account_told_whole, "", ("close_account", "report")),
    Removal(reasons_after_judgement, "", ("share_at_once", "share_at_once_on", "complete")),
)
