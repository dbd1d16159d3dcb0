"""The decision procedure of rulebook section 5: may these details go to exactly these recipients?"""

from __future__ import annotations

from collections.abc import Callable

from rules import consenting, excepting
from rules.asking import Asked, ask
from rules.book import Rulebook
from rules.codes import Reason
from rules.model import Case, Kind, Recipient, Verdict
from rules.policy import Policy


def decide(case: Case, book: Rulebook, policy: Policy | None = None) -> Verdict:
    """Decide one case; the first row that matches wins (section 5).

    `policy` defaults to the rulebook's own choices. Ids must be known to the tables (`KeyError` for a
    regime, holder type or ground that is not); `rules.casefile` checks what comes from outside.
    """
    asked = ask(case, book, policy or book.policy)
    for row in ROWS:
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
    """Purpose, recipients, categories and, for details, the date of birth are there (5b)."""
    request = asked.request
    if request.purpose and request.recipients and request.categories and asked.case.youth.dob:
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
    """Somebody who is no professional gets K1–K3 at most, exceptions included (P20)."""
    beyond = asked.request.categories - asked.policy.lay_categories
    if not beyond or all(asked.book.roles[one.role].professional for one in asked.request.recipients):
        return None
    return asked.refuse(Reason.RECIPIENT_CATEGORY, categories=beyond)


def directly_involved(asked: Asked) -> Verdict | None:
    """7.3.11(2)(a) Jeugdwet: all carry out the same help, under jeugdhulp or wgbo; never K8 or K9."""
    if not asked.regime.direct:
        return None
    closed = asked.book.police | asked.book.third_party
    if not closed.isdisjoint(asked.request.categories):
        return None
    if all(one.rechtstreeks_betrokken and _helps(one, asked) for one in asked.request.recipients):
        return asked.allow(Reason.OK_DIRECT_INVOLVED)
    return None


def _helps(recipient: Recipient, asked: Asked) -> bool:
    regime = asked.book.regimes.get(recipient.regime or asked.book.roles[recipient.role].regime)
    return regime is not None and regime.direct


def recorded(asked: Asked) -> Verdict:
    """Rows 9 to 12: consent unless K8, then exceptions, else what the consent route came to."""
    consent = consenting.judge(asked)
    closed = not asked.book.police.isdisjoint(asked.request.categories)
    if consent.verdict.allowed and not closed:
        return consent.verdict
    exception = excepting.judge(asked, youth_refuses=consent.youth_refuses)
    if exception is not None:
        return exception
    if not closed:
        return consent.verdict
    return asked.refuse(Reason.WPG_CLOSED, categories=asked.request.categories & asked.book.police)


# Rows 1 to 8 of section 5, in order; rows 9 to 12 are `recorded`.
ROWS: tuple[Callable[[Asked], Verdict | None], ...] = (
    stub,
    anonymous,
    incomplete,
    forbidden,
    not_closed,
    not_involved,
    layman,
    directly_involved,
)
