"""Who is acting: a Slack account seen through the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from casework.ports import Standing
from storage.directory_tables import Partner
from storage.repositories import accounts, directory
from storage.repositories.organisations import folded
from storage.sound import plain


@dataclass(frozen=True, slots=True)
class PartnerRef:
    """A partner as others see them; who has one `organisation_id` with another is their colleague."""

    id: int
    name: str
    organisation: str
    role: str
    user_id: str | None
    person_since: datetime | None = None
    organisation_id: int | None = None

    def did(self, account: str, at: datetime) -> bool:
        """Whether it was this partner who did something with an account then: it may have been another's."""
        since = self.person_since
        return self.user_id == account and (since is None or since < at)


@dataclass(frozen=True, slots=True)
class Person:
    """A Slack account with what the directory says of it; `partner` is None for a stranger.

    `as_of` is the last number of the audit chain when the directory was asked, None when nobody looked, and
    `opened` what the privacy officer had opened then.
    """

    user_id: str
    partner: PartnerRef | None = None
    partnerships: frozenset[int] = frozenset()
    coordinates: frozenset[int] = frozenset()
    grants: frozenset[str] = field(default_factory=frozenset)
    as_of: int | None = field(default=None, compare=False)
    opened: frozenset[str] = field(default_factory=frozenset, compare=False)

    @property
    def known(self) -> bool:
        """Whether the directory knows this account at all."""
        return self.partner is not None or bool(self.coordinates) or bool(self.grants)

    def did(self, account: str, at: datetime) -> bool:
        """Whether it was this person who did something with an account then."""
        return self.user_id == account and (self.partner is None or self.partner.did(account, at))


@dataclass(frozen=True, slots=True)
class Seen:
    """A person together with what Slack just said of their account; `Office.see` makes it.

    The gate gives a permit to nobody else: what a use case did not ask Slack, it cannot open.
    """

    person: Person
    standing: Standing


def known_words(partnerships: Iterable[str], members: Iterable[PartnerRef]) -> frozenset[str]:
    """Names that may stand in checked text: partnerships, their partners and their organisations."""
    return frozenset({*partnerships, *(word for one in members for word in (one.name, one.organisation))})


def partner_ref(row: Partner) -> PartnerRef:
    """A partner row as a fact that views may hold."""
    if row.id is None:
        raise ValueError("a partner reference needs a stored row")
    since, works_for = row.person_since, row.organisation_id
    return PartnerRef(row.id, row.name, row.organisation, row.role, row.user_id, since, works_for)


def same_person(one: PartnerRef, other: PartnerRef) -> bool:
    """Whether two partners are one person, also with a second account: of one name in one organisation."""
    if one.id == other.id or (one.user_id is not None and one.user_id == other.user_id):
        return True
    return _called(one) == _called(other)


def are_colleagues(one: PartnerRef, other: PartnerRef) -> bool:
    """Whether two partners work for one organisation."""
    return one.organisation_id is not None and one.organisation_id == other.organisation_id


def is_another(row: Partner, name: str, organisation: str) -> bool:
    """Another name in another organisation: nothing is left by which it could be the same partner."""
    return plain(row.name) != plain(name) and folded(row.organisation) != folded(organisation)


def takes_account(session: Session, account: str, name: str, now: datetime) -> datetime | None:
    """Since when somebody of this name is who has this account: None when they always were.

    After somebody else had it, it begins now: what was that person's goes to the coordinators.
    """
    before = accounts.last_behind(session, account)
    if before is None:
        return None
    if plain(before.name) == plain(name):
        return before.person_since
    accounts.let_go(session, account, now)
    return now


def _called(one: PartnerRef) -> tuple[str, str, str]:
    """Name and organisation whatever the spelling; of places numbered alike each is another."""
    numbers = "".join(letter for letter in f"{one.name} {one.organisation}" if letter.isdigit())
    return plain(one.name), plain(one.organisation), numbers


def identify(session: Session, user_id: str) -> Person:
    """See this Slack account through the directory; a stranger comes out as unknown."""
    row = directory.partner_of_user(session, user_id)
    sits_in = directory.partnerships_of(session, row.id) if row and row.id else []
    coordinates = directory.coordinated_by(session, user_id)
    return Person(
        user_id=user_id,
        partner=partner_ref(row) if row else None,
        partnerships=frozenset(one.id for one in sits_in if one.id is not None),
        coordinates=frozenset(one.id for one in coordinates if one.id is not None),
        grants=directory.grants(session, user_id),
    )
