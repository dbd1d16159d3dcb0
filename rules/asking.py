"""The facts of one decision worked out once, so that each check reads only what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from rules.book import Rulebook
from rules.codes import Hint, Reason
from rules.consenters import Required, who_must_consent
from rules.model import YOUTH, Case, Consent, Moment, Recipient, Request, Verdict
from rules.moments import birthday, has_come, local_day
from rules.policy import Policy
from rules.vocabulary import Column, Regime

_SIGNS_FROM = 12
_ALONE_FROM = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """One request on one local day, with who must consent to it."""

    case: Case
    book: Rulebook
    policy: Policy
    now: datetime
    today: date
    request: Request
    regime: Regime
    required: Required
    deciders: frozenset[str]
    signs_from: date
    sixteenth: date

    def refuse(
        self,
        reason: Reason,
        *,
        hint: Hint | str | None = None,
        missing: Iterable[str] = (),
        recipients: Iterable[Recipient] = (),
        categories: frozenset[str] = frozenset(),
        conditions: Iterable[str] = (),
    ) -> Verdict:
        """The verdict of a code, with its usual hint unless the check knows a better one."""
        code = self.book.codes[reason]
        return Verdict(
            decision=code.decision,
            reason=str(reason),
            hint=str(hint) if hint else code.hint,
            missing=tuple(missing),
            recipients=tuple(recipients),
            categories=self.book.in_order(categories),
            conditions=tuple(conditions),
        )

    def allow(self, reason: str, *, consent: int | None = None, exception: int | None = None) -> Verdict:
        """The allowing verdict; `reason` may carry a ground."""
        code = Reason.OK_EXCEPTION if exception is not None else Reason(reason)
        return Verdict(self.book.codes[code].decision, str(reason), consent=consent, exception=exception)

    def on(self, day: date) -> Asked:
        """The same request as it stood on another local day: who decided then, by the rules of that day."""
        case = self.case
        required = who_must_consent(
            case.youth, case.gezag, case.sender.regime, day, self.book, policy=self.policy
        )
        return replace(self, today=day, required=required, deciders=frozenset(required.persons))

    def come(self, moment: Moment) -> bool:
        """Whether a moment is not in the future."""
        return has_come(moment, self.now, self.today)

    def youth_signed(self, given: Mapping[str, Moment]) -> bool:
        """Whether the youth's own signature counts today (section 3, birthday rules a and b).

        Not before the 12th birthday; from 16 a signature given at 12–15 carries over only for items
        under the care column.
        """
        moment = given.get(YOUTH)
        if moment is None:
            return False
        day = local_day(moment)
        if day < self.signs_from:
            return False
        return day >= self.sixteenth or self.today < self.sixteenth or self.required.column is Column.CARE

    def required_signatures(self, consent: Consent) -> list[Moment]:
        """The moments at which persons whose consent is required signed this record."""
        return [moment for person, moment in consent.given.items() if person in self.deciders]

    def counted(self, consent: Consent) -> Consent:
        """The record without signatures of tomorrow where another of whom one is enough has signed (5c)."""
        if not self.required.one_is_enough:
            return consent
        signed = {who: moment for who, moment in consent.given.items() if who in self.deciders}
        coming = {who for who, moment in signed.items() if not self.come(moment)}
        if not coming or len(coming) == len(signed):
            return consent
        return replace(consent, given={who: at for who, at in consent.given.items() if who not in coming})


def ask(case: Case, book: Rulebook, policy: Policy) -> Asked:
    """Work out what the checks need; raises `KeyError` for a regime outside the tables."""
    today = local_day(case.now)
    required = who_must_consent(case.youth, case.gezag, case.sender.regime, today, book, policy=policy)
    dob = case.youth.dob or date.max.replace(year=9000)
    asked = Asked(
        case=case,
        book=book,
        policy=policy,
        now=case.now,
        today=today,
        request=case.request,
        regime=book.regimes[case.sender.regime],
        required=required,
        deciders=frozenset(required.persons),
        signs_from=birthday(dob, _SIGNS_FROM),
        sixteenth=birthday(dob, _ALONE_FROM),
    )
    if not case.consents:
        return asked
    return replace(asked, case=replace(case, consents=tuple(map(asked.counted, case.consents))))


def newest(consent: Consent) -> date | None:
    """The day of a record: that of its newest signature, else of its refusal or newest withdrawal."""
    days = [local_day(one) for one in consent.given.values()]
    if days:
        return max(days)
    if consent.refused_on is not None:
        return local_day(consent.refused_on)
    return max((local_day(one) for one in consent.withdrawn.values()), default=None)
