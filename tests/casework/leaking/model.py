"""The facts as people made them, kept beside the house; the expectation is `decide` on these alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from rules.book import Rulebook
from rules.deciding import decide
from rules.model import (
    Addressee,
    Case,
    Consent,
    ExceptionRecord,
    Gezag,
    Holder,
    Kind,
    Recipient,
    Request,
    Sender,
    Verdict,
    Youth,
)
from rules.objections import holds_objection
from rules.policy import Policy
from tests.casework.leaking.facts import (
    ConsentFact,
    DisclosureFact,
    ExceptionFact,
    ItemFact,
    OpeningFact,
    PartnerFact,
    Reasoning,
    SignalFact,
)
from tests.casework.leaking.people import COORDINATORS, REVIEWERS

Named = TypeVar("Named", Consent, ExceptionRecord)


HOLDER_TYPES = {"ouder_1": "ouder", "ouder_2": "ouder", "voogd": "voogd", "voogd_gi": "voogd_gi"}


@dataclass(slots=True)
class Facts:
    """Everything that happened, and the question put to the rules about it."""

    book: Rulebook
    policy: Policy
    partners: dict[int, PartnerFact] = field(default_factory=dict)
    signals: dict[int, SignalFact] = field(default_factory=dict)
    exceptions: dict[int, ExceptionFact] = field(default_factory=dict)
    disclosures: dict[int, DisclosureFact] = field(default_factory=dict)
    items: dict[str, list[tuple[int, ItemFact]]] = field(default_factory=dict)
    reasons: dict[str, Reasoning] = field(default_factory=dict)
    openings: dict[int, OpeningFact] = field(default_factory=dict)
    reviewers: set[str] = field(default_factory=lambda: set(REVIEWERS))

    def partner_of(self, user: str) -> PartnerFact | None:
        """The active partner behind an account."""
        return next((one for one in self.partners.values() if one.user == user and one.active), None)

    def number_of(self, user: str) -> int:
        """The number of the active partner behind an account, 0 for nobody."""
        partner = self.partner_of(user)
        return partner.id if partner else 0

    def organisation_of(self, user: str) -> str:
        """Whom the active partner behind an account works for, empty for nobody."""
        partner = self.partner_of(user)
        return partner.organisation if partner else ""

    def sits(self, user: str, partnership: int) -> bool:
        """Whether this account is an active partner of the partnership."""
        partner = self.partner_of(user)
        return partner is not None and partnership in partner.partnerships

    def present(self, user: str, signal: int) -> bool:
        """Whether this account sits in the partnership of a signal now, or coordinates it."""
        partnership = self.signals[signal].partnership
        return self.sits(user, partnership) or COORDINATORS[partnership] == user

    def leads(self, user: str, signal: int) -> bool:
        """Whether this account reported it (and not somebody who had it before), or leads it, and is here."""
        fact = self.signals[signal]
        mine = user == fact.author and self.number_of(user) in (0, fact.author_partner)
        return self.present(user, signal) and (mine or user == fact.lead)

    def wrote(self, user: str, item: ItemFact) -> bool:
        """Whether the person behind this account told this."""
        return user == item.author and self.number_of(user) in (0, item.writer)

    def members(self, partnership: int) -> list[PartnerFact]:
        """The active partners of a partnership."""
        return [one for one in self.partners.values() if one.active and partnership in one.partnerships]

    def add_item(self, signal: SignalFact, item: ItemFact) -> None:
        """Somebody told something."""
        item.writer = self.number_of(item.author)
        signal.items.append(item)
        for token in item.tokens:
            self.items.setdefault(token, []).append((signal.number, item))

    def replace_item(self, signal: SignalFact, old: ItemFact, new: ItemFact) -> None:
        """Something turned out otherwise; what was shared goes on with the new text, of the same kinds."""
        old.in_force = False
        self.add_item(signal, new)
        swapped = (new,) if set(new.categories) <= set(old.categories) else ()
        for fact in self.disclosures.values():
            if old in fact.items:
                fact.items = tuple(kept for one in fact.items for kept in (swapped if one is old else (one,)))

    def verdicts(
        self,
        signal: SignalFact,
        sharer: str,
        readers: Iterable[PartnerFact],
        items: Collection[ItemFact],
        purpose: str,
        now: datetime,
        *,
        closed: bool = True,
        necessary: bool = True,
    ) -> Iterator[Verdict]:
        """What the rules say of these items together for these readers together, per source's regime.

        `necessary` is whether who shares said that the help needs it.
        """
        sender = self.partner_of(sharer)
        helpers = self._helpers(signal, sender) if necessary else frozenset()
        employer = sender.organisation if sender and not self._unsure(signal) else None
        request = Request(
            kind=Kind.DETAILS,
            purpose=purpose,
            recipients=tuple(self._recipient(signal, one, helpers) for one in readers),
            categories=frozenset(one for item in items for one in item.categories),
            channel="besloten" if closed else "openbaar",
        )
        own = [one for one in self.exceptions.values() if one.record.invoker == sharer]
        holders = tuple(Holder(one, HOLDER_TYPES[one]) for one in signal.holders)
        for regime in sorted({item.regime for item in items}):
            case = Case(
                now=now,
                youth=Youth(signal.born, signal.capacity, signal.representatives),
                gezag=Gezag(holders=holders, verified=signal.verified),
                sender=Sender(
                    role=sender.role if sender else "", regime=regime, person=sharer, organisation=employer
                ),
                request=request,
                consents=tuple(self._consents(signal, items)),
                exceptions=tuple(
                    self._narrowed(one.record, one, items) for one in own if one.signal == signal.number
                ),
                elsewhere=tuple(
                    one.record for one in own if one.signal != signal.number and one.record.ground == "E01"
                ),
            )
            yield decide(case, self.book, self.policy.opening(self.opened))

    def _consents(self, signal: SignalFact, items: Collection[ItemFact]) -> Iterator[Consent]:
        """The records as far as they count; an objection in one is about everybody."""
        for fact in signal.consents:
            narrowed = self._narrowed(fact.record, fact, items)
            yield narrowed
            if narrowed is not fact.record and holds_objection(fact.record):
                yield replace(fact.record, active=False)

    def _narrowed(
        self, record: Named, fact: ConsentFact | ExceptionFact, items: Collection[ItemFact]
    ) -> Named:
        """Without who made it, unless they wrote all or somebody stands behind it, and who may be another."""
        reviewed = isinstance(record, ExceptionRecord) and record.review is not None
        alone = not fact.confirmed and not reviewed
        barred = {fact.recorder} if alone and any(one.writer != fact.recorder for one in items) else set()
        for number, partner in self.partners.items():
            since = partner.since
            if since is not None and fact.at <= since and fact.same.get(number, fact.at) < since:
                barred.add(number)
        kept = tuple(one for one in record.recipients if int(one.partner or 0) not in barred)
        if len(kept) == len(record.recipients):
            return record
        return replace(record, recipients=kept or (Addressee("", ""),))

    def _helpers(self, signal: SignalFact, sender: PartnerFact | None) -> frozenset[int]:
        """Who gives the same help as who sends; a no of a parent counts until it is known who has gezag."""
        unsure = self._unsure(signal)
        helps = sender is not None and (sender.id == signal.author_partner or sender.id in signal.same_help)
        return signal.same_help if helps and not unsure else frozenset()

    def _unsure(self, signal: SignalFact) -> bool:
        """Whether somebody who may have gezag said no while nobody knows who has it."""
        objected = {who for one in signal.consents for who in (*one.record.refused, *one.record.withdrawn)}
        return not signal.holders and bool(objected & HOLDER_TYPES.keys())

    def _recipient(self, signal: SignalFact, partner: PartnerFact, helpers: frozenset[int]) -> Recipient:
        role = self.book.roles.get(partner.role)
        return Recipient(
            role=partner.role,
            partner=str(partner.id),
            involved=partner.id in signal.involved,
            rechtstreeks_betrokken=partner.id in helpers,
            regime=role.regime if role else None,
            organisation=partner.organisation or None,
        )

    @property
    def opened(self) -> frozenset[str]:
        """What the privacy officer opened with a second person, and did not close again."""
        return frozenset(one.ground for one in self.openings.values() if one.agreed and not one.closed)

    def addressees(self, ids: Iterable[int]) -> tuple[Addressee, ...]:
        """Partners as a record names them: the person in the role of that moment."""
        return tuple(Addressee(self.partners[one].role, str(one)) for one in ids)

    def change_exception(self, number: int, **changes: Any) -> None:
        """Something happened to a recorded ground."""
        fact = self.exceptions[number]
        fact.record = replace(fact.record, **changes)
