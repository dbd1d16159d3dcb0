"""Section 4 and the consent checks of section 5, sentence by sentence."""

from __future__ import annotations

import pytest

from rules.book import Rulebook
from rules.vocabulary import Asker
from tests.rules.making import BOTH, Sentence, case, check, outcome, told, yes

HEALTH = ("identiteit", "gezondheid")
CRIME = ("identiteit", "strafrecht")


@told(
    Sentence(
        "4",
        "active act, no silence",
        case(consents=[yes("jongere", active=False)]),
        "NOT_ACTIVE",
        "ASK_CONSENT",
    ),
    Sentence("4", "free", case(consents=[yes("jongere", free=False)]), "NOT_FREE", "ASK_CONSENT"),
    Sentence("4", "informed", case(consents=[yes("jongere", informed=False)]), "NOT_INFORMED", "ASK_CONSENT"),
    Sentence("5c", "no asked_by", case(consents=[yes("jongere", asked_by=None)]), "NOT_INFORMED"),
    Sentence(
        "4", "alle partners", case(consents=[yes("jongere", recipients="alle_partners")]), "NOT_SPECIFIC"
    ),
    Sentence(
        "4",
        "alle partners in a list",
        case(consents=[yes("jongere", recipients=["jongerenwerker", "alle partners"])]),
        "NOT_SPECIFIC",
    ),
    Sentence("4", "named recipients", case(consents=[yes("jongere", recipients=[])]), "NOT_SPECIFIC"),
    Sentence("4", "named categories", case(consents=[yes("jongere", categories=[])]), "NOT_SPECIFIC"),
    Sentence(
        "4",
        "one purpose",
        case(consents=[yes("jongere", purpose=["hulp_organiseren", "pga"])]),
        "NOT_SPECIFIC",
        "ASK_CONSENT",
    ),
    Sentence("4", "a purpose at all", case(consents=[yes("jongere", purpose=None)]), "NOT_SPECIFIC"),
    Sentence("5", "nobody signed", case(consents=[yes()]), "MISSING_CONSENTER", "ASK_CONSENT"),
    Sentence("4", "not in the future", case(consents=[yes("jongere", on="2026-11-24")]), "NOT_YET_VALID"),
    Sentence("4", "today is not the future", case(consents=[yes("jongere", on="2026-11-23")]), "OK_CONSENT"),
    Sentence(
        "4",
        "later today is the future",
        case(consents=[yes("jongere", on="2026-11-23T10:30:00+01:00")]),
        "NOT_YET_VALID",
    ),
    Sentence(
        "5c",
        "NOT_YET_VALID looks at required signatures",
        case(consents=[yes(given={"jongere": "2026-11-01", "moeder": "2026-12-01"})]),
        "OK_CONSENT",
    ),
    Sentence("P6b", "183 days later still", case(consents=[yes("jongere", on="2026-05-24")]), "OK_CONSENT"),
    Sentence(
        "P6b",
        "184 days later no more",
        case(consents=[yes("jongere", on="2026-05-23")]),
        "EXPIRED",
        "RENEW_CONSENT",
    ),
    Sentence(
        "P6b",
        "the date in the form, inclusive",
        case(consents=[yes("jongere", until="2026-11-23")]),
        "OK_CONSENT",
    ),
    Sentence("P6b", "the day after it", case(consents=[yes("jongere", until="2026-11-22")]), "EXPIRED"),
    Sentence(
        "P6b",
        "the form may say longer than 183 days",
        case(consents=[yes("jongere", on="2025-12-01", until="2026-12-01")]),
        "OK_CONSENT",
    ),
    Sentence(
        "P6b",
        "366 days, inclusive",
        case(consents=[yes("jongere", on="2025-11-22", until="2030-01-01")]),
        "OK_CONSENT",
    ),
    Sentence(
        "P6b",
        "never after 366 days",
        case(consents=[yes("jongere", on="2025-11-21", until="2030-01-01")]),
        "EXPIRED",
    ),
    Sentence(
        "5c",
        "from the oldest required signature",
        case(
            14,
            holders=BOTH,
            regime="jeugdhulp",
            consents=[yes(given={"moeder": "2026-05-23", "vader": "2026-11-01", "jongere": "2026-11-01"})],
        ),
        "EXPIRED",
    ),
    Sentence(
        "5c",
        "a signature that is not required starts no term",
        case(consents=[yes(given={"moeder": "2026-01-01", "jongere": "2026-11-01"})]),
        "OK_CONSENT",
    ),
    Sentence("4", "one purpose: another", case(consents=[yes("jongere", purpose="pga")]), "SCOPE_PURPOSE"),
    Sentence(
        "4",
        "a recipient not named",
        case(to=("jongerenwerker", "wijkteam"), consents=[yes("jongere")]),
        "SCOPE_RECIPIENT",
        "REMOVE_RECIPIENT",
    ),
    Sentence(
        "4",
        "a category not named",
        case(what=("identiteit", "signaal", "school"), consents=[yes("jongere")]),
        "SCOPE_CATEGORY",
        "REMOVE_ITEMS",
    ),
    Sentence(
        "5",
        "K9 is left out of the scope",
        case(what=("identiteit", "signaal", "derden"), consents=[yes("jongere")]),
        "THIRD_PARTY",
        "REMOVE_ITEMS",
    ),
    Sentence(
        "4",
        "third-party data never, even when named",
        case(what=("signaal", "derden"), consents=[yes("jongere", categories=["signaal", "derden"])]),
        "THIRD_PARTY",
    ),
    Sentence(
        "4",
        "explicit for K6",
        case(what=HEALTH, consents=[yes("jongere", categories=HEALTH)]),
        "NOT_EXPLICIT",
        "ASK_EXPLICIT",
    ),
    Sentence(
        "4",
        "explicit for K7",
        case(what=CRIME, consents=[yes("jongere", categories=CRIME)]),
        "NOT_EXPLICIT",
    ),
    Sentence(
        "4",
        "explicit given",
        case(what=CRIME, consents=[yes("jongere", categories=CRIME, explicit=True)]),
        "OK_CONSENT",
    ),
    Sentence(
        "4",
        "a record may cover K6 without being explicit for the rest",
        case(consents=[yes("jongere", categories=[*HEALTH, "signaal"])]),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a bare role covers the involved people of that role",
        case(
            to=({"role": "jongerenwerker", "partner": "7"}, {"role": "jongerenwerker", "partner": "8"}),
            consents=[yes("jongere")],
        ),
        "OK_CONSENT",
    ),
    Sentence(
        "5c",
        "a partner covers only that partner",
        case(
            to=({"role": "jongerenwerker", "partner": 8},),
            consents=[yes("jongere", recipients=[{"role": "jongerenwerker", "partner": 7}])],
        ),
        "SCOPE_RECIPIENT",
    ),
    Sentence(
        "5",
        "asker before free",
        case(consents=[yes("jongere", asked_by="wijkagent", free=False)]),
        "CONSENT_NOT_USABLE",
    ),
    Sentence(
        "5", "active before asker", case(consents=[yes("jongere", asked_by="om", active=False)]), "NOT_ACTIVE"
    ),
    Sentence(
        "5",
        "expired before scope",
        case(purpose="pga", consents=[yes("jongere", on="2025-01-01")]),
        "EXPIRED",
    ),
    Sentence(
        "5",
        "third party before gezag",
        case(9, verified=False, what=("signaal", "derden"), consents=[yes("moeder")]),
        "THIRD_PARTY",
    ),
    Sentence(
        "5",
        "gezag before the youth",
        case(14, regime="jeugdhulp", verified=False, consents=[yes("moeder")]),
        "GEZAG_NOT_VERIFIED",
    ),
    Sentence(
        "5",
        "the other holder before hearing the youth",
        case(14, holders=BOTH, consents=[yes("moeder")]),
        "OTHER_HOLDER_NOT_RECORDED",
    ),
    Sentence("5", "no record at all", case(), "NO_CONSENT", "ASK_CONSENT"),
    Sentence("5", "no record and acute", case(urgency="acuut"), "ACUTE_FAST_PATH"),
    Sentence("5", "raised urgency is no fast path", case(urgency="verhoogd"), "NO_CONSENT"),
    Sentence(
        "5c",
        "the fast path only where no consent record exists",
        case(urgency="acuut", consents=[yes("jongere", free=False)]),
        "NOT_FREE",
    ),
)
def test_checklist(sentence: Sentence, book: Rulebook) -> None:
    """Every item of the checklist has its code, in the order of the checks."""
    check(sentence, book)


def test_only_roles_that_may_ask_make_consent_usable(book: Rulebook) -> None:
    """`ja` may ask, `ap` only with the indications, `nee` never, an unknown role never (P24)."""
    for role in book.roles.values():
        plain = outcome(case(consents=[yes("jongere", asked_by=role.id)]), book)
        ticked = outcome(case(consents=[yes("jongere", asked_by=role.id, ap_indicaties=True)]), book)
        assert plain.allowed is (role.consent_asker is Asker.YES), role.id
        assert ticked.allowed is (role.consent_asker is not Asker.NEVER), role.id
        assert plain.allowed or plain.reason == "CONSENT_NOT_USABLE"
    stranger = outcome(case(consents=[yes("jongere", asked_by="buurman")]), book)
    assert stranger.reason == "CONSENT_NOT_USABLE"


@pytest.mark.parametrize("role", ["wijkagent", "jeugdagent", "om", "boa", "halt"])
def test_investigation_is_explained_before_police_receive(role: str, book: Rulebook) -> None:
    """Police, OM, boa and Halt may receive when named and the use for investigation explained (P8)."""
    facts = case(to=(role,), consents=[yes("jongere", recipients=[role])])
    assert outcome(facts, book).reason == "POLICE_CONSEQUENCES_NOT_EXPLAINED"
    facts["consents"][0]["consequences_explained"] = True
    assert outcome(facts, book).allowed


def test_a_refusal_names_what_must_go(book: Rulebook) -> None:
    """A message is all-or-nothing; the verdict names the recipients or categories that must go (P2b)."""
    both = case(to=("jongerenwerker", "wijkteam"), consents=[yes("jongere")])
    assert [one.role for one in outcome(both, book).recipients] == ["wijkteam"]
    more = case(what=("gezin", "identiteit", "school", "signaal"), consents=[yes("jongere")])
    assert outcome(more, book).categories == ("school", "gezin")


def test_a_refusal_names_who_is_missing(book: Rulebook) -> None:
    """Who still has to consent is in the verdict, for the modal of author and lead."""
    facts = case(14, holders=BOTH, regime="jeugdhulp", consents=[yes("moeder")])
    assert outcome(facts, book).missing == ("jongere", "vader")
