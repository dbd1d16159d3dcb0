"""Section 3: who must consent, sentence by sentence."""

from __future__ import annotations

from typing import Any

from rules.book import Rulebook
from tests.rules.making import BOTH, Raw, Sentence, case, check, told, yes

CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
HEARD = {"youth_voice": "geen_bezwaar"}


def care(age: int, *consents: Raw, **changes: Any) -> Raw:
    """A case of a youth care worker sharing with the mentor."""
    return case(age, **{**CARE, "consents": consents, **changes})


def both_care(*who: str, **changes: Any) -> Raw:
    """A record by these persons that covers the care request."""
    return yes(*who, **{**CARED, **changes})


@told(
    Sentence("3", "0–11 avg: one holder suffices", case(9, consents=[yes("moeder")]), "OK_CONSENT"),
    Sentence(
        "3",
        "0–11 avg: the position of the other is recorded",
        case(9, holders=BOTH, consents=[yes("moeder")]),
        "OTHER_HOLDER_NOT_RECORDED",
        "RECORD_OTHER_PARENT",
    ),
    Sentence(
        "3",
        "instemt passes",
        case(9, holders=BOTH, consents=[yes("moeder", other_holder="instemt")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "verklaard_geen_bezwaar passes",
        case(9, holders=BOTH, consents=[yes("moeder", other_holder="verklaard_geen_bezwaar")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "onbereikbaar_gedocumenteerd passes",
        case(9, holders=BOTH, consents=[yes("moeder", other_holder="onbereikbaar_gedocumenteerd")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "other_holder bezwaar needs the court or a ground",
        case(9, holders=BOTH, consents=[yes("moeder", other_holder="bezwaar")]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "3", "both signed: nothing to record", case(9, holders=BOTH, consents=[yes(*BOTH)]), "OK_CONSENT"
    ),
    Sentence("3", "0–11 avg: the child is not heard", case(11, consents=[yes("moeder")]), "OK_CONSENT"),
    Sentence(
        "3",
        "12–15 avg: youth heard and no objection",
        case(14, consents=[yes("moeder", **HEARD)]),
        "OK_CONSENT",
    ),
    Sentence(
        "3", "12–15 avg: not heard", case(14, consents=[yes("moeder")]), "YOUTH_NOT_HEARD", "HEAR_YOUTH"
    ),
    Sentence(
        "3",
        "12–15 avg: also the other holder is recorded",
        case(14, holders=BOTH, consents=[yes("moeder", **HEARD)]),
        "OTHER_HOLDER_NOT_RECORDED",
    ),
    Sentence(
        "3",
        "12–15 avg incapable: as 0–11, not heard",
        case(14, capacity="wilsonbekwaam", consents=[yes("moeder")]),
        "OK_CONSENT",
    ),
    Sentence(
        "2",
        "onbekend is treated as capable",
        case(14, capacity="onbekend", consents=[yes("moeder")]),
        "YOUTH_NOT_HEARD",
    ),
    Sentence("3", "16–17 avg: the youth only", case(16, consents=[yes("jongere")]), "OK_CONSENT"),
    Sentence(
        "3",
        "16–17 avg: gezag need not be verified",
        case(16, verified=False, consents=[yes("jongere")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "16–17 avg incapable: the rules of 0–11",
        case(17, holders=BOTH, capacity="wilsonbekwaam", consents=[yes("moeder", other_holder="instemt")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "16–17 avg incapable: the other is recorded",
        case(17, holders=BOTH, capacity="wilsonbekwaam", consents=[yes("moeder")]),
        "OTHER_HOLDER_NOT_RECORDED",
    ),
    Sentence("3", "18+: the person", case(19, holders=(), consents=[yes("jongere")]), "OK_CONSENT"),
    Sentence(
        "3",
        "18th birthday: representation by parents ends",
        case(19, consents=[yes("moeder")]),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence("3", "0–11 care: all holders", care(9, both_care(*BOTH), holders=BOTH), "OK_CONSENT"),
    Sentence(
        "3",
        "0–11 care: one of two is not enough",
        care(9, both_care("moeder", other_holder="instemt"), holders=BOTH),
        "MISSING_CONSENTER",
        "ASK_OTHER_PARENT",
    ),
    Sentence(
        "3",
        "12–15 care: the youth and all holders",
        care(14, both_care("jongere", *BOTH), holders=BOTH),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "12–15 care: the youth is missing",
        care(14, both_care("moeder")),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "3", "12–15 care: only the youth", care(14, both_care("jongere")), "MISSING_CONSENTER", "ASK_PARENT"
    ),
    Sentence(
        "3",
        "12–15 care incapable: all holders",
        care(14, both_care("moeder"), capacity="wilsonbekwaam"),
        "OK_CONSENT",
    ),
    Sentence("3", "16–17 care: the youth only", care(16, both_care("jongere"), holders=BOTH), "OK_CONSENT"),
    Sentence(
        "3",
        "16–17 care incapable: all holders",
        care(17, both_care("moeder"), holders=BOTH, capacity="wilsonbekwaam"),
        "MISSING_CONSENTER",
        "ASK_OTHER_PARENT",
    ),
    Sentence("3", "18+ care: the person", care(19, both_care("jongere")), "OK_CONSENT"),
    Sentence(
        "3",
        "a voogd is the legal representative",
        case(9, holders={"voogd": "voogd"}, consents=[yes("voogd")]),
        "OK_CONSENT",
    ),
    Sentence(
        "3",
        "the voogd is asked, not a parent",
        case(14, holders={"voogd_gi": "voogd_gi"}, consents=[yes("jongere")]),
        "MISSING_CONSENTER",
        "ASK_GUARDIAN",
    ),
    Sentence(
        "3",
        "pleegouder: no",
        case(9, consents=[yes("pleegmoeder")]),
        "NOT_GEZAG",
        "ASK_PARENT",
    ),
    Sentence(
        "3",
        "a stepparent listed as such has no gezag either",
        case(9, holders={"moeder": "ouder", "piet": "stiefouder"}, consents=[yes("piet")]),
        "NOT_GEZAG",
    ),
    Sentence(
        "3",
        "a pleegouder without gezag need not sign in care",
        care(9, both_care("moeder"), holders={"moeder": "ouder", "pleegvader": "pleegouder"}),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a minor without known holders",
        case(9, holders=(), consents=[yes("moeder")]),
        "MISSING_CONSENTER",
    ),
    Sentence(
        "5c",
        "a minor without known holders, nothing verified either",
        case(9, holders=(), verified=False, consents=[yes("moeder")]),
        "MISSING_CONSENTER",
    ),
    Sentence(
        "3",
        "gezag not verified",
        case(9, verified=False, consents=[yes("moeder")]),
        "GEZAG_NOT_VERIFIED",
        "VERIFY_GEZAG",
    ),
    Sentence(
        "5b",
        "consent never opens wpg",
        case(9, sender="wijkagent", regime="wpg", consents=[yes("moeder")]),
        "WPG_CLOSED",
    ),
    Sentence(
        "5b",
        "consent never opens wjsg",
        case(9, sender="om", regime="wjsg", consents=[yes("moeder")]),
        "WPG_CLOSED",
    ),
    Sentence(
        "5b",
        "consent never opens wgs",
        case(9, sender="zvh_procesregisseur", regime="wgs", consents=[yes("moeder")]),
        "WGS_CLOSED",
    ),
    Sentence(
        "5b",
        "wmo_vt uses the jeugdhulp column",
        case(14, sender="veilig_thuis", regime="wmo_vt", consents=[yes("moeder", **HEARD)]),
        "MISSING_CONSENTER",
        "ASK_YOUTH",
    ),
    Sentence(
        "5b",
        "the regime is that of the source, not of whoever passes it on",
        case(14, sender="mentor", regime="wgbo", consents=[yes("moeder", **HEARD)]),
        "MISSING_CONSENTER",
    ),
)
def test_who_must_consent(sentence: Sentence, book: Rulebook) -> None:
    """Section 3 asks exactly these persons."""
    check(sentence, book)
