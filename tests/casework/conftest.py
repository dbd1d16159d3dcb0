"""An office on each database, with one partnership, for the tests of this floor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from casework.gate import Gate
from casework.office import Office
from casework.ports import Room, RoomUnknown, Standing
from rules.book import load_rulebook
from storage.deployment import open_deployment
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.engine import make_engine, session_for
from storage.keys import KeyRing, generate
from storage.unit_of_work import Store
from tests.casework.founding import KIM, Town
from tests.casework.making import House, open_house
from tests.casework.unasked import Unasked

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PEOPLE = (
    (1, "Farida Lindeman", "Gemeente Zonnebeek", "gemeente_oov", "U0REGIE"),
    (2, "Stef Noordhof", "Politie", "jeugdagent", "U0AGENT"),
    (3, "Tarik Vogelaar", "Welzijn Zonnebeek", "jongerenwerker", "U0JONGER"),
)


@dataclass
class FrozenClock:
    """Stands still until a test moves it."""

    instant: datetime = NOW

    def now(self) -> datetime:
        """This instant."""
        return self.instant


@dataclass
class NoRooms(Unasked):
    """No conversation can be looked into."""

    asked: list[str] = field(default_factory=list)

    def look(self, channel: str) -> Room:
        """Slack does not tell."""
        self.asked.append(channel)
        raise RoomUnknown(channel)

    def standing(self, user_id: str) -> Standing:
        """Slack does not tell."""
        return Standing.UNKNOWN

    def remembered(self, channel: str) -> Room | None:
        """Nothing."""
        return None


@pytest.fixture
def clock() -> FrozenClock:
    """Half past ten in Amsterdam on Tuesday 24 November 2026."""
    return FrozenClock()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on SQLite and on PostgreSQL, with a partnership of three."""
    engine = make_engine(database_url)
    with session_for(engine) as session:
        session.add(
            Partnership(
                id=1, name="Jeugdnetwerk Zonnebeek", kind="wijkoverleg", channel="C0Z", coordinator="U0REGIE"
            )
        )
        session.flush()
        for number, name, organisation, role, user in PEOPLE:
            session.add(Partner(id=number, name=name, organisation=organisation, role=role, user_id=user))
            session.flush()
            session.add(Membership(partner_id=number, partnership_id=1))
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, clock: FrozenClock) -> Office:
    """The office of this deployment."""
    book = load_rulebook()
    vault = open_deployment(engine, KeyRing.parse(generate()), "T0ZONNEBEEK", clock.now())
    return Office(
        store=Store(engine, vault, lambda: None, book.version),
        gate=Gate(vault, book, book.policy),
        book=book,
        policy=book.policy,
        clock=clock,
        rooms=NoRooms(),
        zone=ZoneInfo("Europe/Amsterdam"),
    )


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """An office with a partner in every role, on SQLite and on PostgreSQL."""
    engine = make_engine(database_url)
    yield open_house(engine)
    engine.dispose()


@pytest.fixture
def town(office: Office, engine: Engine) -> Town:
    """Kim is beheerder; Slack knows everybody."""
    town = Town()
    object.__setattr__(office, "rooms", town)
    with session_for(engine) as session:
        session.add(RoleGrant(user_id=KIM, role="beheerder"))
        if engine.dialect.name == "postgresql":  # the rows of the fixture came with numbers of their own
            for table in ("partnership", "partner"):
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 50)"))
        session.commit()
    return town
