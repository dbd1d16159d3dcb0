"""Standing objections: who may say no, sections 5b and 5c."""

from __future__ import annotations

from rules.book import Rulebook
from tests.rules.making import Raw, Sentence, case, check, no, outcome, told, yes

HEARD = {"youth_voice": "instemmend"}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}


@told(
    Sentence("5b", "the deciding youth refused", case(consents=[no("jongere")]), "REFUSED"),
    Sentence("5b", "a holder refused", case(9, consents=[no("moeder")]), "PARENT_OBJECTS"),
    Sentence("5b", "the heard youth of 12–15 refused", case(14, consents=[no("jongere")]), "YOUTH_OBJECTS"),
    Sentence(
        "5b",
        "in care the youth of 12–15 decides too",
        case(14, **CARE, consents=[no("jongere")]),
        "REFUSED",
    ),
    Sentence(
        "5b", "a child under 12 has no say", case(9, consents=[yes("moeder"), no("jongere")]), "OK_CONSENT"
    ),
    Sentence(
        "5b", "parents have no say at 16", case(16, consents=[yes("jongere"), no("moeder")]), "OK_CONSENT"
    ),
    Sentence(
        "5b",
        "who has no gezag has no say",
        case(9, consents=[yes("moeder"), no("stiefvader")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "the youth of 12+ without capacity can object",
        case(17, capacity="wilsonbekwaam", consents=[yes("moeder"), no("jongere")]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "5b",
        "P1b: a youth of 12+ withdraws what the representative gave",
        case(14, consents=[yes("moeder", **HEARD, withdrawn={"jongere": "2026-11-05"})]),
        "WITHDRAWN",
    ),
    Sentence(
        "4",
        "any required consenter withdraws",
        case(9, consents=[yes("moeder", withdrawn={"moeder": "2026-11-05"})]),
        "WITHDRAWN",
    ),
    Sentence(
        "4",
        "a withdrawal by somebody who no longer decides has no effect",
        case(16, consents=[yes("jongere", withdrawn={"moeder": "2026-11-05"})]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a withdrawal counts from its instant",
        case(consents=[yes("jongere", withdrawn={"jongere": "2026-11-23T10:00:01+01:00"})]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "and from that instant on",
        case(consents=[yes("jongere", withdrawn={"jongere": "2026-11-23T09:00:00Z"})]),
        "WITHDRAWN",
    ),
    Sentence(
        "5b",
        "it stands from its date",
        case(consents=[yes("jongere"), no("jongere", on="2026-11-24")]),
        "OK_CONSENT",
    ),
)
def test_who_has_a_say(sentence: Sentence, book: Rulebook) -> None:
    """A no counts when it comes from somebody who decides, from the moment it was said."""
    check(sentence, book)


@told(
    Sentence(
        "5b",
        "absent purpose, recipients and categories: all",
        case(purpose="pga", to=("wijkteam",), what=("school",), consents=[no("jongere")]),
        "REFUSED",
    ),
    Sentence(
        "5b",
        "another purpose does not touch",
        case(consents=[yes("jongere"), no("jongere", purpose="pga")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "other categories do not touch",
        case(consents=[yes("jongere"), no("jongere", categories=["school"])]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "overlapping categories do",
        case(consents=[yes("jongere"), no("jongere", categories=["school", "signaal"])]),
        "REFUSED",
    ),
    Sentence(
        "5b",
        "each of the three overlaps",
        case(consents=[yes("jongere"), no("jongere", purpose="pga", categories=["signaal"])]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "alle partners touches everybody",
        case(consents=[yes("jongere"), no("jongere", recipients="alle_partners")]),
        "REFUSED",
    ),
)
def test_what_an_objection_touches(sentence: Sentence, book: Rulebook) -> None:
    """Purpose, recipients and categories each overlap; what is absent is all."""
    check(sentence, book)


def test_an_objection_against_a_partner_touches_that_partner_only(book: Rulebook) -> None:
    """In the bot recipients are partners: another person in the same role is not meant."""
    against = [{"role": "jongerenwerker", "partner": 7}]
    to_seven = case(
        to=({"role": "jongerenwerker", "partner": 7},),
        consents=[yes("jongere"), no("jongere", recipients=against)],
    )
    to_eight = case(
        to=({"role": "jongerenwerker", "partner": 8},),
        consents=[yes("jongere"), no("jongere", recipients=against)],
    )
    assert outcome(to_seven, book).reason == "REFUSED"
    assert outcome(to_eight, book).reason == "OK_CONSENT"
