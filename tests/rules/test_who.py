"""Section 3: who must consent, sentence by sentence."""

from __future__ import annotations

from rules.book import Rulebook
from tests.rules.making import BOTH, Sentence, case, check, told, yes

CARE = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}
CARED = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
HEARD = {"youth_voice": "geen_bezwaar"}


def care(age: int, *consents: dict, **changes: object) -> dict:
    """A case of a youth care worker sharing with the mentor."""
    return case(age, **{**CARE, "consents": consents, **changes})  # type: ignore[arg-type]


def both_care(*who: str, **changes: object) -> dict:
    """A record by these persons that covers the care request."""
    return yes(*who, **{**CARED, **changes})  # type: ignore[arg-type]


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
        "3",
        "gezag not verified",
        case(9, verified=False, consents=[yes("moeder")]),
        "GEZAG_NOT_VERIFIED",
        "VERIFY_GEZAG",
    ),
    Sentence(
        "5b",
        "wpg uses the avg column",
        case(9, sender="wijkagent", regime="wpg", consents=[yes("moeder")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "wjsg uses the avg column",
        case(9, sender="om", regime="wjsg", consents=[yes("moeder")]),
        "OK_CONSENT",
    ),
    Sentence(
        "5b",
        "wgs uses the avg column",
        case(9, sender="zvh_procesregisseur", regime="wgs", consents=[yes("moeder")]),
        "OK_CONSENT",
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


ADULT = {"age": 19, "capacity": "wilsonbekwaam", "holders": ()}
ADULT_CARE = {**ADULT, **CARE}


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
