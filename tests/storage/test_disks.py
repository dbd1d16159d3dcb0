"""A database on a share or on a disk that cannot be written: one plain line, and nothing is made there."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage import shares
from storage.database_errors import explain
from storage.engine import make_engine, reach
from storage.errors import DatabaseTrouble
from storage.migrating import migrate
from storage.shares import share_of

NOBODY = 65534


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with its own disk, an NFS share in a folder of two words, and a Windows share under it."""
    listed = tmp_path / "mounts"
    listed.write_text(
        "/dev/sda1 / ext4 rw,relatime 0 0\n"
        f"nas:/zorg {tmp_path}/net\\040schijf nfs4 rw 0 0\n"
        f"tmpfs {tmp_path}/net\\040schijf/eigen tmpfs rw 0 0\n"
        f"//fileserver/zorg {tmp_path}/windows cifs rw 0 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(shares, "MOUNTS", listed)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("schakel.db", None),
        ("net schijf/schakel.db", "nfs4"),
        ("net schijf/diep/er/in/schakel.db", "nfs4"),
        ("net schijf/eigen/schakel.db", None),
        ("net schijf 2/schakel.db", None),
        ("windows/../windows/schakel.db", "cifs"),
    ],
)
def test_a_share_is_known_by_its_mount(mounts: Path, path: str, kind: str | None) -> None:
    """The nearest mount counts, also of a file that is not there yet."""
    assert share_of(mounts / path) == kind


@pytest.mark.parametrize("folder", ["net schijf", "windows"])
def test_a_database_on_a_share_is_refused_before_it_is_made(mounts: Path, folder: str) -> None:
    """SQLite's log needs memory that processes share, which a network does not give."""
    (mounts / folder).mkdir()
    engine = make_engine(f"sqlite:///{mounts / folder}/schakel.db")
    with pytest.raises(DatabaseTrouble, match="staat op een netwerkschijf") as told:
        migrate(engine)
    assert told.value.code == "DATABASE_SHARED"
    with pytest.raises(DatabaseTrouble, match="PostgreSQL"):
        reach(engine)
    assert list((mounts / folder).iterdir()) == []


def test_where_the_system_does_not_tell_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another system than Linux has no such list."""
    monkeypatch.setattr(shares, "MOUNTS", tmp_path / "none")
    assert share_of(tmp_path / "schakel.db") is None


def test_locks_that_do_not_hold_are_one_plain_line() -> None:
    """What SQLite itself says of such a disk."""
    error = OperationalError("", None, sqlite3.OperationalError("locking protocol"))
    assert explain(error).code == "DATABASE_SHARED"


@contextmanager
def as_anybody() -> Iterator[None]:
    """Without root's leave to write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_disk_that_cannot_be_written_is_one_plain_line_and_changes_nothing() -> None:
    """A database that is there, and one that is not there yet."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        there = folder / "schakel.db"
        before = make_engine(f"sqlite:///{there}")
        migrate(before)
        before.dispose()
        held = {one.name: one.read_bytes() for one in folder.iterdir()}
        for one in folder.iterdir():
            one.chmod(0o444)
        folder.chmod(0o555)
        try:
            with as_anybody():
                for file in (there, folder / "new.db"):
                    engine = make_engine(f"sqlite:///{file}")
                    with pytest.raises(DatabaseTrouble) as told:
                        reach(engine)
                    engine.dispose()
                    assert told.value.code == "DATABASE_UNWRITABLE"
                    assert str(file) in str(told.value)
        finally:
            folder.chmod(0o755)
        assert {one.name: one.read_bytes() for one in folder.iterdir()} == held
