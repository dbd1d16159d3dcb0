"""Looks for every kind at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from rules.identifiers.finding import Finding
from rules.identifiers.numbers import find_accounts, find_birth_dates, find_bsn, find_phone
from rules.identifiers.plain import fold
from rules.identifiers.words import find_addresses, find_own_name, find_possible_names


def find_identifiers(
    text: str,
    *,
    names: Sequence[str] = (),
    known: Collection[str] = (),
    today: date | None = None,
) -> list[Finding]:
    """What identifies somebody in `text`, in order of place; offsets refer to the text as given.

    `names` are those of the young person, of whom no part may appear; `known` are names that may
    (partners, organisations); `today` (local date) tells dates of birth from other dates.
    """
    plain = fold(text)
    hard = [
        *find_bsn(plain),
        *find_phone(plain),
        *find_accounts(plain),
        *find_birth_dates(plain, today),
        *find_addresses(plain),
        *find_own_name(plain, names),
    ]
    soft = [
        one
        for one in find_possible_names(plain, known)
        if not any(found.start < one.end and one.start < found.end for found in hard)
    ]
    return sorted({*hard, *soft}, key=lambda one: (one.start, one.end, one.kind))
