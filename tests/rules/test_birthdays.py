"""The birthday rules of section 3: 12, 16 and 18, from midnight in Amsterdam."""

from __future__ import annotations

from typing import Any

from rules.book import Rulebook
from tests.rules.making import Raw, Sentence, case, check, told, yes

CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}


def care(age: int, *consents: Raw, **changes: Any) -> Raw:
    """A case of a youth care worker sharing with the mentor."""
    return case(age, **{**CARE, "consents": consents, **changes})


def both_care(*who: str, **changes: Any) -> Raw:
    """A record by these persons that covers the care request."""
    return yes(*who, **{**CARED, **changes})


@told(
    Sentence(
        "3a",
        "12th birthday in care: parents' consent alone is no longer enough",
        care(12, both_care("moeder", on="2026-11-22")),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "3a",
        "the day before, it still is",
        care(0, both_care("moeder"), dob="2014-11-24"),
        "OK_CONSENT",
    ),
    Sentence(
        "3b",
        "16th birthday: consent given only by parents lapses",
        case(0, dob="2010-11-23", consents=[yes("moeder", on="2026-11-22")]),
        "LAPSED_16",
        "ASK_YOUTH",
    ),
    Sentence(
        "3b",
        "a parent who signed on the birthday itself is just not the one to ask",
        case(0, dob="2010-11-23", consents=[yes("moeder", on="2026-11-23")]),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "3b",
        "the youth's co-consent at 15 under care carries over",
        care(0, both_care("jongere", "moeder", on="2026-11-01"), dob="2010-11-20"),
        "OK_CONSENT",
    ),
    Sentence(
        "3b",
        "a signature of a 15-year-old under avg does not",
        case(0, dob="2010-11-20", consents=[yes("jongere", "moeder")]),
        "LAPSED_16",
    ),
    Sentence(
        "3b",
        "a 15-year-old alone under avg: no adult signed, so nothing lapsed",
        case(0, dob="2010-11-20", consents=[yes("jongere")]),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "5c",
        "carrying over depends on the regime of the items asked for",
        case(0, dob="2010-11-20", sender="mentor", regime="jeugdhulp", consents=[yes("jongere", "moeder")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "LAPSED_16 only when the youth has not validly signed",
        case(
            0,
            dob="2010-11-20",
            consents=[yes(given={"moeder": "2026-11-01", "jongere": "2026-11-21"})],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a signature by the youth before the 12th birthday does not count",
        care(0, both_care("jongere", "moeder", on="2026-11-19"), dob="2014-11-20"),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "5c",
        "nor does it count as heard",
        case(0, dob="2014-11-20", consents=[yes("jongere", "moeder", on="2026-11-19")]),
        "YOUTH_NOT_HEARD",
    ),
    Sentence(
        "5c",
        "given.jongere counts as heard and instemmend",
        case(14, consents=[yes("jongere", "moeder")]),
        "OK_CONSENT",
    ),
    Sentence(
        "P3",
        "the birthday counts from 00:00 local time",
        case(0, dob="2010-11-24", now="2026-11-23T23:00:00Z", consents=[yes("jongere", on="2026-11-24")]),
        "OK_CONSENT",
    ),
    Sentence(
        "P3",
        "one second before, not yet",
        case(0, dob="2010-11-24", now="2026-11-23T22:59:59Z", consents=[yes("jongere", on="2026-11-23")]),
        "MISSING_CONSENTER",
        "ASK_PARENT",
    ),
    Sentence(
        "3",
        "leap-day birthdays: 18 on 1 March",
        case(
            0,
            dob="2008-02-29",
            now="2026-02-28T12:00:00+01:00",
            capacity="wilsonbekwaam",
            consents=[yes("moeder", on="2026-02-01")],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "leap-day birthdays: an adult from 1 March",
        case(
            0,
            dob="2008-02-29",
            now="2026-03-01T00:00:00+01:00",
            capacity="wilsonbekwaam",
            consents=[yes("moeder", on="2026-02-01")],
        ),
        "INCAPABLE_NO_REP",
    ),
)
def test_birthdays(sentence: Sentence, book: Rulebook) -> None:
    """At 12, 16 and 18 others must consent, from midnight in Amsterdam."""
    check(sentence, book)
