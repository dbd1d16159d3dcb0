"""What `/health` and `/metrics` say: each thing that can be wrong is named, and nothing of any case."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import socket_mode, soundness
from bot.clock import quietly
from bot.commands.directory import import_directory
from bot.process import Process, build
from bot.socket_mode import PromptHandler
from bot.soundness import Chain
from casework.deliveries import UNHEARD
from sandbox import PracticeSlack
from storage import outbox
from storage.audit_verify import follow
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.meeting import settle
from tests.running import DIRECTORY, SlackClock, report, settings_for


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


PORT = free_port()


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """A running bot whose health can be asked, each time anew."""
    monkeypatch.setattr(soundness, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(soundness, "ASK_SLACK_EVERY", 0.0)
    settings = settings_for(slack, f"sqlite:///{tmp_path}/schakel.db")
    process = build(settings.model_copy(update={"schakel_port": PORT}), SlackClock(slack))
    import_directory(DIRECTORY, process.engine, process.office.store.vault, process.office.book)
    process.start()
    yield process
    process.stop()


def asked(path: str = "health") -> tuple[int, str]:
    """The status and the body."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def failing() -> set[str]:
    """The names of the checks that fail; the metrics say the same, while nothing changes in between."""
    before = _failing_now()
    for _ in range(10):
        _, metrics = asked("metrics")
        after, names = _failing_now(), json.loads(asked()[1])
        if after == before:
            assert {one for one in names if f'schakel_check{{name="{one}"}} 0.0' in metrics} == after
            return after
        before = after
    raise AssertionError("health never says the same twice")


def _failing_now() -> set[str]:
    status, body = asked()
    found = {name for name, value in json.loads(body).items() if value is False}
    assert (status == 503) == bool(found)
    return found


def test_all_is_well(slack: PracticeSlack, bot: Process) -> None:
    """A bot at rest passes every check, and says nothing of what it holds."""
    report(slack)
    settle(bot)
    assert failing() == set()
    assert "S-1" not in asked()[1] + asked("metrics")[1]


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_slack_locks_us_out(slack: PracticeSlack, bot: Process, error: str) -> None:
    """Its word about our token; that it is busy or away says nothing about the token."""
    slack.faults.add("auth.test", error="ratelimited", times=1)
    assert "token" not in failing()
    slack.faults.add("auth.test", error=error, times=20)
    assert "token" in failing()


def test_slack_takes_no_message(slack: PracticeSlack, bot: Process) -> None:
    """The worker was locked out a moment ago: known at once, and over when a message goes again."""
    settle(bot)
    slack.faults.add("chat.postMessage", error="token_revoked", times=1)
    with bot.office.job() as unit:
        unit.post("signal.author", "U0JONGER", ref="S-1")
        unit.post("audit.broken", "U0FG")
    slack.wait_for(lambda: "token" in failing(), timeout=10)
    slack.clock.advance(10)
    settle(bot)
    assert "token" not in failing()


def test_the_socket_is_silent(slack: PracticeSlack, bot: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection looks open, and nobody answers any more."""
    assert isinstance(bot.transport, PromptHandler)
    session = bot.transport.client.current_session
    assert session is not None
    session.last_ping_pong_time = 1.0
    monkeypatch.setattr(socket_mode, "SILENT", -1.0)  # a pong that comes just now is too old as well
    assert "slack" in failing()


def test_a_post_that_is_due_and_does_not_go(slack: PracticeSlack, bot: Process) -> None:
    """Older than a minute, whatever holds it."""
    settle(bot)
    bot.worker.stop()
    with bot.office.job() as unit:
        unit.post("signal.card", "C0ZONNEBEEK", ref="S-1")
    assert failing() == set()
    slack.clock.advance(61)
    assert failing() == {"outbox"}


def test_a_broken_log(slack: PracticeSlack, bot: Process) -> None:
    """A row was changed after it was looked at: what follows no longer fits."""
    report(slack)
    settle(bot)
    assert failing() == set()
    with bot.engine.begin() as connection:
        connection.execute(text("UPDATE audit_head SET seq = seq - 1"))
    assert "audit" in failing()


def test_the_log_is_followed_a_piece_at_a_time(slack: PracticeSlack, bot: Process) -> None:
    """Never the whole of it at once, and what is damaged at the beginning is still found."""
    report(slack)
    settle(bot)
    key = bot.office.store.vault.audit_key
    with session_for(bot.engine, write=False) as session:
        assert follow(session, key, 0, 2) == 2
        assert follow(session, key, 2, 1) == 3
    with bot.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET act = 'anders' WHERE seq = 1"))
    chain = Chain(bot.engine, key)
    assert not chain()
    assert not chain()


def test_an_e01_that_nobody_judged(slack: PracticeSlack, bot: Process) -> None:
    """Past its 24 hours, until somebody does."""
    report(slack)
    settle(bot)
    entry = ExceptionEntry(
        signal_id=1,
        ground="E01",
        invoked_by="jongerenwerker",
        purpose="kindveiligheid",
        invoker="U0JONGER",
        granted_at=bot.office.clock.now() - timedelta(hours=23, minutes=59),
    )
    with bot.office.job() as unit:
        unit.session.add(entry)
    assert "reviews" not in failing()
    slack.clock.advance(120)
    assert "reviews" in failing()


def test_an_alarm_that_nobody_heard(slack: PracticeSlack, bot: Process) -> None:
    """Counted, and named as what fails."""
    settle(bot)
    with session_for(bot.engine) as session:
        outbox.keep_failed(session, kind=UNHEARD, ref="D-1", dedupe="x|", now=bot.office.clock.now())
        session.commit()
    assert failing() == {"alarms"}
    assert json.loads(asked()[1])["unheard"] == 1


def test_work_that_fails_is_named_until_it_succeeds() -> None:
    """The night's and the hour's work."""
    failed: set[str] = set()

    def fail() -> None:
        raise OSError

    quietly("goals", fail, failed)()
    assert failed == {"goals"}
    quietly("goals", lambda: None, failed)()
    assert failed == set()
