"""What is done at night: once a day over all replicas, and made up for in the morning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.beside import anchor_file
from bot.clock import Clockwork
from bot.commands.directory import import_directory
from bot.process import Process, build
from casework.nightly import nightly, once
from sandbox import PracticeSlack
from storage.anchoring import check_anchor
from storage.audit_tables import AuditRow
from storage.engine import make_engine, session_for
from storage.outbox_tables import Inbound
from tests.running import DIRECTORY, settings_for

NIGHT = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)  # 03:05 in Amsterdam


class HandClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = NIGHT

    def now(self) -> datetime:
        """The instant the test set."""
        return self.time


@pytest.fixture
def clock() -> HandClock:
    """Five past three at night."""
    return HandClock()


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path, clock: HandClock) -> Iterator[Process]:
    """A bot that was put together and runs nothing by itself."""
    process = build(settings_for(slack, f"sqlite:///{tmp_path}/schakel.db"), clock)
    import_directory(DIRECTORY, process.engine, process.office.store.vault, process.office.book)
    yield process
    process.listeners.shutdown()
    process.engine.dispose()


def deliver(bot: Process) -> None:
    """Send what is due."""
    while bot.worker.run_once():
        pass


def test_the_audit_chain_is_pinned_once_a_day(
    slack: PracticeSlack, bot: Process, clock: HandClock, tmp_path: Path
) -> None:
    """The same line in the file and with the privacy officer, however many replicas wake up."""
    file = tmp_path / "schakel.db.anchor"
    works = nightly(bot.office, file)
    assert works["anchor"]()
    assert not works["anchor"]()
    deliver(bot)
    (line,) = file.read_text().splitlines()
    (message,) = slack.as_user("fg").dm()
    assert line in message["blocks"][2]["text"]["text"]
    assert json.loads(line)["seq"] > 0
    clock.time += timedelta(days=1)
    assert works["anchor"]()
    key = bot.office.store.vault.audit_key
    with session_for(bot.engine, write=False) as session:
        assert check_anchor(session, key, file, clock.time) == ()
    assert len(file.read_text().splitlines()) == 2


def test_a_file_that_cannot_be_written_does_not_stop_the_message(
    slack: PracticeSlack, bot: Process, tmp_path: Path
) -> None:
    """The privacy officer gets the line, and reads that the file is missing it."""
    nightly(bot.office, tmp_path / "nowhere" / "anchor")["anchor"]()
    deliver(bot)
    (message,) = slack.as_user("fg").dm()
    assert "ankerbestand" in json.dumps(message["blocks"])


def test_a_broken_chain_is_told_and_not_pinned(slack: PracticeSlack, bot: Process, tmp_path: Path) -> None:
    """Somebody set the log back: no anchor is made for it."""
    with bot.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)"))
    file = tmp_path / "schakel.db.anchor"
    nightly(bot.office, file)["anchor"]()
    deliver(bot)
    (message,) = slack.as_user("fg").dm()
    assert "klopt niet" in message["text"]
    assert not file.exists()


def test_the_anchor_stands_beside_the_database(tmp_path: Path) -> None:
    """Beside a SQLite file; with PostgreSQL in the working directory."""
    assert anchor_file(make_engine(f"sqlite:///{tmp_path}/x.db")) == tmp_path / "x.db.anchor"
    assert anchor_file(make_engine("postgresql+psycopg://u@h/x")) == Path("schakel.anchor")


def test_inbound_keys_are_forgotten_after_a_week(bot: Process, clock: HandClock) -> None:
    """Slack delivers again within the hour; older keys only tell who did what when."""
    with session_for(bot.engine) as session:
        for name, age in (("old", timedelta(days=7, seconds=1)), ("young", timedelta(days=6))):
            session.add(Inbound(key=name, at=clock.now() - age))
        session.commit()
    nightly(bot.office, Path("unused"))["inbound"]()
    with session_for(bot.engine, write=False) as session:
        kept = session.exec(select(Inbound.key)).all()
    assert "young" in kept
    assert "old" not in kept


def test_what_fails_at_night_is_done_at_the_next_call(bot: Process) -> None:
    """A failure keeps no key, so the hour after tries again."""

    def fail(unit: object) -> None:
        raise OSError("full disk")

    with pytest.raises(OSError, match="full disk"):
        once(bot.office, "work", fail)
    assert once(bot.office, "work", lambda unit: unit.note("schakel", "work.done"))
    with session_for(bot.engine, write=False) as session:
        assert session.exec(select(AuditRow.act).where(AuditRow.act == "work.done")).all() == ["work.done"]


def test_night_work_waits_for_the_night_of_the_local_day(bot: Process, clock: HandClock) -> None:
    """Called every hour: not just after midnight, and still in the morning after a night without a bot."""
    done: list[datetime] = []
    clockwork = Clockwork(
        engine=bot.engine, clock=clock, wake=lambda: None, zone=ZoneInfo("Europe/Amsterdam")
    )
    work = clockwork.at_night(lambda: done.append(clock.now()))
    midnight = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    for hour in range(10):
        clock.time = midnight + timedelta(hours=hour)
        work()
    assert [one.hour for one in done] == [2, 3, 4, 5, 6, 7, 8]
