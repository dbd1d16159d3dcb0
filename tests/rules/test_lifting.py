"""What an objection touches, what lifts it and which record is reported: sections 5b and 5c."""

from __future__ import annotations

import pytest

from rules.book import Rulebook
from tests.rules.making import BOTH, Raw, Sentence, case, check, no, outcome, told, yes

HEARD = {"youth_voice": "instemmend"}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}


@told(
    Sentence(
        "5b",
        "until p consents on a later day",
        case(consents=[no("jongere", on="2026-11-10"), yes("jongere", on="2026-11-11")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "on the same day the objection wins",
        case(consents=[no("jongere", on="2026-11-10"), yes("jongere", on="2026-11-10")]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "later day is the local date",
        case(
            consents=[
                yes("jongere", withdrawn={"jongere": "2026-11-09T22:59:00Z"}),
                yes("jongere", on="2026-11-09T23:01:00Z"),
            ]
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "lifted only by a record that names the purpose",
        case(consents=[no("jongere"), yes("jongere", on="2026-11-15", purpose=None)]),
        "REFUSED",
    ),
    Sentence(
        "5b",
        "lifted only by a record that names recipients",
        case(consents=[no("jongere"), yes("jongere", on="2026-11-15", recipients=[])]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "the lifting record must itself cover the request",
        case(
            consents=[yes("jongere"), no("jongere"), yes("jongere", on="2026-11-15", recipients=["wijkteam"])]
        ),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "the lifting record must be valid: free",
        case(consents=[yes("jongere"), no("jongere"), yes("jongere", on="2026-11-15", free=False)]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "later expiry does not revive the objection",
        case(consents=[no("jongere"), yes("jongere", on="2026-11-15", until="2026-11-20")]),
        "EXPIRED",
    ),
    Sentence(
        "5c",
        "the lifting record must be valid: not withdrawn again",
        case(consents=[no("jongere"), yes("jongere", on="2026-11-15", withdrawn={"jongere": "2026-11-16"})]),
        "WITHDRAWN",
    ),
    Sentence(
        "5b",
        "the heard youth: a later record with instemmend",
        case(14, consents=[no("jongere"), yes("moeder", on="2026-11-15", **HEARD)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "the heard youth: geen_bezwaar does not lift",
        case(14, consents=[no("jongere"), yes("moeder", on="2026-11-15", youth_voice="geen_bezwaar")]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "5c",
        "the heard youth: signing lifts too",
        case(14, consents=[no("jongere"), yes("moeder", "jongere", on="2026-11-15")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "in care instemmend does not lift the youth's refusal",
        case(14, **CARE, consents=[no("jongere"), yes("moeder", on="2026-11-15", **HEARD, **CARED)]),
        "REFUSED",
    ),
    Sentence(
        "5b",
        "the code is that of the newest",
        case(14, consents=[no("moeder", on="2026-11-05"), no("jongere", on="2026-11-06")]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "5b",
        "the code is that of the newest, the other way round",
        case(14, consents=[no("moeder", on="2026-11-07"), no("jongere", on="2026-11-06")]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "5c",
        "on one day WITHDRAWN goes before the others",
        case(
            14,
            consents=[
                yes("moeder", **HEARD, withdrawn={"moeder": "2026-11-10T08:00:00+01:00"}),
                no("jongere", on="2026-11-10"),
            ],
        ),
        "WITHDRAWN",
    ),
    Sentence(
        "5c",
        "without refused_on: the newest given date of its record",
        case(9, holders=BOTH, consents=[yes("moeder", refused=["vader"]), yes(*BOTH, on="2026-11-02")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "so a signature of the same day does not lift it",
        case(9, holders=BOTH, consents=[yes("moeder", refused=["vader"]), yes(*BOTH, on="2026-11-01")]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "5c",
        "without any date it stands until a date is recorded",
        case(consents=[no("jongere", on=None), yes("jongere")]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "youth_voice bezwaar is a refusal by the youth",
        case(14, consents=[yes("moeder", youth_voice="bezwaar"), yes("moeder", on="2026-11-02", **HEARD)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "and blocks another record of that day",
        case(14, consents=[yes("moeder", **HEARD), yes("moeder", youth_voice="bezwaar")]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "5c",
        "youth_voice bezwaar at 16 is a refusal by who decides",
        case(consents=[yes("jongere", youth_voice="bezwaar")]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "other_holder bezwaar is one by each holder who did not sign",
        case(
            9,
            holders=BOTH,
            consents=[
                yes("moeder", other_holder="bezwaar"),
                yes("vader", on="2026-11-02", other_holder="instemt"),
            ],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "what another holder's record says never lifts",
        case(9, holders=BOTH, consents=[no("vader"), yes("moeder", on="2026-11-15", other_holder="instemt")]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "5c",
        "an objection that does not touch is no failure of its record",
        case(consents=[yes("jongere", recipients=["wijkteam"], refused=["jongere"])]),
        "SCOPE_RECIPIENT",
    ),
    Sentence(
        "5c",
        "a record without given that does not touch counts as no record",
        case(consents=[no("jongere", purpose="pga")]),
        "NO_CONSENT",
        "ASK_CONSENT",
    ),
    Sentence(
        "5c",
        "so the acute path stays open",
        case(urgency="acuut", consents=[no("jongere", purpose="pga")]),
        "ACUTE_FAST_PATH",
    ),
    Sentence(
        "5c",
        "a touching objection closes it",
        case(urgency="acuut", consents=[no("jongere")]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "the objection's code goes before all record codes",
        case(consents=[yes("jongere", active=False), no("jongere")]),
        "REFUSED",
    ),
    Sentence(
        "5c",
        "signatures of several records are not added together",
        case(9, holders=BOTH, **CARE, consents=[yes("moeder", **CARED), yes("vader", **CARED)]),
        "MISSING_CONSENTER",
        "ASK_OTHER_PARENT",
    ),
    Sentence(
        "5c",
        "the second parent's yes repeats the first with its date",
        case(
            9,
            holders=BOTH,
            **CARE,
            consents=[
                yes("moeder", **CARED),
                yes(given={"moeder": "2026-11-01", "vader": "2026-11-08"}, **CARED),
            ],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a lifted withdrawal does not revive the withdrawn record",
        case(
            9,
            holders=BOTH,
            **CARE,
            consents=[
                yes(*BOTH, **CARED, withdrawn={"vader": "2026-11-05"}),
                yes("vader", on="2026-11-10", **CARED),
            ],
        ),
        "MISSING_CONSENTER",
        "ASK_OTHER_PARENT",
    ),
    Sentence(
        "5b",
        "no record passes: the one that got furthest",
        case(consents=[yes("jongere", recipients=["wijkteam"]), yes("jongere", on="2026-11-20", free=False)]),
        "SCOPE_RECIPIENT",
    ),
    Sentence(
        "5b",
        "one record that passes is enough",
        case(consents=[yes("jongere", free=False), yes("jongere")]),
        "OK_CONSENT",
    ),
)
def test_standing_and_lifting(sentence: Sentence, book: Rulebook) -> None:
    """An objection stands until the same person agrees on a later day."""
    check(sentence, book)


@pytest.mark.parametrize("turned", [False, True])
def test_among_equals_the_newest_record_is_reported(turned: bool, book: Rulebook) -> None:
    """Two records that fail alike: the newest is shown, wherever it stands in the list (5b)."""
    records = [
        yes("jongere", on="2026-11-05", recipients=["wijkteam"]),
        yes("jongere", on="2026-11-06", recipients=["wijkteam"]),
    ]
    facts = case(consents=records[::-1] if turned else records)
    assert outcome(facts, book).consent == (0 if turned else 1)
