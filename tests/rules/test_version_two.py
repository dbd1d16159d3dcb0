"""Section 16 line by line: what version 2 changed, with cases that version 1 decided otherwise."""

from __future__ import annotations

from rules.book import Rulebook
from tests.rules.grounding import reason
from tests.rules.making import BOTH, Raw, Sentence, case, check, no, told, yes

HEARD: Raw = {"youth_voice": "instemmend"}
CARED: Raw = {"asked_by": "jeugdhulp", "recipients": ["mentor"]}
CARE: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp", "to": ("mentor",)}
HELP: Raw = {"sender": "jeugdhulp", "regime": "jeugdhulp"}
SAME_HELP = {"role": "lvb_zorg", "rechtstreeks_betrokken": True}
SCHOOL = "Rijnwaarde College"
COLLEAGUE = {"role": "ib_zorgcoordinator", "organisation": SCHOOL}


def colleagues(raw: Raw, **policy: object) -> Raw:
    """The same request from within one school."""
    raw["sender"]["organisation"] = f" {SCHOOL}"
    return {**raw, "policy": {"internal_sharing": True, **policy}}


@told(
    Sentence(
        "A1",
        "who else must sign, or whether gezag is verified, does not matter for lifting",
        case(
            14,
            holders=BOTH,
            verified=False,
            **CARE,
            consents=[no("jongere"), yes("jongere", "moeder", on="2026-11-15", until="2026-11-20", **CARED)],
        ),
        "EXPIRED",
    ),
    Sentence(
        "A2",
        "later expiry does not revive the objection",
        case(consents=[no("jongere", on="2026-04-20"), yes("jongere", on="2026-05-01")]),
        "EXPIRED",
        "RENEW_CONSENT",
    ),
    Sentence(
        "A2",
        "nor a birthday: instemmend at 15 still lifts at 16",
        case(
            dob="2010-11-20",
            consents=[no("jongere", on="2026-11-02"), yes("moeder", on="2026-11-09", **HEARD)],
        ),
        "LAPSED_16",
    ),
    Sentence(
        "A3",
        "a later signature in the same record lifts too, and then expiry is what fails",
        case(consents=[yes("jongere", on="2026-05-01", refused=["jongere"], refused_on="2026-04-20")]),
        "EXPIRED",
    ),
    Sentence(
        "A5",
        "where one holder suffices the newest signature starts the term",
        case(9, holders=BOTH, consents=[yes(given={"moeder": "2026-05-01", "vader": "2026-10-16"})]),
        "OK_CONSENT",
    ),
    Sentence(
        "A5",
        "a second one of tomorrow counts as not given",
        case(9, holders=BOTH, consents=[yes(given={"moeder": "2026-11-01", "vader": "2026-11-24"})]),
        "OTHER_HOLDER_NOT_RECORDED",
    ),
    Sentence(
        "A8",
        "never jeugdreclassering",
        case(16, **HELP, to=({**SAME_HELP, "role": "jeugdreclassering"},)),
        "NO_CONSENT",
    ),
    Sentence(
        "A8",
        "the regime of the sender's own role counts too",
        case(16, sender="mentor", regime="jeugdhulp", to=(SAME_HELP,)),
        "NO_CONSENT",
    ),
    Sentence(
        "A8",
        "a standing objection of somebody who decides closes it",
        case(9, **HELP, to=(SAME_HELP,), consents=[no("moeder")]),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "B1",
        "what comes from the police never goes on consent, whatever its label",
        case(
            sender="wijkagent", regime="wpg", to=("mentor",), consents=[yes("jongere", recipients=["mentor"])]
        ),
        "WPG_CLOSED",
    ),
    Sentence(
        "B1",
        "nor to somebody who is no professional",
        case(sender="om", regime="wjsg", to=("rolmodel",)),
        "RECIPIENT_CATEGORY",
    ),
    Sentence(
        "B3",
        "WGS data never go on consent",
        case(sender="zvh_procesregisseur", regime="wgs", consents=[yes("jongere")]),
        "WGS_CLOSED",
    ),
    Sentence(
        "D",
        "colleagues of one organisation, where the flag is on",
        colleagues(case(13, to=(COLLEAGUE,))),
        "OK_INTERNAL",
    ),
    Sentence(
        "F1",
        "Nidos can receive",
        case(to=("nidos",), consents=[yes("jongere", recipients=["nidos"])]),
        "OK_CONSENT",
    ),
    Sentence(
        "F2",
        "the institution that is the only holder asks and decides itself",
        case(9, holders={"voogd_gi": "voogd_gi"}, consents=[yes("voogd_gi", asked_by="gi")]),
        "OK_CONSENT",
    ),
)
def test_what_version_two_changed(sentence: Sentence, book: Rulebook) -> None:
    """Each comes out otherwise than under version 1."""
    check(sentence, book)


@told(
    Sentence(
        "A3",
        "a later signature in the same record lifts, and mends that record",
        case(consents=[yes("jongere", on="2026-11-15", refused=["jongere"], refused_on="2026-11-10")]),
        "OK_CONSENT",
    ),
    Sentence(
        "A4",
        "an objection from before the 12th birthday counts from then on",
        case(dob="2014-11-23", consents=[yes("moeder", **HEARD), no("jongere", on="2026-11-16")]),
        "YOUTH_OBJECTS",
    ),
    Sentence(
        "A4",
        "an instemmend said before that birthday lifts it",
        case(
            dob="2014-11-23",
            consents=[no("jongere", on="2026-11-10"), yes("moeder", on="2026-11-15", **HEARD)],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "A6",
        "a minor without known holders: also when somebody else signed",
        case(9, holders=(), consents=[yes("pleegmoeder")]),
        "MISSING_CONSENTER",
    ),
    Sentence(
        "A3",
        "a yes elsewhere does not mend the record that holds the objection",
        case(
            9,
            holders=BOTH,
            consents=[
                yes("moeder", other_holder="bezwaar"),
                yes("vader", on="2026-11-05", categories=["identiteit"]),
            ],
        ),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "A4",
        "before that birthday it does not count",
        case(11, consents=[yes("moeder"), no("jongere")]),
        "OK_CONSENT",
    ),
    Sentence("D", "off by default", {**colleagues(case(13, to=(COLLEAGUE,))), "policy": {}}, "NO_CONSENT"),
    Sentence(
        "D", "not for health", colleagues(case(13, to=(COLLEAGUE,), what=("gezondheid",))), "NO_CONSENT"
    ),
    Sentence(
        "D",
        "not what a secrecy holder told",
        colleagues(case(13, regime="wgbo", to=(COLLEAGUE,))),
        "NO_CONSENT",
    ),
    Sentence(
        "D",
        "not to another organisation",
        colleagues(case(13, to=({**COLLEAGUE, "organisation": "Welzijn Malburgen"},))),
        "NO_CONSENT",
    ),
    Sentence(
        "D",
        "not against an objection",
        colleagues(case(13, to=(COLLEAGUE,), consents=[no("vader", "moeder")])),
        "PARENT_OBJECTS",
    ),
    Sentence(
        "F1",
        "Nidos never asks consent otherwise",
        case(consents=[yes("jongere", asked_by="nidos")]),
        "CONSENT_NOT_USABLE",
    ),
    Sentence(
        "F2",
        "with a parent among the holders section 7 holds",
        case(
            9, holders={"voogd_gi": "voogd_gi", "moeder": "ouder"}, consents=[yes("voogd_gi", asked_by="gi")]
        ),
        "CONSENT_NOT_USABLE",
    ),
)
def test_where_the_changes_end(sentence: Sentence, book: Rulebook) -> None:
    """The edges of the same lines, and what was read this way already under version 1 (A3, A4, A6)."""
    check(sentence, book)


def test_a11_curator_and_mentor_may_both_be_named(book: Rulebook) -> None:
    """Either may sign, an objection of either counts."""
    both: Raw = {"age": 19, "capacity": "wilsonbekwaam", "representatives": ["curator", "mentor"]}
    assert reason(case(**both, consents=[yes("mentor")]), book) == "OK_CONSENT"
    assert reason(case(**both, consents=[yes("mentor"), no("curator")]), book) == "PARENT_OBJECTS"
