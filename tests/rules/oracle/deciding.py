"""The rows of section 5, first match wins."""

from tests.rules.oracle.consent import consent_code
from tests.rules.oracle.exceptions import exception_code
from tests.rules.oracle.facts import Facts, Raw
from tests.rules.oracle.objections import code_of, standing
from tests.rules.oracle.tables import PROFESSIONAL, REGIME, kinds, words

HELP = ("jeugdhulp", "wgbo")
TO_AN_EXCEPTION = words(
    "REFUSED PARENT_OBJECTS YOUTH_OBJECTS CONSENT_NOT_USABLE WITHDRAWN INCAPABLE_NO_REP "
    "ACUTE_FAST_PATH WPG_CLOSED WGS_CLOSED"
)


def _unwelcome(facts: Facts, role: str, involved: bool) -> bool:
    """Row 6, with riec and the verwijsindex (5c)."""
    if not involved or role == "riec":
        return True
    if role == "verwijsindex":
        return not any(record["ground"] == "E06" for record in facts.exceptions)
    return role not in REGIME


def _refused_outright(facts: Facts) -> str | None:
    """Rows 3 to 7."""
    if not facts.purpose or not facts.recipients or not facts.categories:
        return "INCOMPLETE"
    if facts.categories & kinds(10):
        return "FORBIDDEN_CATEGORY"
    if facts.channel != "besloten":
        return "CHANNEL_NOT_CLOSED"
    if any(_unwelcome(facts, one["role"], one.get("involved", True)) for one in facts.recipients):
        return "RECIPIENT_NOT_INVOLVED"
    if facts.roles - PROFESSIONAL - {"verwijsindex"} and (facts.police or facts.categories - kinds(1, 2, 3)):
        return "RECIPIENT_CATEGORY"
    return None


def _internal(facts: Facts) -> bool:
    """Row 7b, without the objections."""
    return (
        facts.policy.get("internal_sharing") is True
        and bool(facts.organisation)
        and all(
            one["role"] in PROFESSIONAL and (one.get("organisation") or "").strip() == facts.organisation
            for one in facts.recipients
        )
        and facts.regime == "avg"
        and facts.sender_regime == "avg"
        and facts.categories <= kinds(1, 2, 3, 4, 5)
    )


def _same_help(facts: Facts) -> bool:
    """Row 8, without the objections."""
    return (
        facts.regime in HELP
        and facts.sender_regime in HELP
        and facts.sender != "jeugdreclassering"
        and all(
            one.get("rechtstreeks_betrokken")
            and REGIME.get(one["role"]) in HELP
            and one["role"] != "jeugdreclassering"
            for one in facts.recipients
        )
        and not facts.categories & kinds(8, 9)
    )


def _judge(facts: Facts) -> str:
    if facts.kind == "stub" and not facts.categories:
        return "OK_STUB"
    if facts.kind == "anoniem":
        return (
            "REIDENTIFIABLE" if facts.reidentifiable or facts.categories & kinds(1, 9, 10) else "OK_ANONYMOUS"
        )
    outright = _refused_outright(facts)
    if outright:
        return outright
    if facts.born is None:
        return "OK_EXCEPTION_E01" if exception_code(facts, "E01") == "OK_EXCEPTION_E01" else "INCOMPLETE"
    objections = standing(facts)
    if not objections and _internal(facts):
        return "OK_INTERNAL"
    if not objections and _same_help(facts):
        return "OK_DIRECT_INVOLVED"
    if facts.police or facts.categories & kinds(8):
        return exception_code(facts) or "WPG_CLOSED"
    if facts.regime == "wgs":
        return exception_code(facts) or "WGS_CLOSED"
    code = code_of(objections) if objections else consent_code(facts)
    if code == "OK_CONSENT":
        return code
    return exception_code(facts) or code


def decide(case: Raw) -> tuple[str, str]:
    """Decision and code for one case of a case file."""
    code = _judge(Facts(case))
    if code.startswith("OK_"):
        return "ALLOW", code
    return ("NEEDS_EXCEPTION" if code in TO_AN_EXCEPTION else "DENY"), code
