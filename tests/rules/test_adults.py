"""Section 3 above 18: who represents an adult without capacity."""

from __future__ import annotations

from rules.book import Rulebook
from tests.rules.making import Raw, Sentence, case, check, told, yes

CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
ADULT: Raw = {"age": 19, "capacity": "wilsonbekwaam", "holders": ()}
ADULT_CARE: Raw = {**ADULT, **CARE}


@told(
    Sentence(
        "3",
        "18+ incapable avg: a curator",
        case(**ADULT, representatives=["curator"], consents=[yes("curator")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "18+ incapable avg: a mentor",
        case(**ADULT, representatives=["wettelijk_mentor"], consents=[yes("wettelijk_mentor")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "in files also `mentor`",
        case(**ADULT, representatives=["mentor"], consents=[yes("wettelijk_mentor")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "in files also `mentor` as signer",
        case(**ADULT, representatives=["wettelijk_mentor"], consents=[yes("mentor")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "18+ incapable avg: a parent does not represent",
        case(**ADULT, representatives=["ouder"], consents=[yes("ouder")]),
        "INCAPABLE_NO_REP",
    ),
    Sentence(
        "5c",
        "nobody: also without any record",
        case(**ADULT),
        "INCAPABLE_NO_REP",
    ),
    Sentence(
        "5c",
        "present but not signed",
        case(**ADULT, representatives=["curator"], consents=[yes("jongere")]),
        "MISSING_CONSENTER",
        "ASK_REPRESENTATIVE",
    ),
    Sentence(
        "3",
        "18+ incapable care: a parent",
        case(**ADULT_CARE, representatives=["ouder"], consents=[yes("ouder", **CARED)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a parent under the own name",
        case(**ADULT_CARE, representatives=["ouder"], consents=[yes("moeder", **CARED)]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "18+ incapable care: a proxy",
        case(**ADULT_CARE, representatives=["gemachtigde"], consents=[yes("gemachtigde", **CARED)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "the partner goes before the parent",
        case(**ADULT_CARE, representatives=["ouder", "partner"], consents=[yes("ouder", **CARED)]),
        "MISSING_CONSENTER",
        "ASK_REPRESENTATIVE",
    ),
    Sentence(
        "5c",
        "the proxy goes before the partner",
        case(**ADULT_CARE, representatives=["partner", "gemachtigde"], consents=[yes("partner", **CARED)]),
        "MISSING_CONSENTER",
    ),
    Sentence(
        "5c",
        "the curator goes before the proxy",
        case(**ADULT_CARE, representatives=["gemachtigde", "curator"], consents=[yes("curator", **CARED)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "one signature is enough",
        case(**ADULT_CARE, representatives=["curator", "mentor"], consents=[yes("mentor", **CARED)]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a representative can object too",
        case(**ADULT, representatives=["curator", "mentor"], consents=[yes("curator", refused=["mentor"])]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "5c",
        "a representative who does not decide cannot object",
        case(
            **ADULT_CARE,
            representatives=["curator", "ouder"],
            consents=[yes("curator", **CARED, refused=["ouder"])],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "the incapable adult's own no counts",
        case(**ADULT, representatives=["curator"], consents=[yes("curator", refused=["jongere"])]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "5c",
        "gezag.verified is needed only where holders' consent is",
        case(**ADULT, verified=False, representatives=["curator"], consents=[yes("curator")]),
        "OK_CONSENT",
    ),
)
def test_adults_without_capacity(sentence: Sentence, book: Rulebook) -> None:
    """Above 18 a curator or mentor decides, in care also proxy, partner, parent, in that order."""
    check(sentence, book)
