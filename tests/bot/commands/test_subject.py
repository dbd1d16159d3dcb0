"""`schakel subject`: the same rights on the command line, by the same gate; a file is whole or not there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from bot.commands.subject import subject_app
from casework.office import Office
from casework.rights import asking
from storage.engine import session_for
from storage.signal_tables import Signal
from tests.casework.house import House
from tests.casework.test_alone import EDITH, FG, MARIT, house, number

__all__ = ["house", "number"]


class Shell:
    """A shell of the operator, who types for a privacy officer."""

    def __init__(self, house: House, number: int) -> None:
        self.house, self.this = house, f"S-{number}"

    def run(self, right: str, *words: str, signal: str = "", officer: str = FG) -> Result:
        """`schakel subject <right> S-1 --as U <words>`."""

        @contextmanager
        def opened() -> Iterator[Office]:
            yield self.house.office

        app = Typer()
        app.add_typer(subject_app(opened), name="subject")
        return CliRunner().invoke(app, ["subject", right, signal or self.this, "--as", officer, *words])


@pytest.fixture
def shell(house: House, number: int) -> Shell:
    """On a signal of the MDO, which Edith coordinates."""
    return Shell(house, number)


def state(house: House, number: int) -> str:
    """Where the signal stands."""
    with session_for(house.engine, write=False) as session:
        return session.get_one(Signal, number).state


def test_a_copy_waits_for_the_coordinator_and_then_is_for_its_owner_alone(
    house: House, shell: Shell, tmp_path: Path
) -> None:
    """Asked, agreed in Slack, made: both persons and the command line are in the audit; mode 0600."""
    file = tmp_path / "afschrift.html"
    first = shell.run("export", "--asker", "ouder", "--file", str(file))
    assert (first.exit_code, file.exists()) == (0, False)
    assert "Wacht op het akkoord" in first.output
    asking.agree(house.office, house.who(EDITH), 1, house.key())
    assert shell.run("export").exit_code == 2
    done = shell.run("export", "--file", str(file), "--language", "en")
    assert done.exit_code == 0, done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Vertelde wat hij doet" in file.read_text("utf-8")
    assert "Vertelde" not in done.output
    (row,) = house.audit("read.rights")
    assert (row.actor, row.facts["second"]) == (FG, EDITH)
    assert {one.actor for one in house.audit("subject.command")} == {"operator"}


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_copy_that_fails_half_way_leaves_no_file(
    house: House, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Not under its own name, nor under another."""
    shell.run("export", "--asker", "ouder")
    asking.agree(house.office, house.who(EDITH), 1, house.key())

    folder = tmp_path / "map"
    folder.mkdir()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    where: object = os if at == "fsync" else Path
    monkeypatch.setattr(where, at, full)
    failed = shell.run("export", "--file", str(folder / "afschrift.html"))
    assert failed.exit_code == 2
    assert list(folder.iterdir()) == []
    monkeypatch.undo()
    assert shell.run("export", "--file", str(folder / "afschrift.html")).exit_code == 0


def test_what_stands_there_is_never_overwritten(house: House, shell: Shell, tmp_path: Path) -> None:
    """And nothing is opened for it."""
    file = tmp_path / "afschrift.html"
    file.write_text("van iemand anders")
    shell.run("export", "--asker", "ouder")
    asking.agree(house.office, house.who(EDITH), 1, house.key())
    for target in (file, tmp_path / "weg" / "afschrift.html"):
        assert shell.run("export", "--file", str(target)).exit_code == 2
    assert file.read_text() == "van iemand anders"
    assert house.audit("read.rights") == []


@pytest.mark.parametrize("right", ["export", "restrict", "object", "correct", "erase"])
def test_who_is_no_privacy_officer_and_what_does_not_exist_are_answered_alike(
    house: House, number: int, shell: Shell, right: str
) -> None:
    """NOT_FOR_YOU; nothing is stored but that somebody tried."""
    words = ["--asker", "ouder"]
    tries = [
        shell.run(right, *words, officer=MARIT),
        shell.run(right, *words, officer="U0NIEMAND"),
        shell.run(right, *words, signal="S-999"),
        shell.run(right, *words, signal="iets"),
    ]
    assert {one.exit_code for one in tries} == {2}
    assert len({one.output for one in tries}) == 1
    assert "NOT_FOR_YOU" in tries[0].output
    assert state(house, number) == "open"


def test_each_right_from_asking_to_its_letter(
    house: House, number: int, shell: Shell, tmp_path: Path
) -> None:
    """Closed and opened, mended, erased after an objection; a form that is not whole says at which field."""
    assert "because" in shell.run("restrict", "--asker", "ouder").output
    assert shell.run("restrict", "--asker", "ouder", "--because", "claim").exit_code == 0
    assert state(house, number) == "restricted"
    assert shell.run("restrict", "--answer", "lifted").exit_code == 0
    assert state(house, number) == "open"
    assert shell.run("correct", "--answer", "granted").exit_code == 2, "nobody asked it"
    assert shell.run("correct", "--asker", "jongere").exit_code == 0
    assert shell.run("correct", "--answer", "granted").exit_code == 0
    asked = shell.run("object", "--asker", "jongere", "--letter", str(tmp_path / "eerst.html"))
    assert asked.exit_code == 0, asked.output
    done = shell.run(
        "object", "--answer", "upheld", "--letter", str(tmp_path / "dan.html"), "--language", "en"
    )
    assert done.exit_code == 0, done.output
    assert state(house, number) == "erased"
    assert "nu afgesloten" in (tmp_path / "eerst.html").read_text("utf-8")
    assert "erased everything" in (tmp_path / "dan.html").read_text("utf-8")
    assert stat.S_IMODE((tmp_path / "dan.html").stat().st_mode) == 0o600
