"""What is typed for one time of an overleg: readable until its key, or that of a signal it names, is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from storage import occasions
from storage.engine import session_for
from storage.errors import SealBroken
from storage.keys import KeyRing, generate
from storage.overleg_tables import AgendaItem, OccasionKey, Overleg
from storage.rotation import rotate
from storage.vault import Vault, forget
from tests.storage.conftest import NOW

DAY = date(2026, 12, 1)
SAID = "Kort over S-1 en het okergele hek"


@pytest.fixture
def stored(engine: Engine, vault: Vault, stored_signal: Callable[[], int]) -> Callable[[str], int]:
    """Stores two signals and a series, and then agenda items of its first time; gives their numbers."""
    stored_signal(), stored_signal()
    with session_for(engine) as session:
        session.add(
            Overleg(
                id=1,
                partnership_id=1,
                title="Wijkoverleg",
                first_day=DAY,
                starts_at=time(10),
                zone="Europe/Amsterdam",
                minutes=60,
                frequency="weekly",
                on_closed="skip",
                organiser="U0X",
                chair="U0X",
                created_by="U0X",
                created_at=NOW,
            )
        )
        session.commit()

    def store(text: str) -> int:
        with session_for(engine) as session:
            row = AgendaItem(overleg_id=1, planned=DAY, added_by="U0X", added_at=NOW)
            session.add(row)
            session.flush()
            occasions.seal(session, vault, row, text)
            session.commit()
            return row.id or 0

    return store


def _read(session: Session, vault: Vault, number: int) -> str | None:
    return occasions.read(session, vault, session.get_one(AgendaItem, number))


def test_it_is_read_until_a_signal_that_it_names_is_erased(
    engine: Engine, vault: Vault, stored: Callable[[str], int]
) -> None:
    """Destroying one small key is enough; what names other signals or none stays."""
    named, both, other, none = map(stored, (SAID, "S-1 en S-2", "Over S-2", "De pilot"))
    with session_for(engine) as session:
        assert [_read(session, vault, one) for one in (named, both)] == [SAID, "S-1 en S-2"]
        assert session.get_one(AgendaItem, both).signals == [1, 2]
        forget(session, 1)
        session.commit()
    with session_for(engine, write=False) as session:
        assert [_read(session, vault, one) for one in (named, both)] == [None, None]
        assert [_read(session, vault, one) for one in (other, none)] == ["Over S-2", "De pilot"]


def test_it_is_read_until_the_key_of_its_time_is_forgotten(
    engine: Engine, vault: Vault, stored: Callable[[str], int]
) -> None:
    """Whether it names a signal or not."""
    numbers = [stored(SAID), stored("De pilot")]
    with session_for(engine) as session:
        session.delete(session.get_one(OccasionKey, (1, DAY)))
        session.commit()
    with session_for(engine, write=False) as session:
        assert [_read(session, vault, one) for one in numbers] == [None, None]


def test_a_text_that_was_moved_to_another_row_is_not_read(
    engine: Engine, vault: Vault, stored: Callable[[str], int]
) -> None:
    """Nor one of which somebody changed which signals it names."""
    first, second = stored("De pilot"), stored("Het rooster")
    with session_for(engine) as session:
        one, other = session.get_one(AgendaItem, first), session.get_one(AgendaItem, second)
        one.text, other.signals = other.text, [2]
        session.add_all([one, other])
        session.commit()
    for number in (first, second):
        with session_for(engine, write=False) as session, pytest.raises(SealBroken):
            _read(session, vault, number)


def test_rotation_covers_the_keys_of_times(
    engine: Engine, ring: KeyRing, vault: Vault, stored: Callable[[str], int]
) -> None:
    """Afterwards the old master key is not needed; a key that no master key fits is named and left alone."""
    number = stored(SAID)
    new = KeyRing.parse(generate())
    done = rotate(engine, KeyRing(new.keys + ring.keys))
    assert (done.rewrapped, done.unreadable_times, done.finished) == (5, frozenset(), True)
    alone = Vault(vault.team_id, new, b"r" * 32)
    with session_for(engine) as session:
        assert _read(session, alone, number) == SAID
        lost = Vault(vault.team_id, KeyRing.parse(generate()), b"r" * 32)
        held = session.get_one(OccasionKey, (1, DAY))
        held.key = lost.new_occasion_key(1, DAY)
        session.add(held)
        session.commit()
    assert rotate(engine, new).unreadable_times == {"O-1/2026-12-01"}
