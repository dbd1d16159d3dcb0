"""Anchors: their lines chain, and a file that is empty, shorter or old says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from storage.anchoring import ANCHORED, KEPT, Anchor, anchor, check_anchor, check_line, take
from storage.audit import AuditEntry, append
from storage.audit_chain import anchor_mark, genesis
from storage.vault import Vault
from tests.storage.conftest import NOW

DAYS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The anchor file."""
    return tmp_path / "schakel.anchor"


@pytest.fixture
def nights(session: Session, vault: Vault, path: Path) -> Iterator[list[Anchor]]:
    """Four nights, each anchored in the file and written down in the chain, as the bot does."""
    made = []
    for day in range(DAYS):
        one = anchor(session, vault.audit_key, NOW + timedelta(days=day), path)
        facts = {"at": one.at.isoformat(), "seq": one.seq, "mark": one.mark, "before": one.before}
        entry = AuditEntry(one.at, "schakel", ANCHORED, ref=f"L-{one.seq}", code=KEPT, facts=facts)
        append(session, vault.audit_key, [entry], rule_version="1")
        made.append(one)
    yield made


def found(session: Session, vault: Vault, path: Path, day: int = DAYS - 1) -> list[str]:
    """What is wrong on a day after the first."""
    now = NOW + timedelta(days=day)
    return [str(fault) for fault in check_anchor(session, vault.audit_key, path, now)]


def test_lines_carry_the_digest_of_the_line_before(
    session: Session, vault: Vault, path: Path, nights: list[Anchor]
) -> None:
    """The first carries none; the file is whole."""
    assert [bool(one.before) for one in nights] == [False, True, True, True]
    assert found(session, vault, path) == []


@pytest.mark.parametrize(
    ("kept", "faults"),
    [
        ([], ["anchor_empty 0"]),
        ([0, 1, 2], ["anchor_short 4"]),
        ([0, 1], ["anchor_short 3-4"]),
        ([1, 2, 3], ["anchor_gap 1"]),
        ([0, 2, 3], ["anchor_gap 2", "anchor_short 4"]),
        ([0, 2, 1, 3], ["anchor_gap 2", "anchor_gap 3", "anchor_gap 4"]),
    ],
)
def test_a_file_that_lost_lines_says_so(
    session: Session, vault: Vault, path: Path, nights: list[Anchor], kept: list[int], faults: list[str]
) -> None:
    """Emptied, cut at either end, a line taken out of the middle, two changed places."""
    path.write_text("".join(f"{nights[one].line}\n" for one in kept))
    assert found(session, vault, path) == faults


def test_an_old_file_is_a_fault(session: Session, vault: Vault, path: Path, nights: list[Anchor]) -> None:
    """Two days after the last line; by default it is compared with this very instant."""
    assert found(session, vault, path, DAYS + 1) == []
    assert found(session, vault, path, DAYS + 2) == [f"anchor_old {DAYS}"]


def test_a_line_the_privacy_officer_kept_tells_that_both_were_set_back(
    session: Session, vault: Vault, path: Path, nights: list[Anchor]
) -> None:
    """The file lacks it, also when the chain went on to the same length since."""
    last = nights[-1].line
    assert check_line(session, vault.audit_key, last, path) == ()
    path.write_text("".join(f"{one.line}\n" for one in nights[:-1]))
    other = take(session, vault.audit_key, NOW + timedelta(days=DAYS), path)
    path.write_text(path.read_text() + other.line + "\n")
    assert [str(one) for one in check_line(session, vault.audit_key, last, path)] == ["anchor_short 5"]


def test_a_file_kept_by_hand_may_have_few_lines(
    session: Session, vault: Vault, tmp_path: Path, nights: list[Anchor]
) -> None:
    """`schakel audit anchor` into a file of one's own says nothing about the nightly one."""
    mine = tmp_path / "mine"
    anchor(session, vault.audit_key, NOW + timedelta(days=DAYS), mine)
    assert found(session, vault, mine) == []


def test_lines_of_the_version_before_still_count(session: Session, vault: Vault, path: Path) -> None:
    """They were not chained; the first chained line follows on the last of them."""
    mark = anchor_mark(vault.audit_key, NOW, 0, genesis(vault.audit_key), None)
    path.write_text(Anchor(NOW, 0, mark).line + "\n")
    anchor(session, vault.audit_key, NOW, path)
    assert found(session, vault, path, 0) == []
