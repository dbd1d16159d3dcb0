"""Everything the gate looks at for one signal, loaded in a handful of indexed queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from casework.errors import NotForYou, Refused
from casework.people import PartnerRef, partner_ref
from casework.permits import RESTRICTED
from casework.refs import ref
from rules.at_once import ACUTE_DANGER
from storage.directory_tables import Partnership
from storage.evidence_tables import CapacityFinding, CaseFacts, ConsentRecord, ExceptionEntry
from storage.guarding import refused_rows
from storage.repositories import directory, exceptions, grounds, signals
from storage.signal_tables import Disclosure, Item, Signal, SignalKeys, SignalState, Tag

NOT_MINE = "not_mine"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One signal with what belongs to it, as it stands in this transaction.

    `elsewhere` are fast-path records (E01) in other cases by people who may share here: one that nobody
    reviewed keeps its invoker from the next (P11). `elsewhere_now` are, by account, the partners who recorded
    something here and left. `lost` are the tables of which a row in this case is not what the house stored,
    `opened` the hidden grounds that the privacy officer opened.
    """

    signal: Signal
    number: int
    partnership: Partnership
    keys: SignalKeys
    items: Sequence[Item]
    facts: CaseFacts | None
    capacity: CapacityFinding | None
    consents: Sequence[ConsentRecord]
    exceptions: Sequence[ExceptionEntry]
    elsewhere: Sequence[ExceptionEntry]
    tags: Sequence[Tag]
    disclosures: Sequence[Disclosure]
    members: dict[int, PartnerRef]
    elsewhere_now: dict[str, PartnerRef] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    @property
    def tagged(self) -> frozenset[int]:
        """Ids of the partners tagged with the stub."""
        return frozenset(tag.partner_id for tag in self.tags)

    @property
    def involved(self) -> frozenset[int]:
        """Ids of the partners present here with a role in this case: tagged and not 'niet voor mij', or the
        author."""
        answered_no = {tag.partner_id for tag in self.tags if tag.reaction == NOT_MINE}
        return ((self.tagged - answered_no) | {self.signal.author_partner_id}) & self.members.keys()

    @property
    def same_help(self) -> frozenset[int]:
        """Ids of the partners who carry out the same help (rulebook 5, row 8)."""
        return frozenset(tag.partner_id for tag in self.tags if tag.directly_involved)

    @property
    def identity(self) -> Item | None:
        """The item with name and date of birth, if one was given."""
        return next((item for item in self.items if item.kind == "identity"), None)

    @property
    def categories(self) -> tuple[str, ...]:
        """The union of the items' categories, in their first order of appearance."""
        return tuple(dict.fromkeys(one for item in self.items for one in item.categories))

    @property
    def acute(self) -> bool:
        """Whether it is said to be about acute danger, and that is not over."""
        return self.in_force and ACUTE_DANGER in self.signal.modifiers

    @property
    def in_force(self) -> bool:
        """Whether the signal can still be worked on."""
        return self.signal.state == SignalState.OPEN

    @property
    def is_draft(self) -> bool:
        """Whether its author did not post it yet."""
        return self.signal.state == SignalState.DRAFT

    def must_be_open(self) -> None:
        """Raises `Refused` SIGNAL_DRAFT for what was not posted yet, SIGNAL_CLOSED for what is over."""
        if not self.in_force:
            raise Refused("SIGNAL_DRAFT" if self.is_draft else "SIGNAL_CLOSED", ref=ref("S", self.number))

    @property
    def restricted(self) -> bool:
        """Whether nothing of it may be used for now: all is kept, and nobody sees any of it."""
        return self.signal.state == SignalState.RESTRICTED

    def must_be_in_use(self) -> None:
        """Raises `Refused` SIGNAL_RESTRICTED; ask it only for whom the rest would be shown to."""
        if self.restricted:
            raise Refused(RESTRICTED, ref=ref("S", self.number))

    @property
    def refs(self) -> tuple[str, ...]:
        """What its posts are about: the signal itself, each of its disclosures and each ground."""
        shared = (ref("D", one.id) for one in self.disclosures)
        return (ref("S", self.number), *shared, *(ref("X", one.id) for one in self.exceptions))

    @property
    def live(self) -> tuple[Disclosure, ...]:
        """The disclosures that have not ended."""
        return tuple(one for one in self.disclosures if one.ended_at is None)

    @property
    def words(self) -> frozenset[str]:
        """Names that may stand in checked text: the partners, their organisations, the partnership."""
        names = {word for one in self.members.values() for word in (one.name, one.organisation)}
        return frozenset(names | {self.partnership.name})

    def partner_of(self, account: str) -> PartnerRef | None:
        """The partner behind an account, present here or somebody who recorded something here."""
        here = (one for one in self.members.values() if one.user_id == account)
        return next(here, self.elsewhere_now.get(account))

    def tagged_partners(self) -> tuple[PartnerRef, ...]:
        """The tagged partners that are still active, in the order of tagging."""
        return tuple(self.members[tag.partner_id] for tag in self.tags if tag.partner_id in self.members)

    def chosen(self, ids: Collection[int]) -> tuple[PartnerRef, ...]:
        """The active members with these ids."""
        return tuple(one for one in self.members.values() if one.id in ids)


def trunk(session: Session, number: int) -> tuple[Signal, SignalKeys, Partnership]:
    """The signal itself with its keys and its partnership; raises `NotForYou` when there is none."""
    found = signals.trunk(session, number)
    if found is None or found[0].state == SignalState.ERASED:
        raise NotForYou
    return found


def load(session: Session, number: int) -> CaseFile:
    """Load a signal with all that belongs to it; raises `NotForYou` when there is none."""
    row, keys, partnership = trunk(session, number)
    here = directory.members(session, row.partnership_id) if partnership.active else ()
    members = [partner_ref(one) for one in here]
    entries = exceptions.of_signal(session, number)
    consents = signals.consents(session, number)
    wrote = {one.recorded_by for one in consents} | {one.invoker for one in entries}
    sharers = {row.author, *([row.lead] if row.lead else ()), *(one.invoker for one in entries)}
    return CaseFile(
        signal=row,
        number=number,
        partnership=partnership,
        keys=keys,
        items=signals.items(session, number),
        facts=signals.facts(session, number),
        capacity=signals.capacity(session, number),
        consents=consents,
        exceptions=entries,
        elsewhere=exceptions.vital_elsewhere(session, number, sharers),
        tags=signals.tags(session, number),
        disclosures=signals.disclosures(session, number),
        members={one.id: one for one in members},
        elsewhere_now=_elsewhere(session, wrote - {one.user_id for one in members}),
        lost=_lost(session, number),
        opened=grounds.opened(session),
    )


def _lost(session: Session, number: int) -> frozenset[str]:
    """An unreviewed E01 elsewhere counts here too, so that one that cannot be read is missed here."""
    met = refused_rows(session)
    return frozenset(one.table for one in met if one.signal_id == number or one.table == "exception")


def _elsewhere(session: Session, accounts: Collection[str]) -> dict[str, PartnerRef]:
    found = {account: directory.partner_of_user(session, account) for account in accounts}
    return {account: partner_ref(row) for account, row in found.items() if row is not None}
