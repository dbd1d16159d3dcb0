"""The decision procedure of rulebook section 5: may these details go to exactly these recipients?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rules import consenting, excepting
from rules.asking import Asked, ask
from rules.book import Rulebook
from rules.codes import Reason
from rules.model import Case, Kind, Recipient, Verdict
from rules.policy import Policy
from rules.vocabulary import Regime

_INTERNAL = "avg"


def decide(case: Case, book: Rulebook, policy: Policy | None = None) -> Verdict:
    """Decide one case; the first row that matches wins (section 5).

    `policy` defaults to the rulebook's own choices. Ids must be known to the tables (`KeyError` for a
    regime, holder type or ground that is not); `rules.casefile` checks what comes from outside.
    """
    asked = ask(case, book, policy or book.policy)
    for row in ROWS.values():
        verdict = row(asked)
        if verdict is not None:
            return verdict
    return recorded(asked)


def stub(asked: Asked) -> Verdict | None:
    """A stub without categories needs no consent; with categories it is judged as details (P2)."""
    if asked.request.kind is Kind.STUB and not asked.request.categories:
        return asked.allow(Reason.OK_STUB)
    return None


def anonymous(asked: Asked) -> Verdict | None:
    """Anonymous unless re-identifiable; K1, K9 and K10 always are (sections 5 and 5c)."""
    request = asked.request
    if request.kind is not Kind.ANONYMOUS:
        return None
    revealing = request.categories & asked.book.identifying
    if request.reidentifiable or revealing:
        return asked.refuse(Reason.REIDENTIFIABLE, categories=revealing)
    return asked.allow(Reason.OK_ANONYMOUS)


def incomplete(asked: Asked) -> Verdict | None:
    """Purpose, recipients and categories are there."""
    request = asked.request
    if request.purpose and request.recipients and request.categories:
        return None
    return asked.refuse(Reason.INCOMPLETE)


def forbidden(asked: Asked) -> Verdict | None:
    """BSN, ID copy, whole file: never (P21)."""
    found = asked.request.categories & asked.book.forbidden
    return asked.refuse(Reason.FORBIDDEN_CATEGORY, categories=found) if found else None


def not_closed(asked: Asked) -> Verdict | None:
    """Only in a closed channel."""
    return None if asked.request.channel == "besloten" else asked.refuse(Reason.CHANNEL_NOT_CLOSED)


def not_involved(asked: Asked) -> Verdict | None:
    """Every recipient has a role in this case; unknown roles and RIEC never, the VIR only with E06."""
    outside = [one for one in asked.request.recipients if not one.involved or not _has_place(one, asked)]
    return asked.refuse(Reason.RECIPIENT_NOT_INVOLVED, recipients=outside) if outside else None


def _has_place(recipient: Recipient, asked: Asked) -> bool:
    role = asked.book.roles.get(recipient.role)
    if role is None:
        return False
    return not role.receives or any(one.ground == role.receives for one in asked.case.exceptions)


def layman(asked: Asked) -> Verdict | None:
    """Somebody who is no professional gets K1–K3 at most, exceptions included (P20); a police item is K8."""
    beyond = asked.request.categories - asked.policy.lay_categories
    if asked.regime.police:
        beyond = asked.request.categories
    if not beyond or all(asked.book.roles[one.role].professional for one in asked.request.recipients):
        return None
    return asked.refuse(Reason.RECIPIENT_CATEGORY, categories=beyond)


def no_birth_date(asked: Asked) -> Verdict | None:
    """Without a date of birth nobody knows who decides: only acute danger (E01) opens it (row 7a)."""
    if asked.case.youth.dob is not None:
        return None
    return excepting.vital(asked) or asked.refuse(Reason.INCOMPLETE)


def internal(asked: Asked) -> Verdict | None:
    """Row 7b: professionals of one organisation outside care and police, where the flag is on (P27)."""
    mine = (asked.case.sender.organisation or "").strip()
    if (
        not asked.policy.internal_sharing
        or not mine
        or not asked.request.categories <= asked.policy.internal_categories
    ):
        return None
    if not (_plain(asked.regime) and _plain(_of_the_sender(asked))):
        return None
    colleagues = (_is_colleague(one, mine, asked) for one in asked.request.recipients)
    if not all(colleagues) or consenting.standing(asked):
        return None
    return asked.allow(Reason.OK_INTERNAL)


def _is_colleague(recipient: Recipient, organisation: str, asked: Asked) -> bool:
    """A professional of this organisation; the verwijsindex is a system, nobody's colleague."""
    role = asked.book.roles[recipient.role]
    return role.professional and not role.receives and (recipient.organisation or "").strip() == organisation


def directly_involved(asked: Asked) -> Verdict | None:
    """7.3.11(2)(a) Jeugdwet: all carry out the same help, under jeugdhulp or wgbo; never K8 or K9.

    Jeugdreclassering is never the same help; an objection that stands closes it.
    """
    never = asked.book.police | asked.book.third_party
    if not asked.regime.direct or not never.isdisjoint(asked.request.categories):
        return None
    if not _helps(asked.case.sender.role, _of_the_sender(asked), asked):
        return None
    if not all(one.rechtstreeks_betrokken and _receives_help(one, asked) for one in asked.request.recipients):
        return None
    return None if consenting.standing(asked) else asked.allow(Reason.OK_DIRECT_INVOLVED)


def _of_the_sender(asked: Asked) -> Regime | None:
    """The regime of the sender's own role, which need not be that of the items."""
    role = asked.book.roles.get(asked.case.sender.role)
    return asked.book.regimes.get(role.regime) if role is not None else None


def _plain(regime: Regime | None) -> bool:
    return regime is not None and regime.id == _INTERNAL


def _receives_help(recipient: Recipient, asked: Asked) -> bool:
    own = asked.book.roles[recipient.role].regime
    return _helps(recipient.role, asked.book.regimes.get(recipient.regime or own), asked)


def _helps(role: str, regime: Regime | None, asked: Asked) -> bool:
    return regime is not None and regime.direct and not asked.book.roles[role].other_help


def recorded(asked: Asked) -> Verdict:
    """Rows 9 to 12: consent unless its source is closed, then exceptions, else what consent came to."""
    consent = consenting.judge(asked)
    shut = closed(asked)
    if consent.verdict.allowed and shut is None:
        return consent.verdict
    exception = excepting.judge(asked, youth_refuses=consent.youth_refuses)
    return exception or shut or consent.verdict


def closed(asked: Asked) -> Verdict | None:
    """Rows 9 and 9b: what consent never opens, by its label or by the regime of its source."""
    labelled = asked.request.categories & asked.book.police
    if labelled and not asked.regime.police:
        return asked.refuse(Reason.WPG_CLOSED, categories=labelled)
    if not asked.regime.closed:
        return None
    return asked.refuse(Reason(asked.regime.closed), categories=asked.request.categories)


# Rows 1 to 8 of section 5, in order; rows 9 to 12 are `recorded`.
ROWS: Mapping[str, Callable[[Asked], Verdict | None]] = {
    "1": stub,
    "2": anonymous,
    "3": incomplete,
    "4": forbidden,
    "5": not_closed,
    "6": not_involved,
    "7": layman,
    "7a": no_birth_date,
    "7b": internal,
    "8": directly_involved,
}
