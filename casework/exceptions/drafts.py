"""What somebody typed in an exception form and did not send: kept sealed until it is sent or erased."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework.casefile import CaseFile, load
from casework.office import Office
from casework.people import Person, Seen
from casework.permissions import require
from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from storage.repositories import exceptions
from storage.sealing import place_of, sealed_field
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Typed:
    """An exception form as typed: option values, and reasoning per condition."""

    purpose: str = ""
    recipients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)
    reviewer: str = ""
    informed: str = ""
    informed_reason: str = field(default="", repr=False)
    until: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing worth keeping was typed."""
        return not (any(self.reasons.values()) or self.informed_reason)


def keep_draft(
    office: Office, person: Person, number: int, ground: str, typed: Typed, at: datetime | None = None
) -> None:
    """Keep what was typed by who may invoke this ground; an older keystroke never overwrites a newer one.

    Nothing is audited.
    """
    if typed.empty or not _may_invoke(office, person, ground):
        return
    with office.act("", person) as unit:
        file = load(unit.session, number)
        require("exception.record", person, file.signal, file.tagged)
        if not file.in_force:  # ended while somebody was typing
            return
        when = at or unit.now
        if any(_sent(entry, person, ground, when) for entry in file.exceptions):
            return
        row = ExceptionDraft(signal_id=number, author=person.user_id, ground=ground, at=when)
        sealed = unit.vault.seal(file.keys, place_of(row, "typed"), _written(typed))
        exceptions.put_draft(unit.session, row, sealed)


def _may_invoke(office: Office, person: Person, ground_id: str) -> bool:
    """Whether the ground is in use here and this role may invoke it, whatever the case is like by now."""
    ground = office.book.grounds.get(ground_id)
    if ground is None or person.partner is None or not office.policy.shows(ground):
        return False
    return office.policy.has(ground.invokers, person.partner.role)


def _sent(entry: ExceptionEntry, person: Person, ground: str, when: datetime) -> bool:
    """Whether this form was sent after that keystroke, which only came through later."""
    return (entry.invoker, entry.ground) == (person.user_id, ground) and when <= entry.granted_at


def read_draft(office: Office, unit: Unit, seen: Seen, file: CaseFile, ground: str) -> Typed:
    """What this person left in the form of this ground; an empty form when nothing was kept."""
    row = exceptions.draft(unit.session, file.number, seen.person.user_id, ground)
    sealed = sealed_field(row, "typed") if row is not None else None
    if row is None or sealed is None:
        return Typed()
    permit = office.gate.own_words(unit, file, row, seen)
    held: dict[str, Any] = json.loads(office.gate.open(sealed, permit, unit.now))
    return Typed(recipients=tuple(held.pop("recipients")), categories=tuple(held.pop("categories")), **held)


def _written(typed: Typed) -> str:
    held = {name: getattr(typed, name) for name in Typed.__dataclass_fields__}
    return json.dumps(held | {"reasons": dict(typed.reasons)})
