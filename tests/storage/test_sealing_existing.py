"""What the release before stored in plain is sealed at the first start with keys, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from storage import occasions
from storage.deployment import open_deployment
from storage.engine import make_engine, session_for
from storage.erasable import key_of
from storage.keys import KeyRing, generate
from storage.migrating import differences, migrate
from storage.overleg_tables import ActionPoint, AgendaItem
from storage.scrubbing import scrub
from storage.sealing_existing import seal_existing
from storage.signal_tables import Signal, SignalKeys
from storage.vault import Vault, forget
from tests.storage.conftest import NOW, TEAM, stamp_before_seals

BEFORE = "0010"
SAID = "Hangt rond bij het zwavelgele parkeerdek"
SIGNAL = """
    INSERT INTO signal (id, partnership_id, author, author_partner_id, level, place, modifiers, summary, area,
                        outcome, state, created_at, active_at)
    VALUES (:id, 1, 'U0EDITH', 1, 'N2', 'school', '[]', :summary, :area, :outcome, :state,
            '2026-11-24 09:30:00+00', '2026-11-24 09:30:00+00')
"""
SERIES = """
    INSERT INTO overleg (id, partnership_id, title, first_day, starts_at, zone, minutes, frequency, on_closed,
                         organiser, chair, reminders, sequence, created_by, created_at)
    VALUES (1, 1, 'Wijkoverleg', '2026-12-01', '10:00:00.000000', 'Europe/Amsterdam', 60, 'weekly', 'skip',
            'U0', 'U0', '[]', 0, 'U0', '2026-11-24 09:30:00+00')
"""
ITEM = """
    INSERT INTO agenda_item (id, overleg_id, planned, text, added_by, added_at)
    VALUES (:id, 1, '2026-12-01', :said, 'U0', '2026-11-24 09:30:00+00')
"""
ACTION = """
    INSERT INTO action_point (id, overleg_id, planned, text, owner, due, created_by, created_at)
    VALUES (:id, 1, '2026-12-01', :said, 'U0', '2026-12-10', 'U0', '2026-11-24 09:30:00+00')
"""
WORDS = ("agenda_item", "action_point")
DIRECTORY = (
    "INSERT INTO partnership (id, name, kind, channel, coordinator, active) "
    "VALUES (1, 'Netwerk', 'mdo', 'C0', 'U0', true)",
    "INSERT INTO partner (id, name, organisation, role, active) VALUES (1, 'E', 'De Wende', 'mentor', true)",
)


@pytest.fixture
def vault(before: Engine, ring: KeyRing) -> Vault:
    """The vault of the deployment as the release before opened it."""
    return stamp_before_seals(before, ring)


@pytest.fixture
def upgrade(before: Engine, ring: KeyRing, vault: Vault) -> Callable[[], None]:
    """What the first start of this release does before it seals words: tables, then the seals of rows."""

    def start() -> None:
        migrate(before)
        open_deployment(before, ring, TEAM, NOW)

    return start


@pytest.fixture
def before(empty_database_url: str) -> Iterator[Engine]:
    """A database as the release before left it."""
    engine = make_engine(empty_database_url)
    migrate(engine, to=BEFORE)
    with engine.begin() as connection:
        for statement in DIRECTORY:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


@pytest.fixture
def engine(before: Engine) -> Engine:
    """The database whose files are searched."""
    return before


@pytest.fixture
def write(before: Engine, vault: Vault) -> Callable[..., None]:
    """Store a signal as the release before did: its words in plain."""

    def store(
        number: int,
        summary: str = SAID,
        area: str | None = None,
        outcome: str | None = None,
        *,
        state: str = "open",
        keys: bool = True,
    ) -> None:
        row = {"id": number, "summary": summary, "area": area, "outcome": outcome, "state": state}
        with session_for(before) as session:
            session.execute(text(SIGNAL), row)
            made = vault.new_keys(number)
            if not keys:
                made.content_key = None
            session.add(made)
            session.commit()

    return store


@pytest.fixture
def write_words(before: Engine) -> Callable[[int, str, str], None]:
    """Store an agenda item and an action point of one time as the release before did, with one number."""

    def store(number: int, item: str, action: str) -> None:
        with before.begin() as connection:
            if number == 1:
                connection.execute(text(SERIES))
            for statement, said in ((ITEM, item), (ACTION, action)):
                connection.execute(text(statement), {"id": number, "said": said})

    return store


def _words(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = [connection.execute(text(f"SELECT text FROM {one} ORDER BY id")) for one in WORDS]
        return [tuple(row) for rows in found for row in rows]


def _plain(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT summary, area, outcome FROM signal ORDER BY id"))
        return [tuple(row) for row in found]


def _said(session: Session, vault: Vault, number: int, name: str) -> str | None:
    key = key_of(vault, session.get(SignalKeys, number))
    return None if key is None else key.read(session.get_one(Signal, number), name)


def test_every_word_of_the_release_before_is_sealed_and_its_place_empty(
    before: Engine, vault: Vault, write: Callable[..., None], upgrade: Callable[[], None]
) -> None:
    """Open, closed and erased signals; running it again finds nothing to do."""
    write(1, area="Bij het zwavelgele plein")
    write(2, outcome="Mentor pakt het op", state="closed")
    write(3, "", state="erased", keys=False)
    write(4, "Bleef staan", state="undone", keys=False)
    upgrade()
    assert differences(before) == []
    assert seal_existing(before, vault, NOW, batch=1) == 3
    assert seal_existing(before, vault, NOW) == 0
    assert _plain(before) == [("", None, None)] * 4
    with session_for(before, write=False) as session:
        said = [_said(session, vault, number, "summary") for number in (1, 2, 3, 4)]
        assert said == [SAID, SAID, None, None]
        assert _said(session, vault, 1, "area") == "Bij het zwavelgele plein"
        assert _said(session, vault, 2, "outcome") == "Mentor pakt het op"


def test_agendas_and_actions_of_the_release_before_are_sealed_and_leave_no_file(
    before: Engine,
    vault: Vault,
    write: Callable[..., None],
    write_words: Callable[[int, str, str], None],
    upgrade: Callable[[], None],
    files: Callable[[bytes], list[str]],
) -> None:
    """Under the signal that they name as well, and gone from the files once those are cleared."""
    write(1)
    write_words(1, "Over S-1 en het okergele hek", "Bellen over s1, purper")
    write_words(2, "De okergele pilot", "Het purperen rooster")
    assert files(b"okergele") and files(b"purper")
    upgrade()
    assert seal_existing(before, vault, NOW, batch=1) == 5
    assert seal_existing(before, vault, NOW) == 0
    assert _words(before) == [("",)] * 4
    scrub(before, once_plain=True)
    assert [files(one) for one in (b"okergele", b"purper", b"zwavelgele")] == [[], [], []]
    with session_for(before) as session:
        item, action = session.get_one(AgendaItem, 1), session.get_one(ActionPoint, 2)
        assert (item.signals, action.signals) == ([1], [])
        assert occasions.read(session, vault, item) == "Over S-1 en het okergele hek"
        assert occasions.read(session, vault, action) == "Het purperen rooster"
        forget(session, 1)
        assert occasions.read(session, vault, item) is None


def test_a_key_that_does_not_fit_keeps_its_own_text_only(
    before: Engine, vault: Vault, write: Callable[..., None], upgrade: Callable[[], None]
) -> None:
    """The others are sealed; what cannot be sealed stays for the start at which its key is back."""
    write(1)
    write(2)
    upgrade()
    with session_for(before) as session:
        lost = session.get_one(SignalKeys, 1)
        other = Vault(TEAM, KeyRing.parse(generate()), b"r" * 32)
        kept, lost.content_key = lost.content_key, other.new_keys(1).content_key
        session.add(lost)
        session.commit()
    assert seal_existing(before, vault, NOW) == 1
    assert [row[0] for row in _plain(before)] == [SAID, ""]
    with session_for(before) as session:
        back = session.get_one(SignalKeys, 1)
        back.content_key = kept
        session.add(back)
        session.commit()
    assert seal_existing(before, vault, NOW) == 1
    assert [row[0] for row in _plain(before)] == ["", ""]


def test_what_a_process_of_the_release_before_adds_meanwhile_is_not_taken_up(
    before: Engine, vault: Vault, write: Callable[..., None], upgrade: Callable[[], None]
) -> None:
    """It makes no seals, so that it must be stopped before this release starts."""
    upgrade()
    write(1)
    assert seal_existing(before, vault, NOW) == 0
    with session_for(before, write=False) as session:
        assert session.get(Signal, 1) is None
