"""Verification finds any single change, drop, swap or cut, and says where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlmodel import Session

from storage.anchoring import anchor, check_anchor
from storage.audit import AuditEntry, append, start
from storage.audit_verify import AuditReport, Fault, FaultKind, verify
from storage.engine import create_all, make_engine, session_for
from storage.errors import AuditBroken
from storage.vault import Vault
from tests.storage.conftest import NOW

KEY = b"a" * 32
ROWS = 12


def _write(session: Session, key: bytes, number: int = ROWS) -> None:
    for turn in range(number):
        ref = f"S-{turn}" if turn % 3 else None
        entry = AuditEntry(at=NOW, actor=f"U{turn % 2}", act="read", ref=ref, facts={"turn": turn})
        append(session, key, [entry], rule_version="1")


@dataclass
class Damaged:
    """A chain of twelve rows that statements damage, each time from the start."""

    engine: Engine

    def report(self, *statements: str, key: bytes = KEY) -> AuditReport:
        """What verification says after these statements; nothing is kept."""
        with session_for(self.engine) as session:
            for statement in statements:
                session.connection().exec_driver_sql(statement)
            return verify(session, key)

    def faults(self, *statements: str) -> list[str]:
        """The faults as text, e.g. `changed 3`."""
        return [str(fault) for fault in self.report(*statements).faults]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Damaged]:
    """A chain on SQLite, for many small damages."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('audit')}/schakel.db")
    create_all(engine)
    with session_for(engine) as session:
        start(session, KEY)
        _write(session, KEY)
        session.commit()
    yield Damaged(engine)
    engine.dispose()


rows = st.integers(1, ROWS)


@given(seq=rows, column=st.sampled_from(["actor", "act", "ref", "decision", "code", "rule_version"]))
@settings(deadline=None)
def test_a_changed_column_is_located(chain: Damaged, seq: int, column: str) -> None:
    """One changed value in one row gives exactly that row."""
    damage = f"UPDATE audit SET {column} = 'zz' WHERE seq = {seq}"
    assert chain.faults(damage) == [f"changed {seq}"]


@given(
    seq=rows,
    damage=st.sampled_from(
        [
            "facts = '{\"turn\": 99}'",
            "facts = '[]'",
            "facts = 'geen json'",
            "at = '2020-01-01 00:00:00.000000'",
            "at = 'gisteren'",
            "mac = x'00'",
            "mac = 'tekst'",
            "mac = zeroblob(64)",
            "ref = ''",
        ]
    ),
)
@settings(deadline=None)
def test_a_change_that_cannot_even_be_read_is_located(chain: Damaged, seq: int, damage: str) -> None:
    """Broken JSON, a broken date or a broken seal is a finding, not a crash."""
    assert chain.faults(f"UPDATE audit SET {damage} WHERE seq = {seq}") == [f"changed {seq}"]


@given(seq=st.integers(1, ROWS - 1), length=st.integers(1, 4))
@settings(deadline=None)
def test_dropped_rows_are_located(chain: Damaged, seq: int, length: int) -> None:
    """Rows taken out of the middle give their numbers."""
    until = min(seq + length - 1, ROWS - 1)
    found = chain.report(f"DELETE FROM audit WHERE seq BETWEEN {seq} AND {until}").faults
    assert found == (Fault(FaultKind.DROPPED, seq, until),)


@given(one=rows, other=rows)
@settings(deadline=None)
def test_swapped_rows_are_located(chain: Damaged, one: int, other: int) -> None:
    """Two rows that changed places are called swapped, both of them."""
    if one == other:
        return
    found = chain.faults(
        f"UPDATE audit SET seq = -1 WHERE seq = {one}",
        f"UPDATE audit SET seq = {one} WHERE seq = {other}",
        f"UPDATE audit SET seq = {other} WHERE seq = -1",
    )
    assert sorted(found) == sorted([f"swapped {one}", f"swapped {other}"])


@given(last=st.integers(0, ROWS - 1))
@settings(deadline=None)
def test_a_cut_off_end_is_located(chain: Damaged, last: int) -> None:
    """Rows missing at the end give their numbers, down to an empty table."""
    found = chain.report(f"DELETE FROM audit WHERE seq > {last}").faults
    assert found == (Fault(FaultKind.CUT_OFF, last + 1, ROWS),)


@given(last=st.integers(0, ROWS - 1))
@settings(deadline=None)
def test_a_cut_with_the_head_set_back_is_found(chain: Damaged, last: int) -> None:
    """Whoever also rewrites the head lacks the key for it."""
    link = f"(SELECT substr(mac, 33) FROM audit WHERE seq = {last})" if last else "zeroblob(32)"
    found = chain.faults(
        f"DELETE FROM audit WHERE seq > {last}", f"UPDATE audit_head SET seq = {last}, mac = {link}"
    )
    assert found == [f"head {last}"]


def test_a_head_that_is_gone_or_set_back_is_found(chain: Damaged) -> None:
    """The head is part of the chain."""
    assert chain.faults("DELETE FROM audit_head") == [f"head {ROWS}"]
    assert chain.faults("UPDATE audit_head SET seq = 5") == ["head 5"]
    assert chain.faults("UPDATE audit_head SET mac = zeroblob(32)") == [f"head {ROWS}"]


def test_several_faults_are_told_apart(chain: Damaged) -> None:
    """One fault neither hides nor invents another."""
    found = chain.faults(
        "UPDATE audit SET actor = 'zz' WHERE seq = 2",
        "DELETE FROM audit WHERE seq IN (4, 5)",
        "UPDATE audit SET code = 'zz' WHERE seq = 6",
        "DELETE FROM audit WHERE seq = 12",
    )
    assert found == ["changed 2", "dropped 4-5", "changed 6", "cut_off 12"]


def test_another_key_sees_no_true_row(chain: Damaged) -> None:
    """The chain is worthless as proof without its key, and the wrong key never says it is whole."""
    report = chain.report(key=b"b" * 32)
    assert not report.ok
    assert len(report.faults) >= ROWS


def test_damage_is_found_on_both_databases(engine: Engine, vault: Vault) -> None:
    """The same changes, drops and cuts on SQLite and on PostgreSQL."""
    with session_for(engine) as session:
        _write(session, vault.audit_key)
        session.connection().execute(text("UPDATE audit SET actor = 'zz' WHERE seq = 2"))
        session.connection().execute(text("DELETE FROM audit WHERE seq IN (5, 12)"))
        report = verify(session, vault.audit_key)
    assert [str(fault) for fault in report.faults] == ["changed 2", "dropped 5", "cut_off 12"]
    assert report.rows == 10


@pytest.fixture
def set_back(engine: Engine, vault: Vault, tmp_path: Path) -> Callable[[int], tuple[Fault, ...]]:
    """Anchors after four rows, goes on to eight, then puts the whole chain back to some row."""
    path = tmp_path / "anchor.jsonl"

    def run(rows: int) -> tuple[Fault, ...]:
        heads = []
        with session_for(engine) as session:
            connection = session.connection()
            heads.append(connection.execute(text("SELECT seq, mac FROM audit_head")).one())
            for _ in range(8):
                _write(session, vault.audit_key, 1)
                heads.append(connection.execute(text("SELECT seq, mac FROM audit_head")).one())
                if heads[-1].seq == 4:
                    anchor(session, vault.audit_key, NOW, path)
            connection.execute(text("DELETE FROM audit WHERE seq > :seq"), {"seq": rows})
            connection.execute(text("UPDATE audit_head SET seq = :seq, mac = :mac"), heads[rows]._asdict())
            assert verify(session, vault.audit_key).ok
            return check_anchor(session, vault.audit_key, path, NOW)

    return run


def test_a_chain_put_back_as_a_whole_is_found_by_the_anchor(
    set_back: Callable[[int], tuple[Fault, ...]],
) -> None:
    """Verification alone sees a sound, shorter chain; the anchor file knows it was longer."""
    assert set_back(2) == (Fault(FaultKind.CUT_OFF, 4, 4),)


def test_an_anchor_says_nothing_of_what_came_later(set_back: Callable[[int], tuple[Fault, ...]]) -> None:
    """Rows after the last anchor are guarded by the next one."""
    assert set_back(6) == ()


def test_a_rewritten_history_or_anchor_is_found(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    """Another chain of the same length, a changed line and an unreadable line are told apart."""
    path = tmp_path / "anchor.jsonl"
    with session_for(engine) as session:
        anchor(session, vault.audit_key, NOW, path)
        _write(session, vault.audit_key, 3)
        anchor(session, vault.audit_key, NOW + timedelta(days=1), path)
        assert check_anchor(session, vault.audit_key, path, NOW) == ()
        assert path.stat().st_mode & 0o777 == 0o600
        changed = path.read_text().replace('"seq": 3', '"seq": 2') + "{half een regel\n[]\n"
        path.with_suffix(".changed").write_text(changed)
        found = check_anchor(session, vault.audit_key, path.with_suffix(".changed"), NOW)
        assert [str(fault) for fault in found] == ["rewritten 2", "anchor 3", "anchor 4"]
        session.connection().execute(text("DELETE FROM audit"))
        session.connection().execute(text("DELETE FROM audit_head"))
        start(session, vault.audit_key)
        other = AuditEntry(at=NOW, actor="U0", act="other")
        append(session, vault.audit_key, [other] * 4, rule_version="1")
        assert verify(session, vault.audit_key).ok
        found = check_anchor(session, vault.audit_key, path, NOW)
        assert [str(fault) for fault in found] == ["rewritten 3"]


def test_a_broken_chain_is_not_anchored(engine: Engine, vault: Vault, tmp_path: Path) -> None:
    """An anchor vouches for the end of the chain, so it is not given to a cut one."""
    with session_for(engine) as session:
        _write(session, vault.audit_key, 3)
        session.connection().execute(text("DELETE FROM audit WHERE seq = 3"))
        with pytest.raises(AuditBroken):
            anchor(session, vault.audit_key, NOW, tmp_path / "anchor.jsonl")
    assert not (tmp_path / "anchor.jsonl").exists()
