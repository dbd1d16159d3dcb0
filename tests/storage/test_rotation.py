"""Replacing the master key: every key re-wrapped, whatever happens meanwhile, and no text opened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from storage.deployment import open_deployment, open_existing
from storage.engine import session_for
from storage.errors import NoDeployment, WrongKey
from storage.keys import KeyRing, generate
from storage.rotation import rotate
from storage.sealing import Place, Sealed
from storage.signal_tables import SignalKeys
from storage.unsealing import Opener
from storage.vault import Vault, forget
from tests.storage.conftest import NOW, TEAM

ROOT = Path(__file__).parents[2]


@pytest.fixture
def both(ring: KeyRing) -> KeyRing:
    """The new key in front, the old one behind it."""
    return KeyRing(KeyRing.parse(generate()).keys + ring.keys)


def _new(both: KeyRing) -> KeyRing:
    return KeyRing(both.keys[:1])


@pytest.fixture
def sealed(engine: Engine, vault: Vault, stored_signal: Callable[[], int]) -> dict[int, Sealed]:
    """A dozen signals with a sealed text each."""
    return {number: _seal(engine, vault, number) for number in (stored_signal() for _ in range(12))}


def _seal(engine: Engine, vault: Vault, number: int) -> Sealed:
    with session_for(engine, write=False) as session:
        keys = session.get(SignalKeys, number)
    return vault.seal(keys, Place(number, "item", "1", "text"), f"tekst {number}")


def _read(engine: Engine, ring: KeyRing, sealed: dict[int, Sealed]) -> dict[int, str]:
    opener = Opener(open_existing(engine, ring))
    with session_for(engine, write=False) as session:
        return {number: opener.open(text, session.get(SignalKeys, number)) for number, text in sealed.items()}


def test_after_rotation_the_old_key_is_not_needed(
    engine: Engine, ring: KeyRing, both: KeyRing, sealed: dict[int, Sealed]
) -> None:
    """Every text opens with the new key alone, and with the old one alone nothing does."""
    before = open_existing(engine, ring)
    assert rotate(engine, both, batch=5).rewrapped == 24
    alone = _new(both)
    assert _read(engine, alone, sealed) == {number: f"tekst {number}" for number in sealed}
    with pytest.raises(WrongKey):
        open_deployment(engine, ring, TEAM, NOW)
    after = open_existing(engine, alone)
    assert (after.audit_key, after.index_key) == (before.audit_key, before.index_key)
    assert rotate(engine, both).rewrapped == 0


def test_an_erased_key_stays_erased(engine: Engine, both: KeyRing, sealed: dict[int, Sealed]) -> None:
    """Rotation re-wraps what is there; a tombstone stays one."""
    with session_for(engine) as session:
        forget(session, 1)
        session.commit()
    assert rotate(engine, both).rewrapped == 23
    with session_for(engine, write=False) as session:
        keys = session.get(SignalKeys, 1)
    assert keys is not None
    assert keys.content_key is None


def test_keys_of_a_lost_master_key_are_counted_and_left_alone(
    engine: Engine, both: KeyRing, vault: Vault, sealed: dict[int, Sealed]
) -> None:
    """One signal that nobody can read does not keep the others from being rotated."""
    lost = Vault(TEAM, KeyRing.parse(generate()), b"r" * 32).new_keys(3)
    with session_for(engine) as session:
        session.merge(lost)
        session.commit()
    done = rotate(engine, both, batch=4)
    assert done.rewrapped == 22
    assert done.unreadable == {3}
    with session_for(engine, write=False) as session:
        kept = session.get(SignalKeys, 3)
    assert kept is not None
    assert kept.content_key == lost.content_key


def test_a_database_never_opened_or_of_another_key_is_refused(engine: Engine, ring: KeyRing) -> None:
    """Nothing is stamped or changed by rotating."""
    with pytest.raises(NoDeployment):
        rotate(engine, ring)
    open_deployment(engine, ring, TEAM, NOW)
    with pytest.raises(WrongKey):
        rotate(engine, KeyRing.parse(generate()))
    open_deployment(engine, ring, TEAM, NOW)


@pytest.mark.parametrize("batches", [0, 1, 3])
def test_killed_half_way_nothing_is_lost_and_the_next_run_finishes(
    engine: Engine, both: KeyRing, sealed: dict[int, Sealed], batches: int
) -> None:
    """kill -9 after some batches: every text opens with both keys, and a second run does the rest."""
    program = (
        "import os, signal, sys\n"
        "from storage.engine import make_engine\n"
        "from storage.keys import KeyRing\n"
        "from storage.rotation import rotate\n"
        "left = int(sys.argv[1])\n"
        "def progress(done):\n"
        "    global left\n"
        "    left -= 1\n"
        "    if left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "url, keys = os.environ['DATABASE_URL'], os.environ['SCHAKEL_KEYS']\n"
        "rotate(make_engine(url), KeyRing.parse(keys), batch=2, progress=progress)\n"
    )
    keys = ",".join(b64encode(key.secret).decode() for key in both.keys)
    url = engine.url.render_as_string(hide_password=False)
    killed = subprocess.run(  # noqa: S603  # own program
        [sys.executable, "-c", program, str(batches)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "SCHAKEL_KEYS": keys},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    expected = {number: f"tekst {number}" for number in sealed}
    assert _read(engine, both, sealed) == expected
    assert rotate(engine, both).rewrapped == 24 - 4 * (batches + 1)
    assert _read(engine, _new(both), sealed) == expected


def test_the_bot_goes_on_while_keys_are_replaced(
    engine: Engine,
    both: KeyRing,
    sealed: dict[int, Sealed],
    stored_signal: Callable[[], int],
) -> None:
    """Signals added with the old key, texts read and one erased meanwhile: all as they should be."""
    started, stop = Event(), Event()
    added: dict[int, Sealed] = {}

    def bot() -> None:
        while not stop.is_set():
            number = stored_signal()
            added[number] = _seal(engine, open_existing(engine, both), number)
            with session_for(engine) as session:
                forget(session, 2)
                session.commit()
            started.set()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(bot)
        try:
            assert started.wait(60)
            done = rotate(engine, both, batch=1)
        finally:
            stop.set()
        running.result()
    assert done.rewrapped >= 22
    assert rotate(engine, both).finished
    assert done.unreadable == frozenset()
    everything = {number: text for number, text in (sealed | added).items() if number != 2}
    expected = {number: f"tekst {number}" for number in everything}
    assert _read(engine, _new(both), everything) == expected
    with session_for(engine, write=False) as session:
        erased = session.exec(select(SignalKeys.signal_id).where(col(SignalKeys.content_key).is_(None))).all()
    assert erased == [2]
