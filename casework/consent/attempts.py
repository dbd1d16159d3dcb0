"""How somebody who must still consent was sought in vain, as it stands in the records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from storage.evidence_tables import ConsentRecord

WAYS = ("telefoon", "bericht", "e_mail", "brief", "huisbezoek", "via_ander")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whom somebody sought by which of the `WAYS` on which day; a person by code."""

    who: str
    on: date
    way: str


def attempts(records: Sequence[ConsentRecord], who: Collection[str]) -> tuple[Attempt, ...]:
    """How these persons were sought, the oldest first; each day and way once."""
    found = {
        Attempt(one["who"], date.fromisoformat(one["on"]), one["way"])
        for record in records
        for one in record.tried
        if one["who"] in who
    }
    return tuple(sorted(found, key=lambda one: (one.on, one.who, one.way)))
