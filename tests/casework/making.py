"""An office with a frozen clock and a partner in every role, for tests of use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from casework.gate import Gate
from casework.office import Office
from casework.people import Person
from casework.ports import Room, RoomUnknown, Standing
from casework.signals import registering, tagging
from casework.signals.drafting import SignalForm
from casework.texts import mark_of
from rules.book import Rulebook, load_rulebook
from rules.moments import ZONE
from rules.policy import Policy
from storage.audit_tables import AuditRow
from storage.deployment import open_deployment
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.engine import session_for
from storage.keys import KeyRing, generate
from storage.unit_of_work import Store
from tests.casework.unasked import Unasked

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEAM = "T0ZONNEBEEK"
REVIEWER = "U0REVIEWER"


class FrozenClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, time: datetime = NOW) -> None:
        self.time = time

    def now(self) -> datetime:
        """The instant the test set."""
        return self.time


class UnseenRooms(Unasked):
    """Conversations that nobody looked into yet."""

    def look(self, channel: str) -> Room:
        """There is nobody to ask."""
        raise RoomUnknown

    def standing(self, user_id: str) -> Standing:
        """Everybody works here."""
        return Standing.MEMBER

    def remembered(self, channel: str) -> Room | None:
        """Nothing was seen."""
        return None


@dataclass(slots=True)
class House:
    """An office, its clock, and shortcuts for what most tests do first."""

    office: Office
    clock: FrozenClock
    roles: dict[str, int]
    keys: count[int] = field(default_factory=lambda: count(1))

    def key(self) -> str:
        """A new inbound key."""
        return f"test:{next(self.keys)}"

    def person(self, role: str) -> Person:
        """The partner in this role, as the directory sees their account."""
        return self.office.identify(user(role))

    def partner(self, role: str) -> int:
        """The id of the partner in this role."""
        return self.roles[role]

    def report(self, author: str, **typed: Any) -> int:
        """Register a signal with a name, a birth date and one detail; returns its number."""
        form: dict[str, Any] = {
            "partnership": "1",
            "level": "N2",
            "place": "school",
            "summary": "Mist vaak de eerste uren",
            "subject_name": "Jesse Verzonnen",
            "subject_birthdate": "14-05-2011",
            "details": "Vertelde dat hij pakketjes wegbrengt",
            "categories": ["signaal"],
            **typed,
        }
        stored = registering.register(
            self.office,
            self.person(author),
            SignalForm(**form),
            self.key(),
            already_asked=(mark_of(str(form["summary"])), mark_of(str(form.get("area", "")))),
        )
        return stored.number

    def tag(self, author: str, number: int, *roles: str) -> None:
        """Tag the partners in these roles."""
        ids = {self.partner(one) for one in roles}
        tagging.tag(self.office, self.person(author), number, ids, self.key())

    def audit(self, act: str) -> list[AuditRow]:
        """The audit rows of one act, oldest first."""
        with session_for(self.office.store.engine, write=False) as session:
            found = select(AuditRow).where(AuditRow.act == act).order_by(col(AuditRow.seq))
            return list(session.exec(found))


def user(role: str) -> str:
    """The Slack account of the partner in this role."""
    return f"U0{role.upper().replace('_', '')[:14]}"


def open_house(engine: Engine, *, policy: Policy | None = None, book: Rulebook | None = None) -> House:
    """A new deployment on an empty database: one partnership, one partner for every role."""
    book = book or load_rulebook()
    clock = FrozenClock()
    vault = open_deployment(engine, KeyRing.parse(generate()), TEAM, clock.now())
    chosen = policy or book.policy
    office = Office(
        store=Store(engine, vault, lambda: None, book.version),
        gate=Gate(vault, book, chosen),
        book=book,
        policy=chosen,
        clock=clock,
        rooms=UnseenRooms(),
        zone=ZONE,
    )
    roles: dict[str, int] = {}
    with session_for(engine) as session:
        session.add(Partnership(id=1, name="PGA", kind="pga", channel="C0PGA", coordinator="U0REGIE"))
        session.flush()
        for role in book.roles:
            partner = Partner(
                name=f"Iemand {role}", organisation="Organisatie", role=role, user_id=user(role)
            )
            session.add(partner)
            session.flush()
            session.add(Membership(partner_id=partner.id or 0, partnership_id=1))
            roles[role] = partner.id or 0
        session.add(RoleGrant(user_id=REVIEWER, role="reviewer"))
        session.commit()
    return House(office, clock, roles)
