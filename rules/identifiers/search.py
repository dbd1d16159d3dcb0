"""Looks for every kind at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from rules.folding import words_of
from rules.identifiers.accounts import find_accounts
from rules.identifiers.calendar import find_birth_dates, moments_in
from rules.identifiers.finding import Finding
from rules.identifiers.lexicon import read_all
from rules.identifiers.names import find_own_name, find_possible_names
from rules.identifiers.numbers import find_bsn, find_ibans, find_mobiles, find_phones, ordinary_numbers
from rules.identifiers.places import find_postcodes, find_streets
from rules.identifiers.plain import fold, without
from rules.identifiers.plates import find_plates

_DIGIT = re.compile(r"\d")
# What looks like a number of every kind, and names in every place.
_ANY_TEXT = (
    "Aangemeld bij Het Boks College: roos, hij is van 2009, 1234 ab, Kerkstraat 1, 06-12345678; Noor (12)."
)


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
    accepted = {word for one in known for word in words_of(one)}
    hard = [*find_accounts(plain.text, accepted), *find_own_name(plain.text, names)]
    if _DIGIT.search(plain.text):
        hard += _numbers(plain.text, today)
    hard, dates = [one for one in hard if one.hard], [one for one in hard if not one.hard]
    soft = [
        one
        for one in (*dates, *find_possible_names(plain.text, accepted))
        if not any(found.start < one.end and one.start < found.end for found in hard)
    ]
    found = {Finding(one.kind, *plain.span(one.start, one.end)) for one in (*hard, *soft)}
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


def get_ready() -> None:
    """Read every list and pattern, so that the first text of the day is searched as fast as any other."""
    read_all()
    find_identifiers(_ANY_TEXT, names=("Jan de Boer",), today=date(2026, 11, 24))


def holds_bsn(text: str) -> bool:
    """Whether there is a citizen service number in a text of any kind, sealed text included."""
    plain = fold(text).text
    return bool(_DIGIT.search(plain)) and bool(_bsns(plain, _rest(plain, None)))


def holds_name(text: str, names: Sequence[str]) -> bool:
    """Whether any part of these names of a young person stands in a text."""
    return any(True for _ in find_own_name(fold(text).text, names))


def _numbers(text: str, today: date | None) -> list[Finding]:
    """What is a date, a time or an amount is taken out before anything looks for a number of somebody."""
    rest = _rest(text, today)
    return [
        *_bsns(text, rest),
        *find_mobiles(rest),
        *find_phones(rest),
        *find_ibans(text),
        *find_plates(text),
        *find_postcodes(rest),
        *find_birth_dates(text, today),
        *find_streets(text),
    ]


def _rest(text: str, today: date | None) -> str:
    return without(text, [*moments_in(text, today), *ordinary_numbers(text)])


def _bsns(text: str, rest: str) -> list[Finding]:
    """A phone or an account is no BSN, although nine of its digits may pass for one."""
    others = (*find_mobiles(rest), *find_phones(rest), *find_ibans(text))
    return list(find_bsn(without(rest, [(one.start, one.end) for one in others])))
