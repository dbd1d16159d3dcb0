"""The audit chain: one unbroken chain whoever writes at once, holding ids and codes only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from storage.audit import AuditEntry, append, input_hash
from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.engine import session_for
from storage.errors import AuditBroken
from storage.outbox_tables import Inbound
from storage.sealing import Sealed
from storage.vault import Vault
from tests.storage.conftest import NOW


def _entry(act: str = "signal.new", **facts: Any) -> AuditEntry:
    return AuditEntry(at=NOW, actor="U0ZORGCO", act=act, ref="S-1", facts=facts)


def test_rows_are_numbered_and_verified(engine: Engine, session: Session, vault: Vault) -> None:
    """Entries of two acts make one chain that verifies, with their facts as given."""
    append(session, vault.audit_key, [_entry(n=1), _entry(recipients=[3, 4])], rule_version="1")
    session.commit()
    assert append(session, vault.audit_key, [_entry(urgent=False, until=None)], rule_version="2") == 3
    session.commit()
    with session_for(engine, write=False) as reading:
        rows = reading.exec(select(AuditRow)).all()
        report = verify(reading, vault.audit_key)
    assert [(row.seq, row.facts, row.rule_version) for row in rows] == [
        (1, {"n": 1}, "1"),
        (2, {"recipients": [3, 4]}, "1"),
        (3, {"urgent": False, "until": None}, "2"),
    ]
    assert (report.ok, report.rows, report.head) == (True, 3, 3)


def test_an_act_without_entries_leaves_the_chain_alone(session: Session, vault: Vault) -> None:
    """Nothing to record takes no lock and no number."""
    assert append(session, vault.audit_key, [], rule_version="1") is None
    assert verify(session, vault.audit_key).rows == 0


def test_an_act_that_is_rolled_back_leaves_no_row(engine: Engine, vault: Vault) -> None:
    """The audit row lives and dies with the act; the next act takes the same number."""
    with session_for(engine) as session:
        session.add(Inbound(key="Ev1", at=NOW))
        append(session, vault.audit_key, [_entry("undone")], rule_version="1")
        session.rollback()
        assert append(session, vault.audit_key, [_entry("done")], rule_version="1") == 1
        session.commit()
        assert session.get(Inbound, "Ev1") is None
        assert verify(session, vault.audit_key).ok


def test_sixteen_writers_make_one_chain(engine: Engine, vault: Vault) -> None:
    """Acts of sixteen threads at once: no number lost, none doubled, nothing broken."""
    begin = Barrier(16)

    def act(thread: int) -> None:
        begin.wait()
        for turn in range(8):
            with session_for(engine) as session:
                session.add(Inbound(key=f"{thread}/{turn}", at=NOW))
                entries = [_entry(thread=thread, turn=turn)] * (1 + turn % 2)
                append(session, vault.audit_key, entries, rule_version="1")
                session.commit()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(act, range(16)))
    with session_for(engine, write=False) as session:
        report = verify(session, vault.audit_key)
        facts = {(row.facts["thread"], row.facts["turn"]) for row in session.exec(select(AuditRow))}
    assert report.ok, report.faults
    assert report.rows == report.head == 16 * 12
    assert len(facts) == 16 * 8


def test_verifying_while_the_bot_writes_finds_nothing(engine: Engine, vault: Vault) -> None:
    """A chain that grows during the reading is not reported as cut off or set back."""
    stop = False

    def write() -> None:
        while not stop:
            with session_for(engine) as session:
                append(session, vault.audit_key, [_entry()] * 20, rule_version="1")
                session.commit()

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write) for _ in range(2)]
        try:
            for _ in range(15):
                with session_for(engine, write=False) as session:
                    assert verify(session, vault.audit_key).faults == ()
        finally:
            stop = True
        for writer in writers:
            writer.result()


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": "hij loopt met een mes"},
        {"name": ["Noor Zilverblad"]},
        {"deep": {"er is iets": 1}},
        {"name": "Zoë"},
        {"rate": 0.5},
        {"long": "x" * 201},
    ],
    ids=str,
)
def test_case_text_is_no_fact(session: Session, vault: Vault, facts: dict[str, Any]) -> None:
    """Anything that could be a sentence or a full name is refused before it is stored."""
    with pytest.raises((ValueError, TypeError)):
        append(session, vault.audit_key, [_entry(**facts)], rule_version="1")
    assert verify(session, vault.audit_key).rows == 0


def test_too_many_facts_are_refused(session: Session, vault: Vault) -> None:
    """A row stays small; what was decided on goes in as a hash."""
    with pytest.raises(ValueError, match="input_hash"):
        append(session, vault.audit_key, [_entry(ids=list(range(2000)))], rule_version="1")


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM audit_head", "DELETE FROM audit WHERE seq = 2", "UPDATE audit_head SET seq = 1"],
)
def test_nothing_happens_on_a_chain_that_cannot_be_continued(
    session: Session, vault: Vault, damage: str
) -> None:
    """An act that cannot be recorded is refused, with a line that says what to do."""
    append(session, vault.audit_key, [_entry(), _entry()], rule_version="1")
    session.connection().execute(text(damage))
    with pytest.raises(AuditBroken, match="schakel audit verify"):
        append(session, vault.audit_key, [_entry()], rule_version="1")


@dataclass(frozen=True)
class _Facts:
    """Facts as rules give them."""

    born: date
    roles: frozenset[str]


def test_the_input_hash_depends_on_facts_and_key_only() -> None:
    """Order in sets and mappings does not matter; any fact and the key do."""
    first = input_hash({"a": 1, "f": _Facts(date(2011, 3, 20), frozenset({"x", "y"}))}, b"key")
    again = input_hash({"f": _Facts(date(2011, 3, 20), frozenset({"y", "x"})), "a": 1}, b"key")
    other = input_hash({"a": 1, "f": _Facts(date(2011, 3, 21), frozenset({"x", "y"}))}, b"key")
    assert first == again
    assert len({first, other, input_hash({"a": 1}, b"key"), input_hash({"a": 1})}) == 4
    assert len(first) == 64


@pytest.mark.parametrize("thing", [Sealed(b"x"), object(), b"bytes", {"deep": [Sealed(b"x")]}])
def test_what_is_no_fact_is_not_hashed(thing: Any) -> None:
    """Sealed text would hash as its mask, so it is refused; so is anything without one spelling."""
    with pytest.raises(TypeError):
        input_hash({"thing": thing})
