"""What an earlier record holds, as the form takes it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.evidence_tables import ConsentRecord


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier record holds, to fill in the form: one to correct, or one that fell short today."""

    given: tuple[str, ...]
    given_on: date | None
    youth_voice: str | None
    other_holder: str | None
    recipients: tuple[int, ...]
    categories: tuple[str, ...]
    purpose: str | None
    form: str | None
    statements: tuple[str, ...]
    until: date | None
    second: int | None


def held(row: ConsentRecord) -> Before:
    """The fields of the form as this record has them."""
    days = [date.fromisoformat(day) for day in row.given.values()]
    return Before(
        given=tuple(row.given),
        given_on=max(days, default=None),
        youth_voice=row.youth_voice,
        other_holder=row.other_holder,
        recipients=tuple(one["partner"] for one in row.recipients),
        categories=tuple(row.categories),
        purpose=row.purpose,
        form=row.form,
        statements=statements_in(row),
        until=row.until,
        second=row.second,
    )


def statements_in(row: ConsentRecord) -> tuple[str, ...]:
    """What was ticked in a record."""
    held = {
        "conversation": row.active,
        "explicit": row.explicit,
        "ap_indicaties": row.ap_indicaties,
        "consequences_explained": row.consequences_explained,
    }
    return tuple(name for name, ticked in held.items() if ticked)
