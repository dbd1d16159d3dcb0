"""Unsent forms, when several keystrokes are handled at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from storage.engine import session_for
from storage.evidence_tables import ExceptionDraft
from storage.repositories import exceptions
from storage.sealing import place_of
from storage.signal_tables import SignalKeys
from storage.vault import Vault
from tests.storage.conftest import NOW


def put(session: Session, vault: Vault, signal: int, seconds: int) -> None:
    """Somebody typed, so many seconds after the start."""
    row = ExceptionDraft(signal_id=signal, author="U0A", ground="E07", at=NOW + timedelta(seconds=seconds))
    keys = session.get(SignalKeys, signal)
    exceptions.put_draft(session, row, vault.seal(keys, place_of(row, "typed"), "getypt"))


def kept(engine: Engine, signal: int) -> float:
    """Of which second what is kept was."""
    with session_for(engine, write=False) as session:
        row = exceptions.draft(session, signal, "U0A", "E07")
        assert row is not None
        return (row.at - NOW).total_seconds()


def test_the_last_keystroke_stays(engine: Engine, vault: Vault, stored_signal: Callable[[], int]) -> None:
    """Whichever is stored first."""
    signal = stored_signal()
    for second, stays in ((2, 2), (1, 2), (3, 3)):
        with session_for(engine) as session:
            put(session, vault, signal, second)
            session.commit()
        assert kept(engine, signal) == stays


def test_two_first_keystrokes_at_once_are_one_draft(
    engine: Engine, vault: Vault, stored_signal: Callable[[], int]
) -> None:
    """The second waits for the first and takes its place."""
    signal = stored_signal()

    def second() -> None:
        with session_for(engine) as other:
            put(other, vault, signal, 2)
            other.commit()

    with ThreadPoolExecutor(1) as pool:
        with session_for(engine) as session:
            put(session, vault, signal, 1)
            waiting = pool.submit(second)
            session.commit()
        waiting.result(10)
    assert kept(engine, signal) == 2
